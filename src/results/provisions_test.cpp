// What holds for one student alone, and for some subjects: from the record to the regulation's decision, worked by hand.

#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/support/recorded_school.h"

using namespace taqwim;
using namespace taqwim::tests;
using Json = nlohmann::ordered_json;

namespace {

const RecordedYear k_saudi_year{.name = "1427-1428",
                                .first_day = "2006-09-09",
                                .term_1_last_day = "2007-01-24",
                                .term_2_first_day = "2007-02-10",
                                .last_day = "2007-06-13",
                                .today = "2007-07-01"};

school::PlanSubject subject(const std::string& code, const std::string& settings = "{}",
                            const std::string& group = "OTHER")
{
    return {.subject = code,
            .name_ar = code,
            .name_en = code,
            .group = group,
            .weekly_periods = 4,
            .settings = settings};
}

// A class of grade 8 whose sheets are made from its plan at once.
struct PlannedClass {
    PlannedClass(TestDatabase& test, const std::vector<school::PlanSubject>& subjects,
                 const std::string& regulation = "sa_1426")
        : school(test, k_saudi_year)
    {
        class_id = school.add_class(school.add_plan(8, regulation, subjects), "a");
        const auto opened = school.marks->open_sheets_of_year(
            school.act(), school.school,
            {.year_id = school.year, .on = day_of("2006-09-09"), .criteria = {}, .skills = {}},
            false);
        made = accepted(opened).body;
        // What the opening made, known to the test.
        for (const school::PlanSubject& one : subjects)
            school.find_sheets(class_id, one.subject);
    }

    std::int64_t add(const std::string& number, const std::string& kind = "regular")
    {
        return school.add_student(class_id, {.number = number, .kind = kind});
    }
    void enter(const std::string& code, int term, const char* part,
               const std::vector<marks::EntryRequest>& entries)
    {
        school.enter(school.sheet(class_id, code, term, part), entries);
    }
    // The refusal of one entry; empty when it is accepted.
    std::string try_entry(const std::string& code, int term, const char* part,
                          const marks::EntryRequest& entry)
    {
        return school.try_entry(school.sheet(class_id, code, term, part), entry);
    }
    Json facts(std::int64_t student) { return Json::parse(school.facts(student).json); }
    Json outcome(std::int64_t student) { return Json::parse(school.evaluated(student).outcome); }

    marks::Provision provision(std::int64_t student, const std::string& kind,
                               const std::string& code, int term, const std::string& value = "",
                               bool is_in_force = true) const
    {
        return {.student_id = student,
                .school_year_id = school.year,
                .kind = kind,
                .subject = code,
                .term = term,
                .item = "",
                .value = value,
                .decision = "3/1427",
                .is_in_force = is_in_force};
    }

    RecordedSchool school;
    std::int64_t class_id = 0;
    std::string made;
};

marks::EntryRequest mark(std::int64_t student, const std::string& column, const std::string& value)
{
    return {.key = {student, column}, .value = value};
}

std::vector<marks::EntryRequest> coursework(std::int64_t student, const std::string& first,
                                            const std::string& second, const std::string& third,
                                            const std::string& fourth)
{
    return {mark(student, "continuous_1", first), mark(student, "continuous_2", second),
            mark(student, "short_test_1", third), mark(student, "short_test_2", fourth)};
}

}  // namespace

