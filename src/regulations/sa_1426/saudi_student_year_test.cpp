// The Saudi year by marks through the front door: a JSON document in, the answer or every refusal out.

#include <algorithm>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "regulations/sa_1426/rule_set.h"
#include "tests/support/project_files.h"

using namespace taqwim;
using Json = nlohmann::json;

namespace {

const RuleSet& rule_set()
{
    static const std::unique_ptr<RuleSet> the_rule_set = sa_1426::make_rule_set({});
    return *the_rule_set;
}

struct Said {
    Json answer;
    std::vector<Refusal> refusals;
};

Said said_of(const Json& document, const EvaluateOptions& options = {})
{
    const auto evaluator = rule_set().evaluator(options);
    const auto read = JsonDocument::parse(document.dump());
    REQUIRE(read);
    evaluator->evaluate(read->root(), 1);
    JsonWriter json;
    evaluator->write_json(json);
    return {Json::parse(json.str()), {evaluator->refusals().begin(), evaluator->refusals().end()}};
}

Json answer_to(const Json& document, const EvaluateOptions& options = {})
{
    Said said = said_of(document, options);
    CAPTURE(document.dump());
    CAPTURE(said.answer.dump());
    REQUIRE(said.refusals.empty());
    return said.answer;
}

// A regular student of grade 8 in three subjects, who passes all of them.
Json ordinary()
{
    return Json::parse(R"({
        "id": "1", "student_kind": "regular", "grade": 8, "school_year": "1426-1427",
        "plan": [{"code": "QRN", "group": "ISLAMIC", "weekly_periods": 2, "min": "50"},
                 {"code": "GRM", "group": "ARABIC", "weekly_periods": 3, "min": "50"},
                 {"code": "MTH", "group": "OTHER", "weekly_periods": 5, "min": "50"}],
        "marks": {"QRN": ["18", "27", "18", "27"], "GRM": ["15", "20", "15", "21"],
                  "MTH": ["10", "15", "10", "15"]}})");
}

Json with(Json document, const char* pointer, const Json& value)
{
    document[Json::json_pointer(pointer)] = value;
    return document;
}

Json without(Json document, const char* name)
{
    document.erase(name);
    return document;
}

void check_refused(const Json& document, RefusalCode code, const std::string& field,
                   const std::string& clause)
{
    const Said said = said_of(document);
    CAPTURE(said.answer.dump());
    REQUIRE(said.refusals.size() == 1);
    CHECK(to_text(said.refusals[0].code) == to_text(code));
    CHECK(said.refusals[0].field == field);
    CHECK(said.refusals[0].clause == clause);
    CHECK(said.answer.contains("refused"));
    // No argument of the words may be missing.
    for (const Language language : {Language::ar, Language::en})
        CHECK(refusal_text(said.refusals[0], rule_set().messages(language)).find("—") ==
              std::string::npos);
}

// Whether all that is expected stands in what came out; exact numbers may be written otherwise.
void check_contained(const Json& expected, const Json& found, const std::string& at)
{
    CAPTURE(at);
    if (expected.is_object()) {
        REQUIRE(found.is_object());
        for (const auto& [name, value] : expected.items()) {
            const std::string place = at + '/' + name;
            CAPTURE(place);
            REQUIRE(found.contains(name));
            check_contained(value, found[name], place);
        }
        return;
    }
    if (expected.is_string() && found.is_string()) {
        const auto number = Exact::parse(expected.get<std::string>());
        if (number) {
            CHECK(Exact::parse(found.get<std::string>()) == number);
            return;
        }
    }
    CHECK(expected == found);
}

Json data(const std::string& name)
{
    return Json::parse(tests::read_project_file("src/regulations/sa_1426/cases/" + name + ".json"));
}

// A case of the catalogue as a document that needs no other: the plan in it, and every mark.
Json self_contained(const Json& student, const Json& suite)
{
    Json document = student;
    for (const char* const name : {"title", "plan", "base", "override", "expected"})
        document.erase(name);
    document["plan"] = suite["plans"][student["plan"].get<std::string>()];
    document["marks"] = suite["bases"][student["base"].get<std::string>()];
    document["marks"].update(student["override"]);
    document["policy"] = suite["policy"];
    document["school_year"] = "1426-1427";
    return document;
}

}  // namespace

