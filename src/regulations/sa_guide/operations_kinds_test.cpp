// The questions about examinations: the catalogue's examples J.4 to J.10, J.14, J.15, J.18 (b) and (d), and what they leave out.

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/evaluation.h"
#include "regulations/sa_guide/operations_kinds.h"
#include "regulations/sa_guide/operations_rules.h"
#include "tests/support/case_file.h"
#include "tests/support/project_files.h"
#include "tests/support/saudi_questions.h"

using namespace taqwim::sa_guide;
using taqwim::ConfigurationFault;
using taqwim::Day;
using taqwim::ParameterBook;
using taqwim::ParameterOverride;
using taqwim::RefusalCode;
using taqwim::to_code_text;
using taqwim::sa_1426::SimpleRule;
using taqwim::tests::differences;
using taqwim::tests::SaudiAnswer;
using taqwim::tests::steps_of;
using Json = nlohmann::json;

namespace {

// The parts of the guide's rules that these questions read.
struct TestEdition : taqwim::sa_1426::Rules, OperationsRules {};

struct KeptEdition {
    ParameterBook book;
    TestEdition rules;
};

KeptEdition edition_with(const std::vector<ParameterOverride>& overrides)
{
    auto files = taqwim::tests::parameter_files_of("src/regulations/sa_1426/parameters");
    for (const char* topic : {"absence", "cheating", "final_review", "general_grades", "retention",
                              "second_round_oral"})
        files.emplace_back("src/regulations/sa_guide/parameters/" + std::string(topic) + ".toml");
    ParameterBook book = taqwim::tests::parameter_book_of(files, overrides);
    const auto parameters = *book.on(*Day::of(2005, 9, 1));
    TestEdition rules;
    static_cast<taqwim::sa_1426::Rules&>(rules) = taqwim::sa_1426::Rules::read(parameters);
    static_cast<OperationsRules&>(rules) = OperationsRules::read(parameters);
    return {std::move(book), std::move(rules)};
}

const TestEdition& edition()
{
    static const KeptEdition kept = edition_with({});
    return kept.rules;
}

// A parameter with another value: "[[groups.values]] …" of its topic.
ParameterOverride changed(const std::string& topic, const std::string& key,
                          const std::string& value)
{
    return {"case/" + topic + ".toml", "[[" + key + ".values]]\nfrom = 2005-09-01\nvalue = \"" +
                                           value + "\"\nstatus = \"assumed\"\n"};
}

SaudiAnswer ask(SimpleRule rule, const Json& input)
{
    return taqwim::tests::ask(rule, input, edition());
}

std::string refusal_of(SimpleRule rule, const Json& input)
{
    const SaudiAnswer answer = ask(rule, input);
    return answer.refusal ? std::string(to_code_text(answer.refusal->code)) : "answered";
}

std::string place_of_refusal(SimpleRule rule, const Json& input)
{
    const SaudiAnswer answer = ask(rule, input);
    return answer.refusal ? answer.refusal->field : "answered";
}

// The catalogue's names of refusals and the product's.
const std::map<std::string, RefusalCode> k_refusals = {
    {"E-MU-GRADE12", RefusalCode::make_up_not_for_grade},
    {"E-ORAL-COMMITTEE", RefusalCode::oral_committee_incomplete},
    {"E-ORAL-GROUPS", RefusalCode::oral_groups_too_few},
};

// Every case of one file of the catalogue; it must hold `count` of them.
void run_examples(const std::string& function, SimpleRule rule, std::size_t count)
{
    const Json file = Json::parse(
        taqwim::tests::read_project_file("src/regulations/sa_guide/cases/" + function + ".json"));
    REQUIRE(file["function"] == function);
    REQUIRE(file["cases"].size() == count);
    for (const Json& example : file["cases"]) {
        CAPTURE(example.dump());
        const SaudiAnswer answer = ask(rule, example["given"]);
        const Json& expect = example["expect"];
        if (expect.contains("error")) {
            REQUIRE(answer.refusal);
            CHECK(answer.refusal->code == k_refusals.at(expect["error"].get<std::string>()));
            continue;
        }
        REQUIRE_FALSE(answer.refusal);
        CHECK(differences(expect, answer.fields) == "");
        // What the example does not expect has not happened.
        if (!expect.contains("year"))
            CHECK_FALSE(answer.fields.contains("year"));
        if (!expect.contains("final"))
            CHECK_FALSE(answer.fields.contains("final"));
    }
}

Json event(const char* kind, const char* subject)
{
    return {{"kind", kind}, {"subject", subject}};
}

}  // namespace

