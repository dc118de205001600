#include "draft.h"

#include <algorithm>
#include <stdexcept>

namespace taqwim::sample_school {

namespace {

using kw_primary_2016::index;
using kw_primary_2016::Judgement;

constexpr std::size_t k_first = 0;
constexpr std::size_t k_second = 1;

Day next_school_day(Day day)
{
    const kw_primary_2016::SchoolCalendar& calendar = sample_calendar().days;
    do
        day = day + 1;
    while (!calendar.school_weekdays[static_cast<std::size_t>(day.weekday())]);
    return day;
}

}  // namespace

Draft::Draft(const Section& section, SampleStudent& student, Random random)
    : section_(section), student_(student), random_(random), ability_(drawn_ability(random_))
{
    student_.attendance_form = section.attendance_form;
}

void Draft::fail(const std::string& what) const
{
    throw std::logic_error("the branch " + student_.branch.branch + " of student " + student_.id +
                           ": " + what);
}

// Marks.

void Draft::mean_of_terms(Subject subject, int numerator, int denominator)
{
    if (2 * k_sixtieths * numerator % denominator != 0)
        fail("a mark is no whole number of sixtieths");
    subjects_[subject].sum = 2 * k_sixtieths * numerator / denominator;
}

void Draft::term_marks(Subject subject, int first, int second)
{
    subjects_[subject].net = {first, second};
}

void Draft::gross_of_term(Subject subject, Term term, int numerator, int denominator)
{
    if (k_sixtieths * numerator % denominator != 0)
        fail("a mark is no whole number of sixtieths");
    subjects_[subject].gross[index(term)] = k_sixtieths * numerator / denominator;
}

// Attendance.

Day Draft::free_day(Term term, int from_hundredths, int to_hundredths, int days, UnitDays unit_days)
{
    const std::vector<Day>& school_days = sample_calendar().of(term);
    const int last = static_cast<int>(school_days.size()) - days;
    std::vector<Day> candidates;
    for (int i = last * from_hundredths / 100; i <= last * to_hundredths / 100; ++i) {
        const bool is_free =
            std::all_of(school_days.begin() + i, school_days.begin() + i + days, [&](Day day) {
                return presence_.is_free(day) &&
                       (unit_days == UnitDays::allowed || !schedule().has_unit(day)) &&
                       (!student_.enrolled_on || day >= *student_.enrolled_on);
            });
        if (is_free)
            candidates.push_back(school_days[static_cast<std::size_t>(i)]);
    }
    if (candidates.empty())
        fail("no free day is left");
    return random_.one_of(candidates);
}

Day Draft::measure_day(Subject subject, Term term, int competency, bool in_last_two_months) const
{
    for (const PlannedMeasure& planned : schedule().at(subject, term).measures)
        if ((competency == 0 || planned.competency == competency) &&
            !schedule().has_unit(planned.on) &&
            sample_calendar().is_in_last_two_months(planned.on) == in_last_two_months &&
            presence_.is_free(planned.on))
            return planned.on;
    fail("nothing is measured there");
}

// Spells with days between them on which he is back, so that no spell runs into the next.
void Draft::excused_spells(Term term, int days, int spell, ExcuseKind excuse)
{
    const std::vector<Day>& school_days = sample_calendar().of(term);
    const int spells = (days + spell - 1) / spell;
    const int gap = (static_cast<int>(school_days.size()) - 4 - days) / spells;
    if (gap < 1)
        fail("the term is too short for the spells");
    std::size_t at = 2;
    for (int left = days; left > 0; left -= spell) {
        const int length = std::min(left, spell);
        presence_.absent(school_days.at(at), length, excuse);
        at += static_cast<std::size_t>(length + gap);
    }
}

void Draft::whole_term(Term term, ExcuseKind excuse)
{
    const std::vector<Day>& school_days = sample_calendar().of(term);
    presence_.absent_between(school_days.front(), school_days.back(), excuse);
    is_away_[index(term)] = true;
    wishes_.terms_never_made_up[index(term)] = true;
    // The other term alone: half of what two would have to reach.
    floor_ = 30;
}

void Draft::late(Term term, int times, Judgement judgement)
{
    for (int i = 0; i < times; ++i)
        presence_.late(free_day(term, 0, 100), judgement);
}

void Draft::absent_on_unit(Subject subject, Term term, int number, ExcuseKind excuse)
{
    const Day day = schedule().unit_day(subject, term, number);
    if (presence_.on(day) == DayState::present)
        presence_.absent(day, 1, excuse);
}

bool Draft::measures_settled_subject(Day day) const
{
    return std::any_of(subjects_.begin(), subjects_.end(), [&](const auto& wish) {
        return std::any_of(k_terms.begin(), k_terms.end(), [&](Term term) {
            const std::vector<PlannedMeasure>& measures = schedule().at(wish.first, term).measures;
            return std::any_of(measures.begin(), measures.end(),
                               [&](const auto& one) { return one.on == day; });
        });
    });
}

void Draft::spread_unexcused()
{
    for (const Term term : k_terms) {
        std::vector<Day> best;
        std::vector<Day> others;
        for (const Day day : sample_calendar().of(term)) {
            if (!presence_.is_free(day) || schedule().has_unit(day) ||
                (student_.enrolled_on && day < *student_.enrolled_on))
                continue;
            (measures_settled_subject(day) ? others : best).push_back(day);
        }
        random_.shuffle(best);
        random_.shuffle(others);
        best.insert(best.end(), others.begin(), others.end());
        const auto days = static_cast<std::size_t>(unexcused_days_[index(term)]);
        if (days > best.size())
            fail("the term has not so many days");
        for (std::size_t i = 0; i < days; ++i)
            presence_.absent(best[i], 1, ExcuseKind::none);
    }
}

// A ledger without a single entry looks like none. Nobody goes through a year without a permit to see the dentist.
void Draft::note_something()
{
    if (presence_.is_empty())
        presence_.leave(free_day(Term::second, 20, 98), true);
}

// Sittings.

void Draft::performance(Subject subject, std::string_view mark)
{
    student_.performance.push_back({subject, std::string(mark), std::nullopt});
}

void Draft::placement(Subject subject, std::string_view mark)
{
    const Day previous = student_.placement.empty()
                             ? sample_calendar().days.first_placement.value() - 1
                             : student_.placement.back().on.value();
    student_.placement.push_back(
        {subject, std::string(mark), placement_day_ ? *placement_day_ : next_school_day(previous)});
}

void Draft::second_round(SampleSecondRound papers)
{
    const Day previous = student_.second_round.empty()
                             ? sample_calendar().days.second_round.value() - 1
                             : student_.second_round.back().on.value();
    papers.on = second_round_day_ ? *second_round_day_ : next_school_day(previous);
    student_.second_round.push_back(std::move(papers));
}

void Draft::exempt(Subject subject, Term from, const char* ground)
{
    student_.exemptions.push_back({subject, from, ground});
}

void Draft::exceptional(const char* type, Day from, std::optional<Day> to, Judgement district,
                        Judgement committee)
{
    student_.exceptional = kw_primary_2016::ExceptionalCase{.type = type,
                                                            .from = from,
                                                            .to = to,
                                                            .district = district,
                                                            .ministry_committee = committee};
}

void Draft::exceptional_of_parent()
{
    student_.exceptional.value().of_parent = true;
}

void Draft::lapsed()
{
    student_.exceptional.value().lapsed = true;
}

void Draft::expect(const char* decision_round_1, const char* decision, const char* reason)
{
    student_.branch.decision_round_1 = decision_round_1;
    student_.branch.decision = decision;
    student_.branch.repeat_reason = reason;
}

// The rest.

bool Draft::has_record(Term term) const
{
    return !student_.newcomer || *student_.enrolled_on <= sample_calendar().days.term_end(term);
}

bool Draft::is_exempt(Subject subject) const
{
    return std::any_of(student_.exemptions.begin(), student_.exemptions.end(),
                       [&](const SampleExemption& one) { return one.subject == subject; });
}

bool Draft::is_assessed(Subject subject, Term term) const
{
    return has_record(term) &&
           std::none_of(student_.exemptions.begin(), student_.exemptions.end(),
                        [&](const SampleExemption& one) {
                            return one.subject == subject &&
                                   (one.from == Term::first || term == Term::second);
                        });
}

YearAim Draft::aim_of(Subject subject, const MarksMaker& maker)
{
    AimLimits limits;
    for (const Term term : k_terms) {
        limits.is_away[index(term)] = is_away_[index(term)] || !is_assessed(subject, term);
        limits.settled_points[index(term)] = maker.settled_points(subject, term);
    }
    const auto wish = subjects_.find(subject);
    if (wish == subjects_.end()) {
        YearAim aim = drawn_aim(subject, ability_, random_);
        for (std::size_t term = 0; term < aim.size(); ++term) {
            for (int& level : aim[term].levels)
                level = limits.is_away[term] ? 0 : level;
            for (std::size_t i = 0; i < aim[term].points.size(); ++i)
                if (limits.is_away[term] || limits.settled_points[term][i] >= 0)
                    aim[term].points[i] = 0;
        }
        const int least = is_scientific(subject) ? 2 * floor_ : 0;
        raise_to(aim, (least + deductions_[k_first] + deductions_[k_second]) * k_sixtieths, limits,
                 random_);
        return aim;
    }

    int sum = 0;
    bool both_terms_settled = true;
    for (std::size_t term = 0; term < k_terms.size(); ++term) {
        const int deduction = deductions_[term] * k_sixtieths;
        std::optional<int> gross = wish->second.gross[term];
        if (const auto net = wish->second.net[term])
            gross = *net * k_sixtieths + deduction;
        if (limits.is_away[term])
            gross = 0;
        // A term that stays above its deduction, so that nothing is cut off at zero.
        limits.least[term] = gross.value_or(deduction);
        limits.most[term] = gross.value_or(limits.most[term]);
        both_terms_settled = both_terms_settled && gross;
        sum += gross.value_or(0);
    }
    if (wish->second.sum)
        sum = *wish->second.sum + (deductions_[k_first] + deductions_[k_second]) * k_sixtieths;
    else if (!both_terms_settled)
        fail("one term of a settled subject is open");
    auto aim = aim_at_sum(subject, sum, limits, random_);
    if (!aim)
        fail(std::string("no levels and points give the mark of ") +
             kw_primary_2016::code(subject));
    return *std::move(aim);
}

void Draft::make_marks()
{
    MarksMaker maker(student_, schedule(), presence_, wishes_, section_.level_form, random_);
    for (const Subject subject : subjects_of(student_.grade)) {
        if (!is_assessed(subject, Term::first) && !is_assessed(subject, Term::second))
            continue;
        YearAim aim = aim_of(subject, maker);
        int missing = 0;
        for (const Term term : k_terms) {
            if (!is_assessed(subject, term))
                continue;
            const TermAim reached = maker.make(subject, term, aim[index(term)]);
            missing += sixtieths_of(aim[index(term)]) - sixtieths_of(reached);
        }
        if (missing != 0 && subjects_.contains(subject))
            fail(std::string("absences put the mark of ") + kw_primary_2016::code(subject) +
                 " out of reach");
        // An ordinary student must not slip below the minimum unseen.
        if (missing > 2 * k_sixtieths && is_scientific(subject) && !may_fall_)
            fail(std::string("absences pull ") + kw_primary_2016::code(subject) + " down too far");
    }
}

void Draft::make_performance()
{
    if (student_.grade != k_grades || performance_is_settled_)
        return;
    for (const Subject subject : scientific_subjects_of(student_.grade)) {
        const bool is_settled =
            std::any_of(student_.performance.begin(), student_.performance.end(),
                        [&](const SampleSitting& one) { return one.subject == subject; });
        if (!is_settled && !is_exempt(subject))
            performance(subject, drawn_mark(subject, ability_, 45, random_));
    }
}

void Draft::finish()
{
    spread_unexcused();
    make_marks();
    make_performance();
    note_something();
    presence_.write(student_);
    std::sort(student_.performance.begin(), student_.performance.end(),
              [](const SampleSitting& a, const SampleSitting& b) { return a.subject < b.subject; });
}

void draw_ordinary_attendance(Draft& draft)
{
    Random& random = draft.random();
    for (const Term term : k_terms) {
        // Most miss a day or two, a few a fortnight: 7 days cost two marks, 13 four.
        const int kind = random.below(100);
        const int unexcused = kind < 60   ? random.between(0, 1)
                              : kind < 90 ? random.between(1, 3)
                              : kind < 98 ? random.between(3, 7)
                                          : random.between(8, 12);
        const int counted = unexcused + 1;  // one more may come from a missed period or a leave
        draft.deduction(term, counted > 12 ? 4 : counted > 6 ? 2 : 0);

        // One draw a statement: the order of two in one call is the compiler's choice.
        for (int spells = random.below(3); spells > 0; --spells) {
            static const std::vector<ExcuseKind> kinds = {ExcuseKind::medical,
                                                          ExcuseKind::medical,
                                                          ExcuseKind::medical,
                                                          ExcuseKind::medical,
                                                          ExcuseKind::government_hospital,
                                                          ExcuseKind::private_certified,
                                                          ExcuseKind::non_medical};
            const int days = random.between(1, 3);
            const auto units =
                random.chance(40) ? Draft::UnitDays::allowed : Draft::UnitDays::avoided;
            const ExcuseKind excuse = random.one_of(kinds);
            draft.presence().absent(draft.free_day(term, 5, 95, days, units), days, excuse);
        }
        const int late = random.chance(85) ? random.between(0, 2) : random.between(3, 7);
        draft.late(term, late, random.chance(30) ? Judgement::accepted : Judgement::refused);
        if (random.chance(12))
            draft.presence().leave(draft.free_day(term, 5, 95), true);
        if (random.chance(4)) {
            const int period = random.between(1, 7);
            draft.presence().missed_periods(draft.free_day(term, 5, 95), {period});
        }
        draft.unexcused(term, unexcused);
    }
}

}  // namespace taqwim::sample_school
