#include "platform/compression/gzip.h"

#include <array>
#include <new>
#include <stdexcept>
#include <utility>

#include <zlib.h>

namespace taqwim {

namespace {

constexpr int k_gzip_window = 15 + 16;  // the largest window, with the head and tail of gzip

}  // namespace

std::string gzipped(std::string_view text)
{
    constexpr int k_memory_level = 9;
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, k_gzip_window, k_memory_level,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    std::string bytes(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    std::string input(text);  // zlib takes what it does not change as changeable
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_out = static_cast<uInt>(bytes.size());
    const int outcome = deflate(&stream, Z_FINISH);
    bytes.resize(bytes.size() - stream.avail_out);
    deflateEnd(&stream);
    // With room for the worst case it ends in one step.
    if (outcome != Z_STREAM_END)
        throw std::logic_error("a text was not compressed");
    bytes.shrink_to_fit();
    return bytes;
}

std::optional<std::string> gunzipped(std::string_view bytes, std::size_t limit)
{
    z_stream stream{};
    if (inflateInit2(&stream, k_gzip_window) != Z_OK)
        throw std::bad_alloc();
    std::string input(bytes);
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    std::string text;
    std::array<char, 16384> part{};
    int outcome = Z_OK;
    while (outcome == Z_OK && text.size() <= limit) {
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = static_cast<uInt>(part.size());
        outcome = inflate(&stream, Z_NO_FLUSH);
        text.append(part.data(), part.size() - stream.avail_out);
    }
    const bool is_whole = outcome == Z_STREAM_END && stream.avail_in == 0 && text.size() <= limit;
    inflateEnd(&stream);
    return is_whole ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace taqwim
