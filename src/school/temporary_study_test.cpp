#include "school/temporary_study.h"

#include <doctest/doctest.h>

#include <string>

#include "school/guardians.h"
#include "tests/support/sample_school.h"

using namespace taqwim;
using namespace taqwim::school;
using namespace taqwim::tests;

namespace {

// A student of class 4/1 with a father, from 13 September 2026.
struct AwaySchool {
    explicit AwaySchool(TestDatabase& test) : sample(test), studies(*sample.record)
    {
        const Day start = day_of("2026-09-13");
        student = sample.add_student("1");
        REQUIRE(sample.enrol(student, sample.class_a, start));
        Guardians guardians(*sample.record);
        Guardian one;
        one.name_ar = "salem";
        one.name_en = "Salem";
        father = id_in(guardians.add(sample.school, sample.act(), one), "guardian_id");
        Guardianship of;
        of.guardian_id = father;
        of.student_id = student;
        of.relation = "father";
        of.days.first = start;
        REQUIRE(guardians.add_guardianship(sample.school, sample.act(), of));
    }

    [[nodiscard]] TemporaryStudy asked() const
    {
        return {.student_id = student,
                .side = "home",
                .other_school = "Palm",
                .place = "Abha",
                .reason = "mission",
                .guardian_id = father,
                .first_day = day_of("2026-10-04"),
                .last_day = day_of("2026-12-31"),
                .form = ""};
    }
    std::string begin(const TemporaryStudy& one)
    {
        return code_of(studies.begin(sample.school, sample.act(), one));
    }
    std::string step(std::int64_t study, const std::string& kind, const std::string& digest = "",
                     const std::string& signed_by = "", const std::string& reference = "44")
    {
        return code_of(studies.take_step(sample.school, sample.act(),
                                         {.study_id = study,
                                          .kind = kind,
                                          .reference = reference,
                                          .digest = digest,
                                          .signed_by = signed_by,
                                          .day = sample.act().today}));
    }

    SampleSchool sample;
    TemporaryStudies studies;
    std::int64_t student = 0;
    std::int64_t father = 0;
};

}  // namespace

TEST_CASE("PG-10.A.1: a guardian asks with an end, and a guest brings the form of his school")
{
    on_both_databases([](TestDatabase& test) {
        AwaySchool away(test);
        TemporaryStudy one = away.asked();
        one.side = "both";
        CHECK(away.begin(one) == "VALUE_NOT_LISTED");
        one = away.asked();
        one.reason = "rest";
        CHECK(away.begin(one) == "VALUE_NOT_LISTED");
        one = away.asked();
        one.last_day = day_of("2026-10-03");
        CHECK(away.begin(one) == "DAYS_REVERSED");
        one = away.asked();
        one.guardian_id.reset();
        CHECK(away.begin(one) == "FIELD_MISSING");
        one.guardian_id = 5;
        CHECK(away.begin(one) == "RECORD_UNKNOWN");
        one = away.asked();
        one.first_day = day_of("2026-09-12");
        CHECK(away.begin(one) == "NOT_ENROLLED");
        one = away.asked();
        one.student_id = 5;
        CHECK(away.begin(one) == "RECORD_UNKNOWN");
        // A guest is enrolled as such, and not at home.
        one = away.asked();
        one.side = "host";
        CHECK(away.begin(one) == "NOT_ENROLLED");
        Enrolment guest;
        guest.student_id = away.sample.add_student("2");
        guest.class_id = away.sample.class_b;
        guest.kind = "temporary";
        guest.days.first = day_of("2026-10-04");
        REQUIRE(
            Enrolments(*away.sample.record).enrol(away.sample.school, away.sample.act(), guest));
        one.student_id = guest.student_id;
        CHECK(away.begin(one) == "FIELD_MISSING");
        one.form = "44/1448";
        CHECK(away.begin(one) == "accepted");

        CHECK(away.begin(away.asked()) == "accepted");
        // Not twice for the same days, both ends included.
        one = away.asked();
        one.first_day = one.last_day = day_of("2026-12-31");
        CHECK(away.begin(one) == "DAYS_OVERLAP");
        one.first_day = one.last_day = day_of("2027-01-01");
        CHECK(away.begin(one) == "accepted");
    });
}

TEST_CASE(
    "PG-10.A.3, PG-10.A.4: he keeps his seat, and his result is recorded only as it was sealed")
{
    on_both_databases([](TestDatabase& test) {
        AwaySchool away(test);
        const std::int64_t study =
            id_in(away.studies.begin(away.sample.school, away.sample.act(), away.asked()),
                  "temporary_study_id");
        CHECK(away.step(5, "approved") == "RECORD_UNKNOWN");
        CHECK(away.step(study, "received", "d1", "father") == "VALUE_NOT_LISTED");
        CHECK(away.step(study, "approved", "", "", " ") == "FIELD_MISSING");
        CHECK(away.step(study, "approved") == "accepted");
        CHECK(away.step(study, "approved") == "VALUE_NOT_LISTED");
        // Enrolled as before: the seat is his.
        away.sample.record->read([&](database::Session& session) {
            const auto row = session.find_one(
                "SELECT COUNT(*) AS seats FROM enrolment WHERE school_id = $1 AND student_id = $2 "
                "AND last_day IS NULL",
                away.sample.school, away.student);
            CHECK(row->integer("seats") == 1);
            return 0;
        });
        CHECK(away.step(study, "received", "d1") == "FIELD_MISSING");
        CHECK(away.step(study, "received", "", "father") == "FIELD_MISSING");
        CHECK(away.step(study, "received", "d1", "father") == "accepted");
        CHECK(away.step(study, "closed") == "VALUE_NOT_LISTED");
        CHECK(away.step(study, "opened", "d2") == "VALUE_NOT_LISTED");
        CHECK(away.step(study, "opened", "d1") == "accepted");
        CHECK(away.step(study, "closed") == "accepted");
        CHECK(away.step(study, "closed") == "VALUE_NOT_LISTED");
        const auto listed = away.studies.of_student(away.sample.school, away.student);
        REQUIRE(listed);
        CHECK(listed->ends_with(R"("next":""}]})"));
        // It is over: the same days may be asked for anew.
        CHECK(away.begin(away.asked()) == "accepted");
        TemporaryStudyStep late{.study_id = study,
                                .kind = "closed",
                                .reference = "1",
                                .digest = "",
                                .signed_by = "",
                                .day = away.sample.act().today + 1};
        CHECK(code_of(away.studies.take_step(away.sample.school, away.sample.act(), late)) ==
              "DAY_IN_FUTURE");
        away.sample.verified_chain();
    });
}
