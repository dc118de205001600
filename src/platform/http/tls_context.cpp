#include "platform/http/tls_context.h"

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "core/refusal_codes.h"

namespace taqwim::http {

Refusal setting_invalid(std::string setting, std::string value, std::string expected)
{
    return {RefusalCode::setting_invalid,
            {{"setting", setting}, {"value", std::move(value)}, {"expected", std::move(expected)}},
            std::move(setting),
            {}};
}

Result<std::unique_ptr<asio::ssl::context>> tls_context(const TlsSettings& settings)
{
    auto tls = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    SSL_CTX* native = tls->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                    SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20");
    const auto& chain = settings.certificate_chain_file;
    const auto& key = settings.private_key_file;
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
    return tls;
}

}  // namespace taqwim::http