TEST_CASE("PG-12.CH.B.1, PG-12.CH.B.2: the catalogue's cases of cheating in one session")
{
    run_examples("cheating", cheating_kind, 4);
}
TEST_CASE("PG-12.D.3: the catalogue's cases of a student's age on the day of the act")
{
    run_examples("misconduct", misconduct_kind, 3);
}
TEST_CASE("PG-16.C.11: the catalogue's cases of a term's fraction")
{
    run_examples("term_round", term_round_kind, 4);
}
TEST_CASE("PG-16.C.11: the catalogue's cases of the final mark's fraction")
{
    run_examples("final_round", final_round_kind, 5);
}
TEST_CASE("PG-16.E.1: the catalogue's cases of papers taken out for final review")
{
    run_examples("select_review", select_review_kind, 6);
}
TEST_CASE("PG-16.E.3: the catalogue's cases of applying a final review")
{
    run_examples("apply_review", apply_review_kind, 4);
}
TEST_CASE("PG-19.2: the catalogue's cases of a missed first term")
{
    run_examples("absent_t1", absent_t1_kind, 3);
}
TEST_CASE("PG-19.R: the catalogue's cases of make-up windows")
{
    run_examples("window", window_kind, 4);
}
TEST_CASE("PG-20.14: the catalogue's cases of the oral panel's mean")
{
    run_examples("oral", oral_kind, 5);
}
TEST_CASE("PG-25.1, PG-25.2, PG-25.3: the catalogue's cases of keeping papers")
{
    run_examples("retention", retention_kind, 3);
}
TEST_CASE("PG-17.D.30: the catalogue's case of the first and last three")
{
    run_examples("top_bottom", top_bottom_kind, 1);
}
TEST_CASE("PG-13.4: the catalogue's case of a general grade")
{
    run_examples("gpa", gpa_kind, 1);
}

TEST_CASE("the questions about examinations are listed once each")
{
    std::map<std::string_view, int> names;
    for (const auto& kind : operations_kinds())
        ++names[kind.name];
    CHECK(names.size() == 17);
    for (const auto& [name, count] : names)
        CHECK_MESSAGE(count == 1, name);
}

TEST_CASE("PG-12.CH.B.1: the warning is of the session over all subjects, or of each subject by "
          "parameter")
{
    const Json input = {{"session", "T2"},
                        {"events", {event("DISORDER", "a"), event("HELPED", "b")}}};
    CHECK(ask(cheating_kind, input).fields["outcomes"] == Json{"WARNED", "CANCELLED:b"});
    const KeptEdition by_subject = edition_with({changed("cheating", "warning_scope", "SUBJECT")});
    const SaudiAnswer answer = taqwim::tests::ask(cheating_kind, input, by_subject.rules);
    CHECK(answer.fields["outcomes"] == Json{"WARNED", "WARNED"});
    CHECK(steps_of(answer.trace, "PG-12.CH.B.1", "cancels_after_warning") == 2);
}

TEST_CASE("PG-12.CH.B.1: minutes that the management rejected cancel nothing and count for nothing")
{
    Json second = event("ATTEMPT", "b");
    second["minutes"] = "REJECTED";
    const SaudiAnswer answer =
        ask(cheating_kind, {{"session", "R2"}, {"events", {event("ATTEMPT", "a"), second}}});
    CHECK(answer.fields["outcomes"] == Json{"WARNED", "NOT_COUNTED"});
    CHECK(answer.fields["cancelled_subjects"].empty());
    CHECK_FALSE(answer.fields.contains("year"));
}

TEST_CASE("PG-12.CH.B.1: nothing is cancelled without minutes, and an oral warning needs none")
{
    Json first = event("ATTEMPT", "a");
    first["minutes"] = "MISSING";
    CHECK(ask(cheating_kind, {{"session", "T1"}, {"events", {first}}}).fields["outcomes"] ==
          Json{"WARNED"});
    Json proven = event("PROVEN", "a");
    proven["minutes"] = "MISSING";
    const Json input = {{"session", "T1"}, {"events", {event("ATTEMPT", "a"), proven}}};
    CHECK(refusal_of(cheating_kind, input) == "MINUTES_NOT_APPROVED");
    CHECK(place_of_refusal(cheating_kind, input) == "/input/events/1");
}

TEST_CASE("PG-12.CH.B.3: an insult in the paper cancels at once and leaves other subjects alone")
{
    const SaudiAnswer answer =
        ask(cheating_kind, {{"session", "T2"}, {"events", {event("INSULT", "history")}}});
    CHECK(answer.fields["cancelled_subjects"] == Json{"history"});
    CHECK(answer.fields["effect"] == "SECOND_ROUND");
    CHECK(steps_of(answer.trace, "PG-12.CH.B.3", "cancels_for_insult") == 1);
}

TEST_CASE(
    "PG-12.CH.B.1: a cancelled mid-term leaves that mark 0, a cancelled second round the year")
{
    const auto asked = [](const char* session) {
        return ask(cheating_kind, {{"session", session}, {"events", {event("PROVEN", "a")}}})
            .fields;
    };
    CHECK(asked("MT1")["effect"] == "MID_TERM_MARK_ZERO");
    CHECK(asked("MU_T1")["effect"] == "SECOND_ROUND");
    CHECK(asked("MU_R2")["year"] == "FAILED_YEAR");
    CHECK_FALSE(asked("MU_R2").contains("effect"));
}

TEST_CASE("PG-12.CH.B.5: the centre is notified of grade 12 in the second term and round alone")
{
    const auto notified = [](const char* session, int grade) {
        return ask(cheating_kind,
                   {{"session", session}, {"grade", grade}, {"events", {event("PROVEN", "a")}}})
            .fields.contains("notify_centre");
    };
    CHECK(notified("T2", 12));
    CHECK(notified("R2", 12));
    CHECK_FALSE(notified("T1", 12));
    CHECK_FALSE(notified("T2", 11));
}