TEST_CASE("PG-9.2: who is admitted late is examined out of 50, without coursework in that term")
{
    on_both_databases([](TestDatabase& test) {
        PlannedClass world(test, {subject("MTH")});
        const std::int64_t late = world.add("1");
        accepted(world.school.provide(world.provision(late, "exam_only_term", "", 1)));
        CHECK(world.try_entry("MTH", 1, "coursework", mark(late, "continuous_1", "3")) ==
              "COURSEWORK_OF_EXAM_ONLY_TERM");
        CHECK(world.try_entry("MTH", 1, "exam", mark(late, "exam", "50.25")) ==
              "MARK_OVER_MAXIMUM");
        world.enter("MTH", 1, "exam", {mark(late, "exam", "44")});
        // Of the second term as everybody: out of 30.
        CHECK(world.try_entry("MTH", 2, "exam", mark(late, "exam", "31")) == "MARK_OVER_MAXIMUM");
        world.enter("MTH", 2, "coursework", coursework(late, "3", "2", "5", "6"));
        world.enter("MTH", 2, "exam", {mark(late, "exam", "24")});
        const Json facts = world.facts(late);
        CHECK(facts["exam_only_terms"].dump() == R"(["t1"])");
        CHECK(facts["marks"]["MTH"].dump() == R"([null,"44","16","24"])");
        // 44 + 16 + 24.
        CHECK(world.outcome(late)["round1"]["final"]["MTH"] == "84");
        // Nothing of the first term's coursework is asked of him: the sheet can be signed.
        world.school.sign(world.school.sheet(world.class_id, "MTH", 1, "coursework"));

        // Not where coursework stands; and once ended the term is as everybody's.
        const std::int64_t other = world.add("2");
        world.enter("MTH", 2, "coursework", coursework(other, "3", "2", "5", "6"));
        CHECK(code_of(world.school.provide(world.provision(other, "exam_only_term", "", 2))) ==
              "FACTS_CONTRADICT");
        accepted(world.school.provide(world.provision(late, "exam_only_term", "", 1, "", false)));
        CHECK_FALSE(world.facts(late).contains("exam_only_terms"));
    });
}

TEST_CASE("PG-9.2: a provision is for a student of the year, of a kind that his regulation knows")
{
    on_both_databases([](TestDatabase& test) {
        PlannedClass world(test, {subject("MTH")});
        const std::int64_t student = world.add("1");
        const auto code = [&](marks::Provision one) { return code_of(world.school.provide(one)); };
        CHECK(code(world.provision(77, "exam_only_term", "", 1)) == "NOT_ENROLLED");
        marks::Provision of_other_year = world.provision(student, "exam_only_term", "", 1);
        of_other_year.school_year_id = 5;
        CHECK(code(of_other_year) == "RECORD_UNKNOWN");
        CHECK(code(world.provision(student, "excluded_competency", "MTH", 1)) ==
              "VALUE_NOT_LISTED");
        CHECK(code(world.provision(student, "exam_only_term", "", 0)) == "VALUE_OUT_OF_RANGE");
        CHECK(code(world.provision(student, "exam_only_term", "", 3)) == "VALUE_OUT_OF_RANGE");
        CHECK(code(world.provision(student, "minimum_mark", "MTH", 1, "40")) ==
              "VALUE_OUT_OF_RANGE");
        CHECK(code(world.provision(student, "minimum_mark", "HIS", 0, "40")) ==
              "SUBJECT_NOT_IN_PLAN");
        CHECK(code(world.provision(student, "minimum_mark", "MTH", 0)) == "FIELD_MISSING");
        CHECK(code(world.provision(student, "minimum_mark", "MTH", 0, "low")) ==
              "VALUE_NOT_A_NUMBER");
        CHECK(code(world.provision(student, "minimum_mark", "MTH", 0, "101")) ==
              "VALUE_OUT_OF_RANGE");
        CHECK(code(world.provision(student, "minimum_mark", "MTH", 0, "100")) == "accepted");
        marks::Provision undecided = world.provision(student, "minimum_mark", "MTH", 0, "40");
        undecided.decision = " ";
        CHECK(code(undecided) == "FIELD_MISSING");
        // Only what stands can be ended, and once.
        CHECK(code(world.provision(student, "exam_only_term", "", 2, "", false)) ==
              "RECORD_UNKNOWN");
        CHECK(code(world.provision(student, "minimum_mark", "MTH", 0, "", false)) == "accepted");
        CHECK(code(world.provision(student, "minimum_mark", "MTH", 0, "", false)) ==
              "RECORD_UNKNOWN");
    });
}

