// The papers of attendance from a school's record.

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "attendance/counts.h"
#include "attendance/documents/attendance_papers.h"
#include "attendance/documents/notice_source.h"
#include "attendance/documents/statement_source.h"
#include "attendance/notices.h"
#include "attendance/roll.h"
#include "regulations/registration.h"
#include "tests/support/attendance_school.h"
#include "tests/support/printed_papers.h"

using namespace taqwim;
using namespace taqwim::attendance;
using namespace taqwim::tests;

namespace {

const RuleSets& rule_sets()
{
    static const auto all = all_rule_sets();
    return all;
}

struct PaperSchool : AttendanceSchool {
    explicit PaperSchool(TestDatabase& test) : AttendanceSchool(test) {}

    void take(const char* day, const char* kind, const char* status = "absent",
              std::int64_t period = 0)
    {
        Roll roll;
        roll.class_id = class_a;
        roll.day = day_of(day);
        roll.slot.kind = kind;
        roll.slot.period = period;
        roll.exceptions = {{ali, status, {}}};
        REQUIRE(code_of(Rolls(*record).take(this->school, act(), roll)) == "accepted");
    }

    void absent(std::initializer_list<const char*> days)
    {
        for (const char* day : days)
            take(day, "day");
    }

    void late(std::initializer_list<const char*> days)
    {
        for (const char* day : days)
            take(day, "assembly", "late");
    }

    [[nodiscard]] documents::PaperOrder order(std::string part = {}) const
    {
        documents::PaperOrder order;
        order.school = this->school;
        order.school_year_id = year;
        order.student_id = ali;
        order.class_id = class_a;
        order.part = std::move(part);
        order.at = act().at;
        order.today = act().today;
        return order;
    }

    Result<AbsenceNotice> notice(const std::string& part)
    {
        return record->read([&](database::Session& session) {
            return absence_notice_of(session, rule_sets(), order(part));
        });
    }

    AttendanceStatement statement()
    {
        const auto made = record->read([&](database::Session& session) {
            return attendance_statement_of(session, rule_sets(), order());
        });
        REQUIRE(made);
        return *made;
    }

    Result<SickLeaveForm> form(const std::string& part)
    {
        return record->read([&](database::Session& session) {
            return sick_leave_form_of(session, rule_sets(), order(part));
        });
    }

    std::int64_t issue(const char* kind)
    {
        Notice notice;
        notice.student_id = ali;
        notice.year_id = year;
        notice.term = 1;
        notice.kind = kind;
        return id_in(Notices(*record, rule_sets()).issue(this->school, act(), notice), "notice_id");
    }

    // Of one day, handed in on the other and accepted.
    void excuse(const char* day, const char* submitted)
    {
        Excuses excuses(*record, rule_sets());
        Excuse excuse;
        excuse.student_id = ali;
        excuse.year_id = year;
        excuse.first_day = excuse.last_day = day_of(day);
        excuse.kind = "medical";
        excuse.document = "SL-2026-0147";
        excuse.on_school_form = true;
        excuse.certifier = "health_centre";
        excuse.submitted_on = day_of(submitted);
        ExcuseDecision decision;
        decision.excuse_id = id_in(excuses.submit(this->school, act(), excuse), "excuse_id");
        decision.judgement = "accepted";
        decision.after_limit = true;
        decision.reason = "seen";
        REQUIRE(code_of(excuses.decide(this->school, act_as(9, "head_teacher"), decision)) ==
                "accepted");
    }
};

std::vector<std::string> dates(const AbsenceNotice& notice)
{
    std::vector<std::string> dates;
    for (const NoticeDay& day : notice.days)
        dates.push_back(day.date);
    return dates;
}

}  // namespace

TEST_CASE("KW-22.6: a notice is printed once it is due, with the days behind it")
{
    on_both_databases([](TestDatabase& test) {
        PaperSchool it(test);
        it.today("2026-09-24");
        it.absent({"2026-09-13", "2026-09-14", "2026-09-15", "2026-09-16", "2026-09-17"});
        CHECK(code_of(it.notice("warning_1")) == "NOTICE_NOT_DUE");
        CHECK(code_of(it.notice("oral_notice")) == "accepted");
        it.absent({"2026-09-20"});  // the sixth

        const auto first = it.notice("warning_1");
        REQUIRE(first);
        CHECK(first->learner.starts_with("ali"));
        CHECK(first->guardian == "salem");
        CHECK(first->term == 1);
        CHECK(first->count == 6);
        CHECK(first->deduction == Mark(0));
        CHECK(dates(*first) == std::vector<std::string>{"13/9/2026", "14/9/2026", "15/9/2026",
                                                        "16/9/2026", "17/9/2026", "20/9/2026"});
        REQUIRE(first->ladder.size() == 6);
        CHECK(first->ladder[2].days == 12);
        CHECK(first->ladder[2].deducted_on == 13);
        CHECK(first->ladder[2].marks_off == Mark(4));
        CHECK(first->excuse_limit_days == 3);
        CHECK(code_of(it.notice("warning_2")) == "NOTICE_NOT_DUE");
        CHECK(code_of(it.notice("referral")) == "NOTICE_NOT_DUE");
    });
}

