// What results of many students may be used for: the purposes of Article 2 (SR-2.1 to SR-2.5) and nothing else (SR-3.6).
// Who asks names one of them in "?purpose=…"; it is kept in the access log with the question and the answer's digest.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/refusal.h"
#include "platform/http/request.h"

namespace taqwim::school {

// A closed list: another purpose needs another regulation.
inline constexpr std::array<std::string_view, 5> k_purposes = {
    "P1_ORGANISE", "P2_LEVEL_PROGRESS", "P3_FEEDBACK", "P4_REVIEW", "P5_REDUCE_FAILURE"};

// Refuses with field_missing and value_not_listed.
[[nodiscard]] Result<std::string> purpose_in(const http::Request& request);

// What else was asked for, in the order in which it was: "year=1446&grade=7".
[[nodiscard]] std::string filter_in(const http::Request& request);

}  // namespace taqwim::school
