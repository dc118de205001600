#include "platform/http/server.h"

#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "core/refusal_codes.h"
#include "tests/support/http_server.h"

using namespace taqwim::http;
using taqwim::Refusal;
using taqwim::RefusalCode;
using taqwim::test::HttpAnswer;
using taqwim::test::HttpClient;
using taqwim::test::HttpRequest;
using namespace std::chrono_literals;

namespace {

// A door that handlers wait at.
class Gate {
public:
    void pass()
    {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return is_open_; });
    }
    void open()
    {
        const std::lock_guard lock(mutex_);
        is_open_ = true;
        changed_.notify_all();
    }
    void await(int waiting)
    {
        std::unique_lock lock(mutex_);
        REQUIRE(changed_.wait_for(lock, 10s, [&] { return waiting_ >= waiting; }));
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int waiting_ = 0;
    bool is_open_ = false;
};

HttpRequest request(std::string method, std::string target)
{
    HttpRequest request;
    request.method = std::move(method);
    request.target = std::move(target);
    return request;
}

}  // namespace

TEST_CASE("http server: answers on one connection again and again, with the headers of safety")
{
    const TestServer server(sample_router());
    HttpClient client = server.connect();
    for (int i = 0; i < 3; ++i) {
        const HttpAnswer answer = client.get("/hello");
        CHECK(answer.status == 200);
        CHECK(answer.body == R"({"hello":1})");
        CHECK(answer.header("Content-Type") == "application/json; charset=utf-8");
        CHECK(answer.header("Connection") == "keep-alive");
        CHECK(answer.header("Cache-Control") == "no-store");
        CHECK(answer.header("X-Content-Type-Options") == "nosniff");
        CHECK(answer.header("Referrer-Policy") == "no-referrer");
        CHECK(answer.header("Cross-Origin-Opener-Policy") == "same-origin");
        CHECK(answer.header("Cross-Origin-Resource-Policy") == "same-origin");
        CHECK(answer.header("Content-Security-Policy") ==
              "default-src 'none'; frame-ancestors 'none'");
        CHECK(answer.header("Strict-Transport-Security").empty());
        CHECK(answer.header("Date").ends_with(" GMT"));
        CHECK_FALSE(answer.header("X-Request-Id").empty());
    }
}

TEST_CASE("http server: HEAD has the length without the body, 204 has neither")
{
    const TestServer server(sample_router());
    HttpClient client = server.connect();
    const HttpAnswer head = client.send(request("HEAD", "/hello"));
    CHECK(head.status == 200);
    CHECK(head.header("Content-Length") == "11");
    CHECK(head.body.empty());
    const HttpAnswer nothing = client.get("/at-once");
    CHECK(nothing.status == 204);
    CHECK(nothing.header("Content-Length").empty());
    CHECK(client.get("/hello").status == 200);
}

TEST_CASE("http server: an unknown path is 404, a known path with another method 405 with Allow")
{
    const TestServer server(sample_router());
    HttpClient client = server.connect();
    const HttpAnswer unknown = client.get("/nowhere");
    CHECK(unknown.status == 404);
    CHECK(unknown.header("Content-Type") == "application/problem+json; charset=utf-8");
    CHECK(unknown.body.find("\"code\":\"ROUTE_UNKNOWN\"") != std::string::npos);
    CHECK(unknown.body.find(unknown.header("X-Request-Id")) != std::string::npos);

    const HttpAnswer method = client.send(request("DELETE", "/hello"));
    CHECK(method.status == 405);
    CHECK(method.header("Allow") == "GET, HEAD, OPTIONS");
    const HttpAnswer odd = client.send(request("PROPFIND", "/hello"));
    CHECK(odd.status == 405);
    CHECK(odd.header("Allow") == "GET, HEAD, OPTIONS");

    const HttpAnswer options = client.send(request("OPTIONS", "/echo"));
    CHECK(options.status == 204);
    CHECK(options.header("Allow") == "POST, OPTIONS");
    CHECK(client.send(request("OPTIONS", "*")).status == 204);
    CHECK(client.send(request("OPTIONS", "/nowhere")).status == 404);
}

