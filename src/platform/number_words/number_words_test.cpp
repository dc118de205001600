#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <sstream>
#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "platform/number_words/number_words.h"
#include "tests/support/project_files.h"

using taqwim::Exact;
using taqwim::RefusalCode;
using namespace taqwim::number_words;

namespace {

std::string arabic(const std::string& number, Counted counted = Counted::mark)
{
    const auto words = in_words(*Exact::parse(number), Language::arabic, counted);
    REQUIRE(words);
    return *words;
}

std::string english(const std::string& number, Counted counted = Counted::mark)
{
    const auto words = in_words(*Exact::parse(number), Language::english, counted);
    REQUIRE(words);
    return *words;
}

// The marks 0 to 100 as somebody wrote them down.
const std::vector<std::string>& whole_marks()
{
    static const std::vector<std::string> read = [] {
        std::vector<std::string> marks;
        std::istringstream lines(
            taqwim::tests::read_project_file("src/platform/number_words/whole_marks.cases.txt"));
        for (std::string line; std::getline(lines, line);)
            marks.push_back(line.substr(line.find(' ') + 1));
        return marks;
    }();
    return read;
}

}  // namespace

TEST_CASE("number_words: every mark from 0 to 100 reads as it was written by hand")
{
    REQUIRE(whole_marks().size() == 101);
    for (int mark = 0; mark <= 100; ++mark)
        CHECK_MESSAGE(arabic(std::to_string(mark)) == whole_marks()[static_cast<std::size_t>(mark)],
                      mark);
}

TEST_CASE("number_words: halves and quarters follow every mark from 1 to 100")
{
    for (int mark = 1; mark <= 100; ++mark) {
        const std::string& whole = whole_marks()[static_cast<std::size_t>(mark)];
        CHECK(arabic(std::to_string(mark) + ".25") == whole + " وربع");
        CHECK(arabic(std::to_string(mark) + ".5") == whole + " ونصف");
        CHECK(arabic(std::to_string(mark) + ".75") == whole + " وثلاثة أرباع");
    }
    CHECK(arabic("89.5") == "تسع وثمانون درجة ونصف");
    CHECK(arabic("1.5") == "درجة واحدة ونصف");
    CHECK(arabic("2.25") == "درجتان وربع");
}

TEST_CASE("number_words: less than one mark is a part of it")
{
    CHECK(arabic("0.25") == "ربع درجة");
    CHECK(arabic("0.5") == "نصف درجة");
    CHECK(arabic("0.75") == "ثلاثة أرباع درجة");
    CHECK(arabic("1/3") == "ثلث درجة");
    CHECK(arabic("2/3") == "ثلثا درجة");
    CHECK(arabic("0.3") == "ثلاثة أجزاء من عشرة من الدرجة");
}

TEST_CASE("number_words: thirds, tenths and hundredths")
{
    CHECK(arabic("40/3") == "ثلاث عشرة درجة وثلث");
    CHECK(arabic("41/3") == "ثلاث عشرة درجة وثلثان");
    CHECK(arabic("5.1") == "خمس درجات وجزء من عشرة");
    CHECK(arabic("5.2") == "خمس درجات وجزءان من عشرة");
    CHECK(arabic("5.9") == "خمس درجات وتسعة أجزاء من عشرة");
    CHECK(arabic("65.63") == "خمس وستون درجة وثلاثة وستون جزءاً من مئة");
    CHECK(arabic("71.11") == "إحدى وسبعون درجة وأحد عشر جزءاً من مئة");
    CHECK(arabic("71.12") == "إحدى وسبعون درجة واثنا عشر جزءاً من مئة");
    CHECK(arabic("71.08") == "إحدى وسبعون درجة وثمانية أجزاء من مئة");
    CHECK(arabic("71.21") == "إحدى وسبعون درجة وواحد وعشرون جزءاً من مئة");
    CHECK(arabic("13.33") == "ثلاث عشرة درجة وثلاثة وثلاثون جزءاً من مئة");
}

