#include "regulations/sa_1426/what_would_change.h"

#include <algorithm>
#include <array>

#include "regulations/sa_1426/article_06_allotment.h"
#include "regulations/sa_1426/article_07_passing.h"
#include "regulations/sa_1426/evaluation.h"

namespace taqwim::sa_1426 {

namespace {

// A mark that is still to come.
struct Part {
    RemainingPart part;
    std::size_t subject;
    Term term;
    Mark maximum;

    void put(StudentYear& year, const Mark& mark) const
    {
        SubjectMarks& marks = year.subjects[subject];
        switch (part) {
        case RemainingPart::coursework:
            marks.at(term).has_coursework = true;
            marks.at(term).coursework = mark;
            // The term mark of an oral subject is its sitting too.
            if (is_oral(year, subject))
                marks.at(term).sitting = Sitting::sat;
            break;
        case RemainingPart::exam:
            marks.at(term).sitting = Sitting::sat;
            marks.at(term).exam = mark;
            break;
        case RemainingPart::second_round:
            marks.second_round = {.state = SecondRound::State::sat, .mark = mark};
            break;
        }
    }
};

bool is_open(Sitting sitting)
{
    return sitting == Sitting::not_entered || sitting == Sitting::absent_excused;
}

bool is_open(SecondRound::State state)
{
    return state == SecondRound::State::not_given || state == SecondRound::State::excused;
}

void add_open_parts_of_term(const StudentYear& year, std::size_t subject, Term term,
                            const SubjectOutcome& result, std::vector<Part>& parts)
{
    const TermMarks& marks = year.subjects[subject].at(term);
    const std::size_t at = index(term);
    if (is_oral(year, subject)) {
        if (is_open(marks.sitting) || (marks.sitting == Sitting::sat && !marks.has_coursework))
            parts.push_back({RemainingPart::coursework, subject, term, result.allotment.of(term)});
        return;
    }
    if (!marks.has_coursework)
        parts.push_back(
            {RemainingPart::coursework, subject, term, result.allotment.coursework[at]});
    if (is_open(marks.sitting))
        parts.push_back({RemainingPart::exam, subject, term, result.allotment.exam[at]});
}

// Everything that a mark can still be entered for.
std::vector<Part> open_parts(const StudentYear& year, const Outcome& outcome)
{
    std::vector<Part> parts;
    for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject) {
        const SubjectOutcome& result = outcome.subjects[subject];
        if (!year.plan->subjects[subject].counts_for_promotion)
            continue;
        if (result.scope != Scope::none) {
            if (is_open(year.subjects[subject].second_round.state))
                parts.push_back(
                    {RemainingPart::second_round, subject, Term::first, result.second_maximum});
            continue;
        }
        for (const Term term : k_terms)
            if (result.due[index(term)])
                add_open_parts_of_term(year, subject, term, result, parts);
    }
    return parts;
}

// The facts with every open part full, and the questions asked of them when some parts are less.
class Trial {
public:
    Trial(const StudentYear& year, const Rules& rules, const std::vector<Part>& parts)
        : tried_(year), rules_(rules)
    {
        for (const Part& part : parts)
            part.put(tried_, part.maximum);
    }

    void put(const Part& part, const Mark& mark) { part.put(tried_, mark); }

    [[nodiscard]] bool subject_passes(std::size_t subject)
    {
        if (!runs())
            return false;
        const SubjectOutcome& result = outcome_.subjects[subject];
        return result.scope == Scope::none ? result.passed : result.second_passed;
    }
    [[nodiscard]] bool year_passes()
    {
        return runs() && outcome_.last().decision == Decision::passed;
    }
    [[nodiscard]] const char* passing_clause() { return year_passes() ? outcome_.last().by : ""; }
    // What the rules make of the facts as they are tried now.
    [[nodiscard]] Outcome outcome() { return runs() ? outcome_ : Outcome{}; }

private:
    [[nodiscard]] bool runs()
    {
        Trace nothing = Trace::off();
        return !evaluate(tried_, rules_, outcome_, nothing).has_value();
    }

