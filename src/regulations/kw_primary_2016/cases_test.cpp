// Runs the cases of the regulation (cases/README.md): each becomes a test of its own.

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/refusal_codes.h"
#include "regulations/frame/clause_register.h"
#include "regulations/frame/json_writer.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/kw_primary_2016/article_11_summative.h"
#include "regulations/kw_primary_2016/article_12_term.h"
#include "regulations/kw_primary_2016/article_13_year.h"
#include "regulations/kw_primary_2016/article_14_verbal.h"
#include "regulations/kw_primary_2016/article_15_absence.h"
#include "regulations/kw_primary_2016/article_16_exceptional.h"
#include "regulations/kw_primary_2016/article_18_placement.h"
#include "regulations/kw_primary_2016/article_19_second_round.h"
#include "regulations/kw_primary_2016/article_22_absence.h"
#include "regulations/kw_primary_2016/decide_year.h"
#include "regulations/kw_primary_2016/evaluation.h"
#include "regulations/kw_primary_2016/outcome_json.h"
#include "regulations/kw_primary_2016/student_year_json.h"
#include "tests/support/case_file.h"
#include "tests/support/kw_primary_2016_rules.h"
#include "tests/support/project_files.h"

using namespace taqwim::kw_primary_2016;
using taqwim::Day;
using taqwim::EmbeddedFile;
using taqwim::Exact;
using taqwim::Finding;
using taqwim::JsonDocument;
using taqwim::JsonWriter;
using taqwim::Mark;
using taqwim::ParameterBook;
using taqwim::ParameterOverride;
using taqwim::Refusal;
using taqwim::Result;
using taqwim::SchoolYear;
using taqwim::Trace;
using taqwim::TraceNode;
using taqwim::TraceRecording;
using taqwim::tests::CaseOfFile;
using taqwim::tests::differences;
using taqwim::tests::find_at;
using Json = nlohmann::json;

namespace {

const std::string k_folder = "src/regulations/kw_primary_2016/";

// As the card prints them, in the order of VerbalGrade.
const GradeSymbols k_symbols = {"غ.ل", "ل", "ج", "ج.ج", "م"};

// Reading a case. Whatever is wrong with it ends the test with a message.

[[noreturn]] void is_wrong(const std::string& what)
{
    throw std::runtime_error("the case is wrong: " + what);
}

void knows_only(const Json& table, std::initializer_list<std::string_view> known)
{
    for (const auto& [key, value] : table.items())
        if (std::find(known.begin(), known.end(), key) == known.end())
            is_wrong("it has \"" + key + "\", which nobody reads");
}

const Json& need(const Json& table, const char* key)
{
    if (!table.contains(key))
        is_wrong(std::string("it has no \"") + key + "\"");
    return table[key];
}

std::string text(const Json& table, const char* key)
{
    const Json& value = need(table, key);
    return value.is_string() ? value.get<std::string>() : value.dump();
}

Exact number(const Json& value)
{
    const std::string written = value.is_string() ? value.get<std::string>() : value.dump();
    const auto read = Exact::parse(written);
    if (!read)
        is_wrong("\"" + written + "\" is no number");
    return *read;
}

Mark mark(const Json& table, const char* key)
{
    return Mark(number(need(table, key)));
}

int count(const Json& table, const char* key)
{
    return static_cast<int>(number(need(table, key)).numerator());
}

int count_or_zero(const Json& table, const char* key)
{
    return table.contains(key) ? count(table, key) : 0;
}

bool is_so(const Json& table, const char* key)
{
    return table.contains(key) && table[key] == true;
}

Day day(const Json& table, const char* key)
{
    const auto read = Day::parse(text(table, key));
    if (!read)
        is_wrong("\"" + text(table, key) + "\" is no day");
    return *read;
}

Subject subject(const std::string& code)
{
    const auto found = subject_of(code);
    if (!found)
        is_wrong("\"" + code + "\" is no subject");
    return *found;
}

// The enumerator of a code, among the first `size` of them.
template <class Enum>
Enum of_code(const std::string& wanted, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i)
        if (wanted == code(static_cast<Enum>(i)))
            return static_cast<Enum>(i);
    is_wrong("\"" + wanted + "\" is not known");
}

