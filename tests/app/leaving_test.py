#!/usr/bin/env python3
"""The running server among clients that leave at every stage of a request, over TCP and over TLS: it stays, forgets them, and goes on
answering others.

Usage: tests/app/leaving_test.py PROGRAM

TAQWIM_LEAVES (400) is how many clients leave each of the two servers.
"""
import http.client
import json
import os
import random
import re
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
import unittest
import uuid
from pathlib import Path

from running_server import PASSWORD, Person, Program, SqliteDatabase, school_day, sheet_of_teacher

PROGRAM = Path(sys.argv.pop(1)).resolve()
LEAVES = int(os.environ.get("TAQWIM_LEAVES", "400"))
THREADS = 8
SEED = int(os.environ.get("TAQWIM_SEED", "1448"))


def certificate(folder):
    """A key and a certificate that nobody trusts, for this test alone."""
    key, chain = folder / "tls.key", folder / "tls.crt"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", chain,
                    "-subj", "/CN=localhost", "-days", "2"], check=True, capture_output=True)
    return key, chain


def careless_context():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class Leaver:
    """One who begins something and goes, in one of the ways that a connection can end."""

    def __init__(self, draw, port, tls, cookie, token, path, entries):
        self.draw, self.port, self.tls = draw, port, tls
        self.cookie, self.token, self.path, self.entries = cookie, token, path, entries
        self.connection = None

    def leave(self):
        stage = self.draw.choice([getattr(self, name) for name in sorted(dir(self)) if name.startswith("stage_")])
        self.connection = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        try:
            stage()
            self.end()
        except (ConnectionError, BrokenPipeError, ssl.SSLError, socket.timeout):
            pass  # the server was first
        finally:
            self.connection.close()

    def end(self):
        """By a reset, by closing, or by closing one side and then all."""
        how = self.draw.randrange(4)
        if how == 0:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif how == 1:
            raw = self.connection
            raw.shutdown(socket.SHUT_WR)
            if self.draw.randrange(2):
                self.pause()
        elif how == 2 and self.draw.randrange(2):
            self.pause()

    def pause(self):
        time.sleep(self.draw.choice((0, 0.0005, 0.002, 0.01)))

    def open(self):
        if not self.tls:
            return
        self.connection = careless_context().wrap_socket(self.connection, server_hostname="localhost")

    def request(self, method, path, body=None, more=""):
        content = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Cookie: {self.cookie}"]
        if method != "GET":
            lines += [f"X-CSRF-Token: {self.token}", f"Idempotency-Key: {uuid.uuid4()}", "Content-Type: application/json",
                      f"Content-Length: {len(content)}"]
        return ("\r\n".join(lines) + "\r\n" + more + "\r\n").encode(), content

    def entry(self):
        return self.request("POST", self.path + "/entries", self.entries(self.draw))

    def send_in_pieces(self, content):
        while content:
            size = self.draw.randrange(1, len(content) + 1)
            self.connection.sendall(content[:size])
            content = content[size:]
            if self.draw.randrange(3) == 0:
                self.pause()

    def stage_before_anything(self):
        pass

    def stage_in_the_handshake(self):
        if self.tls:
            incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            hello = careless_context().wrap_bio(incoming, outgoing)
            try:
                hello.do_handshake()
            except ssl.SSLWantReadError:
                pass
            content = outgoing.read()
            self.connection.sendall(content[:self.draw.randrange(1, len(content) + 1)])
            if self.draw.randrange(2):
                self.connection.sendall(self.draw.randbytes(self.draw.randrange(1, 300)))
            self.pause()

    def stage_after_the_handshake(self):
        self.open()
        self.pause()

    def stage_in_the_head(self):
        self.open()
        head, _ = self.entry()
        self.send_in_pieces(head[:self.draw.randrange(1, len(head))])

    def stage_before_the_body(self):
        self.open()
        self.send_in_pieces(self.entry()[0])

    def stage_in_the_body(self):
        self.open()
        head, body = self.entry()
        self.send_in_pieces(head + body[:self.draw.randrange(1, len(body))])

    def stage_after_continue_was_asked_for(self):
        self.open()
        head, body = self.request("POST", self.path + "/entries", self.entries(self.draw), "Expect: 100-continue\r\n")
        self.connection.sendall(head)
        if self.draw.randrange(2):
            self.connection.recv(100)
            self.connection.sendall(body[:self.draw.randrange(len(body) + 1)])

    def stage_before_the_answer(self):
        self.open()
        head, body = self.entry()
        self.connection.sendall(head + body)

    def stage_in_a_refused_body(self):
        self.open()
        head, _ = self.request("POST", self.path + "/entries", {"x": "y" * 10})
        self.connection.sendall(re.sub(rb"Content-Length: \d+", b"Content-Length: 30000000", head))
        for _ in range(self.draw.randrange(40)):
            self.connection.sendall(b" " * 65536)

    def stage_in_the_answer(self):
        self.open()
        self.connection.sendall(self.request("GET", self.draw.choice(("/v1/openapi.json", self.path)))[0])
        self.connection.recv(self.draw.choice((1, 100, 5000, 100_000)))

    def stage_in_the_middle_of_many(self):
        self.open()
        large = self.request("GET", "/v1/openapi.json")[0]
        head, body = self.entry()
        many = [large if self.draw.randrange(2) else head + body for _ in range(self.draw.randrange(2, 12))]
        self.send_in_pieces(b"".join(many))
        for _ in range(self.draw.randrange(4)):
            self.connection.recv(20_000)

    def stage_in_nonsense(self):
        self.open()
        self.connection.sendall(self.draw.randbytes(self.draw.randrange(1, 2000)))


