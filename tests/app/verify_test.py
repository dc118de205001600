#!/usr/bin/env python3
"""Documents as they leave the school: issued over the API, then judged by `taqwim verify` from the file alone, with the
installation's own list and with one that was fetched before.

Usage: tests/app/verify_test.py PROGRAM
"""
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

from running_server import Person, Program, SqliteDatabase

PROGRAM = Path(sys.argv.pop(1)).resolve()
STANDS, PROBLEMS, WRONG_USE, UNREADABLE, OWN_FILES_FAULTY = 0, 1, 2, 3, 4


def issued_at_school(port):
    """A signing key of two holders, and two cards of a published result: (school, the file's bytes, entry) of each."""
    head, registrar = Person(port, "head-teacher-sa"), Person(port, "registrar-sa")
    school = f"/v1/schools/{head.session['grants'][0]['school_id']}"

    def post(person, path, body):
        answer = person.ask("POST", school + path, body)
        assert answer.status in (200, 201), answer.text
        return answer.json

    post(head, "/document-keys", {"holders": [one.session["grants"][0]["person_id"] for one in (head, registrar)],
                                  "needed": 2, "decision": "17/2026"})
    for step in ("membership", "opening"):
        for one, words in ((head, "seven lanterns of the head"), (registrar, "nine lanterns of the registrar")):
            post(one, f"/document-keys/{step}", {"passphrase": words})
    student = Person(port, "guardian-sa").session["grants"][0]["children"][0]
    years = head.ask("GET", f"{school}/school-years").json["items"]
    year = next(one["school_year_id"] for one in years if one["name"] == "1446")
    issued = []
    for part in ("card", "guardian"):
        one = post(registrar, "/documents", {"kind": "certificate", "part": part, "school_year_id": year, "student_ids": [student],
                                             "language": "ar", "digits": "arabic_indic"})["documents"][0]
        file = head.ask("GET", f"{school}/students/{student}/documents/{one['serial']}/file")
        assert file.status == 200 and file.bytes.startswith(b"%PDF"), file.status
        issued.append((school, file.bytes, one))
    return head, issued


