#!/usr/bin/env python3
"""Writes the issued document that the web's tests verify: a card of an invented student as a server gave it out, the text of its
code as a scanner reads it from the page, the public list of its school, and what the register says of it.

Usage: tests/app/write_issued_document.py PROGRAM [FOLDER]

PROGRAM is build/dev/taqwim. FOLDER is web/tests/fixtures/issued-document unless it is named. Each run has a new key and new ids,
so all files change together. pdftoppm and zbarimg are needed, as for the tests of papers.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = Path(sys.argv[1]).resolve()
FOLDER = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parents[2] / "web/tests/fixtures/issued-document"
# The tests' module looks at the command line too.
sys.argv = sys.argv[:2]

from running_server import Program, SqliteDatabase  # noqa: E402
from verify_test import issued_at_school  # noqa: E402


def code_on(pdf):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "200", "-png", pdf, f"{folder}/page"], check=True)
        pages = sorted(Path(folder).glob("page*.png"))
        read = subprocess.run(["zbarimg", "--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", *pages],
                              check=True, capture_output=True, text=True).stdout
    codes = [line for line in read.split("\n") if line.startswith("TQ1:")]
    assert codes, read
    return codes[0]


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    database = SqliteDatabase()
    program = Program(PROGRAM, database)
    try:
        program.fill()
        program.start()
        head, issued = issued_at_school(program.port)
        school, pdf, entry = issued[0]
        said = head.ask("GET", f"{school}/documents/{entry['serial']}").json
        lists = head.ask("GET", "/v1/document-list").json
    finally:
        program.stop()
        program.close()
        database.close()
    (FOLDER / "card.pdf").write_bytes(pdf)
    (FOLDER / "code.txt").write_text(code_on(FOLDER / "card.pdf") + "\n", encoding="utf-8")
    known = {name: said[name] for name in ("serial", "issued_on", "file_digest", "key_id", "signature", "content")}
    for name, content in (("list.json", lists), ("entry.json", known)):
        (FOLDER / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
