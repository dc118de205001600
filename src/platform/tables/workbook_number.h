// Numbers of a workbook as text: exact, and as days where the sheet shows them as days. No floating point.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/tables/table.h"

namespace taqwim::tables {

// "1.0E9" is "1000000000", "-0" is "0", "7.50" is "7.5". A fraction that is written with more than 15 digits is brought to
// 15, as spreadsheets do that show 87.3 where the file says 87.299999999999997; whole numbers keep all their digits.
// Nothing when it is no number, or one with more than 40 digits before or after the point.
[[nodiscard]] std::optional<std::string> exact_number(std::string_view written);

enum class NumberForm : std::uint8_t { number, day, day_and_time, time };

// What a number format shows: "yyyy/mm/dd" a day, "[h]:mm" a time, "0.00" a number. Only its first section counts.
[[nodiscard]] NumberForm form_of_format(std::string_view format);

// Of the formats that have a number alone and stand in no file; `number` for the rest.
[[nodiscard]] NumberForm form_of_builtin_format(int id);

// From which day a workbook counts: Windows' 1900, with a 29 February that was none, or the Mac's 1904.
enum class DaySystem : std::uint8_t { from_1900, from_1904 };

struct NumberCell {
    std::string text;
    CellKind kind = CellKind::number;
};

// The number as the sheet shows it. What is no day of that system (0, 60 in that of 1900, after 2200) stays a number.
[[nodiscard]] NumberCell cell_of_number(std::string_view exact, NumberForm form, DaySystem system);

}  // namespace taqwim::tables