class Verify(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="taqwim_verify_"))
        cls.database = SqliteDatabase()
        cls.program = Program(PROGRAM, cls.database)
        cls.program.fill()
        cls.program.start()
        cls.head, (card, guardian) = issued_at_school(cls.program.port)
        cls.school, cls.card_bytes, cls.card_entry = card
        _, cls.guardian_bytes, cls.guardian_entry = guardian
        cls.list_before = cls.kept("before.json", cls.head.ask("GET", "/v1/document-list").bytes)
        revoked = cls.head.ask("POST", f"{cls.school}/documents/{cls.guardian_entry['serial']}/revocation", {"reason": "باسم طالب آخر"})
        assert revoked.status == 200, revoked.text
        cls.list_after = cls.kept("after.json", cls.head.ask("GET", "/v1/document-list").bytes)
        cls.card = cls.kept("card.pdf", cls.card_bytes)
        cls.guardian = cls.kept("guardian.pdf", cls.guardian_bytes)
        cls.program.stop()

    @classmethod
    def tearDownClass(cls):
        cls.program.close()
        cls.database.close()
        shutil.rmtree(cls.folder)

    @classmethod
    def kept(cls, name, content):
        file = cls.folder / name
        file.write_bytes(content)
        return file

    def verify(self, *words, database=False, language="en"):
        settings = ["--set", f"database.url={self.database.url}"] if database else []
        return subprocess.run([PROGRAM, "verify", *words, *settings, "--language", language], capture_output=True, text=True,
                              check=False, timeout=60)

    def content_of(self, pdf):
        """The attachment, found without the program: the stream of the PDF that inflates to a signed content."""
        for piece in pdf.split(b"stream")[1:]:
            for start in (piece.lstrip(b"\r\n"), piece):
                try:
                    text = zlib.decompressobj().decompress(start)
                except zlib.error:
                    text = start.split(b"\nend")[0]
                if text.lstrip().startswith(b"{") and b'"signature"' in text:
                    return json.loads(text)
        raise AssertionError("no signed content in the PDF")

    def test_a_document_stands_by_the_file_alone(self):
        for words, database in (((self.card,), True), ((self.card, "--list", self.list_before), False)):
            with self.subTest(words):
                done = self.verify(*words, database=database)
                self.assertEqual(done.returncode, STANDS, done.stderr)
                self.assertIn("is genuine and stands", done.stdout)
                self.assertIn(self.card_entry["serial"], done.stdout)
        arabic = self.verify(self.card, database=True, language="ar")
        self.assertEqual(arabic.returncode, STANDS)
        self.assertIn("الوثيقة", arabic.stdout)

    def test_a_revoked_document_stands_as_of_the_older_list_alone(self):
        before = self.verify(self.guardian, "--list", self.list_before)
        self.assertEqual(before.returncode, STANDS)
        self.assertIn("As of the list of", before.stdout)
        for words, database in (((self.guardian, "--list", self.list_after), False), ((self.guardian,), True)):
            after = self.verify(*words, database=database)
            self.assertEqual(after.returncode, PROBLEMS, after.stdout)
            self.assertIn("revoked on", after.stdout)

    def test_the_attachment_is_judged_as_the_file_is_and_every_change_of_it_is_found(self):
        content = self.content_of(self.card_bytes)
        own = self.kept("own.json", json.dumps(content, ensure_ascii=False).encode())
        self.assertEqual(self.verify(own, "--list", self.list_before).returncode, STANDS)
        said = content["content"]
        self.assertIn(self.card_entry["serial"], said)
        changes = {"another serial": {**content, "content": said.replace(self.card_entry["serial"], self.guardian_entry["serial"])},
                   "a blank more": {**content, "content": said + " "},
                   "another signature": {**content, "signature": self.content_of(self.guardian_bytes)["signature"]}}
        for name, changed in changes.items():
            with self.subTest(name):
                file = self.kept("changed.json", json.dumps(changed, ensure_ascii=False).encode())
                done = self.verify(file, "--list", self.list_before)
                self.assertIn(done.returncode, (PROBLEMS, UNREADABLE), done.stdout)
                self.assertNotIn("is genuine", done.stdout)
        signature = self.kept("changed.json", json.dumps(changes["another signature"], ensure_ascii=False).encode())
        done = self.verify(signature, "--list", self.list_before)
        self.assertEqual(done.returncode, PROBLEMS)
        self.assertIn("was changed", done.stdout)

    def test_a_key_that_the_list_does_not_know_is_not_trusted(self):
        known = json.loads(self.list_before.read_text())
        for school in known["schools"]:
            school["keys"] = []
        done = self.verify(self.card, "--list", self.kept("without.json", json.dumps(known).encode()))
        self.assertEqual(done.returncode, PROBLEMS)
        self.assertIn("does not know the key", done.stdout)

    def test_what_is_no_document_is_refused(self):
        cases = {"noise": b"\x00\xff" * 500, "empty": b"", "a PDF of somebody else": b"%PDF-1.7\n%%EOF\n", "half": self.card_bytes[:2000]}
        for name, content in cases.items():
            with self.subTest(name):
                done = self.verify(self.kept("other", content), "--list", self.list_before)
                self.assertEqual(done.returncode, UNREADABLE, done.stdout)
                self.assertIn("nothing to verify", done.stderr)
        gone = self.verify(self.folder / "gone.pdf", "--list", self.list_before)
        self.assertEqual(gone.returncode, UNREADABLE)
        self.assertIn("gone.pdf", gone.stderr)
        self.assertEqual(self.verify().returncode, WRONG_USE)

    def test_a_list_that_is_none_is_refused(self):
        for name, content in {"noise": b"{", "of another form": b'{"schools": 3}'}.items():
            with self.subTest(name):
                done = self.verify(self.card, "--list", self.kept("list.json", content))
                self.assertEqual(done.returncode, UNREADABLE, done.stdout)
                self.assertTrue(done.stderr.strip())
        without = subprocess.run([PROGRAM, "verify", self.card, "--set", f"database.url=sqlite:{self.folder}/none.db", "--language", "en"],
                                 capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(without.returncode, OWN_FILES_FAULTY)
        self.assertFalse((self.folder / "none.db").exists())


if __name__ == "__main__":
    unittest.main()
