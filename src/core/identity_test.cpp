#include "core/identity.h"

#include <doctest/doctest.h>

#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using taqwim::IdSource;
using taqwim::Instant;
using taqwim::moment_of_id;
using taqwim::StudentId;

namespace {

const Instant k_moment = *Instant::parse("2026-11-22T04:10:05.250Z");

}  // namespace

TEST_CASE("ids rise, carry their moment, and differ between nodes")
{
    IdSource first(0);
    IdSource second(1023);
    const std::int64_t a = first.next(k_moment);
    const std::int64_t b = first.next(k_moment);
    CHECK(b > a);
    CHECK(moment_of_id(a) == k_moment);
    CHECK(second.next(k_moment) != a);
    CHECK(a > 0);
}

TEST_CASE("a clock that goes back, and a millisecond that is full, repeat no id")
{
    IdSource source(7);
    std::int64_t last = source.next(k_moment);
    for (int i = 0; i < 10'000; ++i) {
        const std::int64_t next = source.next(Instant{k_moment.milliseconds - i});
        REQUIRE(next > last);
        last = next;
    }
}

TEST_CASE("threads that share a source never get the same id")
{
    IdSource source(3);
    std::vector<std::vector<std::int64_t>> given(4);
    {
        std::vector<std::jthread> threads;
        for (auto& ids : given)
            threads.emplace_back([&source, &ids] {
                for (int i = 0; i < 5'000; ++i)
                    ids.push_back(source.next(k_moment));
            });
    }
    std::set<std::int64_t> all;
    for (const auto& ids : given)
        all.insert(ids.begin(), ids.end());
    CHECK(all.size() == 20'000);
}

TEST_CASE("a node has one of 1024 numbers")
{
    CHECK_THROWS_AS(IdSource(-1), std::invalid_argument);
    CHECK_THROWS_AS(IdSource(1024), std::invalid_argument);
}

TEST_CASE("an id in an address is digits alone")
{
    CHECK(taqwim::parse_id("9223372036854775807") == 9'223'372'036'854'775'807);
    for (const std::string text :
         {"", "0", "01", "-1", "+1", " 1", "1 ", "1.0", "0x1", "9223372036854775808", "1'"}) {
        CAPTURE(text);
        CHECK_FALSE(taqwim::parse_id(text).has_value());
    }
    const auto student = StudentId::parse("12", "34");
    REQUIRE(student.has_value());
    CHECK(student->school.value == 12);
    CHECK(student->to_text() == "34");
    CHECK_FALSE(StudentId::parse("12", "x").has_value());
    CHECK_FALSE(StudentId::parse("", "34").has_value());
}
