#include "regulations/sa_1426/article_02_progress.h"

#include "core/refusal_codes.h"

#include <array>

namespace taqwim::sa_1426 {

GoalCoverage goal_coverage(std::span<const Goal> goals, const AfterTheResultRules& rules,
                           Trace& trace)
{
    GoalCoverage coverage;
    {
        auto step = trace.enter("SR-2.2", "masters_goal");
        const Share least = step.read(rules.goal_mastery_share);
        for (const Goal& goal : goals) {
            if (!goal.taught)
                continue;
            ++coverage.taught;
            if (!goal.of.value.is_zero() &&
                step.at_least("goal_share", (goal.mark / goal.of).value, least.value))
                ++coverage.mastered;
        }
    }
    coverage.percent = goal_percent(coverage.mastered, coverage.taught, trace);
    return coverage;
}

std::optional<Exact> goal_percent(int mastered, int taught, Trace& trace)
{
    auto step = trace.enter("SR-2.2", "goal_coverage");
    step.value("mastered", Exact(mastered));
    step.value("taught", Exact(taught));
    if (taught == 0) {
        step.missing("goals");
        return std::nullopt;
    }
    return step.result("percent", Exact(mastered) * Exact(100) / Exact(taught)).reduced();
}

const char* code(RiskStatus status)
{
    static constexpr std::array names = {"no_minimum", "on_track", "at_risk", "cannot"};
    return names[static_cast<std::size_t>(status)];
}

Risk risk_of_failure(const std::optional<Mark>& minimum, std::span<const YearPart> parts,
                     const AfterTheResultRules& rules, Trace& trace)
{
    Risk risk;
    if (!minimum)
        return risk;
    auto step = trace.enter("SR-2.5", "risk_of_failure");
    Mark obtained;
    for (const YearPart& part : parts)
        if (part.mark)
            obtained += *part.mark;
        else
            risk.available += part.of;
    risk.needed = *minimum - obtained;
    step.value("needed", risk.needed);
    step.value("available", risk.available);
    const auto found = [&](RiskStatus status) {
        risk.status = status;
        step.result_text("status", code(status));
        return risk;
    };
    if (step.at_most("needed", risk.needed.value, Exact(0)))
        return found(RiskStatus::on_track);
    if (step.above("needed", risk.needed.value, risk.available.value))
        return found(RiskStatus::cannot);
    const Share ratio = step.read(rules.risk_ratio);
    return found(step.above("ratio", (risk.needed / risk.available).value, ratio.value)
                     ? RiskStatus::at_risk
                     : RiskStatus::on_track);
}

ClassMean class_mean(std::span<const Mark> sitters, const std::optional<Mark>& own,
                     const AfterTheResultRules& rules, Trace& trace)
{
    constexpr int k_places = 2;  // source-check: allow places of a number that is only shown
    auto step = trace.enter("SR-1.6", "class_mean");
    ClassMean result;
    result.sitters = static_cast<int>(sitters.size());
    result.shown = step.at_least("sitters", result.sitters, step.read(rules.class_least_size));
    if (!step.conclude(result.shown && !sitters.empty()))
        return result;
    Mark sum;
    for (const Mark& mark : sitters)
        sum += mark;
    result.mean = step.result("mean", (sum / result.sitters).value).reduced();
    for (const Mark& mark : sitters) {
        const Exact from_mean = mark.value - result.mean;
        result.variance += from_mean * from_mean;
    }
    result.variance = (result.variance / Exact(result.sitters)).reduced();
    step.value("variance", result.variance);
    result.deviation = rounded_root(result.variance, k_places);
    if (!own)
        return result;
    result.difference = (own->value - result.mean).reduced();
    step.value("difference", *result.difference);
    if (result.variance.is_zero())
        return result;
    const Exact root =
        rounded_root(*result.difference * *result.difference / result.variance, k_places);
    result.score = *result.difference < Exact(0) ? -root : root;
    return result;
}

Exact rounded_root(const Exact& square, int places)
{
    std::int64_t scale = 1;
    for (int place = 0; place < places; ++place)
        scale *= 10;  // source-check: allow decimal places
    // The nearest whole k to the root of square * scale², a tie going up: the largest k with (2k - 1)² ≤ 4 * square * scale².
    const Exact scaled = square * Exact(scale) * Exact(scale);
    const auto is_at_most = [&scaled](std::int64_t k) {
        const auto twice = static_cast<WideInteger>(k) + k - 1;
        return twice * twice * scaled.denominator() <=
               static_cast<WideInteger>(scaled.numerator()) *
                   4;  // source-check: allow the square of 2
    };
    std::int64_t low = 0;
    std::int64_t high = 1;
    while (is_at_most(high)) {
        low = high;
        high += high;
    }
    while (high - low > 1) {
        const std::int64_t middle =
            low + (high - low) / 2;  // source-check: allow half of a distance
        (is_at_most(middle) ? low : high) = middle;
    }
    return Exact::ratio(low, scale);
}

Result<TermBalance> balance_of_terms(int first, int second, const AfterTheResultRules& rules,
                                     Trace& trace)
{
    auto step = trace.enter("SR-4.3a", "balance_of_terms");
    if (first + second == 0)
        return Refusal{RefusalCode::value_out_of_range,
                       {{"value", "0"}, {"minimum", "1"}, {"maximum", "1000"}},
                       {},
                       "SR-4.3a"};
    TermBalance balance;
    balance.share = step.result("first_term_share", Exact::ratio(first, first + second)).reduced();
    const Share least = step.read(rules.balance_least);
    const Share most = step.read(rules.balance_most);
    balance.balanced = step.at_least("first_term_share", balance.share, least.value) &&
                       step.at_most("first_term_share", balance.share, most.value);
    step.conclude(balance.balanced);
    return balance;
}

}  // namespace taqwim::sa_1426
