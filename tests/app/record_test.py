#!/usr/bin/env python3
"""`taqwim results evaluate` and `taqwim scenario --school` over the database of the demo: the record is read, evaluated, told and
studied, and stays as it was. SR-X.3.

Usage: tests/app/record_test.py PROGRAM
"""
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = Path(sys.argv.pop(1)).resolve()


def taqwim(*arguments, language="en"):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TAQWIM_")}
    return subprocess.run([PROGRAM, *arguments, "--language", language], capture_output=True, text=True, check=False, timeout=300,
                          env=environment, stdin=subprocess.DEVNULL)


class RecordTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="taqwim_record_"))
        cls.file = cls.folder / "demo.db"
        cls.database = ("--set", f"database.url=sqlite:{cls.file}")
        made = taqwim("demo", *cls.database)
        assert made.returncode == 0, made.stderr
        # By the country and the grades: the Saudi intermediate school, and the Kuwaiti one.
        cls.saudi = cls.school_of("sa_1426", 8)
        cls.kuwaiti = cls.school_of("kw_primary_2016", 4)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    @classmethod
    def rows(cls, query, *values):
        with sqlite3.connect(f"file:{cls.file}?mode=ro", uri=True) as database:
            return database.execute(query, values).fetchall()

    @classmethod
    def school_of(cls, regulation, grade):
        return str(cls.rows("SELECT school_id FROM study_plan WHERE regulation = ? AND grade = ?", regulation, grade)[0][0])

    def of(self, school, year, *arguments, **options):
        return taqwim("results", "evaluate", "--school", school, "--year", year, *arguments, *self.database, **options)

    def enrolled(self, school, class_name=None):
        return {str(one[0]): (one[1], one[2]) for one in self.rows(
            "SELECT s.student_id, s.student_number, s.name_ar FROM enrolment e JOIN student s USING (school_id, student_id) "
            "JOIN class c USING (school_id, class_id) WHERE e.school_id = ? AND c.name = COALESCE(?, c.name)", school, class_name)}

    def test_every_student_of_the_year_is_evaluated_and_nothing_is_kept(self):
        before = hashlib.sha256(self.file.read_bytes()).hexdigest()
        published = self.rows("SELECT COUNT(*) FROM result_version")
        answer = self.of(self.saudi, "1446", "--format", "jsonl")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        results = [json.loads(line) for line in answer.stdout.splitlines()]
        self.assertEqual({one["id"] for one in results}, set(self.enrolled(self.saudi)))
        # What was published of this record is what the law makes of it today.
        for one in results:
            stored = self.rows("SELECT decision FROM result_version WHERE school_id = ? AND student_id = ? ORDER BY version DESC",
                               self.saudi, one["id"])
            if stored:
                self.assertIn(stored[0][0], (one["by"], one["decision"]), one["id"])
        self.assertEqual(json.loads(self.of(self.saudi, "1446", "--format", "json").stdout), results)
        self.assertEqual(self.rows("SELECT COUNT(*) FROM result_version"), published)
        self.assertEqual(hashlib.sha256(self.file.read_bytes()).hexdigest(), before)

    def test_class_sheets_are_for_people_in_arabic_first(self):
        answer = self.of(self.saudi, "١٤٤٦", "--summary", language="ar")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        for _, name in self.enrolled(self.saudi).values():
            self.assertIn(name, answer.stdout)
        self.assertTrue(all(line.startswith("\u200f") for line in answer.stdout.splitlines() if line), answer.stdout)

    def test_one_class_by_name_or_id(self):
        (class_id, name), *_ = self.rows("SELECT class_id, name FROM class WHERE school_id = ? ORDER BY name", self.saudi)
        by_name = self.of(self.saudi, "1446", "--class", name, "--format", "jsonl")
        self.assertEqual(by_name.returncode, 0, by_name.stderr)
        self.assertEqual({json.loads(line)["id"] for line in by_name.stdout.splitlines()}, set(self.enrolled(self.saudi, name)))
        self.assertEqual(self.of(self.saudi, "1446", "--class", str(class_id), "--format", "jsonl").stdout, by_name.stdout)
        place = self.folder / "class.csv"
        self.assertEqual(self.of(self.saudi, "1446", "--class", name, "--output", str(place)).returncode, 0)
        self.assertEqual(len(place.read_text(encoding="utf-8").splitlines()), len(self.enrolled(self.saudi, name)) + 1)

    def test_one_student_with_the_reasons(self):
        student, (number, name) = sorted(self.enrolled(self.saudi).items())[0]
        told = self.of(self.saudi, "1446", "--explain", number)
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertIn(name, told.stdout)
        self.assertIn("Article 7", told.stdout)
        self.assertEqual(self.of(self.saudi, "1446", "--explain", student).stdout, told.stdout)
        data = json.loads(self.of(self.saudi, "1446", "--explain", number, "--format", "json").stdout)
        self.assertEqual((data["id"], data["outcome"]["id"]), (student, student))
        page = self.of(self.saudi, "1446", "--explain", number, "--format", "html", language="ar")
        self.assertTrue(page.stdout.startswith("<!DOCTYPE html>"), page.stdout[:80])

    def test_what_is_not_there_is_said_with_what_there_is(self):
        unknown = self.of(self.saudi, "1399", "--format", "jsonl")
        self.assertEqual((unknown.returncode, unknown.stdout), (2, ""))
        self.assertIn("1446", unknown.stderr)
        no_class = self.of(self.saudi, "1446", "--class", "99/9")
        self.assertEqual(no_class.returncode, 2)
        for (name,) in self.rows("SELECT name FROM class WHERE school_id = ?", self.saudi):
            self.assertIn(name, no_class.stderr)
        self.assertEqual(self.of(self.saudi, "1446", "--explain", "nobody").returncode, 2)
        self.assertEqual(self.of("7", "1446").returncode, 2)
        self.assertEqual(taqwim("results", "evaluate", "--school", self.saudi, *self.database).returncode, 2)
        self.assertEqual(taqwim("results", "evaluate", *self.database).returncode, 2)
        self.assertEqual(taqwim("results", *self.database).returncode, 2)
        gone = taqwim("results", "evaluate", "--school", self.saudi, "--year", "1446", "--set", f"database.url=sqlite:{self.folder}/gone.db")
        self.assertEqual(gone.returncode, 4)

    def test_a_flat_table_has_the_columns_of_one_regulation(self):
        copy = self.folder / "two.db"
        shutil.copyfile(self.file, copy)
        with sqlite3.connect(copy) as database:
            year, = database.execute("SELECT school_year_id FROM school_year WHERE school_id = ?", (self.saudi,)).fetchone()
            plan, = database.execute("SELECT study_plan_id FROM study_plan WHERE school_id = ? AND school_year_id = ?", (self.saudi, year)).fetchone()
            database.execute("INSERT INTO study_plan (school_id, study_plan_id, school_year_id, grade, track, regulation) "
                             "VALUES (?, 5, ?, 9, '', 'sa_guide')", (self.saudi, year))
            database.execute("INSERT INTO plan_subject SELECT school_id, 5, subject, name_ar, name_en, subject_group, weekly_periods, position, "
                             "settings FROM plan_subject WHERE school_id = ? AND study_plan_id = ?", (self.saudi, plan))
            last = database.execute("SELECT MAX(class_id) FROM class WHERE school_id = ?", (self.saudi,)).fetchone()[0]
            database.execute("UPDATE class SET study_plan_id = 5 WHERE school_id = ? AND class_id = ?", (self.saudi, last))
        database.close()
        of_two = ("results", "evaluate", "--school", self.saudi, "--year", "1446", "--set", f"database.url=sqlite:{copy}")
        refused = taqwim(*of_two, "--format", "csv")
        self.assertEqual((refused.returncode, refused.stdout), (2, ""))
        self.assertIn("--class", refused.stderr)
        every = taqwim(*of_two, "--format", "json")
        regulations = [one.get("regulation") for one in json.loads(every.stdout)]
        self.assertEqual(len(regulations), len(self.enrolled(self.saudi)), every.stderr)

    def test_a_scenario_is_studied_over_the_record(self):
        scenario = self.folder / "low.toml"
        scenario.write_text('title.ar = "دراسة"\ntitle.en = "A study"\nregulation = "sa_1426"\nschool_year = "1446-1447"\n\n'
                            '[[change]]\nparameter = "minimum.intermediate_arabic"\nvalue = "100"\n', encoding="utf-8")
        studied = taqwim("scenario", str(scenario), "--school", self.saudi, "--year", "1446", "--format", "json", *self.database)
        self.assertIn(studied.returncode, (0, 1), studied.stderr)
        study = json.loads(studied.stdout)
        self.assertEqual(study["student_years"], len(self.enrolled(self.saudi)))
        first = study["rounds"]["first"]
        self.assertEqual(sum(first["in_force"].values()), len(self.enrolled(self.saudi)))
        # Hardly anybody reaches the full mark in every Arabic subject.
        self.assertGreater(sum(move["count"] for move in first["transitions"]), 0)
        moved = {one["id"] for move in first["transitions"] for one in move["students"]}
        self.assertLessEqual(moved, set(self.enrolled(self.saudi)))

        number = next(iter(self.enrolled(self.saudi).values()))[0]
        of_one = taqwim("scenario", str(scenario), "--school", self.saudi, "--year", "1446", "--student", number, "--format", "json", *self.database)
        self.assertEqual(json.loads(of_one.stdout)["student_years"], 1)
        # Of another regulation's school there is nobody; files and the record are not studied together; a year is needed.
        nobody = taqwim("scenario", str(scenario), "--school", self.kuwaiti, "--year", "2026-2027", *self.database)
        self.assertIn("no student", nobody.stderr)
        self.assertEqual(taqwim("scenario", str(scenario), "x.json", "--school", self.saudi, "--year", "1446", *self.database).returncode, 2)
        self.assertEqual(taqwim("scenario", str(scenario), "--school", self.saudi, *self.database).returncode, 2)
        self.assertEqual(taqwim("scenario", str(scenario)).returncode, 2)


if __name__ == "__main__":
    unittest.main()
