#include "access/access_routes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "core/refusal_codes.h"
#include "platform/crypto/totp.h"
#include "regulations/frame/json_value.h"
#include "tests/support/access_world.h"

using namespace taqwim;
using namespace taqwim::access;
using http::Method;
using tests::AccessWorld;
using tests::refusal_line;

namespace {

struct OpenAccess : AccessWorld {
    OpenAccess() { guard->add_routes(router, access_routes(*services)); }

    // A write with a key of its own.
    http::Response write(Method method, std::string_view target, const OpenedSession& session,
                         std::string body, std::string_view version = {})
    {
        auto made = request(method, target, &session, std::move(body));
        made.headers.emplace_back("Idempotency-Key", "key-" + std::to_string(next_key++));
        if (!version.empty())
            made.headers.emplace_back("If-Match", std::string(version));
        return send(made);
    }

    int next_key = 1;
};

std::string member(const http::Response& response, std::string_view name)
{
    const auto document = JsonDocument::parse(response.content());
    REQUIRE(document);
    const auto value = document->root().find(name);
    return value ? std::string(value->text()) : "";
}

std::string cookie_of(const http::Response& response)
{
    for (const auto& [name, value] : response.headers)
        if (name == "Set-Cookie")
            return value;
    return "";
}

// What the browser keeps of an answer that signs in.
OpenedSession browser_session(const http::Response& response)
{
    OpenedSession session;
    const std::string cookie = cookie_of(response);
    const auto begin = cookie.find('=') + 1;
    session.token = cookie.substr(begin, cookie.find(';') - begin);
    session.session.csrf_token = member(response, "csrf_token");
    return session;
}

const std::string k_teacher = R"({"name": "teacher", "password": "seven green lanterns"})";

}  // namespace

TEST_CASE("POST /v1/session signs in, tells who one is, and sets a cookie that scripts cannot read")
{
    OpenAccess world;
    const auto answer = world.send(Method::post, "/v1/session", nullptr, k_teacher);
    REQUIRE_EQ(answer.status, 201);
    CHECK_EQ(member(answer, "name"), "teacher");
    CHECK_EQ(member(answer, "second_factor"), "none");
    CHECK(answer.content().find(R"("mark_record":"class_subject")") != std::string_view::npos);
    const std::string cookie = cookie_of(answer);
    CHECK(cookie.starts_with("taqwim="));
    CHECK(cookie.find("HttpOnly") != std::string::npos);
    CHECK(cookie.find("SameSite=Strict") != std::string::npos);
    // The token stands in the cookie alone.
    const auto session = browser_session(answer);
    CHECK(answer.content().find(session.token) == std::string_view::npos);

    auto over_tls = world.request(Method::post, "/v1/session", nullptr, k_teacher);
    over_tls.is_tls = true;
    const std::string secure = cookie_of(world.send(over_tls));
    CHECK(secure.starts_with("__Host-taqwim="));
    CHECK(secure.find("Secure") != std::string::npos);
    CHECK(secure.find("Path=/") != std::string::npos);

    CHECK_EQ(member(world.send(Method::get, "/v1/session", &session), "csrf_token"),
             session.session.csrf_token);
    const auto ended = world.send(Method::remove, "/v1/session", &session);
    CHECK_EQ(ended.status, 204);
    CHECK(cookie_of(ended).find("Max-Age=0") != std::string::npos);
    CHECK_EQ(refusal_line(world.send(Method::get, "/v1/session", &session)), "SESSION_EXPIRED");
}

TEST_CASE(
    "The secret for what waits in a browser is an account's own, and the same at each sign-in")
{
    OpenAccess world;
    const auto secret = [&](const std::string& body) {
        return member(world.send(Method::post, "/v1/session", nullptr, body), "offline_secret");
    };
    const std::string first = secret(k_teacher);
    CHECK_EQ(first.size(), 64);
    CHECK_EQ(secret(k_teacher), first);
    const auto guardian = world.signed_in(world.account_of("guardian"), false);
    const std::string other =
        member(world.send(Method::get, "/v1/session", &guardian), "offline_secret");
    CHECK_EQ(other.size(), 64);
    CHECK_NE(other, first);
}

