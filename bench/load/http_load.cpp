// A load generator: sends requests over kept connections to a server on this machine and measures its answers. One
// thread, so that it takes little of the processors it shares with the server. bench/server_load uses it.
//
//   taqwim_http_load PORT CONNECTIONS SECONDS RATE REQUESTS [EXPECTED]
//
// RATE 0: every connection asks again as soon as it is answered. Otherwise so many requests a second are due together,
// each sent on a connection that is free, and its time counts from when it was due: a server that falls behind is not
// spared. After 503 a connection waits for k_pause.
//
// REQUESTS is a file: method and target on a line, headers, an empty line, the body on one line, a line "." after each.
// Connection c sends the c-th (from the beginning again when there are fewer), its n-th time with {n} and {c} filled in.
// An answer 2xx without the text EXPECTED in it counts as unexpected. The report is JSON on the standard output.
#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto k_pause = std::chrono::milliseconds(100);

struct Template {
    std::string head;  // to the end of the headers, without Content-Length
    std::string body;
};

std::vector<Template> read_templates(const std::string& file)
{
    std::ifstream input(file);
    std::vector<Template> all;
    std::string line;
    while (std::getline(input, line)) {
        Template one{.head = line + " HTTP/1.1\r\nHost: localhost\r\n", .body = {}};
        while (std::getline(input, line) && !line.empty())
            one.head += line + "\r\n";
        std::getline(input, one.body);
        if (!std::getline(input, line) || line != ".")
            throw std::runtime_error(file + " does not hold requests");
        all.push_back(std::move(one));
    }
    if (all.empty())
        throw std::runtime_error(file + " holds no request");
    return all;
}

std::string filled(std::string text, std::string_view place, std::int64_t number)
{
    for (std::size_t at = 0; (at = text.find(place, at)) != std::string::npos;)
        text.replace(at, place.size(), std::to_string(number));
    return text;
}

struct Report {
    std::int64_t answers = 0;
    std::int64_t unexpected = 0;
    std::map<int, std::int64_t> statuses;
    std::vector<std::int64_t> microseconds;  // of answers 2xx
    std::int64_t least_wait = 0;             // of Retry-After, seconds
    std::int64_t longest_wait = 0;
};

struct Connection {
    int descriptor = -1;
    std::int64_t sent = 0;
    bool is_waiting = false;
    Clock::time_point due;      // of the request that it waits for
    Clock::time_point free_at;  // not before this
    std::string received;
};

class Load {
public:
    Load(std::uint16_t port, std::size_t connections, std::vector<Template> templates,
         std::string expected)
        : templates_(std::move(templates)), expected_(std::move(expected))
    {
        for (std::size_t i = 0; i < connections; ++i) {
            const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_port = htons(port);
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            const int yes = 1;
            ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address),
                          sizeof address) != 0)
                throw std::runtime_error("no connection to the server");
            connections_.emplace_back().descriptor = descriptor;
            polls_.push_back({descriptor, POLLIN, 0});
        }
    }
    ~Load()
    {
        for (const Connection& connection : connections_)
            ::close(connection.descriptor);
    }
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    Report run(std::chrono::duration<double> length, double rate)
    {
        const Clock::time_point start = Clock::now();
        const Clock::time_point end = start + std::chrono::duration_cast<Clock::duration>(length);
        std::int64_t asked = 0;
        for (Clock::time_point now = start; now < end || is_any_waiting(); now = Clock::now()) {
            if (now > end + std::chrono::seconds(30))
                throw std::runtime_error("the server does not answer");
            Clock::time_point next_due = now + k_pause;
            for (std::size_t i = 0; i < connections_.size() && now < end; ++i) {
                const std::size_t at = (next_ + i) % connections_.size();
                Connection& connection = connections_[at];
                if (connection.is_waiting || connection.free_at > now)
                    continue;
                if (rate > 0) {
                    next_due =
                        start +
                        std::chrono::duration_cast<Clock::duration>(
                            std::chrono::duration<double>(static_cast<double>(asked) / rate));
                    if (next_due > now)
                        break;
                    ++asked;
                    send(at, next_due);
                    next_ = at + 1;
                } else {
                    send(at, now);
                }
            }
            wait_until(std::min(next_due, std::max(end, now + std::chrono::milliseconds(1))));
        }
        return report_;
    }

