#include "platform/tables/workbook_number.h"

#include <algorithm>
#include <cstddef>

#include "core/day.h"

namespace taqwim::tables {

namespace {

constexpr std::size_t k_digits_of_spreadsheets = 15;
constexpr int k_most_digits = 40;
constexpr std::int64_t k_seconds_of_day = 86'400;
// 1900-02-29, which spreadsheets count though there was none.
constexpr std::int64_t k_no_day_of_1900 = 60;

bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

// A number as its digits and the place of its point: 87.3 is "873" and 2; 0.05 is "5" and -1.
struct Digits {
    bool is_negative = false;
    std::string digits;
    int point = 0;
};

std::optional<Digits> digits_of(std::string_view written)
{
    Digits read;
    if (written.starts_with('-') || written.starts_with('+')) {
        read.is_negative = written.front() == '-';
        written.remove_prefix(1);
    }
    bool has_point = false;
    bool has_digit = false;
    int after_point = 0;
    std::size_t at = 0;
    for (; at < written.size(); ++at) {
        if (written[at] == '.' && !has_point) {
            has_point = true;
            continue;
        }
        if (!is_digit(written[at]))
            break;
        has_digit = true;
        read.digits += written[at];
        after_point += has_point ? 1 : 0;
        if (read.digits.size() > 2 * k_most_digits)
            return std::nullopt;
    }
    if (!has_digit)
        return std::nullopt;
    int exponent = 0;
    if (at < written.size()) {
        if (written[at] != 'e' && written[at] != 'E')
            return std::nullopt;
        ++at;
        const bool is_down = at < written.size() && written[at] == '-';
        if (at < written.size() && (written[at] == '-' || written[at] == '+'))
            ++at;
        if (at == written.size() || written.size() - at > 3)
            return std::nullopt;
        for (; at < written.size(); ++at) {
            if (!is_digit(written[at]))
                return std::nullopt;
            exponent = exponent * 10 + (written[at] - '0');
        }
        exponent = is_down ? -exponent : exponent;
    }
    read.point = static_cast<int>(read.digits.size()) - after_point + exponent;

    const std::size_t zeros = std::min(read.digits.find_first_not_of('0'), read.digits.size());
    read.digits.erase(0, zeros);
    read.point -= static_cast<int>(zeros);
    while (!read.digits.empty() && read.digits.back() == '0')
        read.digits.pop_back();
    if (read.digits.empty())
        return Digits{false, "", 0};
    return read;
}

// To the nearest with so many digits; ties away from zero.
void bring_to_digits(Digits& number, std::size_t count)
{
    if (number.digits.size() <= count)
        return;
    const bool is_up = number.digits[count] >= '5';
    number.digits.resize(count);
    if (is_up) {
        std::size_t at = count;
        while (at > 0 && number.digits[at - 1] == '9')
            number.digits[--at] = '0';
        if (at > 0) {
            ++number.digits[at - 1];
        } else {
            number.digits.insert(number.digits.begin(), '1');
            ++number.point;
        }
    }
    while (!number.digits.empty() && number.digits.back() == '0')
        number.digits.pop_back();
}

std::string two_digits(std::int64_t value)
{
    std::string text = std::to_string(value);
    return text.size() < 2 ? '0' + text : text;
}

std::string time_text(std::int64_t seconds)
{
    return two_digits(seconds / 3600) + ':' + two_digits(seconds / 60 % 60) + ':' +
           two_digits(seconds % 60);
}

std::optional<Day> day_of_serial(std::int64_t serial, DaySystem system)
{
    std::optional<Day> first;
    if (system == DaySystem::from_1904) {
        first = Day::of(1904, 1, 1);
    } else {
        if (serial == k_no_day_of_1900 || serial < 1)
            return std::nullopt;
        // Serial 1 is 1900-01-01; from 61 on the count is one too high.
        serial -= serial > k_no_day_of_1900 ? 2 : 1;
        first = Day::of(1900, 1, 1);
    }
    constexpr std::int64_t k_most = 400'000;
    if (!first || serial < 0 || serial > k_most)
        return std::nullopt;
    const Day day = *first + static_cast<int>(serial);
    return day.year() <= k_last_gregorian_year ? std::optional(day) : std::nullopt;
}

// "87", "9.5": most numbers are written as they are read.
bool is_plain(std::string_view written)
{
    if (written.empty() || written.size() > k_digits_of_spreadsheets)
        return false;
    bool has_point = false;
    for (const char one : written) {
        if (one == '.' && has_point)
            return false;
        has_point = has_point || one == '.';
        if (one != '.' && !is_digit(one))
            return false;
    }
    const bool begins_well = is_digit(written.front()) &&
                             (written.front() != '0' || written.size() == 1 || written[1] == '.');
    return begins_well && (!has_point || (written.back() != '0' && written.back() != '.'));
}

}  // namespace

std::optional<std::string> exact_number(std::string_view written)
{
    if (is_plain(written))
        return std::string(written);
    auto number = digits_of(written);
    if (!number)
        return std::nullopt;
    if (static_cast<int>(number->digits.size()) > number->point)
        bring_to_digits(*number, std::max(k_digits_of_spreadsheets,
                                          static_cast<std::size_t>(std::max(number->point, 0))));
    if (number->digits.empty())
        return "0";
    const int count = static_cast<int>(number->digits.size());
    if (number->point > k_most_digits || count - number->point > k_most_digits)
        return std::nullopt;
    std::string text = number->is_negative ? "-" : "";
    if (number->point <= 0)
        return text + "0." + std::string(static_cast<std::size_t>(-number->point), '0') +
               number->digits;
    const auto point = static_cast<std::size_t>(number->point);
    if (count <= number->point)
        return text + number->digits + std::string(point - number->digits.size(), '0');
    return text + number->digits.substr(0, point) + '.' + number->digits.substr(point);
}

NumberForm form_of_builtin_format(int id)
{
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
        id == 57 || id == 58)
        return NumberForm::day;
    if (id == 22)
        return NumberForm::day_and_time;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 ||
        id == 56)
        return NumberForm::time;
    return NumberForm::number;
}

