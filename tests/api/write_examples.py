#!/usr/bin/env python3
"""Writes the body that tests/api/school_walk.py sends as the example of every operation in docs/api that has none.

Usage: tests/api/write_examples.py TEST_SERVER
"""
import json
import re
import sys
from pathlib import Path

from api_client import PASSWORD, TestServer
from school_walk import Walk

DOCS = Path(__file__).resolve().parents[2] / "docs" / "api"


class Tidy:
    """Ids that stay the same from one run to the next, short lists, another password than the demo's."""

    def __init__(self):
        self.ids = {}

    def __call__(self, value):
        if isinstance(value, dict):
            return {name: self(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self(one) for one in value[:3]]
        if isinstance(value, str) and re.fullmatch(r"\d{16,19}", value):
            return self.ids.setdefault(value, f"2501382242304{len(self.ids) + 5:05d}")
        return "seven green lanterns" if value == PASSWORD else value


def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {flow(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def lines_of(body):
    if len(flow(body)) < 110:
        return [" " * 12 + "example: " + flow(body)]
    lines = [" " * 12 + "example:"]
    for name, value in body.items():
        if isinstance(value, list) and value and isinstance(value[0], dict) and len(flow(value)) > 100:
            lines += [" " * 14 + name + ":", *(" " * 16 + "- " + flow(one) for one in value)]
        else:
            lines.append(" " * 14 + f"{name}: {flow(value)}")
    return lines


def write(operation, body):
    path = DOCS / f"{operation.part}.yaml"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = lines.index(f"      operationId: {operation.name}")
    at = lines.index("          application/json:", lines.index("      requestBody:", at)) + 1
    if not lines[at].startswith("            schema:"):
        sys.exit(f"{path.name}: {operation.name}: the schema does not stand first")
    at += 1
    while lines[at].startswith(" " * 14):
        at += 1
    lines[at:at] = lines_of(body)
    path.write_text("\n".join(lines), encoding="utf-8")
    print(f"{path.name}: {operation.name}")


def main():
    server = TestServer(sys.argv[1])
    try:
        walk = Walk(server).run()
    finally:
        server.stop()
    tidy = Tidy()
    for asked in walk.api.good.values():
        if asked.operation.body_schema is not None and asked.operation.example is None and asked.body is not None:
            write(asked.operation, tidy(asked.body))


if __name__ == "__main__":
    main()
