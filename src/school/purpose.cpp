#include "school/purpose.h"

#include <algorithm>

#include "core/refusal_codes.h"

namespace taqwim::school {

namespace {

constexpr std::string_view k_name = "purpose";
constexpr std::string_view k_clause = "SR-3.6";
// What is kept of a value or of a whole question.
constexpr std::size_t k_longest_value = 40;
constexpr std::size_t k_longest_filter = 300;

}  // namespace

Result<std::string> purpose_in(const http::Request& request)
{
    const auto given = request.query(k_name);
    if (!given || given->empty())
        return Refusal{RefusalCode::field_missing,
                       {{"field", std::string(k_name)}},
                       std::string(k_name),
                       std::string(k_clause)};
    if (std::ranges::find(k_purposes, *given) != k_purposes.end())
        return std::string(*given);
    std::string allowed;
    for (const std::string_view purpose : k_purposes)
        allowed.append(allowed.empty() ? "" : ", ").append(purpose);
    return Refusal{RefusalCode::value_not_listed,
                   {{"field", std::string(k_name)},
                    {"value", std::string(given->substr(0, k_longest_value))},
                    {"allowed", std::move(allowed)}},
                   std::string(k_name),
                   std::string(k_clause)};
}

std::string filter_in(const http::Request& request)
{
    std::string filter;
    for (const auto& [name, value] : request.query_parameters)
        if (name != k_name)
            filter.append(filter.empty() ? "" : "&").append(name).append("=").append(value);
    if (filter.size() > k_longest_filter)
        filter.resize(k_longest_filter);
    return filter;
}

}  // namespace taqwim::school
