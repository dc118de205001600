#include <doctest/doctest.h>

#include <array>
#include <string>
#include <utility>

#include "platform/tables/workbook_number.h"

using namespace taqwim::tables;

namespace {

std::string exact(std::string_view written)
{
    return exact_number(written).value_or("(none)");
}

std::string shown(std::string_view number, NumberForm form = NumberForm::day,
                  DaySystem system = DaySystem::from_1900)
{
    const NumberCell cell = cell_of_number(number, form, system);
    return std::to_string(static_cast<int>(cell.kind)) + " " + cell.text;
}

std::string as_number(const std::string& text)
{
    return std::to_string(static_cast<int>(CellKind::number)) + " " + text;
}
std::string as_day(const std::string& text)
{
    return std::to_string(static_cast<int>(CellKind::day)) + " " + text;
}
std::string as_moment(const std::string& text)
{
    return std::to_string(static_cast<int>(CellKind::day_and_time)) + " " + text;
}
std::string as_time(const std::string& text)
{
    return std::to_string(static_cast<int>(CellKind::time)) + " " + text;
}

}  // namespace

TEST_CASE("workbook_number: a number keeps its value in every form that it is written in")
{
    CHECK(exact("1234567890") == "1234567890");
    CHECK(exact("1.0E9") == "1000000000");
    CHECK(exact("1.23456789E+9") == "1234567890");
    CHECK(exact("2.9876543210000002E9") == "2987654321");
    CHECK(exact("5e-3") == "0.005");
    CHECK(exact("-0") == "0");
    CHECK(exact("0.000") == "0");
    CHECK(exact("007.50") == "7.5");
    CHECK(exact(".5") == "0.5");
    CHECK(exact("100") == "100");
    CHECK(exact("-12.25") == "-12.25");
    CHECK(exact("+3") == "3");
}

TEST_CASE("workbook_number: a fraction of more than 15 digits is what a spreadsheet shows")
{
    CHECK(exact("87.299999999999997") == "87.3");
    CHECK(exact("0.30000000000000004") == "0.3");
    CHECK(exact("9.949999999999999") == "9.95");
    CHECK(exact("99.999999999999996") == "100");
    CHECK(exact("0.99999999999999989") == "1");
    CHECK(exact("1.23456789012345") == "1.23456789012345");
    CHECK(exact("1.234567890123455") == "1.23456789012346");
    CHECK(exact("1.234567890123454") == "1.23456789012345");
    // Whole numbers are ids: all their digits stay.
    CHECK(exact("12345678901234567") == "12345678901234567");
    CHECK(exact("12345678901234567.0") == "12345678901234567");
}

TEST_CASE("workbook_number: what is no number, or beyond all numbers of a school, is none")
{
    for (const std::string text : {"", "-", ".", "1e", "1e+", "1e1000", "1,5", "0x10", "1 2", "NaN",
                                   "INF", "1e41", "1e-41", "1.2.3", "٣"})
        CHECK_MESSAGE(exact(text) == "(none)", text);
    CHECK(exact("1e39") == "1" + std::string(39, '0'));
}

TEST_CASE("workbook_number: days count from 1900 with a day that was none, or from 1904")
{
    // 2015-03-09 is 42072 in Excel; 2026-11-22 is 46348.
    CHECK(shown("42072") == as_day("2015-03-09"));
    CHECK(shown("46348") == as_day("2026-11-22"));
    CHECK(shown("1") == as_day("1900-01-01"));
    CHECK(shown("59") == as_day("1900-02-28"));
    CHECK(shown("60") == as_number("60"));
    CHECK(shown("61") == as_day("1900-03-01"));
    CHECK(shown("0") == as_number("0"));
    CHECK(shown("-1") == as_number("-1"));
    CHECK(shown("109939") == as_day("2200-12-31"));
    CHECK(shown("109940") == as_number("109940"));
    CHECK(shown("1234567890") == as_number("1234567890"));
    // The same day is 1462 less in the system of 1904.
    CHECK(shown("44886", NumberForm::day, DaySystem::from_1904) == as_day("2026-11-22"));
    CHECK(shown("0", NumberForm::day, DaySystem::from_1904) == as_day("1904-01-01"));
    CHECK(shown("60", NumberForm::day, DaySystem::from_1904) == as_day("1904-03-01"));
}

TEST_CASE("workbook_number: the fraction of a day is its time, to the second")
{
    CHECK(shown("46348.5", NumberForm::day_and_time) == as_moment("2026-11-22T12:00:00"));
    CHECK(shown("46348", NumberForm::day_and_time) == as_day("2026-11-22"));
    CHECK(shown("46348.5") == as_moment("2026-11-22T12:00:00"));
    // 7:05 is 425/1440 of a day.
    CHECK(shown("0.295138888888889", NumberForm::time) == as_time("07:05:00"));
    CHECK(shown("0", NumberForm::time) == as_time("00:00:00"));
    CHECK(shown("0.999988425925926", NumberForm::time) == as_time("23:59:59"));
    // Nearer to midnight than to the last second: the next day.
    CHECK(shown("46347.9999999", NumberForm::day_and_time) == as_day("2026-11-22"));
    CHECK(shown("46348.5", NumberForm::number) == as_number("46348.5"));
}

TEST_CASE("workbook_number: a format shows a day, a time or a number")
{
    for (const std::string format :
         {"yyyy-mm-dd", "dd/mm/yyyy", "d mmmm", "mmm-yy", "[$-1170000]B2yyyy/mm/dd", "[Red]dd/mm",
          "yyyy\\-mm\\-dd;@", "[$-ar-SA]dd mmmm، yyyy"})
        CHECK_MESSAGE(form_of_format(format) == NumberForm::day, format);
    for (const std::string format : {"yyyy-mm-dd hh:mm", "d/m/yy h:mm AM/PM"})
        CHECK_MESSAGE(form_of_format(format) == NumberForm::day_and_time, format);
    for (const std::string format : {"hh:mm", "h:mm:ss", "[h]:mm", "mm:ss", "[mm]:ss"})
        CHECK_MESSAGE(form_of_format(format) == NumberForm::time, format);
    for (const std::string format :
         {"General", "0", "0.00", "#,##0", "0.00E+00", "@", "0\" days\"", "\\d0", "[Red]0", "0_d",
          "\"yyyy\"0", "0;yyyy", "", "\"unclosed yyyy", "[unclosed yyyy"})
        CHECK_MESSAGE(form_of_format(format) == NumberForm::number, format);
    CHECK(form_of_builtin_format(14) == NumberForm::day);
    CHECK(form_of_builtin_format(22) == NumberForm::day_and_time);
    CHECK(form_of_builtin_format(20) == NumberForm::time);
    CHECK(form_of_builtin_format(0) == NumberForm::number);
    CHECK(form_of_builtin_format(13) == NumberForm::number);
    CHECK(form_of_builtin_format(49) == NumberForm::number);
}
