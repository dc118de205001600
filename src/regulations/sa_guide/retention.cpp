#include "regulations/sa_guide/retention.h"

#include "core/refusal_codes.h"

namespace taqwim::sa_guide {

namespace {

TraceStep entered(KeptKind kind, Trace& trace)
{
    switch (kind) {
    case KeptKind::answer_papers: break;
    case KeptKind::answer_papers_grade_12: return trace.enter("PG-25.2", "retention_period");
    case KeptKind::supporting_papers: return trace.enter("PG-25.3", "retention_period");
    }
    return trace.enter("PG-25.1", "retention_period");
}

}  // namespace

RetentionPeriod retention_period(KeptKind kind, Day until, const RetentionRules& rules,
                                 Trace& trace)
{
    auto step = entered(kind, trace);
    RetentionPeriod period;
    if (kind == KeptKind::supporting_papers) {
        // The caller counts the years; the day after the last of them is the first.
        step.read(rules.support_years);
        step.value("second_year_end", until);
        period.earliest = until + 1;
    } else {
        step.value("next_exams", until);
        period.earliest = until - step.read(rules.margin_days);
        period.latest = until - 1;
        step.value("latest", *period.latest);
    }
    step.value("earliest", period.earliest);
    return period;
}

std::optional<Refusal> disposal_refusal(const RetentionPeriod& period, Day day, bool on_hold,
                                        Trace& trace)
{
    auto step = trace.enter("PG-25.1", "may_be_disposed_of");
    if (step.is_so("on_hold", on_hold)) {
        step.conclude(false);
        return Refusal{RefusalCode::papers_on_hold, {}, "/hold", "PG-25.1"};
    }
    if (step.conclude(step.not_before("day", day, period.earliest)))
        return std::nullopt;
    return Refusal{RefusalCode::papers_kept_longer,
                   {{"day", day.to_text()}, {"first_day", period.earliest.to_text()}},
                   "/day",
                   "PG-25.1"};
}

}  // namespace taqwim::sa_guide
