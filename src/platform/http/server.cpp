#include "platform/http/server.h"

#include <algorithm>
#include <array>
#include <asio.hpp>
#include <asio/ssl.hpp>
#include <atomic>
#include <cxxabi.h>
#include <future>
#include <list>
#include <map>
#include <netinet/tcp.h>
#include <random>
#include <thread>
#include <typeinfo>

#include "core/refusal_codes.h"
#include "platform/http/answer_text.h"
#include "platform/http/request_reader.h"
#include "platform/http/request_text.h"
#include "platform/http/worker_pool.h"

namespace taqwim::http {

namespace {

using Clock = std::chrono::steady_clock;
using Tcp = asio::ip::tcp;

constexpr auto k_sweep_period = std::chrono::milliseconds(100);
constexpr auto k_linger_limit = std::chrono::milliseconds(500);
constexpr auto k_linger_limit_unread = std::chrono::seconds(3);
constexpr std::size_t k_linger_bytes = std::size_t{32} * 1024 * 1024;
constexpr std::size_t k_read_bytes = std::size_t{16} * 1024;
// What may still be read of a request that is refused by its head, to keep the connection.
constexpr std::size_t k_refused_body_bytes = std::size_t{64} * 1024;

Refusal setting_invalid(std::string setting, std::string value, std::string expected)
{
    return {RefusalCode::setting_invalid,
            {{"setting", setting}, {"value", std::move(value)}, {"expected", std::move(expected)}},
            std::move(setting),
            {}};
}

std::string type_name(const std::exception& exception)
{
    int status = 0;
    char* name = abi::__cxa_demangle(typeid(exception).name(), nullptr, nullptr, &status);
    std::string text = status == 0 && name != nullptr ? name : typeid(exception).name();
    std::free(name);  // NOLINT: __cxa_demangle hands over what malloc gave
    return text;
}

std::string random_prefix()
{
    constexpr std::string_view k_letters = "abcdefghjkmnpqrstuvwxyz23456789";
    std::random_device device;
    std::string prefix;
    for (int i = 0; i < 8; ++i)
        prefix += k_letters[device() % k_letters.size()];
    return prefix;
}

bool is_request_id(std::string_view text)
{
    return !text.empty() && text.size() <= 64 &&
           std::all_of(text.begin(), text.end(), [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= '0' && letter <= '9') || letter == '-';
           });
}

asio::ip::address plain(const asio::ip::address& address)
{
    // An IPv4 client of an IPv6 socket is known by its IPv4 address.
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    return address;
}

// "/v1/x?y" and "http://host/v1/x?y" are "/v1/x" and "y". None for anything else.
std::optional<std::pair<std::string_view, std::string_view>> path_and_query(std::string_view target)
{
    for (const std::string_view scheme : {"http://", "https://"})
        if (target.starts_with(scheme)) {
            const std::size_t slash = target.find('/', scheme.size());
            target = slash == std::string_view::npos ? "/" : target.substr(slash);
            break;
        }
    if (!target.starts_with('/') || target.find('#') != std::string_view::npos)
        return std::nullopt;
    const std::size_t mark = target.find('?');
    if (mark == std::string_view::npos)
        return std::pair{target, std::string_view{}};
    return std::pair{target.substr(0, mark), target.substr(mark + 1)};
}

}  // namespace

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
    std::optional<asio::ssl::context> tls;
    Tcp::acceptor acceptor{io};
    asio::steady_timer sweep_timer{io};
    asio::steady_timer accept_timer{io};
    std::vector<asio::ip::address> trusted;
    std::list<std::shared_ptr<Connection>> connections;
    std::map<asio::ip::address, std::size_t> connections_of_peer;
    std::size_t buffered_bytes = 0;
    std::atomic<bool> is_stopping{false};
    Clock::time_point stop_deadline;
    std::uint16_t port = 0;
    std::unique_ptr<WorkerPool> pool;
    std::unique_ptr<WorkerPool> slow_pool;

private:
    std::optional<Refusal> load_tls();
    std::optional<Refusal> listen();
    void run();
    void accept_next();
    void accepted(Tcp::socket socket);
    [[nodiscard]] bool make_room();
    void sweep();
    void begin_stop();
    void wind_up();

    std::atomic<std::int64_t> waiting_{0};
    const std::string request_prefix_ = random_prefix();
    std::uint64_t request_count_ = 0;
    std::thread thread_;
    std::mutex stop_mutex_;
    bool is_started_ = false;
};

