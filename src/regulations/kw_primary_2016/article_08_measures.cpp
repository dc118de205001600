#include "regulations/kw_primary_2016/article_08_measures.h"

#include <array>
#include <cstdint>

namespace taqwim::kw_primary_2016 {

std::vector<RareCriterion> criteria_measured_too_rarely(const StudentYear& year, const Rules& rules)
{
    std::vector<RareCriterion> rare;
    const int least = rules.least_measures_per_criterion.value;
    for (const Subject subject : k_all_subjects) {
        for (const Term term : k_terms) {
            const SubjectTerm& facts = year.at(subject, term);
            for (std::uint32_t number = 0; facts.has_formative && number < facts.competencies;
                 ++number) {
                const Competency& competency = year.competencies[facts.first_competency + number];
                std::array<int, UINT8_MAX + 1> times{};
                for (std::uint32_t i = 0; i < competency.measures; ++i)
                    ++times[year.measures[competency.first_measure + i].criterion];
                for (std::size_t criterion = 0; criterion < times.size(); ++criterion)
                    if (times[criterion] != 0 && times[criterion] < least)
                        rare.push_back({subject, term, static_cast<int>(number) + 1,
                                        static_cast<int>(criterion), times[criterion]});
            }
        }
    }
    return rare;
}

}  // namespace taqwim::kw_primary_2016