TEST_CASE("SR-6.5: another minimum mark of one student decides his year alone")
{
    on_both_databases([](TestDatabase& test) {
        // Arabic is not what Article 7 (2) b tolerates.
        PlannedClass world(test, {subject("MTH", "{}", "ARABIC")});
        const auto enter = [&](std::int64_t student) {
            // 3 + 2 + 5 + 5 = 15, 12; 3 + 2 + 4 + 4 = 13, 15: 55.
            world.enter("MTH", 1, "coursework", coursework(student, "3", "2", "5", "5"));
            world.enter("MTH", 1, "exam", {mark(student, "exam", "12")});
            world.enter("MTH", 2, "coursework", coursework(student, "3", "2", "4", "4"));
            world.enter("MTH", 2, "exam", {mark(student, "exam", "15")});
            return student;
        };
        const std::int64_t first = enter(world.add("1"));
        const std::int64_t second = enter(world.add("2"));
        CHECK(world.outcome(first)["round1"]["final"]["MTH"] == "55");
        CHECK(world.outcome(first)["decision"] == "PASSED");
        accepted(world.school.provide(world.provision(first, "minimum_mark", "MTH", 0, "55.25")));
        CHECK(world.facts(first)["min_override"]["MTH"] == "55.25");
        CHECK(world.outcome(first)["decision"] == "SECOND_ROUND");
        CHECK(world.outcome(second)["decision"] == "PASSED");
        // The newest stands; none is no minimum at all.
        accepted(world.school.provide(world.provision(first, "minimum_mark", "MTH", 0, "55")));
        CHECK(world.outcome(first)["decision"] == "PASSED");
        accepted(world.school.provide(world.provision(first, "minimum_mark", "MTH", 0, "none")));
        CHECK(world.facts(first)["min_override"]["MTH"].is_null());
        accepted(world.school.provide(world.provision(first, "minimum_mark", "MTH", 0, "", false)));
        CHECK_FALSE(world.facts(first).contains("min_override"));
    });
}

TEST_CASE("SR-10.5: who sits one exam a year has it out of 100 in the second term")
{
    on_both_databases([](TestDatabase& test) {
        PlannedClass world(test, {subject("MTH")});
        const std::int64_t annual = world.add("1", "affiliated_annual");
        CHECK(world.try_entry("MTH", 1, "exam", mark(annual, "exam", "20")) == "NO_TERM_WORK");
        CHECK(world.try_entry("MTH", 2, "coursework", mark(annual, "continuous_1", "2")) ==
              "COURSEWORK_OF_AFFILIATED");
        CHECK(world.try_entry("MTH", 2, "exam", mark(annual, "exam", "100.25")) ==
              "MARK_OVER_MAXIMUM");
        world.enter("MTH", 2, "exam", {mark(annual, "exam", "73")});
        const Json facts = world.facts(annual);
        CHECK(facts["student_kind"] == "affiliated_annual");
        CHECK(facts["marks"]["MTH"].dump() == R"(["73"])");
        CHECK(world.outcome(annual)["round1"]["final"]["MTH"] == "73");
        // Of the other terms and parts nothing is asked of him.
        for (const char* const part : {"coursework", "exam"})
            world.school.sign(world.school.sheet(world.class_id, "MTH", 1, part));

        // Absent from it: the exam of the second term.
        const std::int64_t absent = world.add("2", "affiliated_annual");
        marks::EntryRequest missed{.key = {absent, "exam"}};
        missed.status = "excused";
        world.enter("MTH", 2, "exam", {missed});
        CHECK(world.facts(absent)["absences"]["MTH.t2"] == "excused_pending");
        CHECK(world.outcome(absent)["decision"] == "PENDING");
    });
}

TEST_CASE("SR-4.4: a course of one term has its sheets in that term alone, out of 40 and 60")
{
    on_both_databases([](TestDatabase& test) {
        PlannedClass world(test, {subject("MTH"), subject("HIS", R"({"one_term": "t1"})")});
        CHECK_FALSE(world.school.has_sheet(world.class_id, "HIS", 2, "exam"));
        CHECK(world.school.has_sheet(world.class_id, "MTH", 2, "exam"));
        const std::int64_t student = world.add("1");
        CHECK(world.try_entry("HIS", 1, "coursework", mark(student, "coursework", "40.25")) ==
              "MARK_OVER_MAXIMUM");
        CHECK(world.try_entry("HIS", 1, "exam", mark(student, "exam", "60.25")) ==
              "MARK_OVER_MAXIMUM");
        world.enter("HIS", 1, "coursework", {mark(student, "coursework", "33")});
        world.enter("HIS", 1, "exam", {mark(student, "exam", "51")});
        world.enter("MTH", 1, "coursework", coursework(student, "3", "2", "5", "6"));
        world.enter("MTH", 1, "exam", {mark(student, "exam", "24")});
        world.enter("MTH", 2, "coursework", coursework(student, "3", "2", "5", "6"));
        world.enter("MTH", 2, "exam", {mark(student, "exam", "24")});
        const Json facts = world.facts(student);
        CHECK(facts["one_term"]["HIS"] == "t1");
        CHECK(facts["marks"]["HIS"].dump() == R"(["33","51"])");
        const Json outcome = world.outcome(student);
        // 33 + 51, and 16 + 24 twice.
        CHECK(outcome["round1"]["final"]["HIS"] == "84");
        CHECK(outcome["round1"]["final"]["MTH"] == "80");
    });
}