NumberForm form_of_format(std::string_view format)
{
    bool has_day = false;
    bool has_month_or_minute = false;
    bool has_time = false;
    for (std::size_t at = 0; at < format.size(); ++at) {
        const char letter = format[at];
        if (letter == ';')
            break;
        if (letter == '\\' || letter == '_' || letter == '*') {
            ++at;  // the next character is shown or skipped as it is
            continue;
        }
        if (letter == '"') {
            at = std::min(format.find('"', at + 1), format.size());
            continue;
        }
        if (letter == '[') {
            const std::size_t end = std::min(format.find(']', at), format.size());
            // "[h]", "[mm]": time that went by. Anything else is a colour, a condition or a language.
            const std::string_view inside = format.substr(at + 1, end - at - 1);
            has_time = has_time || (!inside.empty() &&
                                    inside.find_first_not_of("hHmMsS") == std::string_view::npos);
            at = end;
            continue;
        }
        if (format.substr(at).starts_with("General")) {
            at += std::string_view("General").size() - 1;
            continue;
        }
        switch (letter) {
        case 'y':
        case 'Y':
        case 'd':
        case 'D': has_day = true; break;
        case 'm':
        case 'M': has_month_or_minute = true; break;
        case 'h':
        case 'H':
        case 's':
        case 'S': has_time = true; break;
        default: break;
        }
    }
    has_day = has_day || (has_month_or_minute && !has_time);
    if (has_day)
        return has_time ? NumberForm::day_and_time : NumberForm::day;
    return has_time ? NumberForm::time : NumberForm::number;
}

NumberCell cell_of_number(std::string_view exact, NumberForm form, DaySystem system)
{
    const NumberCell as_number{std::string(exact), CellKind::number};
    if (form == NumberForm::number || exact.starts_with('-'))
        return as_number;
    const std::size_t point = std::min(exact.find('.'), exact.size());
    constexpr std::size_t k_most_whole_digits = 7;
    constexpr std::size_t k_most_fraction_digits = 12;
    if (point > k_most_whole_digits)
        return as_number;
    std::int64_t days = 0;
    for (const char digit : exact.substr(0, point))
        days = days * 10 + (digit - '0');
    std::int64_t fraction = 0;
    std::int64_t of = 1;
    for (const char digit :
         exact.substr(std::min(point + 1, exact.size())).substr(0, k_most_fraction_digits)) {
        fraction = fraction * 10 + (digit - '0');
        of *= 10;
    }
    // To the nearest second: 86,400 times twelve digits stay within 64 bits.
    std::int64_t seconds = (fraction * k_seconds_of_day * 2 + of) / (of * 2);
    if (seconds == k_seconds_of_day) {
        ++days;
        seconds = 0;
    }
    if (form == NumberForm::time && days == 0)
        return {time_text(seconds), CellKind::time};
    const auto day = day_of_serial(days, system);
    if (!day)
        return as_number;
    if (form != NumberForm::time && seconds == 0)
        return {day->to_text(), CellKind::day};
    return {day->to_text() + 'T' + time_text(seconds), CellKind::day_and_time};
}

}  // namespace taqwim::tables
