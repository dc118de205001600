// Placement tests for the early grades (PG-2): who may sit one for which grade, what must be there first, and its result.
#pragma once

#include <optional>
#include <string>

#include "core/hijri.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1426/mastery_rules.h"
#include "regulations/sa_guide/early_rules.h"

namespace taqwim::sa_guide {

// PG-2.2 to PG-2.4
struct PlacementAge {
    int age_required = 0;
    int tolerance_months = 0;
    int exam_on_grade = 0;  // whose whole curriculum is tested
    bool eligible = false;
};
// Both dates exist in the Hijri table. Refuses a grade that is not entered by a placement test. The age is counted in
// calendar months of the Hijri year (D12); exactly the tolerated months short is in.
[[nodiscard]] Result<PlacementAge> may_sit_placement_test(int target_grade, const HijriDate& birth,
                                                          const HijriDate& reference,
                                                          const EarlyRules& rules, Trace& trace);

struct PlacementPapers {
    int target_grade = 0;
    bool pledged = false;
    std::string category;  // "nomad" or "posted_abroad"
    std::string issuer;
    std::string country;       // of the embassy
    std::string work_country;  // of the guardian
    bool directorate_answered = false;
};
// PG-2.5, PG-2.7, PG-2.8  The first that is missing before the test.
[[nodiscard]] std::optional<Refusal> refuses_placement_papers(const PlacementPapers& papers,
                                                              const EarlyRules& rules,
                                                              Trace& trace);

// PG-2.6  Passed with every minimum skill of the grade below; undetermined while one was not tested.
[[nodiscard]] Finding passes_placement_test(int minimum_total, int minimum_mastered, int not_tested,
                                            Trace& trace);

}  // namespace taqwim::sa_guide
