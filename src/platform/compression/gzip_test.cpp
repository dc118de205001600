#include "platform/compression/gzip.h"

#include <doctest/doctest.h>

#include <string>

using namespace taqwim;

TEST_CASE("A text comes back from gzip as it was, the same bytes each time")
{
    std::string text;
    for (int i = 0; i < 5000; ++i)
        text += "subject " + std::to_string(i % 17) + "; ";
    for (const std::string& one : {std::string(), std::string(1, '\0'), text}) {
        const std::string bytes = gzipped(one);
        CHECK(gunzipped(bytes) == one);
        CHECK(gzipped(one) == bytes);
        CHECK(bytes.starts_with("\x1f\x8b"));
    }
    CHECK(gzipped(text).size() * 10 < text.size());
}

TEST_CASE("What is no whole gzip, or more than asked for, is nothing")
{
    const std::string bytes = gzipped("a text that is long enough to be cut");
    CHECK_FALSE(gunzipped(""));
    CHECK_FALSE(gunzipped("a text"));
    CHECK_FALSE(gunzipped(bytes.substr(0, bytes.size() - 1)));
    CHECK_FALSE(gunzipped(bytes + "x"));
    CHECK(gunzipped(bytes, 36));
    CHECK_FALSE(gunzipped(bytes, 35));
}
