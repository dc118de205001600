#include "attendance/conduct.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "attendance/attendance_routes.h"
#include "attendance/counts.h"
#include "attendance/year_json.h"
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

void take(AttendanceSchool& sample, const char* day, Slot slot, const char* status = "absent")
{
    Roll roll;
    roll.class_id = sample.class_a;
    roll.day = day_of(day);
    roll.slot = std::move(slot);
    roll.exceptions = {{sample.ali, status, {}}};
    REQUIRE(code_of(Rolls(*sample.record).take(sample.school, sample.act(), roll)) == "accepted");
}

std::string year_facts(AttendanceSchool& sample, std::int64_t student)
{
    return sample.record->read([&](database::Session& session) {
        JsonWriter json;
        json.begin_object();
        REQUIRE_FALSE(write_year_facts(json, session, {sample.school, student}, sample.year));
        json.end_object();
        return std::string(json.str());
    });
}

Ledger ledger_of_days(const char* regulation)
{
    Ledger ledger;
    ledger.student = {SchoolId{1}, 2};
    ledger.year = sample_year();
    ledger.regulation = regulation;
    ledger.grade = 4;
    ledger.enrolled_on = ledger.year.first_day;
    for (Day day = ledger.year.first_day; day <= ledger.year.last_day; day = day + 1)
        if (day.weekday() <= Weekday::thursday)
            ledger.school_days.push_back(day);
    return ledger;
}

}  // namespace

TEST_CASE("SR-13.5: conduct is of the school's list, and a withdrawn entry no longer counts")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        test.run("UPDATE study_plan SET regulation = 'sa_1447'");
        Conduct conduct(*sample.record, rule_sets());
        Offence late;
        late.code = "late_to_class";
        late.name_ar = "late";
        late.name_en = "Late to class";
        late.degree = 4;
        REQUIRE(conduct.list_offence(sample.school, sample.act(), late));
        ConductEntry entry;
        entry.student_id = sample.ali;
        entry.day = day_of("2026-09-20");
        entry.kind = "offence";
        entry.action = "talk";
        const auto record = [&](const ConductEntry& one) {
            return conduct.record(sample.school, sample.act(), one);
        };
        entry.offence = "noise";
        CHECK(code_of(record(entry)) == "CONDUCT_UNLISTED");
        entry.offence = "late_to_class";
        const auto stored = record(entry);
        CHECK(text_in_json(stored->body, "degree") == "4");
        ConductEntry tomorrow = entry;
        tomorrow.day = day_of("2026-09-21");
        CHECK(code_of(record(tomorrow)) == "DAY_IN_FUTURE");
        ConductEntry stranger = entry;
        stranger.student_id = 5;
        CHECK(code_of(record(stranger)) == "NOT_ENROLLED");
        // SA1447-COUNSELLOR
        CHECK(code_of(conduct.record(sample.school, sample.act_as(3, "counsellor"), entry)) ==
              "NOT_PERMITTED");
        ConductEntry earned = entry;
        earned.kind = "distinguished";
        CHECK(code_of(record(earned)) == "FIELD_MISSING");
        earned.mark = "much";
        CHECK(code_of(record(earned)) == "VALUE_NOT_A_NUMBER");
        earned.mark = "-1";
        CHECK(code_of(record(earned)) == "MARK_NEGATIVE");
        earned.mark = "18";
        CHECK(code_of(record(earned)) == "accepted");
        // 80 - 10 for one offence of degree 4, and 18 beside it.
        const auto shown = conduct.of_student(sample.school, sample.ali, sample.year);
        REQUIRE(shown);
        CHECK(shown->find("\"mark\":\"88\"") != std::string::npos);

        ConductEntry withdrawal = entry;
        withdrawal.kind = "withdrawal";
        withdrawal.withdraws = 9;
        CHECK(code_of(record(withdrawal)) == "RECORD_UNKNOWN");
        withdrawal.withdraws = id_in(stored, "conduct_entry_id");
        CHECK(code_of(record(withdrawal)) == "accepted");
        CHECK(code_of(record(withdrawal)) == "RECORD_UNKNOWN");
        CHECK(conduct.of_student(sample.school, sample.ali, sample.year)->find("\"mark\":\"98\"") !=
              std::string::npos);

        late.is_listed = false;
        REQUIRE(conduct.list_offence(sample.school, sample.act(), late));
        CHECK(code_of(record(entry)) == "CONDUCT_UNLISTED");
        CHECK(*conduct.offences(sample.school) == "{\"items\":[]}");
        CHECK(sample.verified_chain() > 0);
    });
}

