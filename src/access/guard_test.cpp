#include "access/guard.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <string>

#include "core/refusal_codes.h"
#include "tests/support/access_world.h"

using namespace taqwim;
using namespace taqwim::access;
using school::Permission;
using tests::AccessWorld;
using tests::refusal_line;

namespace {

school::Route route(http::Method method, std::string pattern, std::string name,
                    Permission permission, school::TargetFinder target)
{
    school::Route made;
    made.method = method;
    made.pattern = std::move(pattern);
    made.name = std::move(name);
    made.permission = permission;
    made.target = std::move(target);
    made.handler = [](const school::Call& call) {
        http::Response response = http::json(200, "{}");
        response.with_header("Role", call.act.role);
        response.with_header("Appointment", std::to_string(call.act.appointment_id));
        response.with_header("Person", std::to_string(call.act.person_id));
        response.with_header("Today", call.act.today.to_text());
        response.with_header("Key", call.act.client_key);
        return response;
    };
    return made;
}

Result<school::Target> class_and_subject(database::Session& session, const http::Request& request)
{
    auto target = school::class_in_path(session, request);
    if (target)
        target->subject = request.path("subject");
    return target;
}

const std::string k_marks = "/v1/schools/101/classes/501/subjects/MATHS/marks";

void add_pretend_routes(AccessWorld& world)
{
    auto keyed = route(http::Method::put, "/v1/schools/{school_id}/classes/{class_id}/keyed",
                       "pretend.keyed", Permission::attendance_record, school::class_in_path);
    keyed.needs_key = true;
    auto sensitive =
        route(http::Method::get, "/v1/schools/{school_id}/students/{student_id}/result",
              "pretend.result", Permission::result_read, school::student_in_path);
    sensitive.is_sensitive = true;
    world.guard->add_routes(
        world.router, {route(http::Method::get, "/v1/schools/{school_id}", "pretend.school",
                             Permission::school_read, school::school_in_path),
                       route(http::Method::get, "/v1/schools/{school_id}/students/{student_id}",
                             "pretend.student", Permission::student_read, school::student_in_path),
                       route(http::Method::get,
                             "/v1/schools/{school_id}/classes/{class_id}/subjects/{subject}/marks",
                             "pretend.read_marks", Permission::mark_read, class_and_subject),
                       route(http::Method::post,
                             "/v1/schools/{school_id}/classes/{class_id}/subjects/{subject}/marks",
                             "pretend.record_marks", Permission::mark_record, class_and_subject),
                       route(http::Method::get, "/v1/pretend/everyone", "pretend.everyone",
                             Permission::everyone, nullptr),
                       route(http::Method::get, "/v1/pretend/own", "pretend.own",
                             Permission::own_account, nullptr),
                       keyed, sensitive});
}

}  // namespace

TEST_CASE("SR-1.3: a teacher is let through to the subject and class of his appointment alone")
{
    AccessWorld world;
    add_pretend_routes(world);
    const auto teacher = world.signed_in(world.account_of("teacher"));
    const auto answer = world.send(http::Method::get, k_marks, &teacher);
    CHECK_EQ(answer.status, 200);
    CHECK_EQ(answer.header("Role"), "teacher");
    CHECK_EQ(answer.header("Appointment"), std::to_string(world.account_of("teacher") + 2000));
    CHECK_EQ(answer.header("Today"), "2026-11-22");
    CHECK_EQ(answer.actor_id, world.account_of("teacher"));
    CHECK_EQ(world.send(http::Method::post, k_marks, &teacher, "{}").status, 200);

    // SR-3.7: the mark in another subject of his own class is refused, and said to be.
    CHECK_EQ(
        refusal_line(world.send(http::Method::get,
                                "/v1/schools/101/classes/501/subjects/SCIENCE/marks", &teacher)),
        "NOT_PERMITTED permission=mark_read");
    // Another class is as if it were not there.
    CHECK_EQ(refusal_line(world.send(http::Method::get,
                                     "/v1/schools/101/classes/502/subjects/MATHS/marks", &teacher)),
             "RECORD_UNKNOWN record=class id=502 field=class_id");
}

