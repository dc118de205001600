#include <doctest/doctest.h>

#include "app/terminal_text.h"

using namespace taqwim;
using namespace taqwim::app;

TEST_CASE("terminal text: vowel signs and direction marks take no room")
{
    CHECK(terminal_width("") == 0);
    CHECK(terminal_width("KW-17.1") == 7);
    CHECK(terminal_width("مجموع") == 5);
    CHECK(terminal_width("مُرحّلة") == 5);
    CHECK(terminal_width("\u200F\u2066KW\u2069") == 2);
    CHECK(terminal_width("é") == 1);
    CHECK(terminal_width("e\u0301") == 1);
    CHECK(terminal_width("漢") == 2);
    CHECK(terminal_width("a\xFFz") == 3);
    CHECK(terminal_width("\xD9") == 1);
}

TEST_CASE("terminal text: what was read cannot steer the terminal")
{
    CHECK(printable("a\x1B[31mb") == "a\uFFFD[31mb");
    CHECK(printable("a\nb\tc\rd") == "a b c d");
    CHECK(printable("\xC2\x9B"
                    "31m") == "\uFFFD31m");
    CHECK(printable("\xFF\xD9") == "\uFFFD\uFFFD");
    CHECK(printable("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");
    CHECK(printable("\xC0\xAF") == "\uFFFD\uFFFD");
    CHECK(printable("أحمد 😀") == "أحمد 😀");
}

TEST_CASE("terminal text: codes in an Arabic sentence stand isolated and keep their digits")
{
    const auto sentence = [](const char* text) {
        return as_sentence(text, Direction::right_to_left, Digits::arabic_indic);
    };
    CHECK(sentence("درجة 39.5 في KW-17.1.") == "درجة \u2066٣٩٫٥\u2069 في \u2066KW-17.1\u2069.");
    CHECK(sentence("من 2015-09-01") == "من \u2066٢٠١٥-٠٩-٠١\u2069");
    // What stands isolated is left alone.
    CHECK(sentence("في \u2068dir/2016\u2069 وفي 2016") == "في \u2068dir/2016\u2069 وفي ٢٠١٦");
    CHECK(sentence("\u2068a\u2067b\u2069 1\u2069 2") == "\u2068a\u2067b\u2069 1\u2069 ٢");
    // An isolate that is never closed, and an end without a beginning.
    CHECK(sentence("\u2068a 1") == "\u2068a 1");
    CHECK(sentence("\u2069 1") == "\u2069 ١");
}

TEST_CASE("terminal text: a cell is closed towards its neighbours")
{
    const auto cell = [](const char* text) {
        return as_cell(text, Direction::right_to_left, Digits::latin);
    };
    CHECK(cell("") == "");
    CHECK(cell("الرياضيات") == "الرياضيات");
    CHECK(cell("39.50*") == "\u206639.50*\u2069");
    CHECK(cell("المادة 17") == "\u2067المادة 17\u2069");
    CHECK(cell("7، 13") == "\u20677، 13\u2069");
    CHECK(as_line_of_cell("units.csv.", "الملفات: units.csv.", Direction::right_to_left,
                          Digits::latin) == "\u2067\u2066units.csv\u2069.\u2069");
    const auto english = [](const char* text) {
        return as_cell(text, Direction::left_to_right, Digits::latin);
    };
    CHECK(english("maths") == "maths");
    CHECK(english("المادة 17").find("\u2067المادة") == 0);
}

TEST_CASE("terminal text: digits of every keyboard are the same digits")
{
    CHECK(in_latin_digits("٤ / أ ۵ 6") == "4 / أ 5 6");
}