TEST_CASE("SA1447-CONDUCT: behaviour is described in words in the first grades alone")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        test.run("UPDATE study_plan SET regulation = 'sa_1447', grade = 3");
        Conduct conduct(*sample.record, rule_sets());
        ConductEntry words;
        words.student_id = sample.ali;
        words.day = day_of("2026-09-20");
        words.kind = "description";
        words.action = "helps others";
        const auto record = [&] {
            return code_of(conduct.record(sample.school, sample.act(), words));
        };
        const auto facts = [&] {
            return sample.record->read([&](database::Session& session) {
                JsonWriter json;
                json.begin_object();
                CHECK_FALSE(
                    write_year_facts(json, session, {sample.school, sample.ali}, sample.year));
                json.end_object();
                return std::string(json.str());
            });
        };
        CHECK(record() == "VALUE_NOT_LISTED");
        test.run("UPDATE study_plan SET regulation = 'sa_1426', grade = 2");
        CHECK(record() == "VALUE_NOT_LISTED");
        test.run("UPDATE study_plan SET regulation = 'sa_1447', grade = 2");
        CHECK(facts().find("behaviour") == std::string::npos);
        CHECK(record() == "accepted");
        words.action = "helps everybody";
        CHECK(record() == "accepted");
        CHECK(facts().find(R"("behaviour":{"T1":{"description":"helps everybody"}})") !=
              std::string::npos);
    });
}

TEST_CASE("KW-T-BEH: the newest label of a subject and term stands")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        Conduct conduct(*sample.record, rule_sets());
        BehaviourGrade grade;
        grade.student_id = sample.ali;
        grade.year_id = sample.year;
        grade.subject = "maths";
        grade.grade = "good";
        REQUIRE(conduct.grade(sample.school, sample.act(), grade));
        grade.grade = "excellent";
        REQUIRE(conduct.grade(sample.school, sample.act(), grade));
        const auto grades = sample.record->read([&](database::Session& session) {
            return grades_of(session, sample.school, sample.ali, sample.year);
        });
        REQUIRE(grades.size() == 1);
        CHECK(grades[0].grade == "excellent");
        grade.student_id = 4;
        CHECK(code_of(conduct.grade(sample.school, sample.act(), grade)) == "RECORD_UNKNOWN");
        grade.student_id = sample.ali;
        grade.year_id = 4;
        CHECK(code_of(conduct.grade(sample.school, sample.act(), grade)) == "RECORD_UNKNOWN");
    });
}

TEST_CASE("attendance: the facts of a year stand in the form of the student's regulation, and move "
          "with a merge and back")
{
    on_both_databases([](TestDatabase& test) {
        AttendanceSchool sample(test);
        take(sample, "2026-09-16", {});
        take(sample, "2026-09-17", {.kind = "period", .period = 3, .subject = "", .sitting = ""});
        take(sample, "2026-09-20", {.kind = "assembly", .period = 0, .subject = "", .sitting = ""},
             "late");
        take(sample, "2026-09-20",
             {.kind = "examination", .period = 0, .subject = "maths", .sitting = "t1"});
        const std::string kuwait = year_facts(sample, sample.ali);
        CHECK(kuwait ==
              R"({"attendance":{"absences":[{"on":"2026-09-16"},{"on":"2026-09-17","period":3}],)"
              R"("lateness":[{"on":"2026-09-20","judgement":"undecided"}],"leave":[],)"
              R"("excuses":[],"activities":[]}})");
        test.run("UPDATE study_plan SET regulation = 'sa_1426'");
        CHECK(year_facts(sample, sample.ali) == R"({"absences":{"maths.t1":"unexcused"}})");
        CHECK(year_facts(sample, sample.hamad) == "{}");
        test.run("UPDATE study_plan SET regulation = 'sa_1447'");
        CHECK(year_facts(sample, sample.ali) ==
              R"({"attendance":{"T1":{"absent_days":1,"excuses":[]},)"
              R"("T2":{"absent_days":0,"excuses":[]}}})");

        AttendanceOfMerged merged;
        std::string moved;
        REQUIRE(sample.record->write(
            sample.school, sample.act(), [&](school::Changes& changes) -> Result<school::Answer> {
                moved = *merged.move(changes, sample.school, sample.ali, sample.hamad);
                changes.note("merge", "test", crypto::digest_of(moved));
                return school::Answer{};
            }));
        CHECK(year_facts(sample, sample.hamad).find("\"absent_days\":1") != std::string::npos);
        CHECK(year_facts(sample, sample.ali).find("\"absent_days\":1") == std::string::npos);
        REQUIRE(sample.record->write(
            sample.school, sample.act(), [&](school::Changes& changes) -> Result<school::Answer> {
                const auto document = JsonDocument::parse(moved);
                CHECK_FALSE(merged.move_back(changes, sample.school, sample.ali, sample.hamad,
                                             document->root()));
                changes.note("merge", "test", crypto::digest_of(moved));
                return school::Answer{};
            }));
        CHECK(year_facts(sample, sample.ali).find("\"absent_days\":1") != std::string::npos);

        Rolls rolls(*sample.record);
        Excuses excuses(*sample.record, rule_sets());
        Notices notices(*sample.record, rule_sets());
        Conduct conduct(*sample.record, rule_sets());
        for (const school::Route& route : attendance_routes(rolls, excuses, notices, conduct))
            CHECK(route.needs_key == (route.method != http::Method::get));
    });
}

