#include "core/hijri.h"

#include <doctest/doctest.h>
#include <unicode/calendar.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using taqwim::Day;
using taqwim::from_hijri;
using taqwim::hijri_month_length;
using taqwim::hijri_months_between;
using taqwim::HijriDate;
using taqwim::MonthStartCorrection;
using taqwim::to_hijri;
using taqwim::UmmAlQuraTable;

namespace {

constexpr int k_most = std::numeric_limits<int>::max();
constexpr int k_least = std::numeric_limits<int>::min();

Day day(std::string_view iso)
{
    const std::optional<Day> read = Day::parse(iso);
    REQUIRE_MESSAGE(read.has_value(), std::string(iso));
    return *read;
}

HijriDate hijri(std::string_view text)
{
    const std::optional<HijriDate> read = HijriDate::parse(text);
    REQUIRE_MESSAGE(read.has_value(), std::string(text));
    return *read;
}

MonthStartCorrection correction(int year, int month, std::string_view starts_on)
{
    return {year, month, day(starts_on), day("2025-03-29")};
}

// The same calendar as ICU keeps it.
class IcuCalendar {
public:
    IcuCalendar()
    {
        UErrorCode status = U_ZERO_ERROR;
        calendar_.reset(icu::Calendar::createInstance(
            *icu::TimeZone::getGMT(), icu::Locale("ar_SA@calendar=islamic-umalqura"), status));
        REQUIRE(U_SUCCESS(status));
        REQUIRE(std::string_view(calendar_->getType()) == "islamic-umalqura");
    }

    HijriDate date_of(Day of)
    {
        UErrorCode status = U_ZERO_ERROR;
        calendar_->setTime(static_cast<UDate>(of.number) * 86'400'000, status);
        const HijriDate date{calendar_->get(UCAL_YEAR, status),
                             calendar_->get(UCAL_MONTH, status) + 1,
                             calendar_->get(UCAL_DAY_OF_MONTH, status)};
        REQUIRE(U_SUCCESS(status));
        return date;
    }

    int month_length(int year, int month)
    {
        UErrorCode status = U_ZERO_ERROR;
        calendar_->clear();
        calendar_->set(year, month - 1, 1);
        const int length = calendar_->getActualMaximum(UCAL_DAY_OF_MONTH, status);
        REQUIRE(U_SUCCESS(status));
        return length;
    }

private:
    std::unique_ptr<icu::Calendar> calendar_;
};

}  // namespace

TEST_CASE("Published Hijri dates are the days they were published for")
{
    constexpr std::pair<std::string_view, std::string_view> published[] = {
        {"2023-07-19", "1445-01-01"},
        {"2024-07-07", "1446-01-01"},
        {"2025-06-26", "1447-01-01"},
        {"2025-03-01", "1446-09-01"},
        {"2005-02-10", "1426-01-01"},
        {"2026-11-21", "1448-06-11"},
        // Tables from before this month was corrected have 1446-05-30.
        {"2024-12-02", "1446-06-01"},
    };
    for (const auto& each : published) {
        CAPTURE(each.second);
        CHECK(to_hijri(day(each.first)) == hijri(each.second));
        CHECK(from_hijri(hijri(each.second)) == day(each.first));
    }
}

TEST_CASE("Every day of the table has one Hijri date, in order, and comes back from it")
{
    const UmmAlQuraTable& table = UmmAlQuraTable::built_in();
    HijriDate expected{1300, 1, 1};
    int days = 0;
    int wrong = 0;
    for (Day each = table.first_day(); each <= table.last_day(); each = each + 1) {
        const std::optional<HijriDate> found = table.to_hijri(each);
        REQUIRE(found.has_value());
        if (*found != expected || table.from_hijri(*found) != each ||
            HijriDate::parse(found->to_text()) != *found)
            ++wrong;
        ++days;
        if (++expected.day > *table.month_length(expected.year, expected.month)) {
            expected.day = 1;
            if (++expected.month > 12) {
                expected.month = 1;
                ++expected.year;
            }
        }
    }
    CHECK(wrong == 0);
    CHECK(days == table.last_day() - table.first_day() + 1);
    CHECK(expected == HijriDate{1601, 1, 1});
    CHECK(table.first_day().to_text() == "1882-11-12");
    CHECK(table.last_day().to_text() == "2174-11-25");
}

