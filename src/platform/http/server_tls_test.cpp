#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <string>
#include <unistd.h>

#include "core/refusal_codes.h"
#include "platform/http/server.h"
#include "tests/support/http_server.h"

using namespace taqwim::http;
using taqwim::RefusalCode;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

template <auto free>
struct Free {
    template <class T>
    void operator()(T* object) const
    {
        free(object);
    }
};
using KeyPointer = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using CertificatePointer = std::unique_ptr<X509, Free<X509_free>>;
using ContextPointer = std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>>;
using SslPointer = std::unique_ptr<SSL, Free<SSL_free>>;

// A key and a certificate that it signs itself, in files that go when this goes.
class TestCertificate {
public:
    TestCertificate()
    {
        std::string pattern = (fs::temp_directory_path() / "taqwim-tls-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
        const KeyPointer key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
        const CertificatePointer certificate(X509_new());
        X509_set_version(certificate.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
        X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
        X509_set_pubkey(certificate.get(), key.get());
        X509_NAME* name = X509_get_subject_name(certificate.get());
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
        X509_set_issuer_name(certificate.get(), name);
        REQUIRE(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
        FILE* file = std::fopen(settings().certificate_chain_file.c_str(), "w");
        REQUIRE(PEM_write_X509(file, certificate.get()) == 1);
        std::fclose(file);
        file = std::fopen(settings().private_key_file.c_str(), "w");
        REQUIRE(PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
        std::fclose(file);
    }
    ~TestCertificate() { fs::remove_all(folder_); }

    [[nodiscard]] TlsSettings settings() const
    {
        return {folder_ / "certificate.pem", folder_ / "key.pem"};
    }

private:
    fs::path folder_;
};

std::string fetch_over_tls(std::uint16_t port, const std::string& text, int newest_version = 0)
{
    const ContextPointer context(SSL_CTX_new(TLS_client_method()));
    if (newest_version != 0)
        SSL_CTX_set_max_proto_version(context.get(), newest_version);
    const std::unique_ptr<BIO, Free<BIO_free_all>> chain(BIO_new_ssl_connect(context.get()));
    BIO_set_conn_hostname(chain.get(), ("127.0.0.1:" + std::to_string(port)).c_str());
    if (BIO_do_connect(chain.get()) <= 0)
        return {};
    BIO_write(chain.get(), text.data(), static_cast<int>(text.size()));
    std::string received;
    std::array<char, 4096> buffer{};
    int size = 0;
    while ((size = BIO_read(chain.get(), buffer.data(), static_cast<int>(buffer.size()))) > 0)
        received.append(buffer.data(), static_cast<std::size_t>(size));
    return received;
}

}  // namespace

TEST_CASE("http server: speaks TLS 1.2 and later, and says so to handlers and browsers")
{
    const TestCertificate certificate;
    ServerSettings settings;
    settings.tls = certificate.settings();
    Router router = sample_router();
    router.add({Method::get, "/me", [](const Request& request) {
                    return bytes("text/plain", request.is_tls ? "tls" : "plain");
                }});
    const TestServer server(std::move(router), settings);
    const std::string closing = "GET /me HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    const std::string answer = fetch_over_tls(server.server.port(), closing);
    CHECK(answer.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(answer.ends_with("\r\n\r\ntls"));
    CHECK(answer.find("Strict-Transport-Security: max-age=31536000\r\n") != std::string::npos);
    CHECK(fetch_over_tls(server.server.port(), closing, TLS1_2_VERSION).ends_with("tls"));
    CHECK(fetch_over_tls(server.server.port(), closing, TLS1_1_VERSION).empty());

    // Two requests on one connection, the first with a body longer than a TLS record.
    const std::string body(40'000, 'x');
    const std::string two = fetch_over_tls(
        server.server.port(),
        "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 40000\r\n\r\n" + body + closing);
    CHECK(two.find(body) != std::string::npos);
    CHECK(two.ends_with("tls"));
}

TEST_CASE("http server: who never finishes the TLS handshake is cut off")
{
    const TestCertificate certificate;
    ServerSettings settings;
    settings.tls = certificate.settings();
    settings.head_limit = 300ms;
    const TestServer server(sample_router(), settings);
    std::vector<taqwim::test::HttpClient> silent;
    for (int i = 0; i < 50; ++i)
        silent.push_back(server.connect(3s));
    for (auto& client : silent)
        CHECK(client.is_closed_by_server());
    auto plain = server.connect(3s);
    plain.write("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(plain.is_closed_by_server());
}

TEST_CASE("http server: a certificate that does not fit its key is refused")
{
    const TestCertificate one;
    const TestCertificate other;
    ServerSettings settings;
    settings.tls =
        TlsSettings{one.settings().certificate_chain_file, other.settings().private_key_file};
    Server server(settings, sample_router(), bare_problem);
    const auto refusal = server.start();
    REQUIRE(refusal);
    CHECK(refusal->code == RefusalCode::setting_invalid);
    settings.tls = TlsSettings{one.settings().private_key_file, one.settings().private_key_file};
    Server swapped(settings, sample_router(), bare_problem);
    CHECK(swapped.start());
}