TEST_CASE("PG-20.11: daily and weekly marks in the Qur'an are entered beside the term's mark and "
          "stay in the second round")
{
    on_both_databases([](TestDatabase& test) {
        PlannedClass world(
            test, {subject("QRN", R"({"arrangement": "oral", "kept_maximum": "20"})", "ISLAMIC")});
        const std::int64_t student = world.add("1");
        CHECK(world.try_entry("QRN", 1, "oral", mark(student, "kept", "20.25")) ==
              "MARK_OVER_MAXIMUM");
        world.enter("QRN", 1, "oral", {mark(student, "term", "21"), mark(student, "kept", "12")});
        world.enter("QRN", 2, "oral", {mark(student, "term", "22"), mark(student, "kept", "14")});
        const Json facts = world.facts(student);
        CHECK(facts["plan"][0].dump().find("kept_maximum") == std::string::npos);
        CHECK(facts["kept_marks"]["QRN"].dump() ==
              R"({"t1":{"mark":"12","maximum":"20"},"t2":{"mark":"14","maximum":"20"}})");
        const Json outcome = world.outcome(student);
        // 21 + 22 = 43, below 50; of each term 30 are examined anew.
        CHECK(outcome["round1"]["final"]["QRN"] == "43");
        CHECK(outcome["round1"]["second_round"]["QRN"]["max"] == "60");
    });
}

TEST_CASE("KW-15.A.E1: a competency that is left out is asked of the student no more, and the "
          "regulation is told")
{
    on_both_databases([](TestDatabase& test) {
        RecordedSchool school(test, {.country = "KW",
                                     .name = "2015-2016",
                                     .first_day = "2015-09-13",
                                     .term_1_last_day = "2016-01-23",
                                     .term_2_first_day = "2016-02-07",
                                     .last_day = "2016-06-09",
                                     .year_last_day = "2016-08-31",
                                     .today = "2016-09-01",
                                     .teachers_sex = "women"});
        school::PlanSubject maths = subject("maths");
        maths.weekly_periods = 33;
        const std::int64_t class_id =
            school.add_class(school.add_plan(2, "kw_primary_2016", {maths}), "a");
        school.make_sheets(class_id, {.regulation = "kw_primary_2016",
                                      .grade = 2,
                                      .subject = "maths",
                                      .on = day_of("2015-10-01"),
                                      .criteria = {1, 1},
                                      .units = 1,
                                      .unit_maxima = {"20"}});
        const std::int64_t student = school.add_student(class_id, {.number = "1"});
        const SheetId formative = school.sheet(class_id, "maths", 1, "formative");
        school.enter(
            formative,
            {{.key = {student, "1.1"}, .value = "3", .assessed_on = day_of("2015-10-05")}});
        // KW-11.3  A paper out of 20 is told as such.
        school.enter(school.sheet(class_id, "maths", 1, "final"), {mark(student, "u1", "17")});
        CHECK(school.try_entry(school.sheet(class_id, "maths", 2, "final"),
                               mark(student, "u1", "20.01")) == "MARK_OVER_MAXIMUM");
        CHECK(school.try_sign(formative) == "SHEET_INCOMPLETE");
        const marks::Provision excluded{.student_id = student,
                                        .school_year_id = school.year,
                                        .kind = "excluded_competency",
                                        .subject = "maths",
                                        .term = 1,
                                        .item = "2",
                                        .value = "",
                                        .decision = "1/2016"};
        accepted(school.provide(excluded));
        CHECK(school.try_sign(formative).empty());
        const Json term = Json::parse(school.facts(student).json)["subjects"]["maths"]["T1"];
        CHECK(term["excluded"].dump() == "[2]");
        CHECK(term["summative"].dump() == R"([{"score":"17","max":"20"}])");
        marks::Provision nameless = excluded;
        nameless.item = "first";
        CHECK(code_of(school.provide(nameless)) == "VALUE_OUT_OF_RANGE");
    });
}
