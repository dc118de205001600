#include "regulations/sa_guide/oral_subjects.h"

#include <algorithm>

#include "core/digits.h"
#include "core/refusal_codes.h"

namespace taqwim::sa_guide {

int number_of_assessments(int weekly_periods, int class_size, const AssessmentRules& rules,
                          Trace& trace)
{
    auto step = trace.enter("PG-4.7a", "number_of_assessments");
    const OralSubjectRules& oral = rules.oral_subjects;
    step.value("weekly_periods", Exact(weekly_periods));
    step.value("class_size", Exact(class_size));
    // The last row holds for as many periods and more, the last band for as many students and more (D20).
    const auto row = std::min(static_cast<std::size_t>(weekly_periods), oral.counts.size()) - 1;
    const std::vector<int>& counts = step.read(oral.counts[row]);
    const std::vector<int>& sizes = step.read(oral.class_sizes);
    const auto band = std::lower_bound(sizes.begin(), sizes.end(), class_size) - sizes.begin();
    return step.result("assessments", counts[static_cast<std::size_t>(band)]);
}

namespace {

bool has_number(std::string_view text)
{
    for (std::size_t at = 0; at < text.size(); ++at)
        if (leading_digit(text.substr(at)))
            return true;
    return false;
}

std::optional<Refusal> refuses_assessments(const SkillMarks& skill, int due)
{
    const int given = static_cast<int>(skill.assessments.size());
    if (given != due)
        return Refusal{given < due ? RefusalCode::assessments_missing
                                   : RefusalCode::too_many_assessments,
                       {{"component", skill.skill->id},
                        {"value", std::to_string(given)},
                        {"maximum", std::to_string(due)}},
                       skill.skill->id,
                       "PG-4.7a"};
    for (const SkillAssessment& one : skill.assessments) {
        if (one.state != SkillAssessment::State::held)
            continue;
        if (one.mark < Mark(0))
            return Refusal{RefusalCode::mark_negative,
                           {{"subject", skill.skill->id}, {"mark", one.mark.to_text()}},
                           skill.skill->id,
                           "PG-4.7b"};
        if (one.mark > skill.skill->maximum)
            return Refusal{RefusalCode::mark_over_maximum,
                           {{"subject", skill.skill->id},
                            {"mark", one.mark.to_text()},
                            {"maximum", skill.skill->maximum.to_text()}},
                           skill.skill->id,
                           "PG-4.7b"};
    }
    return std::nullopt;
}

std::optional<Mark> skill_average(const SkillMarks& skill, Trace& trace)
{
    auto step = trace.enter("PG-4.7b", "skill_average", skill.skill->id.c_str());
    Mark sum(0);
    int divisor = 0;
    for (const SkillAssessment& one : skill.assessments) {
        if (one.state == SkillAssessment::State::pending) {
            step.missing("assessment", skill.skill->id.c_str());
            return std::nullopt;
        }
        // D21: an exempted assessment leaves the divisor; one missed without excuse stays in it as 0.
        if (one.state == SkillAssessment::State::exempted)
            continue;
        ++divisor;
        if (one.state == SkillAssessment::State::held)
            sum += one.mark;
    }
    step.value("sum", sum);
    step.value("assessments", Exact(divisor));
    if (divisor == 0) {
        step.missing("assessment", skill.skill->id.c_str());
        return std::nullopt;
    }
    return step.result("average", sum / divisor);
}

}  // namespace

Result<OralTermMark> oral_term_mark(const std::vector<SkillMarks>& skills, int due, Trace& trace)
{
    for (const SkillMarks& skill : skills)
        if (auto refusal = refuses_assessments(skill, due))
            return *std::move(refusal);
    auto step = trace.enter("PG-4.7b", "oral_term_mark");
    OralTermMark result;
    Mark sum(0);
    bool complete = true;
    for (const SkillMarks& skill : skills) {
        result.averages.push_back(skill_average(skill, trace));
        complete &= result.averages.back().has_value();
        if (result.averages.back())
            sum += *result.averages.back();
    }
    if (complete)
        result.term_mark = step.result("term_mark", sum);
    else
        step.conclude(Finding::undetermined);
    return result;
}

const char* code(NoticeState state)
{
    switch (state) {
    case NoticeState::due: return "due";
    case NoticeState::held_until_results: return "held_until_results";
    case NoticeState::none: return "none";
    }
    return "none";
}

NoticeState notice_after_period(const NoticeFacts& facts, Trace& trace)
{
    auto step = trace.enter("PG-4.6", "notice_after_period");
    const auto conclude = [&](NoticeState state) {
        step.result_text("notice", code(state));
        return state;
    };
    // b. English is excepted: its oral mark is a part of the whole mark.
    if (step.is_so("is_english", facts.is_english))
        return conclude(NoticeState::none);
    // a. After each period, but after the last one only with the result of the written exams.
    step.value("period", Exact(facts.period));
    if (!step.at_least("period_is_last", Exact(facts.period), Exact(facts.periods)))
        return conclude(NoticeState::due);
    return conclude(step.is_so("results_published", facts.results_published)
                        ? NoticeState::due
                        : NoticeState::held_until_results);
}

const Descriptor& skill_descriptor(const Mark& average, const Mark& maximum,
                                   const AssessmentRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-4.10", "skill_descriptor");
    const std::vector<Descriptor>& descriptors = step.read(rules.oral_subjects.descriptors);
    const Share share = average / maximum;
    step.value("share", share.value);
    // The bands end at 0, so one of them always fits.
    const auto found = std::find_if(descriptors.begin(), descriptors.end(),
                                    [&](const Descriptor& one) { return share >= one.from; });
    const Descriptor& descriptor = found == descriptors.end() ? descriptors.back() : *found;
    step.result_text("descriptor", descriptor.code.c_str());
    return descriptor;
}

bool describes_without_numbers(std::string_view text, Trace& trace)
{
    auto step = trace.enter("PG-4.10", "describes_without_numbers");
    return step.conclude(step.is_so("has_no_number", !has_number(text)));
}

std::optional<Refusal> refuses_scheme(const MarkScheme& scheme, std::string_view subject,
                                      std::string_view grade, std::string_view student_type,
                                      const AssessmentRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-G.12", "suits_oral_rules", scheme.code.c_str());
    const auto refuse = [&](RefusalCode code, const char* clause) {
        step.conclude(Finding::not_met);
        return Refusal{code,
                       {{"scheme", scheme.code},
                        {"subject", std::string(subject)},
                        {"grade", std::string(grade)}},
                       "scheme",
                       clause};
    };
    // 1. English is outside this organisation, also its oral side (PG-5.english.1).
    if (scheme.continuous && subject == "english")
        return refuse(RefusalCode::english_is_no_oral_subject, "PG-5.english.1");
    // 2. The early grades are excepted (PG-1.8): grades below the first one of these rules.
    const auto number = Exact::parse(grade);
    if (scheme.continuous && number && *number < Exact(step.read(rules.oral_subjects.first_grade)))
        return refuse(RefusalCode::early_grade_without_oral_scheme, "PG-1.8");
    // 3. From there on an oral subject of whoever attends is assessed continuously; affiliated students do not attend
    //    (D28), nor did those admitted late.
    const bool attends = student_type != "affiliated" && student_type != "affiliated_partial" &&
                         student_type != "late_case2" && student_type != "late_case3";
    const bool is_oral = step.is_so("is_oral_subject", rules.scheme_book->is_oral(subject, grade));
    const bool by_exam = step.read(rules.oral_subjects.arrangement) == OralArrangement::exam;
    if (is_oral && attends && !by_exam && !scheme.continuous)
        return refuse(RefusalCode::oral_scheme_required, "PG-G.12");
    step.conclude(Finding::met);
    return std::nullopt;
}

}  // namespace taqwim::sa_guide