// Rules, as the parameter files give them or with values of the case's own.

const Rules& rules_with(const Json& parameters)
{
    struct Kept {
        ParameterBook book;
        Rules rules;
    };
    static std::map<std::string, std::unique_ptr<Kept>> known;
    if (parameters.empty())
        return taqwim::tests::kw_rules();
    std::unique_ptr<Kept>& kept = known[parameters.dump()];
    if (kept)
        return kept->rules;

    const auto folder = taqwim::tests::project_path(k_folder + "parameters");
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".toml")
            names.insert(entry.path().filename().string());
    std::deque<std::string> texts;
    std::vector<EmbeddedFile> files;
    for (const std::string& name : names) {
        const std::string& path = texts.emplace_back("parameters/" + name);
        files.push_back(
            {path, texts.emplace_back(taqwim::tests::read_project_file(k_folder + path))});
    }
    std::vector<ParameterOverride> overrides;
    for (const auto& [name, value] : parameters.items()) {
        const std::size_t dot = name.find('.');
        if (dot == std::string::npos)
            is_wrong("\"" + name + "\" is no parameter");
        overrides.push_back({"case/" + name.substr(0, dot) + ".toml",
                             "[[" + name.substr(dot + 1) +
                                 ".values]]\nfrom = 2015-09-01\nvalue = " + value.dump() +
                                 "\nstatus = \"assumed\"\n"});
    }
    ParameterBook book = ParameterBook::read(files, overrides);
    Rules rules = Rules::read(*book.on(taqwim::tests::k_kw_school_year.first_day()));
    kept = std::make_unique<Kept>(Kept{std::move(book), std::move(rules)});
    return kept->rules;
}

// A case of a whole year: facts as a document, the outcome as a document.

Json document_of(const std::string& name)
{
    return Json::parse(taqwim::tests::read_project_file(k_folder + "cases/" + name + ".json"));
}

Json facts_of(const Json& content)
{
    Json facts = Json::object();
    const Json& base = need(content, "base");
    for (const Json& name : base.is_array() ? base : Json::array({base}))
        facts.merge_patch(document_of(name.get<std::string>()));
    if (content.contains("remove"))
        for (const Json& place : content["remove"])
            taqwim::tests::remove_at(facts, place.get<std::string>());
    if (content.contains("set"))
        for (const auto& [place, value] : content["set"].items())
            taqwim::tests::put_at(facts, place, value);
    return facts;
}

// "unit_score maths T2 1", as far as the fact has a term and a number.
std::set<std::string> missing_facts(const Json& outcome)
{
    std::set<std::string> missing;
    for (const Json& fact : outcome["missing"]) {
        if (!fact["counted"].get<bool>())
            continue;
        std::string line =
            fact["fact"].get<std::string>() + " " + fact["subject"].get<std::string>();
        if (fact.contains("term"))
            line += " " + fact["term"].get<std::string>();
        if (fact.contains("number"))
            line += " " + fact["number"].dump();
        missing.insert(line);
    }
    return missing;
}

// Whether the trace has a step "KW-15.B.E1" or, with what it is about, "KW-15.B.E1 B1w".
bool has_step(const TraceRecording& trace, const std::string& step)
{
    const std::size_t blank = step.find(' ');
    const std::string clause = step.substr(0, blank);
    for (std::size_t i = 0; i < trace.size(); ++i) {
        const TraceNode& node = trace[i];
        if (node.kind == TraceNode::Kind::clause && clause == node.clause &&
            (blank == std::string::npos ||
             (node.item != nullptr && step.substr(blank + 1) == node.item)))
            return true;
    }
    return false;
}

struct WholeYear {
    std::optional<Refusal> refusal;
    Json outcome;
    TraceRecording trace;
};

