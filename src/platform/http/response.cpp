#include "platform/http/response.h"

#include <algorithm>
#include <stdexcept>

#include "platform/http/problem.h"
#include "platform/http/request_text.h"

namespace taqwim::http {

namespace {

constexpr std::string_view k_json_type = "application/json; charset=utf-8";

std::string_view to_text(Cookie::SameSite same_site)
{
    switch (same_site) {
    case Cookie::SameSite::strict: return "Strict";
    case Cookie::SameSite::lax: return "Lax";
    case Cookie::SameSite::none: return "None";
    }
    return "Strict";
}

// A line break in a header would let its value write further headers.
void require_header_text(std::string_view text)
{
    if (std::any_of(text.begin(), text.end(), [](char letter) {
            return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
        }))
        throw std::logic_error("a header's text holds a control character");
}

void require_cookie_text(std::string_view text)
{
    const auto is_allowed = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') ||
               std::string_view("-._~+/=").find(letter) != std::string_view::npos;
    };
    if (!std::all_of(text.begin(), text.end(), is_allowed))
        throw std::logic_error("a cookie's text holds what a cookie cannot hold");
}

}  // namespace

Response& Response::with_header(std::string_view name, std::string value)
{
    require_header_text(name);
    require_header_text(value);
    for (auto& [known, old_value] : headers)
        if (equal_in_any_case(known, name)) {
            old_value = std::move(value);
            return *this;
        }
    headers.emplace_back(name, std::move(value));
    return *this;
}

Response& Response::with_cookie(const Cookie& cookie)
{
    require_cookie_text(cookie.name);
    require_cookie_text(cookie.value);
    require_header_text(cookie.path);
    std::string text = cookie.name + "=" + cookie.value + "; Path=" + cookie.path;
    if (cookie.max_age)
        text += "; Max-Age=" + std::to_string(cookie.max_age->count());
    if (cookie.is_http_only)
        text += "; HttpOnly";
    if (cookie.is_secure)
        text += "; Secure";
    text.append("; SameSite=").append(to_text(cookie.same_site));
    headers.emplace_back("Set-Cookie", std::move(text));
    return *this;
}

Response& Response::with_etag(std::string etag)
{
    return with_header("ETag", std::move(etag));
}

Response& Response::with_actor(std::int64_t id)
{
    actor_id = id;
    return *this;
}

std::optional<std::string_view> Response::header(std::string_view name) const
{
    for (const auto& [known, value] : headers)
        if (equal_in_any_case(known, name))
            return value;
    return std::nullopt;
}

Response json(int status, std::string text)
{
    Response response;
    response.status = status;
    response.content_type = k_json_type;
    response.body = std::move(text);
    return response;
}

Response json(int status, std::shared_ptr<const std::string> text)
{
    Response response;
    response.status = status;
    response.content_type = k_json_type;
    response.shared_body = std::move(text);
    return response;
}

Response ok(std::string json_text)
{
    return json(200, std::move(json_text));
}

Response no_content()
{
    Response response;
    response.status = 204;
    return response;
}

Response bytes(std::string content_type, std::string content)
{
    Response response;
    response.content_type = std::move(content_type);
    response.body = std::move(content);
    return response;
}

Response file(std::string content_type, std::string content, std::string_view file_name)
{
    Response response = bytes(std::move(content_type), std::move(content));
    response.with_header("Content-Disposition",
                         "attachment; filename*=UTF-8''" + percent_encoded(file_name));
    return response;
}

Response redirect(int status, std::string location)
{
    Response response;
    response.status = status;
    response.with_header("Location", std::move(location));
    return response;
}

Response problem(const Request& /*request*/, Refusal refusal)
{
    Response response;
    response.status = status_of(refusal);
    if (auto seconds = retry_after_of(refusal))
        response.with_header("Retry-After", std::move(*seconds));
    response.refusal = std::move(refusal);
    return response;
}

}  // namespace taqwim::http
