// Runs the cases of the year by marks: the thirty-five students and the table of scopes of the catalogue, and the
// hand-worked cases/marks/*.cases.toml (cases/marks/README.md).

#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/evaluation.h"
#include "tests/support/case_file.h"
#include "tests/support/project_files.h"
#include "tests/support/sa_1426_rules.h"
#include "tests/support/sa_1426_year.h"

using namespace taqwim::sa_1426;
using taqwim::Trace;
using taqwim::TraceNode;
using taqwim::TraceRecording;
using taqwim::tests::CaseOfFile;
using taqwim::tests::sa_1426_outcome;
using taqwim::tests::sa_1426_rules;
using taqwim::tests::sa_1426_rules_with;
using taqwim::tests::sa_1426_year;
using Json = nlohmann::json;

namespace {

const std::string k_folder = "src/regulations/sa_1426/";

Json document(const std::string& name)
{
    return Json::parse(taqwim::tests::read_project_file(k_folder + "cases/" + name + ".json"));
}

// What one evaluation said, as text, so that two of them can be compared.
Json evaluated(const StudentYear& year, const Rules& rules, Trace trace)
{
    Outcome outcome;
    const auto refusal = evaluate(year, rules, outcome, trace);
    if (refusal)
        return {{"refused", std::string(taqwim::to_text(refusal->code))},
                {"at", refusal->field},
                {"clause", refusal->clause}};
    return sa_1426_outcome(year, outcome);
}

// Evaluates with and without trace; both must say the same. The recording names subjects by the year's own plan.
Json outcome_of(const StudentYear& year, const Rules& rules, TraceRecording& recording)
{
    Json outcome = evaluated(year, rules, Trace(recording));
    CHECK(outcome == evaluated(year, rules, Trace::off()));
    return outcome;
}

// The round as the catalogue writes it: only the final marks that it names.
Json as_written(const Json& round, const Json& expected)
{
    Json written = round;
    written["final"] = Json::object();
    for (const auto& [name, mark] : expected["final"].items())
        if (round["final"].contains(name))
            written["final"][name] =
                taqwim::Exact::parse(round["final"][name].get<std::string>()) ==
                        taqwim::Exact::parse(mark.get<std::string>())
                    ? mark
                    : round["final"][name];
    return written;
}

// TOML has no null: "-" is an exam that was not sat, "none" no minimum mark.
Json with_nulls(Json value, const char* word)
{
    for (Json& entry : value)
        if (entry.is_structured())
            entry = with_nulls(entry, word);
        else if (entry == word)
            entry = nullptr;
    return value;
}

// The facts of a case: a student as cases/students.json has them, with changes to single subjects of the plan.
Json facts_of(const Json& content)
{
    Json student = {{"id", "case"},
                    {"student_kind", content.value("student_kind", "regular")},
                    {"grade", content.at("grade")},
                    {"plan", content.at("plan")},
                    {"base", content.at("base")},
                    {"override", with_nulls(content.value("override", Json::object()), "-")}};
    for (const char* key :
         {"absences", "second_round", "one_term", "exam_only_terms", "kept_marks"})
        if (content.contains(key))
            student[key] = content[key];
    if (content.contains("min_override"))
        student["min_override"] = with_nulls(content["min_override"], "none");
    Json facts = taqwim::tests::sa_1426_facts(student, document("policy"));
    const Json changes = content.value("subjects", Json::object());
    for (Json& subject : facts["plan"])
        if (changes.contains(subject["code"].get<std::string>()))
            subject.merge_patch(changes[subject["code"].get<std::string>()]);
    // The plans of the catalogue give every subject a minimum of 50.
    if (content.value("minimum_by_parameter", false))
        for (Json& subject : facts["plan"])
            subject.erase("min");
    return facts;
}

const Rules& rules_of(const Json& content)
{
    std::vector<std::pair<std::string, std::string>> values;
    const Json parameters = content.value("parameters", Json::object());
    for (const auto& [name, value] : parameters.items())
        values.emplace_back(name, value.get<std::string>());
    return values.empty() ? sa_1426_rules() : sa_1426_rules_with(values);
}

// Every clause of the trace, and once more with what it is about.
std::set<std::string> steps_of(const TraceRecording& recording)
{
    std::set<std::string> steps;
    for (std::size_t at = 0; at < recording.size(); ++at)
        if (recording[at].kind == TraceNode::Kind::clause) {
            steps.insert(recording[at].clause);
            if (recording[at].item != nullptr)
                steps.insert(std::string(recording[at].clause) + ' ' + recording[at].item);
        }
    return steps;
}

void knows_only(const Json& table, const std::set<std::string>& known)
{
    for (const auto& [key, value] : table.items())
        if (!known.contains(key))
            throw std::runtime_error("the case has \"" + key + "\", which nobody reads");
}

void run_case(const CaseOfFile& one)
{
    const Json& content = one.content;
    knows_only(content, {"student_kind",   "grade",           "plan",
                         "base",           "override",        "absences",
                         "second_round",   "one_term",        "exam_only_terms",
                         "min_override",   "subjects",        "minimum_by_parameter",
                         "parameters",     "expect",          "expect_none",
                         "expect_missing", "expect_refused",  "expect_refused_at",
                         "expect_steps",   "expect_no_steps", "kept_marks"});
    const StudentYear year = sa_1426_year(facts_of(content));
    TraceRecording recording;
    const Json outcome = outcome_of(year, rules_of(content), recording);
    const bool is_refused = outcome.contains("refused");
    CHECK_MESSAGE(is_refused == content.contains("expect_refused"), outcome.dump());
    if (is_refused) {
        CHECK(outcome["refused"] == content.value("expect_refused", ""));
        CHECK(outcome["at"] == content.value("expect_refused_at", ""));
        return;
    }
    const Json expect = content.value("expect", Json::object());
    for (const auto& [place, expected] : expect.items()) {
        const Json* const actual = taqwim::tests::find_at(outcome, place);
        CHECK_MESSAGE(actual != nullptr, place, " is not there");
        if (actual == nullptr)
            continue;
        const std::string wrong = taqwim::tests::differences(expected, *actual, place);
        CHECK_MESSAGE(wrong.empty(), wrong);
    }
    const Json none = content.value("expect_none", Json::array());
    for (const Json& place : none)
        CHECK_MESSAGE(taqwim::tests::find_at(outcome, place.get<std::string>()) == nullptr, place);
    CHECK(outcome["missing"] == content.value("expect_missing", Json::array()));
    const std::set<std::string> steps = steps_of(recording);
    const Json with = content.value("expect_steps", Json::array());
    for (const Json& step : with)
        CHECK_MESSAGE(steps.contains(step.get<std::string>()), step);
    const Json without = content.value("expect_no_steps", Json::array());
    for (const Json& step : without)
        CHECK_MESSAGE(!steps.contains(step.get<std::string>()), step);
}

const bool k_cases_are_registered =
    taqwim::tests::register_cases(k_folder + "cases/marks", run_case);

}  // namespace

