#include "regulations/sa_guide/guide_year_document.h"

#include <algorithm>
#include <optional>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/question_input.h"

namespace taqwim::sa_guide {

namespace {

using sa_1426::QuestionInput;

std::string_view text_of(const JsonValue& document, std::string_view field,
                         std::string_view otherwise)
{
    const auto value = document.find(field);
    if (!value)
        return otherwise;
    const std::string_view text = value->is(JsonKind::number) ? value->number() : value->text();
    return text.empty() ? otherwise : text;
}

// SR-1.2, PG-6.6  Night-school students are examined as affiliated ones are.
std::string_view kind_of_type(std::string_view student_type)
{
    return student_type == "regular" ? "regular" : "affiliated";
}

// What the guide calls a student whom the document only calls regular or affiliated.
std::string_view type_of_kind(std::string_view student_kind)
{
    return student_kind.starts_with("affiliated") ? "affiliated" : "regular";
}

bool names(const std::optional<JsonValue>& list, std::string_view term)
{
    return list && std::any_of(list->begin(), list->end(),
                               [&](const JsonValue& one) { return one.text() == term; });
}

bool has_marks(const JsonValue& document, std::string_view subject)
{
    const auto marks = document.find("marks");
    const auto given = marks ? marks->find(subject) : std::nullopt;
    return given && !given->is(JsonKind::null);
}

class ComponentReader {
public:
    ComponentReader(const JsonValue& document, const AssessmentRules& rules,
                    std::deque<ComponentTerm>& terms, Trace& trace)
        : document_(document), rules_(rules), terms_(terms), trace_(trace)
    {
        const std::string_view kind = text_of(document, "student_kind", "");
        student_type_ = text_of(document, "student_type", type_of_kind(kind));
        school_type_ = text_of(document, "school_type", student_type_ == "night" ? "night" : "day");
        // Literacy centres have schemes for L2 and L3 and no rule of their own for passing: their learners are assessed in a
        // way like the primary stage's, and no text says how a year is decided.
        if (student_type_ == "literacy")
            problems_.push_back({RefusalCode::value_not_listed,
                                 {{"value", std::string(student_type_)},
                                  {"allowed", "regular, night, affiliated, affiliated_partial"}},
                                 document.pointer("student_type"),
                                 "PG-5.literacy.1"});
        // A student of the guide is one of the two kinds of a year by marks.
        else if (!kind.empty() && type_of_kind(kind) != kind_of_type(student_type_))
            problems_.push_back({RefusalCode::facts_contradict,
                                 {{"field", "student_type"},
                                  {"value", std::string(student_type_)},
                                  {"other_field", "student_kind"},
                                  {"other_value", std::string(kind)}},
                                 document.pointer("student_type"),
                                 "PG-6.6"});
        // Also of a student without components: the type and the school must be ones that the guide has.
        else if (const auto any = rules_.scheme_for(query("*", is_annual() ? "year" : "2"));
                 !any && any.refusal().field != "grade")
            problems_.push_back(placed(any.refusal(), document_));
    }

    std::vector<Refusal> read()
    {
        const auto components = document_.find("components");
        if (components && problems_.empty() && !components->is(JsonKind::null)) {
            if (!components->is(JsonKind::object))
                problems_.push_back({RefusalCode::field_wrong_type,
                                     {{"expected", "object"}},
                                     components->pointer(),
                                     ""});
            else
                for (const JsonValue subject : *components)
                    read_subject(subject);
        }
        return std::move(problems_);
    }

private:
    static Refusal placed(Refusal refusal, const JsonValue& object)
    {
        if (!refusal.field.starts_with('/'))
            refusal.field = object.pointer(refusal.field);
        return refusal;
    }

    [[nodiscard]] bool is_annual() const
    {
        return text_of(document_, "student_kind", "") == "affiliated_annual";
    }

    [[nodiscard]] SchemeQuery query(std::string_view subject, std::string_view term) const
    {
        return {.subject = subject,
                .grade = text_of(document_, "grade", ""),
                .term = term,
                .student_type = student_type_,
                .school_type = school_type_};
    }

