#include <doctest/doctest.h>

#include <array>
#include <string_view>

#include "regulations/frame/typed_words.h"

using namespace taqwim;

TEST_CASE("words are the same whatever the forms of their letters, marks and joints")
{
    CHECK(folded("القُرْآن الكَريم") == folded("القرآن الكريم"));
    CHECK(folded("التربية الإسلامية") == folded("التربيه الاسلاميه"));
    CHECK(folded("إنجليزي") == folded("انجليزى"));
    CHECK(folded("ريـــاضيات") == folded("رياضيات"));
    CHECK(folded("جيد جداً") == folded("جيد جدا"));
    CHECK(folded("ج.ج") == folded("ج ج"));
    CHECK(folded("غ.ل") == folded("غل"));
    CHECK(folded("غ.ل") != folded("غ"));
    CHECK(folded("ج.ج") != folded("ج"));
    CHECK(folded("School_Year") == folded("school year"));
    CHECK(folded("الصف ٤") == folded("الصف 4"));
    CHECK(folded("الصف ۴") == folded("الصف 4"));
    CHECK(folded("\xE2\x80\x8Fالعلوم\xE2\x80\x8E") == folded("العلوم"));
    CHECK(folded("معلمون") != folded("معلمات"));
    CHECK(folded(" ـ ") == "");
}

TEST_CASE("folding any bytes is harmless and folding twice changes nothing")
{
    for (const std::string_view text : {"\xFF\xFE", "\xD8", "a\xE2\x80", "\xF0\x9F\x98\x80", "é€"})
        CHECK(folded(folded(text)) == folded(text));
}

TEST_CASE("the nearest known word is offered for a slip, and none for another word")
{
    static constexpr std::array<std::string_view, 5> known = {"student", "subject", "criterion",
                                                              "absent_on", "الدرجة"};
    CHECK(nearest("studnet", known) == "student");
    CHECK(nearest("Subjects", known) == "subject");
    CHECK(nearest("criterium", known) == "criterion");
    CHECK(nearest("absent", known) == "absent_on");
    CHECK(nearest("الدرجه", known) == "الدرجة");
    CHECK(nearest("behaviour", known) == "");
    CHECK(nearest("", known) == "");
    CHECK(nearest("x", {}) == "");
    CHECK(offered("studnet", known) == "student");
    CHECK(offered("behaviour", known) == "student, subject, criterion, absent_on, الدرجة");
}
