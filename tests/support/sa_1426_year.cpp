#include "tests/support/sa_1426_year.h"

#include <algorithm>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/support/sa_1426_rules.h"

namespace taqwim::tests {

namespace {

using namespace sa_1426;
using Json = nlohmann::json;

[[noreturn]] void is_wrong(const std::string& what)
{
    throw std::runtime_error("the facts of the case are wrong: " + what);
}

void knows_only(const Json& table, std::initializer_list<std::string_view> known)
{
    for (const auto& [key, value] : table.items())
        if (std::find(known.begin(), known.end(), key) == known.end())
            is_wrong("nobody reads \"" + key + "\"");
}

Mark mark_of(const Json& value)
{
    const auto number = Exact::parse(value.get<std::string>());
    if (!number)
        is_wrong(value.dump() + " is no number");
    return Mark(*number);
}

bool is_entered(const Json& value)
{
    return !(value.is_string() && value.get<std::string>().empty());
}

template <class Enum>
Enum one_of(const std::string& word,
            std::initializer_list<std::pair<std::string_view, Enum>> choices)
{
    for (const auto& [name, value] : choices)
        if (name == word)
            return value;
    is_wrong("\"" + word + "\" is none of the words allowed");
}

Term term_of(const Json& word)
{
    return one_of<Term>(word.get<std::string>(), {{"t1", Term::first}, {"t2", Term::second}});
}

PlanSubject subject_of(const Json& json)
{
    knows_only(json, {"code", "name_ar", "group", "weekly_periods", "min", "arrangement",
                      "counts_for_promotion", "in_average"});
    PlanSubject subject;
    subject.code = json["code"].get<std::string>();
    subject.group = *subject_group_of(json["group"].get<std::string>());
    subject.weekly_periods = json["weekly_periods"].get<int>();
    if (json.value("arrangement", "standard") == "oral")
        subject.arrangement = Arrangement::oral;
    subject.counts_for_promotion = json.value("counts_for_promotion", true);
    subject.in_average = json.value("in_average", true);
    if (json.contains("min")) {
        subject.minimum_kind =
            json["min"].is_null() ? PlanSubject::Minimum::none : PlanSubject::Minimum::given;
        if (!json["min"].is_null())
            subject.minimum = mark_of(json["min"]);
    }
    return subject;
}

void put_coursework(TermMarks& term, const Json& value)
{
    term.has_coursework = is_entered(value);
    if (term.has_coursework)
        term.coursework = mark_of(value);
}

void put_exam(TermMarks& term, const Json& value, const std::string& absence)
{
    if (!absence.empty()) {
        term.sitting = one_of<Sitting>(absence, {{"unexcused", Sitting::absent_unexcused},
                                                 {"excused_pending", Sitting::absent_excused},
                                                 {"cancelled", Sitting::cancelled}});
    } else if (value.is_null()) {
        is_wrong("an exam was not sat, and nobody says why");
    } else if (is_entered(value)) {
        term.sitting = Sitting::sat;
        term.exam = mark_of(value);
    }
}

std::string absence_of(const Json& facts, const std::string& subject, Term term)
{
    const std::string key = subject + '.' + code(term);
    return facts.contains("absences") ? facts["absences"].value(key, "") : "";
}

void put_marks(StudentYear& year, std::size_t subject, const Json& marks, const Json& facts)
{
    const PlanSubject& plan = year.plan->subjects[subject];
    SubjectMarks& result = year.subjects[subject];
    std::vector<Term> terms(k_terms.begin(), k_terms.end());
    if (result.one_term)
        terms = {*result.one_term};
    if (year.kind == StudentKind::affiliated_annual)
        terms = {Term::second};
    const bool exams_only = year.is_affiliated();
    const bool oral = plan.arrangement == Arrangement::oral && !exams_only;
    const std::size_t parts = exams_only || oral ? 1 : 2;
    if (marks.size() != terms.size() * parts)
        is_wrong(plan.code + " has as many marks as it must not have");
    std::size_t at = 0;
    for (const Term term : terms) {
        TermMarks& of_term = result.at(term);
        const std::string absence = absence_of(facts, plan.code, term);
        if (oral) {
            if (!marks[at].is_null())
                put_coursework(of_term, marks[at]);
            put_exam(of_term, marks[at], absence);
            of_term.exam = {};
        } else {
            if (exams_only)
                of_term.has_coursework = true;
            else
                put_coursework(of_term, marks[at]);
            put_exam(of_term, marks[at + parts - 1], absence);
        }
        at += parts;
    }
}

void put_second_round(StudentYear& year, const Json& results)
{
    for (const auto& [name, value] : results.items()) {
        SecondRound& result = year.subjects[*year.plan->find(name)].second_round;
        const std::string word = value.get<std::string>();
        if (word == "absent") {
            result.state = SecondRound::State::absent;
        } else if (word == "excused") {
            result.state = SecondRound::State::excused;
        } else if (word == "cancelled") {
            result.state = SecondRound::State::cancelled;
        } else {
            result = {.state = SecondRound::State::sat, .mark = mark_of(value)};
        }
    }
}

Json codes_of(const StudentYear& year, SubjectSet set)
{
    Json codes = Json::array();
    for (std::size_t subject = 0; subject < year.plan->subjects.size(); ++subject)
        if (set.contains(subject))
            codes.push_back(year.plan->subjects[subject].code);
    return codes;
}

Json round_of(const StudentYear& year, const Outcome& outcome, const Round& round, bool is_second)
{
    Json json = {{"final", Json::object()},
                 {"not_passed_subjects", codes_of(year, round.not_passed)},
                 {"outcome", code(round.decision)},
                 {"by", round.by},
                 {"excused", codes_of(year, round.excused)}};
    if (!round.excused.is_empty())
        json["remedial"] = codes_of(year, round.excused);
    for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject) {
        const SubjectOutcome& result = outcome.subjects[subject];
        const std::string& name = year.plan->subjects[subject].code;
        const bool was_examined = is_second && result.scope != Scope::none;
        if (result.complete)
            json["final"][name] =
                (was_examined ? result.second_final : result.final_mark).to_text();
        if (!is_second && round.decision == Decision::second_round && result.scope != Scope::none)
            json["second_round"][name] = {{"scope", code(result.scope)},
                                          {"max", result.second_maximum.to_text()}};
    }
    return json;
}

Json subject_of(const SubjectOutcome& result)
{
    Json terms = Json::array();
    Json reached = Json::array();
    Json shares = Json::array();
    for (const Term term : k_terms) {
        terms.push_back(result.term_mark[index(term)].to_text());
        reached.push_back(result.term_reached[index(term)]);
        shares.push_back(result.term_share[index(term)].to_text());
    }
    return {{"complete", result.complete},
            {"pending", result.pending},
            {"raw", result.raw.to_text()},
            {"final", result.final_mark.to_text()},
            {"minimum", result.has_minimum ? Json(result.minimum.to_text()) : Json()},
            {"lifted", result.lifted_to_minimum},
            {"passed", result.passed},
            {"excused", result.excused},
            {"term_marks", terms},
            {"term_reached", reached},
            {"term_shares", shares},
            {"scope", code(result.scope)},
            {"second_max", result.second_maximum.to_text()},
            {"second_raw", result.second_raw.to_text()},
            {"second_final", result.second_final.to_text()},
            {"second_passed", result.second_passed},
            {"second_excused", result.second_excused}};
}

}  // namespace

