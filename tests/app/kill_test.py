#!/usr/bin/env python3
"""The server and its databases killed, filled up and shut while teachers enter marks: nothing acknowledged is lost, nothing is doubled.

Usage: tests/app/kill_test.py PROGRAM

TAQWIM_KILLS says how often the server is killed on each database (3 times without it). TAQWIM_SEED repeats a run.
"""
import http.client
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

from running_server import Person, PostgresDatabase, Program, SqliteDatabase, school_day, sheet_of_teacher

PROGRAM = Path(sys.argv.pop(1)).resolve()
KILLS = int(os.environ.get("TAQWIM_KILLS", "3"))
SEED = int(os.environ.get("TAQWIM_SEED", str(random.randrange(1 << 30))))
TEACHERS = 16

# Each entry bears its request's key as its note, so that an entry stored twice, or without its key, shows.
ENTRIES = "SELECT note, student_id, occurrence, version, level FROM mark_entry WHERE note LIKE 'kill-%'"
KEYS = "SELECT client_key FROM request_key WHERE client_key LIKE 'kill-%'"
STALE_CELLS = ("SELECT cell.mark_entry_id FROM mark_cell AS cell WHERE cell.version <> (SELECT max(entry.version) FROM mark_entry AS entry "
               "WHERE entry.school_id = cell.school_id AND entry.mark_sheet_id = cell.mark_sheet_id AND "
               "entry.student_id = cell.student_id AND entry.column_key = cell.column_key AND entry.occurrence = cell.occurrence)")


class Teacher(threading.Thread):
    """Writes newer and newer entries into a cell of his own. Whatever is not answered he sends again, as it was."""

    def __init__(self, number, person, path, cell):
        super().__init__(name=f"teacher {number}", daemon=True)
        self.number = number
        self.path = path
        self.entry = {"student_id": cell[0], "column": cell[1], "occurrence": 7, "assessed_on": school_day()}
        self.random = random.Random(f"{SEED} {number}")
        self.person = person
        self.version = 0
        self.pending = None  # (key, body) of what is sent and not yet answered
        self.acknowledged = {}  # key to (body, answer)
        self.unavailable = []  # codes of answers that refused for now
        self.resent, self.replayed = 0, 0
        self.settles = threading.Event()
        self.fault = None

    def run(self):
        try:
            while not self.settles.is_set() or self.pending:
                self.enter_one()
                if self.random.randrange(8) == 0:
                    self.repeat_an_old_one()
        except Exception as fault:  # pylint: disable=broad-exception-caught
            self.fault = fault

    def enter_one(self):
        key = f"kill-{self.number}-{self.version + 1}"
        based_on = {"based_on": str(self.version)} if self.version else {}
        body = {"entries": [{**self.entry, **based_on, "value": str(1 + self.random.randrange(4)), "note": key}]}
        self.pending = (key, body)
        answer = self.answer_to(key, body)
        row = answer.json["entries"][0]
        assert "entry_id" in row, answer.text
        assert row["version"] == str(self.version + 1), answer.text
        self.version += 1
        self.acknowledged[key] = (body, answer.text)
        self.pending = None

    def repeat_an_old_one(self):
        """As a late packet would: it is told what it was told, and changes nothing."""
        key = self.random.choice(list(self.acknowledged))
        body, told = self.acknowledged[key]
        answer = self.answer_to(key, body)
        assert answer.text == told, (answer.text, told)
        assert answer.headers["Idempotent-Replay"] == "true", answer.headers
        self.replayed += 1

    def answer_to(self, key, body):
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                answer = self.person.ask("POST", self.path + "/entries", body, key)
            except (OSError, http.client.HTTPException):
                self.resent += 1
                time.sleep(0.005)
                continue
            if answer.status == 503:
                assert int(answer.headers["Retry-After"]) > 0, answer.headers
                assert answer.json["message"], answer.text
                self.unavailable.append(answer.code)
                time.sleep(0.02)
                continue
            assert answer.status == 200, f"{answer.status} {answer.text}"
            return answer
        raise AssertionError("no answer for two minutes")