TEST_CASE("Signing in from a page of another site is refused")
{
    OpenAccess world;
    auto request = world.request(Method::post, "/v1/session", nullptr, k_teacher);
    request.headers.emplace_back("Origin", "https://elsewhere.test");
    CHECK_EQ(refusal_line(world.send(request)), "CSRF_TOKEN_WRONG");
    auto form = world.request(Method::post, "/v1/session", nullptr, k_teacher);
    for (auto& [name, value] : form.headers)
        if (name == "Content-Type")
            value = "text/plain";
    CHECK_EQ(world.send(form).status, 415);
}

TEST_CASE("Refusals of sign-in hold neither the password nor the code")
{
    OpenAccess world;
    for (const std::string body :
         {R"({"name": "teacher", "password": "hunter-hunter-2"})",
          R"({"name": "teacher", "password": "hunter-hunter-2", "hunter-hunter-2": 1})",
          R"({"name": "teacher", "password": ["hunter-hunter-2"]})",
          R"({"password": "hunter-hunter-2"})"}) {
        const auto answer = world.send(Method::post, "/v1/session", nullptr, body);
        REQUIRE(answer.refusal);
        const bool names_field = body.find("-2\": 1") != std::string::npos;
        for (const auto& [name, value] : answer.refusal->arguments)
            CHECK_MESSAGE((names_field || value.find("hunter") == std::string::npos), name);
        CHECK(answer.content().find("hunter-hunter-2\"]") == std::string_view::npos);
    }
}

TEST_CASE("An account from its making by the school's office to its first sign-in")
{
    OpenAccess world;
    const auto registrar = world.signed_in(world.account_of("registrar"));
    world.execute("INSERT INTO guardian (school_id, guardian_id, name_ar, name_en, search_name, "
                  "sort_key) VALUES (101, 702, 'Mother', 'Mother', 'mother', $1)",
                  {database::Bytes{}});
    world.execute("INSERT INTO guardianship (school_id, guardianship_id, guardian_id, student_id, "
                  "relation, first_day) VALUES (101, 712, 702, 602, 'mother', '2020-01-01')");
    const std::string accounts = "/v1/schools/101/accounts";
    const auto create = [&](const std::string& name, const std::string& person) {
        return world.write(
            Method::post, accounts, registrar,
            R"({"name": ")" + name +
                R"(", "display_name": "Um Salem", "kind": "guardian", "person_id": ")" + person +
                "\"}");
    };
    CHECK_EQ(refusal_line(create("a b", "702")).substr(0, 20), "ACCOUNT_NAME_INVALID");
    CHECK_EQ(refusal_line(create("teacher", "702")), "ACCOUNT_EXISTS name=teacher field=/name");
    CHECK_EQ(refusal_line(create("um.salem", "799")),
             "RECORD_UNKNOWN record=guardian id=799 field=/person_id");
    CHECK_EQ(refusal_line(create("um.salem", "701")),
             "RECORD_EXISTS record=account value=701 field=/person_id");
    const auto created = create("Um.Salem", "702");
    REQUIRE_EQ(created.status, 201);
    const std::string id = member(created, "account_id");

    const auto code = world.write(Method::post, accounts + "/" + id + "/codes", registrar, "{}");
    REQUIRE_EQ(code.status, 201);
    const auto opened = world.send(Method::post, "/v1/session/code", nullptr,
                                   R"({"name": "um.salem", "code": ")" + member(code, "code") +
                                       R"(", "new_password": "nine blue kettles"})");
    REQUIRE_EQ(opened.status, 201);
    CHECK(opened.content().find(R"("children":["602"])") != std::string_view::npos);
    // No secret stands in the chain, in kept answers or among the accounts.
    CHECK_EQ(world.count("SELECT COUNT(*) AS n FROM request_key WHERE answer LIKE '%code%'"), 0);
    const auto read = world.send(Method::get, accounts + "/" + id, &registrar);
    CHECK_EQ(read.status, 200);
    CHECK(read.content().find("argon2") == std::string_view::npos);

    // Disabled: the session ends, and it takes the version that was seen.
    const auto browser = browser_session(opened);
    CHECK_EQ(world.send(Method::get, "/v1/session", &browser).status, 200);
    const std::string disable = accounts + "/" + id + "/disablement";
    CHECK_EQ(refusal_line(world.write(Method::post, disable, registrar, "{}")).substr(0, 17),
             "CONDITION_MISSING");
    CHECK_EQ(world.write(Method::post, disable, registrar, "{}", "\"v1\"").status, 204);
    CHECK_EQ(refusal_line(world.send(Method::get, "/v1/session", &browser)), "SESSION_EXPIRED");
    CHECK_EQ(refusal_line(world.write(Method::remove, disable, registrar, "", "\"v1\"")),
             "VERSION_STALE given=1 current=2 field=If-Match");
    CHECK_EQ(world.write(Method::remove, disable, registrar, "", "\"v2\"").status, 204);

    // Taken away from the guardian again, it is an account that reaches nobody.
    CHECK_EQ(world.write(Method::remove, accounts + "/" + id + "/links/guardian/702", registrar, "")
                 .status,
             204);
    CHECK_EQ(world.write(Method::remove, accounts + "/" + id + "/links/guardian/702", registrar, "")
                 .status,
             404);
    CHECK_FALSE(verify_chain(*world.database, SchoolId{0}, {}, {}).fault);
}

