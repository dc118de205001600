#include "regulations/kw_primary_2016/what_would_change.h"

#include <algorithm>
#include <functional>

#include "regulations/kw_primary_2016/evaluation.h"

namespace taqwim::kw_primary_2016 {

namespace {

// An assessment that a subject still has before it, and how a mark in it is put into the facts.
struct Remaining {
    Assessment assessment;
    std::uint8_t term = 0;
    std::uint8_t number = 0;
    int steps = 0;     // the scale of the search: 0 to steps
    Exact step_value;  // what one step is worth
    std::function<void(StudentYear&, int)> put;

    [[nodiscard]] Mark mark(int step) const { return Mark(Exact(step) * step_value); }
};

constexpr int k_hundredths = 100;

// The facts on which a subject's remaining assessments are tried, and the question whether it then passes.
class Trial {
public:
    Trial(const StudentYear& year, const Rules& rules) : year_(year), rules_(rules) {}

    // Whether `subject` passes when the facts are changed by `change`.
    bool passes(Subject subject, const std::function<void(StudentYear&)>& change)
    {
        StudentYear tried = year_;
        change(tried);
        Trace nothing = Trace::off();
        if (evaluate(tried, rules_, outcome_, nothing))
            return false;
        if (outcome_.second_chance_taken && outcome_.second_chances[index(subject)].has_recorded)
            return outcome_.second_chances[index(subject)].passed;
        const SubjectYearOutcome& result = outcome_.at(subject);
        return result.has_year_mark && !result.failing_after_raise;
    }

private:
    const StudentYear& year_;
    const Rules& rules_;
    Outcome outcome_;
};

// The facts of a subject's term that nothing was recorded for, as room for its competencies and units.
void make_room(StudentYear& year, Subject subject, Term term, const Rules& rules)
{
    SubjectTerm& facts = year.subject_terms[index(subject)][index(term)];
    if (!facts.has_formative) {
        facts.has_formative = true;
        if (facts.competencies == 0)
            facts.competencies =
                static_cast<std::uint8_t>(rules.general_competencies[index(subject)].value);
        facts.first_competency = static_cast<std::uint32_t>(year.competencies.size());
        year.competencies.resize(year.competencies.size() + facts.competencies);
    }
    if (!facts.has_units && facts.units > 0) {
        facts.has_units = true;
        facts.first_unit = static_cast<std::uint32_t>(year.units.size());
        year.units.resize(year.units.size() + facts.units);
    }
}

Remaining competency(Subject subject, Term term, int number, const Rules& rules)
{
    return {
        .assessment = Assessment::competency,
        .term = static_cast<std::uint8_t>(index(term) + 1),
        .number = static_cast<std::uint8_t>(number),
        .steps = rules.maximum_level.value,
        .step_value = Exact(1),
        .put = [=](StudentYear& year, int level) {
            const SubjectTerm& facts = year.at(subject, term);
            Competency& one =
                year.competencies[facts.first_competency + static_cast<std::uint32_t>(number - 1)];
            one.entered_level = static_cast<std::int8_t>(level);
            one.excluded = false;
        }};
}

Remaining unit(Subject subject, Term term, int number, const StudentYear& year)
{
    const SubjectTerm& facts = year.at(subject, term);
    const std::int32_t maximum =
        year.units[facts.first_unit + static_cast<std::uint32_t>(number - 1)].maximum_centi;
    return {.assessment = Assessment::unit,
            .term = static_cast<std::uint8_t>(index(term) + 1),
            .number = static_cast<std::uint8_t>(number),
            .steps = maximum,
            .step_value = Exact::ratio(1, k_hundredths),
            .put = [=](StudentYear& changed, int centi) {
                const SubjectTerm& at = changed.at(subject, term);
                Unit& one = changed.units[at.first_unit + static_cast<std::uint32_t>(number - 1)];
                one.state = UnitState::scored;
                one.score_centi = centi;
            }};
}

Remaining performance(Subject subject, const Rules& rules)
{
    return {.assessment = Assessment::performance,
            .steps = static_cast<int>(
                (rules.performance_maximum.value * k_hundredths).value.nearest(Ties::toward_zero)),
            .step_value = Exact::ratio(1, k_hundredths),
            .put = [=](StudentYear& year, int centi) {
                year.performance[index(subject)] = {.state = SittingState::attended,
                                                    .mark =
                                                        Mark(Exact::ratio(centi, k_hundredths))};
            }};
}

Remaining placement(Subject subject)
{
    return {.assessment = Assessment::placement,
            .steps = 100 * k_hundredths,
            .step_value = Exact::ratio(1, k_hundredths),
            .put = [=](StudentYear& year, int centi) {
                year.has_placement = true;
                year.placement[index(subject)].state = SittingState::attended;
                year.placement[index(subject)].mark = Mark(Exact::ratio(centi, k_hundredths));
            }};
}

SecondRoundPapers& papers_of(StudentYear& year, Subject subject)
{
    year.has_second_round = true;
    for (auto& [of, papers] : year.second_round)
        if (of == subject)
            return papers;
    year.second_round.emplace_back(subject, SecondRoundPapers{});
    return year.second_round.back().second;
}

SecondRoundPapers papers_given(const StudentYear& year, Subject subject)
{
    for (const auto& [of, papers] : year.second_round)
        if (of == subject)
            return papers;
    return {};
}

Remaining second_round(Subject subject, Assessment assessment, int maximum,
                       std::optional<Mark> SecondRoundPapers::*part)
{
    return {.assessment = assessment,
            .steps = maximum * k_hundredths,
            .step_value = Exact::ratio(1, k_hundredths),
            .put = [=](StudentYear& year, int centi) {
                SecondRoundPapers& papers = papers_of(year, subject);
                papers.state = SittingState::attended;
                papers.*part = Mark(Exact::ratio(centi, k_hundredths));
            }};
}

// What the second chance of a subject consists of.
std::vector<Remaining> second_chance(const StudentYear& year, Subject subject, SecondChance chance,
                                     const Rules& rules)
{
    if (chance == SecondChance::none)
        return {};
    if (year.grade < k_grades)
        return year.placement[index(subject)].state == SittingState::not_given
                   ? std::vector<Remaining>{placement(subject)}
                   : std::vector<Remaining>{};
    if (chance == SecondChance::both_terms)
        return {
            second_round(subject, Assessment::whole_paper, 100, &SecondRoundPapers::whole_paper)};
    // What is marked already remains no more.
    const SecondRoundPapers given = papers_given(year, subject);
    std::vector<Remaining> papers;
    const bool needs_reassessment = chance != SecondChance::performance_only &&
                                    !given.reassessment_of_40 && !given.reassessment_of_100;
    if (needs_reassessment && chance == SecondChance::whole_second_term)
        papers.push_back(second_round(subject, Assessment::reassessment, 100,
                                      &SecondRoundPapers::reassessment_of_100));
    else if (needs_reassessment)
        papers.push_back(second_round(
            subject, Assessment::reassessment,
            static_cast<int>(rules.reassessment_maximum.value.value.nearest(Ties::toward_zero)),
            &SecondRoundPapers::reassessment_of_40));
    if (!given.performance)
        papers.push_back(second_round(subject, Assessment::second_round_performance, 100,
                                      &SecondRoundPapers::performance));
    return papers;
}

// The gaps of a subject's year, each as an assessment that can still be held.
std::vector<Remaining> gaps(const StudentYear& year, Subject subject, const Outcome& outcome,
                            const Rules& rules)
{
    std::vector<Remaining> remaining;
    for (const MissingFact& fact : outcome.missing) {
        if (fact.subject != subject)
            continue;
        const std::string_view name = fact.name;
        const Term term = fact.term == 1 ? Term::first : Term::second;
        if (name == "performance_mark") {
            remaining.push_back(performance(subject, rules));
        } else if ((name == "competency_level" || name == "make_up_of_measure") &&
                   fact.number != 0) {
            remaining.push_back(competency(subject, term, fact.number, rules));
        } else if (name == "unit_score" || name == "make_up_of_unit") {
            remaining.push_back(unit(subject, term, fact.number, year));
        } else if (name == "formative_record") {
            for (int number = 1; number <= year.at(subject, term).competencies; ++number)
                remaining.push_back(competency(subject, term, number, rules));
        } else if (name == "final_record") {
            for (int number = 1; number <= year.at(subject, term).units; ++number)
                remaining.push_back(unit(subject, term, number, year));
        }
    }
    return remaining;
}

// The smallest step from 0 to `steps` at which `holds`, which never turns false again above it; nothing when it does
// not hold at the top.
std::optional<int> least_step(int steps, const std::function<bool(int)>& holds)
{
    if (!holds(steps))
        return std::nullopt;
    int low = 0;
    int high = steps;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (holds(middle))
            high = middle;
        else
            low = middle + 1;
    }
    return high;
}

int step_of_share(const Remaining& remaining, int percent)
{
    return (remaining.steps * percent + 99) / 100;  // the smallest step that reaches the share
}

void look_at(Trial& trial, Subject subject, const std::vector<Remaining>& own,
             const std::vector<Remaining>& of_others, SubjectInTheWay& result)
{
    const auto fill_others = [&](StudentYear& year) {
        for (const Remaining& other : of_others)
            other.put(year, other.steps);
    };
    for (std::size_t i = 0; i < own.size(); ++i) {
        NeededMark needed{.assessment = own[i].assessment,
                          .term = own[i].term,
                          .number = own[i].number,
                          .maximum = own[i].mark(own[i].steps),
                          .least = std::nullopt};
        const auto step = least_step(own[i].steps, [&](int tried) {
            return trial.passes(subject, [&](StudentYear& year) {
                fill_others(year);
                for (std::size_t k = 0; k < own.size(); ++k)
                    own[k].put(year, k == i ? tried : own[k].steps);
            });
        });
        if (step)
            needed.least = own[i].mark(*step);
        result.remaining.push_back(std::move(needed));
    }
    if (own.empty())
        return;
    const auto percent = least_step(100, [&](int tried) {
        return trial.passes(subject, [&](StudentYear& year) {
            fill_others(year);
            for (const Remaining& one : own)
                one.put(year, step_of_share(one, tried));
        });
    });
    result.can_still_pass = percent.has_value();
    if (percent && own.size() > 1)
        result.least_equal_share = Share(Exact::ratio(*percent, 100));
}

}  // namespace

