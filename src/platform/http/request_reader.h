// Reads requests out of the bytes of a connection, piece by piece, and holds them to their limits. http_parser takes the
// messages apart; two lengths, or a length beside chunks, are never a request.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/refusal.h"
#include "platform/http/request.h"

namespace taqwim::http {

struct ReadLimits {
    std::size_t target_bytes = 4096;
    std::size_t header_count = 64;
    std::size_t header_bytes = 16 * 1024;  // of all headers together
};

// A request as it was sent.
struct RawRequest {
    std::string method;
    std::string target;
    NamedTexts headers;
    std::string body;
    bool is_http_1_1 = false;
    bool keeps_alive = false;
    bool expects_continue = false;

    // How often a header stands in it.
    [[nodiscard]] std::size_t count(std::string_view header) const;
};

// Why a request could not be read. The connection cannot go on after it.
struct ReadFailure {
    Refusal refusal;  // request_malformed, input_too_large
    int status = 400;
};

class RequestReader {
public:
    // Called when the headers are whole; says how large the body may be.
    using OnHead = std::function<std::size_t(const RawRequest&)>;

    RequestReader(ReadLimits limits, OnHead on_head);
    ~RequestReader();

    // Takes bytes up to the end of the request and says how many. Nothing is taken when the request is whole or failed.
    [[nodiscard]] std::size_t feed(std::string_view bytes);

    [[nodiscard]] bool has_begun() const;
    [[nodiscard]] bool has_head() const;
    [[nodiscard]] bool is_whole() const;
    [[nodiscard]] const std::optional<ReadFailure>& failure() const;
    [[nodiscard]] const RawRequest& request() const;

    // Gives the whole request away and begins the next one.
    [[nodiscard]] RawRequest take();

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

// "1 MiB", "64 KiB", "100 B": as messages show a limit.
[[nodiscard]] std::string size_text(std::size_t bytes);

}  // namespace taqwim::http