class Staff:
    """All teachers at once, and what must be there after them."""

    def __init__(self, test, program):
        self.test = test
        # One name may sign in some times in a row, and no more.
        people = [Person(program.port, "teacher-kw") for _ in range(4)]
        path, cells = sheet_of_teacher(people[0])
        self.path = path
        self.reader = people[0].beside()
        self.program = program
        self.teachers = [Teacher(number, people[number % len(people)].beside(), path, cells[number]) for number in range(TEACHERS)]
        for teacher in self.teachers:
            teacher.start()

    def settle(self):
        """Lets everybody finish what he has begun."""
        for teacher in self.teachers:
            teacher.settles.set()
        for teacher in self.teachers:
            teacher.join(timeout=150)
        self.look_for_faults()
        self.test.assertEqual([teacher.pending for teacher in self.teachers], [None] * TEACHERS)

    def look_for_faults(self):
        for teacher in self.teachers:
            if teacher.fault:
                raise AssertionError(f"{teacher.name}, seed {SEED}") from teacher.fault

    def check(self, program):
        """What is stored is what was acknowledged, once each; of what is unanswered, each once or not at all."""
        self.look_for_faults()
        acknowledged = {key: body for teacher in self.teachers for key, (body, _) in list(teacher.acknowledged.items())}
        pending = dict(pending for pending in [teacher.pending for teacher in self.teachers] if pending)
        entries, keys, stale = program.database.look(ENTRIES, KEYS, STALE_CELLS)
        stored = [entry[0] for entry in entries]
        self.test.assertEqual(len(stored), len(set(stored)), f"doubled, seed {SEED}")
        self.test.assertEqual(acknowledged.keys() - set(stored), set(), f"acknowledged and lost, seed {SEED}")
        self.test.assertEqual(set(stored) - acknowledged.keys() - pending.keys(), set(), f"never sent, seed {SEED}")
        self.test.assertEqual({key for key, in keys}, set(stored), f"an entry without its key, seed {SEED}")
        self.test.assertEqual(stale, [])
        for key, student, occurrence, version, level in entries:
            sent = (acknowledged.get(key) or pending[key])["entries"][0]
            self.test.assertEqual((str(student), int(occurrence), int(version) - 1, str(level)),
                                  (sent["student_id"], sent["occurrence"], int(sent.get("based_on", 0)), sent["value"]), key)
        audit = program.run("audit", program.database.copy_url())
        self.test.assertEqual(audit.returncode, 0, f"{audit.stdout}{audit.stderr} seed {SEED}")
        return len(stored)

    def count(self):
        return sum(len(teacher.acknowledged) for teacher in self.teachers)

    def wait_for(self, happened, what):
        deadline = time.monotonic() + 60
        while not happened():
            self.look_for_faults()
            self.test.assertIsNone(self.program.process.poll(), "the server is gone")
            self.test.assertLess(time.monotonic(), deadline, what)
            time.sleep(0.01)

    def wait_for_more(self, entries=TEACHERS):
        wanted = self.count() + entries
        self.wait_for(lambda: self.count() >= wanted, "no more entries are acknowledged")

    def codes(self):
        return {code for teacher in self.teachers for code in teacher.unavailable}


