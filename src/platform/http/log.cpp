#include "platform/http/log.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "core/configuration_fault.h"
#include "core/instant.h"
#include "core/refusal_codes.h"
#include "platform/http/route.h"

namespace taqwim::http {

namespace {

constexpr std::size_t k_waiting_lines = 8192;

std::string_view to_text(LogLevel level)
{
    switch (level) {
    case LogLevel::debug: return "debug";
    case LogLevel::info: return "info";
    case LogLevel::warning: return "warning";
    case LogLevel::error: return "error";
    }
    return "error";
}

spdlog::level::level_enum spdlog_level(LogLevel level)
{
    switch (level) {
    case LogLevel::debug: return spdlog::level::debug;
    case LogLevel::info: return spdlog::level::info;
    case LogLevel::warning: return spdlog::level::warn;
    case LogLevel::error: return spdlog::level::err;
    }
    return spdlog::level::err;
}

Instant now()
{
    return {std::chrono::duration_cast<std::chrono::milliseconds>(
                std::chrono::system_clock::now().time_since_epoch())
                .count()};
}

// Letters, digits and what stands in a C++ type's name; at most a line's worth.
std::string plain(std::string_view text, std::string_view also)
{
    constexpr std::size_t k_longest = 120;
    std::string kept;
    for (const char letter : text.substr(0, k_longest))
        if ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
            (letter >= '0' && letter <= '9') || also.find(letter) != std::string_view::npos)
            kept += letter;
    return kept;
}

spdlog::sink_ptr sink_for(const LogSettings& settings)
{
    if (settings.file.empty())
        return std::make_shared<spdlog::sinks::stderr_sink_mt>();
    try {
        return std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
            settings.file.string(), settings.file_bytes, settings.kept_files);
    } catch (const spdlog::spdlog_ex&) {
        throw ConfigurationFault(
            ConfigurationProblem{settings.file.string(), 0,
                                 "the log cannot be written here.\nTo fix: name a file in a folder "
                                 "that the program may write to."});
    }
}

class LogObserver : public Observer {
public:
    explicit LogObserver(std::shared_ptr<Log> log) : log_(std::move(log)) {}

    void answered(const Answered& answered) override
    {
        LogLevel level = LogLevel::info;
        if (answered.status >= 500)
            level = LogLevel::warning;
        else if (answered.route != nullptr && answered.route->weight == Weight::at_once)
            level = LogLevel::debug;
        LogFields fields;
        fields.request_id = answered.request_id;
        fields.method = answered.method;
        fields.route = answered.route;
        fields.status = answered.status;
        fields.refusal = answered.refusal;
        fields.milliseconds = answered.duration.count() / 1000;
        fields.actor_id = answered.actor_id;
        log_->write(level, "request_answered", fields);
    }

    void connection_refused() override { log_->write(LogLevel::warning, "connection_refused"); }
    void connection_failed() override { log_->write(LogLevel::error, "connection_failed"); }

    void handler_failed(std::string_view request_id, const Route& route,
                        std::string_view exception_type) override
    {
        LogFields fields;
        fields.request_id = request_id;
        fields.route = &route;
        fields.exception_type = exception_type;
        log_->write(LogLevel::error, "handler_failed", fields);
    }

private:
    const std::shared_ptr<Log> log_;
};

}  // namespace

struct Log::Sink {
    std::shared_ptr<spdlog::details::thread_pool> pool;
    std::shared_ptr<spdlog::async_logger> logger;
};

Log::Log(const LogSettings& settings) : sink_(std::make_unique<Sink>())
{
    const spdlog::sink_ptr sink = sink_for(settings);
    sink_->pool = std::make_shared<spdlog::details::thread_pool>(k_waiting_lines, 1);
    sink_->logger = std::make_shared<spdlog::async_logger>(
        "taqwim", sink, sink_->pool, spdlog::async_overflow_policy::overrun_oldest);
    sink_->logger->set_pattern("%v");
    sink_->logger->set_level(spdlog_level(settings.level));
    sink_->logger->flush_on(spdlog::level::warn);
}

Log::~Log() = default;

void Log::write(LogLevel level, LogEvent event, const LogFields& fields)
{
    if (!sink_->logger->should_log(spdlog_level(level)))
        return;
    nlohmann::ordered_json line = {
        {"time", now().to_text()}, {"level", to_text(level)}, {"event", event.name()}};
    if (!fields.request_id.empty())
        line["request_id"] = plain(fields.request_id, "-");
    if (fields.method)
        line["method"] = http::to_text(*fields.method);
    if (fields.route != nullptr)
        line["route"] = fields.route->pattern;
    if (fields.status != 0)
        line["status"] = fields.status;
    if (fields.refusal)
        line["refusal"] = taqwim::to_text(*fields.refusal);
    if (fields.milliseconds)
        line["milliseconds"] = *fields.milliseconds;
    if (fields.count)
        line["count"] = *fields.count;
    if (fields.actor_id != 0)
        line["actor"] = std::to_string(fields.actor_id);
    if (fields.school_id != 0)
        line["school"] = std::to_string(fields.school_id);
    if (fields.part)
        line["part"] = fields.part->name();
    if (fields.error_number)
        line["error_number"] = *fields.error_number;
    if (!fields.exception_type.empty())
        line["exception"] = plain(fields.exception_type, "_:<>, ");
    sink_->logger->log(spdlog_level(level), line.dump());
}

void Log::flush()
{
    sink_->logger->flush();
}

std::shared_ptr<Observer> log_observer(std::shared_ptr<Log> log)
{
    return std::make_shared<LogObserver>(std::move(log));
}

}  // namespace taqwim::http
