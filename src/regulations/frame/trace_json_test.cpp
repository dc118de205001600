#include "regulations/frame/trace_json.h"

#include <doctest/doctest.h>

#include <string>

#include <nlohmann/json.hpp>

using taqwim::Day;
using taqwim::Exact;
using taqwim::Finding;
using taqwim::Mark;
using taqwim::Parameter;
using taqwim::ParameterInfo;
using taqwim::ParameterStatus;
using taqwim::Ties;
using taqwim::Trace;
using taqwim::trace_json_text;
using taqwim::TraceLayout;
using taqwim::TraceRecording;

namespace {

nlohmann::ordered_json trace_json(const TraceRecording& recording, std::size_t index)
{
    return nlohmann::ordered_json::parse(trace_json_text(recording, index, TraceLayout::compact));
}

ParameterInfo parameter(const char* name, const char* value, ParameterStatus status)
{
    ParameterInfo info;
    info.name = name;
    info.value = value;
    info.from = *Day::of(2005, 9, 10);
    info.status = status;
    return info;
}

// The steps of one clause, compact: the recording of what `take_steps` does with it.
template <class Steps>
std::string steps(Steps take_steps)
{
    TraceRecording recording;
    Trace trace(recording);
    {
        auto step = trace.enter("KW-0", "rule");
        take_steps(step);
    }
    return trace_json(recording, 0).at("steps").dump();
}

}  // namespace

TEST_CASE("a trace is written in the shape that the style guide shows")
{
    const ParameterInfo grades = parameter("passing.allowance_grades", "intermediate_1 secondary_1",
                                           ParameterStatus::enacted);
    const ParameterInfo minimum = parameter("passing.minimum_mark", "50", ParameterStatus::assumed);
    TraceRecording recording;
    Trace trace(recording);
    {
        auto step = trace.enter("SR-7.2b", "passes_by_two_subject_allowance");
        step.read(Parameter<int>{1, &grades});
        step.is_in("grade", "intermediate_1", grades, true);
        step.read(Parameter<Mark>{Mark(50), &minimum});
        step.at_most("short_subjects", Exact(1), Exact(2));
        step.at_least("arabic_language", Mark(40), Mark(35));
        step.conclude(Finding::not_met);
    }
    CHECK(
        trace_json_text(recording, 0, TraceLayout::readable) ==
        R"({"clause": "SR-7.2b", "rule": "passes_by_two_subject_allowance", "finding": "not_met", "steps": [
  {"read": "passing.allowance_grades", "value": "intermediate_1 secondary_1", "from": "2005-09-10", "status": "enacted"},
  {"check": "grade", "value": "intermediate_1", "in": ["intermediate_1", "secondary_1"], "holds": true},
  {"read": "passing.minimum_mark", "value": "50", "from": "2005-09-10", "status": "assumed"},
  {"check": "short_subjects", "value": "1", "at_most": "2", "holds": true},
  {"check": "arabic_language", "value": "40", "at_least": "35", "holds": true}
]}
)");
}

TEST_CASE("a rule that asks another rule has it as a step of its trace")
{
    TraceRecording recording;
    Trace trace(recording);
    {
        auto outer = trace.enter("KW-12.1", "term_mark", "maths", 1);
        {
            auto inner = trace.enter("KW-10.4", "competency_level", nullptr, 3);
            inner.value("measures", Exact(2));
        }
        outer.result("term_mark", Mark(Exact::ratio(119, 2)));
    }
    auto second = trace.enter("KW-4.5", "is_promoted");
    second.conclude(true);
    CHECK(
        trace_json_text(recording) ==
        R"([{"clause":"KW-12.1","rule":"term_mark","item":"maths","number":1,"steps":[)"
        R"({"clause":"KW-10.4","rule":"competency_level","number":3,"steps":[{"value":"measures","is":"2"}]},)"
        R"({"result":"term_mark","is":"119/2","shown":"59.50"}]},)"
        R"({"clause":"KW-4.5","rule":"is_promoted","finding":"met","steps":[]}])");
    CHECK(trace_json_text(recording, TraceLayout::readable) == R"([
  {"clause": "KW-12.1", "rule": "term_mark", "item": "maths", "number": 1, "steps": [
    {"clause": "KW-10.4", "rule": "competency_level", "number": 3, "steps": [
      {"value": "measures", "is": "2"}
    ]},
    {"result": "term_mark", "is": "119/2", "shown": "59.50"}
  ]},
  {"clause": "KW-4.5", "rule": "is_promoted", "finding": "met", "steps": []}
]
)");
}

TEST_CASE("every finding of a clause is written, and none when it did not conclude")
{
    for (const Finding finding : {Finding::met, Finding::not_met, Finding::undetermined}) {
        TraceRecording recording;
        Trace trace(recording);
        auto step = trace.enter("KW-1", "rule");
        step.conclude(finding);
        CHECK(trace_json(recording, 0).at("finding").get<std::string>() ==
              taqwim::to_text(finding));
    }
    TraceRecording recording;
    Trace trace(recording);
    auto step = trace.enter("KW-1", "rule");
    CHECK_FALSE(trace_json(recording, 0).contains("finding"));
}

