// A server on a free port of loopback, for tests.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "platform/http/server.h"
#include "tests/support/http_client.h"

namespace taqwim::http {

struct TestServer {
    explicit TestServer(Router router, ServerSettings settings = {},
                        std::vector<std::shared_ptr<Observer>> observers = {})
        : server(std::move(settings), std::move(router), bare_problem, std::move(observers))
    {
        const auto refusal = server.start();
        REQUIRE_MESSAGE(!refusal, "the server does not start");
    }

    [[nodiscard]] test::HttpClient connect(
        std::chrono::milliseconds limit = std::chrono::seconds(10)) const
    {
        return test::HttpClient(server.port(), limit);
    }

    Server server;
};

// GET /hello, POST /echo (64 KiB), GET /students/{student_id}, GET /at-once
inline Router sample_router()
{
    Router router;
    router.add({.method = Method::get, .pattern = "/hello", .handler = [](const Request&) {
                    return json(200, R"({"hello":1})");
                }});
    router.add({.method = Method::post,
                .pattern = "/echo",
                .handler = [](const Request& request) { return bytes("text/plain", request.body); },
                .body_limit = std::size_t{64} * 1024});
    router.add({.method = Method::get,
                .pattern = "/students/{student_id}",
                .handler = [](const Request& request) {
                    return bytes("text/plain", std::string(request.path("student_id")) + "|" +
                                                   std::string(request.query("q").value_or("-")));
                }});
    router.add({.method = Method::get,
                .pattern = "/at-once",
                .handler = [](const Request&) { return no_content(); },
                .weight = Weight::at_once});
    return router;
}

// Whether something becomes true within a few seconds.
inline bool soon(const std::function<bool()>& holds)
{
    for (int i = 0; i < 500; ++i) {
        if (holds())
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

}  // namespace taqwim::http