TEST_CASE("A repeat with the same key makes one account and gives the same answer")
{
    OpenAccess world;
    const auto admin = world.signed_in(world.account_of("installation_administrator"));
    auto request = world.request(Method::post, "/v1/accounts", &admin,
                                 R"({"name": "officer.1", "display_name": "Officer"})");
    request.headers.emplace_back("Idempotency-Key", "the-same");
    const auto first = world.send(request);
    const auto again = world.send(request);
    CHECK_EQ(first.status, 201);
    CHECK_EQ(first.content(), again.content());
    CHECK_EQ(again.header("Idempotent-Replay"), "true");
    request.body = R"({"name": "officer.2", "display_name": "Officer"})";
    CHECK_EQ(refusal_line(world.send(request)), "IDEMPOTENCY_KEY_REUSED");
}

TEST_CASE("A school gives no code for those whose work reaches beyond it, nor anybody for himself")
{
    OpenAccess world;
    const auto registrar = world.signed_in(world.account_of("registrar"));
    const auto issue = [&](std::int64_t account) {
        return refusal_line(world.write(
            Method::post, "/v1/schools/101/accounts/" + std::to_string(account) + "/codes",
            registrar, "{}"));
    };
    CHECK_EQ(issue(world.account_of("teacher")), "");
    CHECK_EQ(issue(world.account_of("registrar")), "NOT_PERMITTED permission=account_manage");
    // The administrator has no link to the school: not there.
    CHECK_EQ(issue(world.account_of("installation_administrator")).substr(0, 29),
             "RECORD_UNKNOWN record=account");
    // A teacher who is also the directorate's auditor, until that has ended.
    const std::int64_t teacher = world.account_of("teacher");
    world.execute("INSERT INTO office_appointment (office_appointment_id, account_id, role, "
                  "directorate_id, first_day, last_day, decision) "
                  "VALUES (8001, $1, 'directorate_auditor', 11, '2026-09-01', '2026-11-22', '1')",
                  {teacher});
    CHECK_EQ(issue(teacher), "NOT_PERMITTED permission=installation_manage");
    world.execute("UPDATE office_appointment SET last_day = '2026-11-21' "
                  "WHERE office_appointment_id = 8001");
    CHECK_EQ(issue(teacher), "");
    // A teacher who also teaches elsewhere.
    world.execute("INSERT INTO staff_member (school_id, staff_member_id, name_ar, name_en, "
                  "search_name, sort_key, joined_on) "
                  "VALUES (102, 4001, 'Staff', 'Staff', 'staff', $1, '2020-01-01')",
                  {database::Bytes{}});
    world.execute("INSERT INTO account_link (account_id, school_id, kind, person_id) "
                  "VALUES ($1, 102, 'staff_member', 4001)",
                  {teacher});
    world.execute("INSERT INTO appointment (school_id, appointment_id, staff_member_id, role, "
                  "first_day, decision) VALUES (102, 7009, 4001, 'counsellor', '2026-09-01', '1')");
    CHECK_EQ(issue(teacher), "NOT_PERMITTED permission=installation_manage");
    // A guardian of this school who is also one at another: whoever linked him here could read there.
    const std::int64_t guardian = world.account_of("guardian");
    CHECK_EQ(issue(guardian), "");
    world.execute("INSERT INTO guardian (school_id, guardian_id, name_ar, name_en, search_name, "
                  "sort_key) VALUES (102, 703, 'Guardian', 'Guardian', 'guardian', $1)",
                  {database::Bytes{}});
    world.execute("INSERT INTO account_link (account_id, school_id, kind, person_id) "
                  "VALUES ($1, 102, 'guardian', 703)",
                  {guardian});
    CHECK_EQ(issue(guardian), "");
    world.execute("INSERT INTO guardianship (school_id, guardianship_id, guardian_id, student_id, "
                  "relation, first_day) VALUES (102, 713, 703, 603, 'father', '2020-01-01')");
    CHECK_EQ(issue(guardian), "NOT_PERMITTED permission=installation_manage");
    world.execute("UPDATE guardianship SET last_day = '2026-11-21' WHERE guardianship_id = 713");
    CHECK_EQ(issue(guardian), "");
    const auto admin = world.signed_in(world.account_of("installation_administrator"));
    CHECK_EQ(
        world.write(Method::post, "/v1/accounts/" + std::to_string(teacher) + "/codes", admin, "{}")
            .status,
        201);
}

