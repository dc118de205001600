#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <unicode/locid.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include "core/refusal_codes.h"
#include "platform/calendar/calendar_words.h"
#include "platform/calendar/written_date.h"

using namespace taqwim::calendar;
using taqwim::Day;
using taqwim::HijriDate;
using taqwim::RefusalCode;

namespace {

std::string day_of(std::string_view text)
{
    const auto date = read_date(text, "/birth_day");
    if (date)
        return date->day.to_text();
    CHECK(date.refusal().code == RefusalCode::value_not_a_date);
    CHECK(date.refusal().field == "/birth_day");
    return "none";
}

}  // namespace

TEST_CASE("written_date: Gregorian dates are read with the year first or last, in any digits")
{
    for (const std::string text : {"2026-11-22",
                                   "2026/11/22",
                                   "22/11/2026",
                                   "٢٢/١١/٢٠٢٦",
                                   "۲۲/۱۱/۲۰۲۶",
                                   "22-11-2026",
                                   "22.11.2026",
                                   "22/11/2026م",
                                   "٢٠٢٦/١١/٢٢ م",
                                   " 22 / 11 / 2026 ",
                                   "2026-11-22 00:00:00",
                                   "2026-11-22T00:00:00",
                                   "\xE2\x80\x8F٢٢\xE2\x80\x8F/١١/\xE2\x80\x8F٢٠٢٦",
                                   "22 نوفمبر 2026",
                                   "٢٢ نوفمبر ٢٠٢٦ م",
                                   "الأحد 22 نوفمبر 2026",
                                   "يوم الأحد، ٢٢ من نوفمبر ٢٠٢٦ ميلادي",
                                   "22 تشرين الثاني 2026",
                                   "22 November 2026",
                                   "22-Nov-2026",
                                   "22/nov/2026",
                                   "Nov 22, 2026",
                                   "Sunday, November 22, 2026",
                                   "22 Nov 2026 AD"})
        CHECK_MESSAGE(day_of(text) == "2026-11-22", text);
    CHECK(day_of("1/2/2026") == "2026-02-01");
    CHECK(day_of("2026-1-2") == "2026-01-02");
    CHECK(day_of("29/2/2024") == "2024-02-29");
}

TEST_CASE("written_date: Hijri dates are read by the range of their year")
{
    // 1448/6/11 is 2026-11-21 by the published table.
    for (const std::string text :
         {"1448/6/11", "1448-06-11", "11/06/1448", "١١/٦/١٤٤٨ هـ", "11/6/1448ه",
          "١١ جمادى الآخرة ١٤٤٨", "١١ جُمادى الآخِرة ١٤٤٨ هـ", "11 جمادى الاخره 1448",
          "11 جمادى الثانية 1448هـ", "السبت ١١ جمادى الآخرة ١٤٤٨ هـ",
          "11 Jumada al-Akhirah 1448 AH", "11 jumada II 1448", "١١ من شهر جمادى الآخرة لعام ١٤٤٨"})
        CHECK_MESSAGE(day_of(text) == "2026-11-21", text);
    CHECK(day_of("1/1/1447") == "2025-06-26");
    CHECK(day_of("1 ذي الحجة 1446") == day_of("1446/12/1"));
    CHECK(day_of("1 ذو القعده 1446") == day_of("1446/11/1"));
    const auto date = read_date("11/06/1448", "f");
    REQUIRE(date);
    CHECK(date->calendar == CalendarKind::hijri);
    CHECK(date->hijri == HijriDate{1448, 6, 11});
    const auto gregorian = read_date("2026-11-21", "f");
    REQUIRE(gregorian);
    CHECK(gregorian->calendar == CalendarKind::gregorian);
    CHECK_FALSE(gregorian->hijri.has_value());
}

TEST_CASE("written_date: of two dates of one day both must be right")
{
    CHECK(day_of("١٤٤٨/٦/١١ هـ الموافق ٢٠٢٦/١١/٢١ م") == "2026-11-21");
    CHECK(day_of("السبت 21 نوفمبر 2026 الموافق 11 جمادى الآخرة 1448 هـ") == "2026-11-21");
    CHECK(day_of("١٤٤٨/٦/١١ هـ الموافق ٢٠٢٦/١١/٢٢ م") == "none");
    CHECK(day_of("١٤٤٨/٦/١١ هـ الموافق") == "none");
    CHECK(day_of("الموافق ١٤٤٨/٦/١١ هـ") == "none");
    CHECK(day_of("1448/6/11 الموافق 2026/11/21 الموافق 2026/11/21") == "none");
}

