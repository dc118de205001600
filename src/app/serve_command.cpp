#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <string>
#include <thread>

#include <sys/resource.h>

#include "app/commands.h"
#include "app/opening.h"
#include "app/server/problem_words.h"
#include "app/server/settings.h"
#include "app/server/system_clock.h"
#include "platform/http/log.h"
#include "platform/http/metrics.h"
#include "platform/http/server.h"
#include "platform/http/static_files.h"
#include "school/repeats.h"

namespace taqwim::app {

namespace {

// What the database, the log and the program itself may need beside the connections.
constexpr rlim_t k_other_descriptors = 512;

// How many connections may be open at once, after as many descriptors were asked for as the system gives: a program
// often gets 1,024 and may have many times more. Beyond them no connection could be accepted, not even to be refused.
std::size_t connections_with_descriptors()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return std::numeric_limits<std::size_t>::max();
    const rlim_t given = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
        limit.rlim_cur = given;
    return std::max(limit.rlim_cur, k_other_descriptors * 2) - k_other_descriptors;
}

http::ServerSettings server_settings(const Settings& settings)
{
    http::ServerSettings wanted;
    wanted.address = settings.text("server.address");
    wanted.port = static_cast<std::uint16_t>(settings.number("server.port"));
    if (!settings.text("server.certificate_file").empty())
        wanted.tls =
            http::TlsSettings{.certificate_chain_file = settings.text("server.certificate_file"),
                              .private_key_file = settings.text("server.private_key_file")};
    wanted.is_behind_tls_proxy = settings.yes("server.behind_tls_proxy");
    wanted.trusted_proxies = settings.list("server.trusted_proxies");
    wanted.workers = static_cast<std::size_t>(settings.number("server.workers"));
    wanted.queue_length = static_cast<std::size_t>(settings.number("server.queue"));
    wanted.slow_workers = static_cast<std::size_t>(settings.number("server.sign_in_workers"));
    wanted.slow_queue_length = static_cast<std::size_t>(settings.number("server.sign_in_queue"));
    wanted.max_connections =
        std::min(static_cast<std::size_t>(settings.number("server.connections")),
                 connections_with_descriptors());
    return wanted;
}

http::LogSettings log_settings(const Settings& settings)
{
    const std::string& level = settings.text("log.level");
    return {.level = level == "debug"     ? http::LogLevel::debug
                     : level == "info"    ? http::LogLevel::info
                     : level == "warning" ? http::LogLevel::warning
                                          : http::LogLevel::error,
            .file = settings.text("log.file")};
}

// Answers while the server runs at all; the database is asked by the figures.
http::Response health(const http::Request&)
{
    return http::json(200, R"({"status":"ok"})");
}

// The built web application, beside the API; without a folder the server has the API alone.
void add_web_files(http::Router& router, const std::string& folder)
{
    if (folder.empty())
        return;
    const auto files =
        std::make_shared<const http::StaticFiles>(http::StaticFiles::from_folder(folder));
    router.set_fallback("web",
                        [files](const http::Request& request) { return files->answer(request); });
}

// A database that does not take it now takes it tomorrow.
void forget_old_repeats(school::Record& record, http::Log& log)
{
    try {
        const auto forgotten = school::forget_old_repeats(record);
        if (!forgotten)
            log.write(http::LogLevel::warning, "repeats_not_forgotten");
    } catch (const database::StorageFault&) {
        log.write(http::LogLevel::warning, "repeats_not_forgotten");
    }
}

}  // namespace

ExitCode serve(const Context& context)
{
    const auto settings = settings_of(context);
    if (!settings)
        return ExitCode::own_files_faulty;
    const SystemClock clock;
    const auto installation = open_installation(context, *settings, clock);
    if (!installation)
        return ExitCode::own_files_faulty;
    const database::Upgrade upgraded = installation->upgraded();
    if (upgraded.from != upgraded.to)
        context.tell("serve.upgraded", {{"from", std::to_string(upgraded.from)},
                                        {"to", std::to_string(upgraded.to)}});

    const auto log = std::make_shared<http::Log>(log_settings(*settings));
    const auto metrics = std::make_shared<http::Metrics>();
    http::Router router;
    router.add({.method = http::Method::get,
                .pattern = "/healthz",
                .handler = health,
                .weight = http::Weight::at_once});
    router.add({.method = http::Method::get,
                .pattern = "/metrics",
                .handler = http::metrics_handler(metrics),
                .weight = http::Weight::at_once});
    installation->add_routes(router);
    add_web_files(router, settings->text("server.web_folder"));

    const auto words = [](Language language) {
        const auto read = std::make_shared<const Words>(language, Digits::latin);
        return std::shared_ptr<const Messages>(read, &read->messages());
    };
    installation->tell_refusals_with(row_words(words(Language::ar), words(Language::en)));
    http::Server server(server_settings(*settings), std::move(router),
                        problem_words(words(Language::ar), words(Language::en)),
                        {http::log_observer(log), http::metrics_observer(metrics)});
    if (const auto refusal = server.start()) {
        const std::string place = settings->text("server.address") + ':' +
                                  std::to_string(settings->number("server.port"));
        // Another program listens there, most likely a server that runs already.
        if (std::ranges::find(refusal->arguments, place, &Arguments::value_type::second) !=
            refusal->arguments.end())
            context.tell("serve.address_taken",
                         {{"address", "\xE2\x81\xA6" + place + "\xE2\x81\xA9"}});
        else
            context.tell(*refusal);
        return ExitCode::own_files_faulty;
    }
    const std::string scheme = settings->text("server.certificate_file").empty() ? "http" : "https";
    context.tell("serve.listening", {{"address", scheme + "://" + settings->text("server.address") +
                                                     ':' + std::to_string(server.port())}});
    log->write(http::LogLevel::info, "started");
    // Answers kept for repeats are forgotten in time: at the start, and then once a day.
    constexpr std::int64_t day_seconds = 24 * 60 * 60;
    Instant next = clock.now();
    while (!context.console.is_interrupted()) {
        if (clock.now() >= next) {
            next = clock.now().plus_seconds(day_seconds);
            forget_old_repeats(installation->record(), *log);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    context.tell("serve.stopping");
    server.stop();
    log->write(http::LogLevel::info, "stopped");
    context.tell("serve.stopped");
    return ExitCode::all_well;
}

}  // namespace taqwim::app
