#include "platform/compression/compression.h"

#include <doctest/doctest.h>

#include <string>

using taqwim::compressed;
using taqwim::decompressed;

TEST_CASE("compression: a text comes back as it was, and is small when it repeats itself")
{
    for (const std::string& text :
         {std::string(), std::string("a"), std::string(100'000, 'x'), std::string("\0\xff", 2)}) {
        const std::string bytes = compressed(text);
        CHECK(decompressed(bytes) == text);
    }
    CHECK(compressed(std::string(100'000, 'x')).size() < 1000);
}

TEST_CASE("compression: what is cut off, changed or too long is not read")
{
    const std::string text = "the facts of a student-year, the facts of a student-year";
    const std::string bytes = compressed(text);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(decompressed(bytes.substr(0, size)).has_value());
    CHECK_FALSE(decompressed("no frame at all").has_value());
    CHECK(decompressed(bytes, text.size()).has_value());
    CHECK_FALSE(decompressed(bytes, text.size() - 1).has_value());
}
