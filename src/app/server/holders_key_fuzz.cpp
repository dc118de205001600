// Any bytes are read without harm, and what is accepted stays what it is: written and read again it is the same document.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "app/server/holders_key.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using taqwim::app::HoldersKey;
    const auto key = HoldersKey::parse({reinterpret_cast<const char*>(data), size}, "fuzz.key");
    if (!key)
        return 0;
    const std::string text = key->to_text();
    const auto again = HoldersKey::parse(text, "fuzz.key");
    if (!again || again->to_text() != text || again->id() != key->id())
        std::abort();
    return 0;
}
