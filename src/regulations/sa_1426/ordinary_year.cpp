#include "regulations/sa_1426/ordinary_year.h"

#include <algorithm>
#include <string>

#include "regulations/sa_1426/evaluation.h"

namespace taqwim::sa_1426 {

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

PlanSubject subject(const char* code, SubjectGroup group, int weekly_periods)
{
    PlanSubject subject;
    subject.code = code;
    subject.group = group;
    subject.weekly_periods = weekly_periods;
    return subject;
}

std::shared_ptr<const Plan> plan_of(Stage stage)
{
    using enum SubjectGroup;
    static const auto lower = std::make_shared<const Plan>(
        Plan{{subject("QRN", islamic, 2), subject("TWH", islamic, 2), subject("FQH", islamic, 2),
              subject("GRM", arabic, 3), subject("RDG", arabic, 3), subject("HIS", other, 2),
              subject("MTH", other, 5), subject("SCI", other, 4), subject("ENG", other, 4)}});
    static const auto secondary = std::make_shared<const Plan>(
        Plan{{subject("QRN", islamic, 1), subject("TWH", islamic, 1), subject("FQH", islamic, 1),
              subject("GRM", arabic, 2), subject("LIT", arabic, 2), subject("MTH", other, 5),
              subject("PHY", other, 4), subject("CHM", other, 4), subject("BIO", other, 4),
              subject("ENG", other, 4)}});
    return stage == Stage::secondary ? secondary : lower;
}

// About so many tenths of the maximum; one mark in five has a quarter.
Mark mark_near(const Mark& maximum, int tenths, Numbers& numbers)
{
    const int whole = static_cast<int>(maximum.value.nearest(Ties::toward_zero));
    const int around = whole * tenths / 10 + numbers.below(5) - 2;
    const int quarters = numbers.below(5) == 0 ? numbers.below(4) : 0;
    const Mark mark(quarters == 0 ? Exact(around) : Exact::ratio(4 * around + quarters, 4));
    return std::clamp(mark, Mark(0), maximum);
}

}  // namespace

StudentYear ordinary_year(std::uint64_t number, int grade, const Rules& rules)
{
    Numbers numbers(number);
    StudentYear year;
    year.id = std::to_string(number);
    year.school_year = {2005};
    year.grade = grade;
    year.plan = plan_of(stage_of(grade));
    year.subjects.resize(year.plan->subjects.size());
    const int ability = 5 + numbers.below(5);
    for (SubjectMarks& marks : year.subjects)
        for (const Term term : k_terms) {
            TermMarks& at = marks.at(term);
            const int tenths = numbers.below(20) == 0 ? 3 : ability;
            at.has_coursework = true;
            at.coursework =
                mark_near(rules.regular[index(term)].coursework.value, tenths + 1, numbers);
            at.sitting = Sitting::sat;
            at.exam = mark_near(rules.regular[index(term)].exam.value, tenths, numbers);
        }

    // Who is due for the second round sits it.
    Outcome outcome;
    Trace nothing = Trace::off();
    if (evaluate(year, rules, outcome, nothing))
        return year;
    for (std::size_t at = 0; at < outcome.subjects.size(); ++at)
        if (outcome.subjects[at].scope != Scope::none)
            year.subjects[at].second_round = {
                .state = SecondRound::State::sat,
                .mark = mark_near(outcome.subjects[at].second_maximum, 5, numbers)};
    return year;
}

}  // namespace taqwim::sa_1426