TEST_CASE("The table is ICU's, on every day and for every month")
{
    IcuCalendar icu_calendar;
    const UmmAlQuraTable& table = UmmAlQuraTable::built_in();
    int different = 0;
    for (Day each = table.first_day(); each <= table.last_day(); each = each + 1)
        if (table.to_hijri(each) != icu_calendar.date_of(each))
            ++different;
    CHECK(different == 0);
    for (int year = 1300; year <= 1600; ++year)
        for (int month = 1; month <= 12; ++month)
            if (table.month_length(year, month) != icu_calendar.month_length(year, month)) {
                CAPTURE(year);
                CAPTURE(month);
                CHECK(table.month_length(year, month) == icu_calendar.month_length(year, month));
            }
}

TEST_CASE("Every month has 29 or 30 days, every year 354 or 355")
{
    for (int year = 1300; year <= 1600; ++year) {
        int days = 0;
        for (int month = 1; month <= 12; ++month) {
            const std::optional<int> length = hijri_month_length(year, month);
            REQUIRE(length.has_value());
            CHECK((*length == 29 || *length == 30));
            days += *length;
        }
        CAPTURE(year);
        CHECK((days == 354 || days == 355));
    }
    CHECK(hijri_month_length(1446, 9) == 29);
    CHECK(hijri_month_length(1447, 1) == 30);
    CHECK(hijri_month_length(1447, 2) == 29);
}

TEST_CASE("A Hijri date that does not exist is refused")
{
    CHECK(from_hijri({1447, 2, 29}).has_value());
    CHECK_FALSE(from_hijri({1447, 2, 30}).has_value());
    CHECK(from_hijri({1447, 1, 30}).has_value());
    CHECK_FALSE(from_hijri({1447, 1, 31}).has_value());
    CHECK_FALSE(from_hijri({1447, 1, 0}).has_value());
    CHECK_FALSE(from_hijri({1447, 1, -1}).has_value());
    CHECK_FALSE(from_hijri({1447, 0, 1}).has_value());
    CHECK_FALSE(from_hijri({1447, 13, 1}).has_value());
    CHECK_FALSE(from_hijri({1447, k_most, 1}).has_value());
    CHECK_FALSE(from_hijri({1447, 1, k_most}).has_value());
    CHECK_FALSE(from_hijri({k_most, 12, 1}).has_value());
    CHECK_FALSE(from_hijri({k_least, 1, 1}).has_value());
    CHECK_FALSE(hijri_month_length(1447, 0).has_value());
    CHECK_FALSE(hijri_month_length(1447, 13).has_value());
}

TEST_CASE("There is no answer outside the table")
{
    const UmmAlQuraTable& table = UmmAlQuraTable::built_in();
    CHECK(to_hijri(table.first_day()) == HijriDate{1300, 1, 1});
    CHECK_FALSE(to_hijri(table.first_day() - 1).has_value());
    CHECK(to_hijri(table.last_day()) == HijriDate{1600, 12, 30});
    CHECK_FALSE(to_hijri(table.last_day() + 1).has_value());
    CHECK_FALSE(to_hijri(Day{std::numeric_limits<std::int32_t>::max()}).has_value());
    CHECK_FALSE(to_hijri(Day{std::numeric_limits<std::int32_t>::min()}).has_value());
    CHECK_FALSE(from_hijri({1299, 12, 29}).has_value());
    CHECK_FALSE(from_hijri({1601, 1, 1}).has_value());
    CHECK_FALSE(hijri_month_length(1299, 12).has_value());
    CHECK_FALSE(hijri_month_length(1601, 1).has_value());
}

TEST_CASE("A Hijri date is read and written in the digits people use")
{
    const HijriDate expected{1447, 1, 30};
    CHECK(HijriDate::parse("1447-01-30") == expected);
    CHECK(HijriDate::parse("١٤٤٧-٠١-٣٠") == expected);
    CHECK(HijriDate::parse("۱۴۴۷-۰۱-۳۰") == expected);
    CHECK(expected.to_text() == "1447-01-30");
    CHECK(HijriDate{1300, 12, 1}.to_text() == "1300-12-01");
    // Written, but not a day: the table says so.
    CHECK(HijriDate::parse("1447-02-30") == HijriDate{1447, 2, 30});
    CHECK_FALSE(from_hijri(hijri("1447-02-30")).has_value());
}

