#include "regulations/kw_primary_2016/article_10_formative.h"

#include <algorithm>

#include "regulations/kw_primary_2016/article_15_absence.h"

namespace taqwim::kw_primary_2016 {

namespace {

struct LevelSum {
    int sum = 0;
    int count = 0;
    bool provisional = false;
};

// The levels recorded under one general competency. A measure missed without excuse is a level 0 inside the mean
// (KW-15.A.U1); one missed with excuse and never made up is left out (decision D25).
LevelSum sum_of_levels(const StudentYear& year, Term term, const Competency& competency,
                       const AbsenceClasses& classes, const Rules& rules, Trace& trace)
{
    LevelSum levels;
    const Measure* const first = year.measures.data() + competency.first_measure;
    const Measure* const end = first + competency.measures;

    // Nearly always every measure has a level: one pass without a branch tells.
    bool any_missed = false;
    for (const Measure* measure = first; measure != end; ++measure) {
        levels.sum += static_cast<int>(measure->mark);
        any_missed |= measure->mark > MeasureMark::level_4;
    }
    levels.count = competency.measures;
    if (!any_missed)
        return levels;

    levels = {};
    for (const Measure* measure = first; measure != end; ++measure) {
        if (measure->mark <= MeasureMark::level_4) {
            levels.sum += static_cast<int>(measure->mark);
            ++levels.count;
            continue;
        }
        switch (effect_of_missed_measure(year, term, *measure, classes, rules, trace)) {
        case MissedEffect::zero: ++levels.count; break;
        case MissedEffect::may_be_made_up:
        case MissedEffect::unknown: levels.provisional = true; break;
        default: break;
        }
    }
    return levels;
}

// KW-10.4  The level of one general competency: the mean of all its recorded levels, to the nearest whole level.
PartState competency_level(const StudentYear& year, Subject subject, Term term, int number,
                           const Competency& competency, const AbsenceClasses& classes,
                           const Rules& rules, Outcome& outcome, Trace& trace)
{
    auto step = trace.enter("KW-10.4", "competency_level", nullptr, number);
    CompetencyOutcome& result = outcome.competencies.emplace_back();

    // A school that keeps its record on paper enters the level itself: KW-10.2.
    if (competency.entered_level >= 0) {
        result.entered = true;
        result.level = competency.entered_level;
        step.note("formative_entry");
        step.result("level", static_cast<int>(result.level));
        return PartState::known;
    }

    const LevelSum levels = sum_of_levels(year, term, competency, classes, rules, trace);
    result.sum = levels.sum;
    result.count = levels.count;
    if (levels.provisional) {
        step.missing("make_up", code(subject), number);
        outcome.missing.push_back({"make_up_of_measure", subject,
                                   static_cast<std::uint8_t>(index(term) + 1),
                                   static_cast<std::uint8_t>(number), false});
        return PartState::provisional;
    }
    if (levels.count == 0) {
        // Not measurable because of accepted absence: left out with the head of department's signature, D25.
        if (competency.excluded) {
            result.excluded = true;
            step.note("D25");
            return PartState::known;
        }
        step.missing("competency_level", code(subject), number);
        outcome.missing.push_back({"competency_level", subject,
                                   static_cast<std::uint8_t>(index(term) + 1),
                                   static_cast<std::uint8_t>(number), false});
        return PartState::missing;
    }
    step.value("measures", Exact(levels.count));
    const std::int64_t level = step.round_to_whole("level", Exact::ratio(levels.sum, levels.count),
                                                   rules.formative_half.value);
    result.level = static_cast<std::int8_t>(level);
    return PartState::known;
}

}  // namespace

PartState formative_mark(const StudentYear& year, Subject subject, Term term,
                         const AbsenceClasses& classes, const Rules& rules, Outcome& outcome,
                         SubjectTermOutcome& result, Trace& trace)
{
    auto step = trace.enter("KW-10.3", "formative_mark");
    const SubjectTerm& facts = year.at(subject, term);
    const auto term_number = static_cast<std::uint8_t>(index(term) + 1);
    result.first_competency = static_cast<std::uint32_t>(outcome.competencies.size());
    result.formative_state = PartState::missing;
    if (!facts.has_formative || facts.competencies == 0) {
        step.missing("formative_record", code(subject));
        outcome.missing.push_back({"formative_record", subject, term_number, 0, false});
        return result.formative_state;
    }

    // 1. Each general competency in force in the term has one level: KW-10.4.
    result.competencies = facts.competencies;
    PartState state = PartState::known;
    int points = 0;
    int in_force = 0;
    for (int number = 1; number <= facts.competencies; ++number) {
        const Competency& competency =
            year.competencies[facts.first_competency + static_cast<std::uint32_t>(number - 1)];
        const PartState one = competency_level(year, subject, term, number, competency, classes,
                                               rules, outcome, trace);
        if (one != PartState::known) {
            state = std::min(state, one);
            continue;
        }
        const CompetencyOutcome& level = outcome.competencies.back();
        if (!level.excluded) {
            points += level.level;
            ++in_force;
        }
    }
    if (state != PartState::known) {
        result.formative_state = state;
        step.conclude(Finding::undetermined);
        return state;
    }
    // All competencies excluded: the subject counts as missed for the whole term (decision D25).
    if (in_force == 0) {
        result.all_competencies_excluded = true;
        step.missing("competency_level", code(subject));
        if (term == Term::second)
            outcome.missing.push_back({"competency_level", subject, term_number, 0, false});
        return result.formative_state;
    }

    // 2. The sum of the levels (KW-10.1) is converted: 60 × points ÷ (competencies × 4). No rounding.
    const Mark weight = step.read(rules.formative_weight);
    const int of = in_force * step.read(rules.maximum_level);
    step.value("points", Exact(points));
    step.value("of", Exact(of));
    result.formative = step.result("formative", Mark(weight.value * Exact::ratio(points, of)));
    result.formative_state = PartState::known;
    return PartState::known;
}

}  // namespace taqwim::kw_primary_2016