TEST_CASE("PG-12.CH.B.4, PG-12.CH.B.5: collective cheating withholds and is referred by grade and "
          "session")
{
    const auto asked = [](const char* session, int grade, int papers) {
        Json group = event("COLLECTIVE", "geography");
        group["papers"] = papers;
        return ask(cheating_kind, {{"session", session}, {"grade", grade}, {"events", {group}}});
    };
    CHECK(asked("T2", 9, 5).fields["referred_to"] == "DIRECTORATE");
    CHECK(asked("T1", 12, 5).fields["referred_to"] == "DIRECTORATE");
    CHECK(asked("T2", 12, 5).fields["referred_to"] == "GAE");
    CHECK(asked("T2", 9, 5).fields["outcomes"] == Json{"WITHHELD"});
    CHECK(asked("T2", 9, 5).fields["cancelled_subjects"].empty());
    // Two papers are a group, one is not.
    CHECK_FALSE(asked("T2", 9, 2).refusal);
    REQUIRE(asked("T2", 9, 1).refusal);
    CHECK(asked("T2", 9, 1).refusal->code == RefusalCode::value_out_of_range);
    CHECK(refusal_of(cheating_kind, {{"session", "T2"}, {"events", {event("COLLECTIVE", "a")}}}) ==
          "FIELD_MISSING");
}

TEST_CASE("PG-12.D.3: a birth date is needed, and a bar of one to three years")
{
    const Json past = {{"birth_hijri", "1411-03-10"}, {"act_hijri", "1426-03-11"}};
    const auto with_ban = [&past](int years) {
        Json input = past;
        input["ban_years"] = years;
        return refusal_of(misconduct_kind, input);
    };
    CHECK(with_ban(0) == "VALUE_OUT_OF_RANGE");
    CHECK(with_ban(1) == "answered");
    CHECK(with_ban(3) == "answered");
    CHECK(with_ban(4) == "VALUE_OUT_OF_RANGE");
    CHECK(refusal_of(misconduct_kind, {{"birth_hijri", nullptr}, {"act_hijri", "1426-03-11"}}) ==
          "BIRTH_DATE_MISSING");
    CHECK(refusal_of(misconduct_kind, {{"birth_hijri", "1430-01-01"},
                                       {"act_hijri", "1426-03-11"}}) == "FACTS_CONTRADICT");
    CHECK(refusal_of(misconduct_kind, {{"birth_hijri", "1411-03-10"}}) == "FIELD_MISSING");
    CHECK(refusal_of(misconduct_kind, {{"birth_hijri", "1411-13-10"},
                                       {"act_hijri", "1426-03-11"}}) == "VALUE_NOT_A_DATE");
    CHECK(ask(misconduct_kind, past).fields["second_round"] == "NONE");
    const SaudiAnswer below =
        ask(misconduct_kind, {{"birth_hijri", "1411-03-10"}, {"act_hijri", "1426-03-10"}});
    CHECK(below.fields["second_round"] == "FULL");
    CHECK(below.fields["coursework_kept"] == true);
}

TEST_CASE("PG-12.D.3: staff are disciplined before a referral unless the two cannot be separated")
{
    Json staff = {{"who", "STAFF"}, {"criminal", true}, {"referred_on", "2006-02-10"}};
    CHECK(refusal_of(misconduct_kind, staff) == "REFERRAL_BEFORE_DISCIPLINE");
    staff["disciplined_on"] = "2006-02-11";
    CHECK(refusal_of(misconduct_kind, staff) == "REFERRAL_BEFORE_DISCIPLINE");
    staff["disciplined_on"] = "2006-02-10";
    CHECK(ask(misconduct_kind, staff).fields["case"] == "b");
    staff.erase("disciplined_on");
    staff["separable"] = false;
    CHECK(ask(misconduct_kind, staff).fields["case"] == "b");
    CHECK(ask(misconduct_kind, {{"who", "STAFF"}}).fields["case"] == "a");
}

TEST_CASE(
    "PG-16.C.11: a term just under a whole mark below its share stays, without a minimum as well")
{
    // 24.01 is raised to 25, 24 is whole and stays.
    CHECK(ask(term_round_kind, {{"raw", "24.01"}, {"min_term", "25"}}).fields["term"] == "25");
    CHECK(ask(term_round_kind, {{"raw", "24"}, {"min_term", "25"}}).fields["passed"] == false);
    const SaudiAnswer open = ask(term_round_kind, {{"raw", "4.5"}, {"min_term", nullptr}});
    CHECK(open.fields["term"] == "9/2");
    CHECK(open.fields["passed"] == true);
    const SaudiAnswer final_open =
        ask(final_round_kind, {{"raw_terms", {"4", "7.5"}}, {"min", nullptr}});
    CHECK(final_open.fields["final"] == 12);
    CHECK(final_open.fields["pass"] == true);
}

