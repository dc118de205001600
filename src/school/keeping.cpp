#include "school/keeping.h"

#include <algorithm>
#include <stdexcept>

#include "core/refusal_codes.h"

namespace taqwim::school {

Refusal unknown_record(std::string_view record, std::int64_t id, std::string field)
{
    return {RefusalCode::record_unknown,
            {{"record", std::string(record)}, {"id", std::to_string(id)}},
            std::move(field),
            ""};
}

Refusal existing_record(std::string_view record, std::string value, std::string field)
{
    return {RefusalCode::record_exists,
            {{"record", std::string(record)}, {"value", std::move(value)}},
            std::move(field),
            ""};
}

Refusal stale_version(std::int64_t given, std::int64_t current)
{
    return {RefusalCode::version_stale,
            {{"given", std::to_string(given)}, {"current", std::to_string(current)}},
            "/version",
            ""};
}

Refusal days_reversed(std::string_view field, Day first, Day last)
{
    return {RefusalCode::days_reversed,
            {{"field", std::string(field)},
             {"first_day", first.to_text()},
             {"last_day", last.to_text()}},
            "/" + std::string(field),
            ""};
}

Refusal value_not_listed(std::string_view field, std::string_view value, std::string allowed)
{
    return {RefusalCode::value_not_listed,
            {{"field", std::string(field)},
             {"value", std::string(value)},
             {"allowed", std::move(allowed)}},
            "/" + std::string(field),
            ""};
}

int most_at_once(const std::vector<Period>& periods, const Period& within)
{
    // The count rises only on a first day: it is highest on one of them, or on the first day that is looked at.
    std::vector<Day> days{within.first};
    for (const Period& period : periods)
        if (within.contains(period.first))
            days.push_back(period.first);
    std::ptrdiff_t most = 0;
    for (const Day day : days)
        most = std::max(most, std::ranges::count_if(periods, [&](const Period& period) {
                            return period.contains(day);
                        }));
    return static_cast<int>(most);
}

Day day_in(const database::Row& row, std::string_view column)
{
    const auto day = Day::parse(row.text(column));
    if (!day)
        throw std::logic_error("a column of days holds something else");
    return *day;
}

std::optional<Day> optional_day_in(const database::Row& row, std::string_view column)
{
    return row.is_null(column) ? std::nullopt : std::optional(day_in(row, column));
}

Result<Page> Page::in(const http::Request& request)
{
    constexpr std::int64_t most = 200;
    Page page;
    page.after = std::string(request.query("after").value_or(""));
    if (const auto limit = request.query("limit")) {
        const auto number = parse_id(*limit);
        if (!number || *number > most)
            return Refusal{RefusalCode::value_out_of_range,
                           {{"field", "limit"},
                            {"value", std::string(*limit)},
                            {"minimum", "1"},
                            {"maximum", std::to_string(most)}},
                           "limit",
                           ""};
        page.limit = static_cast<int>(*number);
    }
    return page;
}

Result<std::int64_t> Page::after_id() const
{
    if (after.empty())
        return std::int64_t{0};
    if (const auto id = parse_id(after))
        return *id;
    return Refusal{RefusalCode::page_key_invalid, {{"value", after}}, "after", ""};
}

void must_be_one(std::int64_t affected)
{
    if (affected != 1)
        throw std::logic_error("a write that must change one row changed another number of them");
}

}  // namespace taqwim::school
