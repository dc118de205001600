#include "core/school_year.h"

#include <doctest/doctest.h>

#include <optional>
#include <string_view>

using taqwim::Day;
using taqwim::SchoolYear;

TEST_CASE("A school year runs from 1 September to 31 August")
{
    const SchoolYear year{2015};
    CHECK(year.first_day() == *Day::of(2015, 9, 1));
    CHECK(year.last_day() == *Day::of(2016, 8, 31));
    CHECK(year.contains(*Day::of(2015, 9, 1)));
    CHECK(year.contains(*Day::of(2016, 2, 29)));
    CHECK(year.contains(*Day::of(2016, 8, 31)));
    CHECK_FALSE(year.contains(*Day::of(2015, 8, 31)));
    CHECK_FALSE(year.contains(*Day::of(2016, 9, 1)));
}

TEST_CASE("Every day belongs to exactly one school year: none between two, none in both")
{
    for (int first = 1900; first < 2199; ++first) {
        CAPTURE(first);
        CHECK(SchoolYear{first}.last_day() + 1 == SchoolYear{first + 1}.first_day());
    }
}

TEST_CASE("A school year is read and written by its two years")
{
    CHECK(SchoolYear::parse("2015-2016") == SchoolYear{2015});
    CHECK(SchoolYear::parse("٢٠١٥-٢٠١٦") == SchoolYear{2015});
    CHECK(SchoolYear::parse("۲۰۱۵-۲۰۱۶") == SchoolYear{2015});
    CHECK(SchoolYear::parse("1999-2000") == SchoolYear{1999});
    CHECK(SchoolYear{2015}.to_text() == "2015-2016");
    CHECK(SchoolYear{1999}.to_text() == "1999-2000");
    for (int first = 1900; first < 2200; ++first) {
        CAPTURE(first);
        CHECK(SchoolYear::parse(SchoolYear{first}.to_text()) == SchoolYear{first});
    }
}

TEST_CASE("A text that is not a school year is refused")
{
    for (const std::string_view text :
         {"",           "2015",           "2015-",          "2015-16",
          "2015/2016",  "2015-2015",      "2015-2017",      "2016-2015",
          "2015-2016 ", " 2015-2016",     "2015-20166",     "2015 2016",
          "2015--2016", "20152016",       "2015-2016-2017", "15-16",
          "٢٠١٥-٢٠١٧",  "٢٠١٥",           "1299",           "1600",
          "1299-1300",  "1600-1601",      "1426-1428",      "1427-1426",
          "1426-27",    "1426/1427/1428", "1426//1427",     "1426 - 1427",
          "1426-",      "14426",          "1310-1311",      "1899-1900",
          "2200-2201",  "9999-0000"}) {
        CAPTURE(text);
        CHECK_FALSE(SchoolYear::parse(text).has_value());
    }
}

TEST_CASE("A school year with days outside 1900 to 2200 is refused")
{
    CHECK(SchoolYear::of(1900) == SchoolYear{1900});
    CHECK(SchoolYear::of(2199) == SchoolYear{2199});
    CHECK_FALSE(SchoolYear::of(1899).has_value());
    CHECK_FALSE(SchoolYear::of(2200).has_value());
    CHECK_FALSE(SchoolYear::of(-1).has_value());
}

TEST_CASE("School years are ordered by time")
{
    CHECK(SchoolYear{2015} < SchoolYear{2016});
    CHECK(SchoolYear{2016} == SchoolYear{2016});
}

TEST_CASE("SR-V.1: Hijri years name the school year whose 1 September falls in the first of them")
{
    // 1 September 2005 is 27 Rajab 1426, 1 September 2025 is 9 Rabi I 1447.
    for (const std::string_view text :
         {"1426-1427", "1426/1427", "1426", "١٤٢٦-١٤٢٧", "١٤٢٦/١٤٢٧"}) {
        CAPTURE(text);
        CHECK(SchoolYear::parse(text) == SchoolYear{2005});
    }
    CHECK(SchoolYear::parse("1447") == SchoolYear{2025});
    CHECK(SchoolYear::parse("1447-1448") == SchoolYear{2025});
}

TEST_CASE("SR-V.1: a Hijri year without a 1 September names no school year alone, and with the "
          "next one that year's")
{
    // 1 September 2018 is 21 Dhu al-Hijja 1439, and 1 September 2019 already 2 Muharram 1441.
    CHECK(SchoolYear::parse("1439-1440") == SchoolYear{2018});
    CHECK_FALSE(SchoolYear::parse("1440").has_value());
    CHECK(SchoolYear::parse("1440-1441") == SchoolYear{2019});
    CHECK(SchoolYear::parse("1441") == SchoolYear{2019});
    CHECK(SchoolYear::parse("1442") == SchoolYear{2020});
}

TEST_CASE("SR-V.1: a school year has two Hijri years in its name before 1442, and one from then on")
{
    CHECK(SchoolYear{2005}.hijri_name() == "1426-1427");
    CHECK(SchoolYear{2018}.hijri_name() == "1439-1440");
    CHECK(SchoolYear{2019}.hijri_name() == "1440-1441");
    CHECK(SchoolYear{2020}.hijri_name() == "1442");
    CHECK(SchoolYear{2025}.hijri_name() == "1447");
    CHECK(SchoolYear{2199}.hijri_name() == "2199-2200");
}

TEST_CASE("SR-V.1: every Hijri name is read back as the school year it names")
{
    for (int first = 1900; first < 2173; ++first) {
        CAPTURE(first);
        CHECK(SchoolYear::parse(SchoolYear{first}.hijri_name()) == SchoolYear{first});
    }
}