TEST_CASE("PG-16.C.11: a missing part leaves no sum")
{
    CHECK(refusal_of(final_round_kind,
                     {{"raw_terms", {"30"}}, {"min_terms", {"25", "25"}}, {"min", "50"}}) ==
          "VALUE_OUT_OF_RANGE");
    CHECK(refusal_of(final_round_kind, {{"raw_terms", Json{"30", nullptr}},
                                        {"min_terms", {"25", "25"}},
                                        {"min", "50"}}) == "FIELD_MISSING");
    CHECK(refusal_of(final_round_kind, {{"raw_terms", {"30", "20"}}, {"min", "50"}}) ==
          "FIELD_MISSING");
    CHECK(refusal_of(term_round_kind, {{"raw", "thirty"}, {"min_term", "25"}}) ==
          "VALUE_NOT_A_NUMBER");
    CHECK(refusal_of(term_round_kind, {{"raw", true}}) == "FIELD_WRONG_TYPE");
    CHECK(refusal_of(term_round_kind, {{"raw", "-1"}}) == "VALUE_OUT_OF_RANGE");
    CHECK(refusal_of(term_round_kind, {{"raw", "1"}, {"minimum", "2"}}) == "FIELD_UNKNOWN");
    CHECK(place_of_refusal(term_round_kind, {{"raw", "1"}, {"minimum", "2"}}) == "/input/minimum");
}

TEST_CASE("PG-16.E.1: a lack of exactly four marks is in, and one of just more is out")
{
    const auto rule = [](const char* first, const char* second) {
        return ask(select_review_kind, {{"min", 50}, {"marks", {{"a", first}, {"b", second}}}})
            .fields["rule"];
    };
    CHECK(rule("46", "46") == "b");
    CHECK(rule("45.99", "46") == "none");
    CHECK(rule("46", "45.99") == "none");
}

TEST_CASE("PG-16.E.1: minimum marks by subject, none at all, and a result that is withheld")
{
    Json input = {{"min", {{"a", 50}, {"b", 40}, {"c", nullptr}}},
                  {"marks", {{"a", 49}, {"b", 39}, {"c", 2}}}};
    CHECK(ask(select_review_kind, input).fields["papers"] == Json{"a", "b"});
    input["withheld"] = true;
    CHECK(ask(select_review_kind, input).fields["papers"].empty());
    input.erase("withheld");
    input["min"].erase("b");
    CHECK(refusal_of(select_review_kind, input) == "FIELD_MISSING");
}

TEST_CASE("PG-16.E.1: by parameter also the only subject must lie within the marks that may lack")
{
    const KeptEdition strict = edition_with({changed("final_review", "single_any_mark", "no")});
    const auto rule = [&strict](int mark) {
        return taqwim::tests::ask(select_review_kind, {{"min", 50}, {"marks", {{"a", mark}}}},
                                  strict.rules)
            .fields["rule"];
    };
    CHECK(rule(46) == "a");
    CHECK(rule(45) == "none");
}

namespace {

// A regular student's year in grade 8 with these final marks, of 20 + 30 marks in both terms, minimum 50.
taqwim::sa_1426::StudentYear year_with(const std::vector<int>& final_marks)
{
    using namespace taqwim::sa_1426;
    auto plan = std::make_shared<Plan>();
    StudentYear year;
    year.grade = 8;
    for (const int mark : final_marks) {
        PlanSubject subject;
        subject.code = "S" + std::to_string(plan->subjects.size());
        subject.weekly_periods = 2;
        subject.minimum_kind = PlanSubject::Minimum::given;
        subject.minimum = taqwim::Mark(50);
        plan->subjects.push_back(subject);
        SubjectMarks marks;
        // The second term holds the smaller half.
        for (const Term term : k_terms) {
            TermMarks& of_term = marks.at(term);
            of_term.coursework = taqwim::Mark(10);
            of_term.exam = taqwim::Mark((term == Term::first ? mark - mark / 2 : mark / 2) - 10);
            of_term.has_coursework = true;
            of_term.sitting = Sitting::sat;
        }
        year.subjects.push_back(marks);
    }
    year.plan = std::move(plan);
    return year;
}

std::string decided_by(const std::vector<int>& final_marks)
{
    taqwim::sa_1426::Outcome outcome;
    auto trace = taqwim::Trace::off();
    REQUIRE_FALSE(taqwim::sa_1426::evaluate(year_with(final_marks), edition(), outcome, trace));
    return std::string(code(outcome.first.decision)) + " " + outcome.first.by;
}

}  // namespace

TEST_CASE("PG-17.D.21: tolerance comes after the final review and does not depend on it")
{
    const auto reviewed = [](int first, int second) {
        return ask(select_review_kind,
                   {{"min", 50}, {"marks", {{"a", first}, {"b", second}, {"c", 60}}}})
            .fields["rule"];
    };
    // Both reviewed without a higher mark, and promoted all the same; not reviewed, and promoted as well.
    CHECK(reviewed(46, 47) == "b");
    CHECK(decided_by({46, 47, 60}) == "PASSED 7.2.b");
    CHECK(reviewed(36, 45) == "none");
    CHECK(decided_by({36, 45, 60}) == "PASSED 7.2.b");
    // A raised mark leaves nothing to tolerate; below 70 % of the minimum nothing is tolerated.
    CHECK(decided_by({50, 50, 60}) == "PASSED 7.2.a");
    CHECK(decided_by({34, 45, 60}) == "SECOND_ROUND 8");
}

