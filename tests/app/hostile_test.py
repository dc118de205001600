#!/usr/bin/env python3
"""The running server among clients that are slow, silent, impatient, confused or ill-meaning: what they get, and that nobody else notices.

Usage: tests/app/hostile_test.py PROGRAM
"""
import json
import random
import resource
import socket
import struct
import sys
import threading
import time
import unittest
import uuid
from pathlib import Path

from running_server import Person, Program, SqliteDatabase, school_day, sheet_of_teacher

PROGRAM = Path(sys.argv.pop(1)).resolve()
SEED = 1426
LARGE_IDS = ("0", "-1", "9223372036854775807", "9223372036854775808", "1e3", "0x10", "%27", "1%20OR%201=1", "%00", "..%2f..", "%d9%a1", "٧",
             "null", "{}", "a" * 300)


def read_all(connection):
    """Whatever comes until the server closes."""
    received = b""
    try:
        while part := connection.recv(65536):
            received += part
    except ConnectionResetError:
        pass
    return received


def statuses(received):
    return [int(part[:3]) for part in received.split(b"HTTP/1.1 ")[1:]]


class HostileTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # Thousands of connections need as many descriptors, here too. The server asks for its own.
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (1024, most))
        cls.database = SqliteDatabase()
        cls.program = Program(PROGRAM, cls.database, **{"server.connections": 3500})
        cls.program.fill()
        cls.program.start()
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        cls.port = cls.program.port
        cls.signed_in = Person(cls.port, "teacher-kw"), Person(cls.port, "head-teacher-kw")
        cls.path, cls.cells = sheet_of_teacher(cls.signed_in[0])
        cls.school = f"/v1/schools/{cls.signed_in[0].session['grants'][0]['school_id']}"

    def setUp(self):
        # Connections of their own: kept ones may have made room for others.
        self.teacher, self.head = (person.beside() for person in self.signed_in)

    @classmethod
    def tearDownClass(cls):
        cls.program.stop()
        messages = cls.program.messages.read_text()
        cls.program.close()
        cls.database.close()
        assert "handler_failed" not in messages and "INTERNAL_FAULT" not in messages, messages

    def raw(self, source="127.0.0.1"):
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=30, source_address=(source, 0))
        self.addCleanup(connection.close)
        return connection

    def entry(self, cell, value, based_on=0, occurrence=9):
        student, column = self.cells[cell]
        row = {"student_id": student, "column": column, "occurrence": occurrence, "value": str(value), "assessed_on": school_day()}
        return {"entries": [{**row, "based_on": str(based_on)} if based_on else row]}

    def text_of(self, method, path, body=None, key=None, person=None):
        """A request as bytes, to be sent in any way."""
        person = person or self.teacher
        content = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Cookie: {person.cookie}"]
        if method != "GET":
            lines += [f"X-CSRF-Token: {person.token}", f"Idempotency-Key: {key or uuid.uuid4()}", "Content-Type: application/json",
                      f"Content-Length: {len(content)}"]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + content

    def history(self, cell, occurrence=9):
        student, column = self.cells[cell]
        answer = self.teacher.ask("GET", f"{self.path}/students/{student}/columns/{column}/history?occurrence={occurrence}")
        self.assertEqual(answer.status, 200, answer.text)
        return sorted(int(one["level"]) for one in answer.json["entries"])

    def is_served(self, within=6):
        """Somebody comes, reads his sheet, and does not wait until others are cut off."""
        start = time.monotonic()
        person = self.teacher.beside()
        answer = person.ask("GET", self.path)
        self.assertEqual(answer.status, 200, answer.text)
        self.assertLess(time.monotonic() - start, within)

    # Slow and silent.

    def test_slow_heads_are_cut_off_and_delay_nobody(self):
        slow = [self.raw(f"127.0.0.{2 + number % 4}") for number in range(1500)]
        ends = time.monotonic() + 16
        for number, connection in enumerate(slow):
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: h\r\nX-A: " if number % 50 else b"")
        cut = 0
        while time.monotonic() < ends and cut < 30:
            self.is_served()
            cut = 0
            for connection in slow[1::50]:
                try:
                    connection.sendall(b"a")
                    cut += bool(connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) or True)
                except BlockingIOError:
                    pass
                except OSError:
                    cut += 1
            time.sleep(0.2)
        self.assertEqual(cut, 30, "a byte now and then won time")
        self.is_served()
        for connection in slow:
            connection.close()

    def test_thousands_of_silent_connections_make_room_for_others(self):
        silent = []
        for number in range(4500):
            silent.append(self.raw(f"127.0.0.{10 + number % 6}"))
            if number % 500 == 0:
                self.is_served()
        self.is_served()
        for connection in silent:
            connection.close()
        self.is_served()

    def test_a_body_that_never_comes_holds_nobody(self):
        waiting = []
        for _ in range(300):
            connection = self.raw("127.0.0.20")
            connection.sendall(self.text_of("POST", self.path + "/entries", self.entry(0, 1))[:-20])
            waiting.append(connection)
        self.is_served()
        for connection in waiting:
            connection.close()
        self.assertEqual(self.history(0), [])

    # Repeated, reordered, cut off.

    def test_one_request_sent_by_many_at_once_is_done_once(self):
        key, body = str(uuid.uuid4()), self.entry(1, 3)
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(self.teacher.beside().ask("POST", self.path + "/entries", body, key)))
                   for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual({answer.status for answer in answers}, {200})
        self.assertEqual(len({answer.text for answer in answers}), 1)
        self.assertEqual(sum(answer.headers["Idempotent-Replay"] == "true" for answer in answers), 15)
        self.assertEqual(self.history(1), [3])

    def test_reordered_requests_are_refused_until_their_turn(self):
        requests = [(str(uuid.uuid4()), self.entry(2, 1 + number % 4, number)) for number in range(6)]
        order = list(requests)
        random.Random(SEED).shuffle(order)
        accepted = {}
        for _ in range(len(requests)):
            for key, body in order:
                answer = self.teacher.ask("POST", self.path + "/entries", body, key)
                self.assertEqual(answer.status, 200, answer.text)
                if '"accepted":1' in answer.text:
                    # Once accepted, it is told the same however often it comes again.
                    self.assertEqual(accepted.setdefault(key, answer.text), answer.text)
                else:
                    self.assertIn("CELL_CHANGED", answer.text)
                    self.assertNotIn(key, accepted)
        self.assertEqual(len(accepted), len(requests))
        self.assertEqual(self.history(2), sorted(1 + number % 4 for number in range(6)))

    def test_a_replay_by_somebody_else_gets_nothing(self):
        key, body = str(uuid.uuid4()), self.entry(3, 2)
        self.assertEqual(self.teacher.ask("POST", self.path + "/entries", body, key).status, 200)
        other = Person(self.port, "guardian-kw")
        self.assertIn(other.ask("POST", self.path + "/entries", body, key).status, (403, 404))
        self.assertEqual(Person(self.port).ask("POST", self.path + "/entries", body, key).status, 401)
        ended = Person(self.port, "teacher-kw")
        self.assertEqual(ended.ask("DELETE", "/v1/session").status, 204)
        self.assertEqual(ended.ask("POST", self.path + "/entries", body, key).status, 401)
        self.assertEqual(self.history(3), [2])

    def test_who_closes_his_side_after_the_request_is_answered(self):
        connection = self.raw()
        connection.sendall(self.text_of("POST", self.path + "/entries", self.entry(4, 4)))
        connection.shutdown(socket.SHUT_WR)
        self.assertEqual(statuses(read_all(connection)), [200])
        connection.close()
        self.assertEqual(self.history(4), [4])

    def test_who_is_gone_before_the_answer_finds_it_by_his_key(self):
        version = 0
        for number in range(40):
            key, body = str(uuid.uuid4()), self.entry(5, 1 + number % 4, version)
            connection = self.raw()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.sendall(self.text_of("POST", self.path + "/entries", body, key))
            connection.close()
            answer = self.teacher.ask("POST", self.path + "/entries", body, key)
            self.assertIn('"accepted":1', answer.text)
            version += 1
        self.assertEqual(self.history(5), sorted(1 + number % 4 for number in range(40)))

    # Confused.

    def test_pipelined_requests_are_answered_in_order_each_once(self):
        key = str(uuid.uuid4())
        write = self.text_of("POST", self.path + "/entries", self.entry(6, 3), key)
        read = self.text_of("GET", self.path)
        connection = self.raw()
        connection.sendall((write + read) * 10 + self.text_of("GET", "/v1/nowhere"))
        connection.shutdown(socket.SHUT_WR)
        received = read_all(connection)
        connection.close()
        self.assertEqual(statuses(received), [200, 200] * 10 + [404])
        self.assertEqual(received.count(b"Idempotent-Replay: true"), 9)
        self.assertEqual(self.history(6), [3])

    def test_garbage_after_a_request_ends_the_connection_and_nothing_else(self):
        draw = random.Random(SEED)
        for number in range(150):
            garbage = draw.randbytes(draw.randrange(1, 400)) + b"\r\n\r\n"
            connection = self.raw()
            connection.sendall((self.text_of("GET", self.path) if number % 2 else b"") + garbage)
            connection.shutdown(socket.SHUT_WR)
            found = statuses(read_all(connection))
            connection.close()
            self.assertEqual(found[:1], [200] if number % 2 else found[:1])
            self.assertTrue(set(found[number % 2:]) <= {400, 408, 414, 431, 505}, (found, garbage))
        self.is_served()

    def test_a_request_smuggled_behind_another_is_not_done(self):
        hidden = self.text_of("POST", self.path + "/entries", self.entry(7, 1))
        head = f"POST {self.path}/entries HTTP/1.1\r\nHost: h\r\nCookie: {self.teacher.cookie}\r\n".encode()
        for lengths in (b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"Content-Length: 0\r\nContent-Length: 4\r\n\r\n",
                        b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                        b"Content-Length: +0\r\n\r\n"):
            with self.subTest(lengths=lengths):
                connection = self.raw()
                connection.sendall(head + lengths + hidden)
                self.assertEqual(statuses(read_all(connection)), [400])
                connection.close()
        self.assertEqual(self.history(7), [])

    # Ill-meaning.

    def test_bodies_that_are_too_large_too_deep_or_no_text_are_refused(self):
        for body, status, code in ((b"[" * 60_000 + b"]" * 60_000, 400, "JSON_TOO_DEEP"), (b'{"entries": "\xff\xfe"}', 400, "TEXT_NOT_UTF8"),
                                   (b'{"entries": [], "entries": []}', 400, "JSON_DUPLICATE_KEY"), (b'{"entries"', 400, "JSON_MALFORMED"),
                                   (b" " * (10 << 20), 413, "INPUT_TOO_LARGE")):
            with self.subTest(code=code):
                connection = self.raw()
                head = self.text_of("POST", self.path + "/entries", {}).replace(b"Content-Length: 2", f"Content-Length: {len(body)}".encode())
                connection.sendall(head[:-2] + body)
                connection.shutdown(socket.SHUT_WR)
                received = read_all(connection)
                connection.close()
                self.assertEqual(statuses(received), [status])
                self.assertIn(code.encode(), received)
        self.is_served()

    def test_hostile_ids_find_nothing_and_break_nothing(self):
        sheet = self.path.rsplit("/", 1)[1]
        for text in LARGE_IDS:
            for path in (f"/v1/schools/{text}", f"{self.school}/mark-sheets/{text}", f"{self.school}/students/{text}",
                         f"{self.school}/mark-sheets/{sheet}/students/{text}/columns/{text}/history",
                         f"{self.school}/students?after={text}", f"{self.school}/students?limit={text}"):
                with self.subTest(path=path):
                    connection = self.raw()
                    connection.sendall(self.text_of("GET", path, person=self.head))
                    connection.shutdown(socket.SHUT_WR)
                    received = read_all(connection)
                    connection.close()
                    self.assertEqual(len(statuses(received)), 1)
                    self.assertIn(statuses(received)[0], (200, 400, 403, 404, 422), received)

    def test_sql_in_names_is_a_name(self):
        before = self.head.ask("GET", f"{self.school}/students?limit=200").json["items"]
        for number, name in enumerate(("سالم'); DROP TABLE student; --", "' OR '1'='1", "%_\\", "x\" OR 1=1", "$1 {0} %s")):
            answer = self.head.ask("POST", f"{self.school}/students", {"student_number": f"'{number}", "name_parts": [name, name, name, name],
                                                                      "sex": "male", "nationality": "KW"})
            self.assertIn(answer.status, (201, 422), answer.text)
            found = self.head.ask("GET", f"{self.school}/students?name=" + "".join(f"%{byte:02x}" for byte in name.encode()))
            self.assertIn(found.status, (200, 400, 422), found.text)
            if found.status == 200:
                self.assertLess(len(found.json["items"]), len(before), "a name found everybody")
        after = self.head.ask("GET", f"{self.school}/students?limit=200").json["items"]
        self.assertTrue({one["student_id"] for one in before} <= {one["student_id"] for one in after})

    def test_the_record_is_whole_after_all_of_it(self):
        audit = self.program.run("audit")
        self.assertEqual(audit.returncode, 0, audit.stdout + audit.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
