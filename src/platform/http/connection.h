// One client of a Server.
#pragma once

#include <array>
#include <asio.hpp>
#include <asio/ssl.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "platform/http/answer_text.h"
#include "platform/http/machine.h"
#include "platform/http/observer.h"
#include "platform/http/request.h"
#include "platform/http/request_reader.h"
#include "platform/http/response.h"
#include "platform/http/route.h"

namespace taqwim::http {

// Its whole life is one loop: read a request, have it handled, write the answer, begin anew.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    using Clock = std::chrono::steady_clock;
    using Tcp = asio::ip::tcp;
    using Machine = Server::Machine;

    Connection(Machine& machine, Tcp::socket socket, asio::ip::address address);

    void start();

    // Where the machine keeps it.
    std::list<std::shared_ptr<Connection>>::iterator place;

    [[nodiscard]] const asio::ip::address& address() const { return address_; }
    [[nodiscard]] bool is_idle() const { return stage_ == Stage::idle; }
    // Nothing whole was asked yet: a new connection, or one whose headers are still coming.
    [[nodiscard]] bool has_asked_nothing() const { return stage_ == Stage::head; }
    [[nodiscard]] Clock::time_point deadline() const { return deadline_; }
    [[nodiscard]] bool is_late(Clock::time_point now) const { return now > deadline_; }

    // Time is over.
    void expire();

    // When the server stops: what is idle goes at once, unless a request is on its way; a new connection may still send
    // its first.
    void wind_up();

    void close();

private:
    static constexpr std::size_t k_read_bytes = std::size_t{16} * 1024;

    enum class Stage : std::uint8_t { head, body, idle, handling, writing, lingering, closed };

    void until(Stage stage, std::chrono::milliseconds limit);

    [[nodiscard]] std::chrono::milliseconds transfer_limit(std::size_t bytes) const;

    // Notes what this connection holds in memory.
    void account(std::size_t bytes);

    void read();

    // Goes on with the bytes that were read.
    void consume();

    void send_continue();

    template <class Buffers>
    void write(const Buffers& buffers, void (*then)(Connection&));

    // The head of a request is there: finds its route, so that its body is held to that route's limit.
    std::size_t body_limit(const RawRequest& raw);

    void begin_request();

    // On a worker's thread.
    void handle(const Request& request, const Route& route);

    // A handler that throws is a fault of ours, and an answer.
    template <class Call>
    std::optional<Response> guarded(const Route& route, const Call& call);

    [[nodiscard]] AnswerContext context() const;

    void answer(Response response, const Route* route);

    void send(AnswerText text, Answered answered);

    void after_answer();

    // The request cannot be read to its end: it is answered, and the connection given up.
    void fail(const ReadFailure& failure);

    // Closing a socket that still holds unread bytes would take the answer away from the client: what it still sends is
    // thrown away for a while.
    void linger();

    void discard();

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
    bool was_given_up_ = false;  // answered before its request was read to the end

    Stage stage_ = Stage::head;
    Clock::time_point deadline_;
    Clock::time_point body_start_;
    Clock::time_point start_;
};

}  // namespace taqwim::http