TEST_CASE(
    "PG-16.E.6: each reviewed paper has one of three outcomes, and none where none was reviewed")
{
    const Json parts = {{"cw1", 10}, {"ex1", 18}, {"cw2", 9}, {"ex2", "10.25"}};
    const SaudiAnswer answer =
        ask(apply_review_kind,
            {{"min", "50"}, {"components", parts}, {"t1_new", "17"}, {"t2_new", "13"}});
    CHECK(answer.fields["t1_paper"] == Json{{"outcome", "DECREASED"}, {"marks", "1"}});
    CHECK(answer.fields["t2_paper"] == Json{{"outcome", "INCREASED"}, {"marks", "11/4"}});
    const SaudiAnswer same =
        ask(apply_review_kind, {{"min", "50"}, {"components", parts}, {"t2_new", "10.25"}});
    CHECK(same.fields["t2_paper"] == Json{{"outcome", "INCREASE_NOT_ACCEPTED"}});
    CHECK_FALSE(same.fields.contains("t1_paper"));
    CHECK(refusal_of(apply_review_kind, {{"min", "50"}, {"components", parts}, {"t2_new", "30"}}) ==
          "answered");
    CHECK(refusal_of(apply_review_kind,
                     {{"min", "50"}, {"components", parts}, {"t2_new", "30.25"}}) ==
          "MARK_OVER_MAXIMUM");
}

TEST_CASE("PG-16.E.3: a lower mark of the second term is applied, also where it fails the subject")
{
    const SaudiAnswer answer = ask(
        apply_review_kind, {{"min", "50"},
                            {"components", {{"cw1", 10}, {"ex1", 20}, {"cw2", 10}, {"ex2", 10}}},
                            {"t2_new", "9"}});
    CHECK(answer.fields["final"] == 49);
    CHECK(answer.fields["pass"] == false);
}

TEST_CASE("PG-16.E.3: with the terms' shares given, two reached terms lift the mark to the minimum")
{
    // 24.5 and 24.2 are raised to 25 each; their sum 48.7 would be 49.
    const Json parts = {{"cw1", "4.5"}, {"ex1", 19}, {"cw2", "4.2"}, {"ex2", 20}};
    Json input = {{"min", "50"}, {"components", parts}, {"t1_new", "20"}, {"t2_new", "20"}};
    CHECK(ask(apply_review_kind, input).fields["final"] == 48);
    CHECK(ask(apply_review_kind, input).fields["t1_applied"] == false);
    input["min_terms"] = {"25", "25"};
    CHECK(ask(apply_review_kind, input).fields["final"] == 50);
    CHECK(ask(apply_review_kind, input).fields["t1_applied"] == true);
}

TEST_CASE(
    "PG-13.4: averages of xx.xx5 go up, so that the grade changes at 84.995 and not at 84.994")
{
    // 84.995 in binary floating point is a little less and would be shown as 84.99.
    const auto asked = [](const char* mark) {
        return ask(gpa_kind, {{"marks", {mark}}, {"periods", {1}}}).fields;
    };
    CHECK(asked("84.995")["p"] == "85.00");
    CHECK(asked("84.995")["grade_assumed"] == asked("92")["grade_assumed"]);
    CHECK(asked("84.994")["p"] == "84.99");
    CHECK(asked("84.994")["grade_assumed"] == asked("75")["grade_assumed"]);
    CHECK(asked("74.99")["grade_assumed"] == asked("65")["grade_assumed"]);
    // Passed although below 50: the last grade.
    CHECK(asked("47.5")["grade_assumed"] == asked("64.99")["grade_assumed"]);
    CHECK(asked("64.99")["grade_assumed"] != asked("65")["grade_assumed"]);
}

TEST_CASE("PG-13.4: no periods, a missing mark, and a grade that the Ministry confirmed")
{
    CHECK(refusal_of(gpa_kind, {{"marks", {90, 80}}, {"periods", {0, 0}}}) ==
          "AVERAGE_WITHOUT_PERIODS");
    CHECK(refusal_of(gpa_kind, {{"marks", Json::array()}, {"periods", Json::array()}}) ==
          "AVERAGE_WITHOUT_PERIODS");
    CHECK(refusal_of(gpa_kind, {{"marks", {90, 80}}, {"periods", {3}}}) == "VALUE_OUT_OF_RANGE");
    CHECK(refusal_of(gpa_kind, {{"marks", {90}}, {"periods", {"2.5"}}}) == "FIELD_WRONG_TYPE");
    const SaudiAnswer missing = ask(gpa_kind, {{"marks", Json{90, nullptr}}, {"periods", {3, 2}}});
    CHECK(missing.fields["p"] == nullptr);
    CHECK_FALSE(missing.fields.contains("grade_assumed"));
    const KeptEdition confirmed = edition_with({changed("grades", "confirmed", "yes")});
    const SaudiAnswer answer =
        taqwim::tests::ask(gpa_kind, {{"marks", {92}}, {"periods", {3}}}, confirmed.rules);
    CHECK(answer.fields.contains("grade"));
    CHECK_FALSE(answer.fields.contains("grade_assumed"));
}

