"""What the tests of the running program share: the server's process, its two databases, people who use it."""
import ctypes
import http.client
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

PASSWORD = "green lantern of the demo"
POSTGRES_PROGRAMS = Path("/usr/lib/postgresql/15/bin")
START_SECONDS = 60


def dies_with_us():
    """In a child: whoever ends this test, however, ends the child too."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def free_port():
    """A port to listen on again and again. Outgoing connections take theirs from 32768 on, and would meet themselves there."""
    while True:
        port = random.randrange(20000, 32000)
        with socket.socket() as attempt:
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


class SqliteDatabase:
    """A database in a file of its folder. The program's own files are never opened here: only copies of them are."""

    name = "SQLite"

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="taqwim_sqlite_"))
        self.file = self.folder / "school.db"
        self.url = f"sqlite:{self.file}"

    def copy(self):
        """What lies on the disk now, as a database to look at."""
        place = self.folder / "copy"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for ending in ("", "-wal"):
            if Path(f"{self.file}{ending}").exists():
                shutil.copyfile(f"{self.file}{ending}", place / f"school.db{ending}")
        return place / "school.db"

    def look(self, *queries):
        """The rows of each query, of one moment."""
        connection = sqlite3.connect(self.copy())
        try:
            sound = connection.execute("PRAGMA integrity_check").fetchall()
            assert sound == [("ok",)], sound
            assert not connection.execute("PRAGMA foreign_key_check").fetchall()
            return [connection.execute(query).fetchall() for query in queries]
        finally:
            connection.close()

    def copy_url(self):
        return f"sqlite:{self.copy()}"

    def close(self):
        shutil.rmtree(self.folder)


