#include "school/school_routes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "core/refusal_codes.h"
#include "tests/support/sample_school.h"

using namespace taqwim;
using namespace taqwim::school;
using namespace taqwim::tests;

namespace {

// Calls the handlers of this room's routes as the guard would after it let somebody in.
class Addresses {
public:
    explicit Addresses(SampleSchool& sample)
        : sample_(sample), services_(*sample.record), routes_(school_routes(services_))
    {}

    http::Response call(const std::string& name, http::NamedTexts path,
                        const std::string& body = {}, http::NamedTexts query = {})
    {
        const auto route = std::ranges::find(routes_, name, &Route::name);
        REQUIRE_MESSAGE(route != routes_.end(), name);
        http::Request request;
        request.method = route->method;
        request.path_parameters = std::move(path);
        request.path_parameters.emplace_back("school_id", sample_.school.to_text());
        request.query_parameters = std::move(query);
        request.body = body;
        request.headers = {{"Content-Type", "application/json"}};
        Target target{.school = SchoolId{0}};
        if (route->target) {
            const auto found = sample_.record->read(
                [&](database::Session& session) { return route->target(session, request); });
            if (!found)
                return http::problem(request, found.refusal());
            target = *found;
        }
        return route->handler(Call{request, sample_.act(), target});
    }

    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

private:
    SampleSchool& sample_;
    SchoolServices services_;
    std::vector<Route> routes_;
};

std::string code_of(const http::Response& response)
{
    return response.refusal ? to_code_text(response.refusal->code)
                            : std::to_string(response.status);
}

std::string text(std::int64_t id)
{
    return std::to_string(id);
}

}  // namespace

TEST_CASE("school: every route has a name of its own; every write asks for the client's key")
{
    TestDatabase test(TestBackend::sqlite);
    SampleSchool sample(test);
    Addresses addresses(sample);
    std::set<std::string> names;
    for (const Route& route : addresses.routes()) {
        CHECK_MESSAGE(names.insert(route.name).second, route.name);
        CHECK_MESSAGE(route.needs_key == (route.method != http::Method::get), route.name);
        CHECK(route.permission != Permission::everyone);
        // What is in a school is asked for through the school.
        const bool is_of_school = route.pattern.starts_with("/v1/schools/{school_id}");
        CHECK_MESSAGE((is_of_school ? route.target != nullptr : true), route.name);
    }
}

