"""What the tests of the API share: a server at a fixed moment, people who sign in there, and the description that every
answer is held against."""
import copy
import http.client
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid
from pathlib import Path

# Debian's own packages, also where another python3 stands first in the path.
sys.path.append("/usr/lib/python3/dist-packages")
import jsonschema  # noqa: E402

PASSWORD = "green lantern of the demo"
MOMENT = "2026-11-22T06:00:00.000Z"    # a Sunday, nine in the morning in Kuwait and Riyadh
TODAY = "2026-11-22"
UNKNOWN_ID = "4611686018427387904"


class TestServer:
    """taqwim_test_server in a folder of its own; stops when `stop` is called."""

    def __init__(self, program):
        self.folder = Path(tempfile.mkdtemp(prefix="taqwim_api_"))
        self.process = subprocess.Popen([program, self.folder, MOMENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        port = self.process.stdout.readline()
        assert port, f"the server did not start: {self.process.wait(60)}"
        self.address = ("127.0.0.1", int(port))

    def stop(self):
        Person.all_leave()
        self.process.stdin.close()
        code = self.process.wait(60)
        self.process.stdout.close()
        shutil.rmtree(self.folder)
        assert code == 0, f"the server ended with {code}"


class Answer:
    def __init__(self, response, content):
        self.status = response.status
        self.headers = response.headers
        self.content = content
        self.media_type = (response.getheader("Content-Type") or "").split(";")[0]
        self.json = None
        if self.media_type.endswith("json"):
            self.json = json.loads(content)

    def __str__(self):
        return f"{self.status} {self.content[:600].decode(errors='replace')}"


class Person:
    """A browser: one session's cookie and its token, over one connection that stays open."""

    everybody = []

    def __init__(self, address):
        self.address = address
        self.connection = None
        self.cookie, self.session = None, None
        Person.everybody.append(self)

    @classmethod
    def all_leave(cls):
        for one in cls.everybody:
            if one.connection:
                one.connection.close()
        cls.everybody.clear()

    @property
    def token(self):
        return self.session["csrf_token"] if self.session else None

    def send(self, method, target, headers=None, content=None):
        sent = {"Accept-Language": "en", **({"Cookie": self.cookie} if self.cookie else {}), **(headers or {})}
        sent = {name: value for name, value in sent.items() if value is not None}
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection(*self.address, timeout=60)
            try:
                self.connection.request(method, target, content, sent)
                response = self.connection.getresponse()
                answer = Answer(response, response.read())
                break
            except (http.client.HTTPException, ConnectionError, BrokenPipeError):
                # A refused body closes the connection.
                self.connection.close()
                self.connection = None
                if attempt == 2:
                    raise
        if response.will_close:
            self.connection.close()
            self.connection = None
        cookie = response.getheader("Set-Cookie")
        if cookie:
            self.cookie = cookie.split(";")[0] if "Max-Age=0" not in cookie else None
        return answer


class Operation:
    def __init__(self, description, method, path, text):
        self.method, self.path, self.text = method.upper(), path, text
        self.name = text["operationId"]
        self.part = text["tags"][0]
        self.parameters = [description.found(one) for one in text.get("parameters", [])]
        content = text.get("requestBody", {}).get("content", {})
        self.body_schema = content.get("application/json", {}).get("schema")
        self.example = content.get("application/json", {}).get("example")
        # The other forms of body that are taken, a file among them.
        self.takes_files = "multipart/form-data" in content

    def takes_header(self, name):
        return any(one["in"] == "header" and one["name"] == name for one in self.parameters)

    def target(self, ids, query=None):
        """The path with its parameters, and the query."""
        path = re.sub(r"\{(\w+)\}", lambda found: urllib.parse.quote(str(ids[found[1]]), safe=""), self.path)
        return path + ("?" + urllib.parse.urlencode(query) if query else "")

    @property
    def path_names(self):
        return re.findall(r"\{(\w+)\}", self.path)


class Description:
    """docs/api as one document, strict: what has no described property by a name refuses it."""

    def __init__(self, document):
        self.document = copy.deepcopy(document)
        self.close(self.document["components"]["schemas"])
        self.close(self.document["paths"])
        resolver = jsonschema.RefResolver.from_schema(self.document)
        self.validator = jsonschema.Draft202012Validator(self.document, resolver=resolver)
        self.operations = {text["operationId"]: Operation(self, method, path, text)
                           for path, item in self.document["paths"].items() for method, text in item.items()}

    @classmethod
    def joined(cls):
        tool = Path(__file__).resolve().parents[2] / "tools" / "join_api"
        text = subprocess.run([sys.executable, "-B", tool], capture_output=True, text=True, check=True).stdout
        return cls(json.loads(text))

    @classmethod
    def close(cls, value):
        if isinstance(value, list):
            for one in value:
                cls.close(one)
        elif isinstance(value, dict):
            if isinstance(value.get("properties"), dict) and value.get("type") == "object":
                value.setdefault("additionalProperties", False)
            for one in value.values():
                cls.close(one)

    def found(self, value):
        while "$ref" in value:
            place = self.document
            for step in value["$ref"].removeprefix("#/").split("/"):
                place = place[step]
            value = place
        return value

    def faults(self, schema, value):
        """What in `value` does not fit, one line each."""
        return [f"at /{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
                for error in self.validator.evolve(schema=schema).iter_errors(value)]

    def faults_of_answer(self, operation, answer):
        described = operation.text["responses"].get(str(answer.status)) or (
            operation.text["responses"].get("default") if answer.status >= 400 else None)
        if described is None:
            return [f"the status {answer.status} is not described"]
        described = self.found(described)
        faults = []
        for name, header in described.get("headers", {}).items():
            header = self.found(header)
            if header.get("required", True) and answer.headers.get(name) is None:
                faults.append(f"the answer {answer.status} has no {name}")
        if not answer.headers.get("X-Request-Id") or answer.headers.get("X-Content-Type-Options") != "nosniff":
            faults.append("the answer lacks headers that every answer has")
        content = described.get("content")
        if not content:
            return faults + ([f"the answer {answer.status} has a body"] if answer.content else [])
        if answer.media_type not in content:
            return faults + [f"the answer is {answer.media_type}, described is {', '.join(content)}"]
        if answer.json is None:
            return faults
        faults += [f"the answer {answer.status} {fault}" for fault in self.faults(content[answer.media_type]["schema"], answer.json)]
        if answer.status >= 400 and answer.json.get("status") != answer.status:
            faults.append("the problem says another status than the answer has")
        return faults


class Asked:
    """A request as it was made, to be made again in other ways."""

    def __init__(self, operation, person, ids, body, content, query, headers, sent, answer):
        self.operation, self.person, self.ids, self.body, self.content = operation, person, ids, body, content
        self.query, self.headers, self.sent, self.answer = query, headers, sent, answer

    @property
    def target(self):
        return self.operation.target(self.ids, self.query)


class Api:
    """Asks the server as it is described, and keeps what did not fit."""

    def __init__(self, server):
        self.server = server
        self.description = Description.joined()
        self.findings = []
        self.good = {}       # by operation: its first accepted request
        self.statuses = {}   # by operation: every status that was answered

    def person(self, name=None, password=PASSWORD):
        one = Person(self.server.address)
        if name:
            answer = self.ask("session.begin", one, {}, {"name": name, "password": password}, expect=201)
            one.session = answer.json
        return one

    def ask(self, name, person, ids=None, body=None, query=None, headers=None, expect=None, is_good=True, file=None):
        """Asks one operation, with a body of JSON or a file (its name and its bytes). With `expect`, another status stops the walk. What is not good is held against the answers alone."""
        operation = self.description.operations[name]
        sent = self.headers_of(operation, person)
        sent.update(headers or {})
        content = None
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
            content = json.dumps(body, ensure_ascii=False).encode()
        elif file is not None:
            sent.setdefault("Content-Type", "multipart/form-data; boundary=border")
            content = form_of(*file)
        answer = person.send(operation.method, operation.target(ids or {}, query), sent, content)
        asked = Asked(operation, person, ids or {}, body, content, query, headers, sent, answer)
        if expect is not None and answer.status != expect:
            raise AssertionError(f"{name}: expected {expect}, answered {answer}")
        self.hold(asked)
        if answer.status < 300 and is_good:
            if body is not None:
                fits = self.description.faults(operation.body_schema or False, body)
                self.findings += [f"{name}: an accepted body does not fit its schema: {fault}" for fault in fits]
            self.good.setdefault(name, asked)
        return answer

    @staticmethod
    def headers_of(operation, person):
        """The headers that its description asks for, and no others."""
        sent = {}
        if operation.takes_header("X-CSRF-Token") and person.token:
            sent["X-CSRF-Token"] = person.token
        if operation.takes_header("Idempotency-Key"):
            sent["Idempotency-Key"] = str(uuid.uuid4())
        return sent

    def hold(self, asked):
        """An answer against what is described."""
        name = asked.operation.name
        self.statuses.setdefault(name, set()).add(asked.answer.status)
        for fault in self.description.faults_of_answer(asked.operation, asked.answer):
            self.findings.append(f"{name}: {fault}")


def form_of(name, content):
    """A form with one file."""
    head = f'--border\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'
    return head.encode() + content + b"\r\n--border--\r\n"


def totp(secret, moment):
    """The one-time code of a secret in base 32 (RFC 6238) at a moment in seconds."""
    import base64
    import hashlib
    import hmac
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, (int(moment) // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place:place + 4], 'big') & 0x7fffffff) % 1000000:06d}"


def server_time(started):
    """The server's time in seconds, whose clock began at MOMENT when time.monotonic() was `started`."""
    import calendar
    return calendar.timegm(time.strptime(MOMENT, "%Y-%m-%dT%H:%M:%S.000Z")) + time.monotonic() - started
