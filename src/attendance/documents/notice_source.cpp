#include "attendance/documents/notice_source.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "attendance/kuwait_counts.h"
#include "attendance/notices.h"
#include "core/refusal_codes.h"
#include "documents/record_on_paper.h"
#include "school/guardians_store.h"

namespace taqwim::attendance {

namespace {

using database::Session;
using documents::PaperOrder;

// The kinds with their names as parts of the order and in the record.
struct Naming {
    NoticeKind kind;
    std::string_view part;
    std::string_view recorded;
};
constexpr std::array<Naming, 7> k_namings = {
    {{NoticeKind::oral_notice, "oral_notice", "oral_notice"},
     {NoticeKind::warning_1, "warning_1", "warning_1"},
     {NoticeKind::warning_2, "warning_2", "warning_2"},
     {NoticeKind::warning_3, "warning_3", "warning_3"},
     {NoticeKind::warning_4, "warning_4", "warning_4_registered_letter"},
     {NoticeKind::referral, "referral", "referral"},
     {NoticeKind::lateness_warning, "lateness_warning", "lateness_warning"}}};

const Naming& naming_of(NoticeKind kind)
{
    return *std::ranges::find(k_namings, kind, &Naming::kind);
}

bool is_withdrawn(const KeptNotice& kept)
{
    return kept.find("withdrawn") != nullptr;
}

// What was sent of the kind, the newest; null when nothing was.
const KeptNotice* sent_last(const std::vector<KeptNotice>& all, NoticeKind kind)
{
    const KeptNotice* last = nullptr;
    for (const KeptNotice& one : all)
        if (one.notice.kind == naming_of(kind).recorded)
            last = &one;
    return last;
}

// The term in which it is due now and was not sent.
std::optional<std::int64_t> due_term(const std::vector<TermCounts>& terms,
                                     const std::vector<KeptNotice>& kept, NoticeKind kind)
{
    std::optional<std::int64_t> term;
    for (const OpenNotice& one : open_notices(terms, kept))
        if (one.due.kind == naming_of(kind).recorded)
            term = one.term;
    return term;
}

NoticeDay::Cause cause_on_paper(CountedDay::Cause cause)
{
    switch (cause) {
    case CountedDay::Cause::missed_period: return NoticeDay::Cause::missed_period;
    case CountedDay::Cause::unapproved_leave: return NoticeDay::Cause::unapproved_leave;
    case CountedDay::Cause::late_conversion: return NoticeDay::Cause::late_conversion;
    case CountedDay::Cause::whole_day: break;
    }
    return NoticeDay::Cause::whole_day;
}

class NoticeFiller {
public:
    NoticeFiller(AbsenceNotice& notice, const documents::StudentOnPaper& student,
                 print::Language language)
        : notice_(notice), student_(student), language_(language)
    {}

    void add_student() const
    {
        notice_.learner = student_.name;
        notice_.identity = student_.identity;
        notice_.grade_and_section = student_.grade_and_section();
        notice_.school_year = student_.school_year;
        notice_.guardian = student_.guardian;
        if (notice_.kind == NoticeKind::referral) {
            notice_.birth_date = student_.birth_date;
            notice_.nationality = student_.nationality;
        }
    }

    void add_days(const KuwaitTerm& term) const
    {
        if (notice_.kind == NoticeKind::lateness_warning) {
            for (const Lateness& late : term.latenesses) {
                NoticeDay day = on_paper(late.day, NoticeDay::Cause::lateness);
                if (late.minutes)
                    day.minutes = static_cast<int>(*late.minutes);
                notice_.days.push_back(std::move(day));
            }
            return;
        }
        for (const CountedDay& one : term.unexcused)
            notice_.days.push_back(on_paper(one.day, cause_on_paper(one.cause)));
        notice_.deduction = term.deduction;
    }

    void add_ladder(const KuwaitLadder& ladder) const
    {
        notice_.excuse_limit_days = ladder.excuse_limit_days;
        notice_.latenesses_per_day = ladder.latenesses_per_day;
        if (notice_.kind == NoticeKind::lateness_warning)
            return;
        constexpr std::array k_warnings = {NoticeKind::warning_1, NoticeKind::warning_2,
                                           NoticeKind::warning_3, NoticeKind::warning_4};
        notice_.ladder.push_back({.kind = NoticeKind::oral_notice, .days = ladder.oral_notice_at});
        const std::size_t steps = std::min(k_warnings.size(), ladder.warnings_at.size());
        for (std::size_t step = 0; step < steps; ++step) {
            LadderStep warning{.kind = k_warnings.at(step), .days = ladder.warnings_at[step]};
            if (step < ladder.deducted_on.size()) {
                warning.deducted_on = ladder.deducted_on[step];
                warning.marks_off = ladder.marks_off * static_cast<int>(step + 1);
            }
            notice_.ladder.push_back(warning);
        }
        notice_.ladder.push_back({.kind = NoticeKind::referral, .days = ladder.referral_at});
    }

