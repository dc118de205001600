// The inside of a Server: its listening socket, its clock, its pools, and the connections that it holds.
#pragma once

#include <asio.hpp>
#include <asio/ssl.hpp>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "platform/http/server.h"
#include "platform/http/worker_pool.h"

namespace taqwim::http {

class Connection;

// Everything but the counters, the pools and `stop` lives on the I/O thread.
class Server::Machine {
public:
    Machine(ServerSettings with_settings, Router with_router, ProblemWriter writer,
            std::vector<std::shared_ptr<Observer>> with_observers);
    ~Machine();

    std::optional<Refusal> start();
    void stop();

    template <class Call>
    void observe(const Call& call)
    {
        for (const auto& observer : observers)
            call(*observer);
    }

    void forget(Connection& connection);
    std::string next_request_id();

    const ServerSettings settings;
    const Router router;
    const ProblemWriter problem_writer;
    const std::vector<std::shared_ptr<Observer>> observers;

    asio::io_context io{1};
    std::unique_ptr<asio::ssl::context> tls;
    asio::ip::tcp::acceptor acceptor{io};
    asio::steady_timer sweep_timer{io};
    asio::steady_timer accept_timer{io};
    std::vector<asio::ip::address> trusted;
    std::list<std::shared_ptr<Connection>> connections;
    std::map<asio::ip::address, std::size_t> connections_of_peer;
    std::size_t buffered_bytes = 0;
    std::atomic<bool> is_stopping{false};
    std::chrono::steady_clock::time_point stop_deadline;
    std::uint16_t port = 0;
    std::unique_ptr<WorkerPool> pool;
    std::unique_ptr<WorkerPool> slow_pool;

private:
    std::optional<Refusal> listen();
    void run();
    void accept_next();
    void accepted(asio::ip::tcp::socket socket);
    [[nodiscard]] bool make_room();
    void sweep();
    void begin_stop();
    void wind_up();

    std::atomic<std::int64_t> waiting_{0};
    const std::string request_prefix_;
    std::uint64_t request_count_ = 0;
    std::thread thread_;
    std::mutex stop_mutex_;
    bool is_started_ = false;
};

}  // namespace taqwim::http