// One client. Its whole life is one loop: read a request, have it handled, write the answer, begin anew.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    using Machine = Server::Machine;

    Connection(Machine& machine, Tcp::socket socket, asio::ip::address address)
        : machine_(machine),
          socket_(std::move(socket)),
          address_(std::move(address)),
          reader_({machine.settings.max_target_bytes, machine.settings.max_header_count,
                   machine.settings.max_header_bytes},
                  [this](const RawRequest& request) { return body_limit(request); })
    {
        if (machine.tls)
            tls_.emplace(socket_, *machine.tls);
    }

    void start()
    {
        until(Stage::head, machine_.settings.head_limit);
        if (!tls_)
            return read();
        tls_->async_handshake(asio::ssl::stream_base::server,
                              [self = shared_from_this()](const asio::error_code& error) {
                                  if (error)
                                      return self->close();
                                  self->read();
                              });
    }

    // Where the machine keeps it.
    std::list<std::shared_ptr<Connection>>::iterator place;

    [[nodiscard]] const asio::ip::address& address() const { return address_; }
    [[nodiscard]] bool is_idle() const { return stage_ == Stage::idle; }
    [[nodiscard]] Clock::time_point deadline() const { return deadline_; }
    [[nodiscard]] bool is_late(Clock::time_point now) const { return now > deadline_; }

    // Time is over.
    void expire()
    {
        // A request that was begun deserves a word; an idle connection, none.
        if ((stage_ == Stage::head || stage_ == Stage::body) && reader_.has_begun())
            return fail({{RefusalCode::request_malformed, {}, {}, {}}, 408});
        close();
    }

    // When the server stops: what is idle goes at once, unless a request is on its way; a new connection may still send
    // its first.
    void wind_up()
    {
        asio::error_code error;
        if (stage_ == Stage::idle && (socket_.available(error) == 0 || error))
            close();
        else if (stage_ == Stage::head && !reader_.has_begun())
            deadline_ = std::min(deadline_, Clock::now() + std::chrono::seconds(1));
    }

    void close()
    {
        if (stage_ == Stage::closed)
            return;
        stage_ = Stage::closed;
        account(0);
        asio::error_code ignored;
        socket_.shutdown(Tcp::socket::shutdown_both, ignored);
        socket_.close(ignored);
        machine_.forget(*this);
    }

