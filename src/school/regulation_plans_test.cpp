#include "school/regulation_plans.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>

#include "core/refusal_codes.h"
#include "regulations/registration.h"

using namespace taqwim;
using school::plans_of_regulation;
using school::PlanSubject;
using school::RegulationPlan;
using school::StudyPlan;

namespace {

const std::vector<std::unique_ptr<RuleSet>>& rule_sets()
{
    static const auto all = all_rule_sets();
    return all;
}

school::School school_of(std::int64_t first, std::int64_t last,
                         const std::string& kind = "government")
{
    school::School one;
    one.kind = kind;
    one.first_grade = first;
    one.last_grade = last;
    return one;
}

std::vector<RegulationPlan> plans(const char* regulation, const school::School& of, const char* day,
                                  const std::vector<std::string>& tracks = {})
{
    const auto found = plans_of_regulation(*find_rule_set(rule_sets(), regulation), of,
                                           Day::parse(day).value(), tracks);
    REQUIRE(found);
    return *found;
}

std::int64_t periods(const StudyPlan& plan, const std::string& group = "")
{
    std::int64_t sum = 0;
    for (const PlanSubject& subject : plan.subjects)
        if (group.empty() || subject.group == group)
            sum += subject.weekly_periods;
    return sum;
}

std::string line(const std::vector<RegulationPlan>& all)
{
    std::string text;
    for (const RegulationPlan& one : all)
        text += std::to_string(one.plan.grade) + ' ' + one.plan.track + ' ' +
                std::to_string(one.plan.subjects.size()) + ' ' + std::to_string(periods(one.plan)) +
                ';';
    return text;
}

}  // namespace

TEST_CASE("SA1447-PLANS: the plans of a year are the edition's, with what each term has for itself")
{
    const auto all = plans("sa_1447", school_of(1, 12), "2025-09-01");
    REQUIRE(all.size() == 12);
    CHECK(line({all[0], all[3], all[6]}) == "1 general 9 33;4 general 11 33;7 general 11 35;");
    CHECK(all[0].status == ParameterStatus::found);
    CHECK(all[0].plan.regulation == "sa_1447");
    // The first secondary has one plan; a subject of one term is named as such, and the other has the greater number.
    const StudyPlan& tenth = all[9].plan;
    CHECK(tenth.track == "common");
    std::map<std::string, std::int64_t> of_settings;
    for (const PlanSubject& subject : tenth.subjects)
        of_settings[subject.settings] += subject.weekly_periods;
    // Of the first term alone 3 + 3 + 4 + 3, of the second 3 + 2 + 2 + 2 + 3 + 2; in both with other numbers 4.
    CHECK(of_settings[R"({"taught_in":"T1"})"] == 13);
    CHECK(of_settings[R"({"taught_in":"T2"})"] == 14);
    CHECK(of_settings[R"({"periods":{"T1":4,"T2":3}})"] == 4);
    // 5 + 5 + 2 + 3, and activity without periods.
    CHECK(of_settings["{}"] == 15);

    CHECK(line(plans("sa_1447", school_of(1, 1, "memorisation"), "2025-09-01")) ==
          "1 tahfeez 9 35;");
    const auto health = plans("sa_1447", school_of(10, 11), "2025-09-01", {"health", "business"});
    REQUIRE(health.size() == 3);
    CHECK(health[1].plan.track == "business");
    CHECK(health[2].plan.track == "health");
}

TEST_CASE("SR-1.9: plans of the years of 1426 have the published numbers of each group of subjects")
{
    for (const char* const regulation : {"sa_1426", "sa_guide"}) {
        INFO(regulation);
        const char* const day = "2004-10-01";
        const char* const first_day = regulation == std::string("sa_guide") ? day : "2006-09-09";
        const auto all = plans(regulation, school_of(1, 12), first_day);
        CHECK(line(all) == "1  8 28;2  8 28;3  8 28;4  12 30;5  13 30;6  13 30;7  18 34;8  18 34;"
                           "9  18 34;10  20 34;11 sharia_arabic 16 34;11 admin_social 17 34;"
                           "11 natural 16 34;12 sharia_arabic 16 34;12 admin_social 17 34;"
                           "12 natural 16 34;");
        CHECK(all[6].status == ParameterStatus::assumed);
        CHECK(all[6].plan.regulation == regulation);
        // Islamic education 8 and Arabic 6 of 34; 9 and 9 of 30; 12 and 9 of 34.
        CHECK(periods(all[6].plan, "ISLAMIC") == 8);
        CHECK(periods(all[6].plan, "ARABIC") == 6);
        CHECK(periods(all[3].plan, "ISLAMIC") == 9);
        CHECK(periods(all[3].plan, "ARABIC") == 9);
        CHECK(periods(all[10].plan, "ISLAMIC") == 12);
        CHECK(periods(all[10].plan, "ARABIC") == 9);
        CHECK(all[6].plan.find("QRN")->settings == R"({"arrangement":"oral"})");
        CHECK(all[6].plan.find("TWH")->settings == "{}");
        CHECK(all[3].plan.find("TWH")->settings == R"({"arrangement":"oral"})");
        CHECK(all[9].plan.find("ACT")->settings ==
              R"({"counts_for_promotion":false,"in_average":false})");
        CHECK(line(plans(regulation, school_of(11, 12), first_day, {"natural"})) ==
              "11 natural 16 34;12 natural 16 34;");
    }
    const auto literacy =
        plans_of_regulation(*find_rule_set(rule_sets(), "sa_1426"), school_of(1, 3, "literacy"),
                            Day::parse("2006-09-09").value(), {});
    REQUIRE_FALSE(literacy);
    CHECK(literacy.refusal().code == RefusalCode::scheme_unknown);
    const auto early = plans_of_regulation(*find_rule_set(rule_sets(), "sa_1426"), school_of(1, 3),
                                           Day::parse("1990-09-09").value(), {});
    REQUIRE_FALSE(early);
    CHECK(early.refusal().code == RefusalCode::day_not_covered);
}
