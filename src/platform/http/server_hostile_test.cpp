// What slow, greedy and hostile clients meet, through real sockets.

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "platform/http/server.h"
#include "tests/support/http_server.h"

using namespace taqwim::http;
using taqwim::test::HttpAnswer;
using taqwim::test::HttpClient;
using taqwim::test::HttpRequest;
using namespace std::chrono_literals;

namespace {

struct ConnectionCount : Observer {
    void connection_opened() override { ++open; }
    void connection_closed() override { --open; }
    void connection_refused() override { ++refused; }
    std::atomic<int> open = 0;
    std::atomic<int> refused = 0;
};

// The status of what is answered to these bytes, and whether the connection ends with it.
struct Outcome {
    int status = 0;
    bool is_closed = false;
};

Outcome outcome_of(const TestServer& server, std::string_view bytes)
{
    HttpClient client = server.connect(3s);
    client.write(bytes);
    const auto answer = client.read();
    return {answer ? answer->status : 0, client.is_closed_by_server()};
}

}  // namespace

TEST_CASE("http server: 500 slow clients are cut off, and nobody waits for them")
{
    ServerSettings settings;
    settings.head_limit = 600ms;
    const auto count = std::make_shared<ConnectionCount>();
    const TestServer server(sample_router(), settings, {count});
    std::vector<HttpClient> slow;
    for (int i = 0; i < 500; ++i) {
        slow.push_back(server.connect());
        slow.back().write(i % 2 == 0 ? "GET /hello HTTP/1.1\r\nHost: h\r\nX-A: " : "");
    }
    CHECK(soon([&] { return count->open == 500; }));
    HttpClient client = server.connect();
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 100; ++i)
        CHECK(client.get("/hello").status == 200);
    CHECK(std::chrono::steady_clock::now() - start < 2s);
    // A byte now and then does not win time: the limit is for the whole head.
    CHECK(soon([&] {
        for (std::size_t i = 0; i < slow.size(); i += 50)
            slow[i].write("a");
        return count->open <= 1;
    }));
    const auto late = slow[2].read();
    REQUIRE(late);
    CHECK(late->status == 408);
    CHECK_FALSE(slow[1].read());
}

TEST_CASE("http server: what comes after a refusal for slowness is not done any more")
{
    std::atomic<int> done = 0;
    Router router;
    router.add({.method = Method::post, .pattern = "/do", .handler = [&done](const Request&) {
                    ++done;
                    return no_content();
                }});
    ServerSettings settings;
    settings.head_limit = 200ms;
    settings.transfer_limit = 200ms;
    const TestServer server(std::move(router), settings);
    for (const std::string_view begun :
         {"POST /do HTTP/1.1\r\nHost: h\r\n",
          "POST /do HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n"}) {
        HttpClient slow = server.connect();
        slow.write(begun);
        const auto answer = slow.read();
        REQUIRE(answer);
        CHECK(answer->status == 408);
        slow.write(begun.ends_with("\r\n\r\n") ? "ab" : "Content-Length: 0\r\n\r\n");
        CHECK_FALSE(slow.read());
    }
    CHECK(done == 0);
}

TEST_CASE("http server: a body must come at the slowest rate")
{
    ServerSettings settings;
    settings.transfer_limit = 300ms;
    settings.slowest_rate = 1000;
    const TestServer server(sample_router(), settings);
    HttpClient slow = server.connect();
    slow.write("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nab");
    const auto answer = slow.read();
    REQUIRE(answer);
    CHECK(answer->status == 408);
    CHECK(slow.is_closed_by_server());
    // One that keeps to the rate may take longer than the limit.
    HttpClient steady = server.connect();
    steady.write("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3000\r\n\r\n");
    for (int i = 0; i < 6; ++i) {
        steady.write(std::string(500, 'x'));
        std::this_thread::sleep_for(120ms);
    }
    const auto whole = steady.read();
    REQUIRE(whole);
    CHECK(whole->status == 200);
}

