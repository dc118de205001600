// An answer. A handler says what it knows; the server adds the rest: length, date, security headers, "no-store"
// where the handler did not set Cache-Control, the request id, and the words of a problem.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/refusal.h"
#include "platform/http/request.h"

namespace taqwim::http {

// Strict by default: not readable by scripts, sent over TLS alone, not sent along from other sites.
struct Cookie {
    enum class SameSite : std::uint8_t { strict, lax, none };

    std::string name;
    std::string value;  // letters, digits and -._~+/=: anything else is a fault of ours
    std::string path = "/";
    std::optional<std::chrono::seconds> max_age =
        std::nullopt;  // none: until the browser closes; 0 deletes the cookie
    bool is_http_only = true;
    bool is_secure = true;
    SameSite same_site = SameSite::strict;
};

struct Response {
    int status = 200;
    NamedTexts headers;  // beside Content-Type and Content-Length
    std::string content_type;
    std::string body;
    // In the place of `body`, when set: bytes that many answers share and nobody changes, such as a rendered result.
    std::shared_ptr<const std::string> shared_body;

    // Set by problem(): the server has its words written in the language of the request.
    std::optional<Refusal> refusal;
    // Who was served, for the log alone. 0: nobody is known.
    std::int64_t actor_id = 0;

    // Sets a header; one of the same name is replaced.
    Response& with_header(std::string_view name, std::string value);
    // Adds a cookie; others stay.
    Response& with_cookie(const Cookie& cookie);
    // W/"…" or "…": see conditions.h.
    Response& with_etag(std::string etag);
    Response& with_actor(std::int64_t id);

    [[nodiscard]] std::string_view content() const
    {
        return shared_body ? std::string_view(*shared_body) : std::string_view(body);
    }
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
};

// The text is whole JSON, written by a JSON library.
[[nodiscard]] Response json(int status, std::string text);
[[nodiscard]] Response json(int status, std::shared_ptr<const std::string> text);
[[nodiscard]] Response ok(std::string json_text);
[[nodiscard]] Response no_content();
[[nodiscard]] Response bytes(std::string content_type, std::string content);
// To be saved under a name, which may be Arabic: "attachment; filename*=UTF-8''…".
[[nodiscard]] Response file(std::string content_type, std::string content,
                            std::string_view file_name);
[[nodiscard]] Response redirect(int status, std::string location);

// The status comes from the one table in problem.h, the words from the server's ProblemWriter.
[[nodiscard]] Response problem(const Request& request, Refusal refusal);

}  // namespace taqwim::http
