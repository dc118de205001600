#include "regulations/sa_1447/averages.h"

namespace taqwim::sa_1447 {

namespace {

// The weighted sum of one term, or of the year where it has one plan.
struct WeightedSum {
    Exact marks;
    int periods = 0;
    std::optional<Mark> activity_without_periods;
    bool is_whole = true;
};

// Adds a mark by its weekly periods; without the mark the sum is not whole.
void add(WeightedSum& sum, const std::optional<Mark>& mark, int periods)
{
    if (!mark) {
        sum.is_whole = false;
        return;
    }
    sum.marks += mark->value * Exact(periods);
    sum.periods += periods;
}

std::optional<Mark> mark_of(const LedgerOutcome& ledger)
{
    return ledger.is_known ? std::optional(ledger.mark) : std::nullopt;
}

// `term` is 1 or 2, or 0 for the year.
WeightedSum weighted_sum(const StudentYear& year, const EditionRules1447& rules,
                         const Outcome& outcome, int term)
{
    WeightedSum sum;
    for (std::size_t i = 0; i < year.courses.size(); ++i) {
        const CourseFacts& course = year.courses[i];
        if (course.term != term)
            continue;
        if (course.subject->is_activity() && course.subject->periods == 0) {
            sum.activity_without_periods = outcome.courses[i].mark;
            sum.is_whole = sum.is_whole && outcome.courses[i].mark.has_value();
        } else {
            add(sum, outcome.courses[i].mark, course.subject->periods);
        }
    }
    const auto at = static_cast<std::size_t>(term - 1);
    add(sum, term == 0 ? outcome.behaviour_mark : mark_of(outcome.behaviour.at(at)),
        rules.behaviour_periods.value);
    add(sum, term == 0 ? outcome.attendance_mark : mark_of(outcome.attendance.at(at)),
        rules.attendance_periods.value);
    return sum;
}

// SA1447-M9, decision D8.
Exact with_activity(const Exact& average, const WeightedSum& sum, const EditionRules1447& rules,
                    Trace& trace)
{
    if (!sum.activity_without_periods)
        return average;
    auto step = trace.enter("SA1447-M9", "activity_share_of_average");
    const Exact share = step.read(rules.activity_share_without_periods).value;
    step.value("average", average);
    step.value("activity", *sum.activity_without_periods);
    return step.result("average_with_activity",
                       average * (Exact(1) - share) + sum.activity_without_periods->value * share);
}

std::optional<Exact> average_of(const WeightedSum& sum, int term, const EditionRules1447& rules,
                                Trace& trace)
{
    auto step = trace.enter("SA1447-AVERAGE", "weighted_average", nullptr, term);
    {
        auto conduct = trace.enter("SA1447-CONDUCT", "conduct_counts_as_periods", nullptr, term);
        (void)conduct.read(rules.behaviour_periods);
        (void)conduct.read(rules.attendance_periods);
    }
    if (!sum.is_whole || sum.periods == 0) {
        step.conclude(Finding::undetermined);
        return std::nullopt;
    }
    step.value("weighted_marks", sum.marks);
    step.value("periods", Exact(sum.periods));
    const Exact average = step.result("average", sum.marks / Exact(sum.periods));
    return with_activity(average, sum, rules, trace);
}

}  // namespace

void put_averages(const StudentYear& year, const EditionRules1447& rules, Outcome& outcome,
                  Trace& trace)
{
    if (!year.is_secondary()) {
        outcome.average = average_of(weighted_sum(year, rules, outcome, 0), 0, rules, trace);
    } else {
        // The average of a secondary year weighs its terms by the periods that count in them.
        Exact marks;
        int periods = 0;
        bool is_whole = true;
        for (std::size_t i = 0; i < k_terms; ++i) {
            const int term = static_cast<int>(i) + 1;
            const WeightedSum sum = weighted_sum(year, rules, outcome, term);
            outcome.term_average[i] = average_of(sum, term, rules, trace);
            is_whole = is_whole && outcome.term_average[i].has_value();
            if (outcome.term_average[i])
                marks += *outcome.term_average[i] * Exact(sum.periods);
            periods += sum.periods;
        }
        if (is_whole) {
            auto step = trace.enter("SA1447-AVERAGE", "year_average");
            step.value("weighted_marks", marks);
            step.value("periods", Exact(periods));
            outcome.average = step.result("average", marks / Exact(periods));
        }
    }
    if (!outcome.average)
        return;
    outcome.average_shown = shown_average(*outcome.average, rules);
    auto step = trace.enter("SA1447-AVERAGE", "shown_average");
    (void)step.read(rules.average_decimals);
    step.value("exact", *outcome.average);
    step.result("shown", outcome.average_shown);
}

Exact cumulative_average(const std::array<Exact, 3>& year_averages, const EditionRules1447& rules,
                         Trace& trace)
{
    auto step = trace.enter("SA1447-GPA", "cumulative_average");
    const std::vector<Exact>& weights = step.read(rules.gpa_year_weights);
    Exact sum;
    for (std::size_t i = 0; i < year_averages.size(); ++i) {
        step.value("year", year_averages[i]);
        sum += year_averages[i] * weights[i];
    }
    return step.result("average", sum);
}

Exact shown_average(const Exact& average, const EditionRules1447& rules)
{
    return average.rounded(rules.average_decimals.value, Ties::away_from_zero);
}

}  // namespace taqwim::sa_1447
