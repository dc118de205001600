#!/usr/bin/env python3
"""tools/where finds a clause in every kind of file, whole, and nothing else."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools" / "where"


class WhereTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def write(self, path, text):
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def where(self, *arguments):
        return subprocess.run([sys.executable, str(TOOL), *arguments, str(self.root)], capture_output=True, text=True, check=False)

    def test_each_kind_of_file_has_its_heading_in_the_readers_order(self):
        kw = "src/regulations/kw"
        files = [("register", f"{kw}/clauses.toml"), ("parameters", f"{kw}/parameters/passing.toml"), ("code", f"{kw}/article_90.cpp"),
                 ("cases", f"{kw}/cases/article_90.cases.toml"), ("tests", f"{kw}/article_90_test.cpp"),
                 ("goldens", f"{kw}/golden/article_90.trace.json"), ("messages", f"{kw}/messages.ar.toml"),
                 ("web", "web/src/marks/mark-cell.tsx"), ("documents", "docs/api/openapi.yaml")]
        expected = []
        for heading, path in files:
            self.write(path, f'first\n  text "KW-90.1" here\n')
            expected += [heading, f'  {path}:2: text "KW-90.1" here']
        self.assertEqual(self.where("KW-90.1").stdout.splitlines(), expected)

    def test_an_id_is_matched_whole(self):
        lines = {"KW-90.1": True, "KW-90.1.": True, "KW-90.1: a sentence": True, "(KW-90.1)": True, "KW-90.1's": True, "KW-90.1(a)": True,
                 "KW-90.1/KW-90.2": True, "KW-90.10": False, "KW-90.1.2": False, "KW-90.1b": False, "KW-90.1-90.3": False,
                 "AKW-90.1": False, "KW-KW-90.1": False, "kw-90.1": False}
        for line, is_one in lines.items():
            with self.subTest(line=line):
                self.write("src/a.cpp", line)
                self.assertEqual(self.where("KW-90.1").returncode, 0 if is_one else 1)

    def test_a_point_of_a_clause_is_found_alone_too(self):
        self.write("src/a.cpp", "KW-90.1(a)\nKW-90.1(b)\nKW-90.1\n")
        self.assertEqual(self.where("KW-90.1(a)").stdout, "code\n  src/a.cpp:1: KW-90.1(a)\n")

    def test_built_and_binary_files_are_left_out(self):
        self.write("build/dev/a.cpp", "KW-90.1")
        self.write("src/a.bin", "\0KW-90.1")
        result = self.where("KW-90.1")
        self.assertEqual(result.returncode, 1)
        self.assertIn("stands nowhere", result.stderr)

    def test_commits_that_name_the_clause_are_listed(self):
        git = ["git", "-C", str(self.root), "-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run([*git, "init", "-q"], check=True)
        for message in ("area: One\n\nClause: KW-90.1", "area: Two\n\nClause: KW-90.10"):
            subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", message], check=True)
        output = self.where("KW-90.1").stdout
        self.assertIn("area: One", output)
        self.assertNotIn("area: Two", output)

    def test_a_wrong_call_is_told_how(self):
        for clause in ("4.1", "KW-", "--list"):
            result = self.where(clause)
            self.assertEqual(result.returncode, 2)
            self.assertNotEqual(result.stderr, "")


if __name__ == "__main__":
    unittest.main()
