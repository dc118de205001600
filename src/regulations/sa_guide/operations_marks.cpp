// The kinds about marks: raising fractions, final review, the general grade.

#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/article_12_average.h"
#include "regulations/sa_1426/fraction_raise.h"
#include "regulations/sa_1426/question_input.h"
#include "regulations/sa_1426/rules_part.h"
#include "regulations/sa_guide/final_review.h"
#include "regulations/sa_guide/operations_kinds.h"

namespace taqwim::sa_guide {

using sa_1426::part_of;
using sa_1426::QuestionInput;

namespace {

constexpr std::array<const char*, 2> k_terms = {"t1", "t2"};
// A plan gives no subject more.
constexpr sa_1426::NumberRange k_weekly_periods = {0, 60};

// A whole mark as a number, any other in its exact form.
void write_mark(JsonWriter& out, std::string_view key, const Mark& mark)
{
    if (mark.value.is_whole())
        out.key(key).number(mark.value.reduced().numerator());
    else
        out.key(key).mark(mark);
}

// The values of a list that must all be there.
std::vector<Mark> read_marks(QuestionInput& question, std::string_view field)
{
    std::vector<Mark> marks;
    const auto list = question.array(field);
    if (!list)
        return marks;
    for (const JsonValue value : *list) {
        const auto number = question.number_of(value);
        if (!number)
            question.refuse({RefusalCode::field_missing, {}, value.pointer(), {}});
        marks.emplace_back(number.value_or(Exact(0)));
    }
    return marks;
}

bool has_size(QuestionInput& question, std::string_view field, std::size_t size,
              std::size_t expected)
{
    if (size == expected)
        return true;
    question.refuse(RefusalCode::value_out_of_range, field,
                    {{"value", std::to_string(size)},
                     {"minimum", std::to_string(expected)},
                     {"maximum", std::to_string(expected)}});
    return false;
}

// One minimum for all subjects, or one for each; a subject that has none is named with null.
std::optional<Mark> minimum_of(const JsonValue& input, std::string_view subject,
                               QuestionInput& question)
{
    const auto minimum = input.find("min");
    if (!minimum || minimum->is(JsonKind::null))
        return std::nullopt;
    const auto value = minimum->is(JsonKind::object) ? minimum->find(subject) : minimum;
    if (!value) {
        question.refuse({RefusalCode::field_missing, {}, minimum->pointer(subject), {}});
        return std::nullopt;
    }
    const auto number = question.number_of(*value);
    return number ? std::optional(Mark(*number)) : std::nullopt;
}

void write_paper(JsonWriter& out, std::string_view key, const ReviewedPaper& paper)
{
    if (paper.outcome == PaperOutcome::not_reviewed)
        return;
    out.key(key).begin_object();
    out.key("outcome").text(code(paper.outcome));
    if (paper.outcome != PaperOutcome::increase_not_accepted)
        out.key("marks").mark(paper.change);
    out.end_object();
}

}  // namespace

std::optional<Refusal> term_round_kind(const JsonValue& input, const sa_1426::EditionRules& rules,
                                       Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"raw", "min_term"});
    const Mark raw = question.mark("raw");
    const auto share = question.mark_if("min_term");
    if (question.refusal())
        return question.refusal();
    const auto term = sa_1426::raised_term_mark(raw, share ? &*share : nullptr, k_terms[0],
                                                part_of<sa_1426::Rules>(rules), trace);
    out.key("term").mark(term.mark);
    out.key("passed").boolean(term.reached);
    return std::nullopt;
}

