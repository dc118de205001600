#!/usr/bin/env python3
"""Provokes every refusal of tools/source_check, and shows beside each what it must let pass."""
import importlib.machinery
import importlib.util
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
TOOL = Path(__file__).resolve().parents[2] / "tools" / "source_check"
loader = importlib.machinery.SourceFileLoader("source_check", str(TOOL))
source_check = importlib.util.module_from_spec(importlib.util.spec_from_loader("source_check", loader))
loader.exec_module(source_check)

# No text has a clause of this number: a search for a real one must not lead here.
REGISTER = '''[[clause]]
id         = "KW-90.1"
kind       = "decision"
article    = "المادة ٩٠"
title.ar   = "النجاح"
title.en   = "Passing"
summary.ar = "ينجح من بلغ النهاية الصغرى."
summary.en = "Who reaches the minimum mark passes."
rule       = "reaches_minimum_mark"
'''
RULE = "src/regulations/kw/article_04.h", "// KW-90.1\nbool reaches_minimum_mark();\n"


class SourceCheckTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name).resolve()

    def tearDown(self):
        self.folder.cleanup()

    def write(self, path, text):
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def findings(self):
        return [f"{path}:{line}: {what} | {fix}" for path, line, what, fix in source_check.check(self.root)[1]]

    def assert_refused(self, *parts):
        """Exactly one finding, with all these parts."""
        found = self.findings()
        self.assertEqual(len(found), 1, found)
        for part in parts:
            self.assertIn(part, found[0])

    def assert_clean(self):
        self.assertEqual(self.findings(), [])

    def register(self, text=REGISTER):
        self.write("src/regulations/kw/clauses.toml", text)
        self.write(*RULE)