TEST_CASE("KW-22.6: what was sent is printed as it was sent, though days followed")
{
    on_both_databases([](TestDatabase& test) {
        PaperSchool it(test);
        it.today("2026-09-20");
        it.absent(
            {"2026-09-13", "2026-09-14", "2026-09-15", "2026-09-16", "2026-09-17", "2026-09-20"});
        const std::int64_t sent = it.issue("warning_1");
        it.today("2026-09-22");
        it.absent({"2026-09-21"});  // the seventh costs two marks
        NoticeEvent posted;
        posted.notice_id = sent;
        posted.kind = "posted";
        posted.day = day_of("2026-09-22");
        posted.reference = "RR447";
        REQUIRE(Notices(*it.record, rule_sets()).add_event(it.school, it.act(), posted));

        const auto printed_again = it.notice("warning_1");
        REQUIRE(printed_again);
        CHECK(printed_again->count == 6);
        CHECK(printed_again->days.size() == 6);
        CHECK(printed_again->deduction == Mark(0));
        CHECK(printed_again->is_registered_letter);
        CHECK(printed_again->receipt.number == "RR447");
        CHECK(printed_again->receipt.posted_on == "22/9/2026");
        // The oral notice was not sent: it is printed as it is due now.
        const auto oral = it.notice("oral_notice");
        REQUIRE(oral);
        CHECK(oral->count == 7);
        CHECK(oral->deduction == Mark(2));
    });
}

TEST_CASE("KW-22.6: a notice that is withdrawn says so")
{
    on_both_databases([](TestDatabase& test) {
        PaperSchool it(test);
        it.today("2026-09-24");
        it.absent({"2026-09-13", "2026-09-14", "2026-09-15"});
        NoticeEvent withdrawn;
        withdrawn.notice_id = it.issue("oral_notice");
        withdrawn.kind = "withdrawn";
        withdrawn.day = it.act().today;
        withdrawn.reference = "excused";
        REQUIRE(Notices(*it.record, rule_sets()).add_event(it.school, it.act(), withdrawn));
        // It is due again as long as the days stand without excuse.
        const auto again = it.notice("oral_notice");
        REQUIRE(again);
        CHECK(again->is_reissued);
        CHECK_FALSE(again->is_withdrawn);
        it.take("2026-09-15", "day", "present");
        const auto supported_no_more = it.notice("oral_notice");
        REQUIRE(supported_no_more);
        CHECK(supported_no_more->is_withdrawn);
        CHECK_FALSE(supported_no_more->is_reissued);
    });
}

TEST_CASE(
    "KW-22.4, KW-20.3: a missed period and eight latenesses stand among the days as what they are")
{
    on_both_databases([](TestDatabase& test) {
        PaperSchool it(test);
        it.today("2026-10-08");
        it.take("2026-09-13", "period", "absent", 3);
        it.absent({"2026-09-14"});
        it.late({"2026-09-15", "2026-09-16", "2026-09-17", "2026-09-20", "2026-09-21", "2026-09-22",
                 "2026-09-23"});
        CHECK(code_of(it.notice("oral_notice")) == "NOTICE_NOT_DUE");
        it.late({"2026-09-24", "2026-09-27"});  // the eighth and the ninth

        const auto oral = it.notice("oral_notice");
        REQUIRE(oral);
        CHECK(oral->count == 3);
        REQUIRE(oral->days.size() == 3);
        CHECK(oral->days[0].cause == NoticeDay::Cause::missed_period);
        CHECK(oral->days[1].cause == NoticeDay::Cause::whole_day);
        CHECK(oral->days[2].cause == NoticeDay::Cause::late_conversion);
        CHECK(oral->days[2].date == "24/9/2026");

        const auto lateness = it.notice("lateness_warning");
        REQUIRE(lateness);
        CHECK(lateness->count == 9);
        CHECK(lateness->days.size() == 9);
        CHECK(lateness->ladder.empty());
        CHECK_FALSE(lateness->deduction);
        CHECK(lateness->latenesses_per_day == 8);
    });
}

TEST_CASE("KW-22.6: as many days stand in a notice as the counts have")
{
    on_both_databases([](TestDatabase& test) {
        PaperSchool it(test);
        it.today("2026-10-08");
        it.absent({"2026-09-13", "2026-09-14", "2026-09-15", "2026-09-16"});
        it.take("2026-09-17", "period", "absent", 2);
        it.excuse("2026-09-14", "2026-09-20");
        const auto notice = it.notice("oral_notice");
        REQUIRE(notice);
        CHECK(notice->count == static_cast<int>(notice->days.size()));
        const std::vector<std::string> listed = dates(*notice);
        CHECK(std::ranges::find(listed, "14/9/2026") == listed.end());
    });
}

