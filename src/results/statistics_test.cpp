#include "results/statistics.h"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

#include "core/refusal_codes.h"
#include "regulations/registration.h"
#include "results/blanking.h"
#include "tests/support/promotion_school.h"
#include "tests/support/publishing_world.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;
using Json = nlohmann::ordered_json;
using Counts = std::array<std::int64_t, 5>;

namespace {

std::string text(const CountedRow& row)
{
    std::string line;
    for (const auto& cell : row.cells)
        line += (cell ? std::to_string(*cell) : "-") + ' ';
    return line + "of " + (row.total ? std::to_string(*row.total) : "-");
}

std::string blanked_text(const Counts& counts, std::int64_t least = 5)
{
    return text(blanked(CountedRow::of(counts), least));
}

std::string counts_in(const Json& row)
{
    std::string line;
    for (const char* name : {"passed", "second_chance", "not_passed", "named", "open", "total"})
        line += (row[name].is_null() ? "-" : row[name].dump()) + ' ';
    return line + (row["pass_share"].is_null() ? std::string("-")
                                               : row["pass_share"]["exact"].get<std::string>());
}

}  // namespace

TEST_CASE("SR-3.7: a cell under five is blanked, and so is what would give it away")
{
    CHECK(blanked_text({20, 5, 6, 0, 0}) == "20 5 6 0 0 of 31");
    // 3 is under five; 31 - 20 - 8 would give it, so that 8 is blanked with it.
    CHECK(blanked_text({20, 8, 3, 0, 0}) == "20 - - 0 0 of 31");
    CHECK(blanked_text({20, 2, 2, 9, 0}) == "20 - - - 0 of 33");
    CHECK(blanked_text({0, 3, 9, 0, 0}) == "0 - - 0 0 of 12");
    // 4 and 1 are five together; 2 and 2 are not, and 20 is blanked with them.
    CHECK(blanked_text({20, 4, 1, 0, 0}) == "20 - - 0 0 of 25");
    CHECK(blanked_text({20, 2, 2, 0, 0}) == "- - - 0 0 of 24");
    CHECK(blanked_text({20, 0, 0, 0, 4}) == "- 0 0 0 - of 24");
    CHECK(blanked_text({4, 20, 0, 0, 0}) == "- - 0 0 0 of 24");
    CHECK(blanked_text({2, 1, 1, 1, 1}) == "- - - - - of 6");
    // Nothing of less than five results, nor where the total tells that each cell is one.
    CHECK(blanked_text({3, 0, 0, 0, 0}) == "- - - - - of -");
    CHECK(blanked_text({2, 2, 0, 0, 0}) == "- - - - - of -");
    CHECK(blanked_text({1, 1, 1, 1, 1}) == "- - - - - of -");
    CHECK(blanked_text({5, 0, 0, 0, 0}) == "5 0 0 0 0 of 5");
    CHECK(blanked_text({0, 0, 0, 0, 0}) == "0 0 0 0 0 of 0");
}

TEST_CASE("SR-3.7: the least cell is the ministry's, and the sum of single ones tells each of them")
{
    // Under three nothing but the one is small.
    CHECK(blanked_text({20, 8, 3, 0, 0}, 3) == "20 8 3 0 0 of 31");
    CHECK(blanked_text({20, 8, 2, 0, 0}, 3) == "20 - - 0 0 of 30");
    // The others are three, and three of them: each is one.
    CHECK(blanked_text({20, 1, 1, 1, 0}, 3) == "- - - - 0 of 23");
    CHECK(blanked_text({20, 2, 1, 1, 0}, 3) == "20 - - - 0 of 24");
    CHECK(blanked_text({1, 1, 1, 0, 0}, 3) == "- - - - - of -");
    CHECK(blanked_text({2, 1, 0, 0, 0}, 3) == "- - 0 0 0 of 3");
    CHECK(blanked_text({1, 0, 0, 0, 0}, 1) == "1 0 0 0 0 of 1");

    const auto rule_sets = all_rule_sets();
    const auto least = least_cell(rule_sets, *Day::of(2026, 11, 22));
    REQUIRE(least);
    CHECK(*least == 5);
    CHECK(least_cell(rule_sets, *Day::of(2005, 8, 31)).refusal().code ==
          RefusalCode::day_not_covered);

    // A row beside one that it belongs to: one who is missing would show.
    CHECK(may_stand_beside(20, 20, 5));
    CHECK_FALSE(may_stand_beside(19, 20, 5));
    CHECK_FALSE(may_stand_beside(16, 20, 5));
    CHECK(may_stand_beside(15, 20, 5));
    CHECK_FALSE(may_stand_beside(4, 20, 5));
    CHECK(may_stand_beside(5, 20, 5));
    CHECK_FALSE(may_stand_beside(0, 20, 5));
}

