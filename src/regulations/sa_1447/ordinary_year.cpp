#include "regulations/sa_1447/ordinary_year.h"

#include <algorithm>

#include "regulations/sa_1447/evaluation.h"

namespace taqwim::sa_1447 {

namespace {

// SplitMix64: small, seeded, the same everywhere.
class Numbers {
public:
    explicit Numbers(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}
    int below(int bound)
    {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return static_cast<int>((z ^ (z >> 31)) % static_cast<std::uint64_t>(bound));
    }

private:
    std::uint64_t state_;
};

// About so many tenths of the maximum; one mark in five has a half.
Mark mark_near(const Mark& maximum, int tenths, Numbers& numbers)
{
    const int whole = static_cast<int>(maximum.value.nearest(Ties::toward_zero));
    const int around = whole * tenths / 10 + numbers.below(5) - 2;
    const Mark mark(numbers.below(5) == 0 ? Exact::ratio(2 * around + 1, 2) : Exact(around));
    return std::clamp(mark, Mark(0), maximum);
}

PeriodFacts period_of(const CourseFacts& course, int tenths, Numbers& numbers)
{
    PeriodFacts period;
    period.entries = 2 + numbers.below(3);
    if (course.subject->is_judged_by_standards()) {
        period.has_standards = true;
        period.standards_judged = 6;
        period.standards_met = 4 + numbers.below(3);
    } else if (course.subject->is_activity() && course.subject->periods == 0) {
        period.programmes = {mark_near(Mark(100), 8, numbers), mark_near(Mark(100), 9, numbers)};
    } else {
        const int of_course = course.subject->is_activity() ? 8 : tenths;
        for (const PartMaximum& part : course.form->first.value)
            period.marks.push_back({part.part, mark_near(part.maximum, of_course, numbers)});
    }
    return period;
}

}  // namespace

StudentYear ordinary_year(std::uint64_t number, int grade, std::string_view track,
                          const EditionRules1447& rules)
{
    Numbers numbers(number);
    StudentYear year;
    year.id = std::to_string(number);
    year.school_year = {2025};
    year.grade = grade;
    year.track = track;
    const int ability = 6 + numbers.below(4);
    for (const Plan& plan : rules.plans.all()) {
        if (plan.grade != grade || plan.track != track)
            continue;
        for (const PlanSubject& subject : plan.subjects) {
            CourseFacts course;
            course.subject = &subject;
            course.form = subject.form;
            course.term = plan.term;
            const int periods = plan.term == 0 ? rules.periods_of_year.value : 1;
            const int tenths = numbers.below(20) == 0 ? 3 : ability;
            for (int i = 0; i < periods; ++i)
                course.periods.push_back(period_of(course, tenths, numbers));
            year.courses.push_back(std::move(course));
        }
    }
    for (std::size_t i = 0; i < k_terms; ++i) {
        year.behaviour.at(i).is_given = true;
        year.behaviour.at(i).distinguished = Mark(10 + numbers.below(11));
        year.attendance.at(i).is_given = true;
        year.attendance.at(i).absent_days = numbers.below(4);
    }

    // Who is due for the second sitting sits it.
    Outcome outcome;
    Trace nothing = Trace::off();
    if (evaluate(year, rules, outcome, nothing))
        return year;
    for (std::size_t i = 0; i < year.courses.size(); ++i) {
        CourseFacts& course = year.courses[i];
        if (outcome.courses[i].verdict != Verdict::second_sitting)
            continue;
        course.has_second_sitting = true;
        for (const PartMaximum& part : course.form->second->value)
            course.second_sitting.push_back({part.part, mark_near(part.maximum, 6, numbers)});
    }
    return year;
}

}  // namespace taqwim::sa_1447