class Numbers(SourceCheckTest):
    REFUSED = [
        ("double mark = 0;", "'double'", "Exact"),
        ("float mark = 0;", "'float'", "Exact"),
        ("long  double mark = 0;", "'long double'", "Exact"),
        ("auto mark = 35.5;", "'35.5'", "text"),
        ("auto mark = .5f;", "'.5f'", "text"),
        ("auto mark = 1e3;", "'1e3'", "text"),
        ("auto mark = 50.;", "'50.'", "text"),
        ("int n = std::rand();", "'std::rand'", "seeded"),
        ("std::random_device device;", "'random_device'", "seeded"),
        ("std::shuffle(a, b, engine);", "'std::shuffle'", "by hand"),
        ("std::ranges::shuffle(a, engine);", "shuffle", "by hand"),
        ("std::uniform_int_distribution<int> d(0, 1);", "distribution", "by hand"),
        ("auto now = std::chrono::system_clock::now();", "'system_clock::now'", "argument"),
        ("auto now = std::time(nullptr);", "'std::time'", "argument"),
        ("std::locale here;", "'std::locale'", "messages"),
        ("setlocale(0, \"\");", "'setlocale'", "messages"),
        ("auto m = std::stod(text);", "'stod'", "Exact"),
        ("auto m = strtod(text, end);", "'strtod'", "Exact"),
        ("auto m = atof(text);", "'atof'", "Exact"),
        ("std::unordered_map<int, int> m;", "'unordered_map'", "std::map"),
        ("#include <unordered_set>", "'unordered_set'", "std::set"),
    ]

    def test_each_inexact_thing_is_refused_with_its_line_and_replacement(self):
        for place in ("src/core/a.cpp", "src/regulations/frame/a.h", "src/marks/mark_store.cpp"):
            for code, what, fix in self.REFUSED:
                with self.subTest(place=place, code=code):
                    self.write(place, f"// first line\n{code}\n")
                    self.assert_refused(f"{place}:2:", what, fix)
            (self.root / place).unlink()

    def test_comments_strings_and_names_are_let_pass(self):
        self.write("src/core/a.cpp", r'''
// double is wrong here, not just risky: 64.085
/* float
   double */ int whole = 1'000'000;
const char* text = "double 3.14 \" unordered_map";
const char* raw = R"x(double " 2.5)x"; char quote = '"'; int after = 1;
int double_round_count = 0x1e3; auto version = a.b1.c; int shown = places(2);
''')
        self.assert_clean()

    def test_code_after_a_string_is_still_seen(self):
        self.write("src/core/a.cpp", 'auto a = "text"; double b; // "\n')
        self.assert_refused("src/core/a.cpp:1:", "'double'")

    def test_folders_where_exactness_is_not_promised_are_let_pass(self):
        self.write("src/platform/print/page.cpp", "double width = 2.5;\n")
        self.assert_clean()

    def test_a_test_may_say_why_it_needs_a_double_and_code_may_not(self):
        self.write("src/core/a_test.cpp", "double icu = 0;  // source-check: allow ICU counts in doubles\n")
        self.assert_clean()
        self.write("src/core/a_test.cpp", "double icu = 0;  // source-check: allow\n")
        self.assert_refused("src/core/a_test.cpp:1:", "allow REASON")
        self.write("src/core/a_test.cpp", "double icu = 0;\n")
        self.assert_refused("src/core/a_test.cpp:1:", "allow REASON")
        (self.root / "src/core/a_test.cpp").unlink()
        self.write("src/core/a.cpp", "double icu = 0;  // source-check: allow because\n")
        self.assert_refused("src/core/a.cpp:1:", "'double'")

    def test_a_number_in_an_article_is_a_parameter(self):
        self.write("src/regulations/kw/article_04.cpp", "int f(int days)\n{\n    return days > 35;\n}\n")
        self.assert_refused("src/regulations/kw/article_04.cpp:3:", "35", "step.read")

    def test_the_numbers_of_units_and_of_roundings_are_let_pass(self):
        self.write("src/regulations/kw/article_04.cpp",
                   "int f() { return round(0, 1, 100, {.places = 2}); }\n"
                   "#define LEVEL 7\n"
                   "int k_buffer[256];  // source-check: allow room for every byte\n"
                   "constexpr Row k_rows[] = {  // source-check: allow the printed table, row by row\n"
                   "    {1, 5, 2},\n"
                   "    {2, 4, 2},\n"
                   "};\n")
        self.write("src/regulations/kw/article_04_test.cpp", "int expected = 35;\n")
        self.write("src/regulations/kw/rules.cpp", "int rows = 35;\n")
        self.assert_clean()

    def test_an_allowed_block_ends_with_its_brace(self):
        self.write("src/regulations/kw/article_04.cpp",
                   "constexpr Row k_rows[] = {  // source-check: allow the printed table\n    {5},\n};\nint k_most = 7;\n")
        self.assert_refused("src/regulations/kw/article_04.cpp:4:", "7")


