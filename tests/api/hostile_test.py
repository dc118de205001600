#!/usr/bin/env python3
"""What no honest client sends, to every operation of the API: the answer is always a problem with its code and its words
in both languages, never a fault of the server, and nothing of it is believed.

Usage: tests/api/hostile_test.py TEST_SERVER
"""
import copy
import json
import random
import re
import socket
import sys
import unittest
import uuid
from collections import Counter

from api_client import UNKNOWN_ID, Answer, Api, TestServer, form_of
from school_walk import Walk

PROGRAM = sys.argv.pop(1)
ARABIC = re.compile("[\u0600-\u06ff]")

# What may stand where an id is expected, percent-encoded as it is sent.
STRANGE_IDS = ["0", "-1", "+1", "007", "1.0", "1e3", "0x1F", "9223372036854775808", "99999999999999999999999999", "%D9%A1%D9%A2",
               "%EF%BC%91", "1%00", "%00", "%FF%FE", "1%20", "%20", "1%27%20OR%20%271%27=%271", "1;DROP%20TABLE%20student",
               "..%2F..", "%2e%2e", "%E2%80%AE1", "null", "true", "NaN", "%7B%7D", "%F4%90%80%80", "%ED%A0%80", "%zz", "%"]

# Bodies that are no JSON object, or one that nobody may believe.
STRANGE_BODIES = {
    "nothing": b"",
    "no JSON": b"{",
    "two values": b"{} {}",
    "a list": b"[]",
    "a text": b'"x"',
    "null": b"null",
    "broken UTF-8": b'{"name_ar": "\xff\xfe", "reason": "\xc3("}',
    "a lone surrogate": b'{"name_ar": "\\ud800"}',
    "too long an encoding": b'{"name_ar": "\xc0\xaf"}',
    "a null byte": b'{"name_ar": "\x00"}',
    "bytes of UTF-16": "{}".encode("utf-16"),
    "not a number": b'{"version": NaN}',
    "endless": b'{"version": 1e999999}',
    "deep": b'{"a":' + b"[" * 100_000,
    "deep and closed": b'{"a":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    "a name twice": b'{"version": 1, "version": 2}',
    "a comment": b'{"version": 1 /* one */}',
    "XML": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
}

STRANGE_FILES = {
    "no form": b"no form",
    "nothing": b"",
    "bytes": bytes(range(256)) * 64,
    "null bytes": b"\0" * 4096,
    "a workbook that is none": b"PK\x03\x04" + b"\xff" * 512,
    "broken UTF-8": b"student_number,1.1\n\xff\xfe,3\n",
    "an open quotation mark": b'student_number,"1.1\n1001,3\n',
    "many columns": b"," * 100_000,
    "many rows": b"1\n" * 100_000,
    "SQL and formulas": b"student_number,1.1\n'; DROP TABLE student; --,=1+1\n@SUM(A1),+3\n",
}

STRANGE_TEXTS = ["Robert'); DROP TABLE student; --", "\" OR \"\"=\"", "%s%n${jndi:ldap://x}{0}", "<script>alert(1)</script>",
                 "=HYPERLINK(\"http://x\")", "x\u202emoc.elpmaxe", "\U0001f642 e\u0301 \u0644\u0627\u200d\u0645"]

# What is shown to all who work at the school, or has no class or child: another class's teacher sees it too.
SHOWN_TO_THE_SCHOOL = {"class.read", "timetable.read"}

# Accepted whoever the body names: rows that are refused one by one, and a leave that a guardian asks for in his own name.
SAME_WHOEVER_IS_NAMED = {"mark.record", "report_note.write", "report_note.sign", "attendance.take_roll", "attendance.request_leave"}

# No one write: one for each class, each refused or repeated for itself; and cells that were filled before, nothing to write.
MANY_WRITES = {"result.publish_many", "mark.not_yet"}

MEDIA_TYPES = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml",
               "application/jsonp", "text/html"]


def listed(findings):
    return f"{len(findings)} findings\n" + "\n".join(f"{count} × {text}" for text, count in Counter(findings).most_common(60))


class HostileTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.server = TestServer(PROGRAM)
        try:
            cls.walk = Walk(cls.server).run()
        except BaseException:
            cls.server.stop()
            raise
        cls.api = cls.walk.api
        cls.good = [asked for asked in cls.api.good.values()]
        cls.writes = [asked for asked in cls.good if asked.operation.method != "GET"]
        cls.with_body = [asked for asked in cls.good if asked.body is not None]

    @classmethod
    def tearDownClass(cls):
        log = (cls.server.folder / "log.jsonl")
        faults = log.read_text() if log.exists() else ""
        cls.server.stop()
        assert not faults, faults

    def setUp(self):
        self.findings = []

    def tearDown(self):
        self.assertEqual(self.findings, [], listed(self.findings))

    def send(self, asked, headers=None, content=None, target=None, method=None):
        """The request of the walk in another way, under a new key."""
        sent = dict(asked.sent)
        if "X-CSRF-Token" in sent and asked.person.token:
            sent["X-CSRF-Token"] = asked.person.token    # it may be another since
        if "Idempotency-Key" in sent:
            sent["Idempotency-Key"] = str(uuid.uuid4())
        sent.update(headers or {})
        content = asked.content if content is None else content
        return asked.person.send(method or asked.operation.method, target or asked.target, sent, content)

    def wants(self, asked, what, answer, statuses=range(400, 500), codes=None):
        name = asked.operation.name
        for fault in problem_faults(answer):
            self.findings.append(f"{name}, {what}: {fault}: {answer}")
        if answer.status not in statuses or (codes and (answer.json or {}).get("code") not in codes):
            self.findings.append(f"{name}, {what}: {answer}")

    def test_bodies_that_are_none(self):
        for asked in self.with_body:
            for what, content in STRANGE_BODIES.items():
                self.wants(asked, what, self.send(asked, content=content), range(400, 500))

    def test_files_that_are_none(self):
        """Refused as a whole, or tried out with every problem listed."""
        for asked in self.good:
            if not asked.operation.takes_files:
                continue
            for what, content in STRANGE_FILES.items():
                answer = self.send(asked, content=form_of("x.csv", content) if what != "no form" else content)
                if answer.status >= 400:
                    self.wants(asked, what, answer)
            for media_type in (*MEDIA_TYPES, "application/json"):
                self.wants(asked, media_type, self.send(asked, {"Content-Type": media_type}))

    def test_bodies_of_other_types(self):
        for asked in self.with_body:
            for media_type in MEDIA_TYPES:
                self.wants(asked, media_type, self.send(asked, {"Content-Type": media_type}), [415], ["MEDIA_TYPE_UNSUPPORTED"])

    def test_bodies_of_ten_mebibytes(self):
        """Every route takes less; whoever sends more is told so and may not hold the server."""
        for asked in self.writes:
            answer = too_large(self.server.address, asked)
            self.wants(asked, "10 MiB", answer, [413])

    def test_ids_that_are_none(self):
        for asked in self.good:
            for parameter in asked.operation.path_names:
                for strange in STRANGE_IDS:
                    if not parameter.endswith("_id") and strange not in ("%00", "1%00", "%FF%FE", "%ED%A0%80", "%zz", "%"):
                        continue
                    marked = asked.operation.target({**asked.ids, parameter: "STRANGE"}, asked.query)
                    answer = self.send(asked, target=marked.replace("STRANGE", strange))
                    self.wants(asked, f"{parameter} {strange}", answer, [400, 404, 405, 422])

    def test_queries_that_are_none(self):
        for asked in self.good:
            if asked.operation.method != "GET" or asked.operation.path in ("/healthz", "/metrics"):
                continue
            path = asked.operation.target(asked.ids)
            for query in ("surprise=1", "limit=1&limit=2", "limit=0", "limit=-1", "limit=201", "limit=%D9%A5", "limit=1e2",
                          "limit=99999999999999999999", "after=%00", "after=%FF", "after=%27;--", "day=2026-02-30", "day=x",
                          "name=%FF", "=", "&&&", "a" * 3000 + "=1"):
                answer = self.send(asked, target=f"{path}?{query}")
                if answer.status != 200 or query.startswith(("surprise", "limit=1&")):
                    self.wants(asked, "?" + query[:30], answer)

    def test_without_the_token_of_the_session(self):
        for asked in self.writes:
            if asked.person.token is None or asked.operation.text["x-permission"] == "everyone" or asked.operation.name == "session.end":
                continue    # the session of session.end is over
            for token in (None, "", "x", asked.person.token[:-1], asked.person.token + "x"):
                self.wants(asked, "token", self.send(asked, {"X-CSRF-Token": token}), [403], ["CSRF_TOKEN_WRONG"])
            for header in ({"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
                self.wants(asked, str(header), self.send(asked, header), [403], ["CSRF_TOKEN_WRONG"])

    def test_sessions_that_are_none(self):
        for asked in self.good:
            if asked.operation.text["x-permission"] == "everyone":
                continue
            for cookie in ("taqwim=x", "taqwim=", "taqwim=" + "a" * 4000, "taqwim=' OR 1=1", "other=1"):
                self.wants(asked, f"cookie {cookie[:20]}", self.send(asked, {"Cookie": cookie}), [401])

    def test_without_a_key_or_with_one_that_is_none(self):
        for asked in self.writes:
            if "Idempotency-Key" not in asked.sent:
                continue
            self.wants(asked, "no key", self.send(asked, {"Idempotency-Key": None}), codes=["IDEMPOTENCY_KEY_MISSING"])
            for key in ("", "x" * 129, "\xe9"):
                self.wants(asked, f"key {key[:5]!r}", self.send(asked, {"Idempotency-Key": key}))

    def test_requests_sent_again_in_another_order(self):
        """Under its key, each is answered with its first answer and does nothing; with other content it is refused."""
        entries = self.entries()
        # A trial run writes nothing, and so has no first answer.
        keyed = [asked for asked in self.writes if "Idempotency-Key" in asked.sent and not (asked.body or {}).get("dry_run")]
        random.Random(1448).shuffle(keyed)
        for asked in keyed:
            content = asked.content
            answer = asked.person.send(asked.operation.method, asked.target, asked.sent, content)
            if asked.person.session is None or answer.status == 401:
                continue    # its session has ended since
            if answer.status != asked.answer.status or asked.operation.name not in MANY_WRITES and (
                    answer.content != asked.answer.content or answer.headers.get("Idempotent-Replay") != "true"):
                self.findings.append(f"{asked.operation.name}: not the first answer again: {answer}")
            # Of a form the file is the request: a line more in it, not around it.
            other = content.replace(b"{", b"{ ", 1) if asked.body is not None \
                else (content or b"").replace(b"\r\n--border--", b"\n0,0\r\n--border--")
            changed = asked.person.send(asked.operation.method, asked.target, asked.sent, other) if content else None
            if changed and asked.operation.name not in MANY_WRITES:
                self.wants(asked, "another body under the key", changed, [409], ["IDEMPOTENCY_KEY_REUSED"])
        self.assertEqual(self.entries(), entries)

    def entries(self):
        return [self.api.ask("school.verify_audit", self.walk.head, self.walk.school, expect=200).json["entries"],
                self.api.ask("school.verify_audit", self.walk.saudi_head, self.walk.saudi_school, expect=200).json["entries"]]

    def test_texts_are_kept_as_they_were_sent(self):
        """SQL, markup and formulas are texts: refused by the rules of a field, or stored and given back letter by letter."""
        kept = 0
        for asked in self.with_body:
            for place in text_places(self.api.description, asked.operation.body_schema, asked.body):
                for text in STRANGE_TEXTS:
                    body = copy.deepcopy(asked.body)
                    at = body
                    for step in place[:-1]:
                        at = at[step]
                    at[place[-1]] = text
                    answer = self.send(asked, content=json.dumps(body, ensure_ascii=False).encode())
                    if answer.status >= 400:
                        self.wants(asked, f"{place} {text}", answer)
                        continue
                    shown = answer.json.get(place[0]) if answer.json and len(place) == 1 else None
                    if isinstance(shown, str):
                        kept += 1
                        if shown != text:
                            self.findings.append(f"{asked.operation.name}, {place}: {text!r} came back as {shown!r}")
        self.assertGreater(kept, 50)
        for person, school in ((self.walk.head, self.walk.school), (self.walk.saudi_head, self.walk.saudi_school)):
            self.assertTrue(self.api.ask("school.verify_audit", person, school, expect=200).json["is_whole"])
            self.assertTrue(self.api.ask("student.list", person, school, expect=200).json["items"])

    def test_records_of_another_school(self):
        """Whoever names a record of another school, in the path or in the body, is answered as if it were nowhere."""
        asked_for = 0
        for asked in self.good:
            found = [(here, role) for here in (0, 1) for role, person in self.walk.people[here].items() if person is asked.person]
            if not found or "school_id" not in asked.operation.path_names:
                continue
            here, role = found[0]
            person, own = self.walk.people[1 - here][role], self.walk.records[1 - here]
            for parameter in asked.operation.path_names:
                if not parameter.endswith("_id"):
                    continue
                # The other school's person, in his own school but for this one record.
                ids = {**asked.ids, **{name: own.get(name, UNKNOWN_ID) for name in asked.operation.path_names if name.endswith("_id")}}
                asked_for += self.same(asked, person, {**ids, parameter: asked.ids[parameter]}, {**ids, parameter: UNKNOWN_ID}, parameter)
            # The same person as before, with one record of the other school in the body.
            for place, value in id_places(asked.body):
                kind = {"kept_id": "student_id", "merged_id": "student_id", "requested_by": "guardian_id",
                        "collected_by": "guardian_id"}.get(place[-1], place[-1])
                if kind in own and value.isdigit():
                    asked_for += self.same_in_body(asked, place, own[kind])
        self.assertGreater(asked_for, 150)

    def test_records_of_another_class_or_child(self):
        """A guardian about another's child, a teacher about another class: as if it were nowhere, or as for everybody's."""
        asked_for = 0
        stranger = next(one for one in self.walk.students_of_class if one != self.walk.student)
        for asked in self.good:
            if asked.ids.get("school_id") != self.walk.school["school_id"]:
                continue
            if "student_id" in asked.operation.path_names:
                ids = {**asked.ids, "student_id": stranger}
                asked_for += self.same(asked, self.walk.guardian, ids, {**ids, "student_id": UNKNOWN_ID}, "student_id")
            for parameter in ("class_id", "sheet_id", "student_id"):
                if parameter in asked.operation.path_names:
                    ids = {**asked.ids, parameter: self.walk.records[0][parameter]}
                    asked_for += self.same(asked, self.walk.teacher_of_other_class, ids, {**ids, parameter: UNKNOWN_ID}, parameter)
        self.assertGreater(asked_for, 60)

    def same(self, asked, person, ids, nowhere, parameter):
        """Two paths that differ in one id: a refusal of the first must not differ from that of the second. 1 when asked."""
        answers = []
        for one in (ids, nowhere):
            sent = {**asked.sent, **Api.headers_of(asked.operation, person)}
            answers.append(person.send(asked.operation.method, asked.operation.target(one, asked.query), sent, asked.content))
        self.compare(f"{asked.operation.name}, {parameter}", answers, ids[parameter])
        return 1

    def same_in_body(self, asked, place, foreign):
        answers = []
        for value in (foreign, UNKNOWN_ID):
            body = copy.deepcopy(asked.body)
            at = body
            for step in place[:-1]:
                at = at[step]
            at[place[-1]] = value
            answers.append(self.send(asked, content=json.dumps(body, ensure_ascii=False).encode()))
        self.compare(f"{asked.operation.name}, body {place}", answers, foreign)
        return 1

    def compare(self, what, answers, foreign):
        there, nowhere = ((one.status, comparable(one, foreign)) for one in answers)
        operation = what.split(",")[0]
        # What is everybody's of the school is shown, and then it may be told from what is nowhere.
        if there[0] < 400 and operation in SHOWN_TO_THE_SCHOOL:
            return
        if there != nowhere or (there[0] < 400 and operation not in SAME_WHOEVER_IS_NAMED):
            self.findings.append(f"{what}: {answers[0]} | nowhere: {answers[1]}")

    def test_methods_that_a_path_does_not_have(self):
        by_path = {}
        for asked in self.good:
            by_path.setdefault(asked.operation.path, []).append(asked)
        for path, found in by_path.items():
            described = {operation.method for operation in self.api.description.operations.values() if operation.path == path}
            for method in {"GET", "PUT", "POST", "DELETE", "PATCH"} - described:
                answer = self.send(found[0], method=method)
                self.wants(found[0], method, answer, [405], ["METHOD_UNSUPPORTED"])
                allowed = set(re.split(", *", answer.headers.get("Allow") or ""))
                if not described <= allowed or method in allowed:
                    self.findings.append(f"{path}: {method} is told to be {allowed}")
            for method in ("TRACE", "PROPFIND", "get"):
                answer = self.send(found[0], method=method)
                self.wants(found[0], method, answer, [400, 405, 501])


def problem_faults(answer):
    """What every problem has: its type, a code, words in both languages, the number of the request."""
    if answer.status >= 500:
        return ["a fault of the server"]
    if answer.status < 400:
        return ["accepted"]
    problem = answer.json or {}
    if answer.media_type != "application/problem+json":
        return [f"is {answer.media_type}"]
    faults = []
    words = problem.get("messages", {})
    if not re.fullmatch("[A-Z0-9_]+", problem.get("code", "")):
        faults.append("has no code")
    if not ARABIC.search(words.get("ar", "")) or not re.search("[A-Za-z]{3}", words.get("en", "")):
        faults.append("has no words in both languages")
    if words.get("ar") == words.get("en") or problem.get("message") not in words.values():
        faults.append("has the words of one language in both")
    if re.search(r"\{[a-z_]+[,}]", words.get("en", "") + words.get("ar", "")):
        faults.append("has a message that is not filled in")
    if problem.get("status") != answer.status or not problem.get("request_id"):
        faults.append("lacks its status or the number of the request")
    return faults


def comparable(answer, foreign):
    """An answer without the number of the request and the id that was asked for; without its own new ids when accepted."""
    text = answer.content.decode().replace(foreign, "ID").replace(UNKNOWN_ID, "ID")
    if answer.status < 400:
        text = re.sub(r'"\d{16,19}"', '"ID"', text)
    return re.sub(r'"request_id":"[^"]*"', "", text)


def id_places(body, place=()):
    """Where a body names records."""
    for field, value in (body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()):
        if isinstance(value, (dict, list)):
            yield from id_places(value, (*place, field))
        elif isinstance(value, str) and (str(field).endswith("_id") or field in ("requested_by", "collected_by")):
            yield (*place, field), value


def text_places(description, schema, body, place=()):
    """Where free text stands in a body."""
    schema = description.found(schema)
    for field, inner in schema.get("properties", {}).items():
        if field not in body or field.endswith("_id"):
            continue
        inner = description.found(inner)
        value = body[field]
        if isinstance(value, str) and not {"enum", "pattern", "format"} & set(inner):
            yield (*place, field)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for found in text_places(description, description.found(inner["items"]), value[0]):
                yield (*place, field, 0, *found)
        elif isinstance(value, list) and value and isinstance(value[0], str) and "pattern" not in inner.get("items", {}):
            yield (*place, field, 0)


def too_large(address, asked):
    """Ten mebibytes (where files are taken, a hundred times as much) are announced and sent as far as they are taken."""
    size = 10 * 1024 * 1024 * (100 if asked.operation.takes_files else 1)
    sent = {"Host": "localhost", "Content-Type": "application/json", "Content-Length": str(size),
            **({"Cookie": asked.person.cookie} if asked.person.cookie else {}), **asked.sent}
    if "Idempotency-Key" in sent:
        sent["Idempotency-Key"] = str(uuid.uuid4())
    head = f"{asked.operation.method} {asked.target} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    with socket.create_connection(address, timeout=30) as connection:
        connection.sendall(head.encode() + b"\r\n")
        try:
            for _ in range(4):
                connection.sendall(b" " * 65536)
        except OSError:
            pass
        import http.client
        response = http.client.HTTPResponse(connection)
        response.begin()
        return Answer(response, response.read())


if __name__ == "__main__":
    unittest.main(verbosity=1)