TEST_CASE(
    "SR-7.2: the thirty-five students come out of the front door with every field expected of them")
{
    const Json suite = data("policy");
    const Json students = data("students");
    REQUIRE(students["cases"].size() == 35);
    for (const Json& student : students["cases"]) {
        CAPTURE(student["id"].get<std::string>());
        const Json document = self_contained(student, suite);
        const Json answer = answer_to(document, {.trace = false, .what_would_change = true});
        check_contained(student["expected"], answer, "");
        CHECK(answer.contains("round2") == student["expected"].contains("round2"));
        CHECK(answer["round1"]["final"].size() == document["plan"].size());
        CHECK(answer["kind"] == "student_year");
        CHECK(answer["school_year"] == "2005-2006");
        CHECK(answer["school_year_hijri"] == "1426-1427");
        // With a trace it is the same answer, and who has not passed learns what would change it.
        Json traced = answer_to(document, {.trace = true, .what_would_change = true});
        CHECK(traced["trace"].size() > 0);
        traced.erase("trace");
        CHECK(traced == answer);
        CHECK(answer["what_would_change"].is_null() == (answer["decision"] == "PASSED"));
    }
}

TEST_CASE("SR-6.4: the answer names every part, its maximum and its term's share of the minimum")
{
    const Json maths = answer_to(ordinary())["subjects"]["MTH"];
    CHECK(
        maths["terms"]["t1"] ==
        Json::parse(R"({"coursework": "10", "coursework_max": "20", "exam": "15", "exam_max": "30",
                          "sitting": "sat", "raw": "25", "mark": "25", "share": "25", "reached": true})"));
    CHECK(maths["minimum"] == "50");
    CHECK(maths["final"] == "50");
    CHECK(maths["passed"] == true);
}

TEST_CASE("SR-6.5: without a minimum in the plan the parameter of stage and group is in force")
{
    Json document = ordinary();
    for (Json& subject : document["plan"])
        subject.erase("min");
    const Json subjects = answer_to(document)["subjects"];
    CHECK(subjects["QRN"]["minimum"] == "50");
    CHECK(subjects["MTH"]["minimum"] == "40");
    CHECK(answer_to(with(ordinary(), "/plan/2/min", nullptr))["subjects"]["MTH"]["minimum"]
              .is_null());
    CHECK(answer_to(with(ordinary(), "/min_override",
                         {{"MTH", "45"}}))["subjects"]["MTH"]["minimum"] == "45");
    CHECK(answer_to(
              with(ordinary(), "/min_override", {{"MTH", nullptr}}))["subjects"]["MTH"]["minimum"]
              .is_null());
}

TEST_CASE("SR-V.1: without a school year the rules in force last decide, and the answer says so")
{
    const Json answer = answer_to(without(ordinary(), "school_year"));
    CHECK(answer["school_year"] == rule_set().last_covered_year().to_text());
    CHECK(answer["school_year_assumed"] == true);
    CHECK_FALSE(answer_to(ordinary()).contains("school_year_assumed"));
    check_refused(with(ordinary(), "/school_year", "1425-1426"),
                  RefusalCode::school_year_not_covered, "/school_year", "SR-V.1");
    check_refused(with(ordinary(), "/school_year", "1426-1428"),
                  RefusalCode::school_year_unreadable, "/school_year", "");
}

TEST_CASE("SR-6.1b: a part that was not entered is missing and no zero")
{
    const Json answer = answer_to(with(ordinary(), "/marks/MTH/3", nullptr));
    CHECK(answer["decision"] == "INCOMPLETE");
    CHECK(answer["missing"] ==
          Json::parse(R"([{"fact": "exam", "subject": "MTH", "term": "t2"}])"));
    CHECK_FALSE(answer["round1"]["final"].contains("MTH"));
    const Json none = answer_to(without(ordinary(), "marks"));
    CHECK(none["missing"].size() == 12);
    // A mark of 0 is a mark.
    CHECK(answer_to(with(ordinary(), "/marks/MTH/3", "0"))["subjects"]["MTH"]["final"] == "35");
}

