// How a refusal is answered: its status, and when to come back. The words are written by a function that is given to
// the server, because messages belong to another room.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/refusal.h"
#include "platform/http/request.h"

namespace taqwim::http {

inline constexpr std::string_view k_problem_type = "application/problem+json; charset=utf-8";

// The one table of kinds, and the few codes that HTTP has a word of its own for.
[[nodiscard]] int status_of(const Refusal& refusal);

// Seconds for Retry-After, out of the refusal's argument `seconds` or `minutes`; for what is unavailable without
// either, a few seconds.
[[nodiscard]] std::optional<std::string> retry_after_of(const Refusal& refusal);

struct ProblemContext {
    Language language = Language::ar;
    std::string_view request_id;
    int status = 0;
};

// {"code", "status", "message", "field", "clause", "request_id"} as JSON text. Called on several threads at once, also
// for requests that no handler saw. It must not throw; if it does, the answer has the code alone.
using ProblemWriter = std::function<std::string(const Refusal&, const ProblemContext&)>;

// The code, status, field, clause and request id without words. For tests, and until messages are at hand.
[[nodiscard]] std::string bare_problem(const Refusal& refusal, const ProblemContext& context);

}  // namespace taqwim::http
