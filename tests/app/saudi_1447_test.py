#!/usr/bin/env python3
"""The distribution of 1447 as its users ask it: a school's folder, its faults, a scenario.

Usage: tests/app/saudi_1447_test.py PROGRAM [unittest arguments]
"""
import json
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path

# Debian's own packages, also where another python3 stands first in the path.
sys.path.append("/usr/lib/python3/dist-packages")
import jsonschema  # noqa: E402

PROJECT = Path(__file__).resolve().parents[2]
EXAMPLES = PROJECT / "examples"
PROGRAM = Path("build/taqwim")

# A small school with one student of grade 10 and one of grade 7; every cell is right.
SCHOOL = {
    "school": "key,value\nname,X\nregulation,sa_1447\nschool_year,1447\n",
    "students": "id,grade,track,name,section\n10,10,common,A,1\n7,7,general,B,1\n",
    "marks": "student,subject,term,form,entries,performance,varied,final,alternative_exam\n"
             "10,الرياضيات,T1,,3,35,18,7,\n"
             "10,الرياضيات,T2,,2,31,15,ع,29\n"
             "10,الأحياء,الأول,no_practical,,30,15,غ,\n"
             "7,الرياضيات,T1,,3,30,15,30,\n"
             "7,القرآن الكريم والدراسات الإسلامية,T1,,,30,45.5,,\n",
    "programmes": "student,subject,term,mark\n10,النشاط,T1,80\n10,النشاط,T1,90\n",
    "second_sitting": "student,subject,term,oral,written,stumble_exam\n10,الرياضيات,T1,,20,\n7,الرياضيات,,,30,\n",
    "conduct": "student,term,recovered,distinguished,absent_days\n10,T1,2,18,3\n7,T1,,15,0\n",
    "offences": "student,term,degree,times\n10,T1,1,4\n",
    "excuses": "student,term,days,after_working_days,accepted,extended\n10,T1,2,1,yes,\n",
}
# The same student of grade 10 as a document.
DOCUMENT = {
    "id": "10", "name": "A", "section": "1", "school_year": "1447", "grade": 10, "track": "common",
    "subjects": {
        "الرياضيات": {"T1": {"entries": 3, "performance": 35, "varied": 18, "final": 7, "second_sitting": {"written": 20}},
                      "T2": {"entries": 2, "performance": 31, "varied": 15, "final": {"absence": "excused", "alternative_exam": 29}}},
        "الأحياء": {"T1": {"form": "no_practical", "performance": 30, "varied": 15, "final": {"absence": "unexcused"}}},
        "النشاط": {"T1": {"programmes": [80, 90]}}},
    "behaviour": {"T1": {"offences": [{"degree": 1, "times": 4}], "recovered": 2, "distinguished": 18}},
    "attendance": {"T1": {"absent_days": 3, "excuses": [{"days": 2, "after_working_days": 1, "accepted": True}]}},
}
STANDARDS = "student,subject,term,standard,result,judged,met\n"
QURAN_1 = "القرآن الكريم والدراسات الإسلامية"


