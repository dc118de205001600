// Days and instants as columns of text keep them.
#pragma once

#include <optional>
#include <stdexcept>
#include <string_view>

#include "core/day.h"
#include "core/instant.h"
#include "platform/database/row.h"

namespace taqwim::access {

[[nodiscard]] inline std::optional<Instant> instant_or_null(const database::Row& row,
                                                            std::string_view column)
{
    const auto text = row.text_or_null(column);
    if (!text)
        return std::nullopt;
    const auto instant = Instant::parse(*text);
    if (!instant)
        throw std::logic_error("a column of instants holds something else");
    return *instant;
}

[[nodiscard]] inline Instant instant_in(const database::Row& row, std::string_view column)
{
    const auto instant = instant_or_null(row, column);
    if (!instant)
        throw std::logic_error("a column of instants is empty");
    return *instant;
}

[[nodiscard]] inline std::optional<Day> day_or_null(const database::Row& row,
                                                    std::string_view column)
{
    const auto text = row.text_or_null(column);
    if (!text)
        return std::nullopt;
    const auto day = Day::parse(*text);
    if (!day)
        throw std::logic_error("a column of days holds something else");
    return *day;
}

[[nodiscard]] inline Day day_in(const database::Row& row, std::string_view column)
{
    const auto day = day_or_null(row, column);
    if (!day)
        throw std::logic_error("a column of days is empty");
    return *day;
}

}  // namespace taqwim::access