TEST_CASE("SR-11.1: an absence stands in the place of the mark, and not beside one")
{
    for (const char* const word : {"unexcused", "excused_pending", "cancelled"}) {
        CAPTURE(word);
        Json document = with(ordinary(), "/absences", {{"MTH.t1", word}});
        document["marks"]["MTH"][1] = nullptr;
        CHECK(answer_to(document)["subjects"]["MTH"]["terms"]["t1"]["exam"].is_null());
    }
    check_refused(with(ordinary(), "/absences", {{"MTH.t1", "unexcused"}}),
                  RefusalCode::mark_of_absent, "/absences/MTH.t1", "SR-11.1");
    check_refused(with(ordinary(), "/absences", {{"MTH.t1", "cancelled"}}),
                  RefusalCode::mark_of_absent, "/absences/MTH.t1", "SR-13.2");
    check_refused(with(ordinary(), "/absences", {{"MTH.t1", "ill"}}), RefusalCode::value_not_listed,
                  "/absences/MTH.t1", "");
    check_refused(with(ordinary(), "/absences", {{"MTH.t3", "unexcused"}}),
                  RefusalCode::value_not_listed, "/absences/MTH.t3", "");
    check_refused(with(ordinary(), "/absences", {{"MTH", "unexcused"}}),
                  RefusalCode::value_not_listed, "/absences/MTH", "");
    check_refused(with(ordinary(), "/absences", {{"SCI.t1", "unexcused"}}),
                  RefusalCode::subject_unknown, "/absences/SCI.t1", "SR-1.9");
}

TEST_CASE("SR-6.4: a mark above its allotment is refused, and the allotment itself is not")
{
    CHECK(answer_to(with(ordinary(), "/marks/MTH",
                         {"20", "30", "20", "30"}))["round1"]["final"]["MTH"] == "100");
    check_refused(with(ordinary(), "/marks/MTH/0", "20.25"), RefusalCode::mark_over_maximum,
                  "/marks/MTH/0", "SR-6.4");
    check_refused(with(ordinary(), "/marks/MTH/3", "30.25"), RefusalCode::mark_over_maximum,
                  "/marks/MTH/3", "SR-6.4");
    check_refused(with(ordinary(), "/marks/MTH/3", "-0.25"), RefusalCode::mark_negative,
                  "/marks/MTH/3", "SR-6.4");
    check_refused(with(ordinary(), "/marks/MTH/3", "many"), RefusalCode::value_not_a_number,
                  "/marks/MTH/3", "");
    check_refused(with(ordinary(), "/marks/MTH/3", true), RefusalCode::field_wrong_type,
                  "/marks/MTH/3", "");
}

TEST_CASE("SR-1.11: marks are entered in quarters, and only computed ones as fractions")
{
    CHECK(answer_to(with(ordinary(), "/marks/MTH/3", "15.25"))["subjects"]["MTH"]["raw"] ==
          "201/4");
    CHECK(answer_to(with(ordinary(), "/marks/MTH/3", "٢٠٫٥"))["subjects"]["MTH"]["raw"] ==
          "111/2");  // source-check: allow typed digits
    CHECK(answer_to(with(ordinary(), "/marks/MTH/3", "46/3"))["subjects"]["MTH"]["raw"] == "151/3");
    check_refused(with(ordinary(), "/marks/MTH/3", "15.2"), RefusalCode::mark_off_step,
                  "/marks/MTH/3", "SR-1.11");
    check_refused(with(ordinary(), "/marks/MTH/3", "46/"), RefusalCode::value_not_a_number,
                  "/marks/MTH/3", "");
    check_refused(with(ordinary(), "/marks/MTH/3", "50%"), RefusalCode::value_not_a_number,
                  "/marks/MTH/3", "");
}

TEST_CASE("SR-1.11: a result that somebody typed, and a field that is not known, are refused")
{
    check_refused(with(ordinary(), "/marks/MTH", "57"), RefusalCode::result_typed, "/marks/MTH",
                  "SR-1.11");
    check_refused(with(ordinary(), "/expected", Json::object()), RefusalCode::field_unknown,
                  "/expected", "");
    check_refused(with(ordinary(), "/plan/0/teacher", "x"), RefusalCode::field_unknown,
                  "/plan/0/teacher", "");
    check_refused(with(ordinary(), "/marks/SCI", {"1", "1", "1", "1"}),
                  RefusalCode::subject_unknown, "/marks/SCI", "SR-1.9");
    check_refused(with(ordinary(), "/marks/MTH", {"10", "15", "10"}),
                  RefusalCode::marks_wrong_count, "/marks/MTH", "SR-6.5");
}

TEST_CASE("SR-1.2: who the student is has to be said: grade and kind")
{
    check_refused(without(ordinary(), "grade"), RefusalCode::field_missing, "/grade", "");
    check_refused(without(ordinary(), "student_kind"), RefusalCode::field_missing, "/student_kind",
                  "SR-1.2");
    check_refused(with(ordinary(), "/student_kind", "night"), RefusalCode::value_not_listed,
                  "/student_kind", "");
    check_refused(with(ordinary(), "/grade", 13), RefusalCode::value_out_of_range, "/grade", "");
    check_refused(with(ordinary(), "/grade", "8.5"), RefusalCode::field_wrong_type, "/grade", "");
}

