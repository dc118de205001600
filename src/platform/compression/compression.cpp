#include "platform/compression/compression.h"

#include <new>
#include <stdexcept>

#include <zstd.h>

namespace taqwim {

std::string compressed(std::string_view text)
{
    std::string bytes(ZSTD_compressBound(text.size()), '\0');
    const std::size_t size =
        ZSTD_compress(bytes.data(), bytes.size(), text.data(), text.size(), ZSTD_CLEVEL_DEFAULT);
    // With room for the worst case there is nothing else that can fail.
    if (ZSTD_isError(size) != 0)
        throw std::bad_alloc();
    bytes.resize(size);
    return bytes;
}

std::optional<std::string> decompressed(std::string_view bytes, std::size_t limit)
{
    const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > limit)
        return std::nullopt;
    std::string text(static_cast<std::size_t>(size), '\0');
    const std::size_t read = ZSTD_decompress(text.data(), text.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(read) != 0 || read != text.size())
        return std::nullopt;
    return text;
}

}  // namespace taqwim
