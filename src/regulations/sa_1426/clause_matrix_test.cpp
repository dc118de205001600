// The matrix of clauses and cases: a clause that the register says a rule meets is cited by the trace of a case.

#include <map>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "regulations/frame/clause_register.h"
#include "regulations/sa_1426/after_the_result_rules.h"
#include "regulations/sa_1426/evaluation.h"
#include "regulations/sa_1426/followup_kinds.h"
#include "regulations/sa_1426/mastery_kinds.h"
#include "tests/support/case_file.h"
#include "tests/support/mastery_rules.h"
#include "tests/support/project_files.h"
#include "tests/support/sa_1426_rules.h"
#include "tests/support/sa_1426_year.h"
#include "tests/support/saudi_questions.h"

using namespace taqwim::sa_1426;
using taqwim::Clause;
using taqwim::ClauseRegister;
using taqwim::Day;
using taqwim::ParameterBook;
using taqwim::Trace;
using taqwim::TraceNode;
using taqwim::TraceRecording;
using taqwim::tests::CaseOfFile;
using taqwim::tests::read_project_file;
using Json = nlohmann::json;

namespace {

const std::string k_folder = "src/regulations/sa_1426/";

using Clauses = std::set<std::string>;

Json document(const std::string& name)
{
    return Json::parse(read_project_file(k_folder + "cases/" + name + ".json"));
}

void add_cited(const TraceRecording& recording, Clauses& cited)
{
    for (std::size_t at = 0; at < recording.size(); ++at)
        if (recording[at].kind == TraceNode::Kind::clause)
            cited.insert(recording[at].clause);
}

// The thirty-five students of the catalogue.
void add_students(Clauses& cited)
{
    const Json policy = document("policy");
    const Json students = document("students");
    REQUIRE(students["cases"].size() == 35);
    for (const Json& student : students["cases"]) {
        // One is computed without the raising of fractions: cases_test.cpp does that.
        if (student.contains("policy_override"))
            continue;
        const StudentYear year =
            taqwim::tests::sa_1426_year(taqwim::tests::sa_1426_facts(student, policy));
        TraceRecording recording;
        Trace trace(recording);
        Outcome outcome;
        CHECK_FALSE(evaluate(year, taqwim::tests::sa_1426_rules(), outcome, trace));
        add_cited(recording, cited);
    }
}

// The hand-worked years by marks name the clauses of their traces, and cases_test.cpp holds the traces against them.
void add_hand_worked_years(Clauses& cited)
{
    for (const auto& path : taqwim::tests::case_files_below(k_folder + "cases"))
        for (const CaseOfFile& one : taqwim::tests::read_case_file(path))
            for (const Json& step : one.content.value("expect_steps", Json::array())) {
                const std::string text = step;
                cited.insert(text.substr(0, text.find(' ')));
            }
}

struct TestEdition : Rules, AfterTheResultRules {};

// Questions that are no year by marks, each answered or refused.
void add_questions(Clauses& cited)
{
    static const ParameterBook book = taqwim::tests::parameter_book_of(
        taqwim::tests::parameter_files_of(k_folder + "parameters"));
    const auto parameters = *book.on(*Day::of(2005, 9, 1));
    TestEdition edition;
    static_cast<Rules&>(edition) = Rules::read(parameters);
    static_cast<AfterTheResultRules&>(edition) = AfterTheResultRules::read(parameters);

    const std::map<std::string, SimpleRule> kinds = {
        {"class_mean", class_mean_kind},
        {"goal_coverage", goal_coverage_kind},
        {"risk_of_failure", risk_of_failure_kind},
        {"balance_of_terms", balance_of_terms_kind},
        {"exceptional_promotion", exceptional_promotion_kind},
        {"followup", followup_kind},
        {"makeup_window", makeup_window_kind},
        {"cumulative_average", cumulative_average_kind},
    };
    const Json questions = document("questions");
    REQUIRE(questions["questions"].size() > 10);
    for (const Json& question : questions["questions"]) {
        CAPTURE(question.dump());
        const std::string kind = question["kind"];
        if (kind == "primary") {
            add_cited(taqwim::tests::ask(primary_kind, question["input"],
                                         taqwim::tests::regulation_mastery_rules())
                          .trace,
                      cited);
        } else {
            REQUIRE(kinds.contains(kind));
            add_cited(taqwim::tests::ask(kinds.at(kind), question["input"], edition).trace, cited);
        }
    }
}

// Clauses whose rule is no step of a year: it is checked when the program starts, or leads to another clause's step.
bool is_without_step(const std::string& clause)
{
    static const Clauses clauses = {
        "SR-6.4",   // the sum of the marks of a subject: Rules::read refuses another
        "SR-10.4",  // no coursework for affiliated students: the step is that of SR-10.5
    };
    return clauses.contains(clause);
}

}  // namespace

TEST_CASE("Every clause of sa_1426 that a rule meets is cited by the trace of a case")
{
    Clauses cited;
    add_students(cited);
    add_hand_worked_years(cited);
    add_questions(cited);

    const std::string text = read_project_file(k_folder + "clauses.toml");
    const auto clauses = ClauseRegister::read({"clauses.toml", text});
    std::size_t with_rule = 0;
    for (const Clause& clause : clauses.all()) {
        if (clause.rules.empty() || is_without_step(clause.id))
            continue;
        ++with_rule;
        CHECK_MESSAGE(cited.contains(clause.id), clause.id, " is cited by no trace");
    }
    CHECK(with_rule > 35);
    // And no trace cites what the register does not have.
    for (const std::string& id : cited)
        CHECK_MESSAGE(clauses.find(id) != nullptr, id, " is not in the register");
}
