#include "documents/base45.h"

namespace taqwim::documents {

namespace {

constexpr std::string_view k_letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
constexpr std::uint32_t k_base = 45;
static_assert(k_letters.size() == k_base);

}  // namespace

std::string to_base45(crypto::ByteView bytes)
{
    std::string text;
    text.reserve((bytes.size() / 2 + 1) * 3);
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        const bool is_pair = i + 1 < bytes.size();
        std::uint32_t rest = is_pair ? bytes[i] * 256U + bytes[i + 1] : bytes[i];
        for (int letters = is_pair ? 3 : 2; letters > 0; --letters, rest /= k_base)
            text += k_letters[rest % k_base];
    }
    return text;
}

std::optional<crypto::Bytes> from_base45(std::string_view text)
{
    if (text.size() % 3 == 1)
        return std::nullopt;
    crypto::Bytes bytes;
    bytes.reserve(text.size() / 3 * 2 + 1);
    for (; !text.empty(); text.remove_prefix(std::min<std::size_t>(3, text.size()))) {
        const std::string_view group = text.substr(0, 3);
        std::uint32_t number = 0;
        for (auto letter = group.rbegin(); letter != group.rend(); ++letter) {
            const std::size_t digit = k_letters.find(*letter);
            if (digit == std::string_view::npos)
                return std::nullopt;
            number = number * k_base + static_cast<std::uint32_t>(digit);
        }
        const bool is_pair = group.size() == 3;
        if (number > (is_pair ? 0xFFFFU : 0xFFU))
            return std::nullopt;
        if (is_pair)
            bytes.push_back(static_cast<std::uint8_t>(number / 256));
        bytes.push_back(static_cast<std::uint8_t>(number % 256));
    }
    return bytes;
}

}  // namespace taqwim::documents
