// What the rule sets' parameters say of a school's record: the study plans of a year as the regulation fixes them (KW-1),
// and the boys who leave a school with women teachers (KW-32).
//
//   ByRegulation by_regulation(record, rule_sets);
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/refusal.h"
#include "regulations/frame/rule_set.h"
#include "school/plans.h"
#include "school/record.h"
#include "school/route.h"
#include "school/students.h"
#include "school/timetable_findings.h"

namespace taqwim::school {

using RuleSets = std::vector<std::unique_ptr<RuleSet>>;

class ByRegulation {
public:
    // Both outlive this.
    ByRegulation(Record& record, const RuleSets& rule_sets)
        : record_(record), rule_sets_(rule_sets), students_(record)
    {}

    // Makes the plans of every grade of the school for which there is none yet, as the rule set has them on the year's
    // first day (regulation_plans.h): subjects in their order, weekly periods, groups. {"plans": [{"grade", "track",
    // "status", "outcome": "made" | "standing", "plan", "differences": [{"subject", "periods", "wanted"}]}]}: a plan that
    // stands is never changed, but told where it differs. `is_trial`: nothing is made. Refuses with record_unknown,
    // year_sealed, regulation_unknown, day_not_covered, grade_not_of_school, and scheme_unknown for schools of a kind
    // whose plans nothing says.
    [[nodiscard]] Result<Answer> seed_plans(SchoolId school, const Act& act, std::int64_t year_id,
                                            const std::string& regulation, bool is_trial,
                                            const std::vector<std::string>& tracks = {});

    // KW-32: with the age that the regulation sets on the year's first day. Refuses with record_unknown, day_not_covered.
    [[nodiscard]] Result<std::string> boys_to_transfer(SchoolId school, std::int64_t year_id);

    // What the timetables still owe kw_primary_2016 on a day. Refuses with record_unknown, regulation_unknown and
    // day_not_covered.
    [[nodiscard]] Result<std::vector<TimetableFinding>> owed_by_timetables(
        database::Session& session, SchoolId school, std::int64_t year_id, Day on) const;

private:
    Record& record_;
    const RuleSets& rule_sets_;
    Students students_;
};

// With what the timetables of a year still owe the regulation. `by_regulation` and `record` outlive the routes.
[[nodiscard]] std::vector<Route> by_regulation_routes(ByRegulation& by_regulation, Record& record);

}  // namespace taqwim::school
