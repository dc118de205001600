// The values of facts, read from text the same way wherever the text comes from. Each returns
// nothing and adds to the problems when the text is not such a value. An empty text is no value and
// no problem: a missing fact stays missing.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/day.h"
#include "core/exact.h"
#include "core/refusal_codes.h"
#include "regulations/frame/fact_place.h"
#include "regulations/frame/problem_list.h"

namespace taqwim {

[[nodiscard]] std::optional<Day> read_day(std::string_view text, const Where& where,
                                          ProblemList& problems);

// A whole number of the range, both ends included.
[[nodiscard]] std::optional<int> read_whole(std::string_view text, int minimum, int maximum,
                                            const Where& where, ProblemList& problems);

// A number as marks are written: digits with or without decimals, in any digits. "70%" and "7/10"
// are no marks.
[[nodiscard]] std::optional<Exact> decimal_of(std::string_view text);
[[nodiscard]] std::optional<Exact> read_decimal(std::string_view text, const Where& where,
                                                ProblemList& problems);

// One of a list of words.
template <class T, std::size_t N>
[[nodiscard]] std::optional<T> read_choice(
    std::string_view text, const std::array<std::pair<std::string_view, T>, N>& choices,
    const Where& where, ProblemList& problems)
{
    if (text.empty())
        return std::nullopt;
    for (const auto& [word, value] : choices)
        if (word == text)
            return value;
    std::string allowed;
    for (const auto& [word, value] : choices)
        allowed += (allowed.empty() ? "" : ", ") + std::string(word);
    problems.add(RefusalCode::value_not_listed, where,
                 {{"value", std::string(text)}, {"allowed", std::move(allowed)}});
    return std::nullopt;
}

// A value in a message is shown up to this length.
[[nodiscard]] std::string shown_value(std::string_view text);

}  // namespace taqwim
