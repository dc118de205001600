#include "school/names.h"

#include <doctest/doctest.h>

#include "core/refusal_codes.h"

using namespace taqwim;
using namespace taqwim::school;

namespace {

std::string code_of(const Result<std::string>& number)
{
    return number ? *number : to_code_text(number.refusal().code);
}

std::string checked(std::string_view country, std::string_view kind, std::string_view number)
{
    return code_of(checked_identity_number(country, kind, number, "number"));
}

}  // namespace

TEST_CASE("school: a Saudi number has ten digits, begins with 1 or 2 by its kind and ends with a "
          "check digit")
{
    // 1·2 + 8 = 10 and 2·2 + 6 = 10; all other digits are 0.
    CHECK(checked("SA", "national_id", "1000000008") == "1000000008");
    CHECK(checked("SA", "residence", "2000000006") == "2000000006");
    // 7·2 = 14 counts as 5: 2 + 5 + 3 = 10.
    CHECK(checked("SA", "national_id", "1070000003") == "1070000003");
    CHECK(checked("SA", "national_id", "1000000007") == "IDENTITY_NUMBER_INVALID");
    CHECK(checked("SA", "national_id", "2000000006") == "IDENTITY_NUMBER_INVALID");
    CHECK(checked("SA", "residence", "1000000008") == "IDENTITY_NUMBER_INVALID");
    CHECK(checked("SA", "national_id", "100000008") == "IDENTITY_NUMBER_INVALID");
    CHECK(checked("SA", "national_id", "10000000008") == "IDENTITY_NUMBER_INVALID");
    CHECK(checked("SA", "national_id", "10000A0008") == "IDENTITY_NUMBER_INVALID");
}

TEST_CASE("school: a Kuwaiti civil id has twelve digits with the day of birth and a check digit")
{
    // 3 1 6 0 5 1 4 0 1 2 3 by 2 1 6 3 7 9 10 5 8 4 2 is 149 = 13·11 + 6, and 11 - 6 = 5.
    CHECK(checked("KW", "national_id", "316051401235") == "316051401235");
    CHECK(checked("KW", "residence", "316051401235") == "316051401235");
    CHECK(checked("KW", "national_id", "316051401234") == "IDENTITY_NUMBER_INVALID");
    // 3 1 6 1 3 1 4 0 1 2 3: a thirteenth month. 149 + 3 - 14 = 138 = 12·11 + 6: the check digit would fit.
    CHECK(checked("KW", "national_id", "316131401235") == "IDENTITY_NUMBER_INVALID");
    // 1 1 6 0 5 1 4 0 1 2 3: no such century. 149 - 4 = 145 = 13·11 + 2: the check digit would be 9.
    CHECK(checked("KW", "national_id", "116051401239") == "IDENTITY_NUMBER_INVALID");
    CHECK(checked("KW", "national_id", "31605140123") == "IDENTITY_NUMBER_INVALID");
}

TEST_CASE("school: Omani numbers are digits, and passports take letters")
{
    CHECK(checked("OM", "national_id", "12345678") == "12345678");
    CHECK(checked("OM", "national_id", "1234567A") == "IDENTITY_NUMBER_INVALID");
    CHECK(checked("KW", "passport", "p 1234-567") == "P1234567");
    CHECK(checked("SA", "passport", "?") == "IDENTITY_NUMBER_INVALID");
    CHECK(checked("SA", "passport", " ") == "IDENTITY_NUMBER_INVALID");
}

TEST_CASE("school: numbers of papers may be typed in Arabic digits")
{
    CHECK(checked(
              "SA", "national_id",
              "\xD9\xA1\xD9\xA0\xD9\xA0\xD9\xA0\xD9\xA0\xD9\xA0\xD9\xA0\xD9\xA0\xD9\xA0\xD9\xA8") ==
          "1000000008");
}

TEST_CASE("school: a person's number in the length of the country's id is held to its form")
{
    const auto person = [](std::string_view country, std::string_view number) {
        return code_of(checked_person_number(country, number, "identity_number"));
    };
    CHECK(person("SA", "1000000008") == "1000000008");
    CHECK(person("SA", "2000000006") == "2000000006");
    CHECK(person("SA", "1000000007") == "IDENTITY_NUMBER_INVALID");
    CHECK(person("SA", "A12345") == "A12345");
    CHECK(person("KW", "316051401235") == "316051401235");
    CHECK(person("KW", "316051401234") == "IDENTITY_NUMBER_INVALID");
    CHECK(person("KW", "12345") == "12345");
}

