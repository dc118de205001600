#include "platform/http/metrics.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/http_server.h"

using namespace taqwim::http;

namespace {

bool has(const std::string& text, std::string_view line)
{
    return text.find("\n" + std::string(line) + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("http metrics: the same name and labels are the same figure, from all threads")
{
    Metrics metrics;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int j = 0; j < 1000; ++j)
                metrics.counter("taqwim_test_total", "Test.", {{"kind", "a"}}).add();
        });
    for (std::thread& thread : threads)
        thread.join();
    metrics.counter("taqwim_test_total", "Test.", {{"kind", "b"}}).add(5);
    metrics.gauge("taqwim_test_open", "Open.").set(3);
    metrics.gauge("taqwim_test_open", "Open.").add(-1);
    metrics.seconds_histogram("taqwim_test_seconds", "Time.").observe_microseconds(2000);
    Gauge read = metrics.gauge("taqwim_test_read", "Read when asked.");
    metrics.on_collect([read]() mutable { read.set(42); });
    const std::string text = metrics.text();
    CHECK(has(text, "taqwim_test_total{kind=\"a\"} 4000"));
    CHECK(has(text, "taqwim_test_total{kind=\"b\"} 5"));
    CHECK(has(text, "taqwim_test_open 2"));
    CHECK(has(text, "taqwim_test_read 42"));
    CHECK(has(text, "taqwim_test_seconds_bucket{le=\"0.001\"} 0"));
    CHECK(has(text, "taqwim_test_seconds_bucket{le=\"0.0025\"} 1"));
    CHECK(has(text, "taqwim_test_seconds_count 1"));
}

TEST_CASE("http metrics: requests are counted by pattern and status, never by what was asked")
{
    const auto metrics = std::make_shared<Metrics>();
    Router router = sample_router();
    router.add({.method = Method::get,
                .pattern = "/metrics",
                .handler = metrics_handler(metrics),
                .weight = Weight::at_once});
    const TestServer server(std::move(router), {}, {metrics_observer(metrics)});
    auto client = server.connect();
    CHECK(client.get("/students/4711?q=secret").status == 200);
    CHECK(client.get("/students/4712").status == 200);
    CHECK(client.get("/nowhere/4713").status == 404);
    const auto answer = client.get("/metrics");
    CHECK(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
    const std::string& text = answer.body;
    CHECK(has(
        text,
        "taqwim_http_requests_total{class=\"2xx\",method=\"GET\",route=\"/students/{student_id}\","
        "status=\"200\"} 2"));
    CHECK(has(text, "taqwim_http_requests_total{class=\"4xx\",method=\"GET\",route=\"unknown\","
                    "status=\"404\"} 1"));
    CHECK(has(text, "taqwim_http_refusals_total{code=\"route_unknown\"} 1"));
    CHECK(has(text, "taqwim_http_connections 1"));
    CHECK(has(text, "taqwim_http_requests_waiting 0"));
    CHECK(text.find("taqwim_http_request_seconds_count") != std::string::npos);
    CHECK(text.find("471") == std::string::npos);
    CHECK(text.find("secret") == std::string::npos);
}
