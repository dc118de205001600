#include <doctest/doctest.h>

#include <string>

#include <nlohmann/json.hpp>

#include "access/access_routes.h"
#include "platform/crypto/digest.h"
#include "tests/support/access_world.h"

using namespace taqwim;
using namespace taqwim::access;
using http::Method;
using tests::AccessWorld;
using tests::refusal_line;
using Json = nlohmann::json;

namespace {

// Counts of a school and of a directorate, as a room that has some would declare them.
struct CountingWorld : AccessWorld {
    CountingWorld()
    {
        const auto counts = [](std::string name, std::string pattern, school::Permission permission,
                               school::TargetFinder target) {
            school::Route route;
            route.name = std::move(name);
            route.pattern = std::move(pattern);
            route.permission = permission;
            route.target = std::move(target);
            route.handler = [](const school::Call&) { return http::json(200, R"({"n":25})"); };
            route.asks_purpose = true;
            return route;
        };
        guard->add_routes(router, access_routes(*services));
        guard->add_routes(
            router, {counts("pretend.school", "/v1/schools/{school_id}/counts",
                            school::Permission::result_preview, school::school_in_path),
                     counts("pretend.directorate", "/v1/directorates/{directorate_id}/counts",
                            school::Permission::statistics_read, school::directorate_in_path)});
    }

    Json looks(const std::string& target, const OpenedSession& session)
    {
        log->flush();
        const auto answer = send(Method::get, target, &session);
        REQUIRE_EQ(answer.status, 200);
        const Json listed = Json::parse(answer.content());
        Json counted = Json::array();
        for (const Json& look : listed["looks"])
            if (look["action"].get<std::string>().starts_with("pretend."))
                counted.push_back(look);
        return counted;
    }
};

}  // namespace

TEST_CASE("SR-3.6: results of many students are given for a purpose of Article 2, and it is kept")
{
    CountingWorld world;
    const auto head = world.signed_in(world.account_of("head_teacher"));
    const std::string target = "/v1/schools/101/counts";
    CHECK_EQ(refusal_line(world.send(Method::get, target, &head)),
             "FIELD_MISSING field=purpose field=purpose");
    CHECK_EQ(refusal_line(world.send(Method::get, target + "?purpose=", &head)),
             "FIELD_MISSING field=purpose field=purpose");
    // What the article does not name, such as ranking schools, has no code.
    const auto other = world.send(Method::get, target + "?purpose=RANKING", &head);
    CHECK_EQ(refusal_line(other),
             "VALUE_NOT_LISTED field=purpose value=RANKING allowed=P1_ORGANISE, "
             "P2_LEVEL_PROGRESS, P3_FEEDBACK, P4_REVIEW, P5_REDUCE_FAILURE field=purpose");
    CHECK_EQ(other.refusal->clause, "SR-3.6");
    for (const char* purpose :
         {"P1_ORGANISE", "P2_LEVEL_PROGRESS", "P3_FEEDBACK", "P4_REVIEW", "P5_REDUCE_FAILURE"})
        CHECK_EQ(
            world.send(Method::get, target + "?grade=7&purpose=" + purpose + "&by=class", &head)
                .status,
            200);
    // Who may not ask is refused before any purpose is looked at.
    const auto guardian = world.signed_in(world.account_of("guardian"));
    CHECK_EQ(world.send(Method::get, target, &guardian).status, 403);

    const Json looks = world.looks("/v1/schools/101/access-log", head);
    REQUIRE_EQ(looks.size(), 6);
    CHECK_EQ(looks[0]["was_refused"], true);
    CHECK_FALSE(looks[0].contains("purpose"));
    CHECK_EQ(looks[1]["purpose"], "P5_REDUCE_FAILURE");
    CHECK_EQ(looks[1]["filter"], "grade=7&by=class");
    CHECK_EQ(looks[1]["role"], "head_teacher");
    CHECK_EQ(looks[1]["answer_digest"], crypto::digest_of(R"({"n":25})").to_text());
    CHECK_EQ(looks[5]["purpose"], "P1_ORGANISE");
    // A longer question is cut off.
    CHECK_EQ(world
                 .send(Method::get, target + "?purpose=P4_REVIEW&subject=" + std::string(400, 'a'),
                       &head)
                 .status,
             200);
    CHECK_EQ(world.looks("/v1/schools/101/access-log", head)[0]["filter"].get<std::string>().size(),
             300);
}

TEST_CASE("SR-3.6: what the offices of a directorate asked for is shown to its auditor")
{
    CountingWorld world;
    const auto officer = world.signed_in(world.account_of("directorate_officer"));
    const auto auditor = world.signed_in(world.account_of("directorate_auditor"));
    CHECK_EQ(
        world.send(Method::get, "/v1/directorates/11/counts?year=1446&purpose=P4_REVIEW", &officer)
            .status,
        200);
    CHECK_EQ(
        world.send(Method::get, "/v1/directorates/12/counts?purpose=P4_REVIEW", &officer).status,
        403);
    const Json looks = world.looks("/v1/directorates/11/access-log", auditor);
    REQUIRE_EQ(looks.size(), 1);
    CHECK_EQ(looks[0]["purpose"], "P4_REVIEW");
    CHECK_EQ(looks[0]["filter"], "year=1446");
    CHECK_EQ(looks[0]["role"], "directorate_officer");
    CHECK_EQ(looks[0]["directorate_id"], "11");
    CHECK_EQ(world.send(Method::get, "/v1/directorates/12/access-log", &auditor).status, 403);
    CHECK_EQ(world.send(Method::get, "/v1/directorates/11/access-log", &officer).status, 403);
    // Of the page's key as in other lists.
    CHECK_EQ(
        world
            .looks("/v1/directorates/11/access-log?after=" + looks[0]["look_id"].get<std::string>(),
                   auditor)
            .size(),
        0);
}