TEST_CASE("Text that is not exactly a Hijri date is refused")
{
    for (const std::string_view text :
         {"",           "1447",          "1447-01",       "1447-1-30",    "1447-01-3",
          "1447/01/30", "1447-01-30 ",   " 1447-01-30",   "1447-01-301",  "1447-01-31",
          "1447-01-00", "1447-00-01",    "1447-13-01",    "1299-12-29",   "1601-01-01",
          "2023-07-19", "30-01-1447",    "1447-01-30 AH", "1447-01-30هـ", "١٤٤٧-٠١-٣",
          "١٤٤٧-١٣-٠١", "1447-01-3\xD9", "1447--1-30",    "+447-01-30"}) {
        CAPTURE(text);
        CHECK_FALSE(HijriDate::parse(text).has_value());
    }
}

TEST_CASE("Whatever text is read as a Hijri date says that date")
{
    constexpr std::uint32_t k_seed = 14470130;
    CAPTURE(k_seed);
    std::mt19937 random(k_seed);
    constexpr std::string_view letters = "00112344-79 ";
    int accepted = 0;
    for (int round = 0; round < 200'000; ++round) {
        std::string text = "1447-01-29";
        for (std::size_t change = random() % 5; change > 0; --change)
            text[random() % text.size()] = letters[random() % letters.size()];
        const std::optional<HijriDate> read = HijriDate::parse(text);
        if (!read)
            continue;
        ++accepted;
        if (read->to_text() != text)
            CHECK(read->to_text() == text);
    }
    CHECK(accepted > 20'000);
    CHECK(accepted < 180'000);
}

TEST_CASE("A correction moves the beginning of one month and changes no other day")
{
    const UmmAlQuraTable& table = UmmAlQuraTable::built_in();
    // Ramadan 1446 has 29 days in the table and Shawwal 30.
    const auto corrected = table.with_correction(correction(1446, 10, "2025-03-31"));
    REQUIRE(corrected.has_value());
    CHECK(corrected->month_length(1446, 9) == 30);
    CHECK(corrected->month_length(1446, 10) == 29);
    CHECK(corrected->to_hijri(day("2025-03-30")) == HijriDate{1446, 9, 30});
    CHECK(corrected->to_hijri(day("2025-03-31")) == HijriDate{1446, 10, 1});
    CHECK(corrected->from_hijri({1446, 9, 30}) == day("2025-03-30"));
    CHECK_FALSE(corrected->from_hijri({1446, 10, 30}).has_value());
    CHECK(corrected->first_day() == table.first_day());
    CHECK(corrected->last_day() == table.last_day());

    int wrong = 0;
    for (Day each = table.first_day(); each <= table.last_day(); each = each + 1) {
        const auto now = corrected->to_hijri(each);
        REQUIRE(now.has_value());
        const bool in_shawwal =
            table.to_hijri(each)->year == 1446 && table.to_hijri(each)->month == 10;
        if (corrected->from_hijri(*now) != each || (!in_shawwal && now != table.to_hijri(each)))
            ++wrong;
    }
    CHECK(wrong == 0);

    // The table it was made from has not changed.
    CHECK(to_hijri(day("2025-03-30")) == HijriDate{1446, 10, 1});
    CHECK(table.corrections().empty());
    REQUIRE(corrected->corrections().size() == 1);
    CHECK(corrected->corrections().front() == correction(1446, 10, "2025-03-31"));
}

TEST_CASE("A correction may move a year's beginning, and may be taken back by a later one")
{
    const UmmAlQuraTable& table = UmmAlQuraTable::built_in();
    const auto moved = table.with_correction(correction(1447, 1, "2025-06-27"));
    REQUIRE(moved.has_value());
    CHECK(moved->to_hijri(day("2025-06-26")) == HijriDate{1446, 12, 30});
    CHECK(moved->to_hijri(day("2025-06-27")) == HijriDate{1447, 1, 1});

    const auto back = moved->with_correction(correction(1447, 1, "2025-06-26"));
    REQUIRE(back.has_value());
    CHECK(back->to_hijri(day("2025-06-26")) == HijriDate{1447, 1, 1});
    CHECK(back->corrections().size() == 2);
}

TEST_CASE("A correction that the table already holds changes nothing")
{
    const UmmAlQuraTable& table = UmmAlQuraTable::built_in();
    const auto same = table.with_correction(correction(1446, 9, "2025-03-01"));
    REQUIRE(same.has_value());
    CHECK(same->to_hijri(day("2025-02-28")) == table.to_hijri(day("2025-02-28")));
    CHECK(same->to_hijri(day("2025-03-01")) == HijriDate{1446, 9, 1});
    CHECK(same->corrections().size() == 1);
}

TEST_CASE("A correction that would leave a month of 28 or 31 days is refused")
{
    const UmmAlQuraTable& table = UmmAlQuraTable::built_in();
    // Ramadan 1446 would have 28 days.
    CHECK_FALSE(table.with_correction(correction(1446, 10, "2025-03-29")).has_value());
    CHECK_FALSE(table.with_correction(correction(1446, 9, "2025-03-02")).has_value());
    // Rabi al-Awwal and Rabi al-Thani 1446 have 30 days each: one of them would have 31.
    const Day fourth = *from_hijri({1446, 4, 1});
    CHECK_FALSE(table.with_correction({1446, 4, fourth + 1, fourth}).has_value());
    CHECK_FALSE(table.with_correction({1446, 4, fourth - 1, fourth}).has_value());
}

TEST_CASE("A correction by more than a day, or of a month outside the table, is refused")
{
    const UmmAlQuraTable& table = UmmAlQuraTable::built_in();
    CHECK_FALSE(table.with_correction(correction(1446, 10, "2025-04-01")).has_value());
    CHECK_FALSE(table.with_correction(correction(1446, 10, "2025-03-28")).has_value());
    CHECK_FALSE(table.with_correction(correction(1446, 10, "2026-03-30")).has_value());
    CHECK_FALSE(table.with_correction({1446, 10, Day{k_most}, Day{0}}).has_value());
    CHECK_FALSE(table.with_correction({1446, 10, Day{k_least}, Day{0}}).has_value());
    CHECK_FALSE(table.with_correction({1446, 0, day("2025-03-30"), Day{0}}).has_value());
    CHECK_FALSE(table.with_correction({1446, 13, day("2025-03-30"), Day{0}}).has_value());
    CHECK_FALSE(table.with_correction({1299, 12, table.first_day() - 29, Day{0}}).has_value());
    CHECK_FALSE(table.with_correction({1601, 1, table.last_day() + 1, Day{0}}).has_value());
    // The table's first day and the day after its last bound only one of its months.
    CHECK_FALSE(table.with_correction({1300, 1, table.first_day() + 1, Day{0}}).has_value());
}

TEST_CASE("Corrections announced together are judged together, in any order")
{
    const UmmAlQuraTable& table = UmmAlQuraTable::built_in();
    std::vector<MonthStartCorrection> together = {correction(1446, 9, "2025-03-02"),
                                                  correction(1446, 10, "2025-03-31")};
    for (int order = 0; order < 2; ++order) {
        const auto corrected = table.with_corrections(together);
        REQUIRE(corrected.has_value());
        CHECK(corrected->month_length(1446, 8) == 30);
        CHECK(corrected->month_length(1446, 9) == 29);
        CHECK(corrected->month_length(1446, 10) == 29);
        CHECK(corrected->to_hijri(day("2025-03-01")) == HijriDate{1446, 8, 30});
        CHECK(corrected->to_hijri(day("2025-03-30")) == HijriDate{1446, 9, 29});
        std::ranges::reverse(together);
    }
    // One of them alone would leave a Ramadan of 28 days.
    CHECK_FALSE(table.with_correction(together.front()).has_value());
    // A month named twice leaves open which was meant.
    CHECK_FALSE(table
                    .with_corrections(std::array{correction(1446, 10, "2025-03-31"),
                                                 correction(1446, 10, "2025-03-31")})
                    .has_value());
    // One that is wrong refuses them all.
    together.push_back(correction(1447, 1, "2025-06-29"));
    CHECK_FALSE(table.with_corrections(together).has_value());
    CHECK(table.with_corrections({}).has_value());
}

TEST_CASE("Any one correction either leaves a whole table or is refused")
{
    const UmmAlQuraTable& table = UmmAlQuraTable::built_in();
    int accepted = 0;
    for (int year = 1440; year <= 1450; ++year)
        for (int month = 1; month <= 12; ++month)
            for (const int shift : {-1, 1}) {
                const Day starts_on = *table.from_hijri({year, month, 1}) + shift;
                const auto corrected = table.with_correction({year, month, starts_on, Day{0}});
                const HijriDate before = *table.to_hijri(*table.from_hijri({year, month, 1}) - 1);
                const int shorter = shift < 0 ? before.day : *table.month_length(year, month);
                const int longer = shift < 0 ? *table.month_length(year, month) : before.day;
                CAPTURE(year);
                CAPTURE(month);
                CHECK(corrected.has_value() == (shorter == 30 && longer == 29));
                if (!corrected)
                    continue;
                ++accepted;
                CHECK(corrected->from_hijri({year, month, 1}) == starts_on);
                CHECK(corrected->to_hijri(starts_on) == HijriDate{year, month, 1});
            }
    CHECK(accepted > 0);
}

TEST_CASE("A Hijri month later is the same day of the month, or the month's last")
{
    const UmmAlQuraTable& table = UmmAlQuraTable::built_in();
    CHECK(table.plus_months({1447, 1, 30}, 1) == HijriDate{1447, 2, 29});
    CHECK(table.plus_months({1447, 1, 29}, 1) == HijriDate{1447, 2, 29});
    CHECK(table.plus_months({1446, 12, 15}, 1) == HijriDate{1447, 1, 15});
    CHECK(table.plus_months({1447, 1, 15}, -1) == HijriDate{1446, 12, 15});
    CHECK(table.plus_months({1447, 1, 15}, -13) == HijriDate{1445, 12, 15});
    CHECK(table.plus_months({1441, 6, 1}, 72) == HijriDate{1447, 6, 1});
    CHECK(table.plus_months({1447, 1, 30}, 0) == HijriDate{1447, 1, 30});
    CHECK(table.plus_months({1600, 11, 1}, 1) == HijriDate{1600, 12, 1});
    CHECK(table.plus_months({1300, 2, 1}, -1) == HijriDate{1300, 1, 1});
    CHECK_FALSE(table.plus_months({1600, 12, 1}, 1).has_value());
    CHECK_FALSE(table.plus_months({1300, 1, 1}, -1).has_value());
    CHECK_FALSE(table.plus_months({1447, 1, 1}, k_most).has_value());
    CHECK_FALSE(table.plus_months({1447, 1, 1}, k_least).has_value());
    // Not a date to begin with.
    CHECK_FALSE(table.plus_months({1447, 2, 30}, 1).has_value());
    CHECK_FALSE(table.plus_months({1601, 1, 1}, -12).has_value());
}

TEST_CASE("Hijri months and years of age are counted when complete")
{
    CHECK(hijri_months_between({1441, 6, 11}, {1447, 6, 11}) == 72);
    CHECK(hijri_months_between({1441, 6, 11}, {1447, 6, 10}) == 71);
    CHECK(hijri_months_between({1441, 6, 11}, {1447, 6, 12}) == 72);
    CHECK(hijri_months_between({1446, 12, 29}, {1447, 1, 1}) == 0);
    CHECK(hijri_months_between({1446, 12, 1}, {1447, 1, 1}) == 1);
    CHECK(hijri_months_between({1447, 1, 1}, {1447, 1, 1}) == 0);
    CHECK(hijri_months_between({1447, 1, 1}, {1446, 12, 1}) == -1);
    CHECK(hijri_months_between({1447, 1, 1}, {1446, 12, 2}) == 0);
    // From a 30th, Safar 1447 of 29 days is complete once it has ended.
    CHECK(hijri_months_between({1447, 1, 30}, {1447, 2, 29}) == 0);
    CHECK(hijri_months_between({1447, 1, 30}, {1447, 3, 1}) == 1);
    CHECK(hijri_months_between({1441, 6, 1}, {1447, 6, 1}) / 12 == 6);
}

TEST_CASE("The months between a date and the same day months later are those months")
{
    const UmmAlQuraTable& table = UmmAlQuraTable::built_in();
    for (Day from = day("2020-01-01"); from < day("2021-01-01"); from = from + 1)
        for (const int months : {-100, -12, -1, 0, 1, 2, 11, 12, 13, 72, 216}) {
            const HijriDate date = *to_hijri(from);
            const HijriDate later = *table.plus_months(date, months);
            CAPTURE(date.to_text());
            CAPTURE(months);
            if (later.day == date.day) {
                CHECK(hijri_months_between(date, later) == months);
                CHECK(hijri_months_between(later, date) == -months);
            }
        }
}

TEST_CASE("No one grows younger: a later day never has fewer Hijri months")
{
    const HijriDate born = {1441, 3, 30};
    int so_far = hijri_months_between(born, born);
    for (Day each = *from_hijri(born); each < day("2030-01-01"); each = each + 1) {
        const int months = hijri_months_between(born, *to_hijri(each));
        CHECK(months >= so_far);
        CHECK(months <= so_far + 1);
        so_far = months;
    }
}