namespace {

// Every row of so many cells with at most so many students; those that look alike when blanked have the same total, so
// that each is held against all others. A row that gives a cell away is named.
std::string given_away(std::size_t cells, std::int64_t most, std::int64_t least)
{
    std::map<std::string, std::vector<std::set<std::int64_t>>> values;
    std::vector<std::int64_t> counts(cells, 0);
    std::string wrong;
    const auto look = [&] {
        const BlankedCells row = blanked_cells(counts, least);
        std::string shown = row.total ? std::to_string(*row.total) : "-";
        for (const auto& cell : row.cells)
            shown += ' ' + (cell ? std::to_string(*cell) : "-");
        auto& seen = values[shown];
        seen.resize(cells);
        for (std::size_t i = 0; i < cells; ++i) {
            if (!row.cells[i])
                seen[i].insert(counts[i]);
            else if (*row.cells[i] > 0 && *row.cells[i] < least)
                wrong = shown;
        }
    };
    const auto each = [&](const auto& next, std::size_t cell, std::int64_t left) -> void {
        if (cell == cells) {
            look();
            return;
        }
        for (std::int64_t count = 0; count <= left; ++count) {
            counts[cell] = count;
            next(next, cell + 1, left - count);
        }
        counts[cell] = 0;
    };
    each(each, 0, most);
    for (const auto& [row, of_cells] : values)
        for (const auto& cell : of_cells)
            if (cell.size() == 1)
                wrong = row;
    return wrong;
}

}  // namespace

TEST_CASE("SR-3.7: no blanked cell follows from what is shown, even by who knows the rule")
{
    CHECK(given_away(5, 16, 5) == "");
    for (const std::int64_t least : {1, 2, 3, 4, 6})
        for (const std::size_t cells : {2U, 3U, 4U, 5U}) {
            CAPTURE(least);
            CAPTURE(cells);
            CHECK(given_away(cells, 13, least) == "");
        }
    // Six and seven bands.
    CHECK(given_away(6, 13, 5) == "");
    CHECK(given_away(7, 11, 5) == "");
    CHECK(given_away(6, 12, 3) == "");
}

