#include "regulations/sa_1447/conduct.h"

#include <algorithm>
#include <array>

namespace taqwim::sa_1447 {

namespace {

constexpr std::array<const char*, k_offence_degrees> k_degree_names = {
    "degree_1", "degree_2", "degree_3", "degree_4", "degree_5"};

// SA1447-EXCUSES  An accepted excuse counts when it was handed in within the days allowed. Between the ordinary and the
// longest time the school must have granted it (decision D11).
bool excuse_restores(const Excuse& excuse, const AttendanceRules& rules, Trace& trace)
{
    auto step = trace.enter("SA1447-EXCUSES", "excuse_restores");
    step.value("days", Exact(excuse.days));
    if (!step.is_so("accepted", excuse.is_accepted))
        return step.conclude(false);
    const int ordinary = step.read(rules.excuse_working_days);
    if (step.at_most("after_working_days", Exact(excuse.after_working_days), Exact(ordinary)))
        return step.conclude(true);
    if (!step.is_so("extended", excuse.is_extended))
        return step.conclude(false);
    const int most = step.read(rules.excuse_working_days_most);
    return step.conclude(
        step.at_most("after_working_days", Exact(excuse.after_working_days), Exact(most)));
}

}  // namespace

bool is_described_in_words(int grade, const EditionRules1447& rules)
{
    return std::ranges::find(rules.behaviour.descriptive_grades.value, grade) !=
           rules.behaviour.descriptive_grades.value.end();
}

Mark behaviour_deduction(const std::vector<Offence>& offences, const BehaviourRules& rules,
                         Trace& trace, int term)
{
    auto step = trace.enter("SA1447-BEHAVIOUR", "behaviour_deduction", nullptr, term);
    const std::vector<int>& deductions = step.read(rules.deductions);
    const int from = step.read(rules.degree_1_from_occurrence);
    Mark sum;
    for (const Offence& offence : offences) {
        const auto degree = static_cast<std::size_t>(offence.degree - 1);
        // An offence of degree 1 is deducted from its third occurrence on, that one included; each line of offences is
        // counted by itself (decision D10).
        const int counted =
            offence.degree == 1 ? std::max(0, offence.times - from + 1) : offence.times;
        step.value(k_degree_names.at(degree), Exact(offence.times));
        sum += Mark(deductions[degree]) * counted;
    }
    return step.result("deduction", sum);
}

LedgerOutcome behaviour_mark(const BehaviourFacts& facts, const BehaviourRules& rules, Trace& trace,
                             int term)
{
    LedgerOutcome ledger;
    auto step = trace.enter("SA1447-M10", "behaviour_mark", nullptr, term);
    ledger.opening = step.read(rules.positive);
    (void)step.read(rules.distinguished);
    // 1. Deductions; what exceeds the marks of positive behaviour takes nothing more.
    ledger.deducted =
        std::min(behaviour_deduction(facts.offences, rules, trace, term), ledger.opening);
    // 2. What was deducted can be earned back within the term, and no more than that.
    if (step.read(rules.recoverable))
        ledger.restored = std::min(facts.recovered, ledger.deducted);
    step.value("opening", ledger.opening);
    step.value("deducted", ledger.deducted);
    step.value("restored", ledger.restored);
    // 3. Distinguished behaviour is earned beside it.
    if (!facts.distinguished) {
        step.missing("distinguished");
        return ledger;
    }
    ledger.distinguished = *facts.distinguished;
    step.value("distinguished", ledger.distinguished);
    ledger.is_known = true;
    ledger.mark = step.result("mark", ledger.opening - ledger.deducted + ledger.restored +
                                          ledger.distinguished);
    return ledger;
}

int unexcused_days(const AttendanceFacts& facts, const AttendanceRules& rules, Trace& trace,
                   int term)
{
    auto step = trace.enter("SA1447-ATTENDANCE", "unexcused_days", nullptr, term);
    step.value("absent_days", Exact(facts.absent_days));
    int restored = 0;
    if (step.read(rules.restored_when_excused))
        for (const Excuse& excuse : facts.excuses)
            if (excuse_restores(excuse, rules, trace))
                restored += excuse.days;
    step.value("restored_days", Exact(restored));
    return step.result("unexcused_days", facts.absent_days - restored);
}

LedgerOutcome attendance_mark(const AttendanceFacts& facts, const AttendanceRules& rules,
                              Trace& trace, int term)
{
    LedgerOutcome ledger;
    auto step = trace.enter("SA1447-M11", "attendance_mark", nullptr, term);
    ledger.opening = step.read(rules.start);
    ledger.unexcused_days = unexcused_days(facts, rules, trace, term);
    const Mark day = step.read(rules.unexcused_day);
    ledger.deducted = day * facts.absent_days;
    ledger.restored = day * (facts.absent_days - ledger.unexcused_days);
    const Mark least = step.read(rules.least);
    ledger.is_known = true;
    step.value("deduction", day * ledger.unexcused_days);
    ledger.mark =
        step.result("mark", std::max(least, ledger.opening - day * ledger.unexcused_days));
    return ledger;
}

bool is_barred_by_absence(int unexcused_days, Stage stage, const AttendanceRules& rules,
                          Trace& trace)
{
    auto step = trace.enter("SA1447-BAR", "is_barred_by_absence");
    const std::vector<Stage>& stages = step.read(rules.barred_stages);
    const bool is_listed = std::ranges::find(stages, stage) != stages.end();
    if (!step.is_in("stage", stage_code(stage), *rules.barred_stages.info, is_listed))
        return step.conclude(false);
    (void)step.read(rules.bar_share);
    (void)step.read(rules.study_days);
    const int days = step.read(rules.bar_days);
    return step.conclude(step.at_least("unexcused_days", Exact(unexcused_days), Exact(days)));
}

}  // namespace taqwim::sa_1447