class Includes(SourceCheckTest):
    def test_the_arrows_between_rooms(self):
        refused = [
            ("src/core/a.h", "regulations/frame/a.h"), ("src/core/a.h", "platform/tables/a.h"),
            ("src/regulations/frame/a.h", "regulations/kw/a.h"), ("src/regulations/frame/a.h", "platform/tables/a.h"),
            ("src/regulations/kw/a.h", "regulations/sa/a.h"), ("src/regulations/sa_1426/a.h", "regulations/sa_guide/a.h"),
            ("src/regulations/sa_1447/a.h", "regulations/sa_guide/a.h"), ("src/regulations/kw/a.h", "regulations/registration.h"),
            ("src/regulations/kw/a.h", "marks/a.h"), ("src/platform/tables/a.h", "regulations/frame/a.h"),
            ("src/platform/tables/a.h", "school/a.h"), ("src/school/a.h", "access/a.h"), ("src/marks/a.h", "results/a.h"),
            ("src/exchange/a.h", "app/a.h"), ("src/core/a_test.cpp", "marks/a.h"),
        ]
        for source, included in refused:
            with self.subTest(source=source, included=included):
                self.write(source, f'\n#include "{included}"\n')
                self.assert_refused(f"{source}:2:", included, "against the order of the rooms", "may include")
                (self.root / source).unlink()

    def test_what_the_arrows_allow(self):
        allowed = [
            ("src/regulations/sa_guide/b.h", "regulations/sa_1426/a.h"), ("src/regulations/sa_1447/b.h", "regulations/sa_1426/a.h"),
            ("src/core/b.h", "core/a.h"), ("src/regulations/frame/b.h", "core/a.h"), ("src/regulations/kw/b.h", "regulations/frame/a.h"),
            ("src/regulations/kw/c.h", "regulations/kw/a.h"), ("src/regulations/registration.cpp", "regulations/kw/a.h"),
            ("src/platform/print/b.h", "platform/tables/a.h"), ("src/access/b.h", "school/a.h"), ("src/results/b.h", "regulations/kw/a.h"),
            ("src/results/c.h", "platform/database/a.h"), ("src/app/main.cpp", "exchange/a.h"), ("src/app/b.cpp", "regulations/registration.h"),
        ]
        for source, included in allowed:
            self.write(source, f'#include "{included}"\n#include <vector>\n')
        self.assert_clean()

    def test_every_later_feature_is_refused_and_every_earlier_one_let_pass(self):
        order = source_check.FEATURE_ORDER
        for source in order:
            for target in order:
                with self.subTest(source=source, target=target):
                    self.write(f"src/{source}/a.h", f'#include "{target}/b.h"\n')
                    self.assertEqual(len(self.findings()), int(order.index(target) > order.index(source)))
                    (self.root / f"src/{source}/a.h").unlink()

    def test_a_way_round_through_relative_paths_is_seen(self):
        self.write("src/marks/a.h", "")
        self.write("src/core/a.h", '#include "../marks/a.h"\n')
        found = self.findings()
        self.assertEqual(len(found), 2, found)
        self.assertIn("climbs out", found[0] + found[1])
        self.assertIn("against the order", found[0] + found[1])

    def test_a_header_beside_the_file_is_of_its_room(self):
        self.write("src/core/marks/a.h", "")
        self.write("src/core/b.h", '#include "marks/a.h"\n')
        self.assert_clean()

    def test_an_include_in_a_comment_is_none(self):
        self.write("src/core/a.h", '// #include "marks/a.h"\n/*\n#include "marks/a.h"\n*/\n')
        self.assert_clean()

    def test_embedded_files_belong_to_their_room(self):
        self.register()
        self.write("src/regulations/kw/rules.cpp", '#include "embedded/kw.h"\n')
        self.assert_clean()
        self.write("src/core/a.cpp", '#include "embedded/kw.h"\n')
        self.assert_refused("src/core/a.cpp:1:", "embedded/kw.h")

    def test_embedded_files_of_a_room_are_not_those_of_a_folder_of_its_name(self):
        self.write("src/attendance/documents/notice/notice.h", "")
        self.write("src/documents/register.cpp", '#include "embedded/documents.h"\n')
        self.assert_clean()

    def test_a_library_stays_where_it_belongs(self):
        refused = [
            ("src/regulations/kw/a.cpp", "toml++/toml.h", "regulations/frame"), ("src/regulations/kw/a.cpp", "nlohmann/json.hpp", "frame"),
            ("src/regulations/kw/a.cpp", "simdjson.h", "frame"), ("src/core/a.cpp", "unicode/calendar.h", "frame"),
            ("src/marks/a.h", "sqlite3.h", "platform/database"), ("src/marks/a.h", "nlohmann/json.hpp", "_routes.cpp"),
            ("src/results/a.cpp", "CLI/CLI.hpp", "app"), ("src/app/a.cpp", "asio.hpp", "platform/http"),
            ("src/core/a.cpp", "doctest/doctest.h", "tests"), ("src/app/a.cpp", "sodium.h", "platform/crypto"),
        ]
        for source, included, place in refused:
            with self.subTest(source=source, included=included):
                self.write(source, f"#include <{included}>\n")
                self.assert_refused(f"{source}:1:", included, place)
                (self.root / source).unlink()
        for source, included in [("src/regulations/frame/a.cpp", "toml++/toml.h"), ("src/platform/database/a.cpp", "sqlite3.h"),
                                 ("src/marks/mark_routes.cpp", "nlohmann/json.hpp"), ("src/core/b_test.cpp", "unicode/calendar.h"),
                                 ("src/core/b.h", "string"), ("src/marks/b.h", "nlohmann/json_fwd.hpp"), ("src/app/b.cpp", "CLI/CLI.hpp")]:
            self.write(source, f"#include <{included}>\n")
        self.assert_clean()

    def test_code_does_not_use_the_helps_of_tests(self):
        self.write("src/core/a.cpp", '#include "tests/support/golden.h"\n')
        self.assert_refused("src/core/a.cpp:1:", "help of the tests")
        (self.root / "src/core/a.cpp").unlink()
        self.write("src/core/a_test.cpp", '#include "tests/support/golden.h"\n')
        self.assert_clean()

    def test_an_unknown_room_is_refused(self):
        self.write("src/canteen/a.h", "int meals;\n")
        self.assert_refused("src/canteen/a.h:1:", "src/canteen is no room", "ROOM_ORDER")