    void read_subject(const JsonValue& given)
    {
        if (!given.is(JsonKind::object)) {
            problems_.push_back(
                {RefusalCode::field_wrong_type, {{"expected", "object"}}, given.pointer(), ""});
            return;
        }
        const std::string code(given.key());
        if (has_marks(document_, code)) {
            problems_.push_back({RefusalCode::given_twice,
                                 {{"field", given.pointer()}, {"other", "/marks/" + code}},
                                 given.pointer(),
                                 "PG-5.0"});
            return;
        }
        // A course that one term has whole has twice the marks; no distribution of the guide says how they divide.
        const auto one_term = document_.find("one_term");
        if (one_term && one_term->find(code)) {
            problems_.push_back({RefusalCode::facts_contradict,
                                 {{"field", "components"},
                                  {"value", code},
                                  {"other_field", "one_term"},
                                  {"other_value", code}},
                                 given.pointer(),
                                 "PG-5.0"});
            return;
        }
        const std::string_view subject =
            rules_.scheme_book->subject_of(text_of(given, "subject", given.key()));
        for (const JsonValue part : given) {
            if (part.key() == "subject")
                continue;
            const bool is_term =
                is_annual() ? part.key() == "year" : part.key() == "t1" || part.key() == "t2";
            if (!is_term)
                problems_.push_back(
                    {RefusalCode::field_unknown,
                     {{"field", std::string(part.key())},
                      {"allowed", is_annual() ? "subject, year" : "subject, t1, t2"}},
                     part.pointer(),
                     "PG-5.0"});
            else
                read_term(code, subject, part);
        }
    }

    void read_term(const std::string& code, std::string_view subject, const JsonValue& given)
    {
        SchemeQuery asked = query(subject, given.key() == "t1"   ? "1"
                                           : given.key() == "t2" ? "2"
                                                                 : "year");
        // PG-9.2, PG-9.3  Admitted late, the term is examined out of 50 without work in the term.
        if (asked.student_type == "regular" &&
            names(document_.find("exam_only_terms"), given.key()))
            asked.student_type = "late_case2";
        const auto scheme = rules_.scheme_for(asked);
        if (!scheme) {
            problems_.push_back(placed(scheme.refusal(), document_));
            return;
        }
        EnteredMarks marks;
        QuestionInput question(given);
        if (!question.refusal())
            for (const JsonValue mark : given) {
                // An empty text is a mark that was not entered, as null is.
                if (mark.is(JsonKind::text) && mark.text().empty())
                    continue;
                if (const auto number = question.number_of(
                        mark, {Exact(-sa_1426::k_most_marks), Exact(sa_1426::k_most_marks)}))
                    marks.emplace(std::string(mark.key()), Mark(*number));
            }
        if (question.refusal()) {
            problems_.push_back(*question.refusal());
            return;
        }
        if (auto refusal = refuses_marks(**scheme, marks, {}, rules_)) {
            problems_.push_back(placed(*std::move(refusal), given));
            return;
        }
        ComponentTerm& term = terms_.emplace_back();
        term.subject = code;
        term.term = given.key();
        term.scheme = *scheme;
        auto step = trace_.enter("PG-5.0", "term_components", term.subject.c_str(),
                                 given.key() == "t2" ? 2 : 1);
        term.total = scheme_total(**scheme, marks, trace_);
        step.conclude(term.total.term_mark ? Finding::met : Finding::undetermined);
    }

    const JsonValue& document_;
    const AssessmentRules& rules_;
    std::deque<ComponentTerm>& terms_;
    Trace& trace_;
    std::string_view student_type_;
    std::string_view school_type_;
    std::vector<Refusal> problems_;
};

void write_mark(const std::optional<Mark>& mark, JsonWriter& json)
{
    mark ? json.mark(*mark) : json.null();
}

class YearWriter {
public:
    YearWriter(const JsonValue& document, const std::deque<ComponentTerm>& terms, JsonWriter& json)
        : document_(document), terms_(terms), json_(json)
    {
        const std::string_view kind = text_of(document, "student_kind", "");
        kind_ = kind.empty() ? kind_of_type(text_of(document, "student_type", "regular")) : kind;
    }

