#include "regulations/frame/value_reading.h"

#include "core/refusal_codes.h"

namespace taqwim {

std::optional<Day> read_day(std::string_view text, const Where& where, ProblemList& problems)
{
    if (text.empty())
        return std::nullopt;
    const std::optional<Day> day = Day::parse(text);
    if (!day)
        problems.add(RefusalCode::value_not_a_date, where, {{"value", shown_value(text)}});
    return day;
}

std::optional<int> read_whole(std::string_view text, int minimum, int maximum, const Where& where,
                              ProblemList& problems)
{
    const std::optional<Exact> number = read_decimal(text, where, problems);
    if (!number)
        return std::nullopt;
    if (!number->is_whole()) {
        problems.add(RefusalCode::field_wrong_type, where,
                     {{"expected", "whole_number"}, {"value", shown_value(text)}});
        return std::nullopt;
    }
    if (*number < Exact(minimum) || *number > Exact(maximum)) {
        problems.add(RefusalCode::value_out_of_range, where,
                     {{"value", shown_value(text)},
                      {"minimum", std::to_string(minimum)},
                      {"maximum", std::to_string(maximum)}});
        return std::nullopt;
    }
    return static_cast<int>(number->numerator());
}

std::optional<Exact> decimal_of(std::string_view text)
{
    // A share is a number to Exact but no mark. The Arabic per cent sign U+066A begins with D9 AA.
    if (text.find_first_of("/%") != std::string_view::npos ||
        text.find("\xD9\xAA") != std::string_view::npos)
        return std::nullopt;
    return Exact::parse(text);
}

std::optional<Exact> read_decimal(std::string_view text, const Where& where, ProblemList& problems)
{
    if (text.empty())
        return std::nullopt;
    const std::optional<Exact> number = decimal_of(text);
    if (!number)
        problems.add(RefusalCode::value_not_a_number, where, {{"value", shown_value(text)}});
    return number;
}

std::string shown_value(std::string_view text)
{
    constexpr std::size_t k_longest = 80;
    if (text.size() <= k_longest)
        return std::string(text);
    std::size_t end = k_longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return std::string(text.substr(0, end)) + "\xE2\x80\xA6";  // an ellipsis
}

}  // namespace taqwim