TEST_CASE("each kind of check is written with its relation")
{
    CHECK(steps([](auto& step) { step.at_least("a", Exact(1), Exact::ratio(3, 2), "maths"); }) ==
          R"([{"check":"a","item":"maths","value":"1","at_least":"3/2","holds":false}])");
    CHECK(steps([](auto& step) { step.at_most("a", Exact(1), Exact(2)); }) ==
          R"([{"check":"a","value":"1","at_most":"2","holds":true}])");
    CHECK(steps([](auto& step) { step.above("a", Exact(1), Exact(2)); }) ==
          R"([{"check":"a","value":"1","above":"2","holds":false}])");
    CHECK(steps([](auto& step) { step.below("a", Mark(1), Mark(2)); }) ==
          R"([{"check":"a","value":"1","below":"2","holds":true}])");
    CHECK(steps([](auto& step) { step.equals("a", Exact(-1), Exact(2)); }) ==
          R"([{"check":"a","value":"-1","equals":"2","holds":false}])");
    CHECK(steps([](auto& step) { step.is_so("a", true, "T1"); }) ==
          R"([{"check":"a","item":"T1","holds":true}])");
    CHECK(steps([](auto& step) { step.is_so("a", false); }) == R"([{"check":"a","holds":false}])");
    CHECK(steps([](auto& step) {
              step.not_after("a", *Day::of(2016, 1, 20), *Day::of(2016, 2, 29));
          }) == R"([{"check":"a","value":"2016-01-20","at_most":"2016-02-29","holds":true}])");
    CHECK(steps([](auto& step) {
              step.not_before("a", *Day::of(1969, 12, 31), *Day::of(1970, 1, 1));
          }) == R"([{"check":"a","value":"1969-12-31","at_least":"1970-01-01","holds":false}])");
    const ParameterInfo list = parameter("p.list", "  quran   islamic ", ParameterStatus::found);
    CHECK(steps([&](auto& step) { step.is_in("a", "art", list, false); }) ==
          R"([{"check":"a","value":"art","in":["quran","islamic"],"holds":false}])");
}

TEST_CASE("values, results, roundings, missing facts and notes are written as they are")
{
    CHECK(steps([](auto& step) { step.value("points", Exact(11), "maths"); }) ==
          R"([{"value":"points","item":"maths","is":"11"}])");
    CHECK(steps([](auto& step) { step.value("on", *Day::of(2016, 1, 20)); }) ==
          R"([{"value":"on","is":"2016-01-20"}])");
    CHECK(steps([](auto& step) { step.text("behaviour", "good"); }) ==
          R"([{"value":"behaviour","is":"good"}])");
    CHECK(steps([](auto& step) { step.result("mark", Exact::ratio(2, 3)); }) ==
          R"([{"result":"mark","is":"2/3","shown":"0.67"}])");
    CHECK(steps([](auto& step) { step.result("level", 3); }) ==
          R"([{"result":"level","is":"3","shown":"3.00"}])");
    CHECK(steps([](auto& step) { step.result_text("grade", "excellent"); }) ==
          R"([{"result":"grade","is":"excellent"}])");
    CHECK(steps([](auto& step) {
              step.round_to_whole("mark", Exact::ratio(119, 2), Ties::away_from_zero);
          }) ==
          R"([{"round":"mark","value":"119/2","to":"60","places":0,"ties":"away_from_zero"}])");
    CHECK(steps([](auto& step) {
              step.round_to_whole("mark", Exact::ratio(119, 2), Ties::toward_zero);
          }) == R"([{"round":"mark","value":"119/2","to":"59","places":0,"ties":"toward_zero"}])");
    CHECK(steps([](auto& step) {
              step.round_to_whole("mark", Exact::ratio(119, 2), Ties::to_even);
          }) == R"([{"round":"mark","value":"119/2","to":"60","places":0,"ties":"to_even"}])");
    CHECK(steps([](auto& step) { step.missing("unit", "maths", 2); }) ==
          R"([{"missing":"unit","item":"maths","number":2}])");
    CHECK(steps([](auto& step) { step.missing("unit"); }) == R"([{"missing":"unit"}])");
    CHECK(steps([](auto& step) { step.note("D30", "T1"); }) == R"([{"note":"D30","item":"T1"}])");
}

TEST_CASE("a trace is JSON whatever its texts hold")
{
    TraceRecording recording;
    Trace trace(recording);
    auto step = trace.enter("KW-1", "rule", "\"\\\n\x01 م");
    const auto read = nlohmann::ordered_json::parse(trace_json_text(recording));
    CHECK(read.at(0).at("item") == "\"\\\n\x01 م");
    CHECK(nlohmann::ordered_json::parse(trace_json_text(recording, TraceLayout::readable)) == read);
}

TEST_CASE("a recording that gave blocks back is written as far as it goes")
{
    TraceRecording recording;
    Trace trace(recording);
    {
        auto outer = trace.enter("KW-1", "outer");
        for (int i = 0; i < 300; ++i)
            outer.value("v", Exact(i));
    }
    REQUIRE(recording.size() == 301);
    REQUIRE(recording.release_block());
    CHECK(trace_json(recording, 0).at("steps").size() == recording.size() - 1);
    CHECK(trace_json_text(TraceRecording{}) == "[]");
    CHECK(trace_json_text(TraceRecording{}, TraceLayout::readable) == "[]\n");
}