TEST_CASE("Offices are given and ended by the installation, and count at once")
{
    OpenAccess world;
    const auto admin = world.signed_in(world.account_of("installation_administrator"));
    const auto student = world.signed_in(world.account_of("student"));
    const std::string offices =
        "/v1/accounts/" + std::to_string(world.account_of("student")) + "/offices";
    const auto appoint = [&](const std::string& body) {
        return world.write(Method::post, offices, admin, body);
    };
    CHECK_EQ(
        refusal_line(appoint(R"({"role": "teacher", "first_day": "2026-11-22", "decision": "1"})"))
            .substr(0, 16),
        "VALUE_NOT_LISTED");
    CHECK_EQ(refusal_line(appoint(
                 R"({"role": "directorate_officer", "first_day": "2026-11-22", "decision": "1"})")),
             "FIELD_MISSING field=directorate_id field=/directorate_id");
    CHECK_EQ(appoint(R"({"role": "directorate_officer", "directorate_id": "77",)"
                     R"( "first_day": "2026-11-22", "decision": "1"})")
                 .status,
             404);
    CHECK_EQ(world.send(Method::get, "/v1/accounts", &student).status, 403);
    const auto made = appoint(
        R"({"role": "installation_administrator", "first_day": "2026-11-22", "decision": "1"})");
    REQUIRE_EQ(made.status, 201);
    CHECK_EQ(world.send(Method::get, "/v1/accounts", &student).status, 200);
    const std::string office = "/v1/offices/" + member(made, "office_appointment_id");
    CHECK_EQ(
        world.write(Method::patch, office, admin, R"({"last_day": "2026-11-21"})", "\"v1\"").status,
        422);
    CHECK_EQ(
        world.write(Method::patch, office, admin, R"({"last_day": "2026-11-22"})", "\"v1\"").status,
        204);
    CHECK_EQ(world.send(Method::get, "/v1/accounts", &student).status, 200);
    world.clock.advance_seconds(24 * 60 * 60);
    const auto next_day = world.signed_in(world.account_of("student"));
    CHECK_EQ(world.send(Method::get, "/v1/accounts", &next_day).status, 403);
}

