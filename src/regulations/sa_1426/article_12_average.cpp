#include "regulations/sa_1426/article_12_average.h"

namespace taqwim::sa_1426 {

namespace {

Exact mean(const PeriodSum& sum)
{
    return sum.products / Exact(sum.periods);
}

Average rounded_once(const Exact& exact, const Rules& rules, TraceStep& step)
{
    const int decimals = step.read(rules.average_decimals);
    step.value("exact_average", exact);
    return {.exact = exact.reduced(),
            .rounded = step.result("average", exact.rounded(decimals, Ties::away_from_zero))};
}

// The weight of a grade among the Ministry's; they begin with the first grade that counts.
Exact weight_of(int grade, const Rules& rules)
{
    const auto place = static_cast<std::size_t>(grade - rules.average_from_grade.value);
    const std::vector<Exact>& weights = rules.average_year_weights.value;
    return place < weights.size() ? weights[place] : Exact(0);
}

}  // namespace

void PeriodSum::add(const Mark& final_mark, int weekly_periods)
{
    products += final_mark.value * Exact(weekly_periods);
    periods += weekly_periods;
}

std::optional<Average> average_of_year(const PeriodSum& sum, const Rules& rules, Trace& trace)
{
    if (sum.periods == 0)
        return std::nullopt;
    auto step = trace.enter("SR-12.2", "weighted_average");
    step.value("products", sum.products);
    step.value("periods", Exact(sum.periods));
    return rounded_once(mean(sum), rules, step);
}

std::optional<Average> cumulative_average(std::span<const PeriodSumOfGrade> years,
                                          const Rules& rules, Trace& trace)
{
    auto step = trace.enter("SR-12.2", "weighted_average");
    const int from_grade = step.read(rules.average_from_grade);
    const bool is_weighted = !step.read(rules.average_year_weights).empty();
    PeriodSum pooled;
    Exact weighted;
    Exact weights;
    for (const PeriodSumOfGrade& year : years) {
        if (year.grade < from_grade || year.sum.periods == 0)
            continue;
        step.value("products", year.sum.products);
        step.value("periods", Exact(year.sum.periods));
        pooled.products += year.sum.products;
        pooled.periods += year.sum.periods;
        if (is_weighted) {
            const Exact weight = weight_of(year.grade, rules);
            step.value("weight", weight);
            weighted += weight * mean(year.sum);
            weights += weight;
        }
    }
    if (pooled.periods == 0 || (is_weighted && weights.is_zero())) {
        step.missing("average");
        return std::nullopt;
    }
    return rounded_once(is_weighted ? weighted / weights : mean(pooled), rules, step);
}

const char* general_grade(const Exact& rounded_average, const Rules& rules, Trace& trace)
{
    if (rules.grade_bands.value.empty())
        return nullptr;
    auto step = trace.enter("SR-12.1", "general_grade");
    for (const GradeBand& band : step.read(rules.grade_bands))
        if (step.at_least("average", rounded_average, band.from)) {
            step.result_text("general_grade", band.grade.c_str());
            return band.grade.c_str();
        }
    return nullptr;
}

}  // namespace taqwim::sa_1426
