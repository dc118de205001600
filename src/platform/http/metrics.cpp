#include "platform/http/metrics.h"

#include <chrono>
#include <map>
#include <mutex>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <tuple>

#include "core/refusal_codes.h"

namespace taqwim::http {

namespace {

const prometheus::Histogram::BucketBoundaries k_seconds = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

std::map<std::string, std::string> label_map(const Labels& labels)
{
    return {labels.begin(), labels.end()};
}

}  // namespace

void Counter::add(std::uint64_t count)
{
    static_cast<prometheus::Counter*>(counter_)->Increment(static_cast<double>(count));
}

void Gauge::set(std::int64_t value)
{
    static_cast<prometheus::Gauge*>(gauge_)->Set(static_cast<double>(value));
}

void Gauge::add(std::int64_t difference)
{
    static_cast<prometheus::Gauge*>(gauge_)->Increment(static_cast<double>(difference));
}

void Histogram::observe_microseconds(std::int64_t microseconds)
{
    static_cast<prometheus::Histogram*>(histogram_)
        ->Observe(static_cast<double>(microseconds) / 1e6);
}

struct Metrics::Book {
    prometheus::Registry registry;
    mutable std::mutex mutex;
    std::vector<std::function<void()>> refreshers;
};

Metrics::Metrics() : book_(std::make_unique<Book>()) {}
Metrics::~Metrics() = default;

// The registry itself gives the same family and the same figure for the same name and labels.
Counter Metrics::counter(const std::string& name, const std::string& help, const Labels& labels)
{
    return Counter(&prometheus::BuildCounter()
                        .Name(name)
                        .Help(help)
                        .Register(book_->registry)
                        .Add(label_map(labels)));
}

Gauge Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels)
{
    return Gauge(&prometheus::BuildGauge()
                      .Name(name)
                      .Help(help)
                      .Register(book_->registry)
                      .Add(label_map(labels)));
}

Histogram Metrics::seconds_histogram(const std::string& name, const std::string& help,
                                     const Labels& labels)
{
    return Histogram(&prometheus::BuildHistogram()
                          .Name(name)
                          .Help(help)
                          .Register(book_->registry)
                          .Add(label_map(labels), k_seconds));
}

void Metrics::on_collect(std::function<void()> refresh)
{
    const std::lock_guard lock(book_->mutex);
    book_->refreshers.push_back(std::move(refresh));
}

std::string Metrics::text() const
{
    std::vector<std::function<void()>> refreshers;
    {
        const std::lock_guard lock(book_->mutex);
        refreshers = book_->refreshers;
    }
    for (const auto& refresh : refreshers)
        refresh();
    return prometheus::TextSerializer().Serialize(book_->registry.Collect());
}

namespace {

class MetricsObserver : public Observer {
public:
    explicit MetricsObserver(std::shared_ptr<Metrics> metrics)
        : metrics_(std::move(metrics)),
          connections_(metrics_->gauge("taqwim_http_connections", "Open connections.")),
          opened_(metrics_->counter("taqwim_http_connections_total", "Connections accepted.")),
          turned_away_(metrics_->counter("taqwim_http_connections_refused_total",
                                         "Connections turned away at a limit.")),
          failed_(metrics_->counter(
              "taqwim_http_connections_failed_total",
              "Connections that could not be accepted, or broke inside the server.")),
          waiting_(
              metrics_->gauge("taqwim_http_requests_waiting", "Requests waiting for a worker.")),
          faults_(metrics_->counter("taqwim_http_handler_faults_total", "Handlers that threw."))
    {}

    void answered(const Answered& answered) override
    {
        Figures& figures = figures_of(answered.route, answered.method, answered.status);
        figures.requests.add();
        figures.duration.observe_microseconds(answered.duration.count());
        if (answered.refusal)
            refusals_of(*answered.refusal).add();
    }

    void connection_opened() override
    {
        connections_.add(1);
        opened_.add();
    }
    void connection_closed() override { connections_.add(-1); }
    void connection_refused() override { turned_away_.add(); }
    void connection_failed() override { failed_.add(); }
    void queue_changed(std::size_t waiting) override
    {
        waiting_.set(static_cast<std::int64_t>(waiting));
    }
    void handler_failed(std::string_view, const Route&, std::string_view) override
    {
        faults_.add();
    }

private:
    struct Figures {
        Counter requests;
        Histogram duration;
    };

    // Routes, methods and statuses are few: the table stays small whatever is asked.
    Figures& figures_of(const Route* route, Method method, int status)
    {
        const std::lock_guard lock(mutex_);
        const auto key = std::tuple(route, method, status);
        if (const auto known = figures_.find(key); known != figures_.end())
            return known->second;
        const std::string pattern = route != nullptr ? route->pattern : "unknown";
        const std::string method_text(to_text(method));
        Figures figures{metrics_->counter("taqwim_http_requests_total", "Requests answered.",
                                          {{"route", pattern},
                                           {"method", method_text},
                                           {"status", std::to_string(status)},
                                           {"class", std::to_string(status / 100) + "xx"}}),
                        metrics_->seconds_histogram("taqwim_http_request_seconds",
                                                    "From the whole request to its answer.",
                                                    {{"route", pattern}, {"method", method_text}})};
        return figures_.emplace(key, figures).first->second;
    }

    Counter& refusals_of(RefusalCode code)
    {
        const std::lock_guard lock(mutex_);
        if (const auto known = refusals_.find(code); known != refusals_.end())
            return known->second;
        return refusals_
            .emplace(code,
                     metrics_->counter("taqwim_http_refusals_total", "Refusals by their code.",
                                       {{"code", std::string(to_text(code))}}))
            .first->second;
    }

    const std::shared_ptr<Metrics> metrics_;
    Gauge connections_;
    Counter opened_;
    Counter turned_away_;
    Counter failed_;
    Gauge waiting_;
    Counter faults_;
    std::mutex mutex_;
    std::map<std::tuple<const Route*, Method, int>, Figures> figures_;
    std::map<RefusalCode, Counter> refusals_;
};

}  // namespace

std::shared_ptr<Observer> metrics_observer(std::shared_ptr<Metrics> metrics)
{
    return std::make_shared<MetricsObserver>(std::move(metrics));
}

Handler metrics_handler(std::shared_ptr<Metrics> metrics)
{
    return [metrics = std::move(metrics)](const Request&) {
        return bytes("text/plain; version=0.0.4; charset=utf-8", metrics->text());
    };
}

}  // namespace taqwim::http