TEST_CASE("What is out of reach is answered to the letter as what is not there")
{
    AccessWorld world;
    add_pretend_routes(world);
    const auto teacher = world.signed_in(world.account_of("teacher"));
    const auto line = [&](const std::string& target) {
        return refusal_line(world.send(http::Method::get, target, &teacher));
    };
    // Another student of the school, and none.
    CHECK_EQ(line("/v1/schools/101/students/602"),
             "RECORD_UNKNOWN record=student id=602 field=student_id");
    CHECK_EQ(line("/v1/schools/101/students/999"),
             "RECORD_UNKNOWN record=student id=999 field=student_id");
    // Another class, and none, below which something is asked for.
    CHECK_EQ(line("/v1/schools/101/classes/999/subjects/MATHS/marks"),
             "RECORD_UNKNOWN record=class id=999 field=class_id");
    // Another school, and none; whatever stands below it, there or not.
    CHECK_EQ(line("/v1/schools/102"), "RECORD_UNKNOWN record=school id=102 field=school_id");
    CHECK_EQ(line("/v1/schools/999"), "RECORD_UNKNOWN record=school id=999 field=school_id");
    for (const char* below : {"/students/603", "/students/999", "/classes/503/subjects/MATHS/marks",
                              "/classes/999/subjects/MATHS/marks"})
        CHECK_EQ(line("/v1/schools/102" + std::string(below)),
                 "RECORD_UNKNOWN record=school id=102 field=school_id");
}

TEST_CASE("SR-1.3: an appointment counts on its first and last day, not the day before or after")
{
    AccessWorld world;
    add_pretend_routes(world);
    const std::int64_t account = world.account_of("teacher");
    world.execute("UPDATE appointment SET first_day = '2026-11-22', last_day = '2026-11-24' "
                  "WHERE appointment_id = $1",
                  {account + 2000});
    // The school is three hours ahead: its 22nd begins at 21:00 of the 21st in UTC.
    const auto status_at = [&](const char* moment, http::Method method) {
        world.clock.set(*Instant::parse(moment));
        const auto session = world.signed_in(account);
        return world.send(method, k_marks, &session, method == http::Method::post ? "{}" : "")
            .status;
    };
    CHECK_EQ(status_at("2026-11-21T20:59:59.999Z", http::Method::post), 404);
    CHECK_EQ(status_at("2026-11-21T21:00:00Z", http::Method::post), 200);
    CHECK_EQ(status_at("2026-11-24T20:59:59.999Z", http::Method::post), 200);
    CHECK_EQ(status_at("2026-11-24T21:00:00Z", http::Method::post), 404);
    // For 14 days after its end, marks may still be read: the 24th and 14 days are the 8th.
    CHECK_EQ(status_at("2026-11-24T21:00:00Z", http::Method::get), 200);
    CHECK_EQ(status_at("2026-12-08T20:59:59Z", http::Method::get), 200);
    CHECK_EQ(status_at("2026-12-08T21:00:00Z", http::Method::get), 404);
}

TEST_CASE("A substitute stands in while the appointment he stands in for is in force")
{
    AccessWorld world;
    add_pretend_routes(world);
    const std::int64_t head = world.account_of("head_teacher") + 2000;
    const std::int64_t deputy = world.account_of("deputy");
    world.execute("INSERT INTO appointment (school_id, appointment_id, staff_member_id, role, "
                  "first_day, last_day, decision, substitute_for) "
                  "VALUES (101, 7001, $1, 'head_teacher', '2026-11-20', '2026-11-30', '15', $2)",
                  {deputy + 1000, head});
    auto grants = world.callers->find(deputy, world.clock.now())->grants;
    REQUIRE_EQ(grants.size(), 2);
    world.execute("UPDATE appointment SET last_day = '2026-11-21' WHERE appointment_id = $1",
                  {head});
    grants = world.callers->find(deputy, world.clock.now())->grants;
    const auto substitute = std::ranges::find(grants, 7001, &Grant::appointment_id);
    REQUIRE(substitute != grants.end());
    CHECK(substitute->is_in_force(*Day::parse("2026-11-21")));
    CHECK_FALSE(substitute->is_in_force(*Day::parse("2026-11-22")));
    CHECK_FALSE(substitute->is_in_force(*Day::parse("2026-11-19")));
}