TEST_CASE("http server: parameters of path and query arrive decoded, Arabic too")
{
    const TestServer server(sample_router());
    HttpClient client = server.connect();
    CHECK(client.get("/students/%D8%A3%2F7?q=%D8%A8+c").body == "\xD8\xA3/7|\xD8\xA8 c");
    CHECK(client.get("/students/7").body == "7|-");
    CHECK(client.get("http://localhost/students/8?q=1").body == "8|1");
    // Broken escapes, broken UTF-8, an overlong slash, a zero byte, a line break.
    for (const std::string_view target :
         {"/students/%D8", "/students/%zz", "/students/%C0%AF", "/students/%00",
          "/students/7?q=%0d%0a", "/students/%ED%A0%80", "/students/7%"}) {
        const HttpAnswer answer = client.get(std::string(target));
        CHECK_MESSAGE(answer.status == 400, target);
        CHECK(answer.body.find("REQUEST_MALFORMED") != std::string::npos);
    }
    // None of those cost the connection.
    CHECK(client.get("/hello").status == 200);
}

TEST_CASE("http server: bodies with a length and in chunks arrive whole")
{
    const TestServer server(sample_router());
    HttpClient client = server.connect();
    HttpRequest post = request("POST", "/echo");
    post.body = std::string(65536, 'x');
    CHECK(client.send(post).body == post.body);

    client.write(
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    client.write("2;ext=1\r\nde\r\n0\r\nTrailer: x\r\n\r\n");
    CHECK(client.read()->body == "abcde");

    client.write(
        "POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    CHECK(client.read()->status == 100);
    client.write("ok");
    CHECK(client.read()->body == "ok");
}

TEST_CASE("http server: a request that comes byte by byte is a request")
{
    const TestServer server(sample_router());
    HttpClient client = server.connect();
    for (const char byte :
         std::string_view("POST /echo HTTP/1.1\r\nhOST: h\r\ncontent-length: 3\r\n\r\nabc"))
        REQUIRE(client.write({&byte, 1}));
    CHECK(client.read()->body == "abc");
}

TEST_CASE("http server: pipelined requests are answered in their order")
{
    const TestServer server(sample_router());
    HttpClient client = server.connect();
    std::string text;
    for (int i = 0; i < 50; ++i)
        text += "GET /students/" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\n\r\n";
    client.write(text);
    for (int i = 0; i < 50; ++i)
        CHECK(client.read()->body == std::to_string(i) + "|-");
}

TEST_CASE("http server: a client that has closed its side is still answered")
{
    const TestServer server(sample_router());
    HttpClient client = server.connect();
    client.write("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n");
    client.close_sending_side();
    CHECK(client.read()->status == 200);
    CHECK(client.is_closed_by_server());
}

TEST_CASE("http server: HTTP/1.0 and \"Connection: close\" end the connection")
{
    const TestServer server(sample_router());
    HttpClient old_client = server.connect();
    old_client.write("GET /hello HTTP/1.0\r\n\r\n");
    CHECK(old_client.read()->status == 200);
    CHECK(old_client.is_closed_by_server());
    HttpClient client = server.connect();
    HttpRequest closing = request("GET", "/hello");
    closing.headers = {{"Connection", "close"}};
    CHECK(client.send(closing).header("Connection") == "close");
    CHECK(client.is_closed_by_server());
}

TEST_CASE("http server: an offered upgrade is passed over")
{
    const TestServer server(sample_router());
    HttpClient client = server.connect();
    HttpRequest upgrade = request("GET", "/hello");
    upgrade.headers = {{"Connection", "Upgrade, HTTP2-Settings"}, {"Upgrade", "h2c"}};
    const HttpAnswer answer = client.send(upgrade);
    CHECK(answer.status == 200);
    CHECK(answer.header("Connection") == "close");
}

TEST_CASE("http server: a handler's exception is an internal fault that tells nothing")
{
    struct Watcher : Observer {
        void handler_failed(std::string_view, const Route& route, std::string_view type) override
        {
            told = route.pattern + " " + std::string(type);
        }
        std::string told;
    };
    const auto watcher = std::make_shared<Watcher>();
    Router router = sample_router();
    router.add({Method::get, "/broken",
                [](const Request&) -> Response { throw std::runtime_error("a mark of 17"); }});
    router.add({Method::get, "/odd", [](const Request&) -> Response { throw 5; }});
    const TestServer server(std::move(router), {}, {watcher});
    HttpClient client = server.connect();
    const HttpAnswer answer = client.get("/broken");
    CHECK(answer.status == 500);
    CHECK(answer.body.find("INTERNAL_FAULT") != std::string::npos);
    CHECK(answer.body.find("17") == std::string::npos);
    CHECK(watcher->told == "/broken std::runtime_error");
    CHECK(client.get("/odd").status == 500);
    CHECK(client.get("/hello").status == 200);
}

TEST_CASE("http server: a fast handler answers, or leaves it to the pool")
{
    Router router;
    const auto ready = std::make_shared<const std::string>("ready");
    router.add({.method = Method::get,
                .pattern = "/results/{id}",
                .handler = [](const Request&) { return json(200, "made"); },
                .fast = [ready](const Request& asked) -> std::optional<Response> {
                    if (asked.path("id") == "1")
                        return json(200, ready);
                    return std::nullopt;
                }});
    const TestServer server(std::move(router));
    HttpClient client = server.connect();
    CHECK(client.get("/results/1").body == "ready");
    CHECK(client.get("/results/2").body == "made");
    CHECK(ready.use_count() == 2);
}

TEST_CASE("http server: when the queue is full the answer is 503 with Retry-After, at once")
{
    Gate gate;
    Router router = sample_router();
    router.add({Method::get, "/wait", [&](const Request&) {
                    gate.pass();
                    return no_content();
                }});
    ServerSettings settings;
    settings.workers = 1;
    settings.queue_length = 2;
    const TestServer server(std::move(router), settings);
    std::vector<HttpClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(server.connect());
        clients.back().write("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
        if (i == 0)
            gate.await(1);
    }
    // Both are in the queue once a third is refused.
    HttpClient late = server.connect();
    HttpAnswer answer;
    CHECK(soon([&] { return (answer = late.get("/at-once")).status == 204; }));
    CHECK(soon([&] {
        answer = late.get("/hello");
        return answer.status == 503;
    }));
    CHECK(answer.header("Retry-After") == "1");
    CHECK(answer.body.find("SERVER_BUSY") != std::string::npos);
    gate.open();
    for (HttpClient& client : clients)
        CHECK(client.read()->status == 204);
    CHECK(late.get("/hello").status == 200);
}

TEST_CASE("http server: slow work does not hold up the rest")
{
    Gate gate;
    Router router = sample_router();
    router.add({.method = Method::post,
                .pattern = "/sign-in",
                .handler =
                    [&](const Request&) {
                        gate.pass();
                        return no_content();
                    },
                .weight = Weight::slow});
    ServerSettings settings;
    settings.workers = 1;
    const TestServer server(std::move(router), settings);
    std::vector<HttpClient> clients;
    for (int i = 0; i < 10; ++i) {
        clients.push_back(server.connect());
        clients.back().write("POST /sign-in HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    gate.await(1);
    CHECK(server.connect().get("/hello").status == 200);
    gate.open();
    for (HttpClient& client : clients)
        CHECK(client.read()->status == 204);
}

TEST_CASE("http server: a trusted proxy is believed about the client, another client is not")
{
    Router router;
    router.add({Method::get, "/me", [](const Request& asked) {
                    return bytes("text/plain", asked.peer + (asked.is_tls ? " tls " : " plain ") +
                                                   asked.request_id);
                }});
    HttpRequest asked = request("GET", "/me");
    asked.headers = {{"X-Forwarded-For", "6.6.6.6, 10.1.2.3"},
                     {"X-Forwarded-Proto", "https"},
                     {"X-Request-Id", "abc-1"}};
    {
        Router same = std::move(router);
        ServerSettings settings;
        settings.trusted_proxies = {"127.0.0.1"};
        const TestServer server(std::move(same), settings);
        const HttpAnswer answer = server.connect().send(asked);
        CHECK(answer.body == "10.1.2.3 tls abc-1");
        CHECK(answer.header("Strict-Transport-Security") == "max-age=31536000");
    }
    Router other;
    other.add(
        {Method::get, "/me", [](const Request& told) { return bytes("text/plain", told.peer); }});
    const TestServer server(std::move(other));
    CHECK(server.connect().send(asked).body == "127.0.0.1");
}

TEST_CASE("http server: other addresses than loopback need TLS, here or before")
{
    ServerSettings settings;
    settings.address = "0.0.0.0";
    Server refused(settings, sample_router(), bare_problem);
    const auto refusal = refused.start();
    REQUIRE(refusal);
    CHECK(refusal->code == RefusalCode::listen_without_tls);
    settings.is_behind_tls_proxy = true;
    const TestServer allowed(sample_router(), settings);
    CHECK(allowed.connect().get("/hello").status == 200);
}

TEST_CASE("http server: settings that cannot be used are refused")
{
    const auto code_of = [](const ServerSettings& settings) -> std::optional<RefusalCode> {
        Server server(settings, sample_router(), bare_problem);
        const auto refusal = server.start();
        return refusal ? std::optional(refusal->code) : std::nullopt;
    };
    ServerSettings no_address;
    no_address.address = "somewhere";
    CHECK(code_of(no_address) == RefusalCode::setting_invalid);
    ServerSettings foreign;
    foreign.address = "203.0.113.9";
    foreign.is_behind_tls_proxy = true;
    CHECK(code_of(foreign) == RefusalCode::setting_invalid);
    ServerSettings proxy;
    proxy.trusted_proxies = {"proxy"};
    CHECK(code_of(proxy) == RefusalCode::setting_invalid);
    const TestServer server(sample_router());
    ServerSettings taken;
    taken.port = server.server.port();
    CHECK(code_of(taken) == RefusalCode::setting_invalid);
    ServerSettings no_file;
    no_file.tls = TlsSettings{"/nonexistent/certificate.pem", "/nonexistent/key.pem"};
    CHECK(code_of(no_file) == RefusalCode::file_not_readable);
}

TEST_CASE("http server: a graceful stop answers every request that it received")
{
    std::atomic<int> handled = 0;
    Router router;
    router.add({Method::get, "/work", [&](const Request&) {
                    std::this_thread::sleep_for(5ms);
                    ++handled;
                    return no_content();
                }});
    ServerSettings settings;
    settings.workers = 2;
    TestServer server(std::move(router), settings);
    std::vector<HttpClient> clients;
    for (int i = 0; i < 60; ++i) {
        clients.push_back(server.connect());
        clients.back().write("GET /work HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    const std::uint16_t port = server.server.port();
    std::thread stopper([&] { server.server.stop(); });
    int answered = 0;
    for (HttpClient& client : clients) {
        const auto answer = client.read();
        if (answer && answer->status == 204)
            ++answered;
        CHECK(client.is_closed_by_server());
    }
    stopper.join();
    CHECK(answered == 60);
    CHECK(handled == 60);
    CHECK_THROWS(HttpClient{port});
    server.server.stop();
}

TEST_CASE("http server: a stop does not wait longer than its limit for clients")
{
    Gate gate;
    Router router = sample_router();
    router.add({Method::get, "/wait", [&](const Request&) {
                    gate.pass();
                    return no_content();
                }});
    ServerSettings settings;
    settings.stop_limit = 200ms;
    TestServer server(std::move(router), settings);
    HttpClient idle = server.connect();
    CHECK(idle.get("/hello").status == 200);
    HttpClient slow = server.connect();
    slow.write("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n");
    HttpClient waiting = server.connect();
    waiting.write("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
    gate.await(1);
    std::thread opener([&] {
        std::this_thread::sleep_for(600ms);
        gate.open();
    });
    const auto start = std::chrono::steady_clock::now();
    server.server.stop();
    CHECK(std::chrono::steady_clock::now() - start < 3s);
    CHECK(idle.is_closed_by_server());
    CHECK(slow.is_closed_by_server());
    CHECK_FALSE(waiting.read());
    opener.join();
}

TEST_CASE("http server: a handler that takes too long costs its client the connection, and is "
          "counted when it ends")
{
    struct Watcher : Observer {
        void answered(const Answered& answered) override { status = answered.status; }
        std::atomic<int> status = 0;
    };
    const auto watcher = std::make_shared<Watcher>();
    Gate gate;
    Router router = sample_router();
    router.add({Method::get, "/wait", [&](const Request&) {
                    gate.pass();
                    return ok("{}");
                }});
    ServerSettings settings;
    settings.handle_limit = 200ms;
    const TestServer server(std::move(router), settings, {watcher});
    HttpClient client = server.connect();
    client.write("GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK_FALSE(client.read());
    CHECK(watcher->status == 0);
    gate.open();
    CHECK(soon([&] { return watcher->status == 200; }));
    CHECK(server.connect().get("/hello").status == 200);
}