TEST_CASE("school: a school's record is kept and read through its addresses")
{
    on_both_databases([](TestDatabase& test) {
        SampleSchool sample(test);
        Addresses to(sample);

        const auto directorate = to.call("directorate.add", {},
                                         R"({"country":"SA","name_ar":"North","name_en":"North"})");
        REQUIRE(code_of(directorate) == "201");
        const std::string directorate_id = text_in_json(directorate.body, "directorate_id");
        CHECK(code_of(to.call("directorate.add", {},
                              R"({"country":"SA","name_ar":"North","name_en":"x"})")) ==
              "RECORD_EXISTS");
        CHECK(code_of(to.call("directorate.add", {},
                              R"({"country":"QA","name_ar":"South","name_en":"x"})")) ==
              "VALUE_NOT_LISTED");
        CHECK(code_of(to.call("directorate.change", {{"directorate_id", directorate_id}},
                              R"({"name_ar":"East","name_en":"East"})")) == "CONDITION_MISSING");
        CHECK(code_of(to.call("directorate.change", {{"directorate_id", directorate_id}},
                              R"({"name_ar":"East","name_en":"East","version":1})")) == "200");
        CHECK(code_of(to.call("directorate.change", {{"directorate_id", directorate_id}},
                              R"({"name_ar":"East","name_en":"East","version":1})")) ==
              "VERSION_STALE");
        CHECK(code_of(to.call("directorate.list", {}, "", {{"limit", "1"}})) == "200");
        CHECK(code_of(to.call("directorate.list", {}, "", {{"page", "1"}})) == "FIELD_UNKNOWN");

        const std::string school_fields =
            R"("ministry_number":"9","name_ar":"Sun","name_en":"Sun","kind":"government",)"
            R"("shift":"day","students_sex":"girls","first_grade":1,"utc_offset_minutes":180)";
        CHECK(code_of(to.call("school.add", {{"directorate_id", directorate_id}},
                              "{" + school_fields + R"(,"last_grade":6})")) == "201");
        CHECK(code_of(to.call("school.add", {{"directorate_id", directorate_id}},
                              "{" + school_fields + R"(,"last_grade":6})")) == "RECORD_EXISTS");
        CHECK(code_of(to.call("school.add", {{"directorate_id", "99"}},
                              "{" + school_fields + R"(,"last_grade":6})")) == "RECORD_UNKNOWN");
        CHECK(code_of(to.call("school.list", {{"directorate_id", directorate_id}})) == "200");
        CHECK(code_of(to.call("school.read", {})) == "200");

        const auto year =
            to.call("school_year.add", {},
                    R"({"name":"2027-2028","first_day":"2027-09-12","last_day":"2028-06-20",
                "terms":[{"number":1,"first_day":"2027-09-12","last_day":"2028-06-01"}],
                "weekdays":["sunday","monday"]})");
        REQUIRE(code_of(year) == "201");
        const std::string year_id = text_in_json(year.body, "school_year_id");
        CHECK(code_of(to.call("school_year.add", {},
                              R"({"name":"2028-2029","first_day":"2028-09-12",
                                  "last_day":"2029-06-20","terms":[],"weekdays":["Sunday"]})")) ==
              "VALUE_NOT_LISTED");
        CHECK(code_of(to.call("calendar.change", {{"school_year_id", year_id}},
                              R"({"version":1,"days":[{"day":"2027-10-03","kind":"holiday",
                                  "label":"x"}],"points":[{"name":"p","day":"2027-10-04"}]})")) ==
              "200");
        const auto calendar = to.call("calendar.read", {{"school_year_id", year_id}});
        CHECK(calendar.body.find(R"("day":"2027-10-03","day_hijri":"1449-05-03")") !=
              std::string::npos);

        const auto plan =
            to.call("study_plan.add", {{"school_year_id", year_id}},
                    R"({"grade":4,"regulation":"kw_primary_2016","subjects":[{"subject":"maths",
                "name_ar":"m","name_en":"m","weekly_periods":5,"settings":{"min":"50"}}]})");
        REQUIRE(code_of(plan) == "201");
        CHECK(plan.body.find(R"("settings":{"min":"50"})") != std::string::npos);
        CHECK(code_of(to.call("study_plan.add", {{"school_year_id", year_id}},
                              R"({"grade":5,"regulation":"other","subjects":[{"subject":"maths",
                                  "name_ar":"m","name_en":"m","weekly_periods":5}]})")) ==
              "VALUE_NOT_LISTED");
        CHECK(code_of(to.call("study_plan.list", {{"school_year_id", year_id}})) == "200");
        const std::string plan_id = text_in_json(plan.body, "study_plan_id");
        CHECK(code_of(to.call("study_plan.read", {{"study_plan_id", plan_id}})) == "200");

        const auto added_class =
            to.call("class.add", {},
                    R"({"study_plan_id":")" + plan_id + R"(","name":"4/1","capacity":30})");
        REQUIRE(code_of(added_class) == "201");
        const std::string class_id = text_in_json(added_class.body, "class_id");
        CHECK(code_of(to.call("class.read", {{"class_id", class_id}})) == "200");
        CHECK(code_of(to.call("class.read", {{"class_id", "99"}})) == "RECORD_UNKNOWN");
        CHECK(code_of(to.call("class.read", {{"class_id", "x"}})) == "ID_MALFORMED");
        CHECK(code_of(to.call("class.list", {{"school_year_id", year_id}})) == "200");
        CHECK(code_of(to.call("timetable.set", {{"class_id", class_id}},
                              R"({"first_day":"2027-09-12","slots":[{"weekday":"sunday",
                                  "period":1,"subject":"maths"}]})")) == "200");
        CHECK(code_of(to.call("timetable.read", {{"class_id", class_id}}, "",
                              {{"day", "2027-09-12"}})) == "200");
        CHECK(code_of(to.call("timetable.read", {{"class_id", class_id}}, "", {{"day", "x"}})) ==
              "VALUE_NOT_A_DATE");

        const auto student =
            to.call("student.add", {},
                    R"({"student_number":"1","name_parts":["a","b","c","d"],"sex":"female",
                "nationality":"KW","identity_papers":[{"kind":"national_id",
                "number":"316051401235"}]})");
        REQUIRE(code_of(student) == "201");
        const std::string student_id = text_in_json(student.body, "student_id");
        CHECK(code_of(to.call("student.add", {},
                              R"({"student_number":"2","name_parts":["a","b","c","d"],
                                  "sex":"female","nationality":"KW","average":"90"})")) ==
              "FIELD_UNKNOWN");
        const auto enrolment = to.call("enrolment.add", {{"student_id", student_id}},
                                       R"({"class_id":")" + class_id +
                                           R"(","kind":"regular","first_day":"2027-09-12"})");
        REQUIRE(code_of(enrolment) == "201");
        CHECK(code_of(to.call("enrolment.list", {{"student_id", student_id}})) == "200");
        CHECK(code_of(to.call("student.list", {}, "", {{"name", "b"}})) == "200");
        CHECK(code_of(to.call("student.list_of_class", {{"class_id", class_id}})) == "200");

        const auto guardian = to.call("guardian.add", {}, R"({"name_ar":"b c d"})");
        REQUIRE(code_of(guardian) == "201");
        const std::string guardian_id = text_in_json(guardian.body, "guardian_id");
        CHECK(code_of(to.call("guardianship.add", {{"student_id", student_id}},
                              R"({"guardian_id":")" + guardian_id +
                                  R"(","relation":"mother","first_day":"2027-09-12"})")) == "201");
        // Who teaches him sees no numbers of papers; who keeps his file does.
        const auto page = to.call("student.read", {{"student_id", student_id}});
        CHECK(page.body.find("316051401235") == std::string::npos);
        CHECK(page.body.find(R"("relation":"mother")") != std::string::npos);
        CHECK(page.body.find(R"("exemptions":[])") != std::string::npos);
        const auto file = to.call("student.file", {{"student_id", student_id}});
        CHECK(file.body.find(R"("number":"316051401235")") != std::string::npos);
        CHECK(file.body.find(R"("is_confirmed":false)") != std::string::npos);
        CHECK(file.body.find(R"("transfers":[])") != std::string::npos);
        CHECK(file.body.find(R"("relation":"mother")") != std::string::npos);
        CHECK(file.body.find(R"("kind":"regular")") != std::string::npos);
        CHECK(code_of(to.call("guardian.read", {{"guardian_id", guardian_id}})) == "200");
        CHECK(code_of(to.call("guardian.list", {}, "", {{"name", "c"}})) == "200");

        const auto member =
            to.call("staff.add", {}, R"({"name_ar":"h","name_en":"h","joined_on":"2020-09-01"})");
        REQUIRE(code_of(member) == "201");
        const std::string member_id = text_in_json(member.body, "staff_member_id");
        const auto appointment =
            to.call("appointment.add", {{"staff_member_id", member_id}},
                    R"({"role":"deputy","first_day":"2026-09-13","decision":"1"})");
        REQUIRE(code_of(appointment) == "201");
        CHECK(
            code_of(to.call("appointment.end",
                            {{"appointment_id", text_in_json(appointment.body, "appointment_id")}},
                            R"({"version":1,"last_day":"2026-12-01","reason":"moved"})")) == "200");
        CHECK(code_of(to.call("appointment.list", {{"staff_member_id", member_id}})) == "200");
        CHECK(code_of(to.call("timetable.of_teacher", {{"staff_member_id", member_id}})) == "200");

        CHECK(code_of(to.call("exemption.add", {{"student_id", student_id}},
                              R"({"ground":"medical","document":"1","first_day":"2027-09-20",
                                  "subjects":["maths"]})")) == "EXEMPTION_NOT_LISTED");
        CHECK(code_of(to.call("transfer.receive", {{"student_id", student_id}},
                              R"({"other_school":"Sea","day":"2027-09-12","decision":"1",
                                  "carried":{"format":"taqwim.transfer.1","sections":{}}})")) ==
              "201");
        CHECK(code_of(to.call("transfer.receive", {{"student_id", student_id}},
                              R"({"other_school":"Sea","day":"2027-09-13","decision":"1"})")) ==
              "FIELD_MISSING");
        CHECK(code_of(to.call("transfer.release", {{"student_id", student_id}},
                              R"({"other_school":"Sea","day":"2027-10-01","decision":"1",
                                  "documents":{}})")) == "FIELD_WRONG_TYPE");
        CHECK(code_of(to.call("transfer.release", {{"student_id", student_id}},
                              R"({"other_school":"Sea","day":"2027-10-01","decision":"1"})")) ==
              "201");
        CHECK(code_of(to.call("transfer.list", {{"student_id", student_id}})) == "200");
        // The file names both transfers, without what they carried.
        const auto moved = to.call("student.file", {{"student_id", student_id}});
        CHECK(moved.body.find(R"("direction":"in","other_school":"Sea")") != std::string::npos);
        CHECK(moved.body.find(R"("direction":"out")") != std::string::npos);
        CHECK(moved.body.find("taqwim.transfer") == std::string::npos);
        // A check digit that does not fit is refused once, and taken when it is confirmed.
        const auto paper = [&](const std::string& confirmed) {
            return to.call("identity_paper.add", {{"student_id", student_id}},
                           R"({"kind":"residence","number":"316051401234")" + confirmed + "}");
        };
        CHECK(code_of(paper("")) == "IDENTITY_NUMBER_INVALID");
        const auto taken = paper(R"(,"is_confirmed":true)");
        CHECK(code_of(taken) == "201");
        CHECK(taken.body.find(R"("is_confirmed":true)") != std::string::npos);
        CHECK(code_of(to.call("guardian.add", {},
                              R"({"name_ar":"x y","identity_number":"316051401234"})")) ==
              "IDENTITY_NUMBER_INVALID");
        CHECK(code_of(to.call("guardian.add", {},
                              R"({"name_ar":"x y","identity_number":"316051401234",
                                  "is_number_confirmed":true})")) == "201");
        CHECK(code_of(to.call("staff.add", {},
                              R"({"name_ar":"x y","name_en":"x","joined_on":"2020-09-01",
                                  "identity_number":"316051401234","is_number_confirmed":true})")) ==
              "201");
        const std::string other = text(sample.add_student("77"));
        const auto merge = to.call("student_merge.add", {},
                                   R"({"kept_id":")" + student_id + R"(","merged_id":")" + other +
                                       R"(","reason":"twice"})");
        REQUIRE(code_of(merge) == "201");
        CHECK(code_of(to.call(
                  "student_merge.undo",
                  {{"student_merge_id", text_in_json(merge.body, "student_merge_id")}})) == "200");
        CHECK(code_of(to.call("school_year.seal", {{"school_year_id", year_id}},
                              R"({"version":2})")) == "200");
        CHECK(code_of(to.call("class.change", {{"class_id", class_id}},
                              R"({"name":"4/9","capacity":30,"version":1})")) == "YEAR_SEALED");
        sample.verified_chain();
    });
}
