#include "schedule.h"

#include <algorithm>
#include <array>

namespace taqwim::sample_school {

namespace {

// The day that lies so many hundredths into the lessons, and up to `reach` school days beside it.
Day day_at(const std::vector<Day>& lessons, int hundredths, int reach, Random& random)
{
    const int last = static_cast<int>(lessons.size()) - 1;
    const int at = last * hundredths / 100 + random.around_zero(reach);
    return lessons[static_cast<std::size_t>(std::clamp(at, 0, last))];
}

void plan_measures(SubjectSchedule& schedule, int competencies, const std::vector<Day>& lessons,
                   Random& random)
{
    for (int competency = 1; competency <= competencies; ++competency) {
        const int criteria = random.chance(25) ? 3 : 2;
        for (int criterion = 1; criterion <= criteria; ++criterion) {
            // At least twice, as the regulation asks (KW-T-8), and sometimes a third time.
            const int times = random.chance(45) ? 3 : 2;
            std::vector<Day> days;
            while (static_cast<int>(days.size()) < times) {
                const int part =
                    (100 * static_cast<int>(days.size()) + random.between(5, 95)) / times;
                const Day on = day_at(lessons, part, 2, random);
                if (std::find(days.begin(), days.end(), on) == days.end())
                    days.push_back(on);
            }
            std::sort(days.begin(), days.end());
            for (const Day on : days)
                schedule.measures.push_back({static_cast<std::uint8_t>(competency),
                                             static_cast<std::uint8_t>(criterion), on});
        }
    }
}

// The last unit ends the term: in the second one it falls into the last two months.
void plan_units(SubjectSchedule& schedule, int units, const std::vector<Day>& lessons,
                Random& random)
{
    static constexpr std::array<std::array<int, 3>, 3> places = {
        {{95, 0, 0}, {40, 95, 0}, {28, 60, 95}}};
    static constexpr std::array<int, 4> other_maxima = {20, 20, 25, 5};
    for (int i = 0; i < units; ++i) {
        const int place =
            places.at(static_cast<std::size_t>(units - 1)).at(static_cast<std::size_t>(i));
        const int maximum =
            random.chance(8) ? other_maxima.at(static_cast<std::size_t>(random.below(4))) : 10;
        schedule.units.push_back({day_at(lessons, place, 3, random), maximum});
    }
}

}  // namespace

SectionSchedule::SectionSchedule(int grade, Random random)
{
    const SampleCalendar& calendar = sample_calendar();
    for (const Term term : k_terms) {
        std::vector<Day> lessons = calendar.of(term);
        std::erase_if(lessons, [&](Day one) { return one > calendar.last_lesson(grade, term); });
        // The first days of a term go by before anything is assessed.
        lessons.erase(lessons.begin(), lessons.begin() + 5);
        for (const Subject subject : subjects_of(grade)) {
            SubjectSchedule& schedule =
                schedules_[kw_primary_2016::index(subject)][kw_primary_2016::index(term)];
            plan_measures(schedule, competencies_of(subject), lessons, random);
            plan_units(schedule, units_of(subject), lessons, random);
            for (const PlannedUnit& unit : schedule.units)
                unit_days_.push_back(unit.on);
        }
    }
    std::sort(unit_days_.begin(), unit_days_.end());
    unit_days_.erase(std::unique(unit_days_.begin(), unit_days_.end()), unit_days_.end());
}

bool SectionSchedule::has_unit(Day day) const
{
    return std::binary_search(unit_days_.begin(), unit_days_.end(), day);
}

}  // namespace taqwim::sample_school
