#include "attendance/counts.h"

#include <algorithm>
#include <tuple>

#include "attendance/kuwait_counts.h"
#include "core/refusal_codes.h"
#include "regulations/sa_1447/conduct.h"
#include "regulations/sa_1447/rules.h"

namespace taqwim::attendance {

namespace {

bool is_in(const school::Term& term, Day day)
{
    return term.first_day <= day && day <= term.last_day;
}

// What any regulation can count: days and periods, with and without an accepted excuse.
TermCounts plain_counts(const Ledger& ledger, const school::Term& term)
{
    TermCounts counts;
    counts.term = term.number;
    for (const Absence& one : ledger.absences) {
        if (!is_in(term, one.day) || one.period > 0)
            continue;
        if (ledger.is_excused(one.day))
            ++counts.excused_days;
        else
            ++counts.full_days;
    }
    for (const DecidedLeave& one : ledger.leaves)
        if (is_in(term, one.leave.day) && one.decision &&
            one.decision->decision == "left_without_approval")
            ++counts.unapproved_leave_days;
    for (const Lateness& one : ledger.latenesses)
        if (is_in(term, one.day) && one.judgement != "accepted")
            ++counts.latenesses_unaccepted;
    counts.unexcused_days = counts.full_days;
    return counts;
}

// In every regulation's counts alike.
void add_common(const Ledger& ledger, std::vector<TermCounts>& terms)
{
    for (TermCounts& counts : terms) {
        const auto term = std::ranges::find(ledger.year.terms, counts.term, &school::Term::number);
        if (term == ledger.year.terms.end())
            continue;
        counts.missed_periods = std::ranges::count_if(ledger.absences, [&](const Absence& one) {
            return is_in(*term, one.day) && one.period > 0;
        });
        counts.latenesses_accepted =
            std::ranges::count_if(ledger.latenesses, [&](const Lateness& one) {
                return is_in(*term, one.day) && one.judgement == "accepted";
            });
    }
}

sa_1447::AttendanceFacts facts_1447(const Ledger& ledger, const school::Term& term)
{
    sa_1447::AttendanceFacts facts;
    facts.is_given = true;
    facts.absent_days = static_cast<int>(absent_days(ledger, term));
    for (const CountedExcuse& one : counted_excuses(ledger, term))
        facts.excuses.push_back({.days = static_cast<int>(one.days),
                                 .after_working_days = static_cast<int>(one.after_school_days),
                                 .is_accepted = one.is_accepted,
                                 .is_extended = one.is_extended});
    return facts;
}

// SA1447-M11, SA1447-BAR
Result<std::vector<TermCounts>> counts_1447(const Ledger& ledger, const RuleSet& rule_set)
{
    const auto values = rule_set.parameters().on(ledger.year.first_day);
    if (!values)
        return values.refusal();
    const auto rules = sa_1447::EditionRules1447::read(*values);
    Trace trace = Trace::off();
    std::vector<TermCounts> terms;
    int unexcused_in_year = 0;
    for (const school::Term& term : ledger.year.terms) {
        TermCounts counts = plain_counts(ledger, term);
        const auto mark = sa_1447::attendance_mark(facts_1447(ledger, term), rules.attendance,
                                                   trace, static_cast<int>(term.number));
        counts.unexcused_days = mark.unexcused_days;
        counts.full_days = mark.unexcused_days;
        counts.excused_days = absent_days(ledger, term) - mark.unexcused_days;
        counts.mark = mark.mark.value.to_text();
        const bool was_barred = sa_1447::is_barred_by_absence(
            unexcused_in_year, sa_1447::stage_of(ledger.grade), rules.attendance, trace);
        unexcused_in_year += mark.unexcused_days;
        // The days of the year count; the notice belongs to the term in which they were reached.
        if (!was_barred &&
            sa_1447::is_barred_by_absence(unexcused_in_year, sa_1447::stage_of(ledger.grade),
                                          rules.attendance, trace))
            counts.due.push_back({"absence_bar", "SA1447-BAR"});
        terms.push_back(std::move(counts));
    }
    return terms;
}

Ledger until(Ledger ledger, Day today)
{
    std::erase_if(ledger.absences, [today](const Absence& one) { return one.day > today; });
    std::erase_if(ledger.latenesses, [today](const Lateness& one) { return one.day > today; });
    std::erase_if(ledger.leaves,
                  [today](const DecidedLeave& one) { return one.leave.day > today; });
    std::ranges::sort(ledger.absences);
    return ledger;
}

}  // namespace

std::int64_t absent_days(const Ledger& ledger, const school::Term& term)
{
    return std::ranges::count_if(ledger.absences, [&](const Absence& one) {
        return one.period == 0 && is_in(term, one.day);
    });
}

std::vector<CountedExcuse> counted_excuses(const Ledger& ledger, const school::Term& term)
{
    const std::vector<Day> away = ledger.whole_days();
    std::vector<Day> open;
    std::ranges::copy_if(away, std::back_inserter(open), [&](Day day) { return is_in(term, day); });
    std::vector<CountedExcuse> counted;
    const auto take = [&](Day first, Day last) {
        return static_cast<std::int64_t>(
            std::erase_if(open, [&](Day day) { return first <= day && day <= last; }));
    };
    // The letter of an official activity is there before its days.
    for (const OfficialActivity& one : ledger.activities)
        if (const std::int64_t days = take(one.first_day, one.last_day); days > 0)
            counted.push_back(
                {.days = days, .after_school_days = 0, .is_accepted = true, .is_extended = false});
    // Accepted ones first, and of them the one that came first: a day is not taken by a later or a refused one.
    std::vector<DecidedExcuse> decided;
    std::ranges::copy_if(ledger.excuses, std::back_inserter(decided),
                         [](const DecidedExcuse& one) { return one.decision.has_value(); });
    std::ranges::sort(decided, {}, [](const DecidedExcuse& one) {
        return std::tuple(one.decision->judgement != "accepted", one.excuse.submitted_on,
                          one.excuse.first_day, one.excuse.last_day, one.decision->after_limit);
    });
    for (const DecidedExcuse& one : decided) {
        const std::int64_t days = take(one.excuse.first_day, one.excuse.last_day);
        if (days == 0)
            continue;
        // School days after the day of return, until the paper was there.
        const auto returned = last_day_to_submit(one.excuse.last_day, 0, ledger.school_days, away);
        const std::int64_t after =
            !returned ? 0 : std::ranges::count_if(ledger.school_days, [&](Day day) {
                return *returned < day && day <= one.excuse.submitted_on;
            });
        counted.push_back({.days = days,
                           .after_school_days = after,
                           .is_accepted = one.decision->judgement == "accepted",
                           .is_extended = one.decision->after_limit});
    }
    return counted;
}

Result<std::vector<TermCounts>> counts_of(const Ledger& ledger, const RuleSets& rule_sets,
                                          Day today)
{
    const RuleSet* const rule_set = find_rule_set(rule_sets, ledger.regulation);
    if (rule_set == nullptr) {
        std::string allowed;
        for (const auto& one : rule_sets)
            allowed += (allowed.empty() ? "" : ", ") + std::string(one->id());
        return Refusal{RefusalCode::regulation_unknown,
                       {{"regulation", ledger.regulation}, {"allowed", allowed}},
                       "regulation",
                       ""};
    }
    const Ledger so_far = until(ledger, today);
    Result<std::vector<TermCounts>> terms = std::vector<TermCounts>{};
    if (rule_set->id() == "kw_primary_2016")
        terms = kuwait_counts(so_far, *rule_set, today);
    else if (rule_set->id() == "sa_1447")
        terms = counts_1447(so_far, *rule_set);
    else
        for (const school::Term& term : so_far.year.terms)
            terms->push_back(plain_counts(so_far, term));
    if (terms)
        add_common(so_far, *terms);
    return terms;
}

void write_counts(JsonWriter& json, const std::vector<TermCounts>& terms)
{
    json.key("terms").begin_array();
    for (const TermCounts& one : terms) {
        json.begin_object().key("term").number(one.term);
        json.key("unexcused_days").number(one.unexcused_days);
        json.key("full_days").number(one.full_days);
        json.key("missed_period_days").number(one.missed_period_days);
        json.key("unapproved_leave_days").number(one.unapproved_leave_days);
        json.key("converted_days").number(one.converted_days);
        json.key("excused_days").number(one.excused_days);
        json.key("missed_periods").number(one.missed_periods);
        json.key("latenesses_unaccepted").number(one.latenesses_unaccepted);
        json.key("latenesses_accepted").number(one.latenesses_accepted);
        if (one.mark)
            json.key("mark").text(*one.mark);
        json.key("documents").begin_array();
        for (const DueNotice& due : one.due)
            json.text(due.kind);
        json.end_array().end_object();
    }
    json.end_array();
}

}  // namespace taqwim::attendance