TEST_CASE("PG-19.2: the second term reached exactly, by its fraction, just not, and not sat")
{
    const auto scope = [](const Json& exam) {
        return ask(absent_t1_kind,
                   {{"cw1", 17}, {"cw2", 10}, {"ex2", exam}, {"min_term", "25"}, {"ex_max", 30}})
            .fields["scope"];
    };
    CHECK(scope("15") == "T1");
    CHECK(scope("14.25") == "T1");  // 24.25 is raised to 25
    CHECK(scope("14") == "FULL");
    CHECK(scope(nullptr) == "FULL");
}

TEST_CASE("PG-19.2: a second-round mark of all that is allotted is in, and one above is refused")
{
    Json input = {{"cw1", 17}, {"cw2", 10}, {"ex2", 17}, {"min_term", "25"}, {"ex_max", 30}};
    input["r2"] = 30;
    CHECK(ask(absent_t1_kind, input).fields["final"] == 74);
    input["r2"] = "30.25";
    CHECK(refusal_of(absent_t1_kind, input) == "MARK_OVER_MAXIMUM");
    CHECK(place_of_refusal(absent_t1_kind, input) == "/input/r2");
    // 20.25 + 17 + 27 = 64.25 is raised.
    input["r2"] = "20.25";
    CHECK(ask(absent_t1_kind, input).fields["final"] == 65);
    input["ex2"] = 31;
    CHECK(refusal_of(absent_t1_kind, input) == "MARK_OVER_MAXIMUM");
}

TEST_CASE(
    "PG-19.R.1, PG-19.R.2, PG-19.R.4: the first and last day are in, the days around them out")
{
    const auto asked = [](Json input, const char* day) {
        input["day"] = day;
        return refusal_of(window_kind, input);
    };
    const Json first = {{"kind", "MU_T1"}, {"term2_start", "2026-01-25"}};
    CHECK(asked(first, "2026-01-24") == "MAKE_UP_BEFORE_WINDOW");
    CHECK(asked(first, "2026-01-25") == "answered");
    CHECK(asked(first, "2026-02-07") == "answered");
    CHECK(asked(first, "2026-02-08") == "MAKE_UP_AFTER_LIMIT");
    const Json second = {{"kind", "MU_T2"}, {"grade", 11}, {"last_exam", "2026-06-10"}};
    CHECK(asked(second, "2026-06-10") == "MAKE_UP_BEFORE_WINDOW");
    CHECK(asked(second, "2026-06-11") == "answered");
    CHECK(asked(second, "2026-06-17") == "answered");
    CHECK(asked(second, "2026-06-18") == "MAKE_UP_AFTER_LIMIT");
    const Json round = {
        {"kind", "MU_R2"}, {"term1_start", "2026-08-30"}, {"last_exam", "2026-08-26"}};
    CHECK(asked(round, "2026-08-26") == "MAKE_UP_BEFORE_WINDOW");
    CHECK(asked(round, "2026-08-27") == "answered");
    CHECK(asked(round, "2026-09-12") == "answered");
    CHECK(asked(round, "2026-09-13") == "MAKE_UP_AFTER_LIMIT");
}

TEST_CASE("PG-19.R, PG-19.R.3: grades 4 to 12, in the second term to 11, and the grade must be "
          "known there")
{
    const auto asked = [](const char* kind, int grade) {
        return refusal_of(window_kind, {{"kind", kind},
                                        {"grade", grade},
                                        {"term2_start", "2026-01-25"},
                                        {"last_exam", "2026-06-10"},
                                        {"term1_start", "2026-08-30"}});
    };
    CHECK(asked("MU_T1", 3) == "GRADE_NOT_COVERED");
    CHECK(asked("MU_T1", 4) == "answered");
    CHECK(asked("MU_T1", 12) == "answered");
    CHECK(asked("MU_T2", 4) == "answered");
    CHECK(asked("MU_T2", 11) == "answered");
    CHECK(asked("MU_T2", 12) == "MAKE_UP_NOT_FOR_GRADE");
    CHECK(refusal_of(window_kind, {{"kind", "MU_T2"}, {"last_exam", "2026-06-10"}}) ==
          "FIELD_MISSING");
    CHECK(refusal_of(window_kind, {{"kind", "MU_X"}, {"last_exam", "2026-06-10"}}) ==
          "VALUE_NOT_LISTED");
    CHECK(refusal_of(window_kind, {{"kind", "MU_T1"}, {"term2_start", "2026-02-30"}}) ==
          "VALUE_NOT_A_DATE");
}

