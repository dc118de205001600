#include "platform/http/server.h"

#include <algorithm>
#include <random>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/http/connection.h"
#include "platform/http/machine.h"
#include "platform/http/request_intake.h"
#include "platform/http/tls_context.h"

namespace taqwim::http {

namespace {

using Clock = std::chrono::steady_clock;
using Tcp = asio::ip::tcp;

constexpr auto k_sweep_period = std::chrono::milliseconds(100);

std::string random_prefix()
{
    constexpr std::string_view k_letters = "abcdefghjkmnpqrstuvwxyz23456789";
    std::random_device device;
    std::string prefix;
    for (int i = 0; i < 8; ++i)
        prefix += k_letters[device() % k_letters.size()];
    return prefix;
}

}  // namespace

Server::Machine::Machine(ServerSettings with_settings, Router with_router, ProblemWriter writer,
                         std::vector<std::shared_ptr<Observer>> with_observers)
    : settings(std::move(with_settings)),
      router(std::move(with_router)),
      problem_writer(std::move(writer)),
      observers(std::move(with_observers)),
      request_prefix_(random_prefix())
{}

Server::Machine::~Machine()
{
    stop();
}

std::optional<Refusal> Server::Machine::start()
{
    for (const std::string& text : settings.trusted_proxies) {
        asio::error_code error;
        trusted.push_back(plain(asio::ip::make_address(text, error)));
        if (error)
            return setting_invalid("trusted_proxies", text, "an address");
    }
    if (settings.tls) {
        auto context = tls_context(*settings.tls);
        if (!context)
            return context.refusal();
        tls = std::move(*context);
    }
    if (auto refusal = listen())
        return refusal;

    const auto on_waiting = [this](int difference) {
        const std::int64_t waiting = waiting_.fetch_add(difference) + difference;
        observe([&](Observer& observer) {
            observer.queue_changed(static_cast<std::size_t>(std::max<std::int64_t>(waiting, 0)));
        });
    };
    pool = std::make_unique<WorkerPool>(settings.workers, settings.queue_length, on_waiting);
    slow_pool = std::make_unique<WorkerPool>(settings.slow_workers, settings.slow_queue_length,
                                             on_waiting, WorkerPool::Rank::behind_others);
    accept_next();
    sweep();
    is_started_ = true;
    thread_ = std::thread([this] { run(); });
    return std::nullopt;
}

std::optional<Refusal> Server::Machine::listen()
{
    asio::error_code error;
    const auto address = asio::ip::make_address(settings.address, error);
    if (error)
        return setting_invalid("address", settings.address, "an address");
    if (!plain(address).is_loopback() && !tls && !settings.is_behind_tls_proxy)
        return Refusal{
            RefusalCode::listen_without_tls, {{"value", settings.address}}, "address", {}};
    const Tcp::endpoint endpoint(address, settings.port);
    const auto attempt = [&](auto&& call) {
        if (!error)
            call();
    };
    acceptor.open(endpoint.protocol(), error);
    attempt([&] { acceptor.set_option(Tcp::acceptor::reuse_address(true), error); });
    attempt([&] { acceptor.bind(endpoint, error); });
    attempt([&] { acceptor.listen(asio::socket_base::max_listen_connections, error); });
    attempt([&] { port = acceptor.local_endpoint(error).port(); });
    if (error) {
        asio::error_code ignored;
        acceptor.close(ignored);
        return setting_invalid("address", settings.address + ":" + std::to_string(settings.port),
                               "an address and port of this machine that are free");
    }
    return std::nullopt;
}

void Server::Machine::run()
{
    while (true) {
        try {
            io.run();
            return;
        } catch (...) {
            // One connection's trouble (memory, most likely) is not everybody's.
            observe([](Observer& observer) { observer.connection_failed(); });
        }
    }
}

void Server::Machine::accept_next()
{
    acceptor.async_accept([this](const asio::error_code& error, Tcp::socket socket) {
        try {
            if (!error)
                accepted(std::move(socket));
        } catch (...) {
            // Without memory for one connection the next is still waited for.
            observe([](Observer& observer) { observer.connection_failed(); });
        }
        if (!acceptor.is_open())
            return;
        if (!error)
            return accept_next();
        observe([](Observer& observer) { observer.connection_failed(); });
        // Out of descriptors, most likely: trying again at once would only burn the processor.
        accept_timer.expires_after(k_sweep_period);
        accept_timer.async_wait([this](const asio::error_code& stopped) {
            if (!stopped && acceptor.is_open())
                accept_next();
        });
    });
}

void Server::Machine::accepted(Tcp::socket socket)
{
    asio::error_code error;
    const auto peer = socket.remote_endpoint(error);
    if (error)
        return;  // gone already
    const asio::ip::address address = plain(peer.address());
    const bool is_trusted = is_among(trusted, address);
    const auto known = connections_of_peer.find(address);
    if ((!is_trusted && known != connections_of_peer.end() &&
         known->second >= settings.max_connections_of_one_peer) ||
        !make_room()) {
        observe([](Observer& observer) { observer.connection_refused(); });
        return;
    }
    socket.set_option(Tcp::no_delay(true), error);
    auto connection = std::make_shared<Connection>(*this, std::move(socket), address);
    ++connections_of_peer[address];
    connection->place = connections.insert(connections.end(), connection);
    observe([](Observer& observer) { observer.connection_opened(); });
    connection->start();
}

bool Server::Machine::make_room()
{
    if (connections.size() < settings.max_connections)
        return true;
    const auto oldest_of = [this](bool (Connection::*is_meant)() const) {
        std::shared_ptr<Connection> oldest;
        for (const auto& connection : connections)
            if ((*connection.*is_meant)() &&
                (!oldest || connection->deadline() < oldest->deadline()))
                oldest = connection;
        return oldest;
    };
    // Who means to ask something has done so long before he is the oldest of thousands who have not.
    auto oldest = oldest_of(&Connection::is_idle);
    if (!oldest)
        oldest = oldest_of(&Connection::has_asked_nothing);
    if (!oldest)
        return false;
    oldest->close();
    return true;
}

void Server::Machine::forget(Connection& connection)
{
    const auto known = connections_of_peer.find(connection.address());
    if (known != connections_of_peer.end() && --known->second == 0)
        connections_of_peer.erase(known);
    connections.erase(connection.place);
    observe([](Observer& observer) { observer.connection_closed(); });
    // The last one is gone: nothing keeps the I/O thread then.
    if (is_stopping && connections.empty())
        sweep_timer.cancel();
}

void Server::Machine::sweep()
{
    const Clock::time_point now = Clock::now();
    std::vector<std::shared_ptr<Connection>> late;
    for (const auto& connection : connections)
        if (connection->is_late(now))
            late.push_back(connection);
    for (const auto& connection : late)
        connection->expire();
    if (is_stopping && (connections.empty() || now > stop_deadline)) {
        const auto rest = connections;
        for (const auto& connection : rest)
            connection->close();
        return;  // nothing is left to do: the I/O thread ends
    }
    sweep_timer.expires_after(k_sweep_period);
    sweep_timer.async_wait([this](const asio::error_code& error) {
        if (!error)
            sweep();
    });
}

void Server::Machine::begin_stop()
{
    // Connections that the kernel has accepted for us are ours: their requests are answered.
    asio::error_code error;
    acceptor.non_blocking(true, error);
    while (!error) {
        Tcp::socket socket(io);
        acceptor.accept(socket, error);
        if (!error)
            accepted(std::move(socket));
    }
    acceptor.close(error);
    accept_timer.cancel();
    // One more may have been accepted already, whose turn comes before this.
    asio::post(io, [this] { wind_up(); });
}

void Server::Machine::wind_up()
{
    is_stopping = true;
    stop_deadline = Clock::now() + settings.stop_limit;
    const auto all = connections;
    for (const auto& connection : all)
        connection->wind_up();
    sweep_timer.cancel();
    sweep();
}

void Server::Machine::stop()
{
    const std::lock_guard lock(stop_mutex_);
    if (!is_started_)
        return;
    is_started_ = false;
    asio::post(io, [this] { begin_stop(); });
    thread_.join();
    pool->stop();
    slow_pool->stop();
}

std::string Server::Machine::next_request_id()
{
    // Of one width, so that ids sort as the requests came.
    constexpr std::size_t k_width = 9;
    std::string number = std::to_string(++request_count_);
    number.insert(0, k_width - std::min(k_width, number.size()), '0');
    return request_prefix_ + "-" + number;
}

Server::Server(ServerSettings settings, Router router, ProblemWriter problem_writer,
               std::vector<std::shared_ptr<Observer>> observers)
    : machine_(std::make_unique<Machine>(std::move(settings), std::move(router),
                                         std::move(problem_writer), std::move(observers)))
{}

Server::~Server() = default;

std::optional<Refusal> Server::start()
{
    return machine_->start();
}

std::uint16_t Server::port() const
{
    return machine_->port;
}

void Server::stop()
{
    machine_->stop();
}

}  // namespace taqwim::http
