// Every subject of the plans that a year is begun with has its sheets under the same regulation.

#include <doctest/doctest.h>

#include <string>

#include "core/refusal_codes.h"
#include "marks/schemes.h"
#include "regulations/registration.h"
#include "school/regulation_plans.h"

using namespace taqwim;
using namespace taqwim::marks;

namespace {

std::size_t sheets_of(const char* regulation, std::int64_t first_grade, const char* day)
{
    static const auto rule_sets = all_rule_sets();
    static const Schemes schemes(rule_sets);
    school::School of;
    of.kind = "government";
    of.first_grade = first_grade;
    of.last_grade = 12;
    const Day on = Day::parse(day).value();
    const auto plans =
        school::plans_of_regulation(*find_rule_set(rule_sets, regulation), of, on, {});
    REQUIRE(plans);
    std::size_t sheets = 0;
    for (const school::RegulationPlan& one : *plans)
        for (const school::PlanSubject& subject : one.plan.subjects) {
            INFO(regulation << ' ' << one.plan.grade << ' ' << subject.subject);
            const bool is_oral = subject.settings.find("\"oral\"") != std::string::npos;
            const auto drafts = schemes.sheets({.regulation = regulation,
                                                .grade = static_cast<int>(one.plan.grade),
                                                .subject = subject.subject,
                                                .on = on,
                                                .is_oral = is_oral,
                                                .track = one.plan.track,
                                                .skills = {{.code = "s1", .text = "s"}}});
            // The guide's own trees are asked for without a list of skills.
            const auto own = std::string(regulation) == "sa_guide"
                                 ? schemes.sheets({.regulation = regulation,
                                                   .grade = static_cast<int>(one.plan.grade),
                                                   .subject = subject.subject,
                                                   .on = on,
                                                   .is_oral = is_oral})
                                 : drafts;
            REQUIRE_MESSAGE(own, (own ? "" : to_code_text(own.refusal().code)));
            CHECK_FALSE(own->empty());
            sheets += own->size();
        }
    return sheets;
}

}  // namespace

TEST_CASE("SR-1.9: every subject of the plans that are made by the regulation has its sheets")
{
    CHECK(sheets_of("sa_1426", 7, "2006-09-09") > 100);
    CHECK(sheets_of("sa_guide", 4, "2004-10-01") > 100);
    CHECK(sheets_of("sa_1447", 1, "2025-09-01") > 100);
}