TEST_CASE("SR-5.1: grades 1 to 6 have no marks, and grade 7 does")
{
    check_refused(with(ordinary(), "/grade", 6), RefusalCode::exam_mark_by_mastery, "/grade",
                  "SR-4.3b");
    CHECK(answer_to(with(ordinary(), "/grade", 7))["decision"] == "PASSED");
}

TEST_CASE("SR-10.2: no affiliation where skills are mastered over the year")
{
    Json document = with(ordinary(), "/grade", 5);
    document["student_kind"] = "affiliated";
    document.erase("marks");
    const Said said = said_of(document);
    REQUIRE(said.refusals.size() == 2);
    CHECK(said.refusals[1].code == RefusalCode::affiliation_by_mastery);
    CHECK(said.refusals[1].field == "/student_kind");
    CHECK(said.refusals[1].clause == "SR-10.2");
    CHECK(said.answer["also_refused"].size() == 1);
}

TEST_CASE("SR-10.4: affiliated students have exams and no coursework")
{
    Json document = ordinary();
    document["student_kind"] = "affiliated";
    for (Json& marks : document["marks"])
        marks = {"30", "31"};
    CHECK(answer_to(document)["by"] == "10.6");
    CHECK(answer_to(document)["subjects"]["MTH"]["terms"]["t1"].contains("coursework") == false);
    check_refused(with(document, "/marks/MTH", {"10", "15", "10", "15"}),
                  RefusalCode::coursework_of_affiliated, "/marks/MTH", "SR-10.4");
    check_refused(with(document, "/marks/MTH", {"30"}), RefusalCode::marks_wrong_count,
                  "/marks/MTH", "SR-10.5");
    check_refused(with(document, "/marks/MTH/0", "50.25"), RefusalCode::mark_over_maximum,
                  "/marks/MTH/0", "SR-6.4");
    check_refused(with(document, "/exam_only_terms", {"t1"}), RefusalCode::facts_contradict,
                  "/exam_only_terms/0", "SR-10.4");
    check_refused(with(document, "/annual_decision", "12/1427"), RefusalCode::facts_contradict,
                  "/annual_decision", "SR-10.4");
}

TEST_CASE("SR-10.4: one exam a year has one mark, with or without the number of its decision")
{
    Json document = ordinary();
    document["student_kind"] = "affiliated_annual";
    for (Json& marks : document["marks"])
        marks = {"100"};
    CHECK(answer_to(document)["round1"]["final"]["MTH"] == "100");
    CHECK(answer_to(with(document, "/annual_decision", "12/1427"))["decision"] == "PASSED");
    check_refused(with(document, "/marks/MTH/0", "100.25"), RefusalCode::mark_over_maximum,
                  "/marks/MTH/0", "SR-6.4");
    check_refused(with(document, "/absences", {{"MTH.t1", "unexcused"}}),
                  RefusalCode::facts_contradict, "/absences/MTH.t1", "SR-10.4");
}

TEST_CASE("SR-4.4: a subject of one term has its marks in that term alone")
{
    Json document = with(ordinary(), "/one_term", {{"MTH", "t1"}});
    check_refused(document, RefusalCode::marks_wrong_count, "/marks/MTH", "SR-6.5");
    document["marks"]["MTH"] = {"40", "60"};
    CHECK(answer_to(document)["round1"]["final"]["MTH"] == "100");
    check_refused(with(document, "/marks/MTH/0", "40.25"), RefusalCode::mark_over_maximum,
                  "/marks/MTH/0", "SR-6.4");
    check_refused(with(document, "/absences", {{"MTH.t2", "unexcused"}}),
                  RefusalCode::facts_contradict, "/absences/MTH.t2", "SR-4.4");
    check_refused(without(with(document, "/one_term/MTH", "summer"), "marks"),
                  RefusalCode::value_not_listed, "/one_term/MTH", "");
    check_refused(with(ordinary(), "/one_term", {{"SCI", "t1"}}), RefusalCode::subject_unknown,
                  "/one_term/SCI", "SR-1.9");
}

