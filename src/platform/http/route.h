// Routes: which handler answers which method and path.
//
//   Router router;
//   router.add({Method::get, "/v1/schools/{school_id}/students/{student_id}", read_student});
//   router.add({.method = Method::post, .pattern = "/v1/sessions", .handler = sign_in, .weight = Weight::slow});
//   router.set_fallback(web_files);
//
// A segment that is written out wins over a parameter. Two routes that would match the same requests are a fault of
// ours and stop the program at start. HEAD is answered by GET's handler without the body, OPTIONS by the router.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/refusal.h"
#include "platform/http/request.h"
#include "platform/http/response.h"

namespace taqwim::http {

using Handler = std::function<Response(const Request&)>;
// Tried first, on the I/O thread: it must never wait for anything. Without an answer the handler is asked.
using FastHandler = std::function<std::optional<Response>(const Request&)>;

enum class Weight : std::uint8_t {
    pool,  // the bounded pool of workers
    slow,  // a small pool of its own, for what takes a processor for long (passwords): others do not wait for it
    at_once,  // the handler runs on the I/O thread: health, metrics. It must never wait for anything
};

struct Route {
    Method method = Method::get;  // not head, not options
    std::string pattern;          // "/v1/schools/{school_id}"
    Handler handler;
    std::size_t body_limit = std::size_t{1024} * 1024;  // bytes; a larger body is input_too_large
    Weight weight = Weight::pool;
    FastHandler fast = nullptr;
};

struct RouteMatch {
    const Route* route = nullptr;  // lives as long as the router
    NamedTexts parameters;
};

// The path is there, the method is not; or neither.
struct NoRoute {
    Refusal refusal;  // route_unknown, method_unsupported, request_malformed
    std::string
        allowed;  // for the Allow header: "GET, HEAD, OPTIONS"; empty when the path is unknown
};

class Router {
public:
    Router();
    ~Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    // Throws ConfigurationFault when the pattern is malformed, has no handler, or matches what another route matches.
    void add(Route route);

    // Answers GET and HEAD of every path whose first segment no route begins with: the web interface, and its
    // own paths. `pattern` names it in logs and metrics.
    void set_fallback(std::string pattern, Handler handler);

    // `path` is percent-encoded, as it was sent, without the query.
    [[nodiscard]] std::variant<RouteMatch, NoRoute> match(Method method,
                                                          std::string_view path) const;

    // In the order in which they were added. For tests that walk over all routes.
    [[nodiscard]] std::vector<const Route*> routes() const;
    // The largest body that any route takes.
    [[nodiscard]] std::size_t largest_body_limit() const;

private:
    struct Tree;
    std::unique_ptr<Tree> tree_;
};

}  // namespace taqwim::http
