// The server: one I/O thread that reads and writes, and two bounded pools of workers that run handlers.
//
//   Server server({.port = 8080}, std::move(router), write_problem, {metrics, log});
//   if (const auto refusal = server.start()) …
//   server.stop();
//
// A request travels: I/O thread (read, limits, route, at-once handlers) → pool (handler) → I/O thread (write). When the
// pool's queue is full, the I/O thread answers server_busy itself. README.md says what slow and hostile clients meet.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/refusal.h"
#include "platform/http/observer.h"
#include "platform/http/problem.h"
#include "platform/http/route.h"

namespace taqwim::http {

struct TlsSettings {
    std::filesystem::path certificate_chain_file;  // PEM
    std::filesystem::path private_key_file;        // PEM, without a password
};

struct ServerSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any that is free; Server::port() says which
    std::optional<TlsSettings> tls = std::nullopt;
    // Something before us speaks TLS: then other addresses than loopback are allowed without ours.
    bool is_behind_tls_proxy = false;
    // Addresses whose X-Forwarded-For, X-Forwarded-Proto and X-Request-Id are believed.
    std::vector<std::string> trusted_proxies = {};

    std::size_t workers = 4;
    std::size_t queue_length = 512;
    std::size_t slow_workers = 1;
    std::size_t slow_queue_length = 128;

    // When all are taken, a new connection takes the place of the one that has been idle longest, or else of the one that
    // has been open longest without asking anything whole.
    std::size_t max_connections = 4096;
    std::size_t max_connections_of_one_peer = 1024;  // trusted proxies are not counted
    std::size_t max_target_bytes = 4096;             // path and query
    std::size_t max_header_count = 64;
    std::size_t max_header_bytes = std::size_t{16} * 1024;  // of all headers together
    // Of all requests that are being received or wait together; beyond it, server_busy.
    std::size_t max_buffered_bytes = std::size_t{256} * 1024 * 1024;

    // From a request's first byte (of a new connection: from its opening) to the end of its headers; the TLS handshake.
    std::chrono::milliseconds head_limit{10'000};
    // A body, and a client taking an answer: this long, and a second more for every `slowest_rate` bytes.
    std::chrono::milliseconds transfer_limit{10'000};
    std::size_t slowest_rate = 4096;
    std::chrono::milliseconds idle_limit{60'000};  // until the next request on a connection begins
    std::chrono::milliseconds handle_limit{60'000};  // for a handler; then the connection is closed
    std::chrono::milliseconds stop_limit{10'000};    // for running requests when the server stops
};

class Server {
public:
    Server(ServerSettings settings, Router router, ProblemWriter problem_writer,
           std::vector<std::shared_ptr<Observer>> observers = {});
    // Stops.
    ~Server();

    // Listens; once. Refuses listen_without_tls, setting_invalid (an address that cannot be bound, a certificate that cannot
    // be read) and file_not_readable.
    [[nodiscard]] std::optional<Refusal> start();

    // Valid once started.
    [[nodiscard]] std::uint16_t port() const;

    // No new connections; requests that were received are answered, as far as the limit allows, with
    // "Connection: close"; then everything is closed. May be called from any thread but a handler's, also twice.
    void stop();

    class Machine;  // its inside, for this room alone: machine.h

private:
    std::unique_ptr<Machine> machine_;
};

}  // namespace taqwim::http
