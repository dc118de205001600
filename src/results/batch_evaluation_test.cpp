#include "results/batch_evaluation.h"

#include <doctest/doctest.h>

#include <map>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include "core/refusal_codes.h"
#include "regulations/registration.h"
#include "tests/support/project_files.h"
#include "tests/support/publishing_world.h"

using namespace taqwim;
using namespace taqwim::results;
using tests::AccessWorld;
using tests::PublishingWorld;
using tests::saudi_year;
using Json = nlohmann::ordered_json;

namespace {

const auto& rule_sets()
{
    static const auto all = all_rule_sets();
    return all;
}

StudentFacts student(std::int64_t id, const std::string& regulation, std::string json)
{
    return {.student_id = id,
            .number = std::to_string(id),
            .name_ar = "n",
            .facts = YearFacts{.regulation = regulation, .class_id = 1, .json = std::move(json)}};
}

std::string replaced(std::string text, const std::string& old, const std::string& by)
{
    const auto found = text.find(old);
    REQUIRE(found != std::string::npos);
    return text.replace(found, old.size(), by);
}

// Twelve of a hundred in HIS.
std::string failed_year()
{
    return replaced(saudi_year("5"), R"("15", "20", "15")", R"("2", "3", "2")");
}

// A line of a row that every detail of it enters but the sentences.
std::string line_of(const EvaluatedStudent& row)
{
    std::string line = std::to_string(row.student_id) + ' ';
    if (row.refusal)
        return line + "refused " + to_code_text(row.refusal->code);
    line += row.decision;
    for (const std::string& subject : row.not_passed)
        line += ' ' + subject;
    return line + (row.is_open ? " open" : "") + (row.is_at_risk ? " at_risk" : "");
}

std::string lines_of(const std::vector<EvaluatedClass>& classes)
{
    std::string lines;
    for (const EvaluatedClass& one : classes) {
        lines += one.name + '\n';
        for (const EvaluatedStudent& row : one.students)
            lines += line_of(row) + '\n';
    }
    return lines;
}

std::vector<EvaluatedClass> evaluated(const std::vector<ClassFacts>& classes, unsigned threads)
{
    const tests::GivenFacts nothing;
    return BatchEvaluation(nothing, rule_sets(), threads).evaluate(classes);
}

EvaluatedStudent evaluated_alone(const std::string& regulation, const std::string& json)
{
    return evaluated({{.class_id = 1, .name = "a", .students = {student(1, regulation, json)}}}, 1)
        .front()
        .students.front();
}

}  // namespace

TEST_CASE("batch: each student is a row, whoever is refused too")
{
    ClassFacts first{.class_id = 1, .name = "first", .grade = 8};
    // 90 and 75, both over the minimum.
    first.students.push_back(student(11, "sa_1426", saudi_year("25")));
    // 31 of 30.
    first.students.push_back(student(12, "sa_1426", saudi_year("31")));
    first.students.push_back(student(13, "sa_1426", failed_year()));
    // HIS has no final mark yet, and is not among those that were not passed.
    first.students.push_back(student(14, "sa_1426", replaced(saudi_year("5"), R"("5")", "null")));
    ClassFacts second{.class_id = 2, .name = "second", .grade = 8};
    second.students.push_back(
        {.student_id = 21, .facts = Refusal{RefusalCode::not_enrolled, {}, "", ""}});
    second.students.push_back(student(22, "sa_1999", "{}"));
    const ClassFacts empty{.class_id = 3, .name = "empty", .grade = 8};
    const auto classes = evaluated({first, second, empty}, 2);
    CHECK(lines_of(classes) == "first\n"
                               "11 7.2.a\n"
                               "12 refused MARK_OVER_MAXIMUM\n"
                               "13 SECOND_ROUND HIS at_risk\n"
                               "14 INCOMPLETE open at_risk\n"
                               "second\n"
                               "21 refused NOT_ENROLLED\n"
                               "22 refused REGULATION_UNKNOWN\n"
                               "empty\n");
    // Only who is at risk is told what would change it, in both languages.
    CHECK(classes[0].students[0].changes_ar.empty());
    CHECK_FALSE(classes[0].students[2].changes_ar.empty());
    CHECK(classes[0].students[2].changes_ar.size() == classes[0].students[2].changes_en.size());
    CHECK(classes[0].students[2].changes_ar != classes[0].students[2].changes_en);
    CHECK_FALSE(classes[0].students[3].changes_en.empty());

    // In figures: HIS has 2 + 3 + 2 + 5 = 12 of the minimum of 40; the second round, out of 100, needs 40.
    CHECK(classes[0].students[0].in_the_way.empty());
    REQUIRE(classes[0].students[2].in_the_way.size() == 1);
    const SubjectInTheWay& history = classes[0].students[2].in_the_way.front();
    CHECK(history.subject == "HIS");
    CHECK(history.mark == "12");
    CHECK(history.shortfall == "28");
    CHECK(history.can_still_pass);
    REQUIRE(history.remaining.size() == 1);
    CHECK(history.remaining[0].part == "second_round");
    // The exam of the second term is missing: 50 are there, and any mark passes.
    REQUIRE(classes[0].students[3].in_the_way.size() == 1);
    CHECK(classes[0].students[3].in_the_way[0].subject == "HIS");
    REQUIRE(classes[0].students[3].in_the_way[0].remaining.size() == 1);
    CHECK(classes[0].students[3].in_the_way[0].remaining[0].part == "exam");
    CHECK(classes[0].students[3].in_the_way[0].remaining[0].term == "T2");
    CHECK(classes[0].students[3].in_the_way[0].remaining[0].maximum == "30");
}