TEST_CASE("written_date: the month is never read before the day, and nothing is guessed")
{
    CHECK(day_of("3/4/2026") == "2026-04-03");
    for (const std::string text : {"11/22/2026",
                                   "2026/22/11",
                                   "22/11/26",
                                   "1/2/3",
                                   "22/11/0026",
                                   "20261122",
                                   "22 11 2026",
                                   "22/11-2026",
                                   "22/11/2026/",
                                   "/22/11/2026",
                                   "22//11/2026",
                                   "2026",
                                   "11/2026",
                                   "نوفمبر 2026",
                                   "22 نوفمبر",
                                   "022/11/2026",
                                   "22/011/2026",
                                   "2026/11/1448",
                                   "22/11/20260",
                                   "+22/11/2026",
                                   "22/11/2026 07:05:00",
                                   "2026-11-22T07:05:00",
                                   "",
                                   " ",
                                   "-",
                                   "غدا",
                                   "x22/11/2026",
                                   "22/11/2026x",
                                   "22/11/2026 م م",
                                   "م 22/11/2026",
                                   "2026 نوفمبر",
                                   "22 2026 نوفمبر",
                                   "22 نوفمبر نوفمبر 2026",
                                   "46348",
                                   "22:11:2026",
                                   "22\\11\\2026",
                                   "2026-November 22"})
        CHECK_MESSAGE(day_of(text) == "none", text);
    CHECK(day_of(std::string(100'000, '1')) == "none");
    CHECK(day_of("\xFF\xFE\xD9") == "none");
}

TEST_CASE("written_date: days that do not exist and dates that contradict themselves are refused")
{
    CHECK(day_of("29/2/2026") == "none");
    CHECK(day_of("31/4/2026") == "none");
    CHECK(day_of("0/4/2026") == "none");
    CHECK(day_of("1/0/2026") == "none");
    // Safar 1447 has 29 days.
    CHECK(day_of("29/2/1447") == "2025-08-23");
    CHECK(day_of("30/2/1447") == "none");
    CHECK(day_of("31/1/1447") == "none");
    CHECK(day_of("22/11/2026 هـ") == "none");
    CHECK(day_of("11/6/1448 م") == "none");
    CHECK(day_of("11 رجب 2026") == "none");
    CHECK(day_of("11 نوفمبر 1448") == "none");
    CHECK(day_of("الاثنين 22 نوفمبر 2026") == "none");
    CHECK(day_of("السبت الأحد 22 نوفمبر 2026") == "none");
    // The years at the edges.
    CHECK(day_of("1900-01-01") == "1900-01-01");
    CHECK(day_of("1899-12-31") == "none");
    CHECK(day_of("2200-12-31") == "2200-12-31");
    CHECK(day_of("2201-01-01") == "none");
    CHECK(day_of("1299/1/1") == "none");
    CHECK(day_of("1300/1/1") == "none");  // in 1882
    CHECK(day_of("1318/1/1") == "1900-04-30");
    CHECK(day_of("1600/12/29") != "none");
    CHECK(day_of("1601/1/1") == "none");
}

TEST_CASE("written_date: a school's own beginning of a month is followed")
{
    const auto& built_in = taqwim::UmmAlQuraTable::built_in();
    const Day begins = *built_in.from_hijri({1448, 6, 1});
    // Moved to where both neighbours still have 29 or 30 days.
    int moved = 0;
    for (const int shift : {-1, 1}) {
        const auto corrected = built_in.with_correction({1448, 6, begins + shift, begins});
        if (!corrected)
            continue;
        ++moved;
        const auto date = read_date("11/6/1448", "f", *corrected);
        REQUIRE(date);
        CHECK(date->day == begins + 10 + shift);
        CHECK(write_date(date->day, {.style = DateStyle::numeric}, *corrected) == "١٤٤٨/٠٦/١١ هـ");
    }
    CHECK(moved == 1);
}

TEST_CASE("written_date: a day is written in both calendars and languages with either digits")
{
    const Day day = *Day::of(2026, 11, 22);
    using C = CalendarKind;
    using L = DateLanguage;
    using D = DigitSet;
    using S = DateStyle;
    CHECK(write_date(day, {C::hijri, L::arabic, D::arabic_indic, S::numeric}) == "١٤٤٨/٠٦/١٢ هـ");
    CHECK(write_date(day, {C::hijri, L::arabic, D::ascii, S::month_name}) ==
          "12 جمادى الآخرة 1448 هـ");
    CHECK(write_date(day, {C::hijri, L::arabic, D::arabic_indic, S::weekday}) ==
          "الأحد ١٢ جمادى الآخرة ١٤٤٨ هـ");
    CHECK(write_date(day, {C::gregorian, L::arabic, D::arabic_indic, S::month_name}) ==
          "٢٢ نوفمبر ٢٠٢٦ م");
    CHECK(write_date(day, {C::gregorian, L::arabic, D::ascii, S::numeric}) == "2026/11/22 م");
    CHECK(write_date(day, {C::hijri, L::english, D::ascii, S::month_name}) ==
          "12 Jumada al-Akhirah 1448 AH");
    CHECK(write_date(day, {C::hijri, L::english, D::ascii, S::numeric}) == "1448-06-12 AH");
    CHECK(write_date(day, {C::gregorian, L::english, D::ascii, S::weekday}) ==
          "Sunday 22 November 2026");
    CHECK(write_date(day, {C::gregorian, L::english, D::ascii, S::numeric}) == "2026-11-22");
    CHECK_FALSE(write_date(*Day::of(2200, 1, 1), {}).has_value());
    CHECK_FALSE(write_date(Day{-40'000}, {.calendar = CalendarKind::gregorian}).has_value());
}

TEST_CASE("written_date: what is written is read back, for every month of two hundred years")
{
    int wrong = 0;
    for (Day day = *Day::of(1900, 5, 1); day < *Day::of(2170, 1, 1); day = day + 29)
        for (const auto calendar : {CalendarKind::hijri, CalendarKind::gregorian})
            for (const auto language : {DateLanguage::arabic, DateLanguage::english})
                for (const auto digits : {DigitSet::arabic_indic, DigitSet::ascii})
                    for (const auto style :
                         {DateStyle::numeric, DateStyle::month_name, DateStyle::weekday}) {
                        const auto text = write_date(day, {calendar, language, digits, style});
                        const auto date = text ? read_date(*text, "f")
                                               : taqwim::Result<WrittenDate>(taqwim::Refusal{});
                        wrong += date && date->day == day && date->calendar == calendar ? 0 : 1;
                    }
    CHECK(wrong == 0);
}

TEST_CASE("written_date: the Arabic names are those of ICU")
{
    // The first of each month of that year, as ICU names it.
    const auto names_of = [](const char* locale, const std::vector<Day>& days) {
        UErrorCode error = U_ZERO_ERROR;
        icu::SimpleDateFormat format(icu::UnicodeString("MMMM"), icu::Locale(locale), error);
        REQUIRE(U_SUCCESS(error));
        format.setTimeZone(*icu::TimeZone::getGMT());
        std::vector<std::string> names;
        for (const Day day : days) {
            constexpr UDate k_milliseconds_of_day = 86'400'000;
            icu::UnicodeString name;
            format.format(day.number * k_milliseconds_of_day, name);
            name.toUTF8String(names.emplace_back());
        }
        return names;
    };
    std::vector<Day> hijri_days;
    std::vector<Day> gregorian_days;
    for (int month = 1; month <= 12; ++month) {
        hijri_days.push_back(*taqwim::from_hijri({1448, month, 1}));
        gregorian_days.push_back(*Day::of(2026, month, 1));
    }
    const auto hijri = names_of("ar_SA@calendar=islamic-umalqura", hijri_days);
    const auto gregorian = names_of("ar_KW@calendar=gregorian", gregorian_days);
    REQUIRE(hijri.size() == 12);
    REQUIRE(gregorian.size() == 12);
    for (std::size_t month = 0; month < 12; ++month) {
        const int number = static_cast<int>(month) + 1;
        CHECK(folded(month_name(CalendarKind::hijri, number, DateLanguage::arabic)) ==
              folded(hijri[month]));
        CHECK(month_name(CalendarKind::gregorian, number, DateLanguage::arabic) ==
              gregorian[month]);
        CHECK_FALSE(month_name(CalendarKind::hijri, number, DateLanguage::english).empty());
        CHECK_FALSE(month_name(CalendarKind::gregorian, number, DateLanguage::english).empty());
    }
    for (int i = 0; i < 7; ++i) {
        CHECK_FALSE(weekday_name(static_cast<taqwim::Weekday>(i), DateLanguage::arabic).empty());
        CHECK_FALSE(weekday_name(static_cast<taqwim::Weekday>(i), DateLanguage::english).empty());
    }
    CHECK(month_name(CalendarKind::hijri, 13, DateLanguage::arabic).empty());
}