TEST_CASE("Nobody's appointment lasts beyond his leaving the school")
{
    AccessWorld world;
    add_pretend_routes(world);
    const std::int64_t account = world.account_of("registrar");
    const auto session = world.signed_in(account);
    CHECK_EQ(world.send(http::Method::get, "/v1/schools/101", &session).status, 200);
    world.execute("UPDATE staff_member SET left_on = '2026-11-22' WHERE staff_member_id = $1",
                  {account + 1000});
    CHECK_EQ(world.send(http::Method::get, "/v1/schools/101", &session).status, 200);
    world.execute("UPDATE staff_member SET left_on = '2026-11-21' WHERE staff_member_id = $1",
                  {account + 1000});
    CHECK_EQ(world.send(http::Method::get, "/v1/schools/101", &session).status, 404);
}

TEST_CASE("SR-3.7: a guardian's access ends with the guardianship, the same day")
{
    AccessWorld world;
    add_pretend_routes(world);
    const auto guardian = world.signed_in(world.account_of("guardian"));
    const auto status = [&](const char* target) {
        return world.send(http::Method::get, target, &guardian).status;
    };
    CHECK_EQ(status("/v1/schools/101/students/601/result"), 200);
    CHECK_EQ(status("/v1/schools/101/students/602/result"), 404);
    world.execute("UPDATE guardianship SET last_day = '2026-11-22'");
    CHECK_EQ(status("/v1/schools/101/students/601/result"), 200);
    world.execute("UPDATE guardianship SET last_day = '2026-11-21'");
    CHECK_EQ(status("/v1/schools/101/students/601/result"), 404);
}

TEST_CASE("A write needs the session's CSRF token, and must not come from another site")
{
    AccessWorld world;
    add_pretend_routes(world);
    const auto teacher = world.signed_in(world.account_of("teacher"));
    const auto other = world.signed_in(world.account_of("teacher"));
    auto request = world.request(http::Method::post, k_marks, &teacher, "{}");

    auto without = request;
    std::erase_if(without.headers,
                  [](const auto& header) { return header.first == "X-CSRF-Token"; });
    CHECK_EQ(refusal_line(world.send(without)), "CSRF_TOKEN_WRONG");
    // That of another session of the same account is not this session's.
    auto stolen = without;
    stolen.headers.emplace_back("X-CSRF-Token", other.session.csrf_token);
    CHECK_EQ(refusal_line(world.send(stolen)), "CSRF_TOKEN_WRONG");

    for (const auto& [name, value] :
         {std::pair("Origin", "http://elsewhere.test"), std::pair("Origin", "https://taqwim.test"),
          std::pair("Origin", "null"), std::pair("Sec-Fetch-Site", "cross-site"),
          std::pair("Sec-Fetch-Site", "same-site")}) {
        auto foreign = request;
        foreign.headers.emplace_back(name, value);
        CHECK_EQ(refusal_line(world.send(foreign)), "CSRF_TOKEN_WRONG");
    }
    auto own = request;
    own.headers.emplace_back("Origin", "http://taqwim.test");
    own.headers.emplace_back("Sec-Fetch-Site", "same-origin");
    CHECK_EQ(world.send(own).status, 200);
}