class Saudi1447Test(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def run_taqwim(self, *arguments, given="", code=0):
        ran = subprocess.run([PROGRAM, *map(str, arguments)], input=given.encode(), capture_output=True, check=False, cwd=self.root,
                             env={"TAQWIM_LANGUAGE": "en", "PATH": "/usr/bin"}, timeout=60)
        if code is not None:
            self.assertEqual(ran.returncode, code, ran.stderr.decode() + ran.stdout.decode()[:2000])
        return ran.stdout.decode()

    def school(self, **changed):
        folder = self.root / "school"
        folder.mkdir(exist_ok=True)
        for file in folder.iterdir():
            file.unlink()
        for name, text in {**SCHOOL, **changed}.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return folder

    # ---- the sample school ----

    def test_the_sample_school(self):
        folder = EXAMPLES / "saudi_1447_school"
        self.assertEqual(json.loads(self.run_taqwim("check", folder, "--format", "json")), [])
        results = [json.loads(line) for line in self.run_taqwim("evaluate", folder, "--format", "jsonl").splitlines()]
        self.assertEqual(len(results), 110)
        self.assertEqual(len({(one["grade"], one["track"], one["section"]) for one in results}), 11)
        self.assertEqual({model for one in results for subject in one["subjects"] if (model := subject.get("model"))}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 12})
        decisions = Counter((one["grade"] >= 10, one["decision"]) for one in results)
        self.assertEqual(set(decisions), {(False, "left_open"), (False, "incomplete")} | {
            (True, decision) for decision in ("passed", "second_sitting", "repeat", "promoted_with_stumbled", "left_open", "incomplete")})
        self.assertEqual({open_["rule"] for one in results for open_ in one["left_open"]}, {
            "promotion_grades_1_2", "promotion_grades_3_9", "average_grades_1_2", "unexcused_absence_outside_secondary", "effect_of_attendance_bar",
            "final_exam_minimum_in_second_sitting"})
        for language in ("ar", "en"):
            self.assertTrue(self.run_taqwim("evaluate", folder, "--summary", "--format", "table", "--language", language))
            for student in (results[3]["id"], results[66]["id"], results[71]["id"]):
                text = self.run_taqwim("explain", folder, "--student", student, "--language", language)
                self.assertNotRegex(text, r"[{}]")

    def test_the_sample_school_is_that_of_the_generator(self):
        subprocess.run([EXAMPLES / "generator" / "saudi_schools", "--output", self.root], check=True)
        files = sorted((EXAMPLES / "saudi_1447_school").iterdir())
        self.assertEqual(len(files), 9)
        for file in files:
            self.assertEqual((self.root / "saudi_1447_school" / file.name).read_bytes(), file.read_bytes(), file)

    # ---- documents ----

    def test_the_published_form_fits_the_examples_and_no_slips(self):
        schema = json.loads(self.run_taqwim("schema", "sa_1447"))
        jsonschema.Draft7Validator.check_schema(schema)
        fits = jsonschema.Draft7Validator(schema).is_valid
        years = [json.loads(line) for line in (EXAMPLES / "saudi_1447_years.jsonl").read_text(encoding="utf-8").splitlines()]
        self.assertTrue(all(fits(year) for year in [DOCUMENT, *years]))
        for slip in ({"total": 90}, {"grade": True}, {"track": "arts"}, {"kind": "average"}, {"behaviour": {"T3": {}}}, {"subjects": {"x": {"T1": 5}}}):
            self.assertFalse(fits({**DOCUMENT, **slip}), slip)

    def test_what_would_change_is_told_as_data_and_in_words(self):
        year = {key: value for key, value in DOCUMENT.items() if key != "subjects"}
        year["subjects"] = {"الرياضيات": {"T1": {"performance": 40, "varied": 0, "final": 6}}}
        given = json.dumps({**year, "regulation": "sa_1447"}, ensure_ascii=False)
        change = json.loads(self.run_taqwim("evaluate", "-", "--regulation", "sa_1447", given=given))["what_would_change"]
        # What is not entered at all remains too; a number of courses is told only of a whole first sitting.
        self.assertEqual(len(change["courses"]), 20)
        self.assertNotIn("courses_to_promotion", change)
        self.assertEqual(change["courses"][0], {
            "subject": "الرياضيات", "term": "T1", "mark": "46", "shortfall": "4", "can_still_pass": True,
            "remaining": [{"sitting": "second", "part": "written", "max": "60", "least": "12"}], "least_sum": "12", "left_open_from": "10"})
        path = self.root / "year.json"
        path.write_text(given, encoding="utf-8")
        for language, words in (("en", ("4 short of the pass mark", "the second sitting (written) that passes the course is 12 of 60",
                                        "from 10 on in the second sitting")),
                                ("ar", ("ينقصها ٤ عن درجة النجاح", "الدور الثاني (التحريري) يُجتاز بها المقرر ١٢ من ٦٠", "من ١٠ في الدور الثاني"))):
            text = self.run_taqwim("explain", path, "--language", language).translate({0x2067: None, 0x2068: None, 0x2069: None, 0x200F: None})
            for part in words:
                self.assertIn(part, text)

    # ---- folders ----

    def test_a_folder_holds_what_a_document_does(self):
        lines = self.run_taqwim("evaluate", self.school(), "--format", "jsonl").splitlines()
        given = json.dumps({**DOCUMENT, "regulation": "sa_1447"}, ensure_ascii=False)
        self.assertEqual(json.loads(lines[0]), json.loads(self.run_taqwim("evaluate", "-", "--regulation", "sa_1447", given=given)))
        subjects = {(one["subject"], one["term"]): one for one in json.loads(lines[0])["subjects"]}
        self.assertEqual(subjects["الرياضيات", "T1"]["second_sitting"], "55")
        self.assertEqual(subjects["الرياضيات", "T2"]["mark"], "75")
        self.assertEqual(subjects["النشاط", "T1"]["mark"], "85")

    def test_arabic_words_say_the_same(self):
        arabic = self.school(
            school="البند,القيمة\nاسم المدرسة,X\nاللائحة,sa_1447\nالعام الدراسي,1447\n",
            students="الرقم;الصف;المسار;الاسم;الفصل\n١٠;١٠;مشترك;A;1\n7;7;عام;B;1\n",
            marks=SCHOOL["marks"].replace("student,subject,term,form,entries,performance,varied,final,alternative_exam",
                                          "رقم الطالب,المادة,الفصل الدراسي,صورة النموذج,مرات الرصد,المهام الأدائية,التقويمات المتنوعة,"
                                          "الاختبار النهائي,الاختبار البديل").replace("no_practical", "بلا عملي").replace("T1", "ف1"),
            excuses="الطالب,الفصل,عدد الأيام,بعد أيام عمل,مقبول,مدد الوقت\n10,الأول,٢,1,نعم,\n")
        found = self.run_taqwim("evaluate", arabic, "--format", "jsonl")
        self.assertEqual(found, self.run_taqwim("evaluate", self.school(), "--format", "jsonl"))

    def test_what_is_wrong_is_told_by_file_row_and_column(self):
        def marks(old, new):
            return {"marks": SCHOOL["marks"].replace(old, new)}

        def more(table, row):
            return {table: SCHOOL[table] + row + "\n"}

        faults = [
            (marks("35,18,7", "41,18,7"), "MARK_OVER_MAXIMUM", ("marks.csv", 2, "performance")),
            (marks("35,18,7", "-1,18,7"), "MARK_NEGATIVE", ("marks.csv", 2, "performance")),
            (marks("35,18,7", "35,18.125,7"), "MARK_TOO_MANY_DECIMALS", ("marks.csv", 2, "varied")),
            (marks("35,18,7", "35,18,x"), "VALUE_NOT_A_NUMBER", ("marks.csv", 2, "final")),
            (marks("31,15,ع,29", "31,15,ع,61"), "MARK_OVER_MAXIMUM", ("marks.csv", 3, "alternative_exam")),
            (marks("31,15,ع,29", "31,15,20,29"), "FACTS_CONTRADICT", ("marks.csv", 3, "alternative_exam")),
            (marks("31,15,ع,29", "31,15,,29"), "FIELD_MISSING", ("marks.csv", 3, "final")),
            (marks("30,15,غ,", "30,15,غ,20"), "FACTS_CONTRADICT", ("marks.csv", 4, "alternative_exam")),
            (marks("no_practical", "project"), "VALUE_NOT_LISTED", ("marks.csv", 4, "form")),
            (marks("10,الأحياء", "10,الأحيا"), "SUBJECT_NOT_IN_PLAN", ("marks.csv", 4, None)),
            (marks("10,الأحياء,الأول", "10,الأحياء,T2"), "SUBJECT_NOT_IN_PLAN", ("marks.csv", 4, None)),
            (marks("10,الأحياء,الأول", "10,الأحياء,T5"), "VALUE_NOT_LISTED", ("marks.csv", 4, "term")),
            (marks("10,الأحياء,الأول", "10,,الأول"), "FIELD_MISSING", ("marks.csv", 4, "subject")),
            (marks("10,الأحياء,الأول", "10,#1,الأول"), "SUBJECT_NOT_IN_PLAN", ("marks.csv", 4, "subject")),
            (marks("30,45.5,,", "30,45.5,10,"), "FIELD_UNKNOWN", ("marks.csv", 6, "final")),
            (marks("T1,,3,35", "T1,,2.5,35"), "FIELD_WRONG_TYPE", ("marks.csv", 2, "entries")),
            (more("marks", "10,الرياضيات,الأول,,,1,,,"), "GIVEN_TWICE", ("marks.csv", 7, None)),
            (more("marks", "11,الرياضيات,T1,,,1,,,"), "STUDENT_UNKNOWN", ("marks.csv", 7, "student")),
            (more("programmes", "10,النشاط,T1,101"), "MARK_OVER_MAXIMUM", ("programmes.csv", 4, "mark")),
            (more("programmes", "10,النشاط,T1,"), "FIELD_MISSING", ("programmes.csv", 4, "mark")),
            (more("programmes", "7,الرياضيات,T1,90"), "FIELD_UNKNOWN", ("programmes.csv", 4, "mark")),
            ({"second_sitting": SCHOOL["second_sitting"].replace("T1,,20", ",,20")}, "FIELD_MISSING", ("second_sitting.csv", 2, "term")),
            ({"second_sitting": SCHOOL["second_sitting"].replace("T1,,20", "T1,9,20")}, "FIELD_UNKNOWN", ("second_sitting.csv", 2, "oral")),
            ({"second_sitting": SCHOOL["second_sitting"].replace("7,الرياضيات,,", "7,الرياضيات,T1,")}, "FACTS_CONTRADICT",
             ("second_sitting.csv", 3, "term")),
            ({"second_sitting": SCHOOL["second_sitting"].replace("7,الرياضيات,,,30,", "7,الرياضيات,,,30,50")}, "RULE_NOT_IN_PROFILE",
             ("second_sitting.csv", 3, "stumble_exam")),
            ({"second_sitting": SCHOOL["second_sitting"].replace("20,\n", "20,50\n")}, "STUMBLE_EXAM_NOT_DUE", ("second_sitting.csv", 2, "stumble_exam")),
            ({"marks": SCHOOL["marks"].replace("35,18,7", "35,18,17")}, "SECOND_ROUND_NOT_DUE", ("second_sitting.csv", 2, "written")),
            (more("second_sitting", "10,النشاط,T1,,5,"), "SECOND_ROUND_NOT_DUE", ("second_sitting.csv", 4, "written")),
            (more("conduct", "10,T1,,17,"), "GIVEN_TWICE", ("conduct.csv", 4, None)),
            ({"conduct": SCHOOL["conduct"].replace("2,18,3", "9,18,3")}, "MARK_OVER_MAXIMUM", ("conduct.csv", 2, "recovered")),
            ({"conduct": SCHOOL["conduct"].replace("2,18,3", "2,18,1")}, "FACTS_CONTRADICT", ("excuses.csv", 2, None)),
            ({"offences": SCHOOL["offences"].replace("1,4", "6,4")}, "VALUE_OUT_OF_RANGE", ("offences.csv", 2, "degree")),
            ({"excuses": SCHOOL["excuses"].replace("yes", "perhaps")}, "FIELD_WRONG_TYPE", ("excuses.csv", 2, "accepted")),
            ({"students": SCHOOL["students"].replace("10,10,common", "10,10,sharia")}, "VALUE_NOT_LISTED", ("students.csv", 2, "track")),
            ({"students": SCHOOL["students"].replace("10,10,common", "10,13,common")}, "VALUE_OUT_OF_RANGE", ("students.csv", 2, "grade")),
            ({"students": SCHOOL["students"] + "10,10,common,C,1\n"}, "STUDENT_DUPLICATE", ("students.csv", 4, "id")),
            ({"school": SCHOOL["school"].replace("sa_1447", "sa_1426")}, "VALUE_NOT_LISTED", ("school.csv", 3, "value")),
            ({"school": SCHOOL["school"] + "first_day,2025-08-24\n"}, "FIELD_UNKNOWN", ("school.csv", 5, "key")),
            ({"standards": STANDARDS + f"7,{QURAN_1},T1,,,5,5\n"}, "FIELD_UNKNOWN", ("standards.csv", 2, None)),
            ({"plan": "a,b\n1,2\n"}, "FILE_UNKNOWN", ("plan.csv", None, None)),
            ({"marks": SCHOOL["marks"].replace("entries", "average")}, "RESULT_TYPED", ("marks.csv", 1, "average")),
            ({"excuses": SCHOOL["excuses"].replace("accepted", "granted")}, "COLUMN_MISSING", ("excuses.csv", 1, "accepted")),
        ]
        for changed, code, place in faults:
            with self.subTest(code=code, place=place):
                folder = self.school(**changed)
                problems = json.loads(self.run_taqwim("check", folder, "--regulation", "sa_1447", "--format", "json", code=1))
                told = [(one["code"], one["file"], one.get("row"), one.get("column")) for one in problems]
                self.assertTrue(any(one[0] == code and one[1] == place[0] and (place[1] is None or one[2] == place[1])
                                    and (place[2] is None or one[3] == place[2]) for one in told), told)
                results = [json.loads(line) for line in
                           self.run_taqwim("evaluate", folder, "--regulation", "sa_1447", "--format", "jsonl", code=1).splitlines()]
                if code != "STUDENT_UNKNOWN":
                    self.assertTrue(any("refused" in one for one in results))

    def test_standards_are_named_or_counted(self):
        students = "id,grade,track\n2,2,general\n"
        only = {"students": students, "marks": SCHOOL["marks"].split("\n", 1)[0] + "\n", "programmes": "student,subject,term,mark\n",
                "second_sitting": "student,subject\n", "offences": "student,term,degree\n",
                "excuses": "student,term,days,after_working_days,accepted\n",
                "conduct": "student,term,behaviour_description,absent_days\n2,T1,هادئ,1\n"}
        rows = f"2,{QURAN_1},T1,يقرأ الفاتحة,met,,\n2,{QURAN_1},T1,#2,غير متحقق,,\n2,{QURAN_1},T2,,,6,5\n"
        result = json.loads(self.run_taqwim("evaluate", self.school(**only, standards=STANDARDS + rows), "--format", "jsonl"))
        quran = next(one for one in result["subjects"] if one["subject"] == QURAN_1)
        self.assertEqual((quran["standards_judged"], quran["standards_met"]), (8, 6))
        for row, code, column in ((f"2,{QURAN_1},T1,#2,met,,", "GIVEN_TWICE", None), (f"2,{QURAN_1},T1,x,maybe,,", "VALUE_NOT_LISTED", "result"),
                                  (f"2,{QURAN_1},T1,x,,,", "FIELD_MISSING", "result"), (f"2,{QURAN_1},T2,y,met,,", "FIELD_UNKNOWN", "result"),
                                  ("2,العلوم,T1,,,6,7", "VALUE_OUT_OF_RANGE", "met"), ("2,العلوم,T1,,,6,", "FIELD_MISSING", "met")):
            with self.subTest(row=row):
                folder = self.school(**only, standards=STANDARDS + rows + row + "\n")
                problems = json.loads(self.run_taqwim("check", folder, "--format", "json", code=1))
                self.assertEqual([(one["code"], one["file"], one["row"], one.get("column") if column else None) for one in problems],
                                 [(code, "standards.csv", 5, column)])

    # ---- scenarios ----

    def scenario(self, value, *more):
        path = self.root / "scenario.toml"
        path.write_text(f'title.ar = "x"\nregulation = "sa_1447"\nschool_year = "1447"\n[[change]]\nparameter = "passing.pass_mark"\n'
                        f'value = "{value}"\n', encoding="utf-8")
        return json.loads(self.run_taqwim("scenario", path, *more, "--format", "json"))

    def test_a_study_leaves_aside_the_sittings_that_it_makes_not_due(self):
        school = EXAMPLES / "saudi_1447_school"
        result = self.scenario(30, school)
        for counts in result["rounds"].values():
            self.assertEqual(counts["scenario"].get("refused", 0), 0)
            self.assertGreater(counts["scenario"]["passed"], counts["in_force"]["passed"])

    def test_the_pass_mark_of_60(self):
        text = self.run_taqwim("scenario", EXAMPLES / "scenarios" / "pass_mark_of_60.toml", EXAMPLES / "saudi_1447_school", "--format", "json")
        final = json.loads(text)["rounds"]["final"]
        self.assertEqual(sum(final["scenario"].values()), 110)
        self.assertEqual(final["scenario"].get("refused", 0), 0)
        self.assertLess(final["scenario"]["passed"], final["in_force"]["passed"])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        PROGRAM = Path(sys.argv.pop(1)).resolve()
    unittest.main()