    // What became of it.
    void add_events(const KeptNotice& sent) const
    {
        notice_.is_withdrawn = is_withdrawn(sent);
        if (const NoticeEvent* posted = sent.find("posted")) {
            notice_.is_registered_letter = true;
            notice_.receipt.number = posted->reference;
            notice_.receipt.posted_on = short_day(posted->day);
        }
        if (const NoticeEvent* received = sent.find("received")) {
            notice_.receipt.received_on = short_day(received->day);
            if (notice_.receipt.number.empty())
                notice_.receipt.number = received->reference;
        }
        if (notice_.kind == NoticeKind::oral_notice)
            notice_.oral.done_on = short_day(sent.notice.issued_on);
    }

    // KW-22.6: of the same term, for the referral.
    void add_earlier(const std::vector<KeptNotice>& all, std::int64_t term) const
    {
        for (const KeptNotice& one : all) {
            const auto naming = std::ranges::find(k_namings, one.notice.kind, &Naming::recorded);
            if (one.notice.term != term || naming == k_namings.end() || is_withdrawn(one) ||
                naming->kind == NoticeKind::referral ||
                naming->kind == NoticeKind::lateness_warning)
                continue;
            notice_.earlier.push_back(
                {naming->kind, short_day(one.notice.issued_on), evidence_of(one)});
        }
    }

private:
    [[nodiscard]] std::string short_day(Day day) const
    {
        return documents::short_day(day, student_.country);
    }

    [[nodiscard]] NoticeDay on_paper(Day day, NoticeDay::Cause cause) const
    {
        return {documents::weekday_on_paper(day, language_), short_day(day), cause};
    }

    [[nodiscard]] std::string evidence_of(const KeptNotice& one) const
    {
        if (const NoticeEvent* posted = one.find("posted"))
            return print::as_written(posted->reference);
        if (const NoticeEvent* acknowledged = one.find("acknowledged"))
            return student_.guardian + ' ' + short_day(acknowledged->day);
        return {};
    }

    AbsenceNotice& notice_;
    const documents::StudentOnPaper& student_;
    print::Language language_;
};

}  // namespace

NoticeKind notice_kind(std::string_view part)
{
    const auto found = std::ranges::find(k_namings, part, &Naming::part);
    return found == k_namings.end() ? NoticeKind::oral_notice : found->kind;
}

Result<AbsenceNotice> absence_notice_of(Session& session, const RuleSets& rule_sets,
                                        const PaperOrder& order)
{
    const auto student = documents::student_on_paper(session, order);
    if (!student)
        return student.refusal();
    const StudentId id{order.school, order.student_id.value()};
    const auto ledger = read_ledger(session, id, order.school_year_id);
    if (!ledger)
        return ledger.refusal();
    const RuleSet* rules = find_rule_set(rule_sets, ledger->regulation);
    if (rules == nullptr)
        return Refusal{
            RefusalCode::regulation_unknown, {{"regulation", ledger->regulation}}, "", ""};
    const auto terms = counts_of(*ledger, rule_sets, order.today);
    if (!terms)
        return terms.refusal();

    AbsenceNotice notice;
    notice.kind = notice_kind(order.part);
    const auto kept = notices_of(session, order.school, id.value, order.school_year_id);
    const KeptNotice* sent = sent_last(kept, notice.kind);
    const auto due = due_term(*terms, kept, notice.kind);
    if (!due && sent == nullptr)
        return Refusal{RefusalCode::notice_not_due, {{"record", "notice"}}, "part", "KW-22.6"};
    const bool is_sent = !due;  // what is due again is printed as it is due now
    const std::int64_t term = is_sent ? sent->notice.term : *due;
    const auto told =
        kuwait_term(*ledger, *rules, term, is_sent ? sent->notice.issued_on : order.today);
    const auto ladder = kuwait_ladder(*ledger, *rules);
    if (!told || !ladder)
        return told ? ladder.refusal() : told.refusal();

    notice.term = static_cast<int>(term);
    const NoticeFiller filler(notice, *student, order.language);
    filler.add_student();
    filler.add_days(*told);
    filler.add_ladder(*ladder);
    notice.is_reissued = !is_sent && sent != nullptr;
    if (is_sent)
        filler.add_events(*sent);
    if (notice.kind == NoticeKind::referral)
        filler.add_earlier(kept, term);
    // What was counted on the day it was sent, also when absences were excused since.
    const auto counts = std::ranges::find(*terms, term, &TermCounts::term);
    const bool is_of_lateness = notice.kind == NoticeKind::lateness_warning;
    if (is_sent)
        notice.count = static_cast<int>(is_of_lateness ? sent->notice.latenesses
                                                       : sent->notice.unexcused_days);
    else if (counts != terms->end())
        notice.count = static_cast<int>(is_of_lateness ? counts->latenesses_unaccepted
                                                       : counts->unexcused_days);
    notice.social_worker = documents::holder_on_paper(session, order, "counsellor");
    notice.head_of_school = documents::holder_on_paper(session, order, "head_teacher");
    return notice;
}

}  // namespace taqwim::attendance
