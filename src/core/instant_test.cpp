#include "core/instant.h"

#include <doctest/doctest.h>

#include <string>

using taqwim::Instant;

TEST_CASE("an instant is written with three decimals and read with none to three")
{
    CHECK(Instant{0}.to_text() == "1970-01-01T00:00:00.000Z");
    // 2026-11-22 is day 20779: 20779 * 86400 + 4 * 3600 + 10 * 60 + 5 seconds.
    CHECK(Instant{1'795'320'605'250}.to_text() == "2026-11-22T04:10:05.250Z");
    CHECK(Instant::parse("2026-11-22T04:10:05.250Z")->milliseconds == 1'795'320'605'250);
    CHECK(Instant::parse("2026-11-22T04:10:05.25Z")->milliseconds == 1'795'320'605'250);
    CHECK(Instant::parse("2026-11-22T04:10:05Z")->milliseconds == 1'795'320'605'000);
    CHECK(Instant{-1}.to_text() == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("what is not exactly an instant in UTC is none")
{
    for (const std::string text :
         {"", "2026-11-22", "2026-11-22 04:10:05Z", "2026-11-22T04:10:05", "2026-11-22T24:00:00Z",
          "2026-11-22T23:60:00Z", "2026-11-22T23:00:60Z", "2026-02-29T00:00:00Z",
          "2026-11-22T04:10:05+03:00", "2026-11-22T04:10:05.Z", "2026-11-22T04:10:05.1234Z",
          "2026-11-22T04:10:05,250Z", "2026-11-22T-4:10:05Z"}) {
        CAPTURE(text);
        CHECK_FALSE(Instant::parse(text).has_value());
    }
}

TEST_CASE("the day of an instant is that of the place")
{
    const Instant late = *Instant::parse("2026-11-22T20:59:59.999Z");
    CHECK(late.day(180).to_text() == "2026-11-22");
    CHECK(Instant{late.milliseconds + 1}.day(180).to_text() == "2026-11-23");
    CHECK(late.day(240).to_text() == "2026-11-23");
    CHECK(Instant{-1}.day(0).to_text() == "1969-12-31");
}
