#include "regulations/sa_guide/quran_memorisation.h"

#include "core/refusal_codes.h"

namespace taqwim::sa_guide {

namespace {

Refusal over_maximum(const char* part, const Mark& mark, const Mark& maximum)
{
    return {RefusalCode::mark_over_maximum,
            {{"subject", part}, {"mark", mark.to_text()}, {"maximum", maximum.to_text()}},
            part,
            "PG-4.4"};
}

std::optional<Refusal> refuses_marks(const char* part, const std::vector<Mark>& marks,
                                     const Mark& maximum)
{
    for (const Mark& mark : marks) {
        if (mark < Mark(0))
            return Refusal{RefusalCode::mark_negative,
                           {{"subject", part}, {"mark", mark.to_text()}},
                           part,
                           "PG-4.4"};
        if (mark > maximum)
            return over_maximum(part, mark, maximum);
    }
    return std::nullopt;
}

// One mark for each period, none above its maximum.
std::optional<Refusal> refuses_periods(const char* part, const std::vector<Mark>& marks,
                                       int periods, const Mark& maximum)
{
    if (marks.size() != static_cast<std::size_t>(periods))
        return Refusal{RefusalCode::facts_contradict,
                       {{"field", part},
                        {"value", std::to_string(marks.size())},
                        {"other_field", "periods"},
                        {"other_value", std::to_string(periods)}},
                       part,
                       "PG-4.4"};
    return refuses_marks(part, marks, maximum);
}

Mark sum_of(const std::vector<Mark>& marks)
{
    Mark sum(0);
    for (const Mark& mark : marks)
        sum += mark;
    return sum;
}

// What the slots of a whole period can give together, brought to their component (D16).
Mark full_sum(const QuranRules& rules)
{
    return rules.daily_maximum.value * (rules.weeks_per_period.value * rules.daily_per_week.value) +
           rules.weekly_maximum.value *
               (rules.weeks_per_period.value * rules.weekly_per_week.value);
}

}  // namespace

Result<Mark> mark_net_of_conduct(const Mark& raw, const Mark& maximum, const Mark& deduction,
                                 const AssessmentRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-4.4", "mark_net_of_conduct");
    if (auto refusal = refuses_marks("raw", {raw}, maximum))
        return *std::move(refusal);
    if (deduction < Mark(0))
        return Refusal{RefusalCode::mark_negative,
                       {{"subject", "conduct_deduction"}, {"mark", deduction.to_text()}},
                       "conduct_deduction",
                       "PG-4.4"};
    // In proportion to the shortcoming, not exceeding one mark.
    const Mark most = step.read(rules.quran.deduction_maximum);
    if (!step.at_most("deduction", deduction.value, most.value))
        return Refusal{RefusalCode::deduction_over_maximum,
                       {{"value", deduction.to_text()}, {"maximum", most.to_text()}},
                       "conduct_deduction",
                       "PG-4.4"};
    step.value("raw", raw);
    const Mark net = raw - deduction;
    return step.result("net", net < Mark(0) ? Mark(0) : net);
}

Result<MemorisationQuality> memorisation_quality(const PeriodSlots& slots,
                                                 const AssessmentRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-4.4", "memorisation_quality");
    const QuranRules& quran = rules.quran;
    const int weeks = step.read(quran.weeks_per_period);
    const int daily = weeks * step.read(quran.daily_per_week);
    const int weekly = weeks * step.read(quran.weekly_per_week);

    // 1. Every slot of the period has a mark, or was lost for the whole class.
    if (slots.pending > 0)
        return Refusal{RefusalCode::slots_pending,
                       {{"value", std::to_string(slots.pending)}},
                       "pending",
                       "PG-4.4"};
    const auto refuse_count = [](const char* field, int given, int due) {
        return Refusal{RefusalCode::facts_contradict,
                       {{"field", field},
                        {"value", std::to_string(given)},
                        {"other_field", "slots_due"},
                        {"other_value", std::to_string(due)}},
                       field,
                       "PG-4.4"};
    };
    if (slots.daily_count + slots.daily_lost != daily)
        return refuse_count("daily_count", slots.daily_count + slots.daily_lost, daily);
    if (slots.weekly_count + slots.weekly_lost != weekly)
        return refuse_count("weekly_count", slots.weekly_count + slots.weekly_lost, weekly);

    // 2. No sum is above what its slots can have.
    const Mark daily_most = step.read(quran.daily_maximum) * slots.daily_count;
    const Mark weekly_most = step.read(quran.weekly_maximum) * slots.weekly_count;
    if (auto refusal = refuses_marks("daily_sum", {slots.daily_sum}, daily_most))
        return *std::move(refusal);
    if (auto refusal = refuses_marks("weekly_sum", {slots.weekly_sum}, weekly_most))
        return *std::move(refusal);

    // 3. The marks of the weeks are added up and divided by 24 (D16); where slots are lost, the component's maximum is
    //    shared out in proportion, which is the same when none is.
    const Mark sum = slots.daily_sum + slots.weekly_sum;
    const Mark maximum = full_sum(quran) / step.read(quran.divisor);
    const Mark available = daily_most + weekly_most;
    step.value("sum", sum);
    step.value("available", available);
    step.value("maximum", maximum);
    if (available == Mark(0)) {
        step.missing("slots");
        return Refusal{RefusalCode::value_out_of_range,
                       {{"value", "0"}, {"minimum", "1"}, {"maximum", std::to_string(daily)}},
                       "daily_count",
                       "PG-4.4"};
    }
    return MemorisationQuality{.quality = step.result("quality", maximum * (sum / available)),
                               .maximum = maximum};
}

Result<QuranTerm> quran_term(const QuranTermFacts& facts, const AssessmentRules& rules,
                             Trace& trace)
{
    auto step = trace.enter("PG-4.4", "quran_term");
    const QuranRules& quran = rules.quran;
    const int periods = facts.periods_due > 0 ? facts.periods_due : step.read(quran.periods);
    step.value("periods", Exact(periods));

    // 1. Quality and review of each period are added up.
    const Mark quality_maximum = full_sum(quran) / quran.divisor.value;
    if (auto refusal = refuses_periods("quality", facts.quality, periods, quality_maximum))
        return *std::move(refusal);
    if (auto refusal =
            refuses_periods("review", facts.review, periods, step.read(quran.review_maximum)))
        return *std::move(refusal);
    QuranTerm term;
    Mark sum(0);
    for (std::size_t period = 0; period < facts.quality.size(); ++period) {
        term.period_marks.push_back(facts.quality[period] + facts.review[period]);
        step.value("period_mark", term.period_marks.back());
        sum += term.period_marks.back();
    }

    // 2. The final review is spread over no fewer than three days; its marks are added up.
    const int least_days = step.read(quran.final_review_least_days);
    if (!step.at_least("final_review_days", Exact(static_cast<int>(facts.final_review_days.size())),
                       Exact(least_days)))
        return Refusal{RefusalCode::final_review_days_too_few,
                       {{"value", std::to_string(facts.final_review_days.size())},
                        {"minimum", std::to_string(least_days)}},
                       "final_review_days",
                       "PG-4.4"};
    const Mark final_maximum = step.read(quran.final_review_maximum);
    if (auto refusal = refuses_marks("final_review_days", facts.final_review_days, final_maximum))
        return *std::move(refusal);
    const Mark final_review = sum_of(facts.final_review_days);
    if (final_review > final_maximum)
        return over_maximum("final_review_days", final_review, final_maximum);
    step.value("final_review", final_review);

    // 3. Memorisation is the mean of the periods and the final review (D17).
    term.memorisation = sum / periods + final_review;
    step.value("memorisation", term.memorisation);

    // 4. Recitation is the mean of the periods; grade 1 is trained in it without a mark (D19).
    if (facts.grade > 0 && facts.grade < step.read(quran.first_recitation_grade))
        return Refusal{RefusalCode::recitation_not_judged,
                       {{"grade", std::to_string(facts.grade)}},
                       "recitation",
                       "PG-4.4"};
    if (auto refusal = refuses_periods("recitation", facts.recitation, periods,
                                       step.read(quran.recitation_maximum)))
        return *std::move(refusal);
    term.recitation = sum_of(facts.recitation) / periods;
    step.value("recitation", term.recitation);

    // 5. Both together are the term mark, without rounding.
    term.term_mark = step.result("term_mark", term.memorisation + term.recitation);
    return term;
}

}  // namespace taqwim::sa_guide