StudentYear sa_1426_year(const Json& facts)
{
    knows_only(facts, {"id", "student_kind", "grade", "plan", "marks", "absences", "second_round",
                       "one_term", "exam_only_terms", "kept_marks"});
    StudentYear year;
    year.id = facts.value("id", "");
    year.school_year = k_sa_1426_school_year;
    year.grade = facts["grade"].get<int>();
    year.kind = one_of<StudentKind>(facts.value("student_kind", "regular"),
                                    {{"regular", StudentKind::regular},
                                     {"affiliated", StudentKind::affiliated},
                                     {"affiliated_annual", StudentKind::affiliated_annual}});
    Plan plan;
    for (const Json& subject : facts["plan"])
        plan.subjects.push_back(subject_of(subject));
    year.plan = std::make_shared<const Plan>(std::move(plan));
    year.subjects.resize(year.plan->subjects.size());
    const Json exam_only_terms = facts.value("exam_only_terms", Json::array());
    for (const Json& term : exam_only_terms)
        year.exam_only_terms[index(term_of(term))] = true;
    const Json one_term = facts.value("one_term", Json::object());
    for (const auto& [name, term] : one_term.items())
        year.subjects[*year.plan->find(name)].one_term = term_of(term);
    for (std::size_t subject = 0; subject < year.subjects.size(); ++subject) {
        const std::string& name = year.plan->subjects[subject].code;
        if (!facts["marks"].contains(name))
            is_wrong(name + " has no marks");
        put_marks(year, subject, facts["marks"][name], facts);
    }
    put_second_round(year, facts.value("second_round", Json::object()));
    const Json kept_marks = facts.value("kept_marks", Json::object());
    for (const auto& [name, terms] : kept_marks.items())
        for (const auto& [term, kept] : terms.items())
            year.kept_marks.push_back({*year.plan->find(name), term_of(term), mark_of(kept["mark"]),
                                       mark_of(kept["maximum"])});
    return year;
}

Json sa_1426_facts(const Json& student, const Json& policy)
{
    knows_only(student, {"id", "title", "student_kind", "grade", "plan", "base", "override",
                         "absences", "second_round", "one_term", "exam_only_terms", "min_override",
                         "policy_override", "kept_marks", "expected"});
    Json facts = {{"id", student["id"]},
                  {"student_kind", student["student_kind"]},
                  {"grade", student["grade"]},
                  {"plan", policy["plans"][student["plan"].get<std::string>()]},
                  {"marks", policy["bases"][student["base"].get<std::string>()]}};
    for (const auto& [name, marks] : student["override"].items())
        facts["marks"][name] = marks;
    for (Json& subject : facts["plan"])
        if (student.contains("min_override") &&
            student["min_override"].contains(subject["code"].get<std::string>()))
            subject["min"] = student["min_override"][subject["code"].get<std::string>()];
    for (const char* key :
         {"absences", "second_round", "one_term", "exam_only_terms", "kept_marks"})
        if (student.contains(key))
            facts[key] = student[key];
    return facts;
}

Json sa_1426_outcome(const StudentYear& year, const Outcome& outcome)
{
    Json json = {{"round1", round_of(year, outcome, outcome.first, false)},
                 {"subjects", Json::object()},
                 {"missing", Json::array()}};
    if (outcome.second.held)
        json["round2"] = round_of(year, outcome, outcome.second, true);
    for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject)
        json["subjects"][year.plan->subjects[subject].code] = subject_of(outcome.subjects[subject]);
    for (const MissingFact& fact : outcome.missing)
        json["missing"].push_back(std::string(fact.name) + ' ' +
                                  year.plan->subjects[fact.subject].code + ' ' + code(fact.term));
    if (outcome.has_average)
        json["average"] = {{"exact", outcome.average_exact.to_text()},
                           {"rounded", outcome.average.to_text()},
                           {"general_grade", outcome.general_grade == nullptr
                                                 ? Json()
                                                 : Json(outcome.general_grade)}};
    return json;
}

}  // namespace taqwim::tests