std::optional<Refusal> final_round_kind(const JsonValue& input, const sa_1426::EditionRules& rules,
                                        Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"raw_terms", "min_terms", "min"});
    const std::vector<Mark> terms = read_marks(question, "raw_terms");
    const auto minimum = question.mark_if("min");
    std::vector<Mark> shares;
    if (minimum)
        shares = read_marks(question, "min_terms");
    has_size(question, "raw_terms", terms.size(), k_terms.size());
    if (minimum)
        has_size(question, "min_terms", shares.size(), k_terms.size());
    if (question.refusal())
        return question.refusal();

    const auto& mark_rules = part_of<sa_1426::Rules>(rules);
    sa_1426::FinalSum sum;
    sum.minimum = minimum ? &*minimum : nullptr;
    sum.all_terms_reached = true;
    for (std::size_t term = 0; term < terms.size(); ++term) {
        sum.raw += terms[term];
        const Mark* share = minimum ? &shares[term] : nullptr;
        if (!sa_1426::raised_term_mark(terms[term], share, k_terms[term], mark_rules, trace)
                 .reached)
            sum.all_terms_reached = false;
    }
    const auto raised = sa_1426::raised_final_mark(sum, mark_rules, trace);
    out.key("raw_final").mark(sum.raw);
    write_mark(out, "final", raised.mark);
    out.key("pass").boolean(!minimum || raised.mark >= *minimum);
    out.key("floored").boolean(raised.lifted_to_minimum);
    return std::nullopt;
}

std::optional<Refusal> select_review_kind(const JsonValue& input,
                                          const sa_1426::EditionRules& rules, Trace& trace,
                                          JsonWriter& out)
{
    QuestionInput question(input, {"min", "marks", "withheld"});
    const bool withheld = question.yes_if("withheld", false);
    std::vector<std::string> names;
    std::vector<ReviewedSubject> subjects;
    if (const auto marks = question.object("marks"))
        for (const JsonValue mark : *marks) {
            names.emplace_back(mark.key());
            const auto number = question.number_of(mark);
            subjects.push_back(
                {.minimum = minimum_of(input, mark.key(), question),
                 .final_mark = number ? std::optional(Mark(*number)) : std::nullopt});
        }
    if (question.refusal())
        return question.refusal();
    // A student whose result is withheld is left out until it is decided.
    if (withheld)
        subjects.clear();
    const ReviewSelection selection =
        papers_for_final_review(subjects, part_of<OperationsRules>(rules).final_review, trace);
    out.key("papers").begin_array();
    for (const std::size_t place : selection.papers)
        out.text(names[place]);
    out.end_array();
    out.key("rule").text(code(selection.rule));
    return std::nullopt;
}

std::optional<Refusal> first_term_paper_kind(const JsonValue& input,
                                             const sa_1426::EditionRules& rules, Trace& trace,
                                             JsonWriter& out)
{
    QuestionInput question(input, {"min", "final", "ex1", "ex2"});
    const Mark minimum = question.mark("min");
    const Mark final_mark = question.mark("final");
    const auto& mark_rules = part_of<sa_1426::Rules>(rules);
    // What each exam could still gain.
    std::array<Mark, 2> room;
    for (std::size_t term = 0; term < room.size(); ++term) {
        const char* const field = term == 0 ? "ex1" : "ex2";
        const Mark mark = question.mark(field);
        const Mark& maximum = mark_rules.regular[term].exam.value;
        if (mark > maximum)
            question.refuse(RefusalCode::mark_over_maximum, field,
                            {{"mark", mark.to_text()}, {"maximum", maximum.to_text()}},
                            "PG-16.E.3");
        else
            room[term] = maximum - mark;
    }
    if (question.refusal())
        return question.refusal();
    const Mark deficit = final_mark < minimum ? minimum - final_mark : Mark(0);
    out.key("taken_out").boolean(takes_out_first_term_paper(deficit, room[0], room[1], trace));
    return std::nullopt;
}

