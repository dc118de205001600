// What a server tells about itself. Nothing here can carry what a request or an answer said.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/refusal.h"
#include "platform/http/request.h"

namespace taqwim::http {

struct Route;

struct Answered {
    Method method = Method::get;
    const Route* route = nullptr;  // none: the path is unknown or the request was malformed
    int status = 0;
    std::chrono::microseconds duration{
        0};  // from the whole request to the answer's being handed over
    std::string_view request_id;
    std::int64_t actor_id = 0;
    std::optional<RefusalCode> refusal;
    std::size_t bytes = 0;  // of the answer's body
};

// Called from several threads at once, and must be quick. Each function does nothing unless overridden.
class Observer {
public:
    virtual ~Observer() = default;

    virtual void answered(const Answered& /*answered*/) {}
    virtual void connection_opened() {}
    virtual void connection_closed() {}
    // A connection turned away because its peer has too many.
    virtual void connection_refused() {}
    // How many requests wait for a worker.
    virtual void queue_changed(std::size_t /*waiting*/) {}
    // A handler threw. The type's name is all that is told: a message may quote what was being worked on.
    virtual void handler_failed(std::string_view /*request_id*/, const Route& /*route*/,
                                std::string_view /*exception_type*/)
    {}
    // The server could not accept, or a connection broke inside the server.
    virtual void connection_failed() {}
};

}  // namespace taqwim::http
