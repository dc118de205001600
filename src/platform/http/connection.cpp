#include "platform/http/connection.h"

#include <algorithm>
#include <cstdlib>
#include <cxxabi.h>
#include <string_view>
#include <typeinfo>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/http/problem.h"
#include "platform/http/request_intake.h"

namespace taqwim::http {

namespace {

constexpr auto k_linger_limit = std::chrono::milliseconds(500);
constexpr auto k_linger_limit_unread = std::chrono::seconds(3);
constexpr std::size_t k_linger_bytes = std::size_t{32} * 1024 * 1024;
// What may still be read of a request that is refused by its head, to keep the connection.
constexpr std::size_t k_refused_body_bytes = std::size_t{64} * 1024;

std::string type_name(const std::exception& exception)
{
    int status = 0;
    char* name = abi::__cxa_demangle(typeid(exception).name(), nullptr, nullptr, &status);
    std::string text = status == 0 && name != nullptr ? name : typeid(exception).name();
    std::free(name);  // NOLINT: __cxa_demangle hands over what malloc gave
    return text;
}

}  // namespace

Connection::Connection(Machine& machine, Tcp::socket socket, asio::ip::address address)
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

void Connection::start()
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

void Connection::expire()
{
    // A request that was begun deserves a word; an idle connection, none.
    if ((stage_ == Stage::head || stage_ == Stage::body) && reader_.has_begun())
        return fail({{RefusalCode::request_malformed, {}, {}, {}}, 408});
    close();
}

void Connection::wind_up()
{
    asio::error_code error;
    if (stage_ == Stage::idle && (socket_.available(error) == 0 || error))
        close();
    else if (stage_ == Stage::head && !reader_.has_begun())
        deadline_ = std::min(deadline_, Clock::now() + std::chrono::seconds(1));
}

void Connection::close()
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

void Connection::until(Stage stage, std::chrono::milliseconds limit)
{
    stage_ = stage;
    deadline_ = Clock::now() + limit;
}

std::chrono::milliseconds Connection::transfer_limit(std::size_t bytes) const
{
    const std::size_t rate = std::max<std::size_t>(machine_.settings.slowest_rate, 1);
    return machine_.settings.transfer_limit + std::chrono::seconds(bytes / rate);
}

void Connection::account(std::size_t bytes)
{
    machine_.buffered_bytes += bytes;
    machine_.buffered_bytes -= accounted_;
    accounted_ = bytes;
}

void Connection::read()
{
    auto handler = [self = shared_from_this()](const asio::error_code& error, std::size_t size) {
        // What comes after a refusal is thrown away by `discard`, never read as a request.
        if (self->was_given_up_)
            return;
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

void Connection::consume()
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
        if (reader_.request().expects_continue && reader_.request().body.empty() && !was_continued_)
            return send_continue();
    } else if (reader_.has_begun() && stage_ == Stage::idle) {
        until(Stage::head, machine_.settings.head_limit);
    }
    read();
}

void Connection::send_continue()
{
    was_continued_ = true;
    static constexpr std::string_view k_continue = "HTTP/1.1 100 Continue\r\n\r\n";
    write(asio::buffer(k_continue), [](Connection& self) { self.read(); });
}

template <class Buffers>
void Connection::write(const Buffers& buffers, void (*then)(Connection&))
{
    auto handler = [self = shared_from_this(), then](const asio::error_code& error, std::size_t) {
        if (error || self->stage_ == Stage::closed)
            return self->close();
        then(*self);
    };
    if (tls_)
        asio::async_write(*tls_, buffers, std::move(handler));
    else
        asio::async_write(socket_, buffers, std::move(handler));
}

std::size_t Connection::body_limit(const RawRequest& raw)
{
    Intake intake = take_in(raw, {address_, tls_.has_value(), machine_.next_request_id()},
                            machine_.router, machine_.trusted);
    request_ = std::move(intake.request);
    match_ = std::move(intake.match);
    early_ = std::move(intake.early);
    was_continued_ = false;
    return match_.route != nullptr ? match_.route->body_limit : k_refused_body_bytes;
}

void Connection::begin_request()
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

void Connection::handle(const Request& request, const Route& route)
{
    auto response = guarded(route, [&] { return std::optional(route.handler(request)); });
    const int status = response->status;
    const auto refusal = response->refusal ? std::optional(response->refusal->code) : std::nullopt;
    const auto actor = response->actor_id;
    try {
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
    } catch (...) {
        // Without memory for this answer the server stays for the others: the connection ends with its time for handling.
        machine_.observe([](Observer& observer) { observer.connection_failed(); });
    }
}

template <class Call>
std::optional<Response> Connection::guarded(const Route& route, const Call& call)
{
    std::string type;
    try {
        return call();
    } catch (const std::exception& exception) {
        type = type_name(exception);
    } catch (...) {
        type = "unknown";
    }
    machine_.observe(
        [&](Observer& observer) { observer.handler_failed(request_->request_id, route, type); });
    return problem(*request_, {RefusalCode::internal_fault, {}, {}, {}});
}

AnswerContext Connection::context() const
{
    return {.request_id = request_->request_id,
            .language = request_->language,
            .is_head = request_->method == Method::head,
            .is_tls = request_->is_tls,
            .keeps_alive = keeps_alive_ && !machine_.is_stopping};
}

void Connection::answer(Response response, const Route* route)
{
    Answered answered;
    answered.route = route;
    answered.status = response.status;
    answered.actor_id = response.actor_id;
    if (response.refusal)
        answered.refusal = response.refusal->code;
    send(answer_text(std::move(response), context(), machine_.problem_writer), answered);
}

void Connection::send(AnswerText text, Answered answered)
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

void Connection::after_answer()
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

void Connection::fail(const ReadFailure& failure)
{
    keeps_alive_ = false;
    was_given_up_ = true;
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

void Connection::linger()
{
    asio::error_code ignored;
    socket_.shutdown(Tcp::socket::shutdown_send, ignored);
    until(Stage::lingering, reader_.failure() ? k_linger_limit_unread : k_linger_limit);
    lingered_ = 0;
    discard();
}

void Connection::discard()
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

}  // namespace taqwim::http
