#include "attendance/attendance_routes.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "attendance/year_json.h"
#include "regulations/registration.h"
#include "tests/support/attendance_school.h"

using namespace taqwim;
using namespace taqwim::attendance;
using namespace taqwim::tests;

namespace {

struct Served : AttendanceSchool {
    RuleSets rule_sets = all_rule_sets();
    Rolls rolls{*record};
    Excuses excuses{*record, rule_sets};
    Notices notices{*record, rule_sets};
    Conduct conduct{*record, rule_sets};
    std::vector<school::Route> routes = attendance_routes(rolls, excuses, notices, conduct);

    explicit Served(TestDatabase& test) : AttendanceSchool(test) {}

    http::Response ask(std::string_view name, school::Act act, std::string body,
                       http::NamedTexts path = {})
    {
        const auto route = std::ranges::find(routes, name, &school::Route::name);
        REQUIRE(route != routes.end());
        http::Request request;
        request.method = route->method;
        request.path_parameters = std::move(path);
        request.headers = {{"Content-Type", "application/json"}};
        request.body = std::move(body);
        school::Target target{.school = this->school};
        target.class_id = class_a;
        target.student_id = ali;
        return route->handler({request, std::move(act), target});
    }
};

}  // namespace

TEST_CASE("attendance: handlers read a roll, an excuse and its decision, and answer with what "
          "stands")
{
    on_both_databases([](TestDatabase& test) {
        Served served(test);
        const std::string year = std::to_string(served.year);
        const std::string ali = std::to_string(served.ali);
        CHECK(served
                  .ask("attendance.take_roll", served.act(),
                       R"({"day":"2026-09-16","slot":"day","exceptions":[{"student_id":")" + ali +
                           R"(","status":"absent"}]})")
                  .status == 201);
        CHECK(served
                  .ask("attendance.take_roll", served.act(),
                       R"({"day":"2026-09-16","slot":"day","exceptions":[{"student_id":")" + ali +
                           R"(","status":"absent","minutes":5}]})")
                  .status == 422);
        CHECK(served.ask("attendance.take_roll", served.act(), R"({"day":"2026-09-16","x":1})")
                  .status == 422);
        const auto excuse = served.ask("attendance.submit_excuse", served.act(),
                                       R"({"first_day":"2026-09-16","kind":"non_medical"})");
        REQUIRE(excuse.status == 201);
        const std::string id = text_in_json(excuse.body, "excuse_id");
        CHECK(served
                  .ask("attendance.decide_excuse", served.act_as(2, "head_teacher"),
                       R"({"judgement":"accepted","reason":"seen"})", {{"excuse_id", id}})
                  .status == 201);
        const auto shown =
            served.ask("attendance.read", served.act(), "", {{"school_year_id", year}});
        REQUIRE(shown.status == 200);
        CHECK(shown.body.find(R"("absences":[{"day":"2026-09-16","is_excused":true}])") !=
              std::string::npos);
        CHECK(served.ask("attendance.read", served.act(), "", {{"school_year_id", "x"}}).status !=
              200);
        // A guardian asks in his own name, whatever he writes.
        school::Act guardian = served.act_as(4, "guardian");
        guardian.person_id = served.guardian;
        const auto leave =
            served.ask("attendance.request_leave", guardian,
                       R"({"day":"2026-09-20","first_period":3,"ground":"emergency",)"
                       R"("requested_by":"12345"})");
        REQUIRE(leave.status == 201);
        CHECK(text_in_json(leave.body, "requested_by") == std::to_string(served.guardian));
    });
}

