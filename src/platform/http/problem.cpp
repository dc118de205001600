#include "platform/http/problem.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "core/refusal_codes.h"

namespace taqwim::http {

namespace {

constexpr std::int64_t k_default_wait_seconds = 5;
constexpr std::int64_t k_longest_wait_seconds = 24 * 60 * 60;

std::optional<std::int64_t> whole_number(const Refusal& refusal, std::string_view name)
{
    for (const auto& [argument, value] : refusal.arguments) {
        if (argument != name)
            continue;
        std::int64_t number = 0;
        const char* end = value.data() + value.size();
        const auto [stop, error] = std::from_chars(value.data(), end, number);
        if (error == std::errc{} && stop == end && number >= 0)
            return std::min(number, k_longest_wait_seconds);
    }
    return std::nullopt;
}

int status_of_kind(RefusalKind kind)
{
    switch (kind) {
    // What was sent was read, and cannot be accepted. Requests that could not be read are 400, by their codes.
    case RefusalKind::invalid_input: return 422;
    case RefusalKind::not_allowed: return 403;
    case RefusalKind::not_found: return 404;
    case RefusalKind::conflict: return 409;
    // The same request can be right on another day, or once the law or a window is open: the state of things stands
    // against it, not what it says.
    case RefusalKind::not_in_force: return 409;
    // Facts are missing in the record: when they are there, the same request is answered.
    case RefusalKind::undetermined: return 409;
    case RefusalKind::not_signed_in: return 401;
    case RefusalKind::too_many: return 429;
    case RefusalKind::unavailable: return 503;
    }
    return 500;
}

}  // namespace

int status_of(const Refusal& refusal)
{
    switch (refusal.code) {
    case RefusalCode::request_malformed:
    case RefusalCode::json_malformed:
    case RefusalCode::json_too_deep:
    case RefusalCode::json_duplicate_key:
    case RefusalCode::text_not_utf8:
    case RefusalCode::idempotency_key_missing: return 400;
    case RefusalCode::method_unsupported: return 405;
    // RFC 9110, 13.1.1: what If-Match names is not what is there any more.
    case RefusalCode::version_stale: return 412;
    case RefusalCode::input_too_large: return 413;
    case RefusalCode::media_type_unsupported: return 415;
    case RefusalCode::condition_missing: return 428;
    case RefusalCode::internal_fault: return 500;
    default: return status_of_kind(refusal.kind());
    }
}

std::optional<std::string> retry_after_of(const Refusal& refusal)
{
    const RefusalKind kind = refusal.kind();
    // After an internal fault a repeat would most likely fail again.
    if ((kind != RefusalKind::too_many && kind != RefusalKind::unavailable) ||
        refusal.code == RefusalCode::internal_fault)
        return std::nullopt;
    if (const auto seconds = whole_number(refusal, "seconds"))
        return std::to_string(*seconds);
    if (const auto minutes = whole_number(refusal, "minutes"))
        return std::to_string(std::min(*minutes * 60, k_longest_wait_seconds));
    return std::to_string(k_default_wait_seconds);
}

std::string bare_problem(const Refusal& refusal, const ProblemContext& context)
{
    std::string code(to_text(refusal.code));
    std::transform(code.begin(), code.end(), code.begin(), [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    });
    nlohmann::ordered_json problem = {
        {"code", std::move(code)}, {"status", context.status}, {"message", nullptr},
        {"field", nullptr},        {"clause", nullptr},        {"request_id", context.request_id}};
    if (!refusal.field.empty())
        problem["field"] = refusal.field;
    if (!refusal.clause.empty())
        problem["clause"] = refusal.clause;
    // What a client sent may stand in `field`: broken bytes are replaced, never thrown about.
    return problem.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace taqwim::http
