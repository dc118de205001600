#!/usr/bin/env python3
"""The published form of a year by mastery: the example of its page fits it, and slips do not."""
import copy
import json
import re
import sys
import unittest
from pathlib import Path

# Debian's own packages, also where another python3 stands first in the path.
sys.path.append("/usr/lib/python3/dist-packages")
import jsonschema  # noqa: E402

DOCS = Path(__file__).resolve().parents[2] / "docs"
SCHEMA = json.loads((DOCS / "schema" / "mastery-year.schema.json").read_text(encoding="utf-8"))
PAGE = (DOCS / "mastery-year.md").read_text(encoding="utf-8")
EXAMPLE = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.S)[1])


class MasterySchemaTest(unittest.TestCase):
    def setUp(self):
        jsonschema.Draft7Validator.check_schema(SCHEMA)
        self.fits = jsonschema.Draft7Validator(SCHEMA).is_valid
        self.example = copy.deepcopy(EXAMPLE)

    def test_the_example_fits(self):
        self.assertTrue(self.fits(self.example))

    def test_a_mark_or_a_level_does_not_fit(self):
        for name in ("level", "exam_mark", "second_round"):
            document = copy.deepcopy(self.example)
            document["input"][name] = 2
            self.assertFalse(self.fits(document), name)

    def test_a_third_state_does_not_fit(self):
        self.example["input"]["subjects"][1]["skills"][0]["judgements"][0]["value"] = "partly"
        self.assertFalse(self.fits(self.example))

    def test_a_year_without_its_last_day_does_not_fit(self):
        del self.example["input"]["last_day"]
        self.assertFalse(self.fits(self.example))


if __name__ == "__main__":
    unittest.main()