TEST_CASE("KW-20.3: seven latenesses of a term make no day, eight make one, and terms are counted "
          "apart")
{
    Ledger ledger = ledger_of_days("kw_primary_2016");
    const Day today = ledger.year.last_day;
    const auto add = [&](int count, std::size_t from) {
        for (int i = 0; i < count; ++i)
            ledger.latenesses.push_back(
                {ledger.school_days[from + static_cast<std::size_t>(i)], "undecided", {}});
    };
    add(7, 0);
    auto counts = counts_of(ledger, rule_sets(), today);
    REQUIRE(counts);
    CHECK((*counts)[0].converted_days == 0);
    CHECK((*counts)[0].due == std::vector<DueNotice>{{"lateness_warning", "KW-20.2"}});
    add(1, 150);
    counts = counts_of(ledger, rule_sets(), today);
    CHECK((*counts)[0].converted_days == 0);
    CHECK((*counts)[1].latenesses_unaccepted == 1);
    add(1, 7);
    counts = counts_of(ledger, rule_sets(), today);
    CHECK((*counts)[0].converted_days == 1);
    CHECK((*counts)[0].unexcused_days == 1);
    ledger.latenesses.back().judgement = "accepted";
    counts = counts_of(ledger, rule_sets(), today);
    CHECK((*counts)[0].converted_days == 0);
    CHECK((*counts)[0].latenesses_accepted == 1);
    ledger.regulation = "unknown";
    CHECK(code_of(counts_of(ledger, rule_sets(), today)) == "REGULATION_UNKNOWN");
    ledger.regulation = "kw_primary_2016";
    ledger.year.terms.pop_back();
    CHECK(code_of(counts_of(ledger, rule_sets(), today)) == "FACTS_INCOMPLETE");
}

TEST_CASE("SA1447-BAR: the eighteenth day without excuse bars, the seventeenth does not")
{
    Ledger ledger = ledger_of_days("sa_1447");
    const Day today = ledger.year.last_day;
    for (std::size_t i = 0; i < 17; ++i)
        ledger.absences.push_back({ledger.school_days[i], 0});
    auto counts = counts_of(ledger, rule_sets(), today);
    REQUIRE(counts);
    CHECK((*counts)[0].unexcused_days == 17);
    CHECK((*counts)[0].mark == "83");
    CHECK((*counts)[0].due.empty());
    // In the second term: the days of the year count.
    ledger.absences.push_back({ledger.school_days[150], 0});
    counts = counts_of(ledger, rule_sets(), today);
    CHECK((*counts)[0].due.empty());
    CHECK((*counts)[1].due == std::vector<DueNotice>{{"absence_bar", "SA1447-BAR"}});
}

TEST_CASE("attendance: counts never depend on the order of entry")
{
    std::mt19937 random(20261122);
    for (const char* const regulation : {"kw_primary_2016", "sa_1447", "sa_1426"})
        for (int round = 0; round < 40; ++round) {
            Ledger ledger = ledger_of_days(regulation);
            const auto any_day = [&] {
                return ledger.school_days[random() % ledger.school_days.size()];
            };
            for (int i = 0; i < 30; ++i) {
                const Day day = any_day();
                ledger.absences.push_back({day, static_cast<std::int64_t>(random() % 3)});
                ledger.latenesses.push_back(
                    {any_day(), random() % 2 == 0 ? "accepted" : "undecided", {}});
            }
            std::ranges::sort(ledger.absences);
            ledger.absences.erase(std::ranges::unique(ledger.absences, {}, &Absence::day).begin(),
                                  ledger.absences.end());
            for (int i = 0; i < 5; ++i) {
                DecidedExcuse one;
                one.excuse.first_day = any_day();
                one.excuse.last_day = one.excuse.first_day + 3;
                one.excuse.submitted_on = one.excuse.last_day + 2;
                one.decision = ExcuseDecision{};
                one.decision->judgement = random() % 2 == 0 ? "accepted" : "refused";
                ledger.excuses.push_back(one);
            }
            const auto before = counts_of(ledger, rule_sets(), ledger.year.last_day);
            REQUIRE(before);
            std::ranges::shuffle(ledger.absences, random);
            std::ranges::shuffle(ledger.latenesses, random);
            std::ranges::shuffle(ledger.excuses, random);
            const auto after = counts_of(ledger, rule_sets(), ledger.year.last_day);
            REQUIRE(after);
            CHECK(*before == *after);
        }
}
