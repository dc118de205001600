#include "regulations/sa_1426/fraction_raise.h"

#include <doctest/doctest.h>

#include "tests/support/sa_1426_rules.h"

using namespace taqwim::sa_1426;
using taqwim::Exact;
using taqwim::Mark;
using taqwim::Trace;
using taqwim::TraceNode;
using taqwim::TraceRecording;
using taqwim::tests::sa_1426_rules;

namespace {

Mark mark(const char* text)
{
    return Mark(*Exact::parse(text));
}

RaisedTerm term(const char* raw, const char* share, const Rules& rules = sa_1426_rules())
{
    Trace nothing = Trace::off();
    const Mark of_minimum = mark(share);
    return raised_term_mark(mark(raw), &of_minimum, "t1", rules, nothing);
}

RaisedFinal final_of(const char* raw, const char* minimum, bool all_terms_reached)
{
    Trace nothing = Trace::off();
    const Mark least = mark(minimum);
    return raised_final_mark(
        {.raw = mark(raw), .minimum = &least, .all_terms_reached = all_terms_reached},
        sa_1426_rules(), nothing);
}

}  // namespace

TEST_CASE("PG-16.C.11: every fraction goes up to the next whole mark, however small, and a whole "
          "mark stays")
{
    CHECK(raised_to_whole(mark("54")) == Mark(54));
    CHECK(raised_to_whole(mark("54.1")) == Mark(55));
    CHECK(raised_to_whole(mark("54.5")) == Mark(55));
    CHECK(raised_to_whole(mark("54.999")) == Mark(55));
    CHECK(raised_to_whole(mark("110/3")) == Mark(37));
    CHECK(raised_to_whole(mark("0")) == Mark(0));
    CHECK(raised_to_whole(mark("1/1000000")) == Mark(1));
    CHECK(raised_to_whole(mark("108/2")) == Mark(54));
}

TEST_CASE("PG-16.C.11: a term mark goes up only where it thereby reaches its share")
{
    CHECK(term("24.5", "25").mark == Mark(25));
    CHECK(term("24.5", "25").reached);
    CHECK(term("24.01", "25").mark == Mark(25));
    CHECK(term("24", "25").mark == Mark(24));
    CHECK_FALSE(term("24", "25").reached);
    CHECK(term("23.75", "25").mark == mark("95/4"));
    CHECK_FALSE(term("23.75", "25").reached);
    CHECK(term("25", "25").mark == Mark(25));
    CHECK(term("25", "25").reached);
    CHECK(term("30.25", "25").mark == mark("121/4"));
    CHECK(term("30.25", "25").reached);
}

TEST_CASE("PG-16.C.11: a share with a fraction of its own is reached by the mark itself or by the "
          "raised one")
{
    CHECK(term("22.5", "22.5").mark == mark("22.5"));
    CHECK(term("22.25", "22.5").mark == Mark(23));
    CHECK(term("22", "22.5").mark == Mark(22));
    CHECK_FALSE(term("22", "22.5").reached);
}

TEST_CASE("PG-16.C.11: without a minimum a term keeps its fraction and lacks nothing")
{
    Trace nothing = Trace::off();
    const RaisedTerm raised =
        raised_term_mark(mark("7.5"), nullptr, "t2", sa_1426_rules(), nothing);
    CHECK(raised.mark == mark("7.5"));
    CHECK(raised.reached);
    CHECK(raised_final_mark({.raw = mark("11.5"), .all_terms_reached = true}, sa_1426_rules(),
                            nothing)
              .mark == Mark(12));
}

TEST_CASE(
    "PG-16.C.11: the final mark goes up once, to the minimum at least where all terms were reached")
{
    CHECK(final_of("54.75", "50", true).mark == Mark(55));
    CHECK(final_of("49.25", "50", false).mark == Mark(50));
    CHECK_FALSE(final_of("49.25", "50", false).lifted_to_minimum);
    CHECK(final_of("50", "50", true).mark == Mark(50));
    CHECK(final_of("48.7", "50", true).mark == Mark(50));
    CHECK(final_of("48.7", "50", true).lifted_to_minimum);
    CHECK(final_of("48.9", "50", false).mark == Mark(49));
    CHECK(final_of("99.5", "50", true).mark == Mark(100));
    CHECK(final_of("100", "50", true).mark == Mark(100));
    CHECK(final_of("100.25", "50", true).mark == Mark(100));
    // A minimum that is no whole mark is reached by the raised one: nothing is lifted.
    CHECK(final_of("31.25", "31.5", true).mark == Mark(32));
    CHECK_FALSE(final_of("31.25", "31.5", true).lifted_to_minimum);
}

TEST_CASE("PG-16.C.11: with the rule off no mark changes")
{
    const Rules& rules = taqwim::tests::sa_1426_rules_with({{"fractions.raise", "none"}});
    CHECK(term("24.5", "25", rules).mark == mark("24.5"));
    CHECK_FALSE(term("24.5", "25", rules).reached);
    Trace nothing = Trace::off();
    const Mark minimum = Mark(50);
    const RaisedFinal raised = raised_final_mark(
        {.raw = mark("48.75"), .minimum = &minimum, .all_terms_reached = true}, rules, nothing);
    CHECK(raised.mark == mark("48.75"));
    CHECK_FALSE(raised.lifted_to_minimum);
}

TEST_CASE("PG-16.C.11: raising stands in the trace as a step of its own, with its parameter and "
          "both marks")
{
    TraceRecording recording;
    Trace trace(recording);
    const Mark share = Mark(25);
    (void)raised_term_mark(mark("24.25"), &share, "t1", sa_1426_rules(), trace);
    REQUIRE(recording.size() == 6);
    CHECK(std::string(recording[0].clause) == "PG-16.C.11");
    CHECK(std::string(recording[0].item) == "t1");
    CHECK(recording[1].kind == TraceNode::Kind::value);
    CHECK(recording[1].left == *Exact::parse("24.25"));
    CHECK(recording[2].parameter->name == "fractions.raise");
    CHECK(recording[3].kind == TraceNode::Kind::check);
    CHECK_FALSE(recording[3].holds());
    CHECK(recording[4].holds());
    CHECK(recording[5].kind == TraceNode::Kind::result);
    CHECK(recording[5].left == Exact(25));
}