TEST_CASE("SR-7.2: the thirty-five students of the catalogue come out as worked, S01 to S35")
{
    const Json policy = document("policy");
    const Json students = document("students");
    REQUIRE(k_cases_are_registered);
    REQUIRE(students["cases"].size() == 35);
    for (const Json& student : students["cases"]) {
        CAPTURE(student["id"].get<std::string>());
        const bool is_unraised = student.contains("policy_override") &&
                                 student["policy_override"] == Json{{"fraction_raise", "none"}};
        REQUIRE(student.contains("policy_override") == is_unraised);
        TraceRecording recording;
        const Json outcome = outcome_of(
            sa_1426_year(taqwim::tests::sa_1426_facts(student, policy)),
            is_unraised ? sa_1426_rules_with({{"fractions.raise", "none"}}) : sa_1426_rules(),
            recording);
        const Json& expected = student["expected"];
        CHECK(outcome.contains("round2") == expected.contains("round2"));
        for (const char* round : {"round1", "round2"})
            if (expected.contains(round) && outcome.contains(round))
                CHECK(as_written(outcome[round], expected[round]) == expected[round]);
    }
}

TEST_CASE("SR-8.1: the thirty-six vectors of scope, threshold and fraction come out as worked")
{
    const Json suite = document("scope");
    REQUIRE(suite["vectors"].size() == 36);
    const Rules& unraised = sa_1426_rules_with({{"fractions.raise", "none"}});
    for (const Json& vector : suite["vectors"]) {
        CAPTURE(vector.dump());
        // The marks of a term as coursework up to 20, the rest as exam; without the exam all of it is coursework.
        Json marks = Json::array();
        Json absences = Json::object();
        for (const char* term : {"1", "2"}) {
            const auto mark =
                *taqwim::Exact::parse(vector[std::string("t") + term].get<std::string>());
            const bool sat = vector[std::string("sat") + term].get<bool>();
            const taqwim::Exact coursework = mark < taqwim::Exact(20) ? mark : taqwim::Exact(20);
            marks.push_back(coursework.to_text());
            marks.push_back(sat ? Json((mark - coursework).to_text()) : Json());
            if (!sat)
                absences[std::string("MTH.t") + term] = "unexcused";
        }
        const Json facts = {
            {"grade", 8},
            {"plan",
             Json::array(
                 {{{"code", "MTH"},
                   {"group", "OTHER"},
                   {"weekly_periods", 5},
                   {"min", vector["min"]}},
                  // So that 7 (2) b passes nobody.
                  {{"code", "FQH"}, {"group", "ISLAMIC"}, {"weekly_periods", 2}, {"min", "50"}}})},
            {"marks", {{"MTH", marks}, {"FQH", {"0", "0", "0", "0"}}}},
            {"absences", absences}};
        TraceRecording recording;
        const Json outcome =
            outcome_of(sa_1426_year(facts),
                       vector["fraction_raise"] == "none" ? unraised : sa_1426_rules(), recording);
        const Json& subject = outcome["subjects"]["MTH"];
        const auto is = [](const Json& said, const Json& expected) {
            return taqwim::Exact::parse(said.get<std::string>()) ==
                   taqwim::Exact::parse(expected.get<std::string>());
        };
        CHECK(is(subject["term_marks"][0], vector["term_marks"][0]));
        CHECK(is(subject["term_marks"][1], vector["term_marks"][1]));
        CHECK(is(subject["final"], vector["final"]));
        CHECK(subject["passed"] == vector["passed"]);
        CHECK(subject["scope"] == (vector["scope"].is_null() ? Json("") : vector["scope"]));
        if (!vector["max"].is_null())
            CHECK(is(subject["second_max"], vector["max"]));
    }
}
