// Makes the single levels and scores that give what is aimed at, on the days on which the section was assessed, with
// what his absence makes of them.
#pragma once

#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "aims.h"
#include "presence.h"
#include "sample_student.h"
#include "schedule.h"

namespace taqwim::sample_school {

// How the section writes levels down.
enum class LevelForm : std::uint8_t { measures, competency_averages };

// What a branch asks for in place of the usual: items by (subject, term, number).
struct ItemWishes {
    using Item = std::tuple<Subject, Term, int>;
    std::set<Item> units_never_made_up;
    std::set<Item> units_without_result;
    std::set<Item> units_sat_before;          // the day before an official activity
    std::set<Item> units_made_up_at_the_end;  // on the last day that is allowed
    std::set<Item> competencies_excluded;
    std::set<Item> competencies_without_level;
    std::set<Item> competencies_never_made_up;
    std::array<bool, 2> terms_never_made_up{};
};

class MarksMaker {
public:
    MarksMaker(SampleStudent& student, const SectionSchedule& schedule, const Presence& presence,
               const ItemWishes& wishes, LevelForm form, Random& random);

    // The points of each unit that absence has settled, by number - 1: 0 for a zero, -1 for an open one.
    [[nodiscard]] std::vector<int> settled_points(Subject subject, Term term) const;

    // Writes the levels and the scores. A level that absences put out of reach comes out as near as they let it.
    // Returns what was reached.
    TermAim make(Subject subject, Term term, const TermAim& aim);

private:
    enum class Fate : std::uint8_t { there, zero, made_up, left_out, not_his };
    struct Slot {
        const PlannedMeasure* planned = nullptr;
        Fate fate = Fate::there;
        std::optional<Day> on{};  // when made up
        std::optional<Day> practised_on{};
    };

    [[nodiscard]] Fate unit_fate(Subject subject, Term term, int number) const;
    [[nodiscard]] std::vector<Slot> slots(Subject subject, Term term, int competency);
    bool make_up(Slot& slot, Term term);
    int make_competency(Subject subject, Term term, int competency, int aim);
    void make_unit(Subject subject, Term term, int number, int points);
    [[nodiscard]] bool may_be_made_up(const ItemWishes::Item& competency) const;
    [[nodiscard]] std::string score(int points, int maximum);
    [[nodiscard]] char absence_letter(Day day) const;
    [[nodiscard]] bool was_not_enrolled(Day day) const;
    // His n-th day back at school after a day that he missed.
    [[nodiscard]] std::optional<Day> day_back(Day missed, int days) const;

    SampleStudent& student_;
    const SectionSchedule& schedule_;
    const Presence& presence_;
    const ItemWishes& wishes_;
    LevelForm form_;
    Random& random_;
};

}  // namespace taqwim::sample_school
