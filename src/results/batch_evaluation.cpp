#include "results/batch_evaluation.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <mutex>
#include <string_view>
#include <thread>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "results/evaluation.h"
#include "results/version_store.h"

namespace taqwim::results {

namespace {

using database::Row;
using database::Session;

void add_once(std::string_view text, std::vector<std::string>& texts)
{
    if (std::ranges::find(texts, text) == texts.end())
        texts.emplace_back(text);
}

// A list of codes, or of courses of a term: each subject once.
void add_listed(const JsonValue& outcome, std::string_view name, std::vector<std::string>& subjects)
{
    const auto list = outcome.find(name);
    if (!list)
        return;
    for (const JsonValue one : *list) {
        const auto subject = one.is(JsonKind::object) ? one.find("subject") : std::optional(one);
        if (subject)
            add_once(subject->text(), subjects);
    }
}

// What was not passed at the second chance that was taken: {"subjects": {CODE: {"passed": …}}}.
void add_failed(const JsonValue& chance, std::vector<std::string>& subjects)
{
    const auto taken = chance.find("subjects");
    if (!taken)
        return;
    for (const JsonValue subject : *taken)
        if (const auto passed = subject.find("passed"); passed && !passed->truth())
            add_once(subject.key(), subjects);
}

// The regulations tell it each in its own form; the newest round counts.
std::vector<std::string> not_passed_in(const std::string& outcome_text)
{
    std::vector<std::string> subjects;
    const auto document = JsonDocument::parse(outcome_text);
    if (!document)
        return subjects;
    const JsonValue outcome = document->root();
    for (const char* name : {"round2", "round1"})
        if (const auto round = outcome.find(name); round && round->is(JsonKind::object)) {
            add_listed(*round, "not_passed_subjects", subjects);
            return subjects;
        }
    for (const char* name : {"second_round", "placement"})
        if (const auto chance = outcome.find(name); chance && chance->is(JsonKind::object)) {
            add_failed(*chance, subjects);
            return subjects;
        }
    if (const auto year = outcome.find("year"); year && year->is(JsonKind::object))
        add_listed(*year, "failing_after_raise", subjects);
    add_listed(outcome, "second_sitting_due", subjects);
    add_listed(outcome, "stumbled", subjects);
    return subjects;
}

std::string text_of(const JsonValue& value, std::string_view name)
{
    const auto found = value.find(name);
    return found ? std::string(found->text()) : std::string();
}

std::optional<std::string> text_or_none(const JsonValue& value, std::string_view name)
{
    const std::string text = text_of(value, name);
    return text.empty() ? std::nullopt : std::optional(text);
}

// The regulations write "T1" or "t1"; none for the year.
std::string term_of(const JsonValue& value)
{
    std::string term = text_of(value, "term");
    if (term.starts_with('t'))
        term.front() = 'T';
    return term == "year" ? "" : term;
}

SubjectInTheWay subject_in(const JsonValue& told)
{
    SubjectInTheWay subject{.subject = text_of(told, "subject"),
                            .term = term_of(told),
                            .mark = text_or_none(told, "mark"),
                            .shortfall = text_or_none(told, "shortfall"),
                            .least_equal_share = text_or_none(told, "least_equal_share")};
    if (const auto can = told.find("can_still_pass"))
        subject.can_still_pass = can->truth();
    const auto remaining = told.find("remaining");
    if (!remaining)
        return subject;
    for (const JsonValue part : *remaining) {
        NeededPart needed{.term = term_of(part),
                          .maximum = text_of(part, "max"),
                          .least = text_or_none(part, "least")};
        for (const char* name : {"assessment", "part", "sitting"})
            if (needed.part.empty())
                needed.part = text_of(part, name);
        subject.remaining.push_back(std::move(needed));
    }
    return subject;
}

// "what_would_change" of an outcome: a list of subjects, or an object that has one.
std::vector<SubjectInTheWay> in_the_way_of(std::string_view outcome)
{
    std::vector<SubjectInTheWay> subjects;
    const auto document = JsonDocument::parse(outcome);
    auto told = document ? document->root().find("what_would_change") : std::nullopt;
    if (told && told->is(JsonKind::object)) {
        const auto listed = told->find("subjects");
        told = listed ? listed : told->find("courses");
    }
    if (!told || !told->is(JsonKind::array))
        return subjects;
    for (const JsonValue one : *told)
        if (one.is(JsonKind::object) && one.find("remaining"))
            subjects.push_back(subject_in(one));
    return subjects;
}

// One thread's evaluators.
class Worker {
public:
    Worker(const std::vector<std::unique_ptr<RuleSet>>& rule_sets, const PromotionRules& rules)
        : rule_sets_(rule_sets), rules_(rules), evaluation_(rule_sets)
    {}