    void write()
    {
        json_.begin_object();
        for (const JsonValue member : document_) {
            const std::string_view key = member.key();
            const bool is_guides = std::find(k_guide_fields.begin(), k_guide_fields.end(), key) !=
                                   k_guide_fields.end();
            if (is_guides || key == "student_kind" || key == "plan" || key == "marks")
                continue;
            json_.key(key);
            json_.copy(member);
        }
        json_.key("student_kind").text(kind_);
        if (const auto plan = document_.find("plan"))
            write_plan(*plan);
        write_marks();
        json_.end_object();
    }

private:
    [[nodiscard]] const ComponentTerm* find(std::string_view subject, std::string_view term) const
    {
        for (const ComponentTerm& one : terms_)
            if (one.subject == subject && one.term == term)
                return &one;
        return nullptr;
    }

    // Continuous in one of its terms: the whole term marks stand for the subject.
    [[nodiscard]] bool is_oral(std::string_view subject) const
    {
        return kind_ == "regular" &&
               std::any_of(terms_.begin(), terms_.end(), [&](const auto& one) {
                   return one.subject == subject && one.scheme->continuous;
               });
    }

    void write_plan(const JsonValue& plan)
    {
        json_.key("plan");
        if (!plan.is(JsonKind::array)) {
            json_.copy(plan);
            return;
        }
        json_.begin_array();
        for (const JsonValue entry : plan) {
            const bool gets_arrangement = entry.is(JsonKind::object) &&
                                          !entry.find("arrangement") &&
                                          is_oral(text_of(entry, "code", ""));
            if (!gets_arrangement) {
                json_.copy(entry);
                continue;
            }
            json_.begin_object();
            for (const JsonValue member : entry) {
                json_.key(member.key());
                json_.copy(member);
            }
            json_.key("arrangement").text("oral");
            json_.end_object();
        }
        json_.end_array();
    }

    void write_marks()
    {
        json_.key("marks").begin_object();
        if (const auto given = document_.find("marks"); given && given->is(JsonKind::object))
            for (const JsonValue member : *given) {
                json_.key(member.key());
                json_.copy(member);
            }
        for (std::size_t i = 0; i < terms_.size(); ++i)
            if (i == 0 || terms_[i - 1].subject != terms_[i].subject)
                write_subject(terms_[i].subject);
        json_.end_object();
    }

    void write_subject(const std::string& subject)
    {
        json_.key(subject).begin_array();
        if (kind_ == "affiliated_annual") {
            const ComponentTerm* const year = find(subject, "year");
            write_mark(year != nullptr ? year->total.term_mark : std::nullopt, json_);
        } else {
            for (const char* const name : {"t1", "t2"})
                write_term(find(subject, name), is_oral(subject));
        }
        json_.end_array();
    }

    // The parts that a year by marks has in the term: one mark in an oral subject and of an affiliated student.
    void write_term(const ComponentTerm* term, bool oral)
    {
        if (oral || kind_ != "regular") {
            write_mark(term != nullptr ? term->total.term_mark : std::nullopt, json_);
            return;
        }
        write_mark(term != nullptr ? term->coursework() : std::nullopt, json_);
        write_mark(term != nullptr ? term->exam() : std::nullopt, json_);
    }

    const JsonValue& document_;
    const std::deque<ComponentTerm>& terms_;
    JsonWriter& json_;
    std::string_view kind_;
};

}  // namespace

std::optional<Mark> ComponentTerm::coursework() const
{
    if (scheme->continuous)
        return total.term_mark;
    // Who was admitted late has none, and none is missing (PG-9.2).
    if (!scheme->has_term_work())
        return Mark(0);
    const auto participation = total.mark_of("participation");
    const auto midterm = total.mark_of("midterm");
    if (!participation || !midterm)
        return std::nullopt;
    return *participation + *midterm;
}

std::optional<Mark> ComponentTerm::exam() const
{
    const auto endterm = total.mark_of("endterm");
    return endterm ? endterm : total.mark_of("year_exam");
}

std::vector<Refusal> compute_components(const JsonValue& document, const AssessmentRules& rules,
                                        std::deque<ComponentTerm>& terms, Trace& trace)
{
    return ComponentReader(document, rules, terms, trace).read();
}

void write_year_by_marks(const JsonValue& document, const std::deque<ComponentTerm>& terms,
                         JsonWriter& json)
{
    YearWriter(document, terms, json).write();
}

}  // namespace taqwim::sa_guide