TEST_CASE("KW-22.1: the statement of a year has the counts of its terms and every day once")
{
    on_both_databases([](TestDatabase& test) {
        PaperSchool it(test);
        it.today("2026-10-08");
        it.absent({"2026-09-13", "2026-09-14", "2026-09-16"});
        it.late({"2026-09-17"});
        it.excuse("2026-09-14", "2026-09-17");  // in time: back on the 15th, three school days
        const AttendanceStatement statement = it.statement();
        REQUIRE(statement.terms.size() == 1);  // the second has not begun
        const StatementCounts& first = statement.terms[0].counts;
        CHECK(first.absent_excused == 1);
        CHECK(first.absent_unexcused == 2);
        CHECK(first.late_unexcused == 1);
        CHECK(first.school_days == 20);  // 13 September to 8 October: four weeks of five days
        CHECK(first.deduction == Mark(0));
        CHECK_FALSE(first.mark);
        CHECK(statement.year.absent_unexcused == 2);
        CHECK_FALSE(statement.year.deduction);
        CHECK(statement.attended_from == "13/9/2026");
        CHECK(statement.attended_to.empty());
        REQUIRE(statement.days.size() == 4);
        CHECK(statement.days[1].kind == StatementDay::Kind::absent_excused);
        CHECK(statement.days[1].note == print::as_written("SL-2026-0147"));
        CHECK(statement.days[3].kind == StatementDay::Kind::late_unexcused);
        CHECK(paper_of(printed(statement, kuwaiti_issuer(), draft_printing())).says("الفصل الأول"));
    });
}

TEST_CASE("KW-22.5: an excuse accepted after the limit leaves its day without excuse on paper too")
{
    on_both_databases([](TestDatabase& test) {
        PaperSchool it(test);
        it.today("2026-10-08");
        it.absent({"2026-09-14"});
        it.excuse("2026-09-14", "2026-09-20");  // back on the 15th: the 20th is the third day after
        CHECK(it.statement().days.at(0).kind == StatementDay::Kind::absent_excused);
        it.absent({"2026-09-22"});
        it.excuse("2026-09-22", "2026-09-29");  // back on the 23rd: the 28th was the last
        const AttendanceStatement late = it.statement();
        CHECK(late.days.at(1).kind == StatementDay::Kind::absent_unexcused);
        CHECK(late.terms.at(0).counts.absent_unexcused == 1);
    });
}

TEST_CASE(
    "KW-22.5: the sick-leave form goes out with the learner's head, and comes back with the excuse")
{
    on_both_databases([](TestDatabase& test) {
        PaperSchool it(test);
        it.today("2026-10-08");
        const auto blank = it.form("to_fill");
        REQUIRE(blank);
        CHECK(blank->learner.starts_with("ali"));
        CHECK(blank->limit_days == 3);
        CHECK(blank->first_day.empty());
        CHECK(blank->decision == SickLeaveForm::Decision::none);
        CHECK(code_of(it.form("filled")) == "RECORD_UNKNOWN");

        it.absent({"2026-09-14"});
        it.excuse("2026-09-14", "2026-09-17");
        const auto filled = it.form("filled");
        REQUIRE(filled);
        CHECK(filled->number == "SL-2026-0147");
        CHECK(filled->first_day.ends_with("14/9/2026"));
        CHECK(filled->submitted_on.ends_with("17/9/2026"));
        CHECK(filled->last_day_to_submit.ends_with("20/9/2026"));
        CHECK(filled->certifier == SickLeaveForm::Certifier::health_centre);
        CHECK(filled->decision == SickLeaveForm::Decision::accepted);
    });
}

TEST_CASE("KW-22.6: the desk has the papers of attendance, and prints one of each")
{
    on_both_databases([](TestDatabase& test) {
        PaperSchool it(test);
        it.today("2026-09-24");
        it.absent({"2026-09-13", "2026-09-14", "2026-09-15"});
        documents::PaperKinds kinds;
        add_attendance_papers(kinds, rule_sets());
        REQUIRE(kinds.all().size() == 3);
        for (const documents::PaperKind& kind : kinds.all()) {
            CHECK_FALSE(kind.title_ar.empty());
            CHECK_FALSE(kind.title_en.empty());
            const auto paper = it.record->read([&](database::Session& session) {
                return kind.fill(session,
                                 it.order(kind.parts.empty() ? std::string() : kind.parts[0]));
            });
            REQUIRE_MESSAGE(paper, kind.name);
            CHECK(paper->content.kind == kind.name);
            CHECK_FALSE(paper->content.student.empty());
            CHECK(paper_of(paper->printed(kuwaiti_issuer(), draft_printing())).pages >= 1);
        }
    });
}