std::optional<Refusal> apply_review_kind(const JsonValue& input, const sa_1426::EditionRules& rules,
                                         Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"min", "components", "t1_new", "t2_new", "min_terms"});
    ReviewedMarks marks;
    marks.minimum = question.mark("min");
    marks.reviewed = {question.mark_if("t1_new"), question.mark_if("t2_new")};
    if (const auto components = question.object("components")) {
        QuestionInput parts(*components, {"cw1", "ex1", "cw2", "ex2"});
        marks.coursework = {parts.mark("cw1"), parts.mark("cw2")};
        marks.exam = {parts.mark("ex1"), parts.mark("ex2")};
        if (parts.refusal())
            question.refuse(*parts.refusal());
    }
    if (question.has("min_terms")) {
        const std::vector<Mark> shares = read_marks(question, "min_terms");
        if (has_size(question, "min_terms", shares.size(), k_terms.size()))
            marks.share = {shares[0], shares[1]};
    }
    const auto& mark_rules = part_of<sa_1426::Rules>(rules);
    for (std::size_t term = 0; term < k_terms.size(); ++term) {
        const Mark& maximum = mark_rules.regular[term].exam.value;
        if (marks.reviewed[term] && *marks.reviewed[term] > maximum)
            question.refuse(
                RefusalCode::mark_over_maximum, term == 0 ? "t1_new" : "t2_new",
                {{"mark", marks.reviewed[term]->to_text()}, {"maximum", maximum.to_text()}},
                "PG-16.E.6");
    }
    if (question.refusal())
        return question.refusal();
    const ReviewResult result =
        reviewed_final_mark(marks, part_of<OperationsRules>(rules).final_review, mark_rules, trace);
    out.key("t1_applied").boolean(result.first_term_applied);
    write_mark(out, "final", result.final_mark);
    out.key("pass").boolean(result.passed);
    write_paper(out, "t1_paper", result.papers[0]);
    write_paper(out, "t2_paper", result.papers[1]);
    return std::nullopt;
}

std::optional<Refusal> gpa_kind(const JsonValue& input, const sa_1426::EditionRules& rules,
                                Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"marks", "periods"});
    const auto marks = question.array("marks");
    const auto periods = question.array("periods");
    if (question.refusal())
        return question.refusal();
    has_size(question, "periods", periods->size(), marks->size());
    sa_1426::PeriodSum sum;
    bool has_all_marks = true;
    auto weight = periods->begin();
    for (auto mark = marks->begin(); mark != marks->end() && !question.refusal();
         ++mark, ++weight) {
        const auto number = question.number_of(*mark, {0, 100});
        const auto count = question.number_of(*weight, k_weekly_periods);
        if (!count || !count->is_whole())
            question.refuse({RefusalCode::field_wrong_type,
                             {{"expected", "whole_number"}},
                             (*weight).pointer(),
                             {}});
        else if (number)
            sum.add(Mark(*number), static_cast<int>(count->numerator()));
        has_all_marks = has_all_marks && number;
    }
    if (question.refusal())
        return question.refusal();
    auto step = trace.enter("PG-13.4", "general_grade_of_average");
    // A mark that is missing leaves no average and no grade.
    if (!has_all_marks) {
        step.missing("mark");
        out.key("p").null();
        return std::nullopt;
    }
    const auto& mark_rules = part_of<sa_1426::Rules>(rules);
    const auto average = sa_1426::average_of_year(sum, mark_rules, trace);
    if (!average)
        return Refusal{
            RefusalCode::average_without_periods, {}, question.pointer("periods"), "PG-13.4"};
    out.key("p").text(average->rounded.shown(mark_rules.average_decimals.value));
    const char* grade = sa_1426::general_grade(average->rounded, mark_rules, trace);
    // The bands are printed as grades only once the Ministry confirmed them.
    const bool confirmed = step.read(mark_rules.grade_bands_confirmed);
    if (const std::string* label = part_of<OperationsRules>(rules).grade_labels.of(grade))
        out.key(confirmed ? "grade" : "grade_assumed").text(*label);
    return std::nullopt;
}

}  // namespace taqwim::sa_guide
