// The program's log: one JSON object a line.
//
//   log->write(LogLevel::info, "backup_finished", {.count = pages, .milliseconds = took});
//   {"time":"2026-11-22T04:10:00.250Z","level":"info","event":"backup_finished","count":812,"milliseconds":40}
//
// Names, marks, request bodies and query strings cannot get in: an event is a literal of the program, and the fields are
// numbers, codes and routes. Whoever needs a text there adds a typed field here, and says why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/refusal.h"
#include "platform/http/observer.h"

namespace taqwim::http {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

// "request_answered": a literal, known when the program is compiled. Nothing made at run time converts to it.
class LogEvent {
public:
    template <std::size_t size>
    consteval LogEvent(const char (&name)[size])
        : name_(name, size - 1)  // NOLINT: a literal is an event
    {}
    [[nodiscard]] std::string_view name() const { return name_; }

private:
    std::string_view name_;
};

// Each is written when it is set.
struct LogFields {
    std::string_view request_id = {};  // cut to letters, digits and '-'
    std::optional<Method> method = std::nullopt;
    const Route* route = nullptr;  // its pattern: never the path that was sent
    int status = 0;
    std::optional<RefusalCode> refusal = std::nullopt;
    std::optional<std::int64_t> milliseconds = std::nullopt;
    std::optional<std::int64_t> count = std::nullopt;
    std::int64_t actor_id = 0;
    std::int64_t school_id = 0;
    std::optional<LogEvent> part = std::nullopt;  // which part of the program: "sqlite", "backup"
    std::optional<int> error_number = std::nullopt;  // errno, an SQLite result
    std::string_view exception_type = {};            // a C++ type's name
};

struct LogSettings {
    LogLevel level = LogLevel::info;
    std::filesystem::path file = {};                         // empty: the standard error stream
    std::size_t file_bytes = std::size_t{64} * 1024 * 1024;  // then a new file is begun
    std::size_t kept_files = 5;
};

// Safe to use from several threads. Lines are written by a thread of the log; when it cannot keep up, the oldest
// waiting lines are lost rather than a request delayed.
class Log {
public:
    // Throws ConfigurationFault when the file cannot be opened.
    explicit Log(const LogSettings& settings);
    // Writes what waits.
    ~Log();

    void write(LogLevel level, LogEvent event, const LogFields& fields = {});
    void flush();

private:
    struct Sink;
    std::unique_ptr<Sink> sink_;
};

// A line for each request: warning for 5xx and for handlers that threw (error), debug for the at-once routes.
[[nodiscard]] std::shared_ptr<Observer> log_observer(std::shared_ptr<Log> log);

}  // namespace taqwim::http
