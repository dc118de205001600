// Article 10: who may be affiliated, what follows an affiliated year, and the way back to regular study.
#pragma once

#include <optional>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1426/after_the_result_rules.h"
#include "regulations/sa_1426/article_09_after_the_result.h"

namespace taqwim::sa_1426 {

struct AffiliationRequest {
    int grade = 0;
    bool kind_allows_affiliation = true;  // the kind of education, by its own regulation
    bool private_school = false;          // PG-6.4: no affiliated student is examined there
};

// SR-10.1 to SR-10.3  Enrolled in all subjects, or the refusal of a grade with continuous assessment, of a kind of
// education without affiliation, of a private school.
[[nodiscard]] Result<FollowUp> affiliated_enrolment(const AffiliationRequest& request,
                                                    const AfterTheResultRules& rules, Trace& trace);

// SR-10.6  An affiliated year not passed after its second round: all subjects in later years.
[[nodiscard]] FollowUp follow_up_of_failed_affiliated_year(int grade, Trace& trace);

struct ReturnRequest {
    int passed_grade = 0;
    Stage wants = Stage::intermediate;
    std::optional<int> age;
    std::optional<int> most_age;  // the document's own policy
};

// SR-10.8  Back to regular study in the grade after the last one passed, when his age is within the limit of the stage he
// wants to join. The committee's extension is not offered here. Refuses a stage that is not that grade's.
[[nodiscard]] Result<FollowUp> return_to_regular(const ReturnRequest& request,
                                                 const AfterTheResultRules& rules, Trace& trace);

}  // namespace taqwim::sa_1426
