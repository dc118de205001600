#include "core/trace.h"

#include <doctest/doctest.h>

#include <string>

using namespace taqwim;

namespace {

ParameterInfo info_of(const char* name)
{
    ParameterInfo info;
    info.name = name;
    info.from = *Day::parse("2015-09-01");
    return info;
}

// A rule that asks another, with one call of every kind.
Mark work(Trace& trace, const Parameter<Mark>& floor)
{
    auto step = trace.enter("KW-1", "outer", "maths", 2);
    step.value("points", Exact(11));
    const Mark least = step.read(floor);
    {
        auto inner = trace.enter("KW-2", "inner");
        inner.round_to_whole("level", Exact::ratio(5, 2), Ties::away_from_zero);
        inner.note("D5");
        inner.conclude(Finding::met);
    }
    step.at_least("points", Exact(11), least.value);
    step.missing("final_mark", "science");
    return step.result("mark", Mark(Exact::ratio(165, 4)));
}

}  // namespace

TEST_CASE("a recording keeps each step in the order of work, with the size of its subtree")
{
    const ParameterInfo info = info_of("subjects.minimum_mark");
    const Parameter<Mark> floor{Mark(40), &info};
    TraceRecording recording;
    Trace trace(recording);
    work(trace, floor);

    using Kind = TraceNode::Kind;
    REQUIRE(recording.size() == 9);
    CHECK(recording[0].kind == Kind::clause);
    CHECK(std::string(recording[0].clause) == "KW-1");
    CHECK(recording[0].size == 9);
    CHECK(recording[0].finding() == Finding::undetermined);
    CHECK(recording[0].left == Exact(2));
    CHECK(recording[1].left == Exact(11));
    CHECK(recording[2].kind == Kind::read);
    CHECK(recording[2].parameter == &info);
    CHECK(recording[3].size == 3);
    CHECK(recording[3].finding() == Finding::met);
    CHECK(recording[4].kind == Kind::rounding);
    CHECK(recording[4].right == Exact(3));
    CHECK(recording[5].kind == Kind::note);
    CHECK(recording[6].kind == Kind::check);
    CHECK_FALSE(recording[6].holds());
    CHECK(recording[7].kind == Kind::missing);
    CHECK(recording[8].left == Exact::ratio(165, 4));
}

TEST_CASE("with recording off every call returns what it returns with recording on")
{
    const ParameterInfo info = info_of("subjects.minimum_mark");
    const Parameter<Mark> floor{Mark(40), &info};
    TraceRecording recording;
    Trace on(recording);
    Trace off = Trace::off();
    CHECK(work(on, floor) == work(off, floor));
    CHECK_FALSE(off.is_recording());
    auto step = off.enter("KW-1", "rule");
    CHECK(step.at_least("mark", Mark(40), Mark(40)));
    CHECK_FALSE(step.above("days", Exact(3), Exact(3)));
    CHECK(step.at_most("days", Exact(3), Exact(3)));
    CHECK(step.conclude(Finding::not_met) == Finding::not_met);
    CHECK(step.missing("mark") == Finding::undetermined);
    CHECK(step.round_to_whole("level", Exact::ratio(1, 2), Ties::toward_zero) == 0);
}

TEST_CASE("a recording of many blocks is cleared, used again and given back block by block")
{
    TraceRecording recording;
    for (int round = 0; round < 2; ++round) {
        recording.clear();
        Trace trace(recording);
        auto step = trace.enter("KW-1", "rule");
        for (int i = 0; i < 5000; ++i)
            step.value("days", Exact(i));
        REQUIRE(recording.size() == 5001);
        CHECK(recording[5000].left == Exact(4999));
        CHECK(recording[256].left == Exact(255));
    }
    std::size_t before = recording.size();
    int blocks = 0;
    while (recording.release_block()) {
        CHECK(recording.size() < before + 1);
        before = recording.size();
        ++blocks;
    }
    CHECK(blocks > 1);
    CHECK(recording.size() == 0);
    Trace trace(recording);
    auto step = trace.enter("KW-1", "rule");
    step.value("days", Exact(1));
    CHECK(recording.size() == 2);
}
