#include "attendance/excuses.h"

#include <doctest/doctest.h>

#include "attendance/counts.h"
#include "attendance/ledger.h"
#include "attendance/notices.h"
#include "attendance/roll.h"
#include "regulations/registration.h"
#include "tests/support/attendance_school.h"

using namespace taqwim;
using namespace taqwim::attendance;
using namespace taqwim::tests;

namespace {

const RuleSets& rule_sets()
{
    static const RuleSets all = all_rule_sets();
    return all;
}

void take(AttendanceSchool& sample, const char* day, const char* status = "absent",
          const char* slot = "day", std::int64_t period = 0)
{
    Roll roll;
    roll.class_id = sample.class_a;
    roll.day = day_of(day);
    roll.slot.kind = slot;
    roll.slot.period = period;
    roll.exceptions = {{sample.ali, status, {}}};
    REQUIRE(code_of(Rolls(*sample.record).take(sample.school, sample.act(), roll)) == "accepted");
}

Excuse excuse_of(const AttendanceSchool& sample, const char* first, const char* last,
                 const char* submitted)
{
    Excuse excuse;
    excuse.student_id = sample.ali;
    excuse.first_day = day_of(first);
    excuse.last_day = day_of(last);
    excuse.document = "115";
    excuse.submitted_on = day_of(submitted);
    return excuse;
}

ExcuseDecision accept(std::int64_t excuse, bool after_limit = false)
{
    ExcuseDecision decision;
    decision.excuse_id = excuse;
    decision.judgement = "accepted";
    decision.after_limit = after_limit;
    decision.reason = "seen";
    return decision;
}

TermCounts first_term(AttendanceSchool& sample)
{
    return sample.record->read([&](database::Session& session) {
        const auto ledger = read_ledger(session, {sample.school, sample.ali}, sample.year);
        REQUIRE(ledger);
        const auto counts = counts_of(*ledger, rule_sets(), sample.act().today);
        REQUIRE(counts);
        return counts->front();
    });
}

}  // namespace

TEST_CASE("KW-22.5: an excuse handed in by the third school day after the return is accepted and "
          "its days become excused; a day later only the head accepts it")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        Excuses excuses(*sample.record, rule_sets());
        // Away on Wednesday and Thursday, back on Sunday the 20th: Wednesday the 23rd is the last day.
        sample.today("2026-09-24");
        take(sample, "2026-09-16");
        take(sample, "2026-09-17");
        CHECK(first_term(sample).unexcused_days == 2);
        const auto in_time =
            excuses.submit(sample.school, sample.act(),
                           excuse_of(sample, "2026-09-16", "2026-09-16", "2026-09-23"));
        const std::int64_t first = id_in(in_time, "excuse_id");
        const std::int64_t second =
            id_in(excuses.submit(sample.school, sample.act(),
                                 excuse_of(sample, "2026-09-17", "2026-09-17", "2026-09-24")),
                  "excuse_id");
        CHECK(first_term(sample).unexcused_days == 2);  // until decided

        const school::Act registrar = sample.act_as(8, "deputy");
        const school::Act head = sample.act_as(9, "head_teacher");
        CHECK(code_of(excuses.decide(sample.school, sample.act(), accept(first))) == "SAME_PERSON");
        CHECK(code_of(excuses.decide(sample.school, registrar, accept(first))) == "accepted");
        CHECK(first_term(sample).unexcused_days == 1);
        CHECK(first_term(sample).excused_days == 1);

        const auto late = excuses.decide(sample.school, registrar, accept(second, true));
        REQUIRE_FALSE(late);
        CHECK(to_code_text(late.refusal().code) == "EXCUSE_LATE");
        CHECK(late.refusal().clause == "KW-22.5");
        CHECK(late.refusal().arguments ==
              Arguments{{"day", "2026-09-24"}, {"limit", "2026-09-23"}});
        CHECK(code_of(excuses.decide(sample.school, head, accept(second))) == "EXCUSE_LATE");
        CHECK(code_of(excuses.decide(sample.school, head, accept(second, true))) == "accepted");
        // Article 22 itself has the right lapsed: the day stays one without excuse in its counts.
        CHECK(first_term(sample).unexcused_days == 1);

        // A decision is withdrawn by a newer one.
        ExcuseDecision refused = accept(first);
        refused.judgement = "refused";
        CHECK(code_of(excuses.decide(sample.school, head, refused)) == "accepted");
        CHECK(first_term(sample).unexcused_days == 2);
        CHECK(sample.verified_chain() > 0);
    });
}