private:
    [[nodiscard]] bool is_any_waiting() const
    {
        return std::ranges::any_of(connections_, &Connection::is_waiting);
    }

    void send(std::size_t at, Clock::time_point due)
    {
        Connection& connection = connections_[at];
        const Template& one = templates_[at % templates_.size()];
        ++connection.sent;
        const auto with_numbers = [&](const std::string& text) {
            return filled(filled(text, "{n}", connection.sent), "{c}",
                          static_cast<std::int64_t>(at));
        };
        const std::string body = with_numbers(one.body);
        std::string text = with_numbers(one.head);
        if (!body.empty())
            text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
        text += "\r\n" + body;
        for (std::string_view rest = text; !rest.empty();) {
            const ssize_t size =
                ::send(connection.descriptor, rest.data(), rest.size(), MSG_NOSIGNAL);
            if (size <= 0)
                throw std::runtime_error("the server closed a connection");
            rest.remove_prefix(static_cast<std::size_t>(size));
        }
        connection.is_waiting = true;
        connection.due = due;
    }

    void wait_until(Clock::time_point moment)
    {
        const auto left = std::max(Clock::duration::zero(), Clock::duration(moment - Clock::now()));
        const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(left).count();
        const timespec time{nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
        if (::ppoll(polls_.data(), polls_.size(), &time, nullptr) <= 0)
            return;
        for (std::size_t i = 0; i < polls_.size(); ++i)
            if (polls_[i].revents != 0)
                receive(connections_[i]);
    }

    void receive(Connection& connection)
    {
        const ssize_t size =
            ::recv(connection.descriptor, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
        if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (size <= 0)
            throw std::runtime_error("the server closed a connection");
        connection.received.append(buffer_.data(), static_cast<std::size_t>(size));
        const std::size_t end = connection.received.find("\r\n\r\n");
        if (end == std::string::npos)
            return;
        const std::string_view head = std::string_view(connection.received).substr(0, end + 2);
        const std::size_t length = static_cast<std::size_t>(number_of(head, "Content-Length: "));
        if (connection.received.size() < end + 4 + length)
            return;
        note(connection, std::atoi(connection.received.c_str() + 9), head);
        connection.received.clear();
        connection.is_waiting = false;
    }

    void note(Connection& connection, int status, std::string_view head)
    {
        ++report_.answers;
        ++report_.statuses[status];
        const Clock::time_point now = Clock::now();
        if (status / 100 == 2) {
            report_.microseconds.push_back(
                std::chrono::duration_cast<std::chrono::microseconds>(now - connection.due)
                    .count());
            if (connection.received.find(expected_) == std::string::npos)
                ++report_.unexpected;
        } else if (status == 503) {
            const std::int64_t wait = number_of(head, "Retry-After: ");
            report_.least_wait =
                report_.least_wait == 0 ? wait : std::min(report_.least_wait, wait);
            report_.longest_wait = std::max(report_.longest_wait, wait);
            connection.free_at = now + k_pause;
        }
    }

    static std::int64_t number_of(std::string_view head, std::string_view name)
    {
        const std::size_t at = head.find(name);
        return at == std::string_view::npos ? 0 : std::atoll(head.data() + at + name.size());
    }

    std::vector<Template> templates_;
    std::string expected_;
    std::vector<Connection> connections_;
    std::vector<pollfd> polls_;
    std::array<char, 65536> buffer_{};
    std::size_t next_ = 0;
    Report report_;
};

void print(Report report, double seconds)
{
    std::ranges::sort(report.microseconds);
    const auto at = [&](double share) {
        const auto& times = report.microseconds;
        return times.empty() ? 0
                             : times[std::min(times.size() - 1,
                                              static_cast<std::size_t>(
                                                  share * static_cast<double>(times.size())))];
    };
    std::cout << "{\"answers\": " << report.answers << ", \"unexpected\": " << report.unexpected
              << ", \"seconds\": " << seconds
              << ", \"per_second\": " << static_cast<double>(report.microseconds.size()) / seconds
              << ", \"p50_us\": " << at(0.5) << ", \"p99_us\": " << at(0.99)
              << ", \"max_us\": " << at(1) << ", \"least_wait_s\": " << report.least_wait
              << ", \"longest_wait_s\": " << report.longest_wait << ", \"statuses\": {";
    const char* comma = "";
    for (const auto& [status, count] : report.statuses) {
        std::cout << comma << '"' << status << "\": " << count;
        comma = ", ";
    }
    std::cout << "}}\n";
}

}  // namespace

int main(int count, char** arguments)
{
    if (count < 6) {
        std::cerr << "taqwim_http_load PORT CONNECTIONS SECONDS RATE REQUESTS [EXPECTED]\n";
        return 2;
    }
    try {
        Load load(static_cast<std::uint16_t>(std::stoi(arguments[1])), std::stoul(arguments[2]),
                  read_templates(arguments[5]), count > 6 ? arguments[6] : "");
        const Clock::time_point start = Clock::now();
        Report report = load.run(std::chrono::duration<double>(std::stod(arguments[3])),
                                 std::stod(arguments[4]));
        print(std::move(report), std::chrono::duration<double>(Clock::now() - start).count());
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "taqwim_http_load: " << error.what() << '\n';
        return 1;
    }
}
