#!/usr/bin/env python3
"""Every operation of the API against docs/api, over a socket: what is answered fits what is described, bodies too, and
what does not fit is refused with the name of the field.

Usage: tests/api/contract_test.py TEST_SERVER
"""
import copy
import json
import sys
import unittest
from collections import Counter

from api_client import UNKNOWN_ID, Person, TestServer, jsonschema
from school_walk import Walk

PROGRAM = sys.argv.pop(1)

# Answers that are described and that this walk cannot provoke, each with the reason.
NOT_PROVOKED = {}

# Lists that are answered row by row: a row that does not fit is refused alone, within a good answer.
ROW_BY_ROW = {"mark.record": "entries"}


def listed(findings):
    return f"{len(findings)} findings\n" + "\n".join(f"{count} × {text}" for text, count in Counter(findings).most_common(60))


class ContractTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.server = TestServer(PROGRAM)
        try:
            cls.walk = Walk(cls.server).run()
        except BaseException:
            print((cls.server.folder / "log.jsonl").read_text(), file=sys.stderr)
            cls.server.stop()
            raise
        cls.api = cls.walk.api
        cls.operations = cls.api.description.operations

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def fresh(self, work):
        """The findings of `work` alone."""
        before = len(self.api.findings)
        work()
        found = self.api.findings[before:]
        del self.api.findings[before:]
        return found

    def again(self, asked, ids=None, person=None):
        """The request of the walk once more, as another person or with other ids."""
        headers = {"Content-Type": asked.sent.get("Content-Type"), **(asked.headers or {})}
        return self.api.ask(asked.operation.name, person or asked.person, {**asked.ids, **(ids or {})}, asked.body, asked.query,
                            headers, file=("again.csv", b"again") if asked.operation.takes_files else None)

    def test_1_the_description_is_a_valid_document(self):
        for name, schema in self.api.description.document["components"]["schemas"].items():
            with self.subTest(schema=name):
                jsonschema.Draft202012Validator.check_schema(schema)
        for operation in self.operations.values():
            for where in [operation.body_schema, *[one["schema"] for one in operation.parameters]]:
                if where is not None:
                    jsonschema.Draft202012Validator.check_schema(where)

    def test_2_what_the_walk_was_answered_fits_the_description(self):
        self.assertEqual(self.api.findings, [], listed(self.api.findings))

    def test_3_every_operation_was_asked_and_every_good_answer_given(self):
        missing = [f"{name} ({operation.part}.yaml): tests/api/school_walk.py has no step that it accepts"
                   for name, operation in self.operations.items() if name not in self.api.good]
        self.assertEqual(missing, [], listed(missing))
        findings = self.fresh(self.not_modified)
        self.assertEqual(findings, [], listed(findings))
        missing = []
        for name, operation in self.operations.items():
            for status in operation.text["responses"]:
                if status.startswith(("2", "3")) and int(status) not in self.api.statuses[name] and (name, status) not in NOT_PROVOKED:
                    missing.append(f"{name}: {status} is described and no step is answered with it")
        self.assertEqual(missing, [], listed(missing))

    def not_modified(self):
        """What carries a tag is not sent again to who has it."""
        for name, asked in list(self.api.good.items()):
            if "304" in asked.operation.text["responses"]:
                tag = self.again(asked).headers.get("ETag")
                answer = self.api.ask(name, asked.person, asked.ids, None, asked.query, {"If-None-Match": tag})
                self.assertEqual(answer.status, 304, name)
            elif asked.operation.method == "GET" and asked.answer.headers.get("ETag"):
                # Without a description of 304 it is always sent whole: its tag is for writes.
                self.api.ask(name, asked.person, asked.ids, None, asked.query, {"If-None-Match": asked.answer.headers["ETag"]})

    def test_4_who_is_not_signed_in_is_told_so(self):
        findings = []
        nobody = Person(self.server.address)

        def ask():
            for name, asked in self.api.good.items():
                if asked.operation.text["x-permission"] != "everyone":
                    answer = self.again(asked, person=nobody)
                    if (answer.status, (answer.json or {}).get("code")) != (401, "SIGN_IN_NEEDED"):
                        findings.append(f"{name}: {answer}")
        findings += self.fresh(ask)
        self.assertEqual(findings, [], listed(findings))

    def test_5_what_is_not_there_is_answered_as_such(self):
        findings = []

        def ask():
            for name, asked in self.api.good.items():
                for parameter in asked.operation.path_names:
                    if not parameter.endswith("_id"):
                        continue
                    answer = self.again(asked, {parameter: UNKNOWN_ID})
                    # Directorates are no secret: who has no office there may not, whether they are there or not.
                    if answer.status != 404 and (answer.status, parameter) != (403, "directorate_id"):
                        findings.append(f"{name}, {parameter}: {answer}")
                    answer = self.again(asked, {parameter: "١٢"})
                    if answer.status not in (404, 422):
                        findings.append(f"{name}, {parameter} in other digits: {answer}")
        findings += self.fresh(ask)
        self.assertEqual(findings, [], listed(findings))

    def test_6_a_body_that_does_not_fit_is_refused_at_its_field(self):
        findings = []

        def ask():
            for name, asked in self.api.good.items():
                if asked.operation.body_schema is None:
                    continue
                for what, field, body in violations(self.api.description, asked.operation.body_schema, asked.body):
                    is_row = what.endswith(f"(in {ROW_BY_ROW.get(name)})")
                    answer = self.api.ask(name, asked.person, asked.ids, body, asked.query, asked.headers, is_good=False)
                    problem = answer.json or {}
                    if is_row and answer.status == 200:
                        problem = problem[ROW_BY_ROW[name]][0].get("refused", {})
                    elif not 400 <= answer.status < 500:
                        findings.append(f"{name}, {what} {field}: accepted")
                    if problem.get("field", "").split("/")[-1] != field:
                        findings.append(f"{name}, {what} {field}: {answer}")
        findings += self.fresh(ask)
        self.assertEqual(findings, [], listed(findings))

    def test_7_examples_fit_their_schemas(self):
        findings = []
        for name, operation in self.operations.items():
            if operation.body_schema is None:
                continue
            if operation.example is None:
                findings.append(f"{name} ({operation.part}.yaml): the request body has no example")
            else:
                findings += [f"{name}: the example {fault}"
                             for fault in self.api.description.faults(operation.body_schema, operation.example)]
        self.assertEqual(findings, [], listed(findings))


def violations(description, schema, body, place=()):
    """Bodies that do not fit, each with what is wrong and at which field: a needed one missing, another type, an unknown one."""
    schema = description.found(schema)
    here = body
    for step in place:
        here = here[step]

    def changed(change):
        other = copy.deepcopy(body)
        at = other
        for step in place:
            at = at[step]
        change(at)
        return other

    for field in schema.get("required", []):
        if field in here:
            yield "without", field, changed(lambda at, field=field: at.pop(field))
    for field in here:
        wrong = {"not": "this"} if not isinstance(here[field], dict) else "text"
        yield "another type of", field, changed(lambda at, field=field, wrong=wrong: at.__setitem__(field, wrong))
    yield "unknown", "surprise", changed(lambda at: at.__setitem__("surprise", "x"))
    for field, value in here.items():
        inner = description.found(schema.get("properties", {}).get(field, {}))
        if isinstance(value, list) and value and isinstance(value[0], dict) and inner.get("type") == "array":
            items = description.found(inner["items"])
            if items.get("properties"):
                for what, name, other in violations(description, items, body, (*place, field, 0)):
                    yield f"{what} (in {field})", name, other


if __name__ == "__main__":
    unittest.main(verbosity=1)
