#include <map>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/rules_part.h"
#include "regulations/sa_guide/assessment_kinds.h"
#include "regulations/sa_guide/kind_answers.h"
#include "regulations/sa_guide/oral_subjects.h"

namespace taqwim::sa_guide {

namespace {

using sa_1426::EditionRules;
using sa_1426::QuestionInput;

constexpr int k_most_weekly_periods = 40;
constexpr int k_most_students = 200;
constexpr int k_most_assessments = 100;

// One assessment: its mark, or what became of it.
std::optional<SkillAssessment> read_assessment(const JsonValue& value, QuestionInput& question)
{
    static const std::map<std::string_view, SkillAssessment::State> states = {
        {"absent", SkillAssessment::State::absent_unexcused},
        {"exempted", SkillAssessment::State::exempted},
        {"pending", SkillAssessment::State::pending}};
    if (const auto state = states.find(value.text()); state != states.end())
        return SkillAssessment{.state = state->second, .mark = {}};
    const auto number =
        question.number_of(value, {Exact(-sa_1426::k_most_marks), Exact(sa_1426::k_most_marks)});
    if (!number)
        return std::nullopt;
    return SkillAssessment{.state = SkillAssessment::State::held, .mark = Mark(*number)};
}

// The marks of one skill: {"max": 20, "marks": […]}. The maximum, when it is given, is the scheme's.
std::optional<Refusal> read_skill(const JsonValue& value, QuestionInput& question,
                                  SkillMarks& skill)
{
    QuestionInput given(value, {"max", "marks"});
    const auto maximum = given.mark_if("max");
    const auto marks = given.array("marks");
    if (given.refusal())
        return given.refusal();
    if (maximum && *maximum != skill.skill->maximum)
        return Refusal{RefusalCode::facts_contradict,
                       {{"field", "max"},
                        {"value", maximum->to_text()},
                        {"other_field", skill.skill->id},
                        {"other_value", skill.skill->maximum.to_text()}},
                       value.pointer("max"),
                       "PG-4.12"};
    for (const JsonValue one : *marks) {
        const auto assessment = read_assessment(one, question);
        if (question.refusal())
            return question.refusal();
        if (!assessment)
            return Refusal{
                RefusalCode::field_missing, {{"field", "mark"}}, one.pointer(), "PG-4.7b"};
        skill.assessments.push_back(*assessment);
    }
    return std::nullopt;
}

std::optional<int> assessments_due(QuestionInput& question, const AssessmentRules& rules,
                                   Trace& trace)
{
    const auto due = question.whole_if("n", {1, k_most_assessments});
    const auto periods = question.whole_if("weekly_periods", {1, k_most_weekly_periods});
    const auto size = question.whole_if("class_size", {1, k_most_students});
    if (due || !periods || !size)
        return due;
    return number_of_assessments(*periods, *size, rules, trace);
}

std::optional<Refusal> oral_skill_averages_kind(const JsonValue& input, const EditionRules& edition,
                                                Trace& trace, JsonWriter& out)
{
    const auto& rules = sa_1426::part_of<AssessmentRules>(edition);
    QuestionInput question(input, {"scheme", "term", "n", "weekly_periods", "class_size", "marks"});
    const auto code = question.text("scheme");
    question.whole_if("term", {1, 2});
    const auto due = assessments_due(question, rules, trace);
    const auto given = question.object("marks");
    if (question.refusal())
        return question.refusal();
    if (!due)
        return Refusal{
            RefusalCode::field_missing, {{"field", "n"}}, question.pointer("n"), "PG-4.7a"};
    const MarkScheme* const scheme = rules.schemes.find(code);
    if (scheme == nullptr || !scheme->continuous)
        return Refusal{RefusalCode::oral_scheme_required,
                       {{"scheme", std::string(code)}},
                       question.pointer("scheme"),
                       "PG-G.12"};

    // A skill is named by its id or as it is printed.
    std::vector<SkillMarks> skills;
    std::vector<std::string> names;
    for (const Component& component : scheme->components) {
        skills.push_back({.skill = &component, .assessments = {}});
        names.push_back(component.id);
    }
    for (const JsonValue member : *given) {
        std::size_t place = 0;
        while (place < skills.size() && member.key() != skills[place].skill->id &&
               member.key() != skills[place].skill->label_ar)
            ++place;
        if (place == skills.size()) {
            // PG-4.5: neither homework nor participation is a skill.
            const bool is_work = member.key() == "participation" || member.key() == "homework";
            return Refusal{is_work ? RefusalCode::no_participation_in_oral_subject
                                   : RefusalCode::component_unknown,
                           {{"component", std::string(member.key())}, {"scheme", scheme->code}},
                           member.pointer(),
                           is_work ? "PG-4.5" : "PG-4.12"};
        }
        names[place] = member.key();
        if (auto refusal = read_skill(member, question, skills[place]))
            return refusal;
    }
    const auto result = oral_term_mark(skills, *due, trace);
    if (!result) {
        Refusal refusal = result.refusal();
        refusal.field = given->pointer(refusal.field);
        return refusal;
    }
    out.key("averages").begin_object();
    for (std::size_t place = 0; place < skills.size(); ++place)
        write_mark_or_null(names[place], result->averages[place], out);
    out.end_object();
    write_term_mark(result->term_mark, out);
    return std::nullopt;
}

std::optional<Refusal> oral_assessment_count_kind(const JsonValue& input,
                                                  const EditionRules& edition, Trace& trace,
                                                  JsonWriter& out)
{
    QuestionInput question(input, {"weekly_periods", "class_size"});
    const int periods = question.whole("weekly_periods", {1, k_most_weekly_periods});
    const int size = question.whole("class_size", {1, k_most_students});
    if (question.refusal())
        return question.refusal();
    out.key("assessments")
        .number(number_of_assessments(periods, size, sa_1426::part_of<AssessmentRules>(edition),
                                      trace));
    return std::nullopt;
}

std::optional<Refusal> oral_notice_kind(const JsonValue& input, const EditionRules& edition,
                                        Trace& trace, JsonWriter& out)
{
    const auto& rules = sa_1426::part_of<AssessmentRules>(edition);
    QuestionInput question(input, {"subject", "period", "periods", "results_published"});
    const auto subject = question.text_if("subject").value_or("");
    const int periods = question.whole("periods", {1, k_most_assessments});
    const int period = question.whole("period", {1, periods});
    const bool published = question.yes_if("results_published", false);
    if (question.refusal())
        return question.refusal();
    const NoticeState state =
        notice_after_period({.is_english = rules.scheme_book->subject_of(subject) == "english",
                             .period = period,
                             .periods = periods,
                             .results_published = published},
                            trace);
    out.key("notice").text(code(state));
    if (state == NoticeState::due)
        out.key("due_days").number(rules.oral_subjects.notice_due_days.value);
    return std::nullopt;
}

std::optional<Refusal> skill_description_kind(const JsonValue& input, const EditionRules& edition,
                                              Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"average", "maximum", "advice"});
    const Mark average = question.mark("average");
    const Mark maximum = question.mark("maximum");
    const auto advice = question.text_if("advice");
    if (question.refusal())
        return question.refusal();
    if (maximum == Mark(0))
        return Refusal{RefusalCode::maximum_not_positive,
                       {{"subject", "maximum"}, {"maximum", "0"}},
                       question.pointer("maximum"),
                       "PG-4.10"};
    if (average > maximum)
        return Refusal{
            RefusalCode::mark_over_maximum,
            {{"subject", "average"}, {"mark", average.to_text()}, {"maximum", maximum.to_text()}},
            question.pointer("average"),
            "PG-4.10"};
    if (advice && !describes_without_numbers(*advice, trace))
        return Refusal{RefusalCode::description_has_number,
                       {{"value", std::string(*advice)}},
                       question.pointer("advice"),
                       "PG-4.10"};
    out.key("description")
        .text(skill_descriptor(average, maximum, sa_1426::part_of<AssessmentRules>(edition), trace)
                  .code);
    return std::nullopt;
}

}  // namespace

void append_oral_kinds(std::vector<sa_1426::DocumentKind>& kinds)
{
    kinds.push_back({"oral_skill_averages", sa_1426::simple<oral_skill_averages_kind>});
    kinds.push_back({"oral_assessment_count", sa_1426::simple<oral_assessment_count_kind>});
    kinds.push_back({"oral_notice", sa_1426::simple<oral_notice_kind>});
    kinds.push_back({"skill_description", sa_1426::simple<skill_description_kind>});
}

}  // namespace taqwim::sa_guide
