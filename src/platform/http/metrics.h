// Figures about the running program, in Prometheus' text form.
//
//   auto metrics = std::make_shared<Metrics>();
//   Counter entries = metrics->counter("taqwim_marks_entered_total", "Marks entered.");
//   entries.add();
//   router.add({Method::get, "/metrics", metrics_handler(metrics), .weight = Weight::at_once});
//
// Labels hold words of ours (a route's pattern, a code), never what a request said: each new value costs memory for ever.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/http/observer.h"
#include "platform/http/route.h"

namespace taqwim::http {

using Labels = std::vector<std::pair<std::string, std::string>>;

// Handles are cheap to copy and valid as long as their Metrics.
class Counter {
public:
    void add(std::uint64_t count = 1);

private:
    friend class Metrics;
    explicit Counter(void* counter) : counter_(counter) {}
    void* counter_;
};

class Gauge {
public:
    void set(std::int64_t value);
    void add(std::int64_t difference);

private:
    friend class Metrics;
    explicit Gauge(void* gauge) : gauge_(gauge) {}
    void* gauge_;
};

class Histogram {
public:
    void observe_microseconds(std::int64_t microseconds);

private:
    friend class Metrics;
    explicit Histogram(void* histogram) : histogram_(histogram) {}
    void* histogram_;
};

// Safe to use from several threads.
class Metrics {
public:
    Metrics();
    ~Metrics();

    // The same name and labels give the same figure again.
    [[nodiscard]] Counter counter(const std::string& name, const std::string& help,
                                  const Labels& labels = {});
    [[nodiscard]] Gauge gauge(const std::string& name, const std::string& help,
                              const Labels& labels = {});
    // In seconds, from half a millisecond to ten seconds.
    [[nodiscard]] Histogram seconds_histogram(const std::string& name, const std::string& help,
                                              const Labels& labels = {});

    // Called before each exposition: for gauges that are read rather than kept (pool sizes, bytes free).
    void on_collect(std::function<void()> refresh);

    // The exposition text.
    [[nodiscard]] std::string text() const;

private:
    struct Book;
    std::unique_ptr<Book> book_;
};

// Requests by route, method and status; time by route; waiting requests; connections; refusals by code.
[[nodiscard]] std::shared_ptr<Observer> metrics_observer(std::shared_ptr<Metrics> metrics);

[[nodiscard]] Handler metrics_handler(std::shared_ptr<Metrics> metrics);

}  // namespace taqwim::http
