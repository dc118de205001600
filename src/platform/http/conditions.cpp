#include "platform/http/conditions.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <openssl/evp.h>
#include <stdexcept>

#include "core/refusal_codes.h"
#include "platform/http/request_text.h"

namespace taqwim::http {

namespace {

constexpr std::size_t k_longest_key = 128;

std::string_view without_weakness(std::string_view tag)
{
    return tag.starts_with("W/") ? tag.substr(2) : tag;
}

Refusal malformed(std::string_view header)
{
    return {RefusalCode::request_malformed, {}, std::string(header), {}};
}

}  // namespace

std::string etag_of(std::string_view content)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (EVP_Digest(content.data(), content.size(), digest.data(), &length, EVP_sha256(), nullptr) !=
        1)
        throw std::runtime_error("SHA-256 is not to be had");
    constexpr std::string_view k_digits = "0123456789abcdef";
    std::string tag = "\"";
    for (std::size_t i = 0; i < length / 2; ++i) {
        tag += k_digits[digest[i] / 16];
        tag += k_digits[digest[i] % 16];
    }
    return tag + '"';
}

std::string etag_of_version(std::uint64_t version)
{
    return "\"v" + std::to_string(version) + '"';
}

bool has_current(const Request& request, std::string_view etag)
{
    const auto header = request.header("If-None-Match");
    if (!header)
        return false;
    std::string_view tags = *header;
    while (!tags.empty()) {
        const std::string_view piece = tags.substr(0, tags.find(','));
        tags.remove_prefix(std::min(tags.size(), piece.size() + 1));
        const std::string_view tag = without_blanks(piece);
        // RFC 9110, 13.1.2: compared weakly.
        if (tag == "*" || without_weakness(tag) == without_weakness(etag))
            return true;
    }
    return false;
}

bool accepts_encoding(const Request& request, std::string_view encoding)
{
    std::string_view header = request.header("Accept-Encoding").value_or("");
    while (!header.empty()) {
        const std::string_view piece = header.substr(0, header.find(','));
        header.remove_prefix(std::min(header.size(), piece.size() + 1));
        const std::size_t semicolon = std::min(piece.find(';'), piece.size());
        if (!equal_in_any_case(without_blanks(piece.substr(0, semicolon)), encoding))
            continue;
        const std::string_view weight =
            without_blanks(piece.substr(std::min(piece.size(), semicolon + 1)));
        return !(weight.starts_with("q=0") &&
                 weight.find_first_of("123456789") == std::string_view::npos);
    }
    return false;
}

Result<std::uint64_t> required_version(const Request& request)
{
    const auto header = request.header("If-Match");
    if (!header || *header == "*")
        return Refusal{RefusalCode::condition_missing, {{"field", "If-Match"}}, "If-Match", {}};
    const std::string_view tag = *header;
    if (!tag.starts_with("\"v") || !tag.ends_with('"') || tag.size() < 4)
        return malformed("If-Match");
    const std::string_view digits = tag.substr(2, tag.size() - 3);
    std::uint64_t version = 0;
    const auto [stop, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), version);
    if (error != std::errc{} || stop != digits.data() + digits.size())
        return malformed("If-Match");
    return version;
}

Result<std::string> idempotency_key(const Request& request)
{
    const auto key = request.header("Idempotency-Key");
    if (!key)
        return Refusal{RefusalCode::idempotency_key_missing, {}, "Idempotency-Key", {}};
    const auto is_printable = [](char letter) { return letter >= 0x20 && letter < 0x7F; };
    if (key->empty() || key->size() > k_longest_key ||
        !std::all_of(key->begin(), key->end(), is_printable))
        return malformed("Idempotency-Key");
    return std::string(*key);
}

}  // namespace taqwim::http
