// Goldens of whole traces: how a result came about does not change unnoticed. tools/golden --record writes them anew.
#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "regulations/frame/json_value.h"
#include "regulations/frame/refusal_json.h"
#include "regulations/frame/trace_json.h"
#include "regulations/sa_1447/rule_set.h"
#include "tests/support/golden.h"
#include "tests/support/project_files.h"

using namespace taqwim;
using namespace taqwim::tests;

namespace {

// The trace of one of the example years.
void check_trace(const std::string& id, const std::string& name)
{
    const auto rules = sa_1447::make_rule_set({});
    const auto evaluator = rules->evaluator({.trace = true});
    std::istringstream input(read_project_file("examples/saudi_1447_years.jsonl"));
    std::string line;
    while (std::getline(input, line)) {
        const auto document = JsonDocument::parse(line);
        REQUIRE(document);
        if (document_id(document->root(), 0) != id)
            continue;
        REQUIRE(evaluator->evaluate(document->root(), 1));
        check_golden("src/regulations/sa_1447/golden/" + name + ".trace.json",
                     trace_json_text(evaluator->trace(), TraceLayout::readable));
        return;
    }
    FAIL("no such example: " << id);
}

}  // namespace

TEST_CASE("SA1447-SECOND: the trace of a year with every later sitting is the one that was read")
{
    check_trace("1003", "later_sittings");
}

TEST_CASE("SA1447-BAR: the trace of a year that is left open is the one that was read")
{
    check_trace("1201", "barred_by_absence");
}

TEST_CASE("SA1447-YEAR: the trace of a year of grade 9 is the one that was read")
{
    check_trace("901", "intermediate_year");
}

TEST_CASE("SA1447-STANDARDS: the trace of a year of grade 2 is the one that was read")
{
    check_trace("201", "judged_by_standards");
}