const char* code(Assessment assessment)
{
    static constexpr std::array names = {"competency", "unit",         "performance",
                                         "placement",  "reassessment", "second_round_performance",
                                         "whole_paper"};
    return names[static_cast<std::size_t>(assessment)];
}

std::vector<SubjectInTheWay> what_would_change(const StudentYear& year, const Outcome& outcome,
                                               const Rules& rules)
{
    std::vector<SubjectInTheWay> subjects;
    if (outcome.decision == Decision::promoted || outcome.decision == Decision::passed_stage)
        return subjects;
    // R1 to R4: he repeats for absence, and no mark would change that.
    const RepeatReason reason = outcome.repeat_reason;
    if (outcome.decision == Decision::repeat && reason >= RepeatReason::r1 &&
        reason <= RepeatReason::r4)
        return subjects;

    // The day of judgement moves to the end: what may still be made up is held, not judged as missed.
    StudentYear base = year;
    base.as_of.reset();
    const bool waits_for_gaps = outcome.decision == Decision::incomplete;
    if (waits_for_gaps)
        for (const MissingFact& fact : outcome.missing)
            if (fact.term != 0)
                make_room(base, fact.subject, fact.term == 1 ? Term::first : Term::second, rules);
    // Papers that lie there already cannot count while the first round waits.
    if (waits_for_gaps) {
        base.has_placement = false;
        base.has_second_round = false;
    }
    const bool second_chance_open =
        (outcome.decision == Decision::placement || outcome.decision == Decision::second_round ||
         outcome.decision == Decision::pending_exceptional) &&
        !outcome.second_chance_taken;
    if (second_chance_open && base.exceptional) {
        // What is asked is the mark; the approval is the committees' affair.
        base.exceptional->district = Judgement::accepted;
        base.exceptional->ministry_committee = Judgement::accepted;
    }
    const auto remaining_of = [&](Subject subject) {
        if (second_chance_open)
            return second_chance(base, subject, outcome.at(subject).second_chance, rules);
        return waits_for_gaps ? gaps(base, subject, outcome, rules) : std::vector<Remaining>{};
    };

    std::array<std::vector<Remaining>, k_subjects> remaining;
    for (const Subject subject : k_all_subjects)
        if (outcome.at(subject).counted && !outcome.at(subject).exempt)
            remaining[index(subject)] = remaining_of(subject);

    Trial trial(base, rules);
    for (const Subject subject : k_all_subjects) {
        const SubjectYearOutcome& state = outcome.at(subject);
        if (!state.counted || state.exempt)
            continue;
        const SecondChanceOutcome& taken = outcome.second_chances[index(subject)];
        const bool failed_second_chance =
            outcome.second_chance_taken && taken.has_recorded && !taken.passed;
        const bool in_the_way = outcome.second_chance_taken
                                    ? failed_second_chance
                                    : state.failing_after_raise || !state.has_year_mark ||
                                          state.second_chance != SecondChance::none;
        if (!in_the_way)
            continue;
        SubjectInTheWay result{
            .subject = subject, .remaining = {}, .least_equal_share = std::nullopt};
        result.has_mark = state.has_year_mark || taken.has_recorded;
        if (result.has_mark) {
            result.mark = taken.has_recorded ? taken.recorded : state.after_raise;
            result.shortfall = std::max(Mark(0), rules.minimum_mark.value - result.mark);
        }
        result.barred_by_performance = state.barred_by_performance;
        std::vector<Remaining> of_others;
        for (const Subject other : k_all_subjects)
            if (other != subject)
                of_others.insert(of_others.end(), remaining[index(other)].begin(),
                                 remaining[index(other)].end());
        look_at(trial, subject, remaining[index(subject)], of_others, result);
        subjects.push_back(std::move(result));
    }
    return subjects;
}

}  // namespace taqwim::kw_primary_2016