TEST_CASE("Who is not signed in, or no longer, is told so")
{
    AccessWorld world;
    add_pretend_routes(world);
    CHECK_EQ(refusal_line(world.send(http::Method::get, "/v1/schools/101")), "SIGN_IN_NEEDED");
    CHECK_EQ(world.send(http::Method::get, "/v1/pretend/everyone").status, 200);
    OpenedSession made_up;
    made_up.token = "a-token-that-a-visitor-chose";
    CHECK_EQ(refusal_line(world.send(http::Method::get, "/v1/pretend/own", &made_up)),
             "SESSION_EXPIRED");

    const auto teacher = world.signed_in(world.account_of("teacher"));
    CHECK_EQ(world.send(http::Method::get, "/v1/pretend/own", &teacher).status, 200);
    world.execute(
        "UPDATE account SET disabled_at = '2026-11-22T05:00:00.000Z' WHERE account_id = $1",
        {world.account_of("teacher")});
    CHECK_EQ(refusal_line(world.send(http::Method::get, "/v1/pretend/own", &teacher)),
             "ACCOUNT_DISABLED");
}

TEST_CASE("A session ends after half an hour without use, and after twelve hours whatever it did")
{
    AccessWorld world;
    add_pretend_routes(world);
    const auto status = [&](const OpenedSession& session) {
        return world.send(http::Method::get, "/v1/pretend/own", &session).status;
    };
    const auto idle = world.signed_in(world.account_of("teacher"));
    world.clock.advance_seconds(30 * 60 - 1);
    CHECK_EQ(status(idle), 200);
    world.clock.advance_seconds(30 * 60 - 1);
    CHECK_EQ(status(idle), 200);
    world.clock.advance_seconds(30 * 60);
    CHECK_EQ(status(idle), 401);

    const auto busy = world.signed_in(world.account_of("teacher"));
    const Instant begun = world.clock.now();
    while (world.clock.now() < begun.plus_seconds(12 * 60 * 60 - 1200)) {
        world.clock.advance_seconds(1200);
        REQUIRE_EQ(status(busy), 200);
    }
    world.clock.set(begun.plus_seconds(12 * 60 * 60 - 1));
    CHECK_EQ(status(busy), 200);
    world.clock.set(begun.plus_seconds(12 * 60 * 60));
    CHECK_EQ(status(busy), 401);
}

TEST_CASE("A role that demands a second factor does nothing before it is given")
{
    AccessWorld world;
    add_pretend_routes(world);
    const auto head = world.signed_in(world.account_of("head_teacher"), false);
    CHECK_EQ(refusal_line(world.send(http::Method::get, "/v1/schools/101", &head)),
             "SECOND_FACTOR_REQUIRED");
    world.execute("INSERT INTO second_factor (account_id, sealed_secret, confirmed_at) "
                  "VALUES ($1, $2, '2026-11-01T00:00:00.000Z')",
                  {world.account_of("head_teacher"), database::Bytes{}});
    CHECK_EQ(refusal_line(world.send(http::Method::get, "/v1/schools/101", &head)),
             "SECOND_FACTOR_NEEDED");
    // A teacher may do without one.
    const auto teacher = world.signed_in(world.account_of("teacher"), false);
    CHECK_EQ(world.send(http::Method::get, "/v1/schools/101", &teacher).status, 200);
}

TEST_CASE("Who holds several appointments may say as which he acts")
{
    AccessWorld world;
    add_pretend_routes(world);
    const std::int64_t account = world.account_of("teacher");
    world.execute("INSERT INTO appointment (school_id, appointment_id, staff_member_id, role, "
                  "school_year_id, class_id, first_day, decision) "
                  "VALUES (101, 7002, $1, 'class_head', 301, 501, '2026-09-01', '16')",
                  {account + 1000});
    const auto teacher = world.signed_in(account);
    auto request = world.request(http::Method::get, k_marks, &teacher);
    // The narrowest reach comes first: class and subject before class.
    CHECK_EQ(world.send(request).header("Role"), "teacher");
    request.headers.emplace_back("Taqwim-Act-As", "7002");
    CHECK_EQ(world.send(request).header("Role"), "class_head");

    auto write = world.request(http::Method::post, k_marks, &teacher, "{}");
    write.headers.emplace_back("Taqwim-Act-As", "7002");
    CHECK_EQ(refusal_line(world.send(write)), "NOT_PERMITTED permission=mark_record");
    write.headers.back().second = std::to_string(world.account_of("registrar") + 2000);
    CHECK_EQ(refusal_line(world.send(write)),
             "ACT_AS_UNKNOWN appointment=" + write.headers.back().second + " field=Taqwim-Act-As");
    write.headers.back().second = "7002; DROP TABLE account";
    CHECK_EQ(world.send(write).status, 422);
}

