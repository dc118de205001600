#include "tests/support/http_client.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/tcp.h>
#include <stdexcept>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

namespace taqwim::test {

namespace {

bool is_same(std::string_view left, std::string_view right)
{
    return left.size() == right.size() && strncasecmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace

std::string HttpAnswer::header(std::string_view name) const
{
    for (const auto& [known, value] : headers)
        if (is_same(known, name))
            return value;
    return {};
}

std::vector<std::string> HttpAnswer::all(std::string_view name) const
{
    std::vector<std::string> values;
    for (const auto& [known, value] : headers)
        if (is_same(known, name))
            values.push_back(value);
    return values;
}

std::string HttpRequest::to_text() const
{
    std::string text = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n";
    for (const auto& [name, value] : headers)
        text.append(name).append(": ").append(value).append("\r\n");
    if (!body.empty())
        text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    return text.append("\r\n").append(body);
}

HttpClient::HttpClient(std::uint16_t port, std::chrono::milliseconds limit)
{
    socket_ = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_ < 0)
        throw std::runtime_error("no socket");
    const timeval time{limit.count() / 1000, limit.count() % 1000 * 1000};
    const int yes = 1;
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        close(socket_);
        throw std::runtime_error("no connection to the server");
    }
}

HttpClient::~HttpClient()
{
    if (socket_ >= 0)
        close(socket_);
}

HttpClient::HttpClient(HttpClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_))
{}

HttpAnswer HttpClient::send(const HttpRequest& request)
{
    if (!write(request.to_text()))
        throw std::runtime_error("the server has closed the connection");
    auto answer = read(request.method != "HEAD");
    if (!answer)
        throw std::runtime_error("the server closed the connection without an answer");
    return std::move(*answer);
}

HttpAnswer HttpClient::get(std::string target)
{
    HttpRequest request;
    request.target = std::move(target);
    return send(request);
}

bool HttpClient::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            throw std::runtime_error("the server takes nothing");
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::optional<HttpAnswer> HttpClient::read(bool has_body)
{
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos)
        if (!fill())
            return std::nullopt;
    HttpAnswer answer;
    std::string_view head = std::string_view(received_).substr(0, end + 2);
    if (head.size() < 14)
        throw std::runtime_error("not an answer");
    answer.status = std::stoi(std::string(head.substr(9, 3)));
    head.remove_prefix(head.find("\r\n") + 2);
    std::size_t length = 0;
    while (!head.empty()) {
        const std::string_view line = head.substr(0, head.find("\r\n"));
        head.remove_prefix(line.size() + 2);
        const std::size_t colon = line.find(": ");
        if (colon == std::string_view::npos)
            throw std::runtime_error("not a header");
        answer.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    if (const std::string text = answer.header("Content-Length"); !text.empty() && has_body)
        length = std::stoul(text);
    received_.erase(0, end + 4);
    while (received_.size() < length)
        if (!fill())
            return std::nullopt;
    answer.body = received_.substr(0, length);
    received_.erase(0, length);
    return answer;
}

bool HttpClient::is_closed_by_server()
{
    try {
        while (fill())
            received_.clear();
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

void HttpClient::close_sending_side()
{
    shutdown(socket_, SHUT_WR);
}

bool HttpClient::fill()
{
    std::array<char, 65536> buffer{};
    while (true) {
        const ssize_t size = recv(socket_, buffer.data(), buffer.size(), 0);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            throw std::runtime_error("the server does not answer in time");
        if (size <= 0)
            return false;
        received_.append(buffer.data(), static_cast<std::size_t>(size));
        return true;
    }
}

}  // namespace taqwim::test
