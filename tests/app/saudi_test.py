#!/usr/bin/env python3
"""The Saudi rule sets as their users ask them: files, folders, scenarios.

Usage: tests/app/saudi_test.py PROGRAM [unittest arguments]
"""
import json
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction
from pathlib import Path

# Debian packages, also where another python3 stands first in the path.
sys.path.append("/usr/lib/python3/dist-packages")
import jsonschema  # noqa: E402

PROJECT = Path(__file__).resolve().parents[2]
CASES = PROJECT / "src" / "regulations" / "sa_1426" / "cases"
EXAMPLES = PROJECT / "examples"
PROGRAM = Path("build/taqwim")


def number(text):
    try:
        return Fraction(text)
    except (TypeError, ValueError):
        return text


def missing_from(expected, found, place=""):
    """What of the expected object is not in the found one; two exact forms of one number are equal."""
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return [place]
        return [at for key, value in expected.items()
                for at in ([f"{place}/{key}"] if key not in found else missing_from(value, found[key], f"{place}/{key}"))]
    if isinstance(expected, str) and isinstance(found, str):
        return [] if number(expected) == number(found) else [f"{place}: {found} for {expected}"]
    return [] if expected == found else [f"{place}: {found} for {expected}"]


def students():
    """The thirty-five students, each with his whole plan and marks."""
    policy = json.loads((CASES / "policy.json").read_text(encoding="utf-8"))
    for case in json.loads((CASES / "students.json").read_text(encoding="utf-8"))["cases"]:
        year = {key: value for key, value in case.items() if key not in ("title", "plan", "base", "override", "expected")}
        year["plan"] = [dict(subject) for subject in policy["plans"][case["plan"]]]
        year["marks"] = {**policy["bases"][case["base"]], **case.get("override", {})}
        yield year, case["expected"]


class SaudiTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def run_taqwim(self, *arguments, given="", code=0):
        ran = subprocess.run([PROGRAM, *map(str, arguments)], input=given.encode(), capture_output=True, check=False, cwd=self.root,
                             env={"TAQWIM_LANGUAGE": "en", "PATH": "/usr/bin"}, timeout=60)
        self.assertEqual(ran.returncode, code, ran.stderr.decode() + ran.stdout.decode()[:2000])
        return ran.stdout.decode()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def test_thirty_five_students_of_the_regulation(self):
        years = list(students())
        self.assertEqual(len(years), 35)
        given = "".join(json.dumps(year, ensure_ascii=False) + "\n" for year, _ in years)
        results = self.run_taqwim("evaluate", "-", "--regulation", "sa_1426", given=given).splitlines()
        for (year, expected), result in zip(years, results, strict=True):
            with self.subTest(student=year["id"]):
                self.assertEqual(missing_from(expected, json.loads(result)), [])

    def test_scenarios_move_the_students_that_the_regulation_says(self):
        study = json.loads((CASES / "simulation.json").read_text(encoding="utf-8"))
        population = []
        for year, _ in students():
            if year["id"] in study["population"]:
                # The minimum of 50 is the installation's, so that a scenario can change it; a student's own stays.
                for subject in year["plan"]:
                    del subject["min"]
                population.append(year)
        stages = [f"{stage}_{group}" for stage in ("intermediate", "secondary") for group in ("islamic", "arabic", "other")]
        self.write("own/parameters/sa_1426/minimum.toml", "".join(
            f'[[{name}.values]]\nfrom = 2005-09-01\nvalue = "50"\nstatus = "assumed"\n' for name in stages))
        given = "".join(json.dumps(year, ensure_ascii=False) + "\n" for year in population)
        names = {"tol_b.ratio": ["passing.b_floor_share"], "tol_b.max_subjects": ["passing.b_most_subjects"],
                 "tol_b.excluded": ["passing.b_excluded_groups"], "tol_c.ratio": ["passing.c_floor_share"],
                 "tol_c.max_subjects": ["passing.c_most_subjects"], "min_mark": [f"minimum.{name}" for name in stages],
                 "fraction_raise": ["fractions.raise"]}
        for run in study["runs"]:
            # A0 is the law in force: it is held against itself.
            change = run["change"] or {"tol_b.ratio": "0.70"}
            toml = 'title.ar = "x"\nregulation = "sa_1426"\nschool_year = "1446"\n'
            for name, value in change.items():
                for parameter in names[name]:
                    shown = f"{Fraction(value) * 100}%" if name.endswith("ratio") else value
                    shown = json.dumps([str(one) for one in shown] if isinstance(shown, list) else str(shown))
                    toml += f'[[change]]\nparameter = "{parameter}"\nvalue = {shown}\n'
            with self.subTest(run=run["run"]):
                scenario = self.write(f"{run['run']}.toml", toml)
                result = json.loads(self.run_taqwim("scenario", scenario, "-", "--data", "own", "--format", "json", given=given))
                first = result["rounds"]["first"]
                self.assertEqual({code: count for code, count in first["scenario"].items() if count},
                                 {code: count for code, count in run["counts"].items() if count})
                moved = {student["id"]: [move["from"], move["to"]] for move in first["transitions"] for student in move["students"]}
                self.assertEqual(moved, run["transitions"])

    def test_each_saudi_year_has_one_rule_set(self):
        covered = {}
        for one in json.loads(self.run_taqwim("regulations", "--format", "json")):
            if one["id"].startswith("sa_"):
                first, last = int(one["first_covered_year"][:4]), int(one["last_covered_year"][:4])
                for year in range(first, last + 1):
                    self.assertNotIn(year, covered)
                    covered[year] = one["id"]
        self.assertEqual(sorted(covered), list(range(min(covered), max(covered) + 1)))
        year, _ = next(students())
        for first, regulation in covered.items():
            if regulation == "sa_1447":
                continue
            given = json.dumps({**year, "school_year": f"{first}-{first + 1}"}, ensure_ascii=False)
            result = json.loads(self.run_taqwim("evaluate", "-", "--regulation", regulation, given=given))
            self.assertEqual(result["round1"]["by"], "7.2.a", first)

    def test_a_subject_that_the_student_does_not_have_is_told(self):
        year = next(year for year, _ in students() if year["id"] == "S06")
        path = self.write("s06.json", json.dumps({**year, "regulation": "sa_1426"}, ensure_ascii=False))
        self.run_taqwim("explain", path, "--subject", "XYZ", code=2)
        for subject in ("MTH", "الرياضيات"):
            text = self.run_taqwim("explain", path, "--subject", subject)
            self.assertIn("الرياضيات", text)
            self.assertNotRegex(text.split("Reasons", 1)[1], "القرآن الكريم")

    # ---- folders ----

    def test_the_sample_schools(self):
        for school, count, outcomes in (
                ("saudi_school", 240, {"7.2.a", "7.2.b", "7.2.c", "8", "9.1", "10.6", "11"}),
                ("saudi_guide_school", 36, {"7.2.a", "8", "9.1", ""}),
                ("saudi_early_school", 60, {"PRIMARY_PROMOTED", "PENDING_COMMITTEE", "PRIMARY_SUPPORT"})):
            with self.subTest(school=school):
                folder = EXAMPLES / school
                self.assertEqual(json.loads(self.run_taqwim("check", folder, "--format", "json")), [])
                results = [json.loads(line) for line in self.run_taqwim("evaluate", folder, "--format", "jsonl").splitlines()]
                self.assertEqual(len(results), count)
                found = {one["outcome"] if "outcome" in one else one.get("round2", one["round1"])["by"] for one in results}
                self.assertLessEqual(outcomes, found)
                for language in ("ar", "en"):
                    self.assertTrue(self.run_taqwim("evaluate", folder, "--summary", "--format", "table", "--language", language))
                    text = self.run_taqwim("explain", folder, "--student", results[3]["id"], "--language", language)
                    self.assertNotRegex(text, r"[{}]")

    def test_what_comes_out_of_a_year_by_marks_fits_its_schema(self):
        schema = json.loads((PROJECT / "docs" / "schema" / "saudi-outcome.schema.json").read_text(encoding="utf-8"))
        fits = jsonschema.Draft7Validator(schema)
        for school in ("saudi_school", "saudi_guide_school"):
            for line in self.run_taqwim("evaluate", EXAMPLES / school, "--format", "jsonl").splitlines():
                result = json.loads(line)
                fits.validate(result)
                self.assertIn(result["decision_label"]["ar"], ("ناجح", "مكمل", "يعيد الصف", "لم ينجح", "ينتظر الاختبار البديل", "غير مكتمل البيانات"))
                result.pop("decision_label")
                self.assertFalse(fits.is_valid(result))

    def test_the_sample_schools_are_those_of_the_generator(self):
        subprocess.run([EXAMPLES / "generator" / "saudi_schools", "--output", self.root], check=True)
        for school in ("saudi_school", "saudi_guide_school", "saudi_early_school"):
            for file in sorted((EXAMPLES / school).iterdir()):
                self.assertEqual((self.root / school / file.name).read_bytes(), file.read_bytes(), file)

    def folder_of_marks(self, **changed):
        files = {"school": "key,value\nregulation,sa_1426\nschool_year,1427-1428\n",
                 "plan": "grade,subject,group,weekly_periods,minimum,arrangement,one_term\n8,MTH,OTHER,4,50,,\n8,HIS,OTHER,2,none,,t1\n8,ORL,ISLAMIC,2,50,oral,\n",
                 "students": "id,grade,name\n801,8,A\n",
                 "marks": "student,subject,t1_coursework,t1_exam,t2_coursework,t2_exam,t1_mark,t2_mark\n"
                          "801,MTH,15,20,15,20,,\n801,HIS,30,40,,,,\n801,ORL,,,,,30,40\n", **changed}
        for name, text in files.items():
            self.write(f"school/{name}.csv", text)
        return self.root / "school"

    def test_a_folder_holds_what_a_document_does(self):
        result = json.loads(self.run_taqwim("evaluate", self.folder_of_marks(), "--format", "jsonl"))
        self.assertEqual(result["round1"]["final"], {"MTH": "70", "HIS": "70", "ORL": "70"})
        self.assertEqual(result["round1"]["by"], "7.2.a")

    def test_what_is_wrong_in_a_folder_is_told_by_file_row_and_column(self):
        marks = "student,subject,t1_coursework,t1_exam,t2_coursework,t2_exam,t1_mark,t2_mark\n"
        right = marks + "801,MTH,15,20,15,20,,\n801,HIS,30,40,,,,\n801,ORL,,,,,30,40\n"
        for changed, code, place in (
                ({"marks": right.replace("15,20,15,20", "15,31,15,20")}, "MARK_OVER_MAXIMUM", ("marks.csv", 2, "t1_exam")),
                ({"marks": right.replace("30,40,,,,", "30,40,5,,,")}, "FIELD_UNKNOWN", ("marks.csv", 3, "t2_coursework")),
                ({"marks": right + "999,MTH,1,2,3,4,,\n"}, "STUDENT_UNKNOWN", ("marks.csv", 5, "student")),
                ({"marks": right + "801,MTH,1,2,3,4,,\n"}, "GIVEN_TWICE", ("marks.csv", 5, None)),
                ({"marks": right.replace("801,ORL", "801,XYZ")}, None, ("marks.csv", 4, None)),
                ({"students": "id,grade,name\n801,9,A\n"}, "PLAN_WITHOUT_COUNTING_SUBJECT", ("students.csv", 2, "grade")),
                ({"students": "id,grade,name\n801,8,A\n801,8,B\n"}, "STUDENT_DUPLICATE", ("students.csv", 3, "id")),
                ({"school": "key,value\nregulation,sa_guide\n"}, "VALUE_NOT_LISTED", ("school.csv", 2, "value")),
                ({"unknown": "a,b\n1,2\n"}, "FILE_UNKNOWN", ("unknown.csv", None, None)),
                ({"plan": "grade,subject,group\n8,MTH,OTHER\n"}, "COLUMN_MISSING", ("plan.csv", 1, "weekly_periods"))):
            with self.subTest(code=code, place=place):
                folder = self.folder_of_marks(**changed)
                problems = json.loads(self.run_taqwim("check", folder, "--regulation", "sa_1426", "--format", "json", code=1))
                told = [(one["code"], one["file"], one.get("row"), one.get("column")) for one in problems]
                self.assertTrue(any((code is None or one[0] == code) and one[1] == place[0] and (place[1] is None or one[2] == place[1])
                                    and (place[2] is None or one[3] == place[2]) for one in told), told)
                result = json.loads(self.run_taqwim("evaluate", folder, "--regulation", "sa_1426", "--format", "jsonl", code=1).splitlines()[0])
                if code not in ("STUDENT_UNKNOWN",):
                    self.assertIn("refused", result)
                for file in folder.iterdir():
                    file.unlink()

    def test_the_reasons_of_a_result_are_told_in_both_languages(self):
        year = next(year for year, _ in students() if year["id"] == "S06")
        path = self.write("s06.json", json.dumps({**year, "regulation": "sa_1426"}, ensure_ascii=False))
        for language, word in (("en", "second round"), ("ar", "الدور الثاني")):
            text = self.run_taqwim("explain", path, "--language", language)
            self.assertIn("SR-7.2b", text)
            self.assertIn(word, text)
            self.assertNotRegex(text, r"[{}]")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        PROGRAM = Path(sys.argv.pop(1)).resolve()
    unittest.main()