class LeavingTest(unittest.TestCase):
    def leaving(self, tls):
        database = SqliteDatabase()
        self.addCleanup(database.close)
        program = Program(PROGRAM, database)
        self.addCleanup(program.close)
        program.fill()
        program.start()
        teacher = Person(program.port, "teacher-kw")
        path, cells = sheet_of_teacher(teacher)
        session = (teacher.cookie, teacher.token)
        teacher.hang_up()
        if tls:
            program.stop()
            key, chain = certificate(program.folder)
            program.settings |= {"server.certificate_file": chain, "server.private_key_file": key}
            program.start()
            session = self.signed_in(program.port)

        def entries(draw):
            student, column = draw.choice(cells)
            return {"entries": [{"student_id": student, "column": column, "occurrence": 9, "value": str(draw.randrange(1, 5)),
                                 "assessed_on": school_day()}]}

        faults = []

        def leave_often(number):
            draw = random.Random(SEED * 1000 + number)
            try:
                for _ in range(LEAVES // THREADS):
                    Leaver(draw, program.port, tls, *session, path, entries).leave()
            except Exception as fault:  # noqa: BLE001 told by the test's own thread
                faults.append(repr(fault))

        threads = [threading.Thread(target=leave_often, args=(number,)) for number in range(THREADS)]
        for thread in threads:
            thread.start()
        served = 0
        while any(thread.is_alive() for thread in threads):
            self.assertIsNone(program.process.poll(), "the server is gone: " + program.messages.read_text())
            self.assertEqual(self.status(program.port, tls, session, path), 200)
            served += 1
        for thread in threads:
            thread.join()
        self.assertEqual(faults, [])
        self.assertGreater(served, 3)
        # Who left is forgotten, when his time is over at the latest.
        deadline = time.monotonic() + 25
        while (left := self.connections(program.port, tls)) > 1 and time.monotonic() < deadline:
            time.sleep(0.2)
        self.assertLessEqual(left, 1)
        program.stop()
        messages = program.messages.read_text()
        self.assertNotIn("handler_failed", messages)
        self.assertNotIn("connection_failed", messages)
        self.assertEqual(program.run("audit").returncode, 0)

    def fetched(self, port, tls, request):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            if tls:
                connection = careless_context().wrap_socket(connection, server_hostname="localhost")
            connection.sendall(request)
            received = b""
            try:
                while part := connection.recv(65536):
                    received += part
            except ssl.SSLEOFError:
                pass
            connection.close()
            return received

    @staticmethod
    def signed_in(port):
        """Over TLS the cookie has another name."""
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=careless_context())
        connection.request("POST", "/v1/session", json.dumps({"name": "teacher-kw", "password": PASSWORD}), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        session = answer.headers["Set-Cookie"].split(";")[0], json.loads(answer.read())["csrf_token"]
        connection.close()
        return session

    def status(self, port, tls, session, path):
        answer = self.fetched(port, tls, f"GET {path} HTTP/1.1\r\nHost: h\r\nCookie: {session[0]}\r\nConnection: close\r\n\r\n".encode())
        head, _, body = answer.partition(b"\r\n\r\n")
        length = re.search(rb"Content-Length: (\d+)", head)
        self.assertTrue(length and int(length[1]) == len(body), head)
        return int(head[9:12])

    def connections(self, port, tls):
        text = self.fetched(port, tls, b"GET /metrics HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").decode()
        return int(float(re.search(r"^taqwim_http_connections ([0-9.e+]+)$", text, re.MULTILINE)[1]))

    def test_over_tcp(self):
        self.leaving(tls=False)

    def test_over_tls(self):
        self.leaving(tls=True)


if __name__ == "__main__":
    unittest.main(verbosity=1)