class PostgresDatabase:
    """A server of its own, on a socket in its own folder alone, as an unprivileged user."""

    name = "PostgreSQL"

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="taqwim_postgres_"))
        # The superuser may not run it.
        self.user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if self.user:
            shutil.chown(self.folder, "postgres", "postgres")
        self.process = None
        self.run("initdb", "-D", self.folder / "data", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        self.start()
        self.run("createdb", "-h", self.folder, "-U", "postgres", "school")
        self.url = f"postgresql://postgres@/school?host={self.folder}"

    def run(self, program, *arguments):
        done = subprocess.run([POSTGRES_PROGRAMS / program, *arguments], capture_output=True, text=True, check=False, timeout=120,
                              cwd="/", **self.user)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [POSTGRES_PROGRAMS / "postgres", "-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses=",
                 "-c", "fsync=on", "-c", "recovery_init_sync_method=syncfs", "-c", "shared_buffers=64MB", "-c", "max_connections=200"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", preexec_fn=dies_with_us, **self.user)
        for _ in range(START_SECONDS * 20):
            if subprocess.run([POSTGRES_PROGRAMS / "pg_isready", "-q", "-h", self.folder, "-U", "postgres"], check=False).returncode == 0:
                return
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self):
        """In order, though without waiting for who is connected."""
        self.end(signal.SIGINT)

    def crash(self):
        """As when the power goes: nothing is written any more, and the next start recovers."""
        self.end(signal.SIGQUIT)

    def end(self, how):
        self.process.send_signal(how)
        self.process.wait(timeout=60)

    def look(self, *queries):
        self.run("pg_amcheck", "-h", self.folder, "-U", "postgres", "--install-missing", "school")
        return [[tuple(line.split("\t")) for line in
                 self.run("psql", "-h", self.folder, "-U", "postgres", "-AtF", "\t", "-c", query, "school").splitlines()]
                for query in queries]

    def change(self, statement):
        self.run("psql", "-q", "-h", self.folder, "-U", "postgres", "-c", statement, "school")

    def copy_url(self):
        return self.url

    def close(self):
        self.crash()
        shutil.rmtree(self.folder)


class Program:
    """taqwim over one database, with the settings that a test needs."""

    def __init__(self, file, database, **settings):
        self.file = file
        self.database = database
        self.folder = Path(tempfile.mkdtemp(prefix="taqwim_program_"))
        self.port = free_port()
        self.settings = {"server.port": self.port, "session.second_factor": "false", "password.memory_mebibytes": 8,
                         "installation.key_folder": self.folder / "keys", "log.level": "error", **settings}
        self.process = None

    def command(self, verb, url=None, **settings):
        words = [self.file, verb, "--language", "en"]
        for name, value in {"database.url": url or self.database.url, **self.settings, **settings}.items():
            words += ["--set", f"{name}={value}"]
        return words

    def run(self, verb, url=None, **settings):
        return subprocess.run(self.command(verb, url, **settings), capture_output=True, text=True, check=False, timeout=300)

    def fill(self):
        made = self.run("demo")
        assert made.returncode == 0, made.stderr

    def start(self, waits=True):
        with open(self.messages, "ab") as messages:
            self.process = subprocess.Popen(self.command("serve"), stdin=subprocess.DEVNULL, stderr=messages, preexec_fn=dies_with_us)
        if waits:
            self.wait_until_it_answers()

    def wait_until_it_answers(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.messages.read_text()
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.005)
        raise AssertionError("the server does not answer: " + self.messages.read_text())

    @property
    def messages(self):
        return self.folder / "messages"

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        assert self.process.wait(timeout=60) == -signal.SIGKILL, self.messages.read_text()
        self.look_for_reports()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        assert code == 0, f"{code}\n{self.messages.read_text()}"
        self.look_for_reports()

    def look_for_reports(self):
        """What a sanitizer says of a server that is under one."""
        messages = self.messages.read_text()
        assert "Sanitizer" not in messages and "runtime error:" not in messages, messages

    def close(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder)


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.bytes = response.read()

    @property
    def text(self):
        return self.bytes.decode()

    @property
    def json(self):
        return json.loads(self.text)

    @property
    def code(self):
        return self.json.get("code") if self.text.startswith("{") else None


class Person:
    """A browser: one connection, kept; one session's cookie and its token."""

    def __init__(self, port, name=None, password=PASSWORD):
        self.port = port
        self.cookie, self.token, self.session, self.connection = None, None, None, None
        if name:
            self.sign_in(name, password)

    def sign_in(self, name, password=PASSWORD):
        answer = self.ask("POST", "/v1/session", {"name": name, "password": password})
        assert answer.status == 201, answer.text
        self.session = answer.json
        self.token = self.session["csrf_token"]
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]

    def beside(self):
        """Another connection in the same session."""
        other = Person(self.port)
        other.cookie, other.token, other.session = self.cookie, self.token, self.session
        return other

    def ask(self, method, path, body=None, key=None):
        """Throws OSError or HTTPException when there is no whole answer. A read over a connection that was closed meanwhile is asked again."""
        was_kept = self.connection is not None
        sent = {"Accept-Language": "en"}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if self.token and method != "GET":
            sent["X-CSRF-Token"] = self.token
            sent["Idempotency-Key"] = key or str(uuid.uuid4())
        if body is not None:
            sent["Content-Type"] = "application/json"
        try:
            if not self.connection:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                self.connection.connect()
                self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connection.request(method, path, None if body is None else json.dumps(body), sent)
            response = self.connection.getresponse()
            answer = Answer(response)
        except (OSError, http.client.HTTPException):
            self.hang_up()
            if was_kept and method == "GET":
                return self.ask(method, path)
            raise
        if response.will_close:
            self.hang_up()
        return answer

    def hang_up(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def __del__(self):
        self.hang_up()


def school_day():
    """The last school day before today: Sunday to Thursday."""
    day = time.time() - 86400
    while time.gmtime(day).tm_wday in (4, 5):
        day -= 86400
    return time.strftime("%Y-%m-%d", time.gmtime(day))


def sheet_of_teacher(teacher):
    """Of the demo's Kuwaiti class: the address of the science sheet of the first term, and its cells as (student, column)."""
    school = teacher.session["grants"][0]["school_id"]
    class_id = next(grant["class_id"] for grant in teacher.session["grants"] if grant.get("subject") == "science")
    sheets = teacher.ask("GET", f"/v1/schools/{school}/classes/{class_id}/mark-sheets?subject=science").json["sheets"]
    sheet = next(one for one in sheets if one["part"] == "formative" and one["term"] == 1)
    path = f"/v1/schools/{school}/mark-sheets/{sheet['sheet_id']}"
    sheet = teacher.ask("GET", path).json
    return path, [(student["student_id"], column["key"]) for column in sheet["columns"] for student in sheet["students"]]