Json outcome_json(const StudentYear& year, const Outcome& outcome, const Rules& rules)
{
    JsonWriter json;
    json.begin_object();
    write_outcome(year, outcome, rules, k_symbols, json);
    json.end_object();
    return Json::parse(json.str());
}

WholeYear evaluated(const Json& facts, const Rules& rules)
{
    const ReaderContext context{
        .rules_of = [&](SchoolYear) -> Result<const Rules*> { return &rules; },
        .symbols = taqwim::tests::kw_level_symbols(),
        .default_school_year = taqwim::tests::k_kw_school_year,
        .calendars = {},
        .memory = nullptr};
    const std::string written = facts.dump();
    const auto document = JsonDocument::parse(written);
    REQUIRE(document);
    WholeYear result;
    const Result<StudentYear> year = read_student_year(document->root(), context);
    if (!year) {
        result.refusal = year.refusal();
        return result;
    }
    Outcome outcome;
    Trace trace(result.trace);
    result.refusal = evaluate(*year, rules, outcome, trace);
    Outcome silent;
    Trace nothing = Trace::off();
    const auto refused_silently = evaluate(*year, rules, silent, nothing);
    REQUIRE(result.refusal.has_value() == refused_silently.has_value());
    if (result.refusal)
        return result;
    result.outcome = outcome_json(*year, outcome, rules);
    CHECK_MESSAGE(result.outcome == outcome_json(*year, silent, rules),
                  "the outcome differs when no trace is kept");
    return result;
}

void check_outcome(const Json& content, const WholeYear& result)
{
    if (content.contains("expect_file")) {
        const std::string wrong =
            differences(document_of(content["expect_file"].get<std::string>()), result.outcome);
        CHECK_MESSAGE(wrong.empty(), wrong);
    }
    if (content.contains("expect"))
        for (const auto& [place, expected] : content["expect"].items()) {
            const Json* const actual = find_at(result.outcome, place);
            CHECK_MESSAGE(actual != nullptr, place, ": expected ", expected.dump(),
                          ", and there is nothing");
            if (actual == nullptr)
                continue;
            const std::string wrong = differences(expected, *actual, place);
            CHECK_MESSAGE(wrong.empty(), wrong);
        }
    if (content.contains("expect_none"))
        for (const Json& place : content["expect_none"]) {
            const Json* const actual = find_at(result.outcome, place.get<std::string>());
            CHECK_MESSAGE((actual == nullptr || actual->is_null()), place.get<std::string>(),
                          ": expected nothing, got ", actual == nullptr ? "" : actual->dump());
        }
    if (content.contains("expect_missing")) {
        const Json expected = content["expect_missing"].get<std::set<std::string>>();
        const Json actual = missing_facts(result.outcome);
        CHECK_MESSAGE(expected == actual, "missing: expected ", expected.dump(), ", got ",
                      actual.dump());
    }
    if (content.contains("expect_steps"))
        for (const Json& step : content["expect_steps"])
            CHECK_MESSAGE(has_step(result.trace, step.get<std::string>()), step.get<std::string>(),
                          ": no such step in the trace");
    if (content.contains("expect_no_steps"))
        for (const Json& step : content["expect_no_steps"])
            CHECK_MESSAGE(!has_step(result.trace, step.get<std::string>()), step.get<std::string>(),
                          ": a step in the trace that should not be there");
}

void run_whole_year(const CaseOfFile& one)
{
    const Json& content = one.content;
    knows_only(content, {"base", "set", "remove", "parameters", "expect", "expect_file",
                         "expect_none", "expect_missing", "expect_steps", "expect_no_steps",
                         "expect_refused", "expect_refused_at"});
    const Rules& rules = rules_with(content.value("parameters", Json::object()));
    const WholeYear result = evaluated(facts_of(content), rules);

    if (content.contains("expect_refused")) {
        REQUIRE_MESSAGE(result.refusal.has_value(), "nothing was refused");
        CHECK(taqwim::to_code_text(result.refusal->code) == text(content, "expect_refused"));
        if (content.contains("expect_refused_at"))
            CHECK(result.refusal->field == text(content, "expect_refused_at"));
        return;
    }
    if (result.refusal)
        FAIL("refused: ", taqwim::to_code_text(result.refusal->code), " at ",
             result.refusal->field);
    if (!content.contains("expect") && !content.contains("expect_file") &&
        !content.contains("expect_none") && !content.contains("expect_missing"))
        is_wrong("it expects nothing");
    check_outcome(content, result);
}

