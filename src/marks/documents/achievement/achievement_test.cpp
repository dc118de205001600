#include <doctest/doctest.h>

#include <string>

#include "marks/documents/achievement/achievement.h"
#include "tests/support/read_pdf.h"

using namespace taqwim;
using namespace taqwim::marks;

namespace {

AchievementWords words(print::Language language = print::Language::arabic,
                       print::DigitSet digits = print::DigitSet::western)
{
    return {language, digits};
}

// Without the marks that isolate values.
std::string points(int got, int most)
{
    return tests::comparable(words().points_of({got, most, {}}));
}

}  // namespace

TEST_CASE("KW-9: the letters of a level always come of its points")
{
    CHECK(words().level(4) == "م 4");
    CHECK(words().level(3) == "ج.ج 3");
    CHECK(words().level(2) == "ج 2");
    CHECK(words().level(1) == "ل 1");
    CHECK(words().level(0) == "غ.ل 0");
    CHECK(words().symbol_of(5).empty());
    CHECK(words().symbol_of(-1).empty());
}

TEST_CASE("KW-T-10: points are counted with the noun that the number asks for")
{
    CHECK(points(11, 16) == "11 نقطة من أصل 16 نقطة");
    CHECK(points(9, 12) == "9 نقاط من أصل 12 نقطة");
    CHECK(points(0, 4) == "0 نقطة من أصل 4 نقاط");
    CHECK(points(1, 8) == "نقطة واحدة من أصل 8 نقاط");
    CHECK(points(2, 20) == "نقطتان من أصل 20 نقطة");
    CHECK(points(3, 12) == "3 نقاط من أصل 12 نقطة");
    CHECK(points(10, 12) == "10 نقاط من أصل 12 نقطة");
    CHECK(points(103, 110) == "103 نقاط من أصل 110 نقاط");
    CHECK(tests::comparable(words(print::Language::english).points_of({1, 12, {}})) ==
          "1 point of 12 points");
    CHECK(words().points_of({}) == "غير مكتمل");
}

TEST_CASE("KW-T-10: the mark has a decimal comma in Western digits of an Arabic form")
{
    const AchievementResult result{11, 16, Mark(Exact::ratio(165, 4))};
    CHECK(tests::comparable(words().mark_of(result)) == "41,25 درجة");
    CHECK(tests::comparable(
              words(print::Language::arabic, print::DigitSet::arabic_indic).mark_of(result)) ==
          "41.25 درجة");  // printing brings «٫»
    CHECK(tests::comparable(words(print::Language::english).mark_of(result)) == "41.25 marks");
    CHECK(words().mark_of({}) == "غير مكتمل");
}

TEST_CASE("KW-T-10: dates are written month before day")
{
    CHECK(AchievementWords::date_of(*Day::parse("2025-09-16")) == "9/16");
    CHECK(AchievementWords::date_of(*Day::parse("2025-10-02")) == "10/2");
}