    StudentYear tried_;
    const Rules& rules_;
    Outcome outcome_;
};

// How many marks above 0 can be entered up to `maximum`.
std::int64_t steps_of(const Mark& maximum, const Rules& rules)
{
    const Exact steps = maximum.value / rules.entry_step.value;
    const std::int64_t nearest = steps.nearest(Ties::toward_zero);
    return Exact(nearest) > steps ? nearest - 1 : nearest;
}

Mark mark_of(std::int64_t steps, const Rules& rules)
{
    return Mark(Exact(steps) * rules.entry_step.value);
}

// The least of 0 to `most` for which `holds`; a larger number never holds less. Nothing when none does.
template <class Holds>
std::optional<std::int64_t> least_that(std::int64_t most, const Holds& holds)
{
    if (!holds(most))
        return std::nullopt;
    std::int64_t low = 0;
    std::int64_t high = most;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (holds(middle))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

// The least mark of a part for which the trial says yes; the trial then has the part full again.
template <class SaysYes>
std::optional<Mark> least_mark(Trial& trial, const Part& part, const Rules& rules,
                               const SaysYes& says_yes)
{
    const auto steps = least_that(steps_of(part.maximum, rules), [&](std::int64_t tried) {
        trial.put(part, mark_of(tried, rules));
        return says_yes();
    });
    trial.put(part, part.maximum);
    return steps ? std::optional<Mark>(mark_of(*steps, rules)) : std::nullopt;
}

// The least share that passes the subject when it is reached in each of its parts. Shares are tried as fine as the
// largest part's marks are.
std::optional<Share> least_equal_share(Trial& trial, const std::vector<Part>& parts,
                                       const Rules& rules)
{
    std::int64_t finest = 1;
    for (const Part& part : parts)
        finest = std::max(finest, steps_of(part.maximum, rules));
    const auto steps = least_that(finest, [&](std::int64_t tried) {
        for (const Part& part : parts) {
            // The least mark that can be entered and is not below the share.
            const std::int64_t most = steps_of(part.maximum, rules);
            trial.put(part, mark_of((tried * most + finest - 1) / finest, rules));
        }
        return trial.subject_passes(parts.front().subject);
    });
    for (const Part& part : parts)
        trial.put(part, part.maximum);
    return steps ? std::optional<Share>(Share(Exact::ratio(*steps, finest).reduced()))
                 : std::nullopt;
}

// The outcome that says how a subject stands: in a second round that has begun but is not held yet, the marks that are
// there already count, and the others are taken as full.
struct Standing {
    const Outcome& now;
    const Outcome& with_the_rest_full;

    [[nodiscard]] const Outcome& of(bool has_open_parts) const
    {
        const bool has_begun = now.first.decision == Decision::second_round && !now.second.held;
        return has_begun && !has_open_parts && with_the_rest_full.second.held ? with_the_rest_full
                                                                              : now;
    }
};

bool stands_in_the_way(const StudentYear& year, std::size_t subject, const Outcome& outcome)
{
    const SubjectOutcome& result = outcome.subjects[subject];
    if (!year.plan->subjects[subject].counts_for_promotion)
        return false;
    return outcome.second.held ? outcome.second.not_passed.contains(subject)
                               : !result.complete || !result.passed;
}

SubjectInTheWay in_the_way(std::size_t subject, const Outcome& outcome)
{
    const RoundNumber round = outcome.second.held ? RoundNumber::second : RoundNumber::first;
    const SubjectOutcome& result = outcome.subjects[subject];
    SubjectInTheWay found;
    found.subject = subject;
    found.has_mark = result.complete;
    if (!result.complete)
        return found;
    found.mark = standing_mark(result, round);
    if (result.has_minimum && found.mark < result.minimum)
        found.shortfall = result.minimum - found.mark;
    found.lacks_sitting = !has_sat(result, round);
    return found;
}

void find_needed_marks(Trial& trial, const std::vector<Part>& parts, const Outcome& outcome,
                       const Rules& rules, SubjectInTheWay& found)
{
    for (const Part& part : parts)
        found.remaining.push_back(
            {.part = part.part,
             .term = part.term,
             .scope = outcome.subjects[part.subject].scope,
             .maximum = part.maximum,
             .least =
                 least_mark(trial, part, rules, [&] { return trial.subject_passes(part.subject); }),
             .least_for_year =
                 least_mark(trial, part, rules, [&] { return trial.year_passes(); })});
    found.can_still_pass = !parts.empty() && trial.subject_passes(found.subject);
    if (parts.size() > 1)
        found.least_equal_share = least_equal_share(trial, parts, rules);
}

// One subject of the second round as the least way looks at it.
struct Saving {
    const Part* part;
    Mark least;           // that passes the subject, or the maximum when none does
    Mark least_for_year;  // with which it is tolerated, when everything else is full
};

// Which subjects stay below their minimum: those that save most, as long as the rules still pass the year.
std::optional<LeastWay> find_least_way(Trial& trial, const std::vector<Part>& parts,
                                       const std::vector<SubjectInTheWay>& subjects)
{
    std::vector<Saving> savings;
    for (const Part& part : parts) {
        const auto found =
            std::find_if(subjects.begin(), subjects.end(),
                         [&](const SubjectInTheWay& one) { return one.subject == part.subject; });
        const NeededMark& needed = found->remaining.front();
        if (!needed.least_for_year)
            return std::nullopt;
        savings.push_back({.part = &part,
                           .least = needed.least.value_or(part.maximum),
                           .least_for_year = *needed.least_for_year});
    }
    std::stable_sort(savings.begin(), savings.end(), [](const Saving& a, const Saving& b) {
        return a.least - a.least_for_year > b.least - b.least_for_year;
    });

    // A subject that cannot reach its minimum any more has to be tolerated; the others only when there is room. So each
    // starts at the mark that passes it.
    for (const Saving& saving : savings)
        trial.put(*saving.part, saving.least);
    if (!trial.year_passes())
        return std::nullopt;
    LeastWay way;
    for (const Saving& saving : savings) {
        trial.put(*saving.part, saving.least_for_year);
        if (saving.least_for_year < saving.least && trial.year_passes()) {
            way.tolerated.insert(saving.part->subject);
            way.marks.push_back({saving.part->subject, saving.least_for_year});
        } else {
            trial.put(*saving.part, saving.least);
            way.marks.push_back({saving.part->subject, saving.least});
        }
    }
    std::sort(way.marks.begin(), way.marks.end(),
              [](const LeastMark& a, const LeastMark& b) { return a.subject < b.subject; });
    way.by = trial.passing_clause();
    for (const Part& part : parts)
        trial.put(part, part.maximum);
    return way;
}

}  // namespace

const char* code(RemainingPart part)
{
    static constexpr std::array names = {"coursework", "exam", "second_round"};
    return names[static_cast<std::size_t>(part)];
}

WhatWouldChange what_would_change(const StudentYear& year, const Outcome& outcome,
                                  const Rules& rules)
{
    WhatWouldChange result;
    if (outcome.last().decision == Decision::passed)
        return result;
    const std::vector<Part> parts = open_parts(year, outcome);
    Trial trial(year, rules, parts);
    result.can_still_pass = !parts.empty() && trial.year_passes();
    const Outcome with_the_rest_full = trial.outcome();
    const Standing standing{outcome, with_the_rest_full};
    for (std::size_t subject = 0; subject < outcome.subjects.size(); ++subject) {
        std::vector<Part> own;
        std::copy_if(parts.begin(), parts.end(), std::back_inserter(own),
                     [&](const Part& part) { return part.subject == subject; });
        const Outcome& judged = standing.of(!own.empty());
        if (!stands_in_the_way(year, subject, judged))
            continue;
        SubjectInTheWay found = in_the_way(subject, judged);
        find_needed_marks(trial, own, outcome, rules, found);
        result.subjects.push_back(std::move(found));
    }
    if (result.can_still_pass && outcome.first.decision == Decision::second_round)
        result.least_way = find_least_way(trial, parts, result.subjects);
    return result;
}

}  // namespace taqwim::sa_1426