TEST_CASE(
    "statistics: the newest published results by class, and blanked by grade for the directorate")
{
    on_both_databases([](TestDatabase& test) {
        PromotionSchool world(test);
        // 7/1: six pass, one of whom is corrected to the second round; one repeats. 7/2: five pass.
        for (std::int64_t student = 11; student <= 17; ++student) {
            world.add_student(student, PromotionSchool::k_class_7_1);
            world.publish(student, PromotionSchool::k_class_7_1,
                          student == 17 ? "REPEAT" : "7.2.a");
        }
        world.publish(16, PromotionSchool::k_class_7_1, "SECOND_ROUND");
        for (std::int64_t student = 21; student <= 25; ++student) {
            world.add_student(student, PromotionSchool::k_class_7_2);
            world.publish(student, PromotionSchool::k_class_7_2, "7.2.b");
        }
        const PromotionRules rules = PromotionRules::built_in();
        const Instant now = world.clock.now();
        world.record->read([&](database::Session& session) {
            const Json classes = Json::parse(school_statistics_json(
                session, PromotionSchool::k_school, PromotionSchool::k_old_year, rules, now));
            std::map<std::string, std::string> rows;
            for (const Json& one : classes["items"])
                rows[one["class_id"].get<std::string>()] = counts_in(one);
            CHECK(rows["71"] == "5 1 1 0 0 7 5/7");
            CHECK(rows["72"] == "5 0 0 0 0 5 1");
            CHECK(rows["91"] == "0 0 0 0 0 0 -");

            const auto office = [&](std::int64_t directorate, const std::string& year,
                                    const school::Page& page) {
                return directorate_statistics_json(session, directorate, year, page, rules, 5, now);
            };
            const std::int64_t directorate =
                session.find_one("SELECT directorate_id FROM school WHERE school_id = 1")
                    ->integer("directorate_id");
            const auto answer = office(directorate, "1426-1427", {});
            REQUIRE(answer);
            const Json schools = Json::parse(*answer);
            REQUIRE(schools["items"].size() == 1);
            CHECK(schools["next"].is_null());
            CHECK(schools["items"][0]["school_id"] == "1");
            REQUIRE(schools["items"][0]["grades"].size() == 1);
            // Grade 7: 10, 1 and 1 of 12; the two ones need the ten.
            CHECK(counts_in(schools["items"][0]["grades"][0]) == "- - - 0 0 12 -");
            CHECK(schools["items"][0].size() == 2);
            CHECK(schools["items"][0]["grades"][0].size() == 8);
            CHECK(Json::parse(*office(directorate, "1499", {}))["items"].empty());
            CHECK(Json::parse(*office(directorate, "1426-1427", {.after = "1"}))["items"].empty());
            CHECK(office(directorate, "1426-1427", {.after = "x"}).refusal().code ==
                  RefusalCode::page_key_invalid);
            CHECK(office(9999, "1426-1427", {}).refusal().code == RefusalCode::record_unknown);
        });
    });
}

TEST_CASE("SR-3.7: statistics of schools are for offices of their directorate, those of classes "
          "for the school")
{
    PublishingWorld world;
    const auto officer = world.world.signed_in(world.world.account_of("directorate_officer"));
    const auto of_directorate = [](std::int64_t directorate, const std::string& query) {
        return "/v1/directorates/" + std::to_string(directorate) + "/statistics" + query;
    };
    const std::string own =
        of_directorate(AccessWorld::k_directorate, "?year=none&purpose=P4_REVIEW");
    const std::string of_school = PublishingWorld::of_year("/statistics?purpose=P4_REVIEW");
    const auto answer = world.get(own, officer);
    CHECK(answer.status == 200);
    CHECK(answer.body == R"({"items":[],"next":null})");
    CHECK(world.get(of_directorate(AccessWorld::k_directorate, "?purpose=P4_REVIEW"), officer)
              .refusal.starts_with("FIELD_MISSING field=year"));
    CHECK(world.get(of_directorate(AccessWorld::k_directorate, "?year=1446"), officer)
              .refusal.starts_with("FIELD_MISSING field=purpose"));
    CHECK(world.get(of_directorate(AccessWorld::k_directorate, "?year=&purpose=P4_REVIEW"), officer)
              .refusal.starts_with("FIELD_MISSING"));
    CHECK(world.get(own + "&name=a", officer).refusal.starts_with("FIELD_UNKNOWN"));
    CHECK(world
              .get(of_directorate(AccessWorld::k_other_directorate, "?year=none&purpose=P4_REVIEW"),
                   officer)
              .status == 403);
    CHECK(world.get(own, world.head).status == 403);
    CHECK(world.get(of_school, world.head).status == 200);
    CHECK(world.get(of_school, officer).status == 403);
    CHECK(world.get(of_school, world.guardian).status == 403);
}
