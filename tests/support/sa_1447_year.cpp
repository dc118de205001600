#include "tests/support/sa_1447_year.h"

#include <stdexcept>

#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1447/data_files.h"
#include "regulations/sa_1447/evaluation.h"

namespace taqwim::tests {

namespace sa = sa_1447;

namespace {

std::size_t index_of(const sa::StudentYear& year, std::string_view subject, int term)
{
    for (std::size_t i = 0; i < year.courses.size(); ++i)
        if (year.courses[i].subject->name == subject && year.courses[i].term == term)
            return i;
    throw std::runtime_error("no such course: " + std::string(subject));
}

sa::PeriodFacts whole_period(const sa::PlanSubject& subject, const Share& share)
{
    sa::PeriodFacts period;
    if (subject.is_judged_by_standards()) {
        period.has_standards = true;
        period.standards_judged = 4;
        period.standards_met = 4;
        return period;
    }
    if (subject.is_activity() && subject.periods == 0) {
        period.programmes = {Mark(100) * share};
        return period;
    }
    for (const sa::PartMaximum& part : subject.form->first.value)
        period.marks.push_back({part.part, part.maximum * share});
    return period;
}

}  // namespace

const sa::EditionRules1447& rules_1447()
{
    static const ParameterBook book = ParameterBook::read(sa::parameter_files());
    static const sa::EditionRules1447 rules =
        sa::EditionRules1447::read(*book.on(SchoolYear{2025}.first_day()));
    return rules;
}

sa::StudentYear whole_year(int grade, std::string_view track, Exact share)
{
    const sa::EditionRules1447& rules = rules_1447();
    sa::StudentYear year;
    year.id = "1";
    year.school_year = {2025};
    year.grade = grade;
    year.track = track;
    for (const sa::Plan& plan : rules.plans.all()) {
        if (plan.grade != grade || plan.track != track)
            continue;
        for (const sa::PlanSubject& subject : plan.subjects) {
            sa::CourseFacts course;
            course.subject = &subject;
            course.form = subject.form;
            course.term = plan.term;
            const std::size_t periods = plan.term == 0 ? 2 : 1;
            for (std::size_t i = 0; i < periods; ++i)
                course.periods.push_back(whole_period(subject, Share(share)));
            year.courses.push_back(std::move(course));
        }
    }
    if (year.courses.empty())
        throw std::runtime_error("no plan for this grade and track");
    for (std::size_t i = 0; i < sa::k_terms; ++i) {
        year.behaviour.at(i).is_given = true;
        year.behaviour.at(i).distinguished = Mark(20) * Share(share);
        year.attendance.at(i).is_given = true;
    }
    return year;
}

sa::CourseFacts& course_of(sa::StudentYear& year, std::string_view subject, int term)
{
    return year.courses[index_of(year, subject, term)];
}

Evaluated1447 evaluated(const sa::StudentYear& year)
{
    Evaluated1447 result;
    Trace off = Trace::off();
    result.refusal = sa::evaluate(year, rules_1447(), result.outcome, off);
    return result;
}

const sa::CourseOutcome& outcome_of(const sa::StudentYear& year, const sa::Outcome& outcome,
                                    std::string_view subject, int term)
{
    return outcome.courses.at(index_of(year, subject, term));
}

std::vector<std::string> left_open(const sa::Outcome& outcome)
{
    std::vector<std::string> codes;
    for (const sa::LeftOpen& open : outcome.left_open)
        codes.emplace_back(open.rule);
    return codes;
}

Mark mark(std::string_view text)
{
    const auto read = Exact::parse(text);
    if (!read)
        throw std::runtime_error("no mark: " + std::string(text));
    return Mark(*read);
}

}  // namespace taqwim::tests
