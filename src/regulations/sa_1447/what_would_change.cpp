#include "regulations/sa_1447/what_would_change.h"

#include <algorithm>
#include <utility>

#include "regulations/sa_1447/evaluation.h"

namespace taqwim::sa_1447 {

namespace {

// A mark that may still be entered into a course.
struct Slot {
    SittingOf sitting = SittingOf::first;
    Part part = Part::final_exam;
    Mark maximum;
};

void enter(CourseFacts& course, const Slot& slot, const Mark& mark)
{
    switch (slot.sitting) {
    case SittingOf::first: course.periods.front().marks.push_back({slot.part, mark}); return;
    case SittingOf::alternative: course.periods.front().alternative_exam = mark; return;
    case SittingOf::second:
        course.has_second_sitting = true;
        course.second_sitting.push_back({slot.part, mark});
        return;
    case SittingOf::stumble: course.stumble_exam = mark; return;
    }
}

// Parts of the first sitting without a mark. Who missed the exam without excuse is examined again whatever the other
// parts are, so only those count that the second sitting keeps.
void add_first_parts(const CourseFacts& course, bool is_missed, const EditionRules1447& rules,
                     std::vector<Slot>& slots)
{
    const PeriodFacts& facts = course.periods.front();
    for (const PartMaximum& part : course.form->first.value) {
        const bool is_exam = part.part == Part::final_exam;
        if (is_exam && facts.absence == ExamAbsence::excused) {
            if (!facts.alternative_exam)
                slots.push_back(
                    {SittingOf::alternative, part.part, rules.excused_exam_maximum.value});
        } else if (!find(facts.marks, part.part) &&
                   (!is_missed || (!is_exam && rules.models.keeps(part.part)))) {
            slots.push_back({SittingOf::first, part.part, part.maximum});
        }
    }
}

void add_second_parts(const CourseFacts& course, std::vector<Slot>& slots)
{
    for (const PartMaximum& part : course.form->second->value)
        if (!find(course.second_sitting, part.part))
            slots.push_back({SittingOf::second, part.part, part.maximum});
}

// What may still be entered, in the order of the sittings.
std::vector<Slot> slots_of(const CourseFacts& course, const CourseOutcome& outcome,
                           const EditionRules1447& rules)
{
    std::vector<Slot> slots;
    const bool is_missed = outcome.periods.front().missed_without_excuse;
    const bool is_first_whole = outcome.first.has_value();
    switch (outcome.verdict) {
    case Verdict::undetermined:
    case Verdict::second_sitting:
        if (!is_first_whole)
            add_first_parts(course, is_missed, rules, slots);
        if (is_first_whole || is_missed)
            add_second_parts(course, slots);
        break;
    case Verdict::stumbled:
        if (!course.stumble_exam)
            slots.push_back(
                {SittingOf::stumble, Part::final_exam, rules.stumble_exam_maximum.value});
        break;
    case Verdict::not_judged:
    case Verdict::passed:
    case Verdict::left_open: break;
    }
    return slots;
}

// A course by itself, with what remains of it.
class Trial {
public:
    Trial(const StudentYear& year, std::size_t course, const CourseOutcome& outcome,
          const EditionRules1447& rules)
        : rules_(rules), slots_(slots_of(year.courses[course], outcome, rules))
    {
        year_.grade = year.grade;
        year_.track = year.track;
        year_.courses.push_back(year.courses[course]);
        // A later sitting than the one that remains rests on it.
        CourseFacts& facts = year_.courses.front();
        if (!slots_.empty() && slots_.front().sitting != SittingOf::stumble)
            facts.stumble_exam.reset();
        if (std::ranges::none_of(slots_, [](const Slot& slot) {
                return slot.sitting == SittingOf::second || slot.sitting == SittingOf::stumble;
            })) {
            facts.has_second_sitting = false;
            facts.second_sitting.clear();
        }
    }

    [[nodiscard]] const std::vector<Slot>& slots() const { return slots_; }
    [[nodiscard]] bool is_second_sitting_alone() const
    {
        return !slots_.empty() && std::ranges::all_of(slots_, [](const Slot& slot) {
            return slot.sitting == SittingOf::second;
        });
    }
    [[nodiscard]] Mark maximum() const
    {
        Mark sum;
        for (const Slot& slot : slots_)
            sum += slot.maximum;
        return sum;
    }

