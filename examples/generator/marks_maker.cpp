#include "marks_maker.h"

#include <algorithm>

namespace taqwim::sample_school {

namespace {

using kw_primary_2016::index;

constexpr int k_best = 4;

// Levels between 0 and 4 that add up to `sum`, most of them near the mean.
std::vector<int> levels_of_sum(int sum, int count, Random& random)
{
    std::vector<int> levels(static_cast<std::size_t>(count), sum / count);
    for (int i = 0; i < sum % count; ++i)
        ++levels[static_cast<std::size_t>(i)];
    random.shuffle(levels);
    for (std::size_t i = 0; i + 1 < levels.size(); i += 2) {
        if (random.chance(55) && levels[i] > 0 && levels[i + 1] < k_best) {
            --levels[i];
            ++levels[i + 1];
        }
    }
    return levels;
}

}  // namespace

MarksMaker::MarksMaker(SampleStudent& student, const SectionSchedule& schedule,
                       const Presence& presence, const ItemWishes& wishes, LevelForm form,
                       Random& random)
    : student_(student),
      schedule_(schedule),
      presence_(presence),
      wishes_(wishes),
      form_(form),
      random_(random)
{}

bool MarksMaker::was_not_enrolled(Day day) const
{
    return student_.newcomer && student_.enrolled_on && day < *student_.enrolled_on;
}

char MarksMaker::absence_letter(Day day) const
{
    if (was_not_enrolled(day))
        return 'E';
    if (student_.attendance_form == AttendanceForm::ledger)
        return 'A';
    return presence_.on(day) == DayState::unexcused ? 'U' : 'E';
}

std::optional<Day> MarksMaker::day_back(Day missed, int days) const
{
    Day day = missed;
    if (was_not_enrolled(missed))
        day = *student_.enrolled_on - 1;
    for (int i = 0; i < days; ++i) {
        const auto next = presence_.next_attended(day);
        if (!next)
            return std::nullopt;
        day = *next;
    }
    return day;
}

MarksMaker::Fate MarksMaker::unit_fate(Subject subject, Term term, int number) const
{
    const ItemWishes::Item item{subject, term, number};
    const Day on = schedule_.unit_day(subject, term, number);
    if (wishes_.units_without_result.contains(item))
        return Fate::not_his;
    if (!was_not_enrolled(on)) {
        if (presence_.on(on) == DayState::present)
            return Fate::there;
        if (presence_.on(on) == DayState::unexcused)
            return Fate::zero;
    }
    if (wishes_.units_never_made_up.contains(item) || wishes_.terms_never_made_up[index(term)])
        return Fate::left_out;
    if (wishes_.units_sat_before.contains(item))
        return Fate::made_up;
    const auto back = day_back(on, 1);
    return back && *back <= sample_calendar().last_make_up(student_.grade, term, on, true)
               ? Fate::made_up
               : Fate::left_out;
}

std::vector<int> MarksMaker::settled_points(Subject subject, Term term) const
{
    std::vector<int> settled;
    for (int number = 1; number <= units_of(subject); ++number) {
        const Fate fate = unit_fate(subject, term, number);
        settled.push_back(fate == Fate::there || fate == Fate::made_up ? -1 : 0);
    }
    return settled;
}

bool MarksMaker::make_up(Slot& slot, Term term)
{
    const Day missed = slot.planned->on;
    const Day limit = sample_calendar().last_make_up(student_.grade, term, missed, false);
    const auto practised = day_back(missed, 1);
    const auto on = day_back(missed, 1 + random_.between(0, 3));
    if (!practised || *practised > limit)
        return false;
    slot.fate = Fate::made_up;
    slot.practised_on = practised;
    slot.on = on && *on <= limit ? on : practised;
    // Term 2 of grade 5 does not ask for the day of practice.
    if (student_.grade == k_grades && term == Term::second)
        slot.practised_on.reset();
    return true;
}

bool MarksMaker::may_be_made_up(const ItemWishes::Item& competency) const
{
    return !wishes_.competencies_never_made_up.contains(competency) &&
           !wishes_.competencies_excluded.contains(competency) &&
           !wishes_.terms_never_made_up[index(std::get<Term>(competency))];
}

std::vector<MarksMaker::Slot> MarksMaker::slots(Subject subject, Term term, int competency)
{
    const ItemWishes::Item item{subject, term, competency};
    std::vector<Slot> slots;
    bool any_level = false;
    for (const PlannedMeasure& planned : schedule_.at(subject, term).measures) {
        if (planned.competency != competency)
            continue;
        Slot slot{.planned = &planned};
        if (was_not_enrolled(planned.on)) {
            slot.fate = Fate::not_his;
        } else if (presence_.on(planned.on) == DayState::unexcused) {
            slot.fate = Fate::zero;
        } else if (presence_.on(planned.on) == DayState::excused) {
            slot.fate = Fate::left_out;
            if (may_be_made_up(item) && random_.chance(50))
                make_up(slot, term);
        }
        any_level = any_level || slot.fate != Fate::left_out;
        slots.push_back(slot);
    }
    // A competency needs one level: the teacher catches up on what he can.
    for (auto slot = slots.rbegin(); !any_level && may_be_made_up(item) && slot != slots.rend();
         ++slot)
        any_level = make_up(*slot, term);

    // Two measurings of one criterion never stand on one day (KW-10.4).
    for (Slot& slot : slots)
        for (const Slot& other : slots)
            if (&slot != &other && slot.fate == Fate::made_up &&
                slot.planned->criterion == other.planned->criterion &&
                (other.fate == Fate::made_up ? other.on == slot.on && &other < &slot
                                             : other.planned->on == *slot.on))
                slot.fate = Fate::left_out;
    return slots;
}

int MarksMaker::make_competency(Subject subject, Term term, int competency, int aim)
{
    const std::vector<Slot> all = slots(subject, term, competency);
    int zeros = 0;
    int open = 0;
    for (const Slot& slot : all) {
        zeros += slot.fate == Fate::zero ? 1 : 0;
        open += slot.fate == Fate::there || slot.fate == Fate::made_up ? 1 : 0;
    }
    const int count = zeros + open;

    // The sums whose mean lies nearest to the level: half a level below is in, half a level above is not.
    int level = aim;
    int least = 0;
    int most = 0;
    for (; level >= 0; --level) {
        least = std::max(0, (count * (2 * level - 1) + 1) / 2);
        most = std::min(open * k_best, (count * (2 * level + 1) + 1) / 2 - 1);
        if (least <= most)
            break;
    }
    std::vector<int> levels;
    if (open > 0) {
        const int middle = std::clamp(level * count + random_.around_zero(1), least, most);
        levels = levels_of_sum(middle, open, random_);
    }

    for (const Slot& slot : all) {
        SampleLevel entry{.subject = subject,
                          .term = term,
                          .competency = slot.planned->competency,
                          .criterion = slot.planned->criterion,
                          .on = slot.planned->on};
        switch (slot.fate) {
        case Fate::not_his: continue;
        case Fate::zero:
        case Fate::left_out: entry.mark = absence_letter(slot.planned->on); break;
        case Fate::made_up:
            entry.missed_on = slot.planned->on;
            entry.on = slot.on;
            entry.practised_on = slot.practised_on;
            [[fallthrough]];
        case Fate::there:
            entry.mark = static_cast<char>('0' + levels.back());
            levels.pop_back();
            break;
        }
        student_.levels.push_back(entry);
    }
    return count == 0 ? 0 : level;
}

// A score that lies in the band of its points (KW-T-11a), in quarters of a mark out of ten.
std::string MarksMaker::score(int points, int maximum)
{
    static constexpr std::array<std::array<int, 2>, 5> bands = {
        {{4, 39}, {40, 59}, {60, 79}, {80, 89}, {90, 100}}};
    const auto [least, most] = bands.at(static_cast<std::size_t>(points));
    // In hundredths of the unit's maximum. Tenths of ten are quarters or halves most of the time.
    int tenths = random_.between(least, most);
    if (random_.chance(70))
        tenths = std::clamp(tenths / 5 * 5, least, most);
    int hundredths = tenths * maximum;
    // Now and then a score at the very edge of its band: 8.95 is not 9 (decision D10).
    if (points > 0 && points < k_best && maximum == 10 && random_.chance(6))
        hundredths = (most + 1) * maximum - 5;
    std::string text = std::to_string(hundredths / 100);
    if (hundredths % 100 != 0) {
        text += hundredths % 100 < 10 ? ".0" : ".";
        text += std::to_string(hundredths % 100);
        if (text.back() == '0')
            text.pop_back();
    }
    return text;
}

void MarksMaker::make_unit(Subject subject, Term term, int number, int points)
{
    const PlannedUnit& unit =
        schedule_.at(subject, term).units[static_cast<std::size_t>(number - 1)];
    const Fate fate = unit_fate(subject, term, number);
    SampleScore entry{.subject = subject,
                      .term = term,
                      .number = static_cast<std::uint8_t>(number),
                      .score = {},
                      .maximum = unit.maximum,
                      .on = unit.on,
                      .missed_on = {}};
    const ItemWishes::Item item{subject, term, number};
    switch (fate) {
    case Fate::not_his: return;
    case Fate::zero:
    case Fate::left_out: entry.score = absence_letter(unit.on); break;
    case Fate::made_up:
        entry.missed_on = unit.on;
        if (wishes_.units_sat_before.contains(item)) {
            Day before = unit.on - 1;
            while (presence_.on(before) != DayState::present ||
                   !sample_calendar().days.is_school_day(before))
                before = before - 1;
            entry.on = before;
        } else if (wishes_.units_made_up_at_the_end.contains(item)) {
            entry.on = sample_calendar().last_make_up(student_.grade, term, unit.on, true);
        } else {
            entry.on = day_back(unit.on, 1);
        }
        [[fallthrough]];
    case Fate::there: entry.score = score(points, unit.maximum); break;
    }
    student_.scores.push_back(std::move(entry));
}

TermAim MarksMaker::make(Subject subject, Term term, const TermAim& aim)
{
    TermAim reached;
    for (int competency = 1; competency <= competencies_of(subject); ++competency) {
        const ItemWishes::Item item{subject, term, competency};
        const int wanted = aim.levels[static_cast<std::size_t>(competency - 1)];
        if (wishes_.competencies_without_level.contains(item)) {
            reached.levels.push_back(0);
            continue;
        }
        if (wishes_.competencies_excluded.contains(item))
            student_.exclusions.push_back({subject, term, static_cast<std::uint8_t>(competency)});
        if (form_ == LevelForm::competency_averages) {
            student_.levels.push_back({.subject = subject,
                                       .term = term,
                                       .competency = static_cast<std::uint8_t>(competency),
                                       .mark = static_cast<char>('0' + wanted)});
            reached.levels.push_back(wanted);
            continue;
        }
        reached.levels.push_back(make_competency(subject, term, competency, wanted));
    }
    for (int number = 1; number <= units_of(subject); ++number) {
        const int wanted = aim.points[static_cast<std::size_t>(number - 1)];
        const Fate fate = unit_fate(subject, term, number);
        make_unit(subject, term, number, wanted);
        reached.points.push_back(fate == Fate::there || fate == Fate::made_up ? wanted : 0);
    }
    return reached;
}

}  // namespace taqwim::sample_school
