// What a day of absence is in Kuwait, from the roll to the letters that it leads to.

#include <doctest/doctest.h>

#include <string>

#include "attendance/notices.h"
#include "attendance/roll.h"
#include "regulations/registration.h"
#include "school/on_day.h"
#include "tests/support/attendance_school.h"

using namespace taqwim;
using namespace taqwim::attendance;
using namespace taqwim::tests;

namespace {

const RuleSets& all_rules()
{
    static const auto all = all_rule_sets();
    return all;
}

Slot slot_of(const char* kind, std::int64_t period = 0)
{
    Slot slot;
    slot.kind = kind;
    slot.period = period;
    return slot;
}

void take_roll(AttendanceSchool& sample, Day day, const Slot& slot, const char* status)
{
    Roll roll;
    roll.class_id = sample.class_a;
    roll.day = day;
    roll.slot = slot;
    roll.exceptions = {{sample.ali, status, {}}};
    REQUIRE(code_of(Rolls(*sample.record).take(sample.school, sample.act(), roll)) == "accepted");
}

std::string year_of(AttendanceSchool& sample)
{
    const auto shown = Notices(*sample.record, all_rules())
                           .of_student(sample.school, sample.ali, sample.year, sample.act().today);
    REQUIRE(shown);
    return *shown;
}

bool counts_days(const std::string& year, int days)
{
    return year.find(R"("unexcused_days":)" + std::to_string(days) + ',') != std::string::npos;
}

}  // namespace

TEST_CASE("KW-20.0: missing the morning assembly is a lateness, and not a day of absence")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        take_roll(sample, day_of("2026-09-15"), slot_of("assembly"), "absent");
        std::string year = year_of(sample);
        CHECK(counts_days(year, 0));
        CHECK_FALSE(counts_days(year, 1));
        CHECK(year.find(R"("latenesses_unaccepted":1)") != std::string::npos);
        take_roll(sample, day_of("2026-09-16"), slot_of("assembly"), "late");
        CHECK(year_of(sample).find(R"("latenesses_unaccepted":2)") != std::string::npos);
    });
}

TEST_CASE(
    "KW-22.2, KW-22.4: an absence without a word is without excuse; two missed periods of a day "
    "are one day")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        take_roll(sample, day_of("2026-09-14"), slot_of("day"), "absent");
        CHECK(counts_days(year_of(sample), 1));
        take_roll(sample, day_of("2026-09-15"), slot_of("period", 3), "absent");
        CHECK(counts_days(year_of(sample), 2));
        take_roll(sample, day_of("2026-09-15"), slot_of("period", 5), "absent");
        CHECK(counts_days(year_of(sample), 2));
        take_roll(sample, day_of("2026-09-16"), slot_of("period", 5), "present");
        CHECK(counts_days(year_of(sample), 2));
    });
}

TEST_CASE(
    "KW-P5-E.2, KW-P5-E.3, KW-P5-E.4: the registered letter is due on the twenty-fourth day, the "
    "referral on the thirtieth, each with its receipt")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        sample.today("2026-11-30");
        Notices notices(*sample.record, all_rules());
        const auto days = sample.record->read([&](database::Session& session) {
            return school::school_days(session, sample.school, day_of("2026-09-13"),
                                       day_of("2026-11-29"));
        });
        REQUIRE(days.size() > 30);
        std::size_t taken = 0;
        const auto be_absent_until = [&](std::size_t count) {
            for (; taken < count; ++taken)
                take_roll(sample, days[taken], slot_of("day"), "absent");
        };
        const auto issue = [&](const char* kind) {
            Notice notice;
            notice.student_id = sample.ali;
            notice.year_id = sample.year;
            notice.term = 1;
            notice.kind = kind;
            return notices.issue(sample.school, sample.act(), notice);
        };
        be_absent_until(23);
        CHECK(code_of(issue("warning_4_registered_letter")) == "NOTICE_NOT_DUE");
        be_absent_until(24);
        CHECK(
            year_of(sample).find(R"("kind":"warning_4_registered_letter","clause":"KW-P5-E.2")") !=
            std::string::npos);
        const auto letter = issue("warning_4_registered_letter");
        NoticeEvent receipt;
        receipt.notice_id = id_in(letter, "notice_id");
        receipt.kind = "posted";
        receipt.reference = "RR 17";
        receipt.day = sample.act().today;
        CHECK(code_of(notices.add_event(sample.school, sample.act(), receipt)) == "accepted");
        CHECK(year_of(sample).find(R"("reference":"RR 17")") != std::string::npos);

        be_absent_until(29);
        CHECK(code_of(issue("referral")) == "NOTICE_NOT_DUE");
        be_absent_until(30);
        CHECK(year_of(sample).find(R"("clause":"KW-P5-E.3")") != std::string::npos);
        const auto referral = issue("referral");
        NoticeEvent received = receipt;
        received.notice_id = id_in(referral, "notice_id");
        received.kind = "received";
        received.reference = "Student Affairs 9";
        CHECK(code_of(notices.add_event(sample.school, sample.act(), received)) == "accepted");
        sample.verified_chain();
    });
}
