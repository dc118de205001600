#include "platform/http/request_intake.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

#include "core/refusal_codes.h"
#include "platform/http/problem.h"
#include "platform/http/request_text.h"

namespace taqwim::http {

namespace {

bool is_request_id(std::string_view text)
{
    return !text.empty() && text.size() <= 64 &&
           std::all_of(text.begin(), text.end(), [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= '0' && letter <= '9') || letter == '-';
           });
}

// "/v1/x?y" and "http://host/v1/x?y" are "/v1/x" and "y". None for anything else.
std::optional<std::pair<std::string_view, std::string_view>> path_and_query(std::string_view target)
{
    for (const std::string_view scheme : {"http://", "https://"})
        if (target.starts_with(scheme)) {
            const std::size_t slash = target.find('/', scheme.size());
            target = slash == std::string_view::npos ? "/" : target.substr(slash);
            break;
        }
    if (!target.starts_with('/') || target.find('#') != std::string_view::npos)
        return std::nullopt;
    const std::size_t mark = target.find('?');
    if (mark == std::string_view::npos)
        return std::pair{target, std::string_view{}};
    return std::pair{target.substr(0, mark), target.substr(mark + 1)};
}

void believe_proxy(Request& request, const std::vector<asio::ip::address>& trusted)
{
    if (const auto protocol = request.header("X-Forwarded-Proto"))
        request.is_tls = equal_in_any_case(*protocol, "https");
    if (const auto id = request.header("X-Request-Id"); id && is_request_id(*id))
        request.request_id = *id;
    // Each proxy adds whom it speaks for at the end; what a client wrote itself stands before.
    std::string_view list = request.header("X-Forwarded-For").value_or("");
    while (!list.empty()) {
        const std::size_t comma = list.rfind(',');
        const std::size_t start = comma == std::string_view::npos ? 0 : comma + 1;
        asio::error_code error;
        const auto address =
            plain(asio::ip::make_address(std::string(without_blanks(list.substr(start))), error));
        if (error)
            return;
        request.peer = address.to_string();
        if (!is_among(trusted, address) || start == 0)
            return;
        list = list.substr(0, start - 1);
    }
}

}  // namespace

asio::ip::address plain(const asio::ip::address& address)
{
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    return address;
}

bool is_among(const std::vector<asio::ip::address>& addresses, const asio::ip::address& address)
{
    return std::find(addresses.begin(), addresses.end(), address) != addresses.end();
}

Intake take_in(const RawRequest& raw, Origin origin, const Router& router,
               const std::vector<asio::ip::address>& trusted)
{
    Intake intake;
    intake.request = std::make_shared<Request>();
    Request& request = *intake.request;
    request.headers = raw.headers;
    request.request_id = std::move(origin.request_id);
    request.is_tls = origin.is_tls;
    request.peer = origin.address.to_string();
    if (is_among(trusted, origin.address))
        believe_proxy(request, trusted);
    if (const auto languages = request.header("Accept-Language"))
        request.language = preferred_language(*languages);

    const auto method = parse_method(raw.method);
    if (method)
        request.method = *method;
    if (raw.target == "*" && method == Method::options) {
        intake.early = no_content();
        return intake;
    }
    const auto parts = path_and_query(raw.target);
    auto query = parts ? parse_query(parts->second) : std::nullopt;
    if (!parts || !query) {
        intake.early = problem(request, {RefusalCode::request_malformed, {}, {}, {}});
        return intake;
    }
    request.target = parts->first;
    request.query_parameters = std::move(*query);
    for (const auto& [name, value] : request.headers)
        if (equal_in_any_case(name, "Cookie"))
            for (auto& cookie : parse_cookies(value))
                request.cookies.push_back(std::move(cookie));

    auto found = router.match(method.value_or(Method::options), request.target);
    if (auto* match = std::get_if<RouteMatch>(&found)) {
        intake.match = *match;
        request.path_parameters = std::move(match->parameters);
        return intake;
    }
    auto& none = std::get<NoRoute>(found);
    if (method == Method::options && !none.allowed.empty()) {
        intake.early = no_content();
    } else {
        if (!method && !none.allowed.empty())
            none.refusal.arguments = {{"method", raw.method}, {"allowed", none.allowed}};
        intake.early = problem(request, std::move(none.refusal));
    }
    if (!none.allowed.empty())
        intake.early->with_header("Allow", none.allowed);
    return intake;
}

}  // namespace taqwim::http