TEST_CASE("PG-9.2: a term that is examined alone is out of 50, and has no coursework")
{
    Json document = with(ordinary(), "/exam_only_terms", {"t1"});
    for (Json& marks : document["marks"])
        marks = {"0", "50", "20", "30"};
    CHECK(answer_to(document)["round1"]["final"]["MTH"] == "100");
    CHECK(answer_to(with(document, "/marks/MTH/0", nullptr))["round1"]["final"]["MTH"] == "100");
    check_refused(with(document, "/marks/MTH/0", "0.25"), RefusalCode::coursework_of_exam_only_term,
                  "/marks/MTH/0", "PG-9.2");
    check_refused(with(document, "/marks/MTH/1", "50.25"), RefusalCode::mark_over_maximum,
                  "/marks/MTH/1", "SR-6.4");
    check_refused(without(with(document, "/exam_only_terms", {"t3"}), "marks"),
                  RefusalCode::value_not_listed, "/exam_only_terms/0", "");
    check_refused(without(with(document, "/exam_only_terms", "t1"), "marks"),
                  RefusalCode::field_wrong_type, "/exam_only_terms", "");
}

TEST_CASE("PG-20.10: an oral subject has one mark a term, out of 50")
{
    Json document = with(ordinary(), "/plan/0/arrangement", "oral");
    document["marks"]["QRN"] = {"50", "49.75"};
    CHECK(answer_to(document)["subjects"]["QRN"]["raw"] == "399/4");
    check_refused(with(document, "/marks/QRN/0", "50.25"), RefusalCode::mark_over_maximum,
                  "/marks/QRN/0", "SR-6.4");
    check_refused(with(document, "/marks/QRN", {"18", "27", "18", "27"}),
                  RefusalCode::marks_wrong_count, "/marks/QRN", "SR-6.5");
    check_refused(without(with(document, "/plan/0/arrangement", "sung"), "marks"),
                  RefusalCode::value_not_listed, "/plan/0/arrangement", "");
    // Affiliated students sit exams in it as in every subject.
    document["student_kind"] = "affiliated";
    for (Json& marks : document["marks"])
        marks = {"30", "31"};
    CHECK(answer_to(document)["subjects"]["QRN"]["terms"]["t1"]["exam"] == "30");
}

TEST_CASE("SR-8.0: the second round has a mark or a word, and only where it is due")
{
    Json document = ordinary();
    document["marks"]["GRM"] = {"10", "12", "12", "14"};
    document["second_round"] = {{"GRM", "17"}};
    CHECK(answer_to(document)["round2"]["final"]["GRM"] == "53");
    CHECK(answer_to(with(document, "/second_round/GRM", nullptr))["decision"] == "SECOND_ROUND");
    CHECK(answer_to(with(document, "/second_round/GRM", "absent"))["decision"] == "REPEAT");
    CHECK(answer_to(with(document, "/second_round/GRM", "excused"))["decision"] == "PENDING");
    CHECK(answer_to(with(document, "/second_round/GRM", "cancelled"))["by"] == "13.2");
    check_refused(with(document, "/second_round/GRM", "30.25"), RefusalCode::mark_over_maximum,
                  "/second_round/GRM", "SR-8.2");
    check_refused(with(document, "/second_round/GRM", "late"), RefusalCode::value_not_listed,
                  "/second_round/GRM", "");
    check_refused(with(document, "/second_round/GRM", "17.1"), RefusalCode::mark_off_step,
                  "/second_round/GRM", "SR-1.11");
    check_refused(with(document, "/second_round/MTH", "17"), RefusalCode::second_round_not_due,
                  "/second_round/MTH", "SR-8.0");
    check_refused(with(document, "/second_round/SCI", "17"), RefusalCode::subject_unknown,
                  "/second_round/SCI", "SR-1.9");
}

TEST_CASE("SR-1.9: the plan names each subject once, with its group and periods")
{
    check_refused(without(without(ordinary(), "plan"), "marks"),
                  RefusalCode::plan_without_counting_subject, "/plan", "SR-7.2a");
    check_refused(without(with(ordinary(), "/plan/2/code", ""), "marks"),
                  RefusalCode::field_missing, "/plan/2/code", "SR-1.9");
    check_refused(with(ordinary(), "/plan/2/group", nullptr), RefusalCode::field_missing,
                  "/plan/2/group", "SR-1.9");
    check_refused(with(ordinary(), "/plan/2/group", "MATHS"), RefusalCode::value_not_listed,
                  "/plan/2/group", "");
    check_refused(with(ordinary(), "/plan/2/weekly_periods", nullptr), RefusalCode::field_missing,
                  "/plan/2/weekly_periods", "SR-12.2");
    check_refused(with(ordinary(), "/plan/2/weekly_periods", 101), RefusalCode::value_out_of_range,
                  "/plan/2/weekly_periods", "");
    check_refused(with(ordinary(), "/plan/2/min", "100.5"), RefusalCode::value_out_of_range,
                  "/plan/2/min", "SR-6.5");
    check_refused(with(ordinary(), "/min_override", {{"SCI", "40"}}), RefusalCode::subject_unknown,
                  "/min_override/SCI", "SR-1.9");
    Json twice = ordinary();
    twice["plan"].push_back(twice["plan"][2]);
    check_refused(twice, RefusalCode::given_twice, "/plan/3/code", "SR-1.9");
    Json none = ordinary();
    for (Json& subject : none["plan"])
        subject["counts_for_promotion"] = false;
    check_refused(none, RefusalCode::plan_without_counting_subject, "/plan", "SR-7.2a");
}

