#include <doctest/doctest.h>

#include "core/trimmed.h"

using taqwim::trimmed;

TEST_CASE("blanks and direction marks at both ends are taken away, and nothing between letters")
{
    CHECK(trimmed("") == "");
    CHECK(trimmed("maths") == "maths");
    CHECK(trimmed(" \t\r\n maths \v\f") == "maths");
    CHECK(trimmed("   ") == "");
    CHECK(trimmed("\xC2\xA0م\xC2\xA0") == "م");
    CHECK(trimmed("\xE2\x80\x8F"
                  "7.5"
                  "\xE2\x80\x8E") == "7.5");
    CHECK(trimmed("\xE2\x80\xAB ج.ج \xE2\x80\xAC") == "ج.ج");
    CHECK(trimmed("\xE2\x81\xA6"
                  "2016-02-01"
                  "\xE2\x81\xA9") == "2016-02-01");
    CHECK(trimmed("\xEF\xBB\xBF"
                  "id") == "id");
    CHECK(trimmed("\xD8\x9C"
                  "٧"
                  "\xD8\x9C") == "٧");
    CHECK(trimmed("القرآن الكريم") == "القرآن الكريم");
    CHECK(trimmed(" القرآن  الكريم ") == "القرآن  الكريم");
}

TEST_CASE("letters whose bytes resemble a mark's stay")
{
    CHECK(trimmed("…") == "…");                  // E2 80 A6
    CHECK(trimmed("a\xE2\x80") == "a\xE2\x80");  // a mark cut short is none
    CHECK(trimmed("\x8F") == "\x8F");
    CHECK(trimmed("；") == "；");  // EF BC 9B
}