TEST_CASE("The second factor is set up with the password and a code, through the routes")
{
    OpenAccess world;
    const auto head = world.signed_in(world.account_of("head_teacher"), false);
    CHECK_EQ(refusal_line(world.send(Method::get, "/v1/schools/101/accounts", &head)),
             "SECOND_FACTOR_REQUIRED");
    CHECK_EQ(member(world.send(Method::get, "/v1/session", &head), "second_factor"),
             "to_be_set_up");
    CHECK_EQ(refusal_line(world.send(Method::post, "/v1/account/second-factor", &head,
                                     R"({"password": "wrong"})")),
             "SIGN_IN_REFUSED field=/password");
    const auto made = world.send(Method::post, "/v1/account/second-factor", &head,
                                 R"({"password": "seven green lanterns"})");
    REQUIRE_EQ(made.status, 201);
    const auto secret = crypto::TotpSecret::from_base32(member(made, "secret"));
    REQUIRE(secret);
    const auto code = [&] {
        return R"({"code": ")" + crypto::totp_code(*secret, crypto::totp_step(world.clock.now())) +
               "\"}";
    };
    const auto confirmed =
        world.send(Method::post, "/v1/account/second-factor/confirmation", &head, code());
    REQUIRE_EQ(confirmed.status, 200);
    const auto strong = browser_session(confirmed);
    CHECK_EQ(member(confirmed, "second_factor"), "given");
    CHECK_EQ(world.send(Method::get, "/v1/schools/101/accounts", &strong).status, 200);

    world.clock.advance_seconds(30);
    const auto half = world.send(Method::post, "/v1/session", nullptr,
                                 R"({"name": "head-teacher", "password": "seven green lanterns"})");
    CHECK_EQ(member(half, "second_factor"), "needed");
    CHECK_EQ(member(half, "offline_secret"), "");
    CHECK_EQ(member(confirmed, "offline_secret").size(), 64);
    // Before the second factor nobody learns what the account may do, nor does anything, nor sets up another one.
    CHECK(half.content().find("grants") == std::string_view::npos);
    const auto weak = browser_session(half);
    for (const char* target : {"/v1/account/second-factor", "/v1/account/password"})
        CHECK_EQ(refusal_line(world.send(Method::post, target, &weak,
                                         R"({"password": "seven green lanterns"})")),
                 "SECOND_FACTOR_NEEDED");
    const auto whole = world.send(Method::post, "/v1/session/second-factor", &weak, code());
    REQUIRE_EQ(whole.status, 200);
    CHECK_EQ(member(whole, "second_factor"), "given");
}

TEST_CASE("One sees and ends one's own sessions, and nobody else's")
{
    OpenAccess world;
    const auto here = world.signed_in(world.account_of("teacher"));
    const auto there = world.signed_in(world.account_of("teacher"));
    const auto other = world.signed_in(world.account_of("guardian"));
    const auto list = world.send(Method::get, "/v1/account/sessions", &here);
    CHECK_EQ(member(list, "this_session_id"), std::to_string(here.session.session_id));
    CHECK(list.content().find(std::to_string(there.session.session_id)) != std::string_view::npos);
    CHECK(list.content().find(std::to_string(other.session.session_id)) == std::string_view::npos);
    const auto end = [&](const OpenedSession& session) {
        return world
            .send(Method::remove,
                  "/v1/account/sessions/" + std::to_string(session.session.session_id), &here)
            .status;
    };
    CHECK_EQ(end(other), 404);
    CHECK_EQ(world.send(Method::get, "/v1/session", &other).status, 200);
    CHECK_EQ(end(there), 204);
    CHECK_EQ(world.send(Method::get, "/v1/session", &there).status, 401);
    const auto third = world.signed_in(world.account_of("teacher"));
    CHECK_EQ(world.send(Method::remove, "/v1/account/sessions", &here).status, 204);
    CHECK_EQ(world.send(Method::get, "/v1/session", &third).status, 401);
    CHECK_EQ(world.send(Method::get, "/v1/session", &here).status, 200);
}