TEST_CASE("batch: the number of threads changes nothing")
{
    std::vector<ClassFacts> classes(3);
    for (std::int64_t i = 0; i < 120; ++i) {
        ClassFacts& one = classes[static_cast<std::size_t>(i % 3)];
        one.class_id = i % 3 + 1;
        one.name = std::to_string(one.class_id);
        // 0 to 31: two in 32 are over the maximum of 30; every fifth fails.
        one.students.push_back(student(
            100 + i, "sa_1426", i % 5 == 0 ? failed_year() : saudi_year(std::to_string(i % 32))));
    }
    const auto text = [&](unsigned threads) {
        const auto all = evaluated(classes, threads);
        std::string lines = lines_of(all);
        for (const EvaluatedClass& one : all)
            for (const EvaluatedStudent& row : one.students)
                for (const auto* changes : {&row.changes_ar, &row.changes_en})
                    for (const std::string& change : *changes)
                        lines += change + '\n';
        return lines;
    };
    const std::string alone = text(1);
    CHECK(alone.find("refused MARK_OVER_MAXIMUM") != std::string::npos);
    for (const unsigned threads : {0U, 2U, 3U, 8U})
        CHECK(text(threads) == alone);
}

TEST_CASE("batch: a Kuwaiti year names what failed, and after the placement what still does")
{
    Json year = Json::parse(
        tests::read_project_file("src/regulations/kw_primary_2016/cases/bases/grade_3.json"));
    CHECK(line_of(evaluated_alone("kw_primary_2016", year.dump())) == "1 promoted");
    // Maths at level 2 with papers of 0 has 30 + 0.
    for (Json& term : year["subjects"]["maths"]) {
        for (Json& level : term["competency_averages"])
            level = 2;
        term["summative"] = {"0", "0"};
    }
    CHECK(line_of(evaluated_alone("kw_primary_2016", year.dump())) == "1 placement maths at_risk");
    const auto in_the_way = evaluated_alone("kw_primary_2016", year.dump()).in_the_way;
    REQUIRE(in_the_way.size() == 1);
    CHECK(in_the_way[0].subject == "maths");
    CHECK(in_the_way[0].mark == "30");
    CHECK(in_the_way[0].shortfall == "10");
    REQUIRE(in_the_way[0].remaining.size() == 1);
    CHECK(in_the_way[0].remaining[0].part == "placement");
    CHECK(in_the_way[0].remaining[0].least == "40");
    year["placement"]["maths"] = "39";
    CHECK(line_of(evaluated_alone("kw_primary_2016", year.dump())) == "1 repeat maths at_risk");
    year["placement"]["maths"] = "40";
    CHECK(line_of(evaluated_alone("kw_primary_2016", year.dump())) == "1 promoted");
}