private:
    enum class Stage : std::uint8_t { head, body, idle, handling, writing, lingering, closed };

    void until(Stage stage, std::chrono::milliseconds limit)
    {
        stage_ = stage;
        deadline_ = Clock::now() + limit;
    }

    [[nodiscard]] std::chrono::milliseconds transfer_limit(std::size_t bytes) const
    {
        const std::size_t rate = std::max<std::size_t>(machine_.settings.slowest_rate, 1);
        return machine_.settings.transfer_limit + std::chrono::seconds(bytes / rate);
    }

    // Notes what this connection holds in memory.
    void account(std::size_t bytes)
    {
        machine_.buffered_bytes += bytes;
        machine_.buffered_bytes -= accounted_;
        accounted_ = bytes;
    }

    void read()
    {
        auto handler = [self = shared_from_this()](const asio::error_code& error,
                                                   std::size_t size) {
            // A client that closes its side after the request is still answered: reading begins after that.
            if (error || self->stage_ == Stage::closed)
                return self->close();
            self->pending_.append(self->buffer_.data(), size);
            self->consume();
        };
        if (tls_)
            tls_->async_read_some(asio::buffer(buffer_), std::move(handler));
        else
            socket_.async_read_some(asio::buffer(buffer_), std::move(handler));
    }

    // Goes on with the bytes that were read.
    void consume()
    {
        const std::size_t taken = reader_.feed(pending_);
        pending_.erase(0, taken);
        account(reader_.request().body.size());
        if (reader_.failure())
            return fail(*reader_.failure());
        if (reader_.is_whole())
            return begin_request();
        if (machine_.buffered_bytes > machine_.settings.max_buffered_bytes)
            return fail({{RefusalCode::server_busy, {{"seconds", "5"}}, {}, {}}, 503});

        const Clock::time_point now = Clock::now();
        if (reader_.has_head()) {
            if (stage_ != Stage::body)
                body_start_ = now;
            stage_ = Stage::body;
            deadline_ = body_start_ + transfer_limit(reader_.request().body.size());
            if (reader_.request().expects_continue && reader_.request().body.empty() &&
                !was_continued_)
                return send_continue();
        } else if (reader_.has_begun() && stage_ == Stage::idle) {
            until(Stage::head, machine_.settings.head_limit);
        }
        read();
    }

    void send_continue()
    {
        was_continued_ = true;
        static constexpr std::string_view k_continue = "HTTP/1.1 100 Continue\r\n\r\n";
        write(asio::buffer(k_continue), [](Connection& self) { self.read(); });
    }

    template <class Buffers>
    void write(const Buffers& buffers, void (*then)(Connection&))
    {
        auto handler = [self = shared_from_this(), then](const asio::error_code& error,
                                                         std::size_t) {
            if (error || self->stage_ == Stage::closed)
                return self->close();
            then(*self);
        };
        if (tls_)
            asio::async_write(*tls_, buffers, std::move(handler));
        else
            asio::async_write(socket_, buffers, std::move(handler));
    }

    // The head of a request is there: finds its route, so that its body is held to that route's limit.
    std::size_t body_limit(const RawRequest& raw)
    {
        request_ = std::make_shared<Request>();
        request_->headers = raw.headers;
        match_ = {};
        early_.reset();
        was_continued_ = false;
        describe(raw);
        return match_.route != nullptr ? match_.route->body_limit : k_refused_body_bytes;
    }

    void describe(const RawRequest& raw)
    {
        Request& request = *request_;
        request.request_id = machine_.next_request_id();
        request.is_tls = tls_.has_value();
        request.peer = address_.to_string();
        if (is_trusted(address_))
            believe_proxy(request);
        if (const auto languages = request.header("Accept-Language"))
            request.language = preferred_language(*languages);

        const auto method = parse_method(raw.method);
        if (method)
            request.method = *method;
        if (raw.target == "*" && method == Method::options) {
            early_ = no_content();
            return;
        }
        const auto parts = path_and_query(raw.target);
        auto query = parts ? parse_query(parts->second) : std::nullopt;
        if (!parts || !query) {
            early_ = problem(request, {RefusalCode::request_malformed, {}, {}, {}});
            return;
        }
        request.target = parts->first;
        request.query_parameters = std::move(*query);
        for (const auto& [name, value] : request.headers)
            if (equal_in_any_case(name, "Cookie"))
                for (auto& cookie : parse_cookies(value))
                    request.cookies.push_back(std::move(cookie));

        auto found = machine_.router.match(method.value_or(Method::options), request.target);
        if (auto* match = std::get_if<RouteMatch>(&found)) {
            match_ = *match;
            request.path_parameters = std::move(match->parameters);
            return;
        }
        auto& none = std::get<NoRoute>(found);
        if (method == Method::options && !none.allowed.empty()) {
            early_ = no_content();
        } else {
            if (!method && !none.allowed.empty())
                none.refusal.arguments = {{"method", raw.method}, {"allowed", none.allowed}};
            early_ = problem(request, std::move(none.refusal));
        }
        if (!none.allowed.empty())
            early_->with_header("Allow", none.allowed);
    }

    [[nodiscard]] bool is_trusted(const asio::ip::address& address) const
    {
        return std::find(machine_.trusted.begin(), machine_.trusted.end(), address) !=
               machine_.trusted.end();
    }

    void believe_proxy(Request& request) const
    {
        if (const auto protocol = request.header("X-Forwarded-Proto"))
            request.is_tls = equal_in_any_case(*protocol, "https");
        if (const auto id = request.header("X-Request-Id"); id && is_request_id(*id))
            request.request_id = *id;
        // Each proxy adds whom it speaks for at the end; what a client wrote itself stands before.
        std::string_view list = request.header("X-Forwarded-For").value_or("");
        while (!list.empty()) {
            const std::size_t comma = list.rfind(',');
            const std::size_t start = comma == std::string_view::npos ? 0 : comma + 1;
            asio::error_code error;
            const auto address = plain(
                asio::ip::make_address(std::string(without_blanks(list.substr(start))), error));
            if (error)
                return;
            request.peer = address.to_string();
            if (!is_trusted(address) || start == 0)
                return;
            list = list.substr(0, start - 1);
        }
    }

    void begin_request()
    {
        RawRequest raw = reader_.take();
        request_->body = std::move(raw.body);
        keeps_alive_ = raw.keeps_alive;
        start_ = Clock::now();
        until(Stage::handling, machine_.settings.handle_limit);
        account(request_->body.size());

        if (early_)
            return answer(std::move(*early_), nullptr);
        const Route& route = *match_.route;
        if (route.fast) {
            auto response = guarded(route, [&] { return route.fast(*request_); });
            if (response)
                return answer(std::move(*response), &route);
        }
        if (route.weight == Weight::at_once) {
            auto response = guarded(route, [&] { return std::optional(route.handler(*request_)); });
            return answer(std::move(*response), &route);
        }
        WorkerPool& pool = route.weight == Weight::slow ? *machine_.slow_pool : *machine_.pool;
        if (!pool.offer([self = shared_from_this(), request = request_, &route] {
                self->handle(*request, route);
            })) {
            const auto seconds = std::to_string(pool.expected_wait().count());
            answer(problem(*request_, {RefusalCode::server_busy, {{"seconds", seconds}}, {}, {}}),
                   &route);
        }
    }

    // On a worker's thread.
    void handle(const Request& request, const Route& route)
    {
        auto response = guarded(route, [&] { return std::optional(route.handler(request)); });
        const int status = response->status;
        const auto refusal =
            response->refusal ? std::optional(response->refusal->code) : std::nullopt;
        const auto actor = response->actor_id;
        auto text = std::make_shared<AnswerText>(
            answer_text(std::move(*response), context(), machine_.problem_writer));
        asio::post(machine_.io, [self = shared_from_this(), text, &route, status, refusal, actor] {
            Answered answered;
            answered.route = &route;
            answered.status = status;
            answered.actor_id = actor;
            answered.refusal = refusal;
            self->send(std::move(*text), answered);
        });
    }

    // A handler that throws is a fault of ours, and an answer.
    template <class Call>
    std::optional<Response> guarded(const Route& route, const Call& call)
    {
        std::string type;
        try {
            return call();
        } catch (const std::exception& exception) {
            type = type_name(exception);
        } catch (...) {
            type = "unknown";
        }
        machine_.observe([&](Observer& observer) {
            observer.handler_failed(request_->request_id, route, type);
        });
        return problem(*request_, {RefusalCode::internal_fault, {}, {}, {}});
    }

    [[nodiscard]] AnswerContext context() const
    {
        return {.request_id = request_->request_id,
                .language = request_->language,
                .is_head = request_->method == Method::head,
                .is_tls = request_->is_tls,
                .keeps_alive = keeps_alive_ && !machine_.is_stopping};
    }

    void answer(Response response, const Route* route)
    {
        Answered answered;
        answered.route = route;
        answered.status = response.status;
        answered.actor_id = response.actor_id;
        if (response.refusal)
            answered.refusal = response.refusal->code;
        send(answer_text(std::move(response), context(), machine_.problem_writer), answered);
    }

    void send(AnswerText text, Answered answered)
    {
        answered.method = request_->method;
        answered.request_id = request_->request_id;
        answered.duration =
            std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start_);
        answered.bytes = text.content().size();
        // Also for a client that is gone: what was done was done.
        machine_.observe([&](Observer& observer) { observer.answered(answered); });
        if (stage_ == Stage::closed)
            return;

        answer_ = std::move(text);
        until(Stage::writing, transfer_limit(answer_.content().size()));
        const std::array<asio::const_buffer, 2> buffers = {asio::buffer(answer_.head),
                                                           asio::buffer(answer_.content())};
        write(buffers, [](Connection& self) { self.after_answer(); });
    }

    void after_answer()
    {
        answer_ = {};
        request_.reset();
        account(0);
        if (!keeps_alive_ || machine_.is_stopping)
            return linger();
        until(Stage::idle, machine_.settings.idle_limit);
        if (pending_.empty())
            return read();
        consume();
    }

    // The request cannot be read to its end: it is answered, and the connection given up.
    void fail(const ReadFailure& failure)
    {
        keeps_alive_ = false;
        start_ = Clock::now();
        pending_.clear();
        if (!request_ || !reader_.has_head()) {
            request_ = std::make_shared<Request>();
            request_->request_id = machine_.next_request_id();
            early_.reset();
            match_ = {};
        }
        Response response = problem(*request_, failure.refusal);
        response.status = failure.status;
        // What is known from the head alone says more than the length of the body.
        if (early_ && failure.status == 413)
            response = std::move(*early_);
        answer(std::move(response), match_.route);
    }

    // Closing a socket that still holds unread bytes would take the answer away from the client: what it still sends is
    // thrown away for a while.
    void linger()
    {
        asio::error_code ignored;
        socket_.shutdown(Tcp::socket::shutdown_send, ignored);
        until(Stage::lingering, reader_.failure() ? k_linger_limit_unread : k_linger_limit);
        lingered_ = 0;
        discard();
    }

    void discard()
    {
        socket_.async_read_some(
            asio::buffer(buffer_),
            [self = shared_from_this()](const asio::error_code& error, std::size_t size) {
                self->lingered_ += size;
                if (error || self->lingered_ > k_linger_bytes || self->stage_ == Stage::closed)
                    return self->close();
                self->discard();
            });
    }

    Machine& machine_;
    Tcp::socket socket_;
    std::optional<asio::ssl::stream<Tcp::socket&>> tls_;
    const asio::ip::address address_;
    RequestReader reader_;
    std::array<char, k_read_bytes> buffer_{};
    std::string pending_;  // read, not yet taken
    std::size_t accounted_ = 0;
    std::size_t lingered_ = 0;

    std::shared_ptr<Request> request_;
    RouteMatch match_;
    std::optional<Response> early_;  // known from the head: no route, a malformed target
    AnswerText answer_;
    bool keeps_alive_ = false;
    bool was_continued_ = false;

    Stage stage_ = Stage::head;
    Clock::time_point deadline_;
    Clock::time_point body_start_;
    Clock::time_point start_;
};