TEST_CASE("PG-19.X.1: each ground with its evidence, in time, first degree alone, others with the "
          "directorate")
{
    CHECK(refusal_of(excuse_kind, {{"ground", 1}}) == "EXCUSE_WITHOUT_EVIDENCE");
    CHECK(refusal_of(excuse_kind, {{"ground", 1}, {"evidence", true}}) == "answered");
    const Json grandfather = {{"ground", 4}, {"evidence", true}, {"relative", "grandfather"}};
    CHECK(refusal_of(excuse_kind, grandfather) == "VALUE_NOT_LISTED");
    CHECK(place_of_refusal(excuse_kind, grandfather) == "/input/relative");
    CHECK(refusal_of(excuse_kind, {{"ground", 4}, {"evidence", true}, {"relative", "father"}}) ==
          "answered");
    CHECK(refusal_of(excuse_kind, {{"ground", 5}, {"evidence", true}}) == "VALUE_NOT_LISTED");
    CHECK(refusal_of(excuse_kind, {{"ground", 7}, {"evidence", true}}) ==
          "EXCUSE_WITHOUT_DIRECTORATE");
    CHECK(refusal_of(excuse_kind, {{"ground", 7}, {"evidence", true}, {"directorate", true}}) ==
          "answered");
    Json filed = {{"ground", 1}, {"evidence", true}, {"window_opens_on", "2026-01-25"}};
    filed["filed_on"] = "2026-01-24";
    CHECK(refusal_of(excuse_kind, filed) == "answered");
    filed["filed_on"] = "2026-01-25";
    CHECK(refusal_of(excuse_kind, filed) == "EXCUSE_AFTER_DEADLINE");
    CHECK(refusal_of(excuse_kind, {{"ground", 8}, {"evidence", true}}) == "VALUE_OUT_OF_RANGE");
}

TEST_CASE("PG-20.4, PG-20.9: who sits the second round, who makes up, and who has no other chance")
{
    const auto next = [](const char* state, bool passed, bool tolerated, bool second_round) {
        return ask(next_exam_kind, {{"grade", 9},
                                    {"state", state},
                                    {"passed", passed},
                                    {"tolerated", tolerated},
                                    {"second_round", second_round}})
            .fields["next"];
    };
    CHECK(next("SAT", true, false, false) == "NONE");
    CHECK(next("SAT", false, false, false) == "R2_DUE");
    CHECK(next("SAT", false, true, false) == "NONE");
    CHECK(next("ACCEPTED_PENDING", false, false, false) == "MAKE_UP");
    CHECK(next("ACCEPTED", false, false, false) == "R2_DUE");
    CHECK(next("REJECTED", false, false, false) == "R2_DUE");
    CHECK(next("UNEXCUSED", true, false, false) == "R2_DUE");
    CHECK(next("CANCELLED", false, false, false) == "R2_DUE");
    CHECK(next("REJECTED", false, false, true) == "FAILED_YEAR");
    CHECK(next("CANCELLED", false, false, true) == "FAILED_YEAR");
    CHECK(refusal_of(next_exam_kind, {{"grade", 3}, {"state", "SAT"}}) ==
          "SECOND_ROUND_BY_MASTERY");
    CHECK(refusal_of(next_exam_kind, {{"grade", 4}, {"state", "SAT"}}) == "answered");
}

TEST_CASE("PG-20.14: the panel at its least, and one teacher, group or question fewer")
{
    const Json least = {{"marks", {"33", "30"}},
                        {"subject_teacher", true},
                        {"groups", 30},
                        {"min_questions", 6},
                        {"scope", "T1"}};
    CHECK(refusal_of(oral_kind, least) == "answered");
    const auto with = [&least](const char* field, const Json& value) {
        Json input = least;
        input[field] = value;
        return refusal_of(oral_kind, input);
    };
    CHECK(with("marks", {"33"}) == "ORAL_COMMITTEE_INCOMPLETE");
    CHECK(with("subject_teacher", false) == "ORAL_COMMITTEE_INCOMPLETE");
    CHECK(with("groups", 29) == "ORAL_GROUPS_TOO_FEW");
    CHECK(with("min_questions", 5) == "ORAL_GROUPS_TOO_FEW");
    CHECK(with("marks", {"50", "50"}) == "answered");
    CHECK(with("marks", {"50", "50.25"}) == "MARK_OVER_MAXIMUM");
    CHECK(with("marks", Json{"50", nullptr}) == "FIELD_MISSING");
    CHECK(steps_of(ask(oral_kind, least).trace, "PG-20.10", "oral_maximum") == 1);
}

TEST_CASE(
    "PG-20.10: the terms of an oral subject make up for each other; the round takes a term's place")
{
    const auto asked = [](const char* first, const char* second) {
        return Json{{"terms", {first, second}}, {"min", "50"}};
    };
    CHECK(ask(oral_year_kind, asked("22", "31")).fields["passed"] == true);
    CHECK(ask(oral_year_kind, asked("22", "28")).fields["passed"] == true);
    Json one_term = asked("17", "31");
    one_term["r2"] = 33;
    CHECK(ask(oral_year_kind, one_term).fields ==
          Json{{"passed", false}, {"scope", "T1"}, {"r2_max", 50}, {"final", 64}});
    Json both = asked("24", "24.75");
    both["r2"] = 58;
    CHECK(ask(oral_year_kind, both).fields ==
          Json{{"passed", false}, {"scope", "FULL"}, {"r2_max", 100}, {"final", 58}});
    Json not_assessed = asked("40", "40");
    not_assessed["sat"] = {true, false};
    CHECK(ask(oral_year_kind, not_assessed).fields["scope"] == "T2");
    one_term["r2"] = 51;
    CHECK(refusal_of(oral_year_kind, one_term) == "MARK_OVER_MAXIMUM");
    CHECK(refusal_of(oral_year_kind, asked("51", "20")) == "MARK_OVER_MAXIMUM");
}