TEST_CASE("SR-1.9: a plan of forty subjects is evaluated and one of forty-one is not")
{
    Json document = ordinary();
    for (int number = 4; number <= 40; ++number) {
        const std::string code = "S" + std::to_string(number);
        document["plan"].push_back({{"code", code}, {"group", "OTHER"}, {"weekly_periods", 1}});
        document["marks"][code] = {"20", "30", "20", "30"};
    }
    CHECK(answer_to(document)["round1"]["final"].size() == 40);
    document["plan"].push_back({{"code", "S41"}, {"group", "OTHER"}, {"weekly_periods", 1}});
    document["plan"].push_back({{"code", "S42"}, {"group", "OTHER"}, {"weekly_periods", 1}});
    check_refused(document, RefusalCode::plan_too_large, "/plan/40", "");
}

TEST_CASE("SR-4.2: a subject outside of promotion is shown and decides nothing")
{
    Json document = with(ordinary(), "/plan/2/counts_for_promotion", false);
    document["plan"][2]["in_average"] = false;
    document["marks"]["MTH"] = {"0", "0", "0", "0"};
    const Json answer = answer_to(document);
    CHECK(answer["decision"] == "PASSED");
    CHECK(answer["round1"]["final"]["MTH"] == "0");
    CHECK(answer["round1"]["not_passed_subjects"].empty());
}

TEST_CASE("SR-6.4: parts of a given policy that do not make 100 are refused")
{
    const Json facts = without(ordinary(), "marks");
    check_refused(with(facts, "/policy", {{"regular", {{"t2", {{"cw", "15"}}}}}}),
                  RefusalCode::marks_do_not_add_up, "/policy/regular", "SR-6.4");
    check_refused(with(ordinary(), "/policy", {{"affiliated", {{"t1", {{"ex", "40"}}}}}}),
                  RefusalCode::marks_do_not_add_up, "/policy/affiliated", "SR-6.4");
    check_refused(with(ordinary(), "/policy", {{"affiliated_annual", {{"ex", "90"}}}}),
                  RefusalCode::marks_do_not_add_up, "/policy/affiliated_annual", "SR-6.4");
    check_refused(with(ordinary(), "/policy", {{"one_term_full_course", {{"cw", "50"}}}}),
                  RefusalCode::marks_do_not_add_up, "/policy/one_term_full_course", "SR-6.4");
    Json uneven = with(
        ordinary(), "/policy",
        Json::parse(
            R"({"regular": {"t1": {"cw": "10", "ex": "20"}, "t2": {"cw": "30", "ex": "40"}}})"));
    uneven["marks"]["MTH"] = {"10", "20", "30", "40"};
    CHECK(answer_to(without(uneven, "marks"))["decision"] == "INCOMPLETE");
    uneven["marks"] = {{"MTH", {"10", "20", "30", "40"}}};
    CHECK(answer_to(uneven)["round1"]["final"]["MTH"] == "100");
    // 50 for a term of 30 would not make 100 any more.
    uneven["marks"] = Json::object();
    check_refused(with(uneven, "/exam_only_terms", {"t1"}), RefusalCode::marks_do_not_add_up,
                  "/exam_only_terms", "SR-6.4");
}

TEST_CASE("SR-7.2b: a given policy decides, and the trace names the document as its source")
{
    Json document = ordinary();
    document["marks"]["MTH"] = {"8", "8", "8", "10"};
    CHECK(answer_to(document)["decision"] == "SECOND_ROUND");
    document["policy"] = Json::parse(R"({"tolerance": {"7.2.b": {"ratio": "0.60"}}})");
    const Json answer = answer_to(document, {.trace = true});
    CHECK(answer["by"] == "7.2.b");
    CHECK(answer["policy_given"] == Json::array({"passing.b_floor_share"}));
    const std::string trace = answer["trace"].dump();
    CHECK(trace.find(R"("read":"passing.b_floor_share","status":"found","value":"3/5")") !=
          std::string::npos);
    CHECK(answer["parameters_digest"] != answer_to(ordinary())["parameters_digest"]);
    // The value in force is no other value when it is given.
    document["policy"]["tolerance"]["7.2.b"]["ratio"] = "0.70";
    const Json same = answer_to(document);
    CHECK_FALSE(same.contains("policy_given"));
    CHECK(same["parameters_digest"] == answer_to(ordinary())["parameters_digest"]);
}