TEST_CASE("http server: silent connections are closed, and make room for others before")
{
    ServerSettings settings;
    settings.max_connections = 20;
    const auto count = std::make_shared<ConnectionCount>();
    const TestServer server(sample_router(), settings, {count});
    std::vector<HttpClient> idle;
    for (int i = 0; i < 20; ++i) {
        idle.push_back(server.connect());
        CHECK(idle.back().get("/hello").status == 200);
    }
    for (int i = 0; i < 5; ++i)
        CHECK(server.connect().get("/hello").status == 200);
    // The one that was idle longest had to go.
    CHECK(idle.front().is_closed_by_server());
    CHECK(idle.back().get("/hello").status == 200);

    // Nor do those that never asked anything keep others out.
    std::vector<HttpClient> silent;
    for (int i = 0; i < 40; ++i) {
        silent.push_back(server.connect());
        silent.back().write(i % 2 == 0 ? "GET /hello HTTP/1.1\r\nHost: h\r\nX-A: " : "");
    }
    CHECK(soon([&] { return count->open == 20; }));
    CHECK(server.connect().get("/hello").status == 200);
    CHECK(count->refused == 0);

    ServerSettings short_idle;
    short_idle.idle_limit = 200ms;
    const TestServer other(sample_router(), short_idle);
    HttpClient client = other.connect();
    CHECK(client.get("/hello").status == 200);
    CHECK(client.is_closed_by_server());
}

TEST_CASE("http server: one peer cannot take all connections")
{
    ServerSettings settings;
    settings.max_connections_of_one_peer = 5;
    const auto count = std::make_shared<ConnectionCount>();
    const TestServer server(sample_router(), settings, {count});
    std::vector<HttpClient> clients;
    for (int i = 0; i < 5; ++i) {
        clients.push_back(server.connect());
        CHECK(clients.back().get("/hello").status == 200);
    }
    HttpClient sixth = server.connect();
    CHECK(sixth.is_closed_by_server());
    CHECK(count->refused == 1);
    clients.pop_back();
    CHECK(soon([&] { return count->open == 4; }));
    CHECK(server.connect().get("/hello").status == 200);
}

