// A small blocking HTTP client over plain sockets: for tests, which must also be able to send what no real client would,
// and for measuring.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace taqwim::test {

struct HttpAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    // The first value of a header, its name in any case; empty when it is not there.
    [[nodiscard]] std::string header(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
};

struct HttpRequest {
    std::string method = "GET";
    std::string target = "/";
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    // With Host, and Content-Length when there is a body.
    [[nodiscard]] std::string to_text() const;
};

// One connection to 127.0.0.1, kept alive. Every function throws std::runtime_error when the time limit is over.
class HttpClient {
public:
    explicit HttpClient(std::uint16_t port,
                        std::chrono::milliseconds limit = std::chrono::seconds(10));
    ~HttpClient();
    HttpClient(HttpClient&& other) noexcept;
    HttpClient& operator=(HttpClient&&) = delete;

    // Sends a request and reads its answer.
    HttpAnswer send(const HttpRequest& request);
    HttpAnswer get(std::string target);

    // The bytes as they are. False when the server has closed the connection.
    bool write(std::string_view bytes);
    // The next answer; none when the server has closed the connection. `has_body` is false for an answer to HEAD.
    std::optional<HttpAnswer> read(bool has_body = true);
    // Whether the server closes the connection within the limit, whatever it sends before.
    [[nodiscard]] bool is_closed_by_server();
    // Says that nothing more will be sent.
    void close_sending_side();

private:
    bool fill();

    int socket_ = -1;
    std::string received_;
};

}  // namespace taqwim::test