TEST_CASE("SR-7.2b: an override stands above the policy, and every field of it can be given")
{
    Json document = ordinary();
    document["policy"] = data("policy")["policy"];
    CHECK_FALSE(answer_to(document).contains("policy_given"));
    document["policy"]["fraction_raise"] = "none";
    CHECK(answer_to(document)["policy_given"] == Json::array({"fractions.raise"}));
    document["policy_override"] = {{"fraction_raise", "guide"}};
    document["marks"]["MTH"] = {"10", "15", "10", "14.5"};
    CHECK(answer_to(document)["round1"]["final"]["MTH"] == "50");
    Json all = ordinary();
    all["policy"] = Json::parse(R"({
        "tolerance": {"7.2.b": {"grades": [9], "max_subjects": 1, "ratio": "1/2", "excluded_groups": ["OTHER"]},
                      "7.2.c": {"grades": ["8"], "max_subjects": "3", "ratio": "0", "excluded_groups": []}},
        "tolerance_requires_sitting": false, "rounding": {"cumulative_average": {"digits": 4, "mode": "half_up"}}})");
    CHECK(answer_to(all)["policy_given"].size() == 10);
    CHECK(answer_to(all)["average_display"] == "64.3000");
}

TEST_CASE("SR-6.5: a policy is read as strictly as the facts")
{
    const auto refused = [](const char* policy, RefusalCode code, const std::string& field,
                            const std::string& clause) {
        CAPTURE(policy);
        check_refused(with(ordinary(), "/policy", Json::parse(policy)), code, "/policy" + field,
                      clause);
    };
    refused(R"({"short_tests": 2})", RefusalCode::field_unknown, "/short_tests", "");
    refused(R"([])", RefusalCode::field_wrong_type, "", "");
    refused(R"({"fraction_raise": "up"})", RefusalCode::value_not_listed, "/fraction_raise", "");
    refused(R"({"fraction_raise": 1})", RefusalCode::field_wrong_type, "/fraction_raise", "");
    refused(R"({"second_round_absent_rule": "zero"})", RefusalCode::value_not_listed,
            "/second_round_absent_rule", "");
    refused(R"({"subject_max": "-100"})", RefusalCode::value_out_of_range, "/subject_max",
            "SR-6.4");
    refused(R"({"affiliated": {"t1": {"cw": "5"}}})", RefusalCode::value_out_of_range,
            "/affiliated/t1/cw", "SR-10.4");
    refused(R"({"tolerance": {"7.2.b": {"ratio": "1.1"}}})", RefusalCode::value_out_of_range,
            "/tolerance/7.2.b/ratio", "SR-7.2");
    refused(R"({"tolerance": {"7.2.b": {"ratio": "most"}}})", RefusalCode::value_not_a_number,
            "/tolerance/7.2.b/ratio", "");
    refused(R"({"tolerance": {"7.2.d": {}}})", RefusalCode::field_unknown, "/tolerance/7.2.d", "");
    refused(R"({"tolerance": {"7.2.c": {"excluded_groups": ["ALL"]}}})",
            RefusalCode::value_not_listed, "/tolerance/7.2.c/excluded_groups/0", "SR-1.9");
    refused(R"({"tolerance": {"7.2.c": {"grades": [13]}}})", RefusalCode::value_out_of_range,
            "/tolerance/7.2.c/grades/0", "");
    refused(R"({"rounding": {"cumulative_average": {"digits": 10}}})",
            RefusalCode::value_out_of_range, "/rounding/cumulative_average/digits", "");
    refused(R"({"rounding": {"cumulative_average": {"mode": "half_even"}}})",
            RefusalCode::value_not_listed, "/rounding/cumulative_average/mode", "");
}

