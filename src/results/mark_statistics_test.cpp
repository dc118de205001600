#include "results/mark_statistics.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include "core/refusal_codes.h"
#include "regulations/registration.h"
#include "results/result_marks.h"
#include "tests/support/promotion_school.h"
#include "tests/support/test_database.h"

using namespace taqwim;
using namespace taqwim::results;
using namespace taqwim::tests;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::int64_t k_plan_7 = 27;

ResultMark mark(const std::string& subject, const Exact& value, bool is_passed,
                const std::string& band = {})
{
    return {
        .subject = subject, .mark = value, .maximum = 100, .band = band, .is_passed = is_passed};
}

// The year as a whole of one who passed.
ResultMark year(const Exact& average, const std::string& band)
{
    return {.subject = "", .mark = average, .maximum = 100, .band = band};
}

// Mathematics of eleven students of grade 7, six in 7/1 and five in 7/2; science of nine and art of six of them.
class CountedSchool {
public:
    explicit CountedSchool(TestDatabase& test) : world(test)
    {
        const std::string subjects[] = {"SCI", "MTH", "ART"};
        for (int i = 0; i < 3; ++i)
            world.execute("INSERT INTO plan_subject (school_id, study_plan_id, subject, name_ar, "
                          "name_en, subject_group, weekly_periods, position, settings) "
                          "VALUES (1, $1, $2, $3, $4, 'OTHER', 2, $5, '{}')",
                          {k_plan_7, subjects[i], subjects[i] + "-ar", subjects[i] + "-en", i});
        const Exact of_7_1[] = {90, 80, 70, Exact::ratio(121, 2), 30, 40};
        for (int i = 0; i < 6; ++i) {
            std::vector<ResultMark> marks = {mark("MTH", of_7_1[i], i != 4), mark("ART", 50, true)};
            if (i < 4)
                marks.push_back(mark("SCI", 60, true));
            if (i == 1)
                marks.push_back(year(80, "very_good"));
            if (i == 2)
                marks.push_back(year(76, "very_good"));
            publish(11 + i, PromotionSchool::k_class_7_1, i == 4 ? "REPEAT" : "7.2.a", marks);
        }
        const Exact of_7_2[] = {Exact::ratio(200, 3), 50, 50, 50, 50};
        for (int i = 0; i < 5; ++i)
            publish(21 + i, PromotionSchool::k_class_7_2, "7.2.a",
                    {mark("MTH", of_7_2[i], true), mark("SCI", 70, i != 0)});
        // Corrected: 95 stands, and 90 is history.
        publish(11, PromotionSchool::k_class_7_1, "7.2.a",
                {mark("MTH", 95, true), mark("ART", 50, true), mark("SCI", 60, true),
                 year(90, "excellent")});
    }

    void publish(std::int64_t student, std::int64_t class_id, const std::string& decision,
                 const std::vector<ResultMark>& marks)
    {
        if (!known_.contains(student))
            world.add_student(student, class_id);
        known_[student] = true;
        world.publish(student, class_id, decision);
        const auto version =
            std::stoll(world.text("SELECT MAX(result_version_id) FROM result_version"));
        REQUIRE(world.record->database().write(
            PromotionSchool::k_school, [&](database::Session& session) {
                store_result_marks(session, PromotionSchool::k_school, version, marks);
            }));
    }

    PromotionSchool world;
    std::vector<std::unique_ptr<RuleSet>> rule_sets = all_rule_sets();
    PromotionRules rules = PromotionRules::built_in();

private:
    std::map<std::int64_t, bool> known_;
};

// "MTH 6: 751/12, 5 and 1, 0 0 …": one subject of an answer as a line.
std::string line(const Json& row)
{
    std::string text = row["subject"].get<std::string>() + ' ' + row["students"].dump() + ": " +
                       (row["mean"].is_null() ? "-" : row["mean"]["exact"].get<std::string>()) +
                       ", " + row["passed"].dump() + " and " + row["not_passed"].dump() + ',';
    for (const Json& tenth : row["tenths"])
        text += ' ' + tenth.dump();
    for (const Json& band : row["bands"])
        text += ' ' + band["code"].get<std::string>() + '=' + band["students"].dump();
    return text;
}