TEST_CASE("batch: a year of 1447 names each subject once, whatever the terms")
{
    std::istringstream lines(tests::read_project_file("examples/saudi_1447_years.jsonl"));
    std::map<std::string, EvaluatedStudent> rows;
    for (std::string line; std::getline(lines, line);) {
        const Json document = Json::parse(line);
        for (const char* id : {"1001", "1002", "1101", "1102"})
            if (document["id"] == id)
                rows[id] = evaluated_alone("sa_1447", line);
    }
    REQUIRE(rows.size() == 4);
    CHECK(rows["1001"].decision == "passed");
    CHECK(rows["1001"].not_passed.empty());
    // Two courses of the first term.
    CHECK(rows["1002"].decision == "second_sitting");
    CHECK(rows["1002"].not_passed.size() == 2);
    CHECK(rows["1002"].is_at_risk);
    CHECK(rows["1002"].in_the_way.size() == 2);
    CHECK_FALSE(rows["1002"].in_the_way[0].term.empty());
    // Fifteen courses, of which mathematics, biology, chemistry, health and English stand in both terms.
    CHECK(rows["1101"].decision == "repeat");
    CHECK(rows["1101"].not_passed.size() == 10);
    // Goes on with one course that is left behind.
    CHECK(rows["1102"].decision == "promoted_with_stumbled");
    CHECK(rows["1102"].not_passed.size() == 1);
    CHECK_FALSE(rows["1102"].is_at_risk);
}

TEST_CASE("batch: the API gives a year by pages of classes, or one class, to who may preview it")
{
    tests::on_both_publishing_worlds([](PublishingWorld& world) {
        const auto ask = [&](const std::string& query) {
            return world.get(PublishingWorld::of_year("/evaluation" + query), world.head);
        };
        const auto classes = [](const PublishingWorld::Answer& answer) {
            REQUIRE_MESSAGE(answer.status == 200, answer.refusal);
            const Json json = Json::parse(answer.body);
            std::string text;
            for (const Json& one : json["items"]) {
                text += one["class_id"].get<std::string>() + ':';
                for (const Json& row : one["students"])
                    text += ' ' + row["student_id"].get<std::string>() + ' ' +
                            (row.contains("refused") ? row["refused"]["code"].get<std::string>()
                                                     : row["decision"]["code"].get<std::string>());
                text += ';';
            }
            return text + (json["next"].is_null() ? "" : json["next"].get<std::string>());
        };
        world.add_student(650, AccessWorld::k_class);
        world.facts.years[650].json = failed_year();
        world.add_student(651, AccessWorld::k_class);
        world.facts.years.erase(651);
        const std::string first = "501: 601 7.2.a 650 SECOND_ROUND 651 NOT_ENROLLED;";
        CHECK(classes(ask("")) == first + "502: 602 7.2.a;");
        CHECK(classes(ask("?limit=1")) == first + "501");
        CHECK(classes(ask("?limit=1&after=501")) == "502: 602 7.2.a;");
        CHECK(classes(ask("?after=502")).empty());
        CHECK(classes(ask("?class_id=502")) == "502: 602 7.2.a;");

        const Json counted = Json::parse(ask("?class_id=501").body)["items"][0];
        CHECK(counted["refused"] == 1);
        CHECK(counted["open"] == 0);
        CHECK(counted["at_risk"] == 1);
        CHECK(counted["students"][1]["not_passed"] == Json::array({"HIS"}));
        CHECK(counted["students"][1]["what_would_change"]["ar"].size() > 0);
        CHECK(counted["students"][1]["in_the_way"][0]["subject"] == "HIS");
        CHECK(counted["students"][1]["in_the_way"][0]["shortfall"] == "28");
        CHECK(counted["students"][0]["in_the_way"].empty());

        CHECK(ask("?class_id=x").refusal.find("ID_MALFORMED") != std::string::npos);
        CHECK(ask("?class_id=999").refusal.find("RECORD_UNKNOWN") != std::string::npos);
        // A class of another school.
        CHECK(ask("?class_id=503").refusal.find("RECORD_UNKNOWN") != std::string::npos);
        CHECK(ask("?after=x").refusal.find("PAGE_KEY_INVALID") != std::string::npos);
        CHECK(ask("?limit=0").refusal.find("VALUE_OUT_OF_RANGE") != std::string::npos);
        CHECK(ask("?klass=1").refusal.find("FIELD_UNKNOWN") != std::string::npos);
        CHECK(world.get(PublishingWorld::of_year("/evaluation"), world.guardian).status != 200);
        CHECK(world.get(PublishingWorld::of_year("/evaluation?class_id=501"), world.guardian)
                  .status != 200);
    });
}