// A case of one rule: small facts in `given`, what the rule says as a table.

using RuleOfCase = Json (*)(const Json& given, const Rules& rules);

Json says_unit_points(const Json& given, const Rules& rules)
{
    knows_only(given, {"score", "max"});
    const auto centi = [](const Exact& value) {
        return static_cast<std::int32_t>((value * Exact(100)).nearest(taqwim::Ties::toward_zero));
    };
    const Exact maximum = given.contains("max") ? number(given["max"]) : Exact(10);
    return {{"points", unit_points(centi(number(need(given, "score"))), centi(maximum), rules)}};
}

// One subject of grade 4 in one term, as a document: its other subjects have no record.
Json subject_term(const Json& plan, const Json& record, const Rules& rules)
{
    const Json facts = {
        {"grade", 4}, {"policy", plan}, {"subjects", {{"maths", {{"T1", record}}}}}};
    const WholeYear result = evaluated(facts, rules);
    if (result.refusal)
        return {{"refused", taqwim::to_code_text(result.refusal->code)}};
    return result.outcome["terms"]["T1"]["subjects"]["maths"];
}

Json says_competency_level(const Json& given, const Rules& rules)
{
    knows_only(given, {"levels"});
    const Json record = {{"formative", {{"1", {{"1.1", need(given, "levels")}}}}}};
    const Json term = subject_term({{"competencies", {{"maths", 1}}}}, record, rules);
    if (term.contains("refused"))
        return term;
    return {{"mean", term["competency_means"]["1"]}, {"level", term["competency_levels"][0]}};
}

Json says_formative_mark(const Json& given, const Rules& rules)
{
    knows_only(given, {"competency_levels", "competencies"});
    const Json& levels = need(given, "competency_levels");
    const Json competencies =
        given.contains("competencies") ? given["competencies"] : Json(levels.size());
    const Json term = subject_term({{"competencies", {{"maths", competencies}}}},
                                   {{"competency_averages", levels}}, rules);
    return term.contains("refused") ? term : Json{{"formative", term["formative"]}};
}

Json says_summative_mark(const Json& given, const Rules& rules)
{
    knows_only(given, {"unit_points", "competencies"});
    // The least score out of 10 of each number of points (KW-T-11a).
    constexpr std::array scores = {"0", "4", "6", "8", "9"};
    Json units = Json::array();
    for (const Json& points : need(given, "unit_points"))
        units.push_back(scores.at(points.get<std::size_t>()));
    const Json competencies = given.contains("competencies") ? given["competencies"] : Json(5);
    const Json count_of_units = units.size();
    const Json term = subject_term({{"competencies", {{"maths", competencies}}},
                                    {"units", {{"maths", {count_of_units, count_of_units}}}}},
                                   {{"summative", units}}, rules);
    return term.contains("refused") ? term : Json{{"summative", term["summative"]}};
}

// The facts of a school that keeps counts, in term 1 of a student of grade 4.
TermOutcome term_of_counts(const Json& given, const Rules& rules)
{
    StudentYear year;
    year.grade = 4;
    year.school_year = taqwim::tests::k_kw_school_year;
    AbsenceCounts& counts = year.absence[0];
    counts.given = true;
    counts.unexcused_full_days = count_or_zero(given, "unexcused_days");
    counts.excused_intermittent_days = count_or_zero(given, "excused_days");
    counts.lateness_unaccepted = count_or_zero(given, "lateness_unaccepted");
    counts.lateness_accepted = count_or_zero(given, "lateness_accepted");
    Known compulsory = Known::unknown;
    if (given.contains("compulsory"))
        compulsory = is_so(given, "compulsory") ? Known::yes : Known::no;
    Trace nothing = Trace::off();
    TermOutcome result;
    term_deduction(year, Term::first, AbsenceClasses::of(year, rules, nothing), compulsory, rules,
                   result, nothing);
    return result;
}