TEST_CASE("number_words: hundreds and thousands")
{
    CHECK(arabic("101") == "مئة درجة ودرجة واحدة");
    CHECK(arabic("102") == "مئة درجة ودرجتان");
    CHECK(arabic("103") == "مئة وثلاث درجات");
    CHECK(arabic("110") == "مئة وعشر درجات");
    CHECK(arabic("111") == "مئة وإحدى عشرة درجة");
    CHECK(arabic("120") == "مئة وعشرون درجة");
    CHECK(arabic("128.5") == "مئة وثمانٍ وعشرون درجة ونصف");
    CHECK(arabic("200") == "مئتا درجة");
    CHECK(arabic("202") == "مئتا درجة ودرجتان");
    CHECK(arabic("208") == "مئتان وثماني درجات");
    CHECK(arabic("300") == "ثلاثمئة درجة");
    CHECK(arabic("515") == "خمسمئة وخمس عشرة درجة");
    CHECK(arabic("560") == "خمسمئة وستون درجة");
    CHECK(arabic("700") == "سبعمئة درجة");
    CHECK(arabic("899.99") == "ثمانمئة وتسع وتسعون درجة وتسعة وتسعون جزءاً من مئة");
    CHECK(arabic("1000") == "ألف درجة");
    CHECK(arabic("1001") == "ألف درجة ودرجة واحدة");
    CHECK(arabic("1200") == "ألف ومئتا درجة");
    CHECK(arabic("2000") == "ألفا درجة");
    CHECK(arabic("2012") == "ألفان واثنتا عشرة درجة");
    CHECK(arabic("2100") == "ألفان ومئة درجة");
    CHECK(arabic("9999") == "تسعة آلاف وتسعمئة وتسع وتسعون درجة");
}

TEST_CASE("number_words: points are counted as marks are")
{
    CHECK(arabic("9", Counted::point) == "تسع نقاط");
    CHECK(arabic("11", Counted::point) == "إحدى عشرة نقطة");
    CHECK(arabic("0.5", Counted::point) == "نصف نقطة");
    CHECK(arabic("0.4", Counted::point) == "أربعة أجزاء من عشرة من النقطة");
    CHECK(english("1", Counted::point) == "one point");
}

TEST_CASE("number_words: English")
{
    CHECK(english("0") == "zero marks");
    CHECK(english("1") == "one mark");
    CHECK(english("2") == "two marks");
    CHECK(english("12") == "twelve marks");
    CHECK(english("21") == "twenty-one marks");
    CHECK(english("40") == "forty marks");
    CHECK(english("89.5") == "eighty-nine and a half marks");
    CHECK(english("3.25") == "three and a quarter marks");
    CHECK(english("89.75") == "eighty-nine and three-quarter marks");
    CHECK(english("0.5") == "half a mark");
    CHECK(english("0.75") == "three quarters of a mark");
    CHECK(english("2/3") == "two thirds of a mark");
    CHECK(english("40/3") == "thirteen and a third marks");
    CHECK(english("41.33") == "forty-one point three three marks");
    CHECK(english("41.3") == "forty-one point three marks");
    CHECK(english("0.08") == "zero point zero eight marks");
    CHECK(english("100") == "one hundred marks");
    CHECK(english("115") == "one hundred and fifteen marks");
    CHECK(english("700") == "seven hundred marks");
    CHECK(english("1001") == "one thousand and one marks");
    CHECK(english("2345") == "two thousand three hundred and forty-five marks");
}

TEST_CASE("number_words: what has no words is refused")
{
    const auto code = [](const std::string& number) {
        const auto words = in_words(*Exact::parse(number), Language::arabic);
        REQUIRE_FALSE(words);
        return words.refusal().code;
    };
    CHECK(code("-1") == RefusalCode::mark_negative);
    CHECK(code("-0.5") == RefusalCode::mark_negative);
    CHECK(code("10000") == RefusalCode::value_out_of_range);
    CHECK(code("9999.01") == RefusalCode::value_out_of_range);
    CHECK(code("1/7") == RefusalCode::mark_too_many_decimals);
    CHECK(code("0.001") == RefusalCode::mark_too_many_decimals);
}

TEST_CASE("number_words: two different marks never read alike, and no word is missing")
{
    CHECK(rc::check([] {
        const auto hundredths = [] { return *rc::gen::inRange(0, 1'000'000); };
        const Exact a = Exact::ratio(hundredths(), 100);
        const Exact b = Exact::ratio(hundredths(), 100);
        for (const Language language : {Language::arabic, Language::english}) {
            const std::string words_of_a = *in_words(a, language);
            RC_ASSERT((words_of_a == *in_words(b, language)) == (a == b));
            RC_ASSERT(words_of_a.find("  ") == std::string::npos);
            RC_ASSERT(words_of_a.front() != ' ' && words_of_a.back() != ' ');
        }
    }));
}