TEST_CASE("OM-64: guardian and student see who looked at the record, page by page")
{
    OpenAccess world;
    for (int i = 0; i < 3; ++i)
        REQUIRE(world.log->add({.school = AccessWorld::k_school,
                                .account_id = world.account_of("teacher"),
                                .role = "teacher",
                                .action = "mark.read",
                                .student_id = AccessWorld::k_student,
                                .subject = "student 601",
                                .at = world.clock.now()}));
    REQUIRE(world.log->add({.school = AccessWorld::k_school,
                            .account_id = 1,
                            .role = "",
                            .action = "other.read",
                            .student_id = AccessWorld::k_other_student,
                            .subject = "",
                            .at = world.clock.now()}));
    world.log->flush();
    for (const char* who : {"guardian", "student"}) {
        const auto session = world.signed_in(world.account_of(who));
        const std::string target = "/v1/schools/101/students/601/access-log";
        const auto first = world.send(Method::get, target + "?limit=2", &session);
        REQUIRE_EQ(first.status, 200);
        CHECK(first.content().find(R"("display_name":"teacher")") != std::string_view::npos);
        CHECK(first.content().find("other.read") == std::string_view::npos);
        const auto second =
            world.send(Method::get, target + "?limit=2&after=" + member(first, "next"), &session);
        CHECK_EQ(member(second, "next"), "");
        CHECK_EQ(
            world.send(Method::get, "/v1/schools/101/students/602/access-log", &session).status,
            404);
        CHECK_EQ(world.send(Method::get, "/v1/schools/101/access-log", &session).status, 403);
        CHECK_EQ(world.send(Method::get, target + "?limit=201", &session).status, 422);
        CHECK_EQ(world.send(Method::get, target + "?limit=x", &session).status, 422);
        CHECK_EQ(refusal_line(world.send(Method::get, target + "?after=x", &session)),
                 "PAGE_KEY_INVALID value=x field=after");
        CHECK_EQ(world.send(Method::get, target + "?name=x", &session).status, 422);
    }
}

TEST_CASE("The chain of a school is listed and verified, its head given out")
{
    OpenAccess world;
    const auto head = world.signed_in(world.account_of("head_teacher"));
    const auto admin = world.signed_in(world.account_of("installation_administrator"));
    CHECK_EQ(world
                 .write(Method::post, "/v1/accounts", admin,
                        R"({"name": "officer.1", "display_name": "Officer"})")
                 .status,
             201);
    const auto list = world.send(Method::get, "/v1/audit", &admin);
    CHECK(list.content().find("account.create") != std::string_view::npos);
    // What was entered stands there as a digest.
    CHECK(list.content().find("officer.1") == std::string_view::npos);
    CHECK(
        world.send(Method::get, "/v1/audit/verify", &admin).content().find(R"("is_whole":true)") !=
        std::string_view::npos);
    CHECK_EQ(world.send(Method::get, "/v1/audit", &head).status, 403);
    CHECK(world.send(Method::get, "/v1/schools/101/audit/verify", &head)
              .content()
              .find(R"("is_whole":true)") != std::string_view::npos);
    const auto given = world.send(Method::post, "/v1/schools/101/audit/heads", &head, "{}");
    CHECK_EQ(given.status, 201);
    const auto parsed = crypto::SignedHead::parse(member(given, "head"));
    REQUIRE(parsed);
    CHECK_EQ(parsed->chain, "school:101");
    CHECK(crypto::verifies(*parsed, world.signing_key.public_key()));
    CHECK_EQ(world.send(Method::get, "/v1/audit/keys").status, 200);
}

TEST_CASE("The first administrator is made at the machine, signs in by a code, and exists once")
{
    OpenAccess world;
    const auto code =
        make_first_administrator(*world.place, world.services->accounts, "root.1", "R");
    REQUIRE(code);
    const auto opened = world.send(Method::post, "/v1/session/code", nullptr,
                                   R"({"name": "root.1", "code": ")" + code->code +
                                       R"(", "new_password": "nine blue kettles"})");
    CHECK_EQ(member(opened, "second_factor"), "to_be_set_up");
    CHECK_FALSE(make_first_administrator(*world.place, world.services->accounts, "root.1", "R"));
}

TEST_CASE("Every route of accounts and audit has a name of its own and a permission")
{
    OpenAccess world;
    std::set<std::string> names;
    std::set<std::string> open_to_everyone;
    for (const school::Route& route : access_routes(*world.services)) {
        CHECK_MESSAGE(names.insert(route.name).second, route.name);
        if (route.permission == school::Permission::everyone)
            open_to_everyone.insert(route.name);
    }
    CHECK_EQ(open_to_everyone,
             std::set<std::string>{"audit.list_keys", "session.begin", "session.begin_by_code"});
}