Json documents_of(const TermOutcome& term)
{
    Json documents = Json::array();
    for (const Document document : term.documents)
        documents.push_back(code(document));
    return documents;
}

Json says_deduction(const Json& given, const Rules& rules)
{
    knows_only(given, {"unexcused_days", "excused_days", "lateness_unaccepted", "compulsory"});
    const TermOutcome term = term_of_counts(given, rules);
    return {{"unexcused_days", term.unexcused_days},
            {"deduction_unexcused", term.deduction_unexcused.to_text()},
            {"deduction_excused", term.deduction_excused.to_text()},
            {"deduction", term.deduction.to_text()},
            {"documents", documents_of(term)}};
}

Json says_lateness(const Json& given, const Rules& rules)
{
    knows_only(given, {"lateness_unaccepted", "lateness_accepted"});
    const TermOutcome term = term_of_counts(given, rules);
    const Json documents = documents_of(term);
    return {{"converted_days", term.converted_days},
            {"warning_issued",
             std::find(documents.begin(), documents.end(), "lateness_warning") != documents.end()}};
}

Json says_verbal_grade(const Json& given, const Rules& rules)
{
    knows_only(given, {"percentage"});
    Trace nothing = Trace::off();
    const VerbalGrade grade = verbal_grade(number(need(given, "percentage")), rules, nothing);
    return {{"grade", k_symbols[static_cast<std::size_t>(grade)]}};
}

// The actual total stands in the first subject that is assessed; the others have zero.
Json says_notional_total(const Json& given, const Rules& rules)
{
    knows_only(given, {"grade", "actual_total", "exempt"});
    StudentYear year;
    year.grade = count(given, "grade");
    SubjectSet exempt;
    for (const Json& name : need(given, "exempt"))
        exempt.insert(subject(name.get<std::string>()));
    const Mark actual = mark(given, "actual_total");
    const Mark zero(0);
    SubjectMarks marks{};
    bool is_placed = false;
    for (const Subject one : k_all_subjects) {
        const bool is_assessed =
            rules.counted_in(year.grade).value.contains(one) && !exempt.contains(one);
        if (!is_assessed)
            continue;
        marks[index(one)] = is_placed ? &zero : &actual;
        is_placed = true;
    }
    Trace nothing = Trace::off();
    const Total total = counted_total(year, "T1", marks, exempt, rules, nothing);
    if (!total.known)
        return {{"known", false}};
    return {{"notional_total", total.notional.to_text()},
            {"percentage", total.percentage.to_text()},
            {"display", total.percentage.shown()},
            {"grade", k_symbols[static_cast<std::size_t>(total.grade)]}};
}

// The year mark of one subject from term marks that are there already. A first term that is not
// given was carried over (KW-15.A.E3).
Json says_year_mark(const Json& given, const Rules& rules)
{
    knows_only(given, {"first_term", "second_term", "performance"});
    StudentYear year;
    year.grade = given.contains("performance") ? 5 : 4;
    Outcome outcome;
    SubjectTermOutcome& first = outcome.at(Subject::maths, Term::first);
    SubjectTermOutcome& second = outcome.at(Subject::maths, Term::second);
    first.status = given.contains("first_term") ? TermStatus::computed : TermStatus::carried;
    if (given.contains("first_term"))
        first.net = mark(given, "first_term");
    second.status = TermStatus::computed;
    second.net = mark(given, "second_term");
    if (given.contains("performance")) {
        PerformanceSitting& sitting = year.performance[index(Subject::maths)];
        sitting.state = SittingState::attended;
        sitting.mark = mark(given, "performance");
    }
    Trace nothing = Trace::off();
    year_mark(year, Subject::maths, rules, outcome, nothing);
    const SubjectYearOutcome& result = outcome.at(Subject::maths);
    REQUIRE(result.has_year_mark);
    return {{"mean_of_terms", result.mean.to_text()}, {"year_mark", result.year_mark.to_text()}};
}