TEST_CASE("KW-22.5: an excuse covers absences, has its days in order, has come, and is decided "
          "with a reason")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        Excuses excuses(*sample.record, rule_sets());
        take(sample, "2026-09-16");
        const auto submit = [&](const char* first, const char* last, const char* submitted) {
            return code_of(excuses.submit(sample.school, sample.act(),
                                          excuse_of(sample, first, last, submitted)));
        };
        CHECK(submit("2026-09-15", "2026-09-15", "2026-09-20") == "EXCUSE_COVERS_NOTHING");
        CHECK(submit("2026-09-15", "2026-09-16", "2026-09-20") == "accepted");
        CHECK(submit("2026-09-17", "2026-09-16", "2026-09-20") == "DAYS_REVERSED");
        CHECK(submit("2026-09-16", "2026-09-16", "2026-09-21") == "DAY_IN_FUTURE");
        CHECK(submit("2026-08-16", "2026-09-16", "2026-09-20") == "DAY_NOT_OF_SCHOOL");
        CHECK(code_of(excuses.decide(sample.school, sample.act(), accept(5))) == "RECORD_UNKNOWN");
        ExcuseDecision silent = accept(5);
        silent.reason.clear();
        CHECK(code_of(excuses.decide(sample.school, sample.act(), silent)) == "REASON_MISSING");
    });
}

TEST_CASE("KW-21.1, KW-21.2: a leave needs a guardian and a decision; leaving without it is a day "
          "without excuse that no paper excuses")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        Excuses excuses(*sample.record, rule_sets());
        take(sample, "2026-09-17", "absent", "period", 6);
        take(sample, "2026-09-20", "absent", "period", 5);
        CHECK(first_term(sample).missed_period_days == 2);
        Leave leave;
        leave.student_id = sample.ali;
        leave.day = day_of("2026-09-17");
        leave.first_period = 6;
        leave.ground = "medical_appointment";
        leave.requested_by = sample.guardian;
        leave.document = "A-1";
        const auto request = [&](const Leave& one) {
            return excuses.request_leave(sample.school, sample.act(), one);
        };
        Leave stranger = leave;
        stranger.requested_by = 12345;
        CHECK(code_of(request(stranger)) == "RECORD_UNKNOWN");
        Leave other_child = leave;
        other_child.student_id = sample.hamad;
        CHECK(code_of(request(other_child)) == "RECORD_UNKNOWN");
        Leave weekend = leave;
        weekend.day = day_of("2026-09-18");
        CHECK(code_of(request(weekend)) == "DAY_NOT_OF_SCHOOL");
        Leave tomorrow = leave;
        tomorrow.day = day_of("2026-09-21");
        CHECK(code_of(request(tomorrow)) == "DAY_IN_FUTURE");

        const std::int64_t first = id_in(request(leave), "leave_id");
        LeaveDecision decision;
        decision.leave_id = first;
        decision.decision = "approved";
        CHECK(code_of(excuses.decide_leave(sample.school, sample.act(), decision)) ==
              "FIELD_MISSING");
        decision.collected_by = 12345;
        CHECK(code_of(excuses.decide_leave(sample.school, sample.act(), decision)) ==
              "RECORD_UNKNOWN");
        decision.collected_by = sample.guardian;
        CHECK(code_of(excuses.decide_leave(sample.school, sample.act(), decision)) == "accepted");
        CHECK(first_term(sample).missed_period_days == 1);  // period 6 falls after the leave

        Leave second = leave;
        second.day = day_of("2026-09-20");
        decision.leave_id = id_in(request(second), "leave_id");
        decision.decision = "left_without_approval";
        decision.collected_by.reset();
        CHECK(code_of(excuses.decide_leave(sample.school, sample.act(), decision)) == "accepted");
        const TermCounts counts = first_term(sample);
        CHECK(counts.unapproved_leave_days == 1);
        CHECK(counts.missed_period_days == 0);
        CHECK(counts.unexcused_days == 1);
        CHECK(code_of(excuses.submit(sample.school, sample.act(),
                                     excuse_of(sample, "2026-09-20", "2026-09-20",
                                               "2026-09-20"))) == "EXCUSE_OF_UNAPPROVED_LEAVE");
        decision.leave_id = 99;
        CHECK(code_of(excuses.decide_leave(sample.school, sample.act(), decision)) ==
              "RECORD_UNKNOWN");
    });
}