class Words(SourceCheckTest):
    def test_arabic_letters_in_code_are_refused(self):
        for text in ('auto label = "النهاية الصغرى";', r'auto label = "\u0627";', 'auto raw = R"(كلمة)";', "int عدد = 1;"):
            with self.subTest(text=text):
                self.write("src/marks/a.cpp", f"int one;\n{text}\n")
                self.assert_refused("src/marks/a.cpp:2:", "labels live in message files", "messages.ar.toml")

    def test_comments_digits_tests_and_reasons_are_let_pass(self):
        self.write("src/marks/a.cpp", '// النهاية الصغرى\nauto digits = "٠١٢٣٤٥٦٧٨٩٫،";\nauto other = "é ü";\n'
                   'auto folded = "أإآ";  // source-check: allow letters that a search holds equal\n')
        self.write("src/marks/a_test.cpp", 'auto label = "النهاية";\n')
        self.assert_clean()


class Registers(SourceCheckTest):
    def test_a_whole_register_is_let_pass(self):
        self.register()
        self.assert_clean()

    def test_a_clause_registered_twice_is_refused(self):
        self.register(REGISTER + REGISTER)
        self.assert_refused("clauses.toml:10:", "KW-90.1 is registered twice")

    def test_each_missing_field_is_refused(self):
        for field in ("id", "kind", "article", "title.ar", "title.en", "summary.ar", "summary.en"):
            with self.subTest(field=field):
                self.register("\n".join(line for line in REGISTER.split("\n") if not line.startswith(field)))
                self.write(RULE[0], RULE[1].replace("// KW-90.1", ""))
                self.assert_refused("clauses.toml:1:", f"has no {field}", f"add {field}")

    def test_an_empty_field_is_refused(self):
        self.register(REGISTER.replace('"Passing"', '" "'))
        self.assert_refused("clauses.toml:1:", "has no title.en")
        self.register(REGISTER.replace('"reaches_minimum_mark"', '""'))
        self.assert_refused("clauses.toml:1:", "rule is empty")

    def test_an_unknown_field_is_refused(self):
        self.register(REGISTER + 'colour = "blue"\n')
        self.assert_refused("clauses.toml:1:", "unknown field 'colour'", "why_no_code")
        self.register(REGISTER + 'title.fr = "Passage"\n')
        self.assert_refused("clauses.toml:1:", "unknown field 'title.fr'")

    def test_an_unknown_kind_is_refused(self):
        self.register(REGISTER.replace('"decision"', '"wish"'))
        self.assert_refused("clauses.toml:1:", "'wish' is no kind", "calculation")

    def test_a_field_of_the_wrong_kind_is_refused(self):
        self.register(REGISTER + 'decisions = "D7"\n')
        self.assert_refused("clauses.toml:1:", "decisions is of the wrong kind")

    def test_a_clause_that_nobody_accounts_for_is_refused(self):
        self.register(REGISTER.replace('rule       = "reaches_minimum_mark"\n', ""))
        self.assert_refused("clauses.toml:1:", "KW-90.1 is not accounted for", "why_no_code")
        for outcome in ('tracked_by = "duties/plan"\n', 'why_no_code = "States an aim."\n'):
            self.register(REGISTER.replace('rule       = "reaches_minimum_mark"\n', outcome))
            self.assert_clean()

    def test_a_rule_without_code_is_refused(self):
        self.register()
        self.write(RULE[0], "// KW-90.1: reaches_minimum_mark\nbool reaches_minimum_marks(); // not reaches_minimum_mark\n")
        self.assert_refused("clauses.toml:9:", "reaches_minimum_mark", "src/regulations/kw")
        self.write("src/regulations/kw/a_test.cpp", "bool reaches_minimum_mark();\n")
        self.assert_refused("clauses.toml:9:", "reaches_minimum_mark")

    def test_a_rule_without_code_is_found_in_its_own_clause(self):
        self.register(REGISTER + REGISTER.replace("KW-90.1", "KW-90.2").replace("reaches_minimum_mark", "nowhere")
                      + REGISTER.replace("KW-90.1", "KW-90.3").replace("reaches_minimum_mark", "nowhere"))
        self.assertEqual([finding.split(" names")[0] for finding in self.findings()],
                         ["src/regulations/kw/clauses.toml:18: KW-90.2", "src/regulations/kw/clauses.toml:27: KW-90.3"])

    def test_several_rules_are_each_looked_for(self):
        self.register(REGISTER.replace('"reaches_minimum_mark"', '["reaches_minimum_mark", "nowhere"]'))
        self.assert_refused("clauses.toml:9:", "nowhere")

    def test_an_id_of_no_known_form_is_refused(self):
        self.register(REGISTER.replace("KW-90.1", "QA-90.1"))
        self.write(RULE[0], "bool reaches_minimum_mark();\n")
        self.assert_refused("clauses.toml:1:", "'QA-90.1' does not look like a clause id")

    def test_an_unreadable_register_is_refused_with_its_line(self):
        self.register(REGISTER + "title.ar = \n")
        self.write(RULE[0], "bool reaches_minimum_mark();\n")
        self.assert_refused("clauses.toml:10:", "not readable as TOML")

    def test_an_unknown_id_is_refused_wherever_it_is_cited(self):
        cited = [("src/regulations/kw/article_05.cpp", 'auto step = trace.enter("KW-90.10", "f");'),
                 ("src/regulations/kw/article_05.h", "// KW-90.10  Passing."), ("src/regulations/kw/article_05_test.cpp", '"KW-90.10: a sentence"'),
                 ("src/regulations/kw/parameters/passing.toml", 'clause = "KW-90.10"'), ("src/regulations/kw/cases/a.cases.toml", 'clause = "KW-90.10"'),
                 ("src/regulations/kw/messages.ar.toml", '"KW-90.10" = "…"'), ("src/regulations/kw/cases/b.cases.toml", "# KW-90.10")]
        for place, text in cited:
            with self.subTest(place=place):
                self.register()
                self.write(place, f"\n{text}\n")
                self.assert_refused(f"{place}:2:", "KW-90.10 is cited", "clauses.toml")
                (self.root / place).unlink()

    def test_known_ids_points_of_a_clause_and_worked_examples_are_let_pass(self):
        self.register()
        self.write("src/regulations/kw/article_05.h",
                   "// KW-90.1, KW-90.1. (KW-90.1) KW-90.1's KW-90.1(a); worked example KW-WE-G4; whole article KW-90\n")
        self.assert_clean()

    def test_a_whole_article_may_be_named_in_a_comment_alone(self):
        self.register()
        self.write("src/regulations/kw/article_05.h", '// KW-90\nauto step = trace.enter("KW-90", "f");\n')
        self.assert_refused("article_05.h:2:", "KW-90 is cited")

    def test_a_range_written_as_one_id_is_refused(self):
        self.register()
        self.write("src/regulations/kw/article_05.h", "// KW-90.1-90.3\n")
        self.assert_refused("article_05.h:1:", "KW-90.1-90.3", "two ids")

    def test_an_id_of_another_register_is_known(self):
        self.register()
        self.write("src/portfolio/clauses.toml", REGISTER.replace("KW-90.1", "OM-99").replace('rule       = "reaches_minimum_mark"', 'tracked_by = "portfolio/index"'))
        self.write("src/regulations/kw/article_05.h", "// OM-99\n")
        self.assert_clean()

    def test_a_rule_may_be_handed_on_beside_its_clause(self):
        self.register(REGISTER.replace("reaches_minimum_mark", "cancels_exam"))
        self.assert_refused("clauses.toml:", "cancels_exam")
        self.write("src/regulations/kw/article_06.cpp", 'return cancel(number, "KW-90.1",\n              "cancels_exam");\n')
        self.assert_clean()

    def test_a_rule_may_be_one_of_the_rule_set_that_this_one_builds_on(self):
        self.register()
        guide = "src/regulations/sa_guide/clauses.toml"
        self.write(guide, REGISTER.replace("KW-90.1", "PG-99"))
        self.assert_refused(f"{guide}:", "reaches_minimum_mark")
        self.write("src/regulations/sa_1426/article_05.h", "bool reaches_minimum_mark();\n")
        self.assert_clean()

    def test_a_decision_that_the_readme_does_not_have_is_refused(self):
        self.register(REGISTER + 'decisions = ["D7"]\n')
        self.assert_refused("clauses.toml:10:", "decision D7", "README.md")
        self.write("src/regulations/kw/README.md", "D70: something else\n")
        self.assert_refused("clauses.toml:10:", "decision D7")
        self.write("src/regulations/kw/README.md", "D7: ties go up\n")
        self.assert_clean()


