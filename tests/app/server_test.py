#!/usr/bin/env python3
"""The server as people meet it: sample data, a real socket, a teacher, a head teacher, guardians.

Usage: tests/app/server_test.py PROGRAM
"""
import http.client
import json
import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import unittest
import uuid
from pathlib import Path

PROGRAM = Path(sys.argv.pop(1)).resolve()
PASSWORD = "green lantern of the demo"
SETTINGS = ["--set", "server.port=0", "--set", "session.second_factor=false", "--set", "password.memory_mebibytes=8"]


class Person:
    """A browser: one session's cookie and its token."""

    def __init__(self, address, name=None, password=PASSWORD):
        self.host, self.port = address
        self.cookie, self.token, self.session = None, None, None
        if name:
            answer = self.ask("POST", "/v1/session", {"name": name, "password": password})
            assert answer.status == 201, answer.text
            self.session = answer.json
            self.token = answer.json["csrf_token"]

    def ask(self, method, path, body=None, key=None, headers=None):
        sent = {"Accept-Language": "en", **(headers or {})}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if self.token and method != "GET":
            sent["X-CSRF-Token"] = self.token
            sent["Idempotency-Key"] = key or str(uuid.uuid4())
        if body is not None:
            sent["Content-Type"] = "application/json"
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        connection.request(method, path, None if body is None else json.dumps(body), sent)
        response = connection.getresponse()
        response.text = response.read().decode()
        response.json = json.loads(response.text) if response.text.startswith(("{", "[")) else None
        cookie = response.getheader("Set-Cookie")
        if cookie:
            self.cookie = cookie.split(";")[0]
        connection.close()
        return response

    def upload(self, path, name, content):
        boundary = uuid.uuid4().hex
        body = (f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
                f"Content-Type: application/octet-stream\r\n\r\n").encode() + content + f"\r\n--{boundary}--\r\n".encode()
        sent = {"Cookie": self.cookie, "X-CSRF-Token": self.token, "Idempotency-Key": str(uuid.uuid4()),
                "Content-Type": f"multipart/form-data; boundary={boundary}"}
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        connection.request("POST", path, body, sent)
        response = connection.getresponse()
        response.text = response.read().decode()
        response.json = json.loads(response.text) if response.text.startswith("{") else None
        connection.close()
        return response

    @property
    def grants(self):
        return self.session["grants"]


class ServerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="taqwim_server_"))
        cls.database = f"database.url=sqlite:{cls.folder}/demo.db"
        made = subprocess.run([PROGRAM, "demo", "--language", "en", "--set", cls.database, *SETTINGS], capture_output=True, text=True,
                              check=False, timeout=120)
        assert made.returncode == 0, made.stderr
        (cls.folder / "web").mkdir()
        (cls.folder / "web" / "index.html").write_text("<!doctype html><title>the application</title>")
        cls.start()

    @classmethod
    def start(cls):
        cls.errors = open(cls.folder / "errors", "w+", encoding="utf-8")
        cls.server = subprocess.Popen([PROGRAM, "serve", "--language", "en", "--set", cls.database, *SETTINGS,
                                       "--set", f"server.web_folder={cls.folder}/web"], stderr=cls.errors)
        for _ in range(600):
            found = re.search(r"http://([0-9.]+):(\d+)", (cls.folder / "errors").read_text())
            if found:
                cls.address = (found[1], int(found[2]))
                return
            assert cls.server.poll() is None, (cls.folder / "errors").read_text()
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    @classmethod
    def stop(cls, how=signal.SIGTERM):
        cls.server.send_signal(how)
        code = cls.server.wait(timeout=60)
        cls.errors.close()
        return code

    @classmethod
    def tearDownClass(cls):
        cls.stop()
        shutil.rmtree(cls.folder)

    def own(self, person):
        grant = person.grants[0]
        return grant["school_id"], grant.get("children", [None])[0]

    def year_of(self, school):
        years = Person(self.address, "registrar-sa").ask("GET", f"/v1/schools/{school}/school-years")
        self.assertEqual(years.status, 200, years.text)
        return years.json["items"][0]["school_year_id"]

    def test_a_guardian_reads_the_result_of_his_child_with_its_reasons(self):
        guardian = Person(self.address, "guardian-sa")
        school, child = self.own(guardian)
        year = self.year_of(school)
        answer = guardian.ask("GET", f"/v1/schools/{school}/students/{child}/results/{year}")
        self.assertEqual(answer.status, 200, answer.text)
        self.assertEqual(answer.json["regulation"], "sa_1426")
        self.assertEqual(answer.json["version"], 1)
        self.assertTrue(answer.json["reasons"]["ar"]["reasons"])
        self.assertIn("no-store", answer.getheader("Cache-Control"))

    def test_what_is_out_of_reach_is_answered_like_what_does_not_exist(self):
        guardian = Person(self.address, "guardian-sa")
        school, child = self.own(guardian)
        year = self.year_of(school)
        head = Person(self.address, "head-teacher-sa")
        students = head.ask("GET", f"/v1/schools/{school}/students?limit=50").json["items"]
        other = next(one["student_id"] for one in students if one["student_id"] != child)
        there = guardian.ask("GET", f"/v1/schools/{school}/students/{other}/results/{year}")
        nowhere = guardian.ask("GET", f"/v1/schools/{school}/students/1/results/{year}")
        self.assertEqual((there.status, nowhere.status), (404, 404))
        self.assertEqual(there.json["code"], nowhere.json["code"])
        far = Person(self.address, "head-teacher-kw").ask("GET", f"/v1/schools/{school}/students?limit=50")
        self.assertEqual(far.status, 404)
        self.assertEqual(Person(self.address).ask("GET", f"/v1/schools/{school}").status, 401)

    def test_a_guardian_reads_the_attendance_of_both_his_children(self):
        guardian = Person(self.address, "guardian-kw")
        grant = guardian.grants[0]
        self.assertEqual(len(grant["children"]), 2)
        school = grant["school_id"]
        year = Person(self.address, "registrar-kw").ask("GET", f"/v1/schools/{school}/school-years").json["items"][0]["school_year_id"]
        read = [guardian.ask("GET", f"/v1/schools/{school}/students/{child}/attendance/{year}") for child in grant["children"]]
        self.assertEqual([one.status for one in read], [200, 200], read[0].text)
        first, second = (one.json for one in read)
        # 28 October is excused; the excuse for 10 November waits, and on the 5th he was late without one.
        term = first["terms"][0]
        self.assertEqual((term["excused_days"], term["unexcused_days"], term["latenesses_unaccepted"]), (1, 1, 1), read[0].text)
        # Seven days without excuse: told at three, and the first warning at six is due (KW-22.6).
        self.assertEqual(second["terms"][0]["unexcused_days"], 7)
        self.assertEqual([one["kind"] for one in second["due"]], ["warning_1"])
        self.assertEqual([(one["kind"], [event["kind"] for event in one["events"]]) for one in second["notices"]],
                         [("oral_notice", ["acknowledged"])])

    def test_a_teacher_reads_the_board_of_skills_and_the_committee_decided_on_who_is_short(self):
        teacher = Person(self.address, "teacher-primary")
        school = teacher.grants[0]["school_id"]
        classes = [grant["class_id"] for grant in teacher.grants if grant.get("subject") == "MTH"]
        boards = [teacher.ask("GET", f"/v1/schools/{school}/classes/{one}/subjects/MTH/mastery-board") for one in classes]
        self.assertEqual([one.status for one in boards], [200, 200], boards[0].text)
        over, present = (one.json for one in boards)
        self.assertEqual([skill["open"] for skill in present["skills"]], [0, 0, 4, 8])
        self.assertEqual([skill["open"] for skill in over["skills"]], [0, 0, 0, 0])
        self.assertEqual(over["skills"][0]["not_mastered"], 2)
        self.assertTrue(over["skills"][0]["is_minimum"])
        # Those two came before the guidance committee, which signed both decisions.
        head = Person(self.address, "head-teacher-primary")
        short = [one["student_id"] for one in over["students"] if one["judgements"][0]["value"] == "not_mastered"]
        cases = [head.ask("GET", f"/v1/schools/{school}/students/{one}/cases") for one in short]
        self.assertEqual({one.json["items"][0]["decisions"][0]["decision"] for one in cases}, {"PRIMARY_PROMOTED", "PRIMARY_SUPPORT"})
        guardian = Person(self.address, "guardian-primary")
        self.assertEqual(guardian.ask("GET", f"/v1/schools/{school}/students/{short[0]}/cases").status, 404)

    def test_a_second_round_stands_in_the_second_version_of_the_result(self):
        guardian = Person(self.address, "guardian-sa")
        grant = guardian.grants[0]
        school = grant["school_id"]
        year = self.year_of(school)
        brother = guardian.ask("GET", f"/v1/schools/{school}/students/{grant['children'][1]}/results/{year}").json
        self.assertEqual(brother["version"], 2)
        head = Person(self.address, "head-teacher-sa")
        versions = head.ask("GET", f"/v1/schools/{school}/students/{grant['children'][1]}/results/{year}/versions").json
        self.assertEqual([one["version"] for one in versions["versions"]], [2, 1], versions)

    def test_a_student_reads_his_own_result_and_nobody_elses(self):
        student = Person(self.address, "student-sa")
        school, own = student.grants[0]["school_id"], student.grants[0]["person_id"]
        year = self.year_of(school)
        self.assertEqual(student.ask("GET", f"/v1/schools/{school}/students/{own}/results/{year}").status, 200)
        brother = Person(self.address, "guardian-sa").grants[0]["children"][1]
        self.assertEqual(student.ask("GET", f"/v1/schools/{school}/students/{brother}/results/{year}").status, 404)

    def test_a_teacher_enters_a_mark_that_stays_and_is_entered_once(self):
        teacher = Person(self.address, "teacher-kw")
        school = teacher.grants[0]["school_id"]
        class_id = next(grant["class_id"] for grant in teacher.grants if grant.get("subject") == "science")
        sheets = teacher.ask("GET", f"/v1/schools/{school}/classes/{class_id}/mark-sheets?subject=science")
        self.assertEqual(sheets.status, 200, sheets.text)
        sheet = next(one for one in sheets.json["sheets"] if one["part"] == "formative" and one["term"] == 1)
        path = f"/v1/schools/{school}/mark-sheets/{sheet['sheet_id']}"
        read = teacher.ask("GET", path)
        self.assertEqual(read.status, 200, read.text)
        student = read.json["students"][0]["student_id"]
        entry = {"student_id": student, "column": "1.1", "occurrence": 7, "value": "٣", "assessed_on": self.school_day()}
        key = str(uuid.uuid4())
        first = teacher.ask("POST", path + "/entries", {"entries": [entry]}, key)
        self.assertEqual(first.status, 200, first.text)
        self.assertNotIn("refused", first.text)
        again = teacher.ask("POST", path + "/entries", {"entries": [entry]}, key)
        self.assertEqual(again.text, first.text)
        self.assertEqual(again.getheader("Idempotent-Replay"), "true")
        other = teacher.ask("POST", path + "/entries", {"entries": [{**entry, "value": "2"}]}, key)
        self.assertEqual((other.status, other.json["code"]), (409, "IDEMPOTENCY_KEY_REUSED"))
        blind = teacher.ask("POST", path + "/entries", {"entries": [{**entry, "value": "1"}]})
        self.assertIn("CELL_CHANGED", blind.text)
        # The server is killed in the middle of its life: what it acknowledged is there.
        self.stop(signal.SIGKILL)
        self.start()
        teacher = Person(self.address, "teacher-kw")
        history = teacher.ask("GET", f"{path}/students/{student}/columns/1.1/history?occurrence=7")
        self.assertEqual(history.status, 200, history.text)
        self.assertEqual([one["level"] for one in history.json["entries"]], ["3"], history.text)

    def test_a_file_of_marks_is_tried_then_applied_once_and_can_be_taken_back(self):
        teacher = Person(self.address, "teacher-kw")
        school = teacher.grants[0]["school_id"]
        class_id = next(grant["class_id"] for grant in teacher.grants if grant.get("subject") == "science")
        sheets = teacher.ask("GET", f"/v1/schools/{school}/classes/{class_id}/mark-sheets?subject=science").json["sheets"]
        sheet = next(one for one in sheets if one["part"] == "formative" and one["term"] == 1)
        path = f"/v1/schools/{school}/mark-sheets/{sheet['sheet_id']}"
        students = teacher.ask("GET", path).json["students"]
        number, day = students[1]["student_number"], self.school_day()
        file = f"كشف\nرقم الطالب,التاريخ,القياس,1.1\n{number},{day},9,٢\nnobody,{day},9,2\n".encode()
        tried = teacher.upload(path + "/imports", "marks.csv", file)
        self.assertEqual(tried.status, 201, tried.text)
        report = tried.json["import"]
        self.assertEqual((report["new"], report["refused"]), (1, 1), tried.text)
        self.assertEqual(tried.json["problems"][0]["cell"], "A4")
        self.assertEqual(tried.json["problems"][0]["problem"]["code"], "STUDENT_UNKNOWN")
        one = f"/v1/schools/{school}/mark-imports/{report['import_id']}"
        confirmed = {"file_digest": report["file_digest"], "plan_digest": report["plan_digest"]}
        refused = teacher.ask("POST", one + "/application", confirmed)
        self.assertEqual((refused.status, refused.json["code"]), (422, "IMPORT_HAS_PROBLEMS"), refused.text)
        key = str(uuid.uuid4())
        applied = teacher.ask("POST", one + "/application", {**confirmed, "takes_good_rows": True}, key)
        self.assertEqual(applied.status, 200, applied.text)
        again = teacher.ask("POST", one + "/application", {**confirmed, "takes_good_rows": True}, key)
        self.assertEqual(again.getheader("Idempotent-Replay"), "true")
        history = f"{path}/students/{students[1]['student_id']}/columns/1.1/history?occurrence=9"
        self.assertEqual([entry["level"] for entry in teacher.ask("GET", history).json["entries"]], ["2"])
        self.assertEqual(teacher.ask("POST", one + "/undo").status, 200)
        self.assertEqual(len(teacher.ask("GET", history).json["entries"]), 2)
        # Not his: a whole school's marks, and lists of students.
        self.assertEqual(teacher.upload(f"/v1/schools/{school}/mark-imports", "marks.csv", file).status, 403)
        self.assertEqual(teacher.upload(f"/v1/schools/{school}/roster-imports", "list.csv", file).status, 403)

    def school_day(self):
        """The last school day before today: Sunday to Thursday."""
        day = time.time() - 86400
        while time.gmtime(day).tm_wday in (4, 5):
            day -= 86400
        return time.strftime("%Y-%m-%d", time.gmtime(day))

    def test_a_write_without_the_token_of_the_session_is_refused(self):
        head = Person(self.address, "head-teacher-sa")
        school = head.grants[0]["school_id"]
        head.token = "another"
        answer = head.ask("POST", f"/v1/schools/{school}/students", {})
        self.assertEqual((answer.status, answer.json["code"]), (403, "CSRF_TOKEN_WRONG"))

    def test_wrong_passwords_say_nothing_about_the_account(self):
        texts = set()
        for name in ("head-teacher-sa", "nobody-there"):
            answer = Person(self.address).ask("POST", "/v1/session", {"name": name, "password": "wrong wrong wrong"})
            self.assertEqual(answer.status, 401)
            texts.add(re.sub(r'"request_id":"[^"]*"', "", answer.text))
        self.assertEqual(len(texts), 1)

    def test_the_log_has_no_names_and_the_files_are_for_their_owner_alone(self):
        Person(self.address, "guardian-sa")
        log = (self.folder / "errors").read_text()
        self.assertNotRegex(log, r"guardian-sa|[\u0600-\u06ff]")
        for path in self.folder.glob("demo.db*"):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)

    def test_figures_and_health_are_there_for_who_watches(self):
        self.assertEqual(Person(self.address).ask("GET", "/healthz").json, {"status": "ok"})
        self.assertIn("taqwim_http_", Person(self.address).ask("GET", "/metrics").text)

    def test_the_audit_chains_are_whole_and_show_what_was_changed(self):
        command = [PROGRAM, "audit", "--language", "en", "--set", self.database, *SETTINGS]
        whole = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(whole.returncode, 0, whole.stdout + whole.stderr)
        self.assertEqual(whole.stdout.count("whole"), 4, whole.stdout)  # three schools and the installation
        copy = self.folder / "changed.db"
        with sqlite3.connect(self.folder / "demo.db") as source, sqlite3.connect(copy) as target:
            source.backup(target)
        with sqlite3.connect(copy) as changed:
            changed.execute("UPDATE audit_entry SET role = 'deputy' WHERE school_id <> 0 AND sequence = 7")
        command[5] = f"database.url=sqlite:{copy}"
        broken = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(broken.returncode, 1, broken.stdout + broken.stderr)
        self.assertIn("broken at entry 7", " ".join(broken.stdout.split()))

    def test_the_first_administrator_is_made_at_the_machine_once(self):
        command = [PROGRAM, "administrator", "chief", "--language", "en", "--set", f"database.url=sqlite:{self.folder}/new.db", *SETTINGS]
        made = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertRegex(made.stdout, r"[0-9A-Z]{4}-[0-9A-Z]{4}")
        again = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(again.returncode, 1, again.stdout)

    def test_a_second_program_does_not_open_the_same_file(self):
        second = subprocess.run([PROGRAM, "serve", "--language", "en", "--set", self.database, *SETTINGS], capture_output=True, text=True,
                                check=False, timeout=60)
        self.assertEqual(second.returncode, 4)
        self.assertIn("in use by another program", second.stderr)

    def test_a_database_that_is_none_is_told_as_such(self):
        (self.folder / "none.db").write_text("this is no database\n" * 200)
        for place in ("none.db", "no/such/folder/x.db"):
            with self.subTest(place=place):
                ran = subprocess.run([PROGRAM, "audit", "--language", "en", "--set", f"database.url=sqlite:{self.folder}/{place}"],
                                     capture_output=True, text=True, check=False, timeout=60)
                self.assertEqual(ran.returncode, 4)
                self.assertIn("The database cannot be used", ran.stderr)

    def test_the_web_application_stands_beside_the_api(self):
        nobody = Person(self.address)
        for path in ("/", "/schools/1/classes"):
            with self.subTest(path=path):
                page = nobody.ask("GET", path)
                self.assertEqual(page.status, 200)
                self.assertIn("the application", page.text)
                self.assertIn("default-src", page.getheader("Content-Security-Policy"))
        self.assertEqual(nobody.ask("GET", "/v1/none").status, 404)

    def test_without_tls_it_listens_on_loopback_alone(self):
        refused = subprocess.run([PROGRAM, "serve", "--language", "en", "--set", f"database.url=sqlite:{self.folder}/other.db",
                                  "--set", "server.address=0.0.0.0", "--set", "server.port=0"], capture_output=True, text=True,
                                 check=False, timeout=60)
        self.assertEqual(refused.returncode, 4)
        self.assertIn("without TLS", refused.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