Json codes_where(const Outcome& outcome, bool (*holds)(const SubjectYearOutcome&))
{
    Json codes = Json::array();
    for (const Subject one : k_all_subjects)
        if (holds(outcome.at(one)))
            codes.push_back(code(one));
    return codes;
}

// The decision of the first round from year marks that are there already, net of deductions.
Json says_decision(const Json& given, const Rules& rules)
{
    knows_only(given, {"grade", "year_marks", "last_two_months_broken", "second_term_whole_absent",
                       "exceptional_pending", "absent_whole_year", "performance_unexcused"});
    StudentYear year;
    year.grade = count(given, "grade");
    year.school_year = taqwim::tests::k_kw_school_year;
    Outcome outcome;
    for (const Subject one : k_all_subjects) {
        SubjectYearOutcome& result = outcome.at(one);
        result.taught = rules.taught_in(year.grade).contains(one);
        result.counted = rules.counted_in(year.grade).value.contains(one);
    }
    for (const auto& [name, value] : need(given, "year_marks").items()) {
        SubjectYearOutcome& result = outcome.at(subject(name));
        result.has_mean = result.has_year_mark = value != "missing";
        if (result.has_year_mark)
            result.mean = result.year_mark = result.after_raise = Mark(number(value));
    }
    for (const Json& name : given.value("performance_unexcused", Json::array()))
        outcome.at(subject(name.get<std::string>())).barred_by_performance = true;
    if (is_so(given, "last_two_months_broken"))
        year.last_two_months = LastTwoMonths{.attended_days = 0, .absence_all_excused = false};
    if (given.contains("second_term_whole_absent"))
        outcome.at(Term::second).whole_absence =
            of_code<WholeTermAbsence>(text(given, "second_term_whole_absent"), 5);
    if (is_so(given, "exceptional_pending")) {
        year.exceptional = ExceptionalCase{.type = "inpatient",
                                           .of_parent = false,
                                           .from = {},
                                           .to = {},
                                           .district = Judgement::accepted,
                                           .ministry_committee = Judgement::undecided,
                                           .lapsed = false};
        outcome.at(Term::second).whole_absence = WholeTermAbsence::exceptional;
    }
    if (is_so(given, "absent_whole_year"))
        for (TermOutcome& term : outcome.terms)
            term.attended_days = 0;

    Trace nothing = Trace::off();
    decide_year(year, AbsenceClasses::of(year, rules, nothing), rules, outcome, nothing);
    Json after = Json::object();
    Json raised = Json::object();
    for (const Subject one : k_all_subjects) {
        const SubjectYearOutcome& result = outcome.at(one);
        if (result.raised == RaiseRule::none)
            continue;
        after[code(one)] = result.after_raise.to_text();
        raised[code(one)] = result.raised == RaiseRule::clause_17_1 ? "17.1" : "17.2";
    }
    return {
        {"decision", code(outcome.decision_round_1)},
        {"clause", outcome.decision_clause},
        {"repeat_reason", code(outcome.repeat_reason)},
        {"raised", raised},
        {"after", after},
        {"failing_as_obtained",
         codes_where(outcome, [](const SubjectYearOutcome& s) { return s.failing_as_obtained; })},
        {"failing_after_raise",
         codes_where(outcome, [](const SubjectYearOutcome& s) { return s.failing_after_raise; })},
        {"second_chance_subjects", codes_where(outcome, [](const SubjectYearOutcome& s) {
             return s.second_chance != SecondChance::none;
         })}};
}

