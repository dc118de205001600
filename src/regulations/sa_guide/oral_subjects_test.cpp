#include "regulations/sa_guide/oral_subjects.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/configuration_fault.h"
#include "tests/support/sa_guide_answers.h"
#include "tests/support/sa_guide_rules.h"

using namespace taqwim::sa_guide;
using taqwim::ConfigurationFault;
using taqwim::Mark;
using taqwim::Trace;
using taqwim::tests::refusal_code;
using taqwim::tests::sa_guide_answer;
using taqwim::tests::sa_guide_rules;
using taqwim::tests::sa_guide_rules_with;
using Json = nlohmann::json;

namespace {

Json count(int periods, int students)
{
    return sa_guide_answer("oral_assessment_count",
                           {{"weekly_periods", periods}, {"class_size", students}});
}

// Three skills of Tawheed, the first with these marks and the others full.
Json tawheed(const Json& first, int due)
{
    Json full_15 = Json::array();
    for (int i = 0; i < due; ++i)
        full_15.push_back("15");
    return sa_guide_answer("oral_skill_averages", {{"scheme", "SA-ORAL-TAWHEED-G4"},
                                                   {"n", due},
                                                   {"marks",
                                                    {{"concepts", {{"marks", first}}},
                                                     {"evidence", {{"marks", full_15}}},
                                                     {"application", {{"marks", full_15}}}}}});
}

}  // namespace

TEST_CASE("PG-4.7a: the number of assessments by weekly periods and class size")
{
    CHECK(count(2, 28)["assessments"] == 3);
    CHECK(count(4, 45)["assessments"] == 4);
    // Each bound from both sides.
    CHECK(count(1, 20)["assessments"] == 3);
    CHECK(count(1, 21)["assessments"] == 2);
    CHECK(count(3, 30)["assessments"] == 5);
    CHECK(count(3, 31)["assessments"] == 4);
    CHECK(count(3, 40)["assessments"] == 4);
    CHECK(count(3, 41)["assessments"] == 3);
    CHECK(count(9, 1)["assessments"] == 8);
    CHECK(refusal_code(count(0, 20)) == "VALUE_OUT_OF_RANGE");
}

TEST_CASE("PG-4.7a: a table with another number of bands, or below two assessments, is refused")
{
    CHECK_THROWS_AS((void)sa_guide_rules_with({{"oral.counts_1", R"(["3", "2", "2"])"}}),
                    ConfigurationFault);
    CHECK_THROWS_AS((void)sa_guide_rules_with({{"oral.counts_1", R"(["3", "2", "2", "1"])"}}),
                    ConfigurationFault);
}

TEST_CASE("PG-4.7b: every due assessment is there, and none more")
{
    CHECK(tawheed({"15", "16", "18"}, 3)["averages"]["concepts"] == "49/3");
    CHECK(refusal_code(tawheed({"15", "16"}, 3)) == "ASSESSMENTS_MISSING");
    CHECK(refusal_code(tawheed({"15", "16", "18", "20"}, 3)) == "TOO_MANY_ASSESSMENTS");
    CHECK(refusal_code(tawheed({"15", "16", "20.25"}, 3)) == "MARK_OVER_MAXIMUM");
    CHECK(refusal_code(tawheed({"15", "16", "-1"}, 3)) == "MARK_NEGATIVE");
    CHECK(refusal_code(tawheed({"15", "16", nullptr}, 3)) == "FIELD_MISSING");
}

TEST_CASE("PG-4.7b: an unexcused miss is 0 in the full number, an exempted one leaves it (D21)")
{
    // (15 + 0 + 18) / 3 = 11 and (15 + 18) / 2 = 33/2
    CHECK(tawheed({"15", "absent", "18"}, 3)["averages"]["concepts"] == "11");
    CHECK(tawheed({"15", "exempted", "18"}, 3)["averages"]["concepts"] == "33/2");
    const Json open = tawheed({"15", "pending", "18"}, 3);
    CHECK(open["averages"]["concepts"].is_null());
    CHECK(open["term_mark"].is_null());
    CHECK(tawheed({"exempted", "exempted", "exempted"}, 3)["term_mark"].is_null());
}

TEST_CASE("PG-4.12: the skills are those of the subject's list")
{
    const auto with = [](const char* skill, const char* maximum) {
        return refusal_code(
            sa_guide_answer("oral_skill_averages",
                            {{"scheme", "SA-ORAL-TAWHEED-G4"},
                             {"weekly_periods", 1},
                             {"class_size", 40},
                             {"marks", {{skill, {{"max", maximum}, {"marks", {"1", "1"}}}}}}}));
    };
    CHECK(with("concepts", "20") == "ASSESSMENTS_MISSING");  // of the two other skills
    CHECK(with("concepts", "15") == "FACTS_CONTRADICT");
    CHECK(with("singing", "20") == "COMPONENT_UNKNOWN");
    CHECK(with("participation", "5") == "NO_PARTICIPATION_IN_ORAL_SUBJECT");
    CHECK(refusal_code(sa_guide_answer(
              "oral_skill_averages", {{"scheme", "SA-PE"}, {"n", 2}, {"marks", Json::object()}})) ==
          "ORAL_SCHEME_REQUIRED");
}

TEST_CASE("PG-4.6: the notice of the last period waits for the written results")
{
    const auto notice = [](int period, bool published, const char* subject = "RDG") {
        return sa_guide_answer("oral_notice", {{"subject", subject},
                                               {"period", period},
                                               {"periods", 4},
                                               {"results_published", published}})["notice"];
    };
    CHECK(notice(1, false) == "due");
    CHECK(notice(3, false) == "due");
    CHECK(notice(4, false) == "held_until_results");
    CHECK(notice(4, true) == "due");
    // English never has one of its own.
    CHECK(notice(1, false, "ENG") == "none");
    CHECK(notice(4, true, "english") == "none");
}

TEST_CASE("PG-4.10: a skill is described without numbers, by exact shares")
{
    const auto described = [](const char* average, const char* maximum) {
        return sa_guide_answer("skill_description",
                               {{"average", average}, {"maximum", maximum}})["description"];
    };
    CHECK(described("141/8", "20") == "capable");
    CHECK(described("18", "20") == "proficient");
    CHECK(described("17.99", "20") == "capable");
    CHECK(described("15", "20") == "capable");
    CHECK(described("14.99", "20") == "needs_training");
    CHECK(described("10", "20") == "needs_training");
    CHECK(described("9.99", "20") == "needs_remedy");
    CHECK(described("0", "20") == "needs_remedy");
}

TEST_CASE("PG-4.10: advice to the guardian holds no number in any digits")
{
    const auto advised = [](const char* advice) {
        return refusal_code(sa_guide_answer(
            "skill_description", {{"average", "10"}, {"maximum", "20"}, {"advice", advice}}));
    };
    CHECK(advised("read aloud every day").empty());
    CHECK(advised("he has 17 marks") == "DESCRIPTION_HAS_NUMBER");
    CHECK(advised("\u0667 \u062f") ==
          "DESCRIPTION_HAS_NUMBER");  // source-check: allow digits as typed
    CHECK(
        refusal_code(sa_guide_answer("skill_description", {{"average", "10"}, {"maximum", "0"}})) ==
        "MAXIMUM_NOT_POSITIVE");
    CHECK(refusal_code(sa_guide_answer(
              "skill_description", {{"average", "21"}, {"maximum", "20"}})) == "MARK_OVER_MAXIMUM");
}
