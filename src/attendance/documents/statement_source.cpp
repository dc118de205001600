#include "attendance/documents/statement_source.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "attendance/counts.h"
#include "attendance/kuwait_counts.h"
#include "attendance/ledger.h"
#include "core/refusal_codes.h"
#include "documents/record_on_paper.h"
#include "school/keeping.h"

namespace taqwim::attendance {

namespace {

using database::Session;
using documents::PaperOrder;

constexpr std::string_view k_kuwait = "kw_primary_2016";

int count_of(std::int64_t count)
{
    return static_cast<int>(count);
}

std::int64_t school_days_of(const Ledger& ledger, const school::Term& term, Day today)
{
    return std::ranges::count_if(ledger.school_days, [&](Day day) {
        return term.first_day <= day && day <= term.last_day && day <= today;
    });
}

StatementCounts counts_on_paper(const TermCounts& counts, bool is_kuwaiti)
{
    StatementCounts on_paper;
    on_paper.absent_excused = count_of(counts.excused_days);
    on_paper.absent_unexcused = count_of(counts.unexcused_days);
    if (is_kuwaiti)
        on_paper.converted_days = count_of(counts.converted_days);
    on_paper.missed_periods = count_of(counts.missed_periods);
    on_paper.late_excused = count_of(counts.latenesses_accepted);
    on_paper.late_unexcused = count_of(counts.latenesses_unaccepted);
    if (counts.mark)
        if (const auto mark = Exact::parse(*counts.mark))
            on_paper.mark = Mark(*mark);
    return on_paper;
}

void add(std::optional<int>& sum, const std::optional<int>& one)
{
    if (one)
        sum = sum.value_or(0) + *one;
}

// The figures of the terms together; marks and deductions are a term's alone (KW-22.1).
void add_to_year(StatementCounts& year, const StatementCounts& term)
{
    add(year.school_days, term.school_days);
    add(year.absent_excused, term.absent_excused);
    add(year.absent_unexcused, term.absent_unexcused);
    add(year.converted_days, term.converted_days);
    add(year.missed_periods, term.missed_periods);
    add(year.late_excused, term.late_excused);
    add(year.late_unexcused, term.late_unexcused);
}

// The number of the paper behind an excused day.
std::string paper_of(const Ledger& ledger, Day day)
{
    for (const DecidedExcuse& one : ledger.excuses)
        if (one.decision && one.decision->judgement == "accepted" && one.excuse.first_day <= day &&
            day <= one.excuse.last_day)
            return one.excuse.document.empty() ? std::string()
                                               : print::as_written(one.excuse.document);
    for (const OfficialActivity& one : ledger.activities)
        if (one.first_day <= day && day <= one.last_day)
            return print::as_written(one.letter);
    return {};
}

// The days of absence as the regulation counts them. An excuse that came after the limit of Article 22 leaves its days
// without (KW-22.5), so that in Kuwait its own list of them decides.
std::map<Day, bool> absences_of(const Ledger& ledger,
                                const std::optional<std::vector<CountedDay>>& unexcused)
{
    std::map<Day, bool> is_excused;
    for (const Day day : ledger.whole_days())
        is_excused[day] = unexcused || ledger.is_excused(day);
    if (unexcused)
        for (const CountedDay& one : *unexcused)
            if (one.cause != CountedDay::Cause::late_conversion)
                is_excused[one.day] = false;
    return is_excused;
}

void add_days(AttendanceStatement& statement, const Ledger& ledger, const PaperOrder& order,
              const std::optional<std::vector<CountedDay>>& unexcused, std::string_view country)
{
    std::multimap<Day, StatementDay> days;
    const auto add_day = [&](Day day, StatementDay::Kind kind, std::string note) {
        if (day <= order.today)
            days.emplace(day,
                         StatementDay{documents::weekday_on_paper(day, order.language),
                                      documents::short_day(day, country), kind, std::move(note)});
    };
    for (const auto& [day, is_excused] : absences_of(ledger, unexcused))
        add_day(day,
                is_excused ? StatementDay::Kind::absent_excused
                           : StatementDay::Kind::absent_unexcused,
                is_excused ? paper_of(ledger, day) : std::string());
    for (const Lateness& one : ledger.latenesses)
        add_day(one.day,
                one.judgement == "accepted" ? StatementDay::Kind::late_excused
                                            : StatementDay::Kind::late_unexcused,
                {});
    for (auto& [day, on_paper] : days)
        statement.days.push_back(std::move(on_paper));
}

Result<Ledger> ledger_of(Session& session, const PaperOrder& order)
{
    return read_ledger(session, {order.school, order.student_id.value()}, order.school_year_id);
}

SickLeaveForm::Certifier certifier_of(std::string_view name)
{
    if (name == "health_centre")
        return SickLeaveForm::Certifier::health_centre;
    if (name == "government_hospital")
        return SickLeaveForm::Certifier::government_hospital;
    return name == "private_hospital" ? SickLeaveForm::Certifier::private_hospital
                                      : SickLeaveForm::Certifier::none;
}

const DecidedExcuse* newest_on_form(const Ledger& ledger)
{
    const DecidedExcuse* newest = nullptr;
    for (const DecidedExcuse& one : ledger.excuses)
        if (one.excuse.kind == "medical" && one.excuse.on_school_form &&
            (newest == nullptr || newest->excuse.id < one.excuse.id))
            newest = &one;
    return newest;
}

}  // namespace

Result<AttendanceStatement> attendance_statement_of(Session& session, const RuleSets& rule_sets,
                                                    const PaperOrder& order)
{
    const auto student = documents::student_on_paper(session, order);
    if (!student)
        return student.refusal();
    const auto ledger = ledger_of(session, order);
    if (!ledger)
        return ledger.refusal();
    const auto terms = counts_of(*ledger, rule_sets, order.today);
    if (!terms)
        return terms.refusal();
    const bool is_kuwaiti = ledger->regulation == k_kuwait;

    AttendanceStatement statement;
    statement.student = student->name;
    statement.identity = student->identity;
    statement.grade_and_section = student->grade_and_section();
    statement.school_year = student->school_year;
    statement.attended_from = documents::short_day(
        std::max(ledger->enrolled_on, ledger->year.first_day), student->country);
    if (ledger->year.last_day < order.today)
        statement.attended_to = documents::short_day(ledger->year.last_day, student->country);
    std::optional<std::vector<CountedDay>> unexcused;
    if (is_kuwaiti)
        unexcused.emplace();
    for (const TermCounts& counts : *terms) {
        const auto term = std::ranges::find(ledger->year.terms, counts.term, &school::Term::number);
        if (term == ledger->year.terms.end() || order.today < term->first_day)
            continue;
        StatementTerm on_paper{term_name(static_cast<int>(counts.term), order.language),
                               counts_on_paper(counts, is_kuwaiti)};
        on_paper.counts.school_days = count_of(school_days_of(*ledger, *term, order.today));
        if (is_kuwaiti) {
            const RuleSet* rules = find_rule_set(rule_sets, ledger->regulation);
            const auto told = kuwait_term(*ledger, *rules, counts.term, order.today);
            if (!told)
                return told.refusal();
            on_paper.counts.deduction = told->deduction;
            unexcused->insert(unexcused->end(), told->unexcused.begin(), told->unexcused.end());
        }
        add_to_year(statement.year, on_paper.counts);
        statement.terms.push_back(std::move(on_paper));
    }
    add_days(statement, *ledger, order, unexcused, student->country);
    statement.prepared_by = documents::holder_on_paper(session, order, "counsellor");
    statement.head_of_school = documents::holder_on_paper(session, order, "head_teacher");
    return statement;
}

Result<SickLeaveForm> sick_leave_form_of(Session& session, const RuleSets& rule_sets,
                                         const PaperOrder& order)
{
    const auto student = documents::student_on_paper(session, order);
    if (!student)
        return student.refusal();
    const auto ledger = ledger_of(session, order);
    if (!ledger)
        return ledger.refusal();
    SickLeaveForm form;
    form.learner = student->name;
    form.identity = student->identity;
    form.grade_and_section = student->grade_and_section();
    form.school_year = student->school_year;
    form.guardian = student->guardian;
    form.head_of_school = documents::holder_on_paper(session, order, "head_teacher");
    std::optional<int> limit;
    if (const RuleSet* rules = find_rule_set(rule_sets, ledger->regulation))
        limit = excuse_limit_days(*rules, ledger->year.first_day);
    form.limit_days = limit;
    if (order.part != "filled")
        return form;

    const DecidedExcuse* one = newest_on_form(*ledger);
    if (one == nullptr)
        return school::unknown_record("excuse", order.student_id.value(), "part");
    const auto shown = [&](Day day) {
        return documents::weekday_on_paper(day, order.language) + ' ' +
               documents::short_day(day, student->country);
    };
    form.number = one->excuse.document;
    form.first_day = shown(one->excuse.first_day);
    form.last_day = shown(one->excuse.last_day);
    form.certifier = certifier_of(one->excuse.certifier);
    form.is_certified_by_school_health = one->excuse.school_health_certified;
    form.submitted_on = shown(one->excuse.submitted_on);
    if (limit)
        if (const auto last = last_day_to_submit(one->excuse.last_day, *limit, ledger->school_days,
                                                 ledger->whole_days()))
            form.last_day_to_submit = shown(*last);
    if (one->decision) {
        form.decision = one->decision->judgement == "accepted" ? SickLeaveForm::Decision::accepted
                                                               : SickLeaveForm::Decision::refused;
        form.reason = one->decision->reason;
    }
    return form;
}

}  // namespace taqwim::attendance
