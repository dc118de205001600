#!/usr/bin/env python3
"""The backup key in the hands of several people: made, shown, changed and shared anew at a terminal; backups without them, restored
by some of them together, at the terminal or from a file.

Usage: tests/app/backup_holders_test.py PROGRAM
"""
import contextlib
import json
import os
import pty
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import termios
import unittest
from pathlib import Path

PROGRAM = Path(sys.argv.pop(1)).resolve()
SETTINGS = ["--set", "session.second_factor=false", "--set", "password.memory_mebibytes=8"]
HOLDERS = [("the head teacher", "nine brown camels at noon"), ("the deputy", "forty yellow boats at sea"), ("الخزانة", "سبع سحابات فوق الجبل")]


def environment():
    return {name: value for name, value in os.environ.items() if not name.startswith("TAQWIM_")}


def taqwim(*arguments, variables=None):
    return subprocess.run([PROGRAM, *arguments, "--language", "en"], capture_output=True, text=True, check=False, timeout=180,
                          env={**environment(), **(variables or {})}, stdin=subprocess.DEVNULL)


def at_terminal(arguments, conversation):
    """Answers each question once it was asked anew; None closes the input there. Gives the exit code and all that was shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([PROGRAM, *arguments, "--language", "en"], env=environment(), stdin=theirs, stdout=theirs, stderr=theirs,
                               start_new_session=True)
    os.close(theirs)
    shown, asked = b"", 0
    with contextlib.suppress(OSError):
        for question, answer in conversation:
            while (found := shown.find(question.encode(), asked)) < 0:
                piece = os.read(ours, 1000)
                if not piece:
                    break
                shown += piece
            asked = found + len(question)
            os.write(ours, b"\x04" if answer is None else answer.encode() + b"\n")
        while piece := os.read(ours, 1000):
            shown += piece
    os.close(ours)
    return process.wait(60), shown.decode()


def joining(holders):
    conversation = []
    for label, passphrase in holders:
        conversation += [("name or office:", label), ("Passphrase:", passphrase), ("Once more:", passphrase)]
    return conversation


def opening(*holders):
    conversation = []
    for who, passphrase in holders:
        conversation += [("name or number:", who), ("Passphrase of", passphrase)]
    return conversation


class BackupHoldersTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="taqwim_holders_"))
        cls.database = f"database.url=sqlite:{cls.folder}/demo.db"
        made = taqwim("demo", "--set", cls.database, *SETTINGS)
        assert made.returncode == 0, made.stderr
        cls.key = cls.folder / "key.json"
        cls.making = at_terminal(["backup-key", "create", "--holders", "3", "--needed", "2", "--output", str(cls.key)], joining(HOLDERS))
        cls.backup = cls.folder / "school.backup"
        cls.taken = taqwim("backup", str(cls.backup), "--set", cls.database, *cls.by_holders())

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    @classmethod
    def by_holders(cls, key=None):
        return ["--set", f"backup.holders_file={key or cls.key}"]

    def checked(self, conversation, key=None, backup=None):
        return at_terminal(["backup", str(backup or self.backup), "--check", *self.by_holders(key)], conversation)

    def test_the_key_is_made_with_nothing_secret_in_the_open(self):
        code, shown = self.making
        self.assertEqual(code, 0, shown)
        self.assertEqual(stat.S_IMODE(self.key.stat().st_mode), 0o600)
        text = self.key.read_text(encoding="utf-8")
        document = json.loads(text)
        self.assertEqual([one["label"] for one in document["holders"]], [label for label, _ in HOLDERS])
        for label, passphrase in HOLDERS:
            self.assertNotIn(passphrase, text)
            self.assertNotIn(passphrase, shown)
            self.assertIn(label, shown)
        told = taqwim("backup-key", "show", str(self.key))
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertIn("2 of 3", told.stdout)
        number = re.search(r"Number of the key\s+([0-9a-f]{16})", told.stdout)
        self.assertIn(number[1], shown)

    def test_a_document_is_never_written_over_and_passphrases_are_asked_for_at_a_terminal_alone(self):
        before = self.key.read_bytes()
        making = ["backup-key", "create", "--holders", "2", "--needed", "2", "--output"]
        code, shown = at_terminal([*making, str(self.key)], [])
        self.assertEqual(code, 5, shown)
        self.assertIn("is not written over", shown)
        self.assertEqual(self.key.read_bytes(), before)
        alone = taqwim(*making, str(self.folder / "alone"))
        self.assertEqual(alone.returncode, 3)
        self.assertIn("at the terminal", alone.stderr)
        code, shown = at_terminal([*making, str(self.folder / "alone")], [("name or office:", "one"), ("Passphrase:", None)])
        self.assertEqual(code, 3, shown)
        self.assertEqual(list(self.folder.glob("alone*")), [])

    def test_wrong_numbers_of_holders_are_wrong_use(self):
        for holders, needed in (("1", "1"), ("3", "1"), ("3", "4"), ("21", "2"), ("x", "2"), ("", ""), ("3", "")):
            with self.subTest(holders=holders, needed=needed):
                refused = taqwim("backup-key", "create", "--holders", holders, "--needed", needed, "--output", str(self.folder / "no"))
                self.assertEqual(refused.returncode, 2, refused.stderr)
        for arguments in (["show"], ["change-passphrase", str(self.key)], ["reshare", str(self.key), "--holders", "2", "--needed", "2"], []):
            self.assertEqual(taqwim("backup-key", *arguments).returncode, 2, arguments)
        self.assertEqual(taqwim("backup-key", "create", "--help").returncode, 0)

    def test_labels_and_passphrases_that_do_not_do_are_asked_for_again(self):
        file = self.folder / "again.json"
        code, shown = at_terminal(
            ["backup-key", "create", "--holders", "2", "--needed", "2", "--output", str(file)],
            [("name or office:", ""), ("name or office:", "7"), ("name or office:", "one"), ("Passphrase:", "short"),
             ("Passphrase:", HOLDERS[0][1]), ("Once more:", "another one"), ("Passphrase:", HOLDERS[0][1]), ("Once more:", HOLDERS[0][1]),
             ("name or office:", "one"), ("name or office:", "two"), ("Passphrase:", HOLDERS[1][1]), ("Once more:", HOLDERS[1][1])])
        self.assertEqual(code, 0, shown)
        for said in ("fewer than 12", "not the same", "not a number alone", "holder of the backup key with one"):
            self.assertIn(said, shown)
        self.assertEqual([one["label"] for one in json.loads(file.read_text())["holders"]], ["one", "two"])

    def test_a_backup_is_made_without_anybody_and_read_once_more(self):
        self.assertEqual(self.taken.returncode, 0, self.taken.stderr)
        self.assertIn("every part is as it was written", self.taken.stderr)
        self.assertEqual(self.backup.read_bytes()[:10], b"TAQWIMSS\x02\x02")
        self.assertEqual(stat.S_IMODE(self.backup.stat().st_mode), 0o600)

    def test_two_of_three_open_it_and_one_does_not(self):
        code, shown = self.checked(opening(("the head teacher", HOLDERS[0][1]), ("3", HOLDERS[2][1])))
        self.assertEqual(code, 0, shown)
        self.assertIn("every part is as it was written", shown)
        self.assertNotIn("camels", shown)
        code, shown = self.checked([*opening(("2", HOLDERS[1][1])), ("name or number:", "")])
        self.assertEqual(code, 1, shown)
        self.assertRegex(shown, r"1 share was opened; the key of the backups needs 2")
        # The same holder twice is one holder; whoever is none is told who they are.
        code, shown = self.checked([*opening(("2", HOLDERS[1][1])), ("name or number:", "the deputy"), ("name or number:", "the driver"),
                                    *opening(("1", HOLDERS[0][1]))])
        self.assertEqual(code, 0, shown)
        self.assertIn("Another holder is needed", shown)
        self.assertIn("no such holder", shown)

    def test_a_wrong_passphrase_is_said_and_asked_for_a_few_times(self):
        code, shown = self.checked([("name or number:", "1"), ("Passphrase of", "wrong"), ("Passphrase of", HOLDERS[0][1]),
                                    *opening(("2", HOLDERS[1][1]))])
        self.assertEqual(code, 0, shown)
        self.assertIn("does not open the share of the head teacher", shown)
        wrong = [("name or number:", "1"), ("Passphrase of", "wrong"), ("Passphrase of", "wrong"), ("Passphrase of", "wrong")]
        code, shown = self.checked(3 * wrong)
        self.assertEqual(code, 1, shown)
        self.assertIn("0 shares were opened", shown)

    def test_it_is_restored_with_the_passphrases_of_a_file(self):
        lines = self.folder / "lines"
        lines.write_text(f"3 {HOLDERS[2][1]}\r\n\n1 {HOLDERS[0][1]}\n", encoding="utf-8")
        by_file = [*self.by_holders(), "--set", f"backup.holders_passphrases_file={lines}"]
        new = f"database.url=sqlite:{self.folder}/new.db"
        open_to_all = taqwim("restore", str(self.backup), "--set", new, *by_file)
        self.assertEqual(open_to_all.returncode, 3, open_to_all.stderr)
        lines.chmod(0o600)
        restored = taqwim("restore", str(self.backup), "--set", new, *by_file)
        self.assertEqual(restored.returncode, 0, restored.stdout + restored.stderr)
        self.assertIn("Chains verified: 4", restored.stderr)
        lines.write_text(f"1 {HOLDERS[0][1]}\n2 wrong\n9 {HOLDERS[2][1]}\nthe deputy\n", encoding="utf-8")
        few = taqwim("restore", str(self.backup), "--set", f"database.url=sqlite:{self.folder}/few.db", *by_file)
        self.assertEqual(few.returncode, 1, few.stderr)
        for line in (2, 3, 4):
            self.assertIn(f"Line {line} opens no share", few.stderr)
        self.assertIn("1 share was opened", few.stderr)
        nobody = taqwim("restore", str(self.backup), "--set", f"database.url=sqlite:{self.folder}/few.db", *self.by_holders())
        self.assertEqual(nobody.returncode, 3, nobody.stderr)

    def test_another_key_or_another_kind_is_told_before_anybody_types(self):
        other = self.folder / "other.json"
        code, shown = at_terminal(["backup-key", "create", "--holders", "2", "--needed", "2", "--output", str(other)], joining(HOLDERS[:2]))
        self.assertEqual(code, 0, shown)
        code, shown = self.checked([], other)
        self.assertEqual(code, 1, shown)
        self.assertIn("does not open with this key", shown)
        by_words = self.folder / "by_words"
        made = taqwim("backup", str(by_words), "--set", self.database, variables={"TAQWIM_BACKUP_PASSPHRASE": HOLDERS[0][1]})
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertEqual(by_words.read_bytes()[8:10], b"\x01\x01")
        code, shown = self.checked([], backup=by_words)
        self.assertEqual(code, 1, shown)
        self.assertIn("does not open with this key", shown)
        plain = taqwim("backup", str(self.backup), "--check", variables={"TAQWIM_BACKUP_PASSPHRASE": HOLDERS[0][1]})
        self.assertEqual(plain.returncode, 3, plain.stderr)
        self.assertIn("backup.holders_file=FILE", plain.stderr)

    def test_two_ways_at_once_are_refused(self):
        phrase = self.folder / "phrase"
        phrase.write_text(HOLDERS[0][1])
        phrase.chmod(0o600)
        ways = ["backup.holders_file", "backup.key_file", "backup.passphrase_file"]
        for first in ways:
            for second in ways:
                if first == second:
                    continue
                refused = taqwim("backup", str(self.folder / "two"), "--set", self.database, "--set", f"{first}={phrase}", "--set", f"{second}={phrase}")
                self.assertEqual(refused.returncode, 4, refused.stderr)
                self.assertIn(first, refused.stderr)
                self.assertIn(second, refused.stderr)
        self.assertEqual(list(self.folder.glob("two*")), [])

    def test_a_damaged_document_is_told(self):
        whole = self.key.read_bytes()
        damaged = self.folder / "damaged.json"
        for content in (whole[:-40], whole.replace(b"the deputy", b"the deputx"), b""):
            damaged.write_bytes(content)
            told = taqwim("backup-key", "show", str(damaged))
            self.assertEqual(told.returncode, 1, told.stderr)
            self.assertIn("is damaged or is none", told.stderr)
            refused = taqwim("backup", str(self.folder / "never"), "--set", self.database, *self.by_holders(damaged))
            self.assertEqual(refused.returncode, 1, refused.stderr)
        damaged.write_bytes(whole.replace(b'"version": 1', b'"version": 2'))
        self.assertIn("newer version", taqwim("backup-key", "show", str(damaged)).stderr)
        self.assertEqual(taqwim("backup-key", "show", str(self.folder / "none.json")).returncode, 3)
        self.assertEqual(list(self.folder.glob("never*")), [])

    def test_one_holder_changes_his_passphrase_alone(self):
        key = self.folder / "changing.json"
        shutil.copyfile(self.key, key)
        link = self.folder / "link.json"
        link.symlink_to(key)
        new = "twelve green doors in a row"
        code, shown = at_terminal(["backup-key", "change-passphrase", str(link), "--holder", "2"],
                                  [("Passphrase of the deputy:", HOLDERS[1][1]), ("Passphrase:", new), ("Once more:", new)])
        self.assertEqual(code, 0, shown)
        self.assertTrue(link.is_symlink())
        self.assertEqual(stat.S_IMODE(key.stat().st_mode), 0o600)
        code, shown = self.checked(opening(("2", new), ("1", HOLDERS[0][1])), key)
        self.assertEqual(code, 0, shown)
        before = key.read_bytes()
        wrong = [("Passphrase of the deputy:", HOLDERS[1][1])] * 3
        code, shown = at_terminal(["backup-key", "change-passphrase", str(key), "--holder", "the deputy"], wrong)
        self.assertEqual(code, 1, shown)
        self.assertEqual(key.read_bytes(), before)
        code, shown = at_terminal(["backup-key", "change-passphrase", str(key), "--holder", "the driver"], [])
        self.assertEqual(code, 2, shown)
        self.assertEqual(list(self.folder.glob("*.part")), [])

    def test_new_holders_open_old_backups_and_the_old_do_not_with_the_new_document(self):
        new = self.folder / "new.json"
        hands = [("the new head", "twelve green doors in a row"), ("the deputy", "six white horses asleep")]
        code, shown = at_terminal(["backup-key", "reshare", str(self.key), "--holders", "2", "--needed", "2", "--output", str(new)],
                                  opening(("1", HOLDERS[0][1]), ("2", HOLDERS[1][1])) + joining(hands))
        self.assertEqual(code, 0, shown)
        self.assertIn("who keeps a copy and enough old passphrases can still open", shown)
        code, shown = self.checked(opening(*hands), new)
        self.assertEqual(code, 0, shown)
        code, shown = self.checked(opening(("the new head", hands[0][1])) + [("name or number:", "2")] + [("Passphrase of", HOLDERS[1][1])] * 3
                                   + [("name or number:", "")], new)
        self.assertEqual(code, 1, shown)
        # A backup of the new hands is of the same key: what is said of old documents is true.
        later = self.folder / "later"
        self.assertEqual(taqwim("backup", str(later), "--set", self.database, *self.by_holders(new)).returncode, 0)
        code, shown = self.checked(opening(("1", HOLDERS[0][1]), ("2", HOLDERS[1][1])), backup=later)
        self.assertEqual(code, 0, shown)
        code, shown = at_terminal(["backup-key", "reshare", str(self.key), "--holders", "2", "--needed", "2", "--output", str(self.folder / "x")],
                                  [*opening(("1", HOLDERS[0][1])), ("name or number:", "")])
        self.assertEqual(code, 1, shown)
        self.assertEqual(list(self.folder.glob("x*")), [])

    def test_stopped_while_it_asks_it_leaves_the_terminal_as_it_was(self):
        for arguments in (["backup", str(self.backup), "--check", *self.by_holders()],
                          ["backup-key", "change-passphrase", str(self.key), "--holder", "1"]):
            ours, theirs = pty.openpty()
            process = subprocess.Popen([PROGRAM, *arguments, "--language", "en"], env=environment(), stdin=theirs, stdout=theirs,
                                       stderr=theirs, start_new_session=True)
            shown = b""
            while b"number:" not in shown and b"Passphrase of" not in shown:
                shown += os.read(ours, 1000)
            if b"number:" in shown:
                os.write(ours, b"1\n")
                while b"Passphrase of" not in shown:
                    shown += os.read(ours, 1000)
            self.assertFalse(termios.tcgetattr(theirs)[3] & termios.ECHO)
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.wait(60), 130)
            self.assertTrue(termios.tcgetattr(theirs)[3] & termios.ECHO)
            os.close(ours)
            os.close(theirs)
        self.assertEqual(list(self.folder.glob("*.part")), [])

    def test_a_backup_of_a_newer_program_is_told(self):
        newer = self.folder / "newer"
        whole = bytearray(self.backup.read_bytes())
        whole[8] = 3
        newer.write_bytes(whole)
        code, shown = self.checked([], backup=newer)
        self.assertEqual(code, 1, shown)
        self.assertIn("written by a newer version", shown)

    def test_it_speaks_arabic(self):
        told = subprocess.run([PROGRAM, "backup-key", "show", str(self.key)], capture_output=True, text=True, check=True, env=environment())
        self.assertIn("مفتاح النسخ الاحتياطية", told.stdout)
        self.assertIn("٢ من ٣", told.stdout)
        for command in ("", "create", "show", "change-passphrase", "reshare"):
            helped = subprocess.run([PROGRAM, "backup-key", *command.split(), "--help"], capture_output=True, text=True, check=True, env=environment())
            self.assertNotIn("command.", helped.stdout)
            self.assertNotIn("option.", helped.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=1)
