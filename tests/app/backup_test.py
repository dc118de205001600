#!/usr/bin/env python3
"""A backup of a server that runs and is written to, restored on another machine: sign-in, results and audit chains are there.
And the export of a school in open forms, by command and over the API.

Usage: tests/app/backup_test.py PROGRAM
"""
import contextlib
import csv
import hashlib
import http.client
import io
import json
import os
import pty
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import uuid
import zipfile
from pathlib import Path

PROGRAM = Path(sys.argv.pop(1)).resolve()
PASSWORD = "green lantern of the demo"
SETTINGS = ["--set", "server.port=0", "--set", "session.second_factor=false", "--set", "password.memory_mebibytes=8"]
PASSPHRASE = "nine brown camels at noon"


def taqwim(*arguments, passphrase=PASSPHRASE, before=None, timeout=180):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TAQWIM_")}
    if passphrase:
        environment["TAQWIM_BACKUP_PASSPHRASE"] = passphrase
    return subprocess.run([PROGRAM, *arguments, "--language", "en"], capture_output=True, text=True, check=False, timeout=timeout,
                          env=environment, stdin=subprocess.DEVNULL, preexec_fn=before)


def school_day():
    """The last school day before today: Sunday to Thursday."""
    day = time.time() - 86400
    while time.gmtime(day).tm_wday in (4, 5):
        day -= 86400
    return time.strftime("%Y-%m-%d", time.gmtime(day))


class Server:
    def __init__(self, database):
        self.errors = tempfile.NamedTemporaryFile("w+", suffix=".log")
        self.process = subprocess.Popen([PROGRAM, "serve", "--language", "en", "--set", database, *SETTINGS], stderr=self.errors)
        for _ in range(600):
            found = re.search(r"http://([0-9.]+):(\d+)", Path(self.errors.name).read_text())
            if found:
                self.address = (found[1], int(found[2]))
                return
            assert self.process.poll() is None, Path(self.errors.name).read_text()
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)
        self.errors.close()

    def ask(self, method, path, body=None, headers=None, raw=False):
        connection = http.client.HTTPConnection(*self.address, timeout=60)
        sent = {"Accept-Language": "en", **(headers or {})}
        if body is not None:
            sent["Content-Type"] = "application/json"
        connection.request(method, path, None if body is None else json.dumps(body), sent)
        response = connection.getresponse()
        response.content = response.read()
        response.text = "" if raw else response.content.decode()
        connection.close()
        return response

    def sign_in(self, name):
        answer = self.ask("POST", "/v1/session", {"name": name, "password": PASSWORD})
        assert answer.status == 201, answer.text
        return {"Cookie": answer.getheader("Set-Cookie").split(";")[0]}, json.loads(answer.text)

    def result_of_a_child(self):
        cookie, session = self.sign_in("guardian-sa")
        grant = session["grants"][0]
        office, _ = self.sign_in("registrar-sa")
        years = json.loads(self.ask("GET", f"/v1/schools/{grant['school_id']}/school-years", headers=office).text)["items"]
        answer = self.ask("GET", f"/v1/schools/{grant['school_id']}/students/{grant['children'][0]}/results/{years[0]['school_year_id']}",
                          headers=cookie)
        assert answer.status == 200, answer.text
        return answer.text


class BackupTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="taqwim_backup_"))
        cls.database = f"database.url=sqlite:{cls.folder}/demo.db"
        made = taqwim("demo", "--set", cls.database, *SETTINGS)
        assert made.returncode == 0, made.stderr
        cls.server = Server(cls.database)
        cls.result = cls.server.result_of_a_child()
        # Somebody writes the whole time.
        cls.is_over = threading.Event()
        cls.written = 0
        cls.writer = threading.Thread(target=cls.write)
        cls.writer.start()
        cls.backup = cls.folder / "school.backup"
        cls.taken = taqwim("backup", str(cls.backup), "--set", cls.database)

    @classmethod
    def write(cls):
        """A teacher who enters one mark after the other until told that it is enough."""
        cookie, session = cls.server.sign_in("teacher-kw")
        grant = next(one for one in session["grants"] if one.get("subject") == "science")
        school = f"/v1/schools/{grant['school_id']}"
        sheets = json.loads(cls.server.ask("GET", f"{school}/classes/{grant['class_id']}/mark-sheets?subject=science", headers=cookie).text)
        sheet = next(one["sheet_id"] for one in sheets["sheets"] if one["part"] == "formative" and one["term"] == 1)
        path = f"{school}/mark-sheets/{sheet}"
        student = json.loads(cls.server.ask("GET", path, headers=cookie).text)["students"][0]["student_id"]
        version = None
        while not cls.is_over.is_set():
            entry = {"student_id": student, "column": "1.1", "occurrence": 7, "value": str(1 + cls.written % 4), "assessed_on": school_day()}
            if version:
                entry["based_on"] = version
            headers = {**cookie, "X-CSRF-Token": session["csrf_token"], "Idempotency-Key": str(uuid.uuid4())}
            answer = cls.server.ask("POST", path + "/entries", {"entries": [entry]}, headers)
            found = re.search(r'"version":"?(\d+)', answer.text)
            assert answer.status == 200 and found, answer.text
            version = found[1]
            cls.written += 1

    @classmethod
    def tearDownClass(cls):
        cls.is_over.set()
        cls.writer.join()
        cls.server.stop()
        shutil.rmtree(cls.folder)

    def restored(self, name, file=None, **options):
        return taqwim("restore", str(file or self.backup), "--set", f"database.url=sqlite:{self.folder}/{name}.db", **options)

    def test_a_backup_of_a_running_server_is_restored_elsewhere_whole(self):
        self.assertEqual(self.taken.returncode, 0, self.taken.stderr)
        self.assertGreater(self.written, 0)
        self.assertNotRegex(self.taken.stdout + self.taken.stderr, r"[\u0600-\u06ff]")
        for path in (self.backup, Path(f"{self.backup}.heads")):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600, path)
        checked = taqwim("backup", str(self.backup), "--check")
        self.assertEqual(checked.returncode, 0, checked.stderr)
        self.assertEqual(re.findall(r"Rows.*", checked.stdout), re.findall(r"Rows.*", self.taken.stdout))
        restored = self.restored("new")
        self.assertEqual(restored.returncode, 0, restored.stdout + restored.stderr)
        self.assertIn("Chains verified: 4", restored.stderr)
        database = f"database.url=sqlite:{self.folder}/new.db"
        for path in self.folder.glob("new.db*"):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)
        for name in ("master.key", "signing.key"):
            self.assertEqual((self.folder / "new.db.keys" / name).read_bytes(), (self.folder / "demo.db.keys" / name).read_bytes())
            self.assertEqual(stat.S_IMODE((self.folder / "new.db.keys" / name).stat().st_mode), 0o600)
        audited = taqwim("audit", f"{self.backup}.heads", "--set", database)
        self.assertEqual(audited.returncode, 0, audited.stdout + audited.stderr)
        server = Server(database)
        try:
            self.assertEqual(server.result_of_a_child(), self.result)
        finally:
            server.stop()
        with sqlite3.connect(self.folder / "new.db") as connection:
            self.assertEqual(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            self.assertEqual(connection.execute("PRAGMA foreign_key_check").fetchall(), [])
        again = self.restored("new")
        self.assertEqual(again.returncode, 1)
        self.assertIn("holds data already", again.stderr)

    def test_without_its_key_it_is_not_read(self):
        wrong = taqwim("backup", str(self.backup), "--check", passphrase="nine brown camels at night")
        self.assertEqual(wrong.returncode, 1)
        self.assertIn("does not open with this key", wrong.stderr)
        none = taqwim("backup", str(self.backup), "--check", passphrase=None)
        self.assertEqual(none.returncode, 3)
        self.assertIn("backup.key_file", none.stderr)
        weak = taqwim("backup", str(self.folder / "weak"), "--set", self.database, passphrase="password")
        self.assertNotEqual(weak.returncode, 0)
        self.assertFalse((self.folder / "weak").exists())

    def test_a_file_with_the_passphrase_or_a_key_file_serves_too(self):
        phrase = self.folder / "phrase"
        phrase.write_text(PASSPHRASE + "\r\n")
        open_to_all = taqwim("backup", str(self.backup), "--check", "--set", f"backup.passphrase_file={phrase}", passphrase=None)
        self.assertEqual(open_to_all.returncode, 3)
        phrase.chmod(0o600)
        checked = taqwim("backup", str(self.backup), "--check", "--set", f"backup.passphrase_file={phrase}", passphrase=None)
        self.assertEqual(checked.returncode, 0, checked.stderr)
        key = ["--set", f"backup.key_file={self.folder}/demo.db.keys/master.key"]
        made = taqwim("backup", str(self.folder / "by_key"), "--set", self.database, *key, passphrase=None)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertEqual(taqwim("backup", str(self.folder / "by_key"), "--check", *key).returncode, 0)
        self.assertEqual(taqwim("backup", str(self.folder / "by_key"), "--check").returncode, 1)

    def test_at_a_terminal_it_asks_twice_and_shows_nothing_of_it(self):
        def typed(*answers):
            ours, theirs = pty.openpty()
            environment = {name: value for name, value in os.environ.items() if not name.startswith("TAQWIM_")}
            file = self.folder / f"typed{len(list(self.folder.glob('typed*')))}"
            process = subprocess.Popen([PROGRAM, "backup", str(file), "--set", self.database, "--language", "en"], env=environment,
                                       stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
            os.close(theirs)
            shown = b""
            for question, answer in zip((b"passphrase of the backup:", b"Once more:"), answers):
                while question not in shown:
                    shown += os.read(ours, 1000)
                os.write(ours, answer.encode() + b"\n")
            with contextlib.suppress(OSError):
                while piece := os.read(ours, 1000):
                    shown += piece
            os.close(ours)
            return process.wait(60), shown.decode(), file

        code, shown, file = typed(PASSPHRASE, PASSPHRASE)
        self.assertEqual(code, 0, shown)
        self.assertNotIn("camels", shown)
        self.assertEqual(taqwim("backup", str(file), "--check").returncode, 0)
        code, shown, file = typed(PASSPHRASE, PASSPHRASE + "s")
        self.assertEqual(code, 3, shown)
        self.assertIn("not the same", shown)
        self.assertFalse(file.exists())

    def test_a_changed_or_cut_file_is_refused_and_leaves_the_database_empty(self):
        whole = self.backup.read_bytes()
        for name, content in (("cut", whole[:-100]), ("changed", whole[:-100] + bytes([whole[-100] ^ 1]) + whole[-99:])):
            with self.subTest(name):
                (self.folder / name).write_bytes(content)
                refused = self.restored(f"from_{name}", self.folder / name)
                self.assertEqual(refused.returncode, 1, refused.stdout + refused.stderr)
                self.assertRegex(refused.stderr, r"damaged or incomplete from byte \d+ on")
                self.assertEqual(self.restored(f"from_{name}").returncode, 0)

    def test_a_key_of_another_installation_is_not_written_over(self):
        folder = self.folder / "other.db.keys"
        folder.mkdir(mode=0o700)
        (folder / "master.key").write_text("taqwim-key:another")
        refused = self.restored("other")
        self.assertEqual(refused.returncode, 5, refused.stderr)
        self.assertEqual((folder / "master.key").read_text(), "taqwim-key:another")
        (folder / "master.key").unlink()
        self.assertEqual(self.restored("other").returncode, 0)

    def test_a_full_disk_is_told_and_leaves_nothing(self):
        def limit():
            import resource
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
        full = taqwim("backup", str(self.folder / "full"), "--set", self.database, before=limit)
        self.assertEqual(full.returncode, 5, full.stdout + full.stderr)
        self.assertIn("cannot be written to", full.stderr)
        self.assertEqual(list(self.folder.glob("full*")), [])

    def test_killed_at_any_moment_it_leaves_no_file_under_its_name(self):
        file = self.folder / "killed"
        for milliseconds in (5, 60, 130, 170, 200, 250):
            environment = {**os.environ, "TAQWIM_BACKUP_PASSPHRASE": PASSPHRASE}
            process = subprocess.Popen([PROGRAM, "backup", str(file), "--set", self.database], env=environment,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(milliseconds / 1000)
            process.kill()
            process.wait()
            if file.exists():
                self.assertEqual(taqwim("backup", str(file), "--check").returncode, 0)
                file.unlink()
            Path(f"{file}.heads").unlink(missing_ok=True)
        self.assertEqual(taqwim("backup", str(file), "--set", self.database).returncode, 0)
        self.assertEqual(list(self.folder.glob("killed*.part")), [])

    def test_an_existing_file_is_never_written_over(self):
        before = self.backup.read_bytes()
        refused = taqwim("backup", str(self.backup), "--set", self.database)
        self.assertEqual(refused.returncode, 5)
        self.assertIn("is not written over", refused.stderr)
        self.assertEqual(self.backup.read_bytes(), before)

    def test_everything_of_a_school_goes_out_as_a_folder(self):
        _, session = self.server.sign_in("head-teacher-kw")
        school = session["grants"][0]["school_id"]
        folder = self.folder / "export"
        done = taqwim("export", school, str(folder), "--set", self.database)
        self.assertEqual(done.returncode, 0, done.stderr)
        checked = subprocess.run(["b2sum", "--quiet", "-c", "digests.b2"], cwd=folder, check=False, capture_output=True, text=True)
        self.assertEqual((checked.returncode, checked.stdout), (0, ""), checked.stderr)
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self.assertEqual(manifest["school_id"], school)
        for file in manifest["files"]:
            path = folder / file["name"]
            self.assertEqual(path.stat().st_size, file["bytes"])
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600, path)
            if file["name"].startswith("data/"):
                rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
                self.assertEqual(len(rows), file["rows"])
                with open(folder / "tables" / f"{file['table']}.csv", encoding="utf-8-sig", newline="") as stream:
                    table = list(csv.DictReader(stream, strict=True))
                self.assertEqual(len(table), len(rows))
                for row, cells in zip(rows, table):
                    self.assertEqual(list(row), list(cells))
        self.assertGreater(next(file["rows"] for file in manifest["files"] if file["name"] == "data/mark_entry.jsonl"), 100)
        self.assertIn("session", [left["table"] for left in manifest["left_out"]])
        for path in folder.rglob("*"):
            if path.is_file():
                self.assertNotRegex(path.read_text(encoding="utf-8"), r"argon2id|taqwim-key|ed25519-signing")
        listed = taqwim("export", "--set", self.database)
        self.assertEqual(listed.returncode, 0)
        self.assertIn(school, listed.stdout)
        self.assertEqual(taqwim("export", school, "--set", self.database).returncode, 2)
        again = taqwim("export", school, str(folder), "--set", self.database)
        self.assertEqual(again.returncode, 5)
        for name, code in (("5", 3), ("x", 3)):
            self.assertEqual(taqwim("export", name, str(self.folder / "nothing"), "--set", self.database).returncode, code)
        self.assertEqual(list(self.folder.glob("nothing*")), [])

    def test_the_head_teacher_fetches_the_same_as_a_zip_file_and_nobody_else_does(self):
        cookie, session = self.server.sign_in("head-teacher-sa")
        school = session["grants"][0]["school_id"]
        answer = self.server.ask("GET", f"/v1/schools/{school}/export", headers=cookie, raw=True)
        self.assertEqual(answer.status, 200)
        self.assertIn("no-store", answer.getheader("Cache-Control"))
        self.assertRegex(answer.getheader("Content-Disposition"), r"attachment; .*taqwim-school-\d+-\d{4}-\d\d-\d\d\.zip")
        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        self.assertIsNone(archive.testzip())
        folder = archive.namelist()[0].split("/")[0]
        for line in archive.read(f"{folder}/digests.b2").decode().splitlines():
            digest, name = line.split("  ")
            self.assertEqual(hashlib.blake2b(archive.read(f"{folder}/{name}"), digest_size=32).hexdigest(), digest, name)
        results = archive.read(f"{folder}/data/result_version.jsonl").decode().splitlines()
        self.assertTrue(results)
        self.assertIn("reasons", json.loads(results[0])["outcome"])
        for name in ("registrar-sa", "guardian-sa", "head-teacher-kw"):
            with self.subTest(name):
                other, _ = self.server.sign_in(name)
                refused = self.server.ask("GET", f"/v1/schools/{school}/export", headers=other)
                self.assertIn(refused.status, (403, 404), refused.text)
                self.assertEqual(refused.getheader("Content-Type").split(";")[0], "application/problem+json")


if __name__ == "__main__":
    unittest.main(verbosity=1)