TEST_CASE("KW-25: the days of an official activity are excused by its letter, until it is "
          "withdrawn")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        Excuses excuses(*sample.record, rule_sets());
        take(sample, "2026-09-16");
        OfficialActivity activity;
        activity.student_id = sample.ali;
        activity.first_day = day_of("2026-09-15");
        activity.last_day = day_of("2026-09-17");
        const auto record = [&](const OfficialActivity& one) {
            return code_of(excuses.record_activity(sample.school, sample.act(), one));
        };
        CHECK(record(activity) == "ACTIVITY_WITHOUT_LETTER");
        activity.letter = "77 of 2026-09-01";
        OfficialActivity reversed = activity;
        reversed.last_day = day_of("2026-09-14");
        CHECK(record(reversed) == "DAYS_REVERSED");
        OfficialActivity stranger = activity;
        stranger.student_id = 5;
        CHECK(record(stranger) == "NOT_ENROLLED");
        CHECK(record(activity) == "accepted");
        CHECK(first_term(sample).excused_days == 1);
        CHECK(first_term(sample).unexcused_days == 0);
        activity.is_withdrawn = true;
        CHECK(record(activity) == "accepted");
        CHECK(first_term(sample).unexcused_days == 1);
    });
}

TEST_CASE("KW-22.6, KW-20.2: notices are due by the counts, sent once, acknowledged once, and sent "
          "again after they were withdrawn")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        Notices notices(*sample.record, rule_sets());
        Notice notice;
        notice.student_id = sample.ali;
        notice.year_id = sample.year;
        notice.term = 1;
        const auto issue = [&](const char* kind) {
            notice.kind = kind;
            return notices.issue(sample.school, sample.act(), notice);
        };
        take(sample, "2026-09-13");
        take(sample, "2026-09-14");
        CHECK(code_of(issue("oral_notice")) == "NOTICE_NOT_DUE");
        take(sample, "2026-09-15");  // the third day
        const auto sent = issue("oral_notice");
        CHECK(text_in_json(sent->body, "unexcused_days") == "3");
        CHECK(code_of(issue("oral_notice")) == "RECORD_EXISTS");
        CHECK(code_of(issue("lateness_warning")) == "NOTICE_NOT_DUE");
        take(sample, "2026-09-16");
        take(sample, "2026-09-17");
        CHECK(code_of(issue("warning_1")) == "NOTICE_NOT_DUE");
        take(sample, "2026-09-20");  // the sixth
        CHECK(code_of(issue("warning_1")) == "accepted");
        CHECK(code_of(issue("warning_2")) == "NOTICE_NOT_DUE");
        Notice second_term = notice;
        second_term.kind = "warning_1";
        second_term.term = 2;
        CHECK(code_of(notices.issue(sample.school, sample.act(), second_term)) == "NOTICE_NOT_DUE");

        NoticeEvent event;
        event.notice_id = id_in(sent, "notice_id");
        event.day = sample.act().today;
        CHECK(code_of(notices.acknowledge(sample.school, sample.act(), event)) == "FIELD_MISSING");
        event.guardian_id = 4;
        CHECK(code_of(notices.acknowledge(sample.school, sample.act(), event)) == "RECORD_UNKNOWN");
        event.guardian_id = sample.guardian;
        event.day = day_of("2026-09-21");
        CHECK(code_of(notices.acknowledge(sample.school, sample.act(), event)) == "DAY_IN_FUTURE");
        event.day = day_of("2026-09-19");
        CHECK(code_of(notices.acknowledge(sample.school, sample.act(), event)) == "DAYS_REVERSED");
        event.day = sample.act().today;
        CHECK(code_of(notices.acknowledge(sample.school, sample.act(), event)) == "accepted");
        CHECK(code_of(notices.acknowledge(sample.school, sample.act(), event)) ==
              "ACKNOWLEDGED_ALREADY");

        NoticeEvent posted = event;
        posted.kind = "posted";
        posted.reference = "RR 1";
        CHECK(code_of(notices.add_event(sample.school, sample.act(), posted)) == "accepted");
        CHECK(code_of(notices.add_event(sample.school, sample.act(), posted)) == "RECORD_EXISTS");
        posted.notice_id = 3;
        CHECK(code_of(notices.add_event(sample.school, sample.act(), posted)) == "RECORD_UNKNOWN");

        NoticeEvent withdrawn = event;
        withdrawn.kind = "withdrawn";
        withdrawn.reference = "excused";
        CHECK(code_of(notices.add_event(sample.school, sample.act(), withdrawn)) == "accepted");
        CHECK(code_of(issue("oral_notice")) == "accepted");

        const auto shown =
            notices.of_student(sample.school, sample.ali, sample.year, sample.act().today);
        REQUIRE(shown);
        CHECK(shown->find("\"due\":[]") != std::string::npos);
        CHECK(shown->find("\"kind\":\"acknowledged\"") != std::string::npos);
        CHECK(sample.verified_chain() > 0);
    });
}