TEST_CASE("attendance: what of a class is to be decided, due and not yet answered")
{
    on_both_databases([](TestDatabase& test) {
        Served served(test);
        for (const char* const day :
             {"2026-09-13", "2026-09-14", "2026-09-15", "2026-09-16", "2026-09-17"}) {
            Roll roll;
            roll.class_id = served.class_a;
            roll.day = day_of(day);
            roll.exceptions = {{served.ali, "absent", {}}};
            REQUIRE(served.rolls.take(served.school, served.act(), roll));
        }
        const auto of_class = [&] { return served.ask("attendance.of_class", served.act(), ""); };
        const auto undecided = [&] { return served.ask("attendance.undecided", served.act(), ""); };
        const std::string ali = R"({"student_id":")" + std::to_string(served.ali);
        REQUIRE(of_class().status == 200);
        CHECK(of_class().body.find(ali) != std::string::npos);
        CHECK(of_class().body.find(R"("due":[{"term":1,"kind":"oral_notice")") !=
              std::string::npos);
        CHECK(undecided().body == R"({"excuses":[],"leaves":[]})");

        // An excuse stands in both until it is decided.
        const auto excuse = served.ask("attendance.submit_excuse", served.act(),
                                       R"({"first_day":"2026-09-16","kind":"non_medical"})");
        REQUIRE(excuse.status == 201);
        const std::string id = text_in_json(excuse.body, "excuse_id");
        CHECK(of_class().body.find(id) != std::string::npos);
        CHECK(undecided().body.find(id) != std::string::npos);
        const auto leave =
            served.ask("attendance.request_leave", served.act(),
                       R"({"day":"2026-09-20","first_period":3,"ground":"emergency",)"
                       R"("requested_by":")" +
                           std::to_string(served.guardian) + "\"}");
        REQUIRE(leave.status == 201);
        CHECK(undecided().body.find(text_in_json(leave.body, "leave_id")) != std::string::npos);
        REQUIRE(served
                    .ask("attendance.decide_excuse", served.act_as(2, "head_teacher"),
                         R"({"judgement":"refused","reason":"seen"})", {{"excuse_id", id}})
                    .status == 201);
        CHECK(of_class().body.find(id) == std::string::npos);
        CHECK(undecided().body.find(id) == std::string::npos);

        // A notice goes from what is due to what is not answered.
        const std::string year = std::to_string(served.year);
        const auto notice =
            served.ask("attendance.issue_notice", served.act(),
                       R"({"term":1,"kind":"oral_notice"})", {{"school_year_id", year}});
        REQUIRE(notice.status == 201);
        CHECK(of_class().body.find(R"("due":[{"term":1,"kind":"oral_notice")") ==
              std::string::npos);
        CHECK(of_class().body.find(R"("unanswered":[{"notice_id":")" +
                                   text_in_json(notice.body, "notice_id")) != std::string::npos);
    });
}

TEST_CASE("KW-24: counts and notices of the year go along with a student who leaves, and count on "
          "at the next school")
{
    on_both_databases([](TestDatabase& test) {
        Served served(test);
        for (const char* const day :
             {"2026-09-13", "2026-09-14", "2026-09-15", "2026-09-16", "2026-09-17"}) {
            Roll roll;
            roll.class_id = served.class_a;
            roll.day = day_of(day);
            roll.exceptions = {{served.ali, "absent", {}}};
            REQUIRE(served.rolls.take(served.school, served.act(), roll));
        }
        Notice notice;
        notice.student_id = served.ali;
        notice.year_id = served.year;
        notice.term = 1;
        notice.kind = "oral_notice";
        REQUIRE(served.notices.issue(served.school, served.act(), notice));
        CarriedAttendance carried(served.rule_sets);
        const std::string section = served.record->read([&](database::Session& session) {
            return carried.collect(session, served.school, served.ali, served.year);
        });
        CHECK(section.find(R"("terms":[{"term":1,"unexcused_days":5,"excused_days":0,)"
                           R"("latenesses_unaccepted":0,"documents":["oral_notice"]})") !=
              std::string::npos);

        // Hamad comes with the same: his own first day here is the sixth.
        test.run("INSERT INTO transfer (school_id, transfer_id, student_id, direction, "
                 "other_school, day, decision, carried) VALUES (" +
                 served.school.to_text() + ", 1, " + std::to_string(served.hamad) +
                 ", 'in', 'Palm 2', '2026-09-14', '5', '{\"sections\":{\"attendance\":" + section +
                 "}}')");
        Roll sixth;
        sixth.class_id = served.class_a;
        sixth.day = day_of("2026-09-20");
        sixth.exceptions = {{served.hamad, "absent", {}}};
        REQUIRE(served.rolls.take(served.school, served.act(), sixth));
        notice.student_id = served.hamad;
        CHECK(code_of(served.notices.issue(served.school, served.act(), notice)) ==
              "NOTICE_NOT_DUE");  // the other school gave it
        notice.kind = "warning_1";
        CHECK(code_of(served.notices.issue(served.school, served.act(), notice)) == "accepted");
    });
}
