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
         {"",           "2015",      "2015-",          "2015-16",    "2015/2016",  "2015-2015",
          "2015-2017",  "2016-2015", "2015-2016 ",     " 2015-2016", "2015-20166", "2015 2016",
          "2015--2016", "20152016",  "2015-2016-2017", "15-16",      "٢٠١٥-٢٠١٧",  "٢٠١٥",
          "1446-1447",  "1899-1900", "2200-2201",      "9999-0000"}) {
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