class KillTest(unittest.TestCase):
    def program_over(self, database, **settings):
        self.addCleanup(database.close)
        program = Program(PROGRAM, database, **settings)
        self.addCleanup(program.close)
        program.fill()
        program.start()
        return program

    def kill_again_and_again(self, database):
        program = self.program_over(database)
        draw = random.Random(SEED)
        staff = Staff(self, program)
        staff.wait_for_more()
        for kill in range(KILLS):
            # Now and then before it has begun to listen, while it opens what the one before left.
            if kill % 10 == 9:
                time.sleep(draw.random() * 0.1)
            else:
                staff.wait_for_more(1 + draw.randrange(TEACHERS))
                time.sleep(draw.random() * 0.1)
            program.kill()
            staff.check(program)
            program.start(waits=False)
        program.wait_until_it_answers()
        staff.wait_for_more()
        staff.settle()
        program.stop()
        stored = staff.check(program)
        self.assertEqual(stored, staff.count())
        self.assertGreater(sum(teacher.resent for teacher in staff.teachers), 0)
        self.assertGreater(sum(teacher.replayed for teacher in staff.teachers), 0)
        print(f"{database.name}: {KILLS} kills, {stored} entries, {sum(teacher.resent for teacher in staff.teachers)} sent again, "
              f"{sum(teacher.replayed for teacher in staff.teachers)} repeated, seed {SEED}", file=sys.stderr)

    def test_killed_on_sqlite_it_loses_and_doubles_nothing(self):
        self.kill_again_and_again(SqliteDatabase())

    def test_killed_on_postgresql_it_loses_and_doubles_nothing(self):
        self.kill_again_and_again(PostgresDatabase())

    def test_postgresql_goes_and_comes_back_while_it_serves(self):
        database = PostgresDatabase()
        program = self.program_over(database)
        staff = Staff(self, program)
        for end in (database.crash, database.stop, database.crash):
            staff.wait_for_more()
            end()
            self.assertEqual(Person(program.port).ask("GET", "/healthz").status, 200)
            refused = len([code for teacher in staff.teachers for code in teacher.unavailable])
            staff.wait_for(lambda: sum(len(teacher.unavailable) for teacher in staff.teachers) > refused, "nobody is refused")
            answer = staff.reader.ask("GET", staff.path)
            self.assertEqual((answer.status, answer.code), (503, "STORAGE_UNAVAILABLE"), answer.text)
            self.assertGreater(int(answer.headers["Retry-After"]), 0)
            database.start()
        staff.wait_for_more()
        self.assertEqual(staff.reader.ask("GET", staff.path).status, 200)
        staff.settle()
        self.assertEqual(staff.codes(), {"STORAGE_UNAVAILABLE"})
        program.stop()
        self.assertEqual(staff.check(program), staff.count())

    def test_a_postgresql_that_takes_no_writes_is_told_as_such(self):
        database = PostgresDatabase()
        program = self.program_over(database)
        staff = Staff(self, program)
        staff.wait_for_more()
        # A copy that follows another server: it can be read, until it takes over.
        database.stop()
        (database.folder / "data" / "standby.signal").touch()
        database.start()
        staff.wait_for(lambda: "STORAGE_READ_ONLY" in staff.codes(), "nobody is told")
        self.assertEqual(staff.reader.ask("GET", staff.path).status, 200)
        database.change("SELECT pg_promote()")
        staff.wait_for_more()
        staff.settle()
        self.assertLessEqual(staff.codes(), {"STORAGE_READ_ONLY", "STORAGE_UNAVAILABLE"})
        program.stop()
        self.assertEqual(staff.check(program), staff.count())

    def test_a_full_disk_is_told_as_such_and_room_is_enough_to_go_on(self):
        database = SqliteDatabase()
        program = self.program_over(database)
        staff = Staff(self, program)
        staff.wait_for_more()
        # No file may grow further: what a full disk is to who writes, without filling the disk of this machine.
        largest = max(file.stat().st_size for file in database.folder.iterdir())
        pid = program.process.pid
        before = resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest + 50_000, resource.RLIM_INFINITY))
        staff.wait_for(lambda: staff.codes(), "nobody is refused")
        full = sum(len(teacher.unavailable) for teacher in staff.teachers)
        staff.wait_for(lambda: sum(len(teacher.unavailable) for teacher in staff.teachers) > full + TEACHERS, "nobody is refused again")
        self.assertEqual(staff.reader.ask("GET", staff.path).status, 200)
        self.assertEqual(Person(program.port).ask("GET", "/healthz").status, 200)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
        staff.wait_for_more()
        staff.settle()
        self.assertEqual(staff.codes(), {"STORAGE_FULL"})
        program.stop()
        self.assertEqual(staff.check(program), staff.count())

    def test_a_full_disk_and_then_a_kill_lose_nothing(self):
        database = SqliteDatabase()
        program = self.program_over(database)
        staff = Staff(self, program)
        staff.wait_for_more()
        largest = max(file.stat().st_size for file in database.folder.iterdir())
        resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (largest + 50_000, resource.RLIM_INFINITY))
        staff.wait_for(lambda: staff.codes(), "nobody is refused")
        program.kill()
        staff.check(program)
        program.start()
        staff.wait_for_more()
        staff.settle()
        program.stop()
        self.assertEqual(staff.check(program), staff.count())

    def test_a_file_that_takes_no_writes_is_told_at_the_start(self):
        folder = Path(tempfile.mkdtemp(prefix="taqwim_closed_"))
        self.addCleanup(shutil.rmtree, folder)
        database = SqliteDatabase()
        self.addCleanup(database.close)
        program = Program(PROGRAM, database)
        self.addCleanup(program.close)
        program.fill()
        shutil.copyfile(database.file, folder / "closed.db")
        (folder / "closed.db").chmod(0o444)
        (folder / "closed.db.lock").touch()
        (folder / "closed.db.lock").chmod(0o666)
        folder.chmod(0o555)
        # The superuser may write everywhere.
        user = {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}
        keys = Path(tempfile.mkdtemp(prefix="taqwim_keys_"))
        self.addCleanup(shutil.rmtree, keys)
        keys.chmod(0o777)
        command = program.command("serve", f"sqlite:{folder}/closed.db", **{"installation.key_folder": keys / "own"})
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd="/", **user)
        folder.chmod(0o755)
        self.assertEqual(ran.returncode, 4, ran.stderr)
        self.assertIn("The database cannot be used", ran.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