class Readmes(SourceCheckTest):
    def test_a_folder_of_six_source_files_needs_a_readme(self):
        for number in range(5):
            self.write(f"src/core/a{number}.h", "")
        self.write("src/core/a_test.cpp", "")
        self.write("src/core/a_bench.cpp", "")
        self.assert_clean()
        self.write("src/core/a5.cpp", "")
        self.assert_refused("src/core:1:", "6 source files and no README.md")
        self.write("src/core/README.md", "What it is for.\n")
        self.assert_clean()


class Program(SourceCheckTest):
    def run_tool(self, *arguments):
        return subprocess.run([sys.executable, str(TOOL), *arguments], capture_output=True, text=True, check=False)

    def test_missing_folders_are_no_fault(self):
        self.assert_clean()
        result = self.run_tool(str(self.root))
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertIn("0 findings", result.stdout)

    def test_everything_found_is_said_in_one_pass_and_fails(self):
        self.write("src/core/a.cpp", "double a;\nfloat b;\n")
        self.write("src/marks/a.cpp", '#include "results/a.h"\n')
        result = self.run_tool(str(self.root))
        self.assertEqual(result.returncode, 1)
        for part in ("src/core/a.cpp:1: 'double'", "src/core/a.cpp:2: 'float'", "src/marks/a.cpp:1:", "To fix:", "3 findings"):
            self.assertIn(part, result.stdout)

    def test_a_wrong_call_is_told_how(self):
        for arguments in (["--quick"], ["a", "b"], [str(self.root / "nowhere")]):
            result = self.run_tool(*arguments)
            self.assertEqual(result.returncode, 2)
            self.assertNotEqual(result.stderr, "")
        self.assertEqual(self.run_tool("--help").returncode, 0)


if __name__ == "__main__":
    unittest.main()
