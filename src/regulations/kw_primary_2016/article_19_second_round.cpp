#include "regulations/kw_primary_2016/article_19_second_round.h"

#include <algorithm>

#include "regulations/kw_primary_2016/article_13_year.h"

namespace taqwim::kw_primary_2016 {

namespace {

// The mark that is held against the minimum, by the parts that the case keeps.
Mark combined_mark(const SecondRoundCase& subject, SecondRoundResult& result, const Rules& rules,
                   Trace& trace)
{
    switch (subject.chance) {
    case SecondChance::both_terms: return subject.whole_paper;  // (e) one paper of 100
    case SecondChance::performance_only:
        return mark_with_performance(subject.mean_of_terms, subject.performance, rules,
                                     trace);  // (c)
    case SecondChance::whole_second_term: {
        const Mark mean =
            subject.first_term_carried
                ? subject.reassessment_of_100
                : mean_of_terms(subject.first_term, subject.reassessment_of_100, trace);
        return mark_with_performance(mean, subject.performance, rules, trace);  // (d)
    }
    default: break;
    }
    // (a), (b): the mean of the formative marks is kept, the reassessment takes the place of the final marks.
    result.formative_mean = subject.first_term_carried
                                ? subject.formative_2
                                : mean_of_terms(subject.formative_1, subject.formative_2, trace);
    result.has_formative_mean = true;
    return mark_with_performance(result.formative_mean + subject.reassessment, subject.performance,
                                 rules, trace);
}

}  // namespace

SecondRoundResult second_round_result(const SecondRoundCase& subject, const char* name,
                                      const Rules& rules, Trace& trace)
{
    auto step = trace.enter("KW-19.7", "second_round_result", name);
    step.text("case", code(subject.chance));
    SecondRoundResult result;
    result.test_mark = combined_mark(subject, result, rules, trace);
    step.value("test_mark", result.test_mark);
    result.passed = step.is_so("attended", subject.attended) &&
                    step.at_least("test_mark", result.test_mark, step.read(rules.minimum_mark));
    result.recorded = result.test_mark;
    if (subject.chance == SecondChance::failing) {
        // (a) Raised to the minimum only; a first mark that was already above it stays (decision D30's subjects).
        result.recorded = subject.first_round;
        if (result.passed)
            result.recorded = step.read(rules.second_round_caps_at_minimum)
                                  ? std::max(rules.minimum_mark.value, subject.first_round)
                                  : std::max(result.test_mark, subject.first_round);
    }
    step.result("recorded", result.recorded);
    step.conclude(result.passed);
    return result;
}

}  // namespace taqwim::kw_primary_2016
