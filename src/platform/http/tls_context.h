// What TLS connections are made from: versions, ciphers, certificate and key.
#pragma once

#include <asio/ssl/context.hpp>
#include <memory>

#include "core/refusal.h"
#include "platform/http/server.h"

namespace taqwim::http {

// Refuses file_not_readable, and setting_invalid when a file does not hold what it should.
[[nodiscard]] Result<std::unique_ptr<asio::ssl::context>> tls_context(const TlsSettings& settings);

[[nodiscard]] Refusal setting_invalid(std::string setting, std::string value, std::string expected);

}  // namespace taqwim::http
