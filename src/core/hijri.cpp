#include "core/hijri.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace taqwim {

namespace {

// Made by tools/make-umm-al-qura: k_umm_al_qura_first_day and k_umm_al_qura_months.
#include "core/umm_al_qura_months.inc"

constexpr int k_months_in_year = 12;

static_assert(k_umm_al_qura_months.size() == k_last_hijri_year - k_first_hijri_year + 1);

constexpr int length_in(std::uint16_t months, int month)
{
    return 29 + ((months >> (month - 1)) & 1);
}

bool is_month_length(int days)
{
    return days == 29 || days == 30;
}

}  // namespace

std::optional<HijriDate> HijriDate::parse(std::string_view text)
{
    const auto read = date_text::numbers<3>(text, {4, 2, 2});
    if (!read)
        return std::nullopt;
    const auto [year, month, day] = *read;
    if (year < k_first_hijri_year || year > k_last_hijri_year || month < 1 ||
        month > k_months_in_year || day < 1 || day > 30)
        return std::nullopt;
    return HijriDate{year, month, day};
}

std::string HijriDate::to_text() const
{
    return date_text::padded(year, 4) + '-' + date_text::padded(month, 2) + '-' +
           date_text::padded(day, 2);
}

const UmmAlQuraTable& UmmAlQuraTable::built_in()
{
    static const UmmAlQuraTable table = [] {
        UmmAlQuraTable made;
        made.month_starts_.reserve(k_umm_al_qura_months.size() * k_months_in_year + 1);
        std::int32_t start = k_umm_al_qura_first_day;
        for (const std::uint16_t months : k_umm_al_qura_months) {
            for (int month = 1; month <= k_months_in_year; ++month) {
                made.month_starts_.push_back(start);
                start += length_in(months, month);
            }
        }
        made.month_starts_.push_back(start);
        return made;
    }();
    return table;
}

std::optional<std::size_t> UmmAlQuraTable::index_of(int year, int month)
{
    if (year < k_first_hijri_year || year > k_last_hijri_year || month < 1 ||
        month > k_months_in_year)
        return std::nullopt;
    return static_cast<std::size_t>((year - k_first_hijri_year) * k_months_in_year + month - 1);
}

int UmmAlQuraTable::length_at(std::size_t index) const
{
    return month_starts_[index + 1] - month_starts_[index];
}

std::optional<HijriDate> UmmAlQuraTable::to_hijri(Day day) const
{
    if (day < first_day() || day > last_day())
        return std::nullopt;
    const auto next = std::upper_bound(month_starts_.begin(), month_starts_.end(), day.number);
    const int index = static_cast<int>(std::distance(month_starts_.begin(), next)) - 1;
    return HijriDate{k_first_hijri_year + index / k_months_in_year, index % k_months_in_year + 1,
                     day.number - *std::prev(next) + 1};
}

std::optional<Day> UmmAlQuraTable::from_hijri(const HijriDate& date) const
{
    const std::optional<std::size_t> index = index_of(date.year, date.month);
    if (!index || date.day < 1 || date.day > length_at(*index))
        return std::nullopt;
    return Day{month_starts_[*index]} + (date.day - 1);
}

std::optional<int> UmmAlQuraTable::month_length(int year, int month) const
{
    const std::optional<std::size_t> index = index_of(year, month);
    if (!index)
        return std::nullopt;
    return length_at(*index);
}

std::optional<HijriDate> UmmAlQuraTable::plus_months(const HijriDate& date, int months) const
{
    if (!from_hijri(date))
        return std::nullopt;
    const std::int64_t from_muharram_0 =
        std::int64_t{date.year} * k_months_in_year + (date.month - 1) + months;
    if (from_muharram_0 < std::int64_t{k_first_hijri_year} * k_months_in_year ||
        from_muharram_0 >= std::int64_t{k_last_hijri_year + 1} * k_months_in_year)
        return std::nullopt;
    const int year = static_cast<int>(from_muharram_0 / k_months_in_year);
    const int month = static_cast<int>(from_muharram_0 % k_months_in_year) + 1;
    return HijriDate{year, month, std::min(date.day, *month_length(year, month))};
}

Day UmmAlQuraTable::first_day() const
{
    return Day{month_starts_.front()};
}

Day UmmAlQuraTable::last_day() const
{
    return Day{month_starts_.back()} - 1;
}

std::optional<UmmAlQuraTable> UmmAlQuraTable::with_corrections(
    std::span<const MonthStartCorrection> corrections) const
{
    UmmAlQuraTable corrected = *this;
    std::vector<std::size_t> named;
    for (const MonthStartCorrection& correction : corrections) {
        const std::optional<std::size_t> index = index_of(correction.year, correction.month);
        if (!index || *index == 0 || std::ranges::find(named, *index) != named.end())
            return std::nullopt;
        const Day now{month_starts_[*index]};
        if (correction.starts_on < now - 1 || correction.starts_on > now + 1)
            return std::nullopt;
        named.push_back(*index);
        corrected.month_starts_[*index] = correction.starts_on.number;
        corrected.corrections_.push_back(correction);
    }
    // Only now: a month between two corrected beginnings has its length when both have moved.
    for (const std::size_t index : named)
        if (!is_month_length(corrected.length_at(index - 1)) ||
            !is_month_length(corrected.length_at(index)))
            return std::nullopt;
    return corrected;
}

std::optional<UmmAlQuraTable> UmmAlQuraTable::with_correction(
    const MonthStartCorrection& correction) const
{
    return with_corrections(std::span(&correction, 1));
}

const std::vector<MonthStartCorrection>& UmmAlQuraTable::corrections() const
{
    return corrections_;
}

std::optional<HijriDate> to_hijri(Day day)
{
    return UmmAlQuraTable::built_in().to_hijri(day);
}

std::optional<Day> from_hijri(const HijriDate& date)
{
    return UmmAlQuraTable::built_in().from_hijri(date);
}

std::optional<int> hijri_month_length(int year, int month)
{
    return UmmAlQuraTable::built_in().month_length(year, month);
}

int hijri_months_between(const HijriDate& from, const HijriDate& to)
{
    if (to < from)
        return -hijri_months_between(to, from);
    const std::int64_t years = std::int64_t{to.year} - from.year;
    const std::int64_t months = years * k_months_in_year + to.month - from.month;
    return static_cast<int>(to.day < from.day ? months - 1 : months);
}

}  // namespace taqwim
