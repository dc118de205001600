#include "platform/http/log.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <unistd.h>
#include <vector>

#include "core/configuration_fault.h"
#include "core/instant.h"
#include "core/refusal_codes.h"
#include "tests/support/http_server.h"

using namespace taqwim::http;
using Json = nlohmann::json;
using taqwim::ConfigurationFault;
using taqwim::RefusalCode;

namespace {

namespace fs = std::filesystem;

// Neither a text nor an array made at run time is an event.
static_assert(!std::is_convertible_v<std::string, LogEvent>);
static_assert(!std::is_convertible_v<std::string_view, LogEvent>);
static_assert(!std::is_convertible_v<const char*, LogEvent>);

class LogFile {
public:
    LogFile()
    {
        std::string pattern = (fs::temp_directory_path() / "taqwim-log-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
    }
    ~LogFile() { fs::remove_all(folder_); }

    [[nodiscard]] LogSettings settings() const
    {
        LogSettings settings;
        settings.file = folder_ / "taqwim.log";
        return settings;
    }
    [[nodiscard]] const fs::path& folder() const { return folder_; }

    [[nodiscard]] std::string text() const
    {
        std::ifstream stream(folder_ / "taqwim.log");
        return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    }
    [[nodiscard]] std::vector<Json> lines() const
    {
        std::vector<Json> lines;
        std::ifstream stream(folder_ / "taqwim.log");
        for (std::string line; std::getline(stream, line);)
            lines.push_back(Json::parse(line));
        return lines;
    }

private:
    fs::path folder_;
};

}  // namespace

TEST_CASE("http log: a line is JSON with time, level, event and the fields that were set")
{
    const LogFile file;
    {
        Log log(file.settings());
        LogFields fields;
        fields.request_id = "r-1\n\"x\": 2";
        fields.status = 409;
        fields.refusal = RefusalCode::cell_changed;
        fields.milliseconds = 0;
        fields.count = -3;
        fields.actor_id = 9007199254740993;
        fields.school_id = 7;
        fields.part = LogEvent("sqlite");
        fields.error_number = 13;
        fields.exception_type = "std::runtime_error";
        log.write(LogLevel::warning, "entry_refused", fields);
        log.write(LogLevel::info, "started");
        log.write(LogLevel::debug, "not_written");
    }
    const auto lines = file.lines();
    REQUIRE(lines.size() == 2);
    CHECK(taqwim::Instant::parse(lines[0]["time"].get<std::string>()));
    CHECK(lines[0]["level"] == "warning");
    CHECK(lines[0]["event"] == "entry_refused");
    // What is not of an id is left out, so that nobody writes lines of his own.
    CHECK(lines[0]["request_id"] == "r-1x2");
    CHECK(lines[0]["status"] == 409);
    CHECK(lines[0]["refusal"] == "cell_changed");
    CHECK(lines[0]["milliseconds"] == 0);
    CHECK(lines[0]["count"] == -3);
    CHECK(lines[0]["actor"] == "9007199254740993");
    CHECK(lines[0]["school"] == "7");
    CHECK(lines[0]["part"] == "sqlite");
    CHECK(lines[0]["error_number"] == 13);
    CHECK(lines[0]["exception"] == "std::runtime_error");
    CHECK(lines[1].size() == 3);
}

TEST_CASE("http log: requests leave their pattern and status, not what they said")
{
    const LogFile file;
    {
        const auto log = std::make_shared<Log>(file.settings());
        Router router = sample_router();
        router.add({Method::get, "/broken",
                    [](const Request&) -> Response { throw std::runtime_error("secret"); }});
        router.add(
            {Method::get, "/mine", [](const Request&) { return no_content().with_actor(55); }});
        const TestServer server(std::move(router), {}, {log_observer(log)});
        auto client = server.connect();
        CHECK(client.get("/students/secret?q=secret").status == 200);
        CHECK(client.get("/nowhere/secret").status == 404);
        CHECK(client.get("/broken?secret").status == 500);
        CHECK(client.get("/mine").status == 204);
        CHECK(client.get("/at-once").status == 204);
        taqwim::test::HttpRequest post;
        post.method = "POST";
        post.target = "/echo";
        post.headers = {{"Cookie", "session=secret"}, {"X-Request-Id", "secret"}};
        post.body = "secret";
        CHECK(client.send(post).status == 200);
    }
    CHECK(file.text().find("secret") == std::string::npos);
    const auto lines = file.lines();
    REQUIRE(lines.size() == 6);
    CHECK(lines[0]["event"] == "request_answered");
    CHECK(lines[0]["route"] == "/students/{student_id}");
    CHECK(lines[0]["method"] == "GET");
    CHECK(lines[0]["status"] == 200);
    CHECK(lines[0]["level"] == "info");
    CHECK(lines[0].contains("milliseconds"));
    CHECK_FALSE(lines[1].contains("route"));
    CHECK(lines[1]["refusal"] == "route_unknown");
    CHECK(lines[2]["event"] == "handler_failed");
    CHECK(lines[2]["exception"] == "std::runtime_error");
    CHECK(lines[2]["level"] == "error");
    CHECK(lines[3]["status"] == 500);
    CHECK(lines[3]["level"] == "warning");
    CHECK(lines[3]["request_id"] == lines[2]["request_id"]);
    CHECK(lines[4]["actor"] == "55");
}

TEST_CASE("http log: a full file is put aside, and a folder that is not there is a fault")
{
    const LogFile file;
    LogSettings settings = file.settings();
    settings.file_bytes = 2000;
    settings.kept_files = 2;
    {
        Log log(settings);
        for (int i = 0; i < 100; ++i)
            log.write(LogLevel::info, "tick");
    }
    int files = 0;
    for (const auto& entry : fs::directory_iterator(file.folder())) {
        CHECK(entry.file_size() <= 2000);
        ++files;
    }
    CHECK(files == 3);
    settings.file = "/proc/nowhere/taqwim.log";
    CHECK_THROWS_AS(Log{settings}, ConfigurationFault);
}
