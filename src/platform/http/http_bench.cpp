// How many requests a second the server answers, with the load generator beside it on the same processors. Each
// measurement sends batches over kept connections from one thread; the counter is requests per second.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

#include "platform/http/server.h"

namespace {

using namespace taqwim::http;

constexpr int k_connections = 64;
constexpr int k_rounds = 50;

// Sends one request on each connection, then takes all answers, again and again: every connection waits for its answer
// before it asks again, as a browser does.
class Load {
public:
    Load(std::uint16_t port, std::string request) : request_(std::move(request))
    {
        for (int i = 0; i < k_connections; ++i) {
            const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_port = htons(port);
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            const int yes = 1;
            setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
                0)
                throw std::runtime_error("no connection");
            polls_.push_back({descriptor, POLLIN, 0});
        }
        send_all();
        answer_bytes_ = receive_first();
        for (std::size_t i = 1; i < polls_.size(); ++i)
            drain(polls_[i].fd, answer_bytes_);
    }
    ~Load()
    {
        for (const pollfd& poll : polls_)
            close(poll.fd);
    }
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    // k_rounds requests on each connection.
    void run()
    {
        std::vector<int> left(polls_.size(), k_rounds);
        std::vector<std::size_t> missing(polls_.size(), answer_bytes_);
        send_all();
        std::size_t active = polls_.size();
        while (active > 0) {
            if (poll(polls_.data(), polls_.size(), 10'000) <= 0)
                throw std::runtime_error("no answer");
            for (std::size_t i = 0; i < polls_.size(); ++i) {
                if ((polls_[i].revents & POLLIN) == 0)
                    continue;
                missing[i] -= receive(polls_[i].fd, missing[i]);
                if (missing[i] > 0)
                    continue;
                missing[i] = answer_bytes_;
                if (--left[i] > 0)
                    send_one(polls_[i].fd);
                else
                    --active;
            }
        }
    }

private:
    void send_one(int descriptor)
    {
        if (send(descriptor, request_.data(), request_.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(request_.size()))
            throw std::runtime_error("not sent");
    }
    void send_all()
    {
        for (const pollfd& poll : polls_)
            send_one(poll.fd);
    }
    std::size_t receive(int descriptor, std::size_t most)
    {
        const ssize_t size = recv(descriptor, buffer_.data(), std::min(most, buffer_.size()), 0);
        if (size <= 0)
            throw std::runtime_error("closed");
        return static_cast<std::size_t>(size);
    }
    void drain(int descriptor, std::size_t bytes)
    {
        while (bytes > 0)
            bytes -= receive(descriptor, bytes);
    }
    // The length of an answer, which all of them have.
    std::size_t receive_first()
    {
        std::string text;
        while (true) {
            const std::size_t size = receive(polls_[0].fd, buffer_.size());
            text.append(buffer_.data(), size);
            const std::size_t end = text.find("\r\n\r\n");
            if (end == std::string::npos)
                continue;
            const std::size_t at = text.find("Content-Length: ");
            const std::size_t length = std::stoul(text.substr(at + 16));
            drain(polls_[0].fd, end + 4 + length - text.size());
            return end + 4 + length;
        }
    }

    std::string request_;
    std::vector<pollfd> polls_;
    std::array<char, 65536> buffer_{};
    std::size_t answer_bytes_ = 0;
};

Router bench_router()
{
    const auto result = std::make_shared<const std::string>(2000, 'x');
    Router router;
    router.add({.method = Method::get,
                .pattern = "/v1/schools/{school_id}/results/{student_id}",
                .handler = [](const Request&) { return no_content(); },
                .fast = [result](const Request&) { return std::optional(json(200, result)); }});
    router.add({Method::get, "/v1/schools/{school_id}/classes/{class_id}",
                [result](const Request&) { return json(200, result); }});
    return router;
}

void run_load(benchmark::State& state, const std::string& target)
{
    Server server({}, bench_router(), bare_problem);
    if (server.start())
        throw std::runtime_error("the server does not start");
    Load load(
        server.port(),
        "GET " + target +
            " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
            "Accept-Language: ar\r\nCookie: session=0123456789abcdef0123456789abcdef\r\n\r\n");
    for (auto _ : state)
        load.run();
    state.SetItemsProcessed(state.iterations() * k_connections * k_rounds);
}

// A published result, made ready before: the goal is 20,000 a second on two processors.
void http_ready_answers(benchmark::State& state)
{
    run_load(state, "/v1/schools/7/results/4711");
}
BENCHMARK(http_ready_answers)->Unit(benchmark::kMillisecond)->UseRealTime();

// The same answer by way of the pool of workers.
void http_pool_answers(benchmark::State& state)
{
    run_load(state, "/v1/schools/7/classes/3");
}
BENCHMARK(http_pool_answers)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
