// Goldens of whole traces under the guide. tools/golden --record writes them anew.

#include <memory>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "regulations/sa_guide/rule_set.h"
#include "tests/support/golden.h"
#include "tests/support/readable_trace.h"

using Json = nlohmann::json;

namespace {

// A regular student of grade 9 in one subject.
Json year_in(const char* code, const char* group)
{
    return {{"id", "1"},
            {"school_year", "1425-1426"},
            {"student_kind", "regular"},
            {"grade", 9},
            {"plan", {{{"code", code}, {"group", group}, {"weekly_periods", 2}, {"min", "50"}}}}};
}

void check_trace(const std::string& name, const Json& document)
{
    static const std::unique_ptr<taqwim::RuleSet> rule_set = taqwim::sa_guide::make_rule_set({});
    taqwim::tests::check_golden("src/regulations/sa_guide/golden/" + name + ".trace.json",
                                taqwim::tests::readable_trace(*rule_set, document));
}

}  // namespace

TEST_CASE("PG-20.11: the trace of the Qur'an's second round is the one that was read")
{
    Json year = year_in("QRN", "ISLAMIC");
    year["plan"][0]["arrangement"] = "oral";
    year["marks"] = {{"QRN", {"22", "27"}}};
    year["kept_marks"] = {{"QRN", {{"t1", {{"mark", "12"}, {"maximum", "20"}}}}}};
    year["second_round"] = {{"QRN", "18"}};
    check_trace("quran_second_round", year);
}

TEST_CASE("PG-5.0: the trace of a year by the components of a scheme is the one that was read")
{
    const auto english = [](const char* end_written) {
        return Json{{"participation", "4.5"},
                    {"mid.oral", "4"},
                    {"mid.written", "7.5"},
                    {"end.oral", "4"},
                    {"end.written", end_written}};
    };
    Json year = year_in("ENG", "OTHER");
    year["components"] = {{"ENG", {{"t1", english("19")}, {"t2", english("20")}}}};
    check_trace("year_by_components", year);
}