    EvaluatedStudent evaluate(const StudentFacts& student)
    {
        EvaluatedStudent row{
            .student_id = student.student_id, .number = student.number, .name_ar = student.name_ar};
        if (!student.facts) {
            row.refusal = student.facts.refusal();
            return row;
        }
        const YearFacts& facts = *student.facts;
        row.regulation = facts.regulation;
        const auto evaluated = evaluation_.evaluate(facts.regulation, facts.json, Depth::outcome);
        if (!evaluated)
            row.refusal = evaluated.refusal();
        else if (evaluated->is_refused())
            row.refusal = evaluated->refusals.front();
        else
            take(*evaluated, facts, row);
        return row;
    }

private:
    void take(const Evaluated& evaluated, const YearFacts& facts, EvaluatedStudent& row)
    {
        row.decision = evaluated.decision;
        row.decision_ar = evaluated.decision_ar;
        row.decision_en = evaluated.decision_en;
        row.not_passed = not_passed_in(evaluated.outcome);
        row.is_open = rules_.is_open(facts.regulation, evaluated.decision);
        const PromotionRule* const rule = rules_.find(facts.regulation, evaluated.decision);
        row.is_at_risk = rule == nullptr || rule->step != AfterDecision::next_grade;
        if (row.is_at_risk)
            tell_changes(facts, row);
    }

    // What would change it costs more than the outcome, and is asked for those alone who need it.
    void tell_changes(const YearFacts& facts, EvaluatedStudent& row)
    {
        auto& told = told_[facts.regulation];
        if (!told) {
            const auto found = std::ranges::find(rule_sets_, facts.regulation,
                                                 [](const auto& one) { return one->id(); });
            told = (*found)->evaluator({.trace = false, .what_would_change = true});
        }
        const Result<JsonValue> document = reader_.read(facts.json);
        told->evaluate(*document, 1);
        row.changes_ar = told->explanation(Language::ar).changes;
        row.changes_en = told->explanation(Language::en).changes;
        outcome_.clear();
        told->write_json(outcome_);
        row.in_the_way = in_the_way_of(outcome_.str());
    }

    const std::vector<std::unique_ptr<RuleSet>>& rule_sets_;
    const PromotionRules& rules_;
    YearEvaluation evaluation_;
    std::map<std::string, std::unique_ptr<Evaluator>> told_;
    JsonReader reader_;
    JsonWriter outcome_;
};

}  // namespace

Result<ClassFacts> BatchEvaluation::read(Session& session, SchoolId school,
                                         std::int64_t class_id) const
{
    const auto found =
        session.find_one("SELECT c.name, c.school_year_id, p.grade FROM class c JOIN study_plan p "
                         "ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
                         "WHERE c.school_id = $1 AND c.class_id = $2",
                         school, class_id);
    if (!found)
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "class"}, {"id", std::to_string(class_id)}},
                       "class_id",
                       ""};
    ClassFacts read{
        .class_id = class_id, .name = found->text("name"), .grade = found->integer("grade")};
    const std::int64_t year = found->integer("school_year_id");
    for (const std::int64_t student : version_store::students_of(session, school, class_id)) {
        const auto person = session.find_one("SELECT student_number, name_ar FROM student "
                                             "WHERE school_id = $1 AND student_id = $2",
                                             school, student);
        read.students.push_back({.student_id = student,
                                 .number = person->text("student_number"),
                                 .name_ar = person->text("name_ar"),
                                 .facts = facts_.facts(session, StudentId{school, student}, year)});
    }
    return read;
}

std::vector<EvaluatedClass> BatchEvaluation::evaluate(const std::vector<ClassFacts>& classes) const
{
    struct Place {
        const StudentFacts* facts;
        EvaluatedStudent* row;
    };
    std::vector<EvaluatedClass> evaluated;
    std::vector<Place> places;
    evaluated.reserve(classes.size());
    for (const ClassFacts& one : classes) {
        evaluated.push_back({.class_id = one.class_id, .name = one.name, .grade = one.grade});
        evaluated.back().students.resize(one.students.size());
        for (std::size_t i = 0; i < one.students.size(); ++i)
            places.push_back({&one.students[i], &evaluated.back().students[i]});
    }
    // Each student has a place of his own, so that it does not matter who comes to him, nor when.
    std::atomic<std::size_t> next = 0;
    std::mutex fault_lock;
    std::exception_ptr fault;
    const auto work = [&] {
        try {
            Worker worker(rule_sets_, rules_);
            for (std::size_t i = next++; i < places.size(); i = next++)
                *places[i].row = worker.evaluate(*places[i].facts);
        } catch (...) {
            const std::scoped_lock lock(fault_lock);
            fault = std::current_exception();
        }
    };
    // Evaluators are worth their making from some students on.
    constexpr std::size_t k_students_of_thread = 8;
    const std::size_t wanted = std::clamp<std::size_t>(places.size() / k_students_of_thread, 1,
                                                       std::max<std::size_t>(threads_, 1));
    {
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < wanted; ++i)
            others.emplace_back(work);
        work();
    }
    if (fault)
        std::rethrow_exception(fault);
    return evaluated;
}

std::vector<std::int64_t> page_of_classes(Session& session, SchoolId school,
                                          std::int64_t school_year_id, std::int64_t after,
                                          std::int64_t limit)
{
    std::vector<std::int64_t> classes;
    for (const Row& row :
         session.find_all("SELECT class_id FROM class WHERE school_id = $1 AND school_year_id = $2 "
                          "AND class_id > $3 ORDER BY class_id LIMIT $4",
                          school, school_year_id, after, limit + 1))
        classes.push_back(row.integer("class_id"));
    return classes;
}

}  // namespace taqwim::results
