// Goldens of whole traces: how a result came about does not change unnoticed. tools/golden --record writes them anew.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "regulations/frame/trace_json.h"
#include "regulations/kw_primary_2016/evaluation.h"
#include "regulations/kw_primary_2016/student_year_json.h"
#include "tests/support/case_file.h"
#include "tests/support/golden.h"
#include "tests/support/kw_primary_2016_rules.h"
#include "tests/support/project_files.h"

using namespace taqwim::kw_primary_2016;
using taqwim::JsonDocument;
using taqwim::Result;
using taqwim::SchoolYear;
using taqwim::Trace;
using taqwim::TraceRecording;
using Json = nlohmann::json;

namespace {

const std::string k_folder = "src/regulations/kw_primary_2016/";

Json document(const std::string& name)
{
    return Json::parse(taqwim::tests::read_project_file(k_folder + "cases/" + name + ".json"));
}

// An ordinary year of 75 in every subject, with the calendar, changed at some places.
Json year_of_75(const char* grade,
                std::initializer_list<std::pair<const char*, const char*>> changes)
{
    Json facts = document(std::string("bases/") + grade);
    facts.merge_patch(document("bases/calendar_2015"));
    for (const auto& [place, value] : changes)
        taqwim::tests::put_at(facts, place, Json::parse(value));
    return facts;
}

std::string trace_of(const Json& facts)
{
    const Rules& rules = taqwim::tests::kw_rules();
    const ReaderContext context{
        .rules_of = [&](SchoolYear) -> Result<const Rules*> { return &rules; },
        .symbols = taqwim::tests::kw_level_symbols(),
        .default_school_year = taqwim::tests::k_kw_school_year,
        .calendars = {},
        .memory = nullptr};
    const std::string text = facts.dump();
    const auto read = JsonDocument::parse(text);
    REQUIRE(read);
    const auto year = read_student_year(read->root(), context);
    REQUIRE(year);
    TraceRecording recording;
    Trace trace(recording);
    Outcome outcome;
    REQUIRE(!evaluate(*year, rules, outcome, trace));
    return trace_json_text(recording, taqwim::TraceLayout::readable);
}

void check_trace(const std::string& name, const Json& facts)
{
    taqwim::tests::check_golden(k_folder + "golden/" + name + ".trace.json", trace_of(facts));
}

}  // namespace

TEST_CASE("KW-WE-G4: the trace of the worked year of grade 4 is the one that was read")
{
    check_trace("kw_we_g4", document("examples/kw_we_g4.input"));
}

TEST_CASE("KW-WE-G5: the trace of the worked year of grade 5 is the one that was read")
{
    check_trace("kw_we_g5", document("examples/kw_we_g5.input"));
}

TEST_CASE("KW-16.1: the trace of a waiting exceptional case is the one that was read")
{
    check_trace(
        "exceptional_case_waits",
        year_of_75(
            "grade_3",
            {{"/subjects/maths/T2/summative/1", R"({"score": "E", "missed_on": "2016-05-02"})"},
             {"/exceptional", R"({"type": "inpatient", "documents": 1, "from": "2016-05-01",
                                                 "district": "accepted"})"}}));
}

TEST_CASE("KW-18.5: the trace of a placement after a failed year is the one that was read")
{
    check_trace("placement_passed",
                year_of_75("grade_3", {{"/subjects/maths/*/competency_averages/*", "2"},
                                       {"/subjects/maths/*/summative", R"(["0", "0"])"},
                                       {"/placement/maths", R"("75")"}}));
}