TEST_CASE("school: a check digit that does not fit may be confirmed; another form of number never")
{
    const auto confirmed = [](std::string_view country, std::string_view kind,
                              std::string_view number) {
        return code_of(
            checked_identity_number(country, kind, number, "number", CheckDigit::confirmed));
    };
    CHECK(confirmed("KW", "national_id", "316051401234") == "316051401234");
    CHECK(confirmed("SA", "national_id", "1000000007") == "1000000007");
    // Neither a day that there is not, nor another century, length or first digit.
    CHECK(confirmed("KW", "national_id", "316051501234") == "316051501234");
    CHECK(confirmed("KW", "national_id", "316053201234") == "IDENTITY_NUMBER_INVALID");
    CHECK(confirmed("KW", "national_id", "416051401234") == "IDENTITY_NUMBER_INVALID");
    CHECK(confirmed("KW", "residence", "31605140123") == "IDENTITY_NUMBER_INVALID");
    CHECK(confirmed("SA", "national_id", "2000000006") == "IDENTITY_NUMBER_INVALID");
    CHECK(confirmed("SA", "residence", "20000000066") == "IDENTITY_NUMBER_INVALID");
    CHECK(code_of(checked_person_number("KW", "316051401234", "identity_number",
                                        CheckDigit::confirmed)) == "316051401234");
}

TEST_CASE("PG-24.N.1, PG-24.N.2: a citizen's name has four parts, or five with clan and tribe")
{
    CHECK(refuses_name_parts({"a", "b", "c"}, true));
    CHECK_FALSE(refuses_name_parts({"a", "b", "c", "d"}, true));
    CHECK_FALSE(refuses_name_parts({"a", "b", "c", "d", "e"}, true));
    CHECK(refuses_name_parts({"a", "b", "c", "d", "e", "f"}, true));
    CHECK(refuses_name_parts({"a", "b", " ", "d"}, true));
    const auto refusal = refuses_name_parts({"a", "b", "c"}, true);
    CHECK(refusal->code == RefusalCode::name_parts_wrong);
    CHECK(refusal->clause == "PG-24.N.1");
}

TEST_CASE("PG-24.N.3: another's name is written from the passport, which may have fewer parts")
{
    CHECK(refuses_name_parts({"a"}, false));
    CHECK_FALSE(refuses_name_parts({"a", "b"}, false));
    CHECK_FALSE(refuses_name_parts({"a", "b", "c", "d", "e"}, false));
    CHECK(refuses_name_parts({"a", "b"}, false) == std::nullopt);
}

TEST_CASE("school: name parts are kept as a list and read back")
{
    const std::vector<std::string> parts = {"ali", "a \"b\"", "hamad", "x"};
    CHECK(name_parts_in(name_parts_json(parts)) == parts);
    CHECK(joined_name({" ali ", "salem"}) == "ali salem");
}

TEST_CASE("school: what is typed into a search is never taken for a pattern")
{
    CHECK(search_pattern("") == "%");
    CHECK(search_pattern("  ") == "%");
    CHECK(search_pattern("Al") == "%al%");
    CHECK(search_pattern("100%").find("!%") != std::string::npos);
    CHECK(search_pattern("a_b").find("!_") != std::string::npos);
}

TEST_CASE("school: the page key of a list by name is read back, and another is refused")
{
    Page page;
    page.after = NamePlace{"2a3b", 42}.to_text();
    const auto place = NamePlace::in(page);
    REQUIRE(place);
    CHECK(place->sort_key == "2a3b");
    CHECK(place->id == 42);
    for (const char* wrong : {"42", "2a3b.", "2a3b.x", "2a3b.0"}) {
        page.after = wrong;
        CHECK(NamePlace::in(page).refusal().code == RefusalCode::page_key_invalid);
    }
}

TEST_CASE("PG-24.A.9: names match part by part from the first, however they are spelt")
{
    using Parts = std::vector<std::string>;
    // The catalogue's examples.
    CHECK(matching_name_parts(Parts{"محمد", "عبدالله", "صالح", "القرني"},
                              Parts{"محمد", "عبد الله", "صالح", "القحطاني"}) == 3);
    CHECK(matching_name_parts(Parts{"فهد", "علي", "صالح", "الحربي"},
                              Parts{"فهد", "خالد", "صالح", "الحربي"}) == 1);
    CHECK(matching_name_parts(Parts{"أحمد", "بن عَلي", "طلحة", "مصطفى"},
                              Parts{"احمد", "علي", "طلحه", "مصطفي"}) == 4);
    CHECK(matching_name_parts(Parts{"بندر", "علي"}, Parts{"ندر", "علي"}) == 0);
    CHECK(matching_name_parts(Parts{"سعد", "علي", "نايف"}, Parts{"سعد", "علي"}) == 2);
    CHECK(matching_name_parts({}, Parts{"سعد"}) == 0);
}
