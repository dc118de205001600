// PG-1.37: what a family is given of a year judged by skills, and what the staff are given of the same.
#include "results/family_view.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "tests/support/mastery_documents.h"
#include "tests/support/publishing_world.h"

using namespace taqwim;
using namespace taqwim::results;
using tests::AccessWorld;
using tests::on_both_publishing_worlds;
using tests::PublishingWorld;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::int64_t k_student = AccessWorld::k_student;

// Of reading four of six skills are mastered in the end, none of them of the minimum: 66.67 %, which is the digit 2.
Json year_with_four_of_six()
{
    Json document = tests::mastery_year_document();
    Json skills = Json::array();
    for (int number = 1; number <= 6; ++number) {
        Json skill = Json::parse(R"({"minimum": false, "taught": "2006-10-01"})");
        skill["code"] = "R" + std::to_string(number);
        skill["text"] = "Reading " + std::to_string(number);
        skill["judgements"] = Json::parse(R"([{"on": "2006-10-02", "tool": "observation"}])");
        skill["judgements"][0]["value"] = number <= 4 ? "mastered" : "not_mastered";
        skills.push_back(skill);
    }
    document["input"]["subjects"].push_back(
        {{"code", "reading"}, {"name_ar", "R"}, {"skills", skills}});
    return document;
}

// Three school years earlier: the guide's own years.
std::string in_years_of_guide(std::string text)
{
    for (const auto& [later, earlier] : {std::pair("2006-", "2003-"), std::pair("2007-", "2004-"),
                                         std::pair("1427-1428", "1424-1425")})
        for (std::size_t at = text.find(later); at != std::string::npos; at = text.find(later, at))
            text.replace(at, std::string_view(later).size(), earlier);
    return text;
}

void publish(PublishingWorld& world, const std::string& regulation, const std::string& facts)
{
    world.facts.years[k_student] = {
        .regulation = regulation, .class_id = AccessWorld::k_class, .json = facts};
    const auto published =
        world.post(PublishingWorld::of_class(AccessWorld::k_class, "/publication"), world.head,
                   R"({"visible_from": "2026-11-22T06:02:00Z"})");
    REQUIRE_MESSAGE(published.status == 201, published.body);
    world.world.clock.advance_seconds(120);
}

bool holds(const std::string& body, const std::string& text)
{
    return body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("PG-1.37: of four skills of six a guardian is given the 2, the staff the 66.67 too")
{
    for (const char* const regulation : {"sa_1426", "sa_guide"}) {
        CAPTURE(regulation);
        on_both_publishing_worlds([&](PublishingWorld& world) {
            const std::string facts = year_with_four_of_six().dump();
            publish(world, regulation,
                    std::string_view(regulation) == "sa_guide" ? in_years_of_guide(facts) : facts);
            for (const bool is_from_memory : {false, true}) {
                CAPTURE(is_from_memory);
                if (is_from_memory)
                    world.fill_memory();
                const auto by_guardian = world.look(k_student, world.guardian);
                REQUIRE(by_guardian.status == 200);
                CHECK(by_guardian.was_at_hand == is_from_memory);
                for (const char* const hidden : {"66.67", "200/3", "percent", "studied",
                                                 "\"staff\"", "mastery.level_from", "4 of 6"}) {
                    CAPTURE(hidden);
                    CHECK_FALSE(holds(by_guardian.body, hidden));
                }
                const Json result = Json::parse(by_guardian.body);
                const Json last = result["outcome"]["reports"].back()["guardian"]["subjects"][2];
                CHECK(last["level"] == 2);
                CHECK(last["unmastered"].size() == 2);
                CHECK(result["decision"] == "PRIMARY_PROMOTED");
                const Json& told = result["reasons"]["en"];
                CHECK(told["facts"][2]["name"] == "R");
                CHECK(told["facts"][2]["value"] == "Level 2");
                // Why he moves on is told: it is another question (PG-1.38).
                REQUIRE_FALSE(told["reasons"].empty());
                for (const Json& reason : told["reasons"])
                    CHECK(reason["clause"] ==
                          (std::string(regulation) == "sa_1426" ? "SR-5.1" : "PG-1.58"));

                const auto by_head = world.look(k_student, world.head);
                REQUIRE(by_head.status == 200);
                CHECK(holds(by_head.body, "\"percent_shown_to_staff\":\"66.67\""));
                CHECK(Json::parse(by_head.body)["reasons"]["en"]["facts"][2]["value"] != "Level 2");
            }
        });
    }
}

TEST_CASE("PG-1.37: the steps behind a digit are opened for the staff and for no guardian")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        const std::string steps = PublishingWorld::of_student(k_student, "/explanation");
        publish(world, "sa_1426", year_with_four_of_six().dump());
        CHECK(world.get(steps, world.head).status == 200);
        const auto refused = world.get(steps, world.guardian);
        CHECK(refused.refusal == "NOT_PERMITTED permission=result_preview");
        REQUIRE(refused.response.refusal);
        CHECK(refused.response.refusal->clause == "PG-1.37");
    });
}

TEST_CASE("PG-1.37: a year judged by marks is given whole to everybody who may look")
{
    on_both_publishing_worlds([](PublishingWorld& world) {
        publish(world, "sa_1426", tests::saudi_year("25"));
        const auto by_guardian = world.look(k_student, world.guardian);
        REQUIRE(by_guardian.status == 200);
        CHECK(holds(by_guardian.body, "\"final\":\"90\""));
        CHECK(world.look(k_student, world.head).body == by_guardian.body);
        CHECK(world.get(PublishingWorld::of_student(k_student, "/explanation"), world.guardian)
                  .status == 200);
    });
}
