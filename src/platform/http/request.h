// A request, read and checked before a handler sees it: texts are percent-decoded, valid UTF-8 and without control
// characters; the path fits the route's pattern; the body is within the route's limit.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/refusal.h"

namespace taqwim::http {

// Other methods are refused with method_unsupported before a route is looked for.
enum class Method : std::uint8_t { get, head, post, put, patch, remove, options };

// "GET", "DELETE"
[[nodiscard]] std::string_view to_text(Method method);
[[nodiscard]] std::optional<Method> parse_method(std::string_view text);

enum class Language : std::uint8_t { ar, en };

// The language of an Accept-Language header. Arabic unless English is clearly asked for.
[[nodiscard]] Language preferred_language(std::string_view accept_language);

// Names and values in the order of the request. A name may stand several times.
using NamedTexts = std::vector<std::pair<std::string, std::string>>;

struct Request {
    Method method = Method::get;
    std::string target;  // the path alone as it was sent, still percent-encoded: "/v1/schools/7"
    NamedTexts path_parameters;
    NamedTexts query_parameters;
    NamedTexts headers;
    NamedTexts cookies;
    std::string body;

    std::string request_id;  // goes into the answer, the log and a problem; letters, digits, '-'
    std::string peer;     // the client's address; behind a trusted proxy, the one it forwards for
    bool is_tls = false;  // the client's way to us, or to the trusted proxy, is encrypted
    Language language = Language::ar;

    // The value of "{name}" in the route's pattern. The pattern must have it.
    [[nodiscard]] std::string_view path(std::string_view name) const;
    // The first value of a name; none when it is not there. "?page=" gives an empty text.
    [[nodiscard]] std::optional<std::string_view> query(std::string_view name) const;
    // The first value of a header, blanks around it taken away; the name in any case.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
    [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;

    // What is wrong with the query: a name that is not in `allowed` (field_unknown), or one that
    // stands twice (request_malformed).
    [[nodiscard]] std::optional<Refusal> refuses_query_beside(
        std::initializer_list<std::string_view> allowed) const;

    // The media type of the body without its parameters, in small letters: "application/json". Empty when not said.
    [[nodiscard]] std::string content_type() const;
    // media_type_unsupported when the body is of another type than JSON.
    [[nodiscard]] std::optional<Refusal> refuses_body_beside_json() const;
};

// A header or its value in any case, ASCII letters alone.
[[nodiscard]] bool equal_in_any_case(std::string_view left, std::string_view right);

}  // namespace taqwim::http
