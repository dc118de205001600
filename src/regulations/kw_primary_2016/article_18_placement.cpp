#include "regulations/kw_primary_2016/article_18_placement.h"

#include <algorithm>

#include "regulations/kw_primary_2016/article_13_year.h"

namespace taqwim::kw_primary_2016 {

namespace {

// The year mark that the paper makes in cases (b) to (d).
Mark year_mark_after_placement(const PlacementCase& subject, const Mark& paper, const Rules& rules,
                               Trace& trace)
{
    if (subject.chance == SecondChance::both_terms)
        return paper;     // (d) its mark is the year mark
    Mark second = paper;  // (c) it is the mark of the second term; nothing is taken off
    if (subject.chance == SecondChance::missed_units) {
        // (b) It takes the place of the final part of the second term: F2 + 40 × p ÷ 100 − D2, not below the floor.
        second =
            subject.formative +
            rules.summative_weight.value * Share(paper.value / rules.maximum_mark.value.value) -
            subject.deduction;
        second = std::max(second, rules.deduction_floor.value);
    }
    return subject.first_term_carried ? second : mean_of_terms(subject.first_term, second, trace);
}

}  // namespace

PlacementResult placement_result(const PlacementCase& subject, const char* name, const Rules& rules,
                                 Trace& trace)
{
    auto step = trace.enter("KW-18.5", "placement_result", name);
    step.text("case", code(subject.chance));
    const Mark paper = subject.attended ? subject.paper : Mark(0);
    step.value("paper", paper);
    PlacementResult result;
    if (subject.chance == SecondChance::failing) {
        // (a) Passed with 40 or more: the year mark becomes the minimum, no more. Else the first mark stays.
        result.recorded = subject.first_round;
        result.passed = step.is_so("attended", subject.attended) &&
                        step.at_least("paper", paper, step.read(rules.placement_pass_mark));
        if (result.passed)
            result.recorded = step.read(rules.placement_caps_at_minimum)
                                  ? rules.minimum_mark.value
                                  : std::max(paper, subject.first_round);
    } else {
        // (b) to (d): a real mark. It faces the minimum, and under Article 16 the paper itself does too (D29).
        // Who did not attend an ordinary (b) has zero recorded (KW-15.B.E2), and the year mark decides.
        result.recorded = year_mark_after_placement(subject, paper, rules, trace);
        result.passed = step.at_least("year_mark", result.recorded, step.read(rules.minimum_mark));
        if (subject.exceptional && step.read(rules.exceptional_requires_assessment_pass)) {
            const bool paper_passed =
                step.is_so("attended", subject.attended) &&
                step.at_least("paper", paper, step.read(rules.placement_pass_mark));
            result.passed = result.passed && paper_passed;
        }
    }
    step.result("recorded", result.recorded);
    step.conclude(result.passed);
    return result;
}

}  // namespace taqwim::kw_primary_2016