TEST_CASE("Where a write may be sent again, its key is asked for")
{
    AccessWorld world;
    add_pretend_routes(world);
    const auto teacher = world.signed_in(world.account_of("teacher"));
    auto request =
        world.request(http::Method::put, "/v1/schools/101/classes/501/keyed", &teacher, "{}");
    CHECK_EQ(refusal_line(world.send(request)), "IDEMPOTENCY_KEY_MISSING field=Idempotency-Key");
    request.headers.emplace_back("Idempotency-Key", "one");
    const auto answer = world.send(request);
    CHECK_EQ(answer.status, 200);
    CHECK_EQ(answer.header("Key"), "one");
}

TEST_CASE("OM-64: a sensitive look and a refused attempt stand in the access log")
{
    AccessWorld world;
    add_pretend_routes(world);
    const auto guardian = world.signed_in(world.account_of("guardian"));
    const auto teacher = world.signed_in(world.account_of("teacher"));
    CHECK_EQ(world.send(http::Method::get, "/v1/schools/101/students/601/result", &guardian).status,
             200);
    CHECK_EQ(world.send(http::Method::get, "/v1/schools/101/students/601", &teacher).status, 200);
    CHECK_EQ(world.send(http::Method::get, "/v1/schools/101/students/602", &teacher).status, 404);
    // A number that is nobody's, at another school: that school sees the attempt.
    CHECK_EQ(world.send(http::Method::get, "/v1/schools/102/students/999", &teacher).status, 404);
    world.log->flush();
    CHECK_EQ(world.count("SELECT COUNT(*) AS n FROM access_log WHERE school_id = 102 AND "
                         "student_id IS NULL AND was_refused = 1"),
             1);
    const auto seen = world.record->read([&](database::Session& session) {
        return access_log_store::list(session, AccessWorld::k_school, std::nullopt,
                                      std::numeric_limits<std::int64_t>::max(), 10);
    });
    REQUIRE_EQ(seen.size(), 2);
    CHECK_EQ(seen[0].entry.action, "pretend.student");
    CHECK_EQ(seen[0].entry.student_id, 602);
    CHECK(seen[0].entry.was_refused);
    CHECK_EQ(seen[0].display_name, "teacher");
    CHECK_EQ(seen[1].entry.action, "pretend.result");
    CHECK_EQ(seen[1].entry.role, "guardian");
    CHECK_EQ(seen[1].entry.student_id, 601);
    CHECK_FALSE(seen[1].entry.was_refused);
}

TEST_CASE("An auditor's every look is logged; nothing is shown that cannot be")
{
    AccessWorld world;
    add_pretend_routes(world);
    const auto auditor = world.signed_in(world.account_of("directorate_auditor"));
    CHECK_EQ(world.send(http::Method::get, "/v1/schools/101", &auditor).status, 200);
    world.log->flush();
    CHECK_EQ(world.count("SELECT COUNT(*) AS n FROM access_log WHERE action = 'pretend.school'"),
             1);

    AccessLog full(*world.database, world.ids, 0);
    Guard guard(*world.place, *world.sessions, *world.callers, full);
    const auto handler = guard.guard(route(http::Method::get, "/", "pretend.school",
                                           Permission::school_read, school::school_in_path));
    auto request = world.request(http::Method::get, "/v1/schools/101", &auditor);
    request.path_parameters = {{"school_id", "101"}};
    CHECK_EQ(refusal_line(handler(request)), "STORAGE_UNAVAILABLE");
    request.path_parameters = {{"school_id", "102"}};
    CHECK_EQ(handler(request).status, 404);
    CHECK_EQ(full.lost(), 1);
}