    // The course with a mark in each slot, in their order.
    [[nodiscard]] CourseFacts with(const std::vector<Mark>& marks) const
    {
        CourseFacts course = year_.courses.front();
        for (std::size_t i = 0; i < slots_.size(); ++i)
            enter(course, slots_[i], marks[i]);
        return course;
    }
    [[nodiscard]] Verdict verdict(const std::vector<Mark>& marks) const
    {
        StudentYear year = year_;
        year.courses.front() = with(marks);
        Outcome outcome;
        Trace off = Trace::off();
        if (evaluate(year, rules_, outcome, off))
            return Verdict::undetermined;
        return outcome.courses.front().verdict;
    }
    [[nodiscard]] std::vector<Mark> full() const
    {
        std::vector<Mark> marks;
        for (const Slot& slot : slots_)
            marks.push_back(slot.maximum);
        return marks;
    }
    [[nodiscard]] std::vector<Mark> empty() const { return std::vector<Mark>(slots_.size()); }
    // A sum put into the slots, each filled before the next.
    [[nodiscard]] std::vector<Mark> spread(Mark sum) const
    {
        std::vector<Mark> marks;
        for (const Slot& slot : slots_) {
            marks.push_back(std::min(sum, slot.maximum));
            sum = sum - marks.back();
        }
        return marks;
    }

private:
    const EditionRules1447& rules_;
    StudentYear year_;  // of this course alone
    std::vector<Slot> slots_;
};

// The least mark on the grid up to the maximum for which `holds`; a higher mark than one that holds holds too.
template <class Holds>
std::optional<Mark> least_mark(const Mark& maximum, int decimals, const Holds& holds)
{
    std::int64_t steps_of_one = 1;
    for (int i = 0; i < decimals; ++i)
        steps_of_one *= 10;  // source-check: allow decimal places
    const auto at = [&](std::int64_t steps) { return Mark(Exact::ratio(steps, steps_of_one)); };
    if (!holds(maximum))
        return std::nullopt;
    std::int64_t low = 0;
    std::int64_t high = (maximum.value * Exact(steps_of_one)).nearest(Ties::toward_zero);
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (holds(at(middle)))
            high = middle;
        else
            low = middle + 1;
    }
    return at(high);
}

CourseInTheWay course_in_the_way(std::size_t index, const CourseOutcome& outcome,
                                 const Trial& trial, const EditionRules1447& rules)
{
    CourseInTheWay result;
    result.course = index;
    result.mark = outcome.mark;
    if (outcome.mark && *outcome.mark < rules.pass_mark.value)
        result.shortfall = rules.pass_mark.value - *outcome.mark;
    const int decimals = rules.entry_decimals.value;
    for (std::size_t i = 0; i < trial.slots().size(); ++i) {
        const Slot& slot = trial.slots()[i];
        std::vector<Mark> marks = trial.full();
        const auto least = least_mark(slot.maximum, decimals, [&](const Mark& mark) {
            marks[i] = mark;
            return trial.verdict(marks) == Verdict::passed;
        });
        result.remaining.push_back({slot.sitting, slot.part, slot.maximum, least});
    }
    result.can_still_pass =
        !trial.slots().empty() && trial.verdict(trial.full()) == Verdict::passed;
    if (!trial.is_second_sitting_alone())
        return result;
    result.least_sum = least_mark(trial.maximum(), decimals, [&](const Mark& sum) {
        return trial.verdict(trial.spread(sum)) == Verdict::passed;
    });
    const auto not_failed = least_mark(trial.maximum(), decimals, [&](const Mark& sum) {
        return trial.verdict(trial.spread(sum)) != Verdict::stumbled;
    });
    if (not_failed && not_failed != result.least_sum)
        result.left_open_from = not_failed;
    return result;
}

// Whether the first sitting of every course and the marks of activity are there.
bool is_first_sitting_complete(const StudentYear& year, const Outcome& outcome)
{
    for (std::size_t i = 0; i < year.courses.size(); ++i) {
        const CourseOutcome& course = outcome.courses[i];
        if (year.courses[i].subject->is_activity()
                ? !course.mark
                : !course.first && !course.periods.front().missed_without_excuse)
            return false;
    }
    return true;
}

Decision decision_of(const StudentYear& year, const EditionRules1447& rules)
{
    Outcome outcome;
    Trace off = Trace::off();
    return evaluate(year, rules, outcome, off) ? Decision::incomplete : outcome.decision;
}

bool is_promotion(Decision decision)
{
    return decision == Decision::passed || decision == Decision::promoted_with_stumbled;
}

std::optional<int> courses_to_promotion(const StudentYear& year, const Outcome& outcome,
                                        const std::vector<std::pair<std::size_t, Trial>>& trials,
                                        const EditionRules1447& rules)
{
    if (is_promotion(outcome.decision) || !is_first_sitting_complete(year, outcome))
        return std::nullopt;
    // Every other course fails in all that remains; then one after the other of those that can be passed is passed.
    StudentYear changed = year;
    std::vector<std::pair<std::size_t, CourseFacts>> passed;
    for (const auto& [course, trial] : trials) {
        if (trial.slots().empty())
            continue;
        changed.courses[course] = trial.with(trial.empty());
        const bool needs_marks = trial.verdict(trial.empty()) != Verdict::passed;
        if (needs_marks && trial.verdict(trial.full()) == Verdict::passed)
            passed.emplace_back(course, trial.with(trial.full()));
    }
    if (is_promotion(decision_of(changed, rules)))
        return 0;
    int count = 0;
    for (auto& [course, facts] : passed) {
        changed.courses[course] = std::move(facts);
        ++count;
        if (is_promotion(decision_of(changed, rules)))
            return count;
    }
    return std::nullopt;
}

}  // namespace

const char* code(SittingOf sitting)
{
    switch (sitting) {
    case SittingOf::first: return "first";
    case SittingOf::alternative: return "alternative";
    case SittingOf::second: return "second";
    case SittingOf::stumble: return "stumble";
    }
    return "first";
}

WhatWouldChange what_would_change(const StudentYear& year, const Outcome& outcome,
                                  const EditionRules1447& rules)
{
    WhatWouldChange result;
    if (!year.is_secondary() || outcome.decision == Decision::passed)
        return result;
    std::vector<std::pair<std::size_t, Trial>> trials;
    for (std::size_t i = 0; i < year.courses.size(); ++i) {
        const Verdict verdict = outcome.courses[i].verdict;
        if (verdict == Verdict::not_judged || verdict == Verdict::passed ||
            verdict == Verdict::left_open)
            continue;
        const auto& [index, trial] =
            trials.emplace_back(i, Trial(year, i, outcome.courses[i], rules));
        result.courses.push_back(course_in_the_way(index, outcome.courses[i], trial, rules));
    }
    result.courses_to_promotion = courses_to_promotion(year, outcome, trials, rules);
    return result;
}

}  // namespace taqwim::sa_1447
