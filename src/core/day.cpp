#include "core/day.h"

#include <type_traits>

namespace taqwim {

// Days are copied by the million in batch runs and laid out in columns.
static_assert(std::is_trivially_copyable_v<Day> && sizeof(Day) == sizeof(std::int32_t));

std::optional<Day> Day::parse(std::string_view iso)
{
    const auto read = date_text::numbers<3>(iso, {4, 2, 2});
    if (!read)
        return std::nullopt;
    const auto [year, month, day] = *read;
    return Day::of(year, month, day);
}

std::string Day::to_text() const
{
    const CivilDate date = civil();
    return date_text::padded(date.year, 4) + '-' + date_text::padded(date.month, 2) + '-' +
           date_text::padded(date.day, 2);
}

namespace date_text {

std::string padded(int number, std::size_t width)
{
    std::string digits = std::to_string(number);
    const std::size_t sign = number < 0 ? 1U : 0U;
    if (digits.size() - sign < width)
        digits.insert(sign, width - (digits.size() - sign), '0');
    return digits;
}

}  // namespace date_text

}  // namespace taqwim