Json says_placement_result(const Json& given, const Rules& rules)
{
    knows_only(given, {"case", "exceptional", "absent", "paper", "first_round", "first_term",
                       "formative", "deduction"});
    const auto mark_or_zero = [&](const char* key) {
        return given.contains(key) ? mark(given, key) : Mark(0);
    };
    Trace nothing = Trace::off();
    const PlacementResult result =
        placement_result({.chance = of_code<SecondChance>(text(given, "case"), 6),
                          .exceptional = is_so(given, "exceptional"),
                          .attended = !is_so(given, "absent"),
                          .paper = mark_or_zero("paper"),
                          .first_round = mark_or_zero("first_round"),
                          .first_term = mark_or_zero("first_term"),
                          .formative = mark_or_zero("formative"),
                          .deduction = mark_or_zero("deduction"),
                          .first_term_carried = false},
                         "maths", rules, nothing);
    return {{"passed", result.passed}, {"year_mark", result.recorded.to_text()}};
}

Json says_second_round_result(const Json& given, const Rules& rules)
{
    knows_only(given,
               {"case", "absent", "first_round", "formative_1", "formative_2", "reassessment_of_40",
                "reassessment_of_100", "performance", "mean_of_terms", "first_term", "paper"});
    const auto mark_or_zero = [&](const char* key) {
        return given.contains(key) ? mark(given, key) : Mark(0);
    };
    Trace nothing = Trace::off();
    const SecondRoundResult result =
        second_round_result({.chance = of_code<SecondChance>(text(given, "case"), 6),
                             .attended = !is_so(given, "absent"),
                             .first_round = mark_or_zero("first_round"),
                             .formative_1 = mark_or_zero("formative_1"),
                             .formative_2 = mark_or_zero("formative_2"),
                             .reassessment = mark_or_zero("reassessment_of_40"),
                             .reassessment_of_100 = mark_or_zero("reassessment_of_100"),
                             .performance = mark_or_zero("performance"),
                             .mean_of_terms = mark_or_zero("mean_of_terms"),
                             .first_term = mark_or_zero("first_term"),
                             .first_term_carried = false,
                             .whole_paper = mark_or_zero("paper")},
                            "maths", rules, nothing);
    return {{"test_mark", result.test_mark.to_text()},
            {"display", result.test_mark.shown()},
            {"passed", result.passed},
            {"recorded", result.recorded.to_text()}};
}

Json row_json(const AbsenceRow& row)
{
    Json classes = Json::array();
    if (row.classes.unexcused)
        classes.push_back("unexcused");
    if (row.classes.excused)
        classes.push_back("excused");
    if (row.classes.exceptional)
        classes.push_back("exceptional");
    return {{"row", row.row},
            {"clause", row.clause},
            {"grades", std::to_string(row.first_grade) + "-" + std::to_string(row.last_grade)},
            {"term", row.term},
            {"classes", classes},
            {"action", row.action},
            {"if_never_made_up", row.if_never_made_up},
            {"limit", row.limit},
            {"approval", row.approval},
            {"promotion", row.promotion}};
}

Json says_absence_row(const Json& given, const Rules&)
{
    knows_only(given, {"row"});
    for (const AbsenceRow& row : absence_rows())
        if (text(given, "row") == row.row)
            return row_json(row);
    is_wrong("the table has no row " + text(given, "row"));
}

// Which row a missed item takes.
Json says_row_of_missed_item(const Json& given, const Rules&)
{
    knows_only(given, {"grade", "term", "missed", "class", "in_last_two_months"});
    static const std::map<std::string, MissedKind> kinds = {
        {"measure", MissedKind::measure},
        {"unit", MissedKind::unit},
        {"last_unit", MissedKind::last_unit},
        {"performance", MissedKind::performance},
        {"whole_term", MissedKind::whole_term}};
    const auto kind = kinds.find(text(given, "missed"));
    if (kind == kinds.end())
        is_wrong("\"" + text(given, "missed") + "\" is nothing that can be missed");
    Known inside = Known::unknown;
    if (given.contains("in_last_two_months"))
        inside = is_so(given, "in_last_two_months") ? Known::yes : Known::no;
    const AbsenceRow* const row =
        absence_row(count(given, "grade"), count(given, "term") == 1 ? Term::first : Term::second,
                    kind->second, of_code<ItemClass>(text(given, "class"), 4), inside);
    return {{"row", row == nullptr ? "none" : row->row}};
}

