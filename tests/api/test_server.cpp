// A server for tests from outside: the routes of the program over sample data, at a moment that is given, so that what
// a test asks does not hang on the day on which it runs.
//
//   taqwim_test_server FOLDER MOMENT [SETTING=VALUE…]      faults stand in FOLDER/log.jsonl
//
// FOLDER/demo.db is filled where it is not there yet. With server.web_folder it has the web application too.
// It says its port on the standard output and serves until its standard input ends. Time goes on from the moment.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "app/server/demo.h"
#include "app/server/installation.h"
#include "app/server/problem_words.h"
#include "app/server/settings.h"
#include "app/words.h"
#include "core/refusal_codes.h"
#include "platform/http/log.h"
#include "platform/http/metrics.h"
#include "platform/http/server.h"
#include "platform/http/static_files.h"
#include "regulations/registration.h"

using namespace taqwim;

namespace {

class RunningClock final : public Clock {
public:
    explicit RunningClock(Instant start) : start_(start) {}
    [[nodiscard]] Instant now() const override
    {
        const auto gone = std::chrono::steady_clock::now() - begun_;
        return start_.plus_seconds(std::chrono::duration_cast<std::chrono::seconds>(gone).count());
    }

private:
    Instant start_;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

std::shared_ptr<const Messages> messages_of(Language language)
{
    const auto words = std::make_shared<const app::Words>(language, Digits::latin);
    return {words, &words->messages()};
}

int fail(const Refusal& refusal)
{
    std::cerr << "taqwim_test_server: " << to_code_text(refusal.code) << ' ' << refusal.field
              << '\n';
    return 1;
}

int serve(const std::string& folder, Instant start, std::vector<std::string> assignments)
{
    const RunningClock clock(start);
    const auto rule_sets = all_rule_sets();
    assignments.insert(assignments.begin(),
                       {"database.url=sqlite:" + folder + "/demo.db", "session.second_factor=false",
                        "password.memory_mebibytes=8", "password.passes=1"});
    const auto settings = app::Settings::read(
        std::nullopt, [](const char*) { return std::nullopt; }, assignments);
    if (!settings)
        return fail(settings.refusal());
    auto installation = app::Installation::open(*settings, rule_sets, clock);
    if (!installation)
        return fail(installation.refusal());
    const auto demo = app::fill_with_demo(**installation, clock);
    if (!demo && demo.refusal().code != RefusalCode::file_exists)
        return fail(demo.refusal());

    const auto metrics = std::make_shared<http::Metrics>();
    const auto log = std::make_shared<http::Log>(
        http::LogSettings{.level = http::LogLevel::error, .file = folder + "/log.jsonl"});
    http::Router router;
    router.add({.method = http::Method::get,
                .pattern = "/healthz",
                .handler = [](const http::Request&) { return http::ok(R"({"status":"ok"})"); }});
    router.add({.method = http::Method::get,
                .pattern = "/metrics",
                .handler = http::metrics_handler(metrics)});
    (*installation)->add_routes(router);
    if (const std::string& web = settings->text("server.web_folder"); !web.empty()) {
        const auto files =
            std::make_shared<const http::StaticFiles>(http::StaticFiles::from_folder(web));
        router.set_fallback(
            "web", [files](const http::Request& request) { return files->answer(request); });
    }
    (*installation)
        ->tell_refusals_with(app::row_words(messages_of(Language::ar), messages_of(Language::en)));
    http::ServerSettings server_settings;
    // Free when none is asked for.
    const bool has_port = std::ranges::any_of(
        assignments, [](const std::string& one) { return one.starts_with("server.port="); });
    server_settings.port =
        has_port ? static_cast<std::uint16_t>(settings->number("server.port")) : 0;
    http::Server server(server_settings, std::move(router),
                        app::problem_words(messages_of(Language::ar), messages_of(Language::en)),
                        {http::metrics_observer(metrics), http::log_observer(log)});
    if (const auto refusal = server.start())
        return fail(*refusal);
    std::cout << server.port() << std::endl;
    while (std::getchar() != EOF) {}
    server.stop();
    return 0;
}

}  // namespace

int main(int count, char** arguments)
{
    const auto start = count >= 3 ? Instant::parse(arguments[2]) : std::nullopt;
    if (!start) {
        std::cerr << "taqwim_test_server FOLDER MOMENT [SETTING=VALUE…]\n";
        return 2;
    }
    return serve(arguments[1], *start, {arguments + 3, arguments + count});
}
