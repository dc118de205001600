// What the head of a request says before anything of its body is read: its route, who asks, in which language.
#pragma once

#include <asio/ip/address.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/http/request.h"
#include "platform/http/request_reader.h"
#include "platform/http/response.h"
#include "platform/http/route.h"

namespace taqwim::http {

// An IPv4 client of an IPv6 socket is known by its IPv4 address.
[[nodiscard]] asio::ip::address plain(const asio::ip::address& address);

[[nodiscard]] bool is_among(const std::vector<asio::ip::address>& addresses,
                            const asio::ip::address& address);

struct Intake {
    std::shared_ptr<Request> request;  // without its body
    RouteMatch match;                  // without a route when the answer is known
    std::optional<Response> early;     // the answer, known already: no route, a malformed target
};

// Where a request comes from.
struct Origin {
    asio::ip::address address;
    bool is_tls = false;
    std::string request_id;  // ours, unless a trusted proxy gave one
};

// X-Forwarded-For, X-Forwarded-Proto and X-Request-Id of `trusted` addresses are believed.
[[nodiscard]] Intake take_in(const RawRequest& raw, Origin origin, const Router& router,
                             const std::vector<asio::ip::address>& trusted);

}  // namespace taqwim::http