TEST_CASE("http server: a body over the route's limit is answered 413, a limit's own size is taken")
{
    const TestServer server(sample_router());
    HttpClient client = server.connect();
    HttpRequest post;
    post.method = "POST";
    post.target = "/echo";
    post.body = std::string(65537, 'x');
    const HttpAnswer answer = client.send(post);
    CHECK(answer.status == 413);
    CHECK(answer.body.find("INPUT_TOO_LARGE") != std::string::npos);
    CHECK(client.is_closed_by_server());

    // Ten mebibytes are thrown away while the client sends them, so that it reads why.
    HttpClient large = server.connect();
    post.body = std::string(std::size_t{10} * 1024 * 1024, 'x');
    CHECK(large.send(post).status == 413);

    // Chunks have no length to be refused by: the limit is met while they come.
    HttpClient endless = server.connect();
    endless.write("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    std::string chunk = "4000\r\n" + std::string(0x4000, 'x') + "\r\n";
    for (int i = 0; i < 6; ++i)
        endless.write(chunk);
    const auto refused = endless.read();
    REQUIRE(refused);
    CHECK(refused->status == 413);

    // A body that no route takes says so, rather than how large it is.
    HttpClient lost = server.connect();
    post.target = "/nowhere";
    CHECK(lost.send(post).status == 404);
}

TEST_CASE("http server: many bodies at once cannot fill the memory")
{
    ServerSettings settings;
    settings.max_buffered_bytes = 100'000;
    const TestServer server(sample_router(), settings);
    std::vector<HttpClient> clients;
    for (int i = 0; i < 2; ++i) {
        clients.push_back(server.connect());
        clients.back().write("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 60000\r\n\r\n");
        clients.back().write(std::string(55'000, 'x'));
    }
    const auto refused = clients[1].read();
    REQUIRE(refused);
    CHECK(refused->status == 503);
    CHECK(refused->header("Retry-After") == "5");
    clients[0].write(std::string(5'000, 'x'));
    CHECK(clients[0].read()->status == 200);
    // What was given back can be used again.
    clients[0].write("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 60000\r\n\r\n");
    clients[0].write(std::string(60'000, 'x'));
    CHECK(clients[0].read()->status == 200);
}

TEST_CASE("http server: header bombs and endless targets are refused")
{
    const TestServer server(sample_router());
    const std::string line = "GET /hello HTTP/1.1\r\nHost: h\r\n";
    std::string many = line;
    for (int i = 0; i < 70; ++i)
        many += "X-" + std::to_string(i) + ": 1\r\n";
    CHECK(outcome_of(server, many + "\r\n").status == 431);
    const Outcome long_value =
        outcome_of(server, line + "X: " + std::string(20'000, 'x') + "\r\n\r\n");
    CHECK(long_value.status == 431);
    CHECK(long_value.is_closed);
    CHECK(outcome_of(server, line + std::string(20'000, 'x') + ": 1\r\n\r\n").status == 431);
    CHECK(outcome_of(server, line + "X: " + std::string(300'000, 'x')).status == 431);
    CHECK(outcome_of(server, "GET /" + std::string(5'000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n")
              .status == 414);
    CHECK(server.connect().get("/hello").status == 200);
}

TEST_CASE("http server: requests that two servers could read differently are refused")
{
    const TestServer server(sample_router());
    const std::string post = "POST /echo HTTP/1.1\r\nHost: h\r\n";
    for (const std::string& text : std::vector<std::string>{
             post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
             post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
             post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
             post + "Content-Length: 3, 3\r\n\r\nabc",
             post + "Content-Length: +3\r\n\r\nabc",
             post + "Content-Length: -1\r\n\r\n",
             post + "Content-Length: 0x3\r\n\r\nabc",
             post + "Content-Length: 99999999999999999999\r\n\r\n",
             post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
             post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
             post + "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n",
             post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
             post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
             "GET /hello HTTP/1.1\r\n\r\n",
             "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
             "GET /hello HTTP/2.0\r\nHost: a\r\n\r\n",
             "GET /hello HTTP/1.7\r\nHost: a\r\n\r\n",
             "GET /hello HTTP/1.1\r\nHost: a\r\nX : 1\r\n\r\n",
             "GET /hello HTTP/1.1\r\nHost: a\r\nX: 1\x01\r\n\r\n",
             "hello?\r\n\r\n",
             "\x16\x03\x01\x02 a TLS hello\r\n\r\n",
             "CONNECT other:80 HTTP/1.1\r\nHost: other\r\n\r\n",
         }) {
        const Outcome outcome = outcome_of(server, text);
        CHECK_MESSAGE(outcome.status == 400, text);
        CHECK_MESSAGE(outcome.is_closed, text);
    }
    CHECK(server.connect().get("/hello").status == 200);
}

TEST_CASE("http server: random bytes do no harm")
{
    const TestServer server(sample_router());
    std::uint32_t seed = 14261447;
    for (int i = 0; i < 200; ++i) {
        std::string bytes = i % 3 == 0 ? "POST /echo HTTP/1.1\r\nHost: h\r\n" : "";
        for (int j = 0; j < 60; ++j) {
            seed = seed * 1664525 + 1013904223;
            bytes += static_cast<char>(seed >> 24);
        }
        HttpClient client = server.connect();
        client.write(bytes + "\r\n\r\n");
        client.close_sending_side();
        CHECK(client.is_closed_by_server());
    }
    CHECK(server.connect().get("/hello").status == 200);
}

TEST_CASE("http server: a client that takes no answer is given up")
{
    Router router;
    const auto large = std::make_shared<const std::string>(std::size_t{32} * 1024 * 1024, 'x');
    router.add({.method = Method::get,
                .pattern = "/large",
                .handler = [large](const Request&) { return json(200, large); },
                .weight = Weight::at_once});
    ServerSettings settings;
    settings.transfer_limit = 300ms;
    settings.slowest_rate = std::size_t{64} * 1024 * 1024;
    const auto count = std::make_shared<ConnectionCount>();
    const TestServer server(std::move(router), settings, {count});
    HttpClient deaf = server.connect();
    deaf.write("GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(soon([&] { return count->open == 1; }));
    CHECK(soon([&] { return count->open == 0; }));
    CHECK(large.use_count() == 2);
}
