#include "marks/opening.h"

#include <doctest/doctest.h>

#include <string>

#include "core/refusal_codes.h"
#include "marks/marks.h"
#include "regulations/registration.h"
#include "tests/app/scratch_folder.h"
#include "tests/support/marks_school.h"
#include "tests/support/postgres_server.h"

using namespace taqwim;
using namespace taqwim::marks;
using taqwim::tests::MarksSchool;

namespace {

const Schemes& all_schemes()
{
    static const auto rule_sets = all_rule_sets();
    static const Schemes all(rule_sets);
    return all;
}

OpeningRequest request_for(const char* day)
{
    return {.year_id = MarksSchool::k_year, .on = *Day::parse(day)};
}

void check_opening(MarksSchool& school)
{
    school.sql("INSERT INTO class (school_id, class_id, school_year_id, study_plan_id, name, "
               "capacity) VALUES ($1, 7302, $2, $3, '4/2', 30)",
               MarksSchool::k_school, MarksSchool::k_year, MarksSchool::k_plan);
    school.sql("INSERT INTO plan_subject (school_id, study_plan_id, subject, name_ar, name_en, "
               "subject_group, weekly_periods, position, settings) "
               "VALUES ($1, $2, 'handicraft', 'H', 'H', 'OTHER', 1, 2, '{}')",
               MarksSchool::k_school, MarksSchool::k_plan);
    Marks marks(school.record(), &all_schemes());
    const auto open = [&](const OpeningRequest& request, bool is_trial = false) {
        return marks.open_sheets_of_year(school.act(MarksSchool::k_head), school.school(), request,
                                         is_trial);
    };
    const auto starts = [](const Result<school::Answer>& answer, const std::string& text) {
        REQUIRE(answer);
        CHECK_MESSAGE(answer->body.starts_with(text), answer->body);
    };

    // Of each class the formative and the final sheet of both terms; the subject that the regulation does not know is
    // refused alone.
    const std::string whole = R"({"made":8,"standing":0,"refused":2,"classes":[)";
    starts(open(request_for("2015-10-19"), true), whole);
    CHECK(school.count("mark_sheet") == 0);
    OpeningRequest one_class = request_for("2015-10-19");
    one_class.class_id = 7302;
    one_class.part = "final";
    starts(open(one_class), R"({"made":2,"standing":0,"refused":1,"classes":[)");
    starts(open(request_for("2015-10-19")), R"({"made":6,"standing":2,"refused":2,"classes":[)");
    starts(open(request_for("2015-10-19")), R"({"made":0,"standing":8,"refused":2,"classes":[)");
    CHECK(school.count("mark_sheet") == 8);

    OpeningRequest no_grade = request_for("2015-10-19");
    no_grade.grade = 5;
    CHECK(open(no_grade).refusal().code == RefusalCode::record_unknown);
    OpeningRequest no_year = request_for("2015-10-19");
    no_year.year_id = 1;
    CHECK(open(no_year).refusal().code == RefusalCode::record_unknown);
    school.sql("UPDATE school_year SET sealed_at = '2016-07-01T00:00:00Z' WHERE school_id = $1",
               MarksSchool::k_school);
    CHECK(open(request_for("2015-10-19")).refusal().code == RefusalCode::year_sealed);
}

}  // namespace

TEST_CASE("KW-P1-4: all sheets of a year are made from its plans at once, and none of them twice")
{
    const tests::ScratchFolder folder;
    MarksSchool sqlite("sqlite:" + folder.path() + "/school.db");
    check_opening(sqlite);
    const tests::SharedPostgresDatabase server;
    MarksSchool postgres(server.url());
    check_opening(postgres);
}

TEST_CASE("PG-1.4: a grade that is judged by skills gets no sheet without its list of skills")
{
    const tests::ScratchFolder folder;
    MarksSchool school("sqlite:" + folder.path() + "/school.db", 2, "sa_1426", 2);
    Marks marks(school.record(), &all_schemes());
    OpeningRequest request = request_for("2010-10-19");
    const auto open = [&] {
        const auto answer = marks.open_sheets_of_year(school.act(MarksSchool::k_head),
                                                      school.school(), request, false);
        return answer ? answer->body : std::string(to_text(answer.refusal().code));
    };
    const std::string without = open();
    CHECK_MESSAGE(without.starts_with(R"({"made":0,"standing":0,"refused":1,)"), without);
    request.skills = {{.code = "S1", .text = "Reads", .is_minimum = true}};
    const std::string with = open();
    CHECK_MESSAGE(with.starts_with(R"({"made":1,"standing":0,"refused":0,)"), with);
    Marks without_schemes(school.record());
    CHECK(without_schemes.open_sheets_of_year(school.act(), school.school(), request, false)
              .refusal()
              .code == RefusalCode::scheme_unknown);
}
