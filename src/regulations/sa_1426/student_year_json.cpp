#include "regulations/sa_1426/student_year_json.h"

#include <string>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "regulations/frame/json_facts.h"
#include "regulations/frame/value_reading.h"

namespace taqwim::sa_1426 {

namespace {

// Reads the parts of a document into a builder.
class DocumentReader {
public:
    explicit DocumentReader(StudentYearBuilder& builder)
        : builder_(builder), facts_(builder.problems())
    {}

    void read(const JsonValue& document);

private:
    void who(const JsonValue& document);
    void plan(const JsonValue& list);
    void minimum_override(const JsonValue& object);
    void one_term(const JsonValue& object);
    void exam_only_terms(const JsonValue& list);
    void marks(const JsonValue& object);
    void absences(const JsonValue& object);
    void kept_marks(const JsonValue& object);
    void second_round(const JsonValue& object);

    // Each member of an object that is a subject of the plan.
    template <class Read>
    void for_each_subject(const JsonValue& object, const Read& read)
    {
        if (!facts_.is(object, JsonKind::object))
            return;
        for (const JsonValue entry : object)
            if (const auto subject = builder_.find_subject(entry.key(), Where(entry)))
                read(*subject, entry);
    }

    StudentYearBuilder& builder_;
    JsonFacts facts_;
};

void DocumentReader::who(const JsonValue& document)
{
    const Where at(document);
    const std::string_view id = facts_.scalar(document, "id");
    builder_.id(id.empty() ? facts_.scalar(document, "case") : id);
    builder_.name(facts_.scalar(document, "name"));
    builder_.section(facts_.scalar(document, "section"));
    builder_.grade(facts_.scalar(document, "grade"), at.field("grade"));
    builder_.kind(facts_.scalar(document, "student_kind"), at.field("student_kind"));
    builder_.annual_decision(facts_.scalar(document, "annual_decision"),
                             at.field("annual_decision"));
}

void DocumentReader::plan(const JsonValue& list)
{
    if (!facts_.is(list, JsonKind::array))
        return;
    for (const JsonValue entry : list) {
        if (!facts_.is_object(entry, {"code", "name_ar", "name_en", "group", "weekly_periods",
                                      "min", "arrangement", "counts_for_promotion", "in_average"}))
            continue;
        SubjectEntry subject{.code = facts_.scalar(entry, "code"),
                             .name_ar = facts_.scalar(entry, "name_ar"),
                             .name_en = facts_.scalar(entry, "name_en"),
                             .group = facts_.scalar(entry, "group"),
                             .weekly_periods = facts_.scalar(entry, "weekly_periods"),
                             .arrangement = facts_.scalar(entry, "arrangement"),
                             .counts_for_promotion = facts_.yes_no(entry, "counts_for_promotion"),
                             .in_average = facts_.yes_no(entry, "in_average")};
        // null is a minimum too: none (D4).
        if (const auto minimum = entry.find("min"))
            subject.minimum = facts_.scalar(*minimum);
        builder_.subject(subject, Where(entry));
    }
}

void DocumentReader::minimum_override(const JsonValue& object)
{
    for_each_subject(object, [&](std::size_t subject, const JsonValue& value) {
        builder_.minimum(subject, facts_.scalar(value), Where(value));
    });
}

void DocumentReader::one_term(const JsonValue& object)
{
    for_each_subject(object, [&](std::size_t subject, const JsonValue& value) {
        builder_.one_term(subject, facts_.scalar(value), Where(value));
    });
}

void DocumentReader::exam_only_terms(const JsonValue& list)
{
    if (!facts_.is(list, JsonKind::array))
        return;
    for (const JsonValue term : list)
        builder_.exam_only(facts_.scalar(term), Where(term));
}

void DocumentReader::marks(const JsonValue& object)
{
    for_each_subject(object, [&](std::size_t subject, const JsonValue& list) {
        if (list.is(JsonKind::null))
            return;
        // One mark in place of its parts is a result that somebody typed.
        if (list.is(JsonKind::number) || list.is(JsonKind::text)) {
            builder_.problems().add(RefusalCode::result_typed, Where(list), {}, "SR-1.11");
            return;
        }
        if (!facts_.is(list, JsonKind::array) ||
            !builder_.has_marks_of(subject, list.size(), Where(list)))
            return;
        const auto slots = builder_.slots(subject);
        auto slot = slots.begin();
        for (const JsonValue mark : list)
            builder_.mark(subject, *slot++, facts_.scalar(mark), Where(mark));
    });
}

// "SCI.t1": the code of a subject and a term. A code may hold points itself.
void DocumentReader::absences(const JsonValue& object)
{
    if (!facts_.is(object, JsonKind::object))
        return;
    for (const JsonValue entry : object) {
        const std::string_view key = entry.key();
        const std::size_t point = key.rfind('.');
        const std::string_view code = key.substr(0, point);
        const std::string_view term =
            point == std::string_view::npos ? std::string_view() : key.substr(point + 1);
        const auto subject = builder_.find_subject(code, Where(entry));
        if (!subject || entry.is(JsonKind::null))
            continue;
        if (term.empty())
            builder_.problems().add(
                RefusalCode::value_not_listed, Where(entry),
                {{"value", shown_value(key)},
                 {"allowed", std::string(code) + ".t1, " + std::string(code) + ".t2"}});
        else
            builder_.absence(*subject, term, facts_.scalar(entry), Where(entry));
    }
}

// {"QRN": {"t1": {"mark": "12", "maximum": "20"}}}
void DocumentReader::kept_marks(const JsonValue& object)
{
    for_each_subject(object, [&](std::size_t subject, const JsonValue& terms) {
        if (terms.is(JsonKind::null) || !facts_.is(terms, JsonKind::object))
            return;
        for (const JsonValue term : terms)
            if (!term.is(JsonKind::null) && facts_.is_object(term, {"mark", "maximum"}))
                builder_.kept_marks(subject, term.key(), facts_.scalar(term, "mark"),
                                    facts_.scalar(term, "maximum"), Where(term));
    });
}

void DocumentReader::second_round(const JsonValue& object)
{
    for_each_subject(object, [&](std::size_t subject, const JsonValue& value) {
        builder_.second_round(subject, facts_.scalar(value), Where(value));
    });
}

void DocumentReader::read(const JsonValue& document)
{
    // The builder's order, whatever the order of the text.
    (void)facts_.is_object(document, {"id",
                                      "case",
                                      "title",
                                      "kind",
                                      "regulation",
                                      "name",
                                      "section",
                                      "school_year",
                                      "student_kind",
                                      "grade",
                                      "annual_decision",
                                      "plan",
                                      "marks",
                                      "absences",
                                      "second_round",
                                      "one_term",
                                      "exam_only_terms",
                                      "min_override",
                                      "policy",
                                      "policy_override",
                                      "kept_marks"});
    who(document);
    const auto part = [&](std::string_view name,
                          void (DocumentReader::*read_part)(const JsonValue&)) {
        if (const auto value = JsonFacts::given(document, name))
            (this->*read_part)(*value);
    };
    part("plan", &DocumentReader::plan);
    part("min_override", &DocumentReader::minimum_override);
    part("one_term", &DocumentReader::one_term);
    part("exam_only_terms", &DocumentReader::exam_only_terms);
    part("marks", &DocumentReader::marks);
    part("absences", &DocumentReader::absences);
    part("kept_marks", &DocumentReader::kept_marks);
    part("second_round", &DocumentReader::second_round);
}

}  // namespace

StudentYearReading read_student_year(const JsonValue& document, const StudentYearReader& reader)
{
    StudentYearReading reading;
    // The year comes first: it says which rules the facts are checked by. Without one they are those in force last.
    const auto year = school_year_of(document);
    if (!year) {
        reading.problems.push_back(year.refusal());
        return reading;
    }
    const auto in_force = reader.rules.of(*year);
    if (!in_force) {
        reading.problems.push_back(in_force.refusal());
        return reading;
    }
    const EditionRules& edition = **in_force;
    reading.rules = &dynamic_cast<const Rules&>(edition);
    const SchoolYear school_year = *year ? **year : SchoolYear{edition.last_covered_day.year() - 1};

    ProblemList policy_problems;
    std::vector<JsonValue> policies;
    for (const char* const name : {"policy", "policy_override"})
        if (const auto policy = JsonFacts::given(document, name))
            policies.push_back(*policy);
    reading.policy = read_policy(policies, *reading.rules, school_year, policy_problems);
    if (reading.policy)
        reading.rules = &reading.policy->rules;

    StudentYearBuilder builder(*reading.rules, {.mastery = mastery_rules_of(edition)});
    builder.school_year(school_year, *year ? SchoolYearGiven::yes : SchoolYearGiven::no);
    for (Refusal& problem : policy_problems.take())
        builder.problems().add(std::move(problem));
    DocumentReader(builder).read(document);
    Result<StudentYear> facts = builder.finish(Where(document));
    reading.problems = builder.problems().take();
    if (!facts)
        return reading;
    reading.facts = std::move(*facts);
    if (reader.last_plan != nullptr) {
        if (*reader.last_plan && **reader.last_plan == *reading.facts->plan)
            reading.facts->plan = *reader.last_plan;
        else
            *reader.last_plan = reading.facts->plan;
    }
    return reading;
}

}  // namespace taqwim::sa_1426