Json says_end_of_first_week(const Json& given, const Rules& rules)
{
    knows_only(given, {"start"});
    return {{"last", end_of_first_week(day(given, "start"), rules).to_text()}};
}

Json says_exceptional_limit(const Json& given, const Rules& rules)
{
    knows_only(given, {"grade", "next_second_term_start"});
    StudentYear year;
    year.grade = count(given, "grade");
    year.school_year = taqwim::tests::k_kw_school_year;
    if (given.contains("next_second_term_start")) {
        SchoolCalendar calendar;
        calendar.next_second_term_start = day(given, "next_second_term_start");
        year.calendar = std::make_shared<const SchoolCalendar>(calendar);
    }
    const auto limit = exceptional_limit(year, rules);
    return {{"last", limit ? Json(limit->to_text()) : Json("unknown")}};
}

const std::map<std::string, RuleOfCase>& rules_of_cases()
{
    static const std::map<std::string, RuleOfCase> rules = {
        {"unit_points", says_unit_points},
        {"competency_level", says_competency_level},
        {"formative_mark", says_formative_mark},
        {"summative_mark", says_summative_mark},
        {"deduction", says_deduction},
        {"lateness", says_lateness},
        {"verbal_grade", says_verbal_grade},
        {"notional_total", says_notional_total},
        {"year_mark", says_year_mark},
        {"decide_year", says_decision},
        {"placement_result", says_placement_result},
        {"second_round_result", says_second_round_result},
        {"absence_row", says_absence_row},
        {"row_of_missed_item", says_row_of_missed_item},
        {"end_of_first_week", says_end_of_first_week},
        {"exceptional_limit", says_exceptional_limit},
    };
    return rules;
}

void run_rule(const CaseOfFile& one)
{
    const Json& content = one.content;
    // A base may stand above all cases of the file; a rule has no use for it.
    knows_only(content, {"rule", "given", "parameters", "expect", "base"});
    const auto rule = rules_of_cases().find(text(content, "rule"));
    if (rule == rules_of_cases().end())
        is_wrong("\"" + text(content, "rule") + "\" is no rule that cases can call");
    const Json& expected = need(content, "expect");
    if (expected.empty())
        is_wrong("it expects nothing");
    const Json said = rule->second(need(content, "given"),
                                   rules_with(content.value("parameters", Json::object())));
    const std::string wrong = differences(expected, said);
    CHECK_MESSAGE(wrong.empty(), wrong);
}

void run_case(const CaseOfFile& one)
{
    if (one.content.contains("rule"))
        run_rule(one);
    else
        run_whole_year(one);
}

const bool k_cases_are_registered = taqwim::tests::register_cases(k_folder + "cases", run_case);

}  // namespace

TEST_CASE("every clause of kw_primary_2016 that calculates or decides has cases")
{
    REQUIRE(k_cases_are_registered);
    const std::string text_of_register =
        taqwim::tests::read_project_file(k_folder + "clauses.toml");
    const auto clauses = taqwim::ClauseRegister::read({"clauses.toml", text_of_register});
    std::set<std::string> have_cases;
    for (const auto& path : taqwim::tests::case_files_below(k_folder + "cases"))
        for (const CaseOfFile& one : taqwim::tests::read_case_file(path))
            have_cases.insert(one.clause);
    for (const taqwim::Clause& clause : clauses.all())
        if (!clause.rules.empty() && (clause.kind == "calculation" || clause.kind == "decision"))
            CHECK_MESSAGE(have_cases.contains(clause.id), clause.id, " has no case");
    for (const std::string& id : have_cases)
        CHECK_MESSAGE((clauses.find(id) != nullptr || id.starts_with("KW-WE-")), id,
                      " is no clause of the register");
}
