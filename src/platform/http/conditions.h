// Conditional requests and keys that make a repeat recognisable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/refusal.h"
#include "platform/http/request.h"

namespace taqwim::http {

// A strong entity tag of bytes: the first half of their SHA-256, in quotation marks.
[[nodiscard]] std::string etag_of(std::string_view content);

// The tag of a version of a record: "\"v12\"".
[[nodiscard]] std::string etag_of_version(std::uint64_t version);

// If-None-Match names the tag, or is "*": the answer is 304 without a body.
[[nodiscard]] bool has_current(const Request& request, std::string_view etag);

// Whether the client takes an encoding: "Accept-Encoding: gzip, br;q=0.5". "br;q=0" says no.
[[nodiscard]] bool accepts_encoding(const Request& request, std::string_view encoding);

// The version that a write is based on, from If-Match: "\"v12\"". Refuses condition_missing (also for "*": a write
// must say what it saw) and request_malformed.
[[nodiscard]] Result<std::uint64_t> required_version(const Request& request);

// The client's key of a write. Refuses idempotency_key_missing, and request_malformed when it is not 1 to 128
// printable ASCII characters.
[[nodiscard]] Result<std::string> idempotency_key(const Request& request);

}  // namespace taqwim::http
