// Dates as people write them, in and out, in both calendars.
//
//   read_date("٢٢/١١/٢٠٢٦", "/students/3/birth_day")
//   read_date("١١ جمادى الآخرة ١٤٤٨ هـ", …)
//
// Nothing is guessed. The year is written with four digits and says which calendar it is: 1300 to 1600 is Hijri (Umm
// al-Qura), 1900 to 2200 Gregorian. Of three numbers the year stands first or last: year, month, day, or day, month,
// year. Month before day is never read: 11/22/2026 is no date, and 3/4/2026 is the third of April.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/day.h"
#include "core/hijri.h"
#include "core/refusal.h"

namespace taqwim::calendar {

enum class CalendarKind : std::uint8_t { hijri, gregorian };

struct WrittenDate {
    Day day;
    CalendarKind calendar;           // in which it was written; of two, the first
    std::optional<HijriDate> hijri;  // as it was written, when it was
};

// Reads, in any of the digits of digits.h, with blanks and direction marks wherever they stand:
//
//   2026-11-22   2026/11/22   22.11.2026   22/11/2026 م   1448/6/11   11/06/1448 هـ
//   ١١ جمادى الآخرة ١٤٤٨   22 November 2026   22-Nov-2026   Nov 22, 2026   (the words of calendar_words.txt)
//   السبت ١١ …   (the day of the week must be the right one)   … الموافق …   (both must be the same day)
//   2026-11-22 00:00:00   (as databases write a day; another time is refused)
//
// Refuses with value_not_a_date what is anything else, does not exist, contradicts itself, or is before 1900.
[[nodiscard]] Result<WrittenDate> read_date(
    std::string_view text, std::string_view field,
    const UmmAlQuraTable& table = UmmAlQuraTable::built_in());

enum class DateLanguage : std::uint8_t { arabic, english };
enum class DigitSet : std::uint8_t { arabic_indic, ascii };
enum class DateStyle : std::uint8_t {
    numeric,     // "2026/11/22 م", "1448/06/11 هـ"; in English "2026-11-22", "1448-06-11 AH"
    month_name,  // "٢٢ نوفمبر ٢٠٢٦ م", "11 Jumada al-Akhirah 1448 AH"
    weekday      // "الأحد ٢٢ نوفمبر ٢٠٢٦ م"
};

struct DateForm {
    CalendarKind calendar = CalendarKind::hijri;
    DateLanguage language = DateLanguage::arabic;
    DigitSet digits = DigitSet::arabic_indic;
    DateStyle style = DateStyle::month_name;
};

// Read_date reads back what this writes. It stands in one piece only where the text around it has its direction: set it
// apart from it. Nothing for a day outside the table (Hijri) or the years 1900 to 2200 (Gregorian).
[[nodiscard]] std::optional<std::string> write_date(
    Day day, const DateForm& form, const UmmAlQuraTable& table = UmmAlQuraTable::built_in());

// The name that is written; `month` is 1 to 12.
[[nodiscard]] std::string_view month_name(CalendarKind calendar, int month, DateLanguage language);
[[nodiscard]] std::string_view weekday_name(Weekday weekday, DateLanguage language);

// The text with its ASCII digits in this set.
[[nodiscard]] std::string with_digits(std::string_view text, DigitSet digits);

}  // namespace taqwim::calendar
