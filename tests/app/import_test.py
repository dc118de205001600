#!/usr/bin/env python3
"""Templates and imports on the command line, filled in by another program in between.

Usage: tests/app/import_test.py PROGRAM
"""
import subprocess
import sys
import unittest
from pathlib import Path

import openpyxl

from running_server import Program, SqliteDatabase, school_day

PROGRAM = Path(sys.argv.pop(1)).resolve()


class ImportTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.database = SqliteDatabase()
        cls.program = Program(PROGRAM, cls.database)
        cls.program.fill()
        schools, sheets, classes = cls.database.look(
            "SELECT school_id FROM school JOIN directorate USING (directorate_id) WHERE country = 'KW' ORDER BY school_id",
            "SELECT school_id, mark_sheet_id FROM mark_sheet WHERE part = 'formative' AND subject = 'science' ORDER BY mark_sheet_id",
            "SELECT school_id, class_id FROM class ORDER BY class_id")
        cls.school = schools[0][0]
        cls.sheet = next(sheet for school, sheet in sheets if school == cls.school)
        cls.class_id = next(one for school, one in classes if school == cls.school)

    @classmethod
    def tearDownClass(cls):
        cls.program.close()
        cls.database.close()

    def taqwim(self, *words):
        command = [PROGRAM, *words, "--school", self.school, "--language", "en"]
        for name, value in {"database.url": self.database.url, **self.program.settings}.items():
            command += ["--set", f"{name}={value}"]
        return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, timeout=300)

    def template(self, kind, *scope):
        file = self.database.folder / f"{kind}.xlsx"
        done = self.taqwim("import", "template", kind, file, *scope)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        again = self.taqwim("import", "template", kind, file, *scope)
        self.assertEqual(again.returncode, 5, again.stderr)
        return file

    def filled(self, file, fill, clears_example=True):
        book = openpyxl.load_workbook(file)
        sheet = book.worksheets[0]
        self.assertTrue(sheet.sheet_view.rightToLeft)
        if clears_example:
            for cell in sheet[2]:
                cell.value = None
        fill(sheet)
        book.save(file)

    def imported(self, kind, file, *options, code=0):
        done = self.taqwim("import", kind, file, *options)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_rosters(self):
        file = self.template("roster")
        self.assertIn("D2", self.imported("roster", file, code=1))

        def fill(sheet):
            sheet["A3"], sheet["I3"], sheet["K3"] = "0042", "ذكر", "كويتي"
            for cell, name in zip(sheet["D3:G3"][0], ("سالم", "حمد", "عيسى", "المطر")):
                cell.value = name
            classes = next(one for one in sheet.data_validations.dataValidation if "M2" in str(one.sqref))
            sheet["M3"] = classes.formula1.strip('"').split(",")[0]

        self.filled(file, fill)
        self.assertIn("new 2, changed 0, the same 0, refused 0, conflicts 0", self.imported("roster", file, "--apply"))

    def test_marks(self):
        scope = ("--sheet", self.sheet)
        file = self.template("marks", *scope)
        self.assertIn("B2", self.imported("marks", file, *scope, code=1))

        def fill(sheet):
            column = next(cell.column for cell in sheet[1] if cell.column > 3)
            students = [row[0].row for row in sheet.iter_rows(min_row=3) if row[0].value]
            self.assertGreater(len(students), 2)
            for row in students:
                sheet.cell(row, 3).value = school_day()
                sheet.cell(row, column).value = 1

        self.filled(file, fill)
        self.assertIn("refused 0", self.imported("marks", file, *scope, "--overwrite", "--apply"))

    def test_attendance(self):
        scope = ("--class", self.class_id, "--on", school_day())
        file = self.template("attendance", *scope)
        self.assertIn("C2", self.imported("attendance", file, *scope, code=1))
        self.filled(file, lambda sheet: sheet.__setitem__("E3", "غائب"))
        self.assertIn("refused 0", self.imported("attendance", file, *scope, "--overwrite", "--apply"))

    def test_what_is_not_there_has_no_template(self):
        file = self.database.folder / "none.xlsx"
        for words in (("marks",), ("attendance",), ("marks", "--sheet", "5"), ("attendance", "--class", "5"), ("roster", "--on", "1999-01-01")):
            with self.subTest(words=words):
                done = self.taqwim("import", "template", words[0], file, *words[1:])
                self.assertEqual(done.returncode, 3, done.stderr)
                self.assertFalse(file.exists())
        self.assertEqual(self.taqwim("import", "template", "timetable", file).returncode, 2)


if __name__ == "__main__":
    unittest.main(verbosity=1)
