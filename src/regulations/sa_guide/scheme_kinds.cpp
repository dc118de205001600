#include "core/refusal_codes.h"
#include "regulations/sa_1426/rules_part.h"
#include "regulations/sa_guide/assessment_kinds.h"
#include "regulations/sa_guide/dictation.h"
#include "regulations/sa_guide/kind_answers.h"
#include "regulations/sa_guide/oral_subjects.h"
#include "regulations/sa_guide/scheme_total.h"

namespace taqwim::sa_guide {

namespace {

using sa_1426::EditionRules;
using sa_1426::QuestionInput;

Refusal unknown_scheme(std::string_view code, const AssessmentRules& rules)
{
    std::string allowed;
    for (const MarkScheme* const scheme : rules.schemes.all())
        allowed += (allowed.empty() ? "" : ", ") + scheme->code;
    return {RefusalCode::scheme_unknown,
            {{"scheme", std::string(code)}, {"allowed", allowed}},
            "scheme",
            "PG-5.0"};
}

// A grade or a term as text, however it was written: 9, "9" and "L2" are grades. Empty when there is none.
std::string word_of(const JsonValue& input, std::string_view field)
{
    const auto value = input.find(field);
    if (!value)
        return "";
    return std::string(value->is(JsonKind::number) ? value->number() : value->text());
}

// The scheme that the input names, or that its subject, grade, term and student have. A scheme that is named for a subject
// and grade must suit them.
Result<const MarkScheme*> scheme_of(const JsonValue& input, QuestionInput& question,
                                    const AssessmentRules& rules, Trace& trace)
{
    const auto named = question.text_if("scheme");
    const auto plan_code = question.text_if("subject");
    const std::string grade = word_of(input, "grade");
    const std::string given_term = word_of(input, "term");
    const std::string term = given_term.empty() ? "1" : given_term;
    const auto student_type = question.text_if("student_type").value_or("regular");
    const auto school_type = question.text_if("school_type").value_or("day");
    if (question.refusal())
        return *question.refusal();
    const std::string_view subject =
        plan_code ? rules.scheme_book->subject_of(*plan_code) : std::string_view("*");
    if (named) {
        const MarkScheme* const scheme = rules.schemes.find(*named);
        if (scheme == nullptr)
            return placed(unknown_scheme(*named, rules), question);
        if (plan_code && !grade.empty())
            if (auto refusal = refuses_scheme(*scheme, subject, grade, student_type, rules, trace))
                return placed(*std::move(refusal), question);
        return scheme;
    }
    if (!plan_code || grade.empty())
        return Refusal{RefusalCode::field_missing,
                       {{"field", plan_code ? "grade" : "scheme"}},
                       question.pointer(plan_code ? "grade" : "scheme"),
                       ""};
    const auto scheme = rules.scheme_for({.subject = subject,
                                          .grade = grade,
                                          .term = term,
                                          .student_type = student_type,
                                          .school_type = school_type});
    if (!scheme)
        return placed(scheme.refusal(), question);
    return *scheme;
}

std::optional<Refusal> read_marks(const JsonValue& object, QuestionInput& question,
                                  EnteredMarks& marks)
{
    for (const JsonValue member : object) {
        // The mark's own range is the rule's to judge; here only what is no number is refused.
        const auto number = question.number_of(
            member, {Exact(-sa_1426::k_most_marks), Exact(sa_1426::k_most_marks)});
        if (question.refusal())
            return question.refusal();
        if (number)
            marks.emplace(std::string(member.key()), Mark(*number));
    }
    return std::nullopt;
}

std::optional<Refusal> read_splits(QuestionInput& question, Splits& splits)
{
    if (const auto given = question.object_if("splits"))
        for (const JsonValue member : *given) {
            std::vector<Mark> shares;
            for (const JsonValue share : member)
                if (const auto number = question.number_of(share))
                    shares.emplace_back(*number);
            splits.emplace(std::string(member.key()), std::move(shares));
        }
    return question.refusal();
}

std::optional<Refusal> read_skills(QuestionInput& question, std::vector<ChosenSkill>& skills)
{
    if (const auto given = question.object_if("skills"))
        for (const JsonValue member : *given) {
            QuestionInput skill(member, {"skill", "taught"});
            skills.push_back({.component = std::string(member.key()),
                              .skill = std::string(skill.text("skill")),
                              .taught = skill.yes_if("taught", true)});
            if (skill.refusal())
                return skill.refusal();
        }
    return question.refusal();
}

// Leaves that are entered by the items of their rubric.
std::optional<Refusal> read_details(const JsonValue& input, QuestionInput& question,
                                    const MarkScheme& scheme, const AssessmentRules& rules,
                                    EnteredMarks& marks, Trace& trace)
{
    const std::string grade = word_of(input, "grade");
    const auto given = question.object_if("details");
    if (!given)
        return question.refusal();
    for (const JsonValue member : *given) {
        const std::string leaf(member.key());
        const Rubric* const rubric = rules.scheme_book->find_rubric(scheme.code, leaf, grade);
        if (rubric == nullptr)
            return Refusal{RefusalCode::component_not_divided,
                           {{"component", leaf}, {"scheme", scheme.code}},
                           member.pointer(),
                           scheme.clause};
        if (marks.contains(leaf))
            return Refusal{RefusalCode::given_twice,
                           {{"field", leaf}, {"other", question.pointer("leaf_marks")}},
                           member.pointer(),
                           scheme.clause};
        EnteredMarks items;
        if (auto refusal = read_marks(member, question, items))
            return refusal;
        const auto mark = rubric_mark(*rubric, items, trace);
        if (!mark) {
            Refusal refusal = mark.refusal();
            refusal.field = member.pointer(refusal.field);
            return refusal;
        }
        marks.emplace(leaf, *mark);
    }
    return std::nullopt;
}

void write_total(const MarkScheme& scheme, const SchemeTotal& total, JsonWriter& out)
{
    out.key("scheme").text(scheme.code);
    out.key("status").text(to_text(scheme.status()));
    for (const SchemeTotal::Part& part : total.parts)
        write_mark_or_null(part.component->id, part.mark, out);
    write_term_mark(total.term_mark, out);
    out.key("maximum").mark(scheme.maximum);
    out.key("missing").begin_array();
    for (const Component* const leaf : total.missing)
        out.text(leaf->id);
    out.end_array();
}

std::optional<Refusal> scheme_total_kind(const JsonValue& input, const EditionRules& edition,
                                         Trace& trace, JsonWriter& out)
{
    const auto& rules = sa_1426::part_of<AssessmentRules>(edition);
    QuestionInput question(input, {"scheme", "subject", "grade", "term", "student_type",
                                   "school_type", "leaf_marks", "splits", "skills", "details"});
    const auto scheme = scheme_of(input, question, rules, trace);
    if (!scheme)
        return scheme.refusal();
    const auto leaf_marks = question.object("leaf_marks");
    if (!leaf_marks)
        return question.refusal();

    EnteredMarks marks;
    Splits splits;
    std::vector<ChosenSkill> skills;
    if (auto refusal = read_marks(*leaf_marks, question, marks))
        return refusal;
    if (auto refusal = read_splits(question, splits))
        return refusal;
    if (auto refusal = read_skills(question, skills))
        return refusal;
    if (auto refusal = read_details(input, question, **scheme, rules, marks, trace))
        return refusal;
    if (auto refusal = refuses_marks(**scheme, marks, splits, rules)) {
        refusal->field = leaf_marks->pointer(refusal->field);
        return refusal;
    }
    if (auto refusal = refuses_skills(**scheme, skills))
        return placed(*std::move(refusal), question);
    write_total(**scheme, scheme_total(**scheme, marks, trace), out);
    return std::nullopt;
}

void write_components(const std::vector<Component>& components, JsonWriter& out)
{
    out.begin_array();
    for (const Component& component : components) {
        out.begin_object();
        out.key("id").text(component.id);
        out.key("label_ar").text(component.label_ar);
        out.key("label_en").text(component.label_en);
        out.key("maximum").mark(component.maximum);
        out.key("kind").text(component.kind);
        out.key("status").text(to_text(component.status));
        if (!component.parts.empty()) {
            out.key("parts");
            write_components(component.parts, out);
        }
        out.end_object();
    }
    out.end_array();
}

std::optional<Refusal> scheme_choice_kind(const JsonValue& input, const EditionRules& edition,
                                          Trace& trace, JsonWriter& out)
{
    const auto& rules = sa_1426::part_of<AssessmentRules>(edition);
    QuestionInput question(input,
                           {"scheme", "subject", "grade", "term", "student_type", "school_type"});
    const auto scheme = scheme_of(input, question, rules, trace);
    if (!scheme)
        return scheme.refusal();
    out.key("scheme").text((*scheme)->code);
    out.key("clause").text((*scheme)->clause);
    out.key("source").text((*scheme)->source);
    out.key("status").text(to_text((*scheme)->status()));
    out.key("maximum").mark((*scheme)->maximum);
    out.key("continuous").boolean((*scheme)->continuous);
    out.key("components");
    write_components((*scheme)->components, out);
    return std::nullopt;
}

// PG-5.english.4, PG-5.english.5  One term's paper, or the paper of the whole curriculum, which has twice as much.
std::optional<Refusal> affiliated_english_kind(const JsonValue& input, const EditionRules& edition,
                                               Trace& trace, JsonWriter& out)
{
    const auto& rules = sa_1426::part_of<AssessmentRules>(edition).affiliation;
    QuestionInput question(input, {"raw", "raw_max"});
    const Mark raw = question.mark("raw");
    const auto given = question.mark_if("raw_max");
    if (question.refusal())
        return question.refusal();
    const Mark paper = rules.english_paper.value;
    const Mark maximum = given.value_or(paper);
    const bool is_whole_course = maximum == paper + paper;
    if (maximum != paper && !is_whole_course)
        return Refusal{RefusalCode::value_not_listed,
                       {{"value", maximum.to_text()},
                        {"allowed", paper.to_text() + ", " + (paper + paper).to_text()}},
                       question.pointer("raw_max"),
                       "PG-5.english.4"};
    if (raw > maximum)
        return Refusal{
            RefusalCode::mark_over_maximum,
            {{"subject", "english"}, {"mark", raw.to_text()}, {"maximum", maximum.to_text()}},
            question.pointer("raw"),
            "PG-5.english.4"};

    auto step = trace.enter(is_whole_course ? "PG-5.english.5" : "PG-5.english.4",
                            "affiliated_english_mark");
    step.value("raw", raw);
    const Mark of = step.read(rules.english_paper);
    const Mark due = step.read(rules.english_term_mark);
    const Mark mark = step.result("mark", due_mark(raw, of, due));
    write_term_mark(mark, out);
    out.key("out_of").mark(is_whole_course ? due + due : due);
    return std::nullopt;
}

std::optional<Refusal> test_dictation_kind(const JsonValue& input, const EditionRules& edition,
                                           Trace& trace, JsonWriter& out)
{
    const auto& rules = sa_1426::part_of<AssessmentRules>(edition);
    QuestionInput question(input, {"grade", "maximum", "wrong_words"});
    const int grade = question.whole("grade", {1, 12});
    const Mark maximum = question.mark("maximum");
    const int wrong = question.whole("wrong_words", {0, sa_1426::k_most_marks});
    if (question.refusal())
        return question.refusal();
    const auto mark = test_dictation_mark(maximum, wrong, grade, rules, trace);
    if (!mark)
        return placed(mark.refusal(), question);
    out.key("mark").mark(*mark);
    out.key("maximum").mark(maximum);
    return std::nullopt;
}

}  // namespace

void append_scheme_kinds(std::vector<sa_1426::DocumentKind>& kinds)
{
    kinds.push_back({"scheme_total", sa_1426::simple<scheme_total_kind>});
    kinds.push_back({"scheme_choice", sa_1426::simple<scheme_choice_kind>});
    kinds.push_back({"affiliated_english", sa_1426::simple<affiliated_english_kind>});
    kinds.push_back({"test_dictation", sa_1426::simple<test_dictation_kind>});
}

}  // namespace taqwim::sa_guide