TEST_CASE("PG-20.11: the Qur'an passes with half of both terms and keeps daily and weekly marks")
{
    CHECK(ask(oral_year_kind, {{"quran", true}, {"terms", {"24", "26"}}}).fields["passed"] == true);
    Json input = {{"quran", true},
                  {"terms", {"22", "27"}},
                  {"kept", {"12", "14"}},
                  {"kept_max", {"20", "20"}},
                  {"r2", 18}};
    const SaudiAnswer answer = ask(oral_year_kind, input);
    CHECK(answer.fields == Json{{"passed", false}, {"scope", "T1"}, {"r2_max", 30}, {"final", 57}});
    CHECK(steps_of(answer.trace, "PG-20.11", "quran_second_round") == 1);
    input["kept"] = {"21", "14"};
    CHECK(refusal_of(oral_year_kind, input) == "MARK_OVER_MAXIMUM");
    input["kept"] = Json::array({"1"});
    CHECK(refusal_of(oral_year_kind, input) == "VALUE_OUT_OF_RANGE");
}

TEST_CASE("PG-16.E.3: the paper of term 1 is taken out while both exams can make up the deficit")
{
    // 50 - 44 = 6; 30 - 27 = 3 and 30 - 27 = 3.
    const auto taken_out = [](const char* final_mark, const char* first, const char* second) {
        return ask(first_term_paper_kind,
                   {{"min", "50"}, {"final", final_mark}, {"ex1", first}, {"ex2", second}})
            .fields["taken_out"];
    };
    CHECK(taken_out("44", "27", "27") == true);
    CHECK(taken_out("44", "27", "27.25") == false);
    CHECK(taken_out("43.75", "27", "27") == false);
    CHECK(refusal_of(first_term_paper_kind,
                     {{"min", "50"}, {"final", "44"}, {"ex1", "30.25"}, {"ex2", "27"}}) ==
          "MARK_OVER_MAXIMUM");
}

TEST_CASE("PG-20.13: computing in grade 12 is examined in writing alone in the second round")
{
    const auto maximum = [](int grade, const char* scope) {
        return ask(computing_second_round_kind, {{"grade", grade}, {"scope", scope}}).fields["max"];
    };
    CHECK(maximum(11, "T1") == 30);
    CHECK(maximum(12, "T2") == 30);
    CHECK(maximum(12, "FULL") == 60);
    const auto practical = [](int grade) {
        return refusal_of(computing_second_round_kind,
                          {{"grade", grade}, {"scope", "T1"}, {"practical", "10"}});
    };
    CHECK(practical(12) == "NO_PRACTICAL_EXAM");
    CHECK(practical(11) == "answered");
}

TEST_CASE("PG-17.D.30: ties share a place, nobody stands on both lists, who is withheld on none")
{
    const auto asked = [](const Json& totals) {
        return ask(top_bottom_kind, {{"totals", totals}}).fields;
    };
    CHECK(asked({900, 890, 880, 870}) == Json{{"top", {900, 890, 880}}, {"bottom", {870}}});
    CHECK(asked({500, nullptr, 900}) == Json{{"top", {900, 500}}, {"bottom", Json::array()}});
    CHECK(asked({90, 80, 70, 60, 50, 40, 40, 30})["bottom"] == Json{30, 40, 40, 50});
    CHECK(asked(Json::array())["top"].empty());
}

TEST_CASE(
    "PG-25.1, PG-25.3: papers may go on the earliest day and not the day before; on hold never")
{
    Json papers = {{"kind", "G1_11"}, {"next_t1_first_exam", "2027-01-03"}};
    papers["day"] = "2026-12-19";
    CHECK(refusal_of(retention_kind, papers) == "PAPERS_KEPT_LONGER");
    papers["day"] = "2026-12-20";
    CHECK(refusal_of(retention_kind, papers) == "answered");
    papers["hold"] = true;
    CHECK(refusal_of(retention_kind, papers) == "PAPERS_ON_HOLD");
    Json support = {{"kind", "SUPPORT"}, {"second_year_end", "2028-06-29"}};
    support["day"] = "2028-06-29";
    CHECK(refusal_of(retention_kind, support) == "PAPERS_KEPT_LONGER");
    support["day"] = "2028-06-30";
    CHECK(refusal_of(retention_kind, support) == "answered");
    // Without next year's calendar there is nothing to count from.
    CHECK(refusal_of(retention_kind, {{"kind", "G12"}}) == "FIELD_MISSING");
}

TEST_CASE("the parameters of examinations that contradict each other stop the program")
{
    CHECK_THROWS_AS((void)edition_with({changed("cheating", "ban_least_years", "4")}),
                    ConfigurationFault);
    CHECK_THROWS_AS((void)edition_with({changed("second_round_oral", "whole_maximum", "90")}),
                    ConfigurationFault);
}
