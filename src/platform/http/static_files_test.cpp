#include "platform/http/static_files.h"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

#include "core/configuration_fault.h"
#include "core/refusal_codes.h"
#include "tests/support/http_server.h"

using namespace taqwim::http;
using taqwim::ConfigurationFault;
using taqwim::EmbeddedFile;
using taqwim::RefusalCode;

namespace {

namespace fs = std::filesystem;

constexpr std::array k_files = {
    EmbeddedFile{"index.html", "<p>page"},
    EmbeddedFile{"assets/index-B3kx91aZ.js", "script"},
    EmbeddedFile{"assets/index-B3kx91aZ.js.br", "packed-br"},
    EmbeddedFile{"assets/index-B3kx91aZ.js.gz", "packed-gz"},
    EmbeddedFile{"assets/alone-B3kx91aZ.js.gz", "nothing to unpack"},
    EmbeddedFile{"assets/sign-in-teachers.css", "style"},
    EmbeddedFile{"favicon.ico", "icon"},
    EmbeddedFile{"sw.js", "worker"},
};

Response answer(const StaticFiles& files, std::string target, NamedTexts headers = {})
{
    Request request;
    request.target = std::move(target);
    request.headers = std::move(headers);
    return files.answer(request);
}

}  // namespace

TEST_CASE("http static files: hashed names are kept for ever, others are asked for again")
{
    const StaticFiles files = StaticFiles::from_embedded(k_files);
    const Response script = answer(files, "/assets/index-B3kx91aZ.js");
    CHECK(script.content() == "script");
    CHECK(script.content_type == "text/javascript; charset=utf-8");
    CHECK(script.header("Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(script.header("Vary") == "Accept-Encoding");
    CHECK_FALSE(script.header("Content-Security-Policy"));
    CHECK(answer(files, "/assets/sign-in-teachers.css").header("Cache-Control") == "no-cache");
    CHECK(answer(files, "/favicon.ico").header("Cache-Control") == "no-cache");
}

TEST_CASE("http static files: pages of the application get index.html with its policy")
{
    StaticFiles files = StaticFiles::from_embedded(k_files);
    for (const char* path : {"/", "/index.html", "/classes/7/marks", "/clauses/SR-7.2b",
                             "/clauses/PG-12.C.6.a", "/%D8%A3"}) {
        const Response page = answer(files, path);
        CHECK(page.content() == "<p>page");
        CHECK(page.header("Cache-Control") == "no-cache");
        CHECK(page.header("Content-Security-Policy")->starts_with("default-src 'self'"));
    }
    files.set_content_security_policy("default-src 'none'");
    CHECK(answer(files, "/").header("Content-Security-Policy") == "default-src 'none'");
}

TEST_CASE("http static files: a service worker gets the policy of pages, under which it runs")
{
    const StaticFiles files = StaticFiles::from_embedded(k_files);
    const Response worker = answer(files, "/sw.js");
    CHECK(worker.header("Content-Security-Policy")->starts_with("default-src 'self'"));
    CHECK(worker.header("Cache-Control") == "no-cache");
}

TEST_CASE(
    "http static files: browsers that take brotli or gzip get the packed file, with its own tag")
{
    const StaticFiles files = StaticFiles::from_embedded(k_files);
    const auto packed = [&](std::string encodings) {
        return answer(files, "/assets/index-B3kx91aZ.js",
                      {{"Accept-Encoding", std::move(encodings)}});
    };
    CHECK(packed("gzip, deflate, br").content() == "packed-br");
    CHECK(packed("gzip, deflate, br").header("Content-Encoding") == "br");
    CHECK(packed("gzip;q=0.5").content() == "packed-gz");
    CHECK(packed("br;q=0, gzip;q=0.0").content() == "script");
    CHECK(packed("identity").content() == "script");
    CHECK(packed("br").header("ETag") != packed("").header("ETag"));
    CHECK(packed("br").content_type == "text/javascript; charset=utf-8");
}

TEST_CASE("http static files: who has the current file is told so without it")
{
    const StaticFiles files = StaticFiles::from_embedded(k_files);
    const std::string tag(*answer(files, "/").header("ETag"));
    const Response same = answer(files, "/", {{"If-None-Match", tag}});
    CHECK(same.status == 304);
    CHECK(same.content().empty());
    CHECK(same.header("ETag") == tag);
    CHECK(answer(files, "/", {{"If-None-Match", "\"old\""}}).status == 200);
}

TEST_CASE("http static files: what is not there, or would lead out, is route_unknown")
{
    const StaticFiles files = StaticFiles::from_embedded(k_files);
    for (const char* path : {"/assets/gone.js", "/assets/alone-B3kx91aZ.js", "/../etc/passwd",
                             "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd",
                             "/assets/../../x", "/%00", "/%ff"}) {
        const Response none = answer(files, path);
        CHECK_MESSAGE(none.status == 404, path);
        REQUIRE(none.refusal);
        CHECK(none.refusal->code == RefusalCode::route_unknown);
    }
}

TEST_CASE(
    "http static files: a folder is read once, without what its links lead to, and needs an index")
{
    std::string pattern = (fs::temp_directory_path() / "taqwim-web-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    const fs::path folder = pattern;
    fs::create_directories(folder / "web/assets");
    std::ofstream(folder / "secret.txt") << "secret";
    std::ofstream(folder / "web/assets/a.css") << "style";
    CHECK_THROWS_AS((void)StaticFiles::from_folder(folder / "web"), ConfigurationFault);
    CHECK_THROWS_AS((void)StaticFiles::from_folder(folder / "none"), ConfigurationFault);
    std::ofstream(folder / "web/index.html") << "<p>page";
    fs::create_symlink(folder / "secret.txt", folder / "web/link.txt");
    fs::create_directory_symlink(folder, folder / "web/up");
    const StaticFiles files = StaticFiles::from_folder(folder / "web");
    fs::remove_all(folder);
    CHECK(answer(files, "/assets/a.css").content() == "style");
    CHECK(answer(files, "/").content() == "<p>page");
    CHECK(answer(files, "/link.txt").status == 404);
    CHECK(answer(files, "/up/secret.txt").status == 404);
}

TEST_CASE("http static files: the server answers them where no route begins")
{
    Router router = sample_router();
    const auto files = std::make_shared<const StaticFiles>(StaticFiles::from_embedded(k_files));
    router.set_fallback("(web)",
                        [files](const Request& request) { return files->answer(request); });
    const TestServer server(std::move(router));
    auto client = server.connect();
    CHECK(client.get("/marks").body == "<p>page");
    const auto missing = client.get("/marks.js");
    CHECK(missing.status == 404);
    CHECK(missing.header("Content-Type") == "application/problem+json; charset=utf-8");
    CHECK(client.get("/hello").body == R"({"hello":1})");
    const auto fresh = client.get("/favicon.ico");
    taqwim::test::HttpRequest again;
    again.target = "/favicon.ico";
    again.headers = {{"If-None-Match", fresh.header("ETag")}};
    const auto same = client.send(again);
    CHECK(same.status == 304);
    CHECK(same.header("Content-Length").empty());
    CHECK(client.get("/hello").status == 200);
}
