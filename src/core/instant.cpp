#include "core/instant.h"

namespace taqwim {

namespace {

constexpr std::int64_t k_day_milliseconds = 86'400'000;

// The digits of `text` as a number, or nothing when anything else stands there.
std::optional<int> whole(std::string_view text)
{
    int value = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        value = value * 10 + (digit - '0');
    }
    return value;
}

std::int64_t floor_divide(std::int64_t value, std::int64_t by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

}  // namespace

std::optional<Instant> Instant::parse(std::string_view text)
{
    // YYYY-MM-DDTHH:MM:SS and Z, between them a point with one to three decimals or nothing.
    if (text.size() < 20 || text.size() > 24 || text[10] != 'T' || text[13] != ':' ||
        text[16] != ':' || text.back() != 'Z')
        return std::nullopt;
    const auto day = Day::parse(text.substr(0, 10));
    const auto hour = whole(text.substr(11, 2));
    const auto minute = whole(text.substr(14, 2));
    const auto second = whole(text.substr(17, 2));
    if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59)
        return std::nullopt;
    int thousandths = 0;
    if (text.size() > 20) {
        const std::string_view decimals = text.substr(20, text.size() - 21);
        const auto read = whole(decimals);
        if (text[19] != '.' || decimals.empty() || !read)
            return std::nullopt;
        thousandths = *read;
        for (std::size_t i = decimals.size(); i < 3; ++i)
            thousandths *= 10;
    }
    const std::int64_t seconds = (*hour * 60 + *minute) * 60 + *second;
    return Instant{day->number * k_day_milliseconds + seconds * 1000 + thousandths};
}

std::string Instant::to_text() const
{
    const std::int64_t days = floor_divide(milliseconds, k_day_milliseconds);
    const auto rest = static_cast<int>(milliseconds - days * k_day_milliseconds);
    const auto two = [](int number) { return date_text::padded(number, 2); };
    return Day{static_cast<std::int32_t>(days)}.to_text() + 'T' + two(rest / 3'600'000) + ':' +
           two(rest / 60'000 % 60) + ':' + two(rest / 1000 % 60) + '.' +
           date_text::padded(rest % 1000, 3) + 'Z';
}

Day Instant::day(int offset_minutes) const
{
    const std::int64_t there = milliseconds + std::int64_t{offset_minutes} * 60'000;
    return Day{static_cast<std::int32_t>(floor_divide(there, k_day_milliseconds))};
}

}  // namespace taqwim