Server::Machine::Machine(ServerSettings with_settings, Router with_router, ProblemWriter writer,
                         std::vector<std::shared_ptr<Observer>> with_observers)
    : settings(std::move(with_settings)),
      router(std::move(with_router)),
      problem_writer(std::move(writer)),
      observers(std::move(with_observers))
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
    if (auto refusal = load_tls())
        return refusal;
    if (auto refusal = listen())
        return refusal;

    const auto on_waiting = [this](int difference) {
        const std::int64_t waiting = waiting_.fetch_add(difference) + difference;
        observe([&](Observer& observer) {
            observer.queue_changed(static_cast<std::size_t>(std::max<std::int64_t>(waiting, 0)));
        });
    };
    pool = std::make_unique<WorkerPool>(settings.workers, settings.queue_length, on_waiting);
    slow_pool =
        std::make_unique<WorkerPool>(settings.slow_workers, settings.slow_queue_length, on_waiting);
    accept_next();
    sweep();
    is_started_ = true;
    thread_ = std::thread([this] { run(); });
    return std::nullopt;
}

std::optional<Refusal> Server::Machine::load_tls()
{
    if (!settings.tls)
        return std::nullopt;
    tls.emplace(asio::ssl::context::tls_server);
    SSL_CTX* native = tls->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                    SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20");
    const auto& chain = settings.tls->certificate_chain_file;
    const auto& key = settings.tls->private_key_file;
    for (const auto& file : {chain, key}) {
        std::error_code error;
        if (!std::filesystem::is_regular_file(file, error))
            return Refusal{RefusalCode::file_not_readable, {{"file", file.string()}}, "tls", {}};
    }
    asio::error_code error;
    tls->use_certificate_chain_file(chain.string(), error);
    if (error)
        return setting_invalid("tls.certificate_chain_file", chain.string(), "a PEM certificate");
    tls->use_private_key_file(key.string(), asio::ssl::context::pem, error);
    if (error || SSL_CTX_check_private_key(native) != 1)
        return setting_invalid("tls.private_key_file", key.string(), "the certificate's PEM key");
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
        if (!error)
            accepted(std::move(socket));
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
    const bool is_trusted = std::find(trusted.begin(), trusted.end(), address) != trusted.end();
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
    std::shared_ptr<Connection> oldest;
    for (const auto& connection : connections)
        if (connection->is_idle() && (!oldest || connection->deadline() < oldest->deadline()))
            oldest = connection;
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