std::string blanked_line(const Json& row)
{
    std::string text = row["subject"].get<std::string>() + ' ' + row["students"].dump() + ": " +
                       (row["mean"].is_null() ? "-" : row["mean"]["exact"].get<std::string>());
    for (const Json& cell : row["cells"])
        text += ' ' + cell["code"].get<std::string>() + '=' + cell["students"].dump();
    return text;
}

std::vector<std::string> lines(const Json& subjects, std::string (*of)(const Json&))
{
    std::vector<std::string> all;
    for (const Json& row : subjects)
        all.push_back(of(row));
    return all;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("statistics: marks by class, subject and band, with the exact mean of the newest results")
{
    on_both_databases([](TestDatabase& test) {
        CountedSchool school(test);
        const auto ask = [&](const MarkQuestion& question) {
            return school.world.record->read([&](database::Session& session) {
                return Json::parse(school_marks_json(session, PromotionSchool::k_school,
                                                     PromotionSchool::k_old_year, question,
                                                     school.rule_sets, school.world.clock.now()));
            });
        };
        const Json by_class = ask({})["items"];
        REQUIRE(by_class.size() == 3);
        CHECK(by_class[0]["class_id"] == "71");
        CHECK(by_class[0]["grade"] == 7);
        // 95 + 80 + 70 + 60.5 + 30 + 40 = 375.5 of six. The year first, then in the order of the plan.
        CHECK(lines(by_class[0]["subjects"], line) ==
              Lines{" 3: 82, 0 and 0, 0 0 0 0 0 0 0 1 1 1 excellent=1 very_good=2",
                    "SCI 4: 60, 4 and 0, 0 0 0 0 0 0 4 0 0 0",
                    "MTH 6: 751/12, 5 and 1, 0 0 0 1 1 0 1 1 1 1",
                    "ART 6: 50, 6 and 0, 0 0 0 0 0 6 0 0 0 0"});
        CHECK(by_class[0]["subjects"][2]["mean"]["shown"] == "62.58");
        CHECK(by_class[0]["subjects"][2]["name_ar"] == "MTH-ar");
        CHECK(by_class[0]["subjects"][2]["name_en"] == "MTH-en");
        CHECK(by_class[0]["subjects"][2]["maximum"] == "100");
        // The regulation's own words.
        CHECK(by_class[0]["subjects"][0]["bands"][0]["en"] ==
              find_rule_set(school.rule_sets, "sa_1426")
                  ->messages(Language::en)
                  .format("label.excellent"));
        // 200/3 + 200 = 800/3 of five.
        CHECK(lines(by_class[1]["subjects"], line) ==
              Lines{"SCI 5: 70, 4 and 1, 0 0 0 0 0 0 0 5 0 0",
                    "MTH 5: 160/3, 5 and 0, 0 0 0 0 0 4 1 0 0 0"});
        CHECK(by_class[2]["class_id"] == "91");
        CHECK(by_class[2]["subjects"].empty());

        // 751/2 + 800/3 = 3853/6 of eleven.
        const Json by_grade = ask({.is_by_grade = true})["items"];
        REQUIRE(by_grade.size() == 1);
        CHECK_FALSE(by_grade[0].contains("class_id"));
        CHECK(line(by_grade[0]["subjects"][2]) == "MTH 11: 3853/66, 10 and 1, 0 0 0 1 1 4 2 1 1 1");
        const Json of_one = ask({.class_id = 72, .subject = "MTH"})["items"];
        REQUIRE(of_one.size() == 1);
        CHECK(of_one[0]["class_id"] == "72");
        REQUIRE(of_one[0]["subjects"].size() == 1);
        CHECK(of_one[0]["subjects"][0]["subject"] == "MTH");
    });
}

TEST_CASE(
    "statistics: a school's years stand side by side, with the mean of the year or of a subject")
{
    on_both_databases([](TestDatabase& test) {
        CountedSchool school(test);
        const auto ask = [&](const std::string& subject) {
            return school.world.record->read([&](database::Session& session) {
                return Json::parse(school_years_json(session, PromotionSchool::k_school, subject,
                                                     school.rule_sets, school.rules,
                                                     school.world.clock.now()))["items"];
            });
        };
        const Json years = ask("");
        REQUIRE(years.size() == 2);
        CHECK(years[0]["name"] == "1426-1427");
        CHECK(years[1]["name"] == "1427-1428");
        CHECK(years[1]["grades"].empty());
        // All grades of the year together, and a year in which nothing is published.
        CHECK(years[0]["total"] == 11);
        CHECK(years[0]["pass_share"]["exact"] == "10/11");
        CHECK(years[1]["total"] == 0);
        CHECK(years[1]["pass_share"].is_null());
        REQUIRE(years[0]["grades"].size() == 1);
        const Json& grade = years[0]["grades"][0];
        CHECK(grade["grade"] == 7);
        CHECK(grade["total"] == 11);
        CHECK(grade["passed"] == 10);
        CHECK(grade["pass_share"]["exact"] == "10/11");
        REQUIRE(grade["subjects"].size() == 1);
        CHECK(grade["subjects"][0]["subject"] == "");
        CHECK(grade["subjects"][0]["mean"]["exact"] == "82");
        const Json of_subject = ask("MTH")[0]["grades"][0]["subjects"];
        REQUIRE(of_subject.size() == 1);
        CHECK(of_subject[0]["mean"]["exact"] == "3853/66");
    });
}

TEST_CASE(
    "SR-3.7: a directorate sees the marks of grades, and nothing of fewer than the least cell")
{
    on_both_databases([](TestDatabase& test) {
        CountedSchool school(test);
        const auto ask = [&](std::int64_t least, const std::string& subject) {
            return school.world.record->read([&](database::Session& session) {
                return directorate_marks_json(session, 1, "1426-1427", subject, {},
                                              school.rule_sets, school.rules, least,
                                              school.world.clock.now());
            });
        };
        const auto subjects = [&](std::int64_t least) {
            const auto answer = ask(least, "");
            REQUIRE(answer);
            const Json schools = Json::parse(*answer)["items"];
            REQUIRE(schools.size() == 1);
            CHECK(schools[0].size() == 2);
            REQUIRE(schools[0]["grades"].size() == 1);
            return lines(schools[0]["grades"][0]["subjects"], blanked_line);
        };
        // Of eleven: three with an average are fewer than five. Science has nine, and the two who are missing would show;
        // in mathematics one did not pass, and ten are blanked with the one. Art has six, and five are missing.
        CHECK(subjects(5) == Lines{" null: - excellent=null very_good=null",
                                   "SCI null: - passed=null not_passed=null",
                                   "MTH 11: 3853/66 passed=null not_passed=null",
                                   "ART 6: 50 passed=6 not_passed=0"});
        // With a least cell of two, the two who have no science may show, and the one who did not pass it may not.
        CHECK(subjects(2) == Lines{" 3: 82 excellent=null very_good=null",
                                   "SCI 9: 590/9 passed=null not_passed=null",
                                   "MTH 11: 3853/66 passed=null not_passed=null",
                                   "ART 6: 50 passed=6 not_passed=0"});
        // Of one nothing is small.
        CHECK(subjects(1)[2] == "MTH 11: 3853/66 passed=10 not_passed=1");
        // PG-1.37: of levels of skills no mean.
        for (std::int64_t student = 31; student <= 36; ++student)
            school.publish(student, PromotionSchool::k_class_9_1, "PRIMARY_PROMOTED",
                           {{.subject = "maths", .mark = 100, .maximum = 100, .band = "level_1"}});
        const Json of_9 = Json::parse(*ask(5, ""))["items"][0]["grades"][1]["subjects"];
        CHECK(lines(of_9, blanked_line) == Lines{"maths 6: - level_1=6"});
        CHECK(of_9[0]["cells"][0]["en"] == "Level 1");
        const auto of_one = ask(5, "ART");
        REQUIRE(of_one);
        CHECK(Json::parse(*of_one)["items"][0]["grades"][0]["subjects"].size() == 1);
        const auto unknown = school.world.record->read([&](database::Session& session) {
            return directorate_marks_json(session, 9999, "1426-1427", "", {}, school.rule_sets,
                                          school.rules, 5, school.world.clock.now());
        });
        CHECK(unknown.refusal().code == RefusalCode::record_unknown);
    });
}