TEST_CASE("SR-1.11: everything wrong is told in one pass")
{
    Json document = ordinary();
    document["marks"] = {{"QRN", {"21", "x", "18", "27"}}, {"GRM", "70"}, {"XYZ", Json::array()}};
    document["absences"] = {{"MTH.t1", "ill"}};
    document["grade"] = 0;
    const Said said = said_of(document);
    std::vector<std::string> places;
    for (const Refusal& refusal : said.refusals)
        places.push_back(refusal.field);
    CHECK(places == std::vector<std::string>{"/grade", "/marks/GRM", "/marks/QRN/1", "/marks/XYZ",
                                             "/absences/MTH.t1"});
    CHECK(said.answer["also_refused"].size() == 4);
}

TEST_CASE("SR-7.4: the sheet, the table and the explanation say what the answer says")
{
    const Json suite = data("policy");
    const Json students = data("students");
    for (const Json& student : students["cases"]) {
        CAPTURE(student["id"].get<std::string>());
        const auto evaluator = rule_set().evaluator({.trace = true});
        const auto read = JsonDocument::parse(self_contained(student, suite).dump());
        REQUIRE(read);
        REQUIRE(evaluator->evaluate(read->root(), 1));
        for (const Language language : {Language::ar, Language::en}) {
            const SheetRow row = evaluator->row(language);
            CHECK(row.cells.size() == row.header.size());
            CHECK(row.cells[0] == student["id"]);
            const auto record = evaluator->csv_record(language);
            CHECK(record.size() == rule_set().csv_header(language).size());
            const Explanation told = evaluator->explanation(language);
            CHECK(told.title.find(student["id"].get<std::string>()) != std::string::npos);
            CHECK_FALSE(told.decision.empty());
            CHECK(told.changes.empty() == (row.decision == "PASSED"));
            CHECK(told.item_names.front().first == "QRN");
        }
    }
}

TEST_CASE("SR-3.7: no word of the answers calls a student failing, and general grades wait for the "
          "ministry")
{
    const auto evaluator = rule_set().evaluator({});
    const auto read = JsonDocument::parse(ordinary().dump());
    REQUIRE(read);
    REQUIRE(evaluator->evaluate(read->root(), 1));
    for (const std::string& key : rule_set().messages(Language::en).keys())
        if (key.starts_with("label.") || key.starts_with("sheet.")) {
            CAPTURE(key);
            CHECK(rule_set().messages(Language::en).format(key).find("fail") == std::string::npos);
        }
    // D16  Computed, and not printed before the bands are confirmed.
    const Json answer = answer_to(ordinary());
    CHECK(answer["general_grade_confirmed"] == false);
    const auto header = evaluator->row(Language::en).header;
    CHECK(std::ranges::find(header, "General grade") == header.end());
}

TEST_CASE("SR-1.9: a subject is told in English by its English name, in Arabic by its Arabic one")
{
    Json document =
        with(with(ordinary(), "/plan/2/name_ar", "الرياضيات"), "/plan/1/name_ar", "القواعد");
    document["plan"][2]["name_en"] = "Mathematics";
    document["marks"]["MTH"] = {"2", "3", "2", "3"};  // far below the minimum of 50
    const auto evaluator = rule_set().evaluator({.trace = true, .what_would_change = true});
    const auto read = JsonDocument::parse(document.dump());
    REQUIRE(read);
    REQUIRE(evaluator->evaluate(read->root(), 1));
    const auto names = [&](Language language) {
        std::vector<std::string> found;
        for (const auto& [code, name] : evaluator->explanation(language).item_names)
            found.push_back(code + '=' + name);
        return found;
    };
    // Without an English name the Arabic one stands, without any the code.
    CHECK(names(Language::en) ==
          std::vector<std::string>{"QRN=QRN", "GRM=القواعد", "MTH=Mathematics"});
    CHECK(names(Language::ar) ==
          std::vector<std::string>{"QRN=QRN", "GRM=القواعد", "MTH=الرياضيات"});
    for (const auto& [language, own, other] :
         {std::tuple{Language::en, "Mathematics", "الرياضيات"},
          std::tuple{Language::ar, "الرياضيات", "Mathematics"}}) {
        const Explanation told = evaluator->explanation(language);
        std::string all = told.decision;
        for (const auto& [name, value] : told.facts)
            all += name + value;
        REQUIRE_FALSE(told.changes.empty());
        for (const std::string& change : told.changes)
            all += change;
        CHECK(told.changes.front().find(own) != std::string::npos);
        CHECK(all.find(other) == std::string::npos);
        CHECK(evaluator->row(language).header[4] == own);
    }
    // It is a name and nothing else: the answer is the same.
    Json unnamed = document;
    unnamed["plan"][2].erase("name_en");
    CHECK(answer_to(unnamed) == answer_to(document));
}
