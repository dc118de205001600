#include "regulations/kw_primary_2016/ordinary_year.h"

#include <algorithm>

namespace taqwim::kw_primary_2016 {

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

// Two or three criteria in each competency, each measured two or three times.
void add_formative(StudentYear& year, SubjectTerm& facts, int competencies, int ability,
                   Numbers& numbers)
{
    facts.has_formative = true;
    facts.competencies = static_cast<std::uint8_t>(competencies);
    facts.first_competency = static_cast<std::uint32_t>(year.competencies.size());
    for (int number = 0; number < competencies; ++number) {
        Competency competency{.first_measure = static_cast<std::uint32_t>(year.measures.size())};
        const int criteria = 2 + numbers.below(2);
        for (int criterion = 1; criterion <= criteria; ++criterion) {
            const int times = 2 + numbers.below(2);
            for (int time = 0; time < times; ++time) {
                const int level = std::clamp(ability + numbers.below(3) - 1, 0, 4);
                year.measures.push_back({.day = k_no_day,
                                         .criterion = static_cast<std::uint8_t>(criterion),
                                         .mark = static_cast<MeasureMark>(level)});
                ++competency.measures;
            }
        }
        year.competencies.push_back(competency);
    }
}

void add_units(StudentYear& year, SubjectTerm& facts, int units, int ability, Numbers& numbers)
{
    facts.has_units = true;
    facts.units = static_cast<std::uint8_t>(units);
    facts.first_unit = static_cast<std::uint32_t>(year.units.size());
    for (int number = 0; number < units; ++number)
        year.units.push_back({.score_centi = std::min(1000, 200 * ability + 10 * numbers.below(30)),
                              .maximum_centi = 1000,
                              .state = UnitState::scored});
}

}  // namespace

StudentYear ordinary_year(std::uint64_t number, int grade, const Rules& rules)
{
    Numbers numbers(number);
    StudentYear year;
    year.id = std::to_string(number);
    year.grade = grade;
    year.school_year = {2015};
    for (const Subject subject : k_all_subjects) {
        if (!rules.taught_in(grade).contains(subject))
            continue;
        const int ability = 1 + numbers.below(4);
        const int units =
            rules.counted_in(grade).value.contains(subject) ? 2 + numbers.below(2) : 1;
        for (const Term term : k_terms) {
            SubjectTerm& facts = year.subject_terms[index(subject)][index(term)];
            add_formative(year, facts, rules.general_competencies[index(subject)].value, ability,
                          numbers);
            add_units(year, facts, units, ability, numbers);
        }
        if (grade == k_grades && rules.counted_in(grade).value.contains(subject))
            year.performance[index(subject)] = {
                .state = SittingState::attended,
                .mark = Mark(Exact::ratio(std::min(200, 50 * ability + numbers.below(40)), 2))};
    }
    // No more room than needed, as the readers of facts leave them.
    year.competencies.shrink_to_fit();
    year.measures.shrink_to_fit();
    year.units.shrink_to_fit();
    for (AbsenceCounts& absence : year.absence) {
        absence.given = true;
        absence.unexcused_full_days = numbers.below(10);
        absence.lateness_unaccepted = numbers.below(10);
        absence.excused_intermittent_days = numbers.below(6);
    }
    return year;
}

}  // namespace taqwim::kw_primary_2016
