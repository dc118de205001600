#include "regulations/sa_1447/course_marks.h"

#include <algorithm>

namespace taqwim::sa_1447 {

namespace {

// SA1447-EXCUSED  Who was absent from the end-of-term exam with an excuse sits an alternative exam in its place.
std::optional<Mark> alternative_exam_mark(const CourseFacts& course, std::size_t period,
                                          const EditionRules1447& rules, Trace& trace)
{
    const char* const subject = course.subject->name.c_str();
    auto step = trace.enter("SA1447-EXCUSED", "alternative_exam_mark", subject,
                            course.period_number(period));
    const Mark most = step.read(rules.excused_exam_maximum);
    const auto& mark = course.periods[period].alternative_exam;
    if (!mark) {
        step.missing("alternative_exam", subject);
        return std::nullopt;
    }
    step.value("maximum", most);
    return step.result("final", *mark);
}

// SA1447-M9  Activity that has no periods gets the mean of its programmes.
std::optional<Mark> mean_of_programmes(const CourseFacts& course, std::size_t period, Trace& trace)
{
    const char* const subject = course.subject->name.c_str();
    auto step =
        trace.enter("SA1447-M9", "mean_of_programmes", subject, course.period_number(period));
    const std::vector<Mark>& programmes = course.periods[period].programmes;
    if (programmes.empty()) {
        step.missing("programmes", subject);
        return std::nullopt;
    }
    Mark sum;
    for (const Mark& one : programmes) {
        step.value("programme", one);
        sum += one;
    }
    return step.result("mean", sum / static_cast<int>(programmes.size()));
}

}  // namespace

PeriodOutcome period_mark(const CourseFacts& course, std::size_t period,
                          const EditionRules1447& rules, std::vector<MissingFact>& missing,
                          Trace& trace)
{
    PeriodOutcome outcome;
    const PeriodFacts& facts = course.periods[period];
    const int number = course.period_number(period);
    const char* const subject = course.subject->name.c_str();
    if (course.subject->is_activity() && course.subject->periods == 0) {
        outcome.mark = mean_of_programmes(course, period, trace);
        outcome.coursework = outcome.mark;
        if (!outcome.mark)
            missing.push_back({"programmes", &course, number});
        return outcome;
    }

    auto step = trace.enter(course.subject->model->clause, "period_mark", subject, number);
    // The parts of the first sitting make the mark. Those that the second sitting keeps are summed as well.
    const Parts& parts = step.read(course.form->first);
    Mark coursework;
    Mark kept;
    bool is_coursework_whole = true;
    bool is_kept_whole = true;
    for (const PartMaximum& part : parts) {
        const bool is_exam = part.part == Part::final_exam;
        const bool is_kept = rules.models.keeps(part.part);
        std::optional<Mark> mark = find(facts.marks, part.part);
        if (is_exam && facts.absence == ExamAbsence::excused) {
            mark = alternative_exam_mark(course, period, rules, trace);
            if (!mark)
                missing.push_back({"alternative_exam", &course, number});
        } else if (is_exam && facts.absence == ExamAbsence::unexcused) {
            outcome.missed_without_excuse = true;
        } else if (!mark) {
            step.missing(code(part.part), subject);
            missing.push_back({code(part.part), &course, number});
        }
        if (!mark) {
            is_coursework_whole = is_coursework_whole && is_exam;
            is_kept_whole = is_kept_whole && !is_kept;
            continue;
        }
        step.value(code(part.part), *mark);
        if (is_exam)
            outcome.exam = mark;
        else
            coursework += *mark;
        if (is_kept)
            kept += *mark;
    }
    if (is_kept_whole)
        outcome.kept = kept;
    if (is_coursework_whole && has_coursework(*course.form))
        outcome.coursework = coursework;
    if (is_coursework_whole && (outcome.exam || !has_final_exam(*course.form)))
        outcome.mark = step.result("mark", coursework + outcome.exam.value_or(Mark()));
    else
        step.conclude(Finding::undetermined);
    return outcome;
}

std::optional<Mark> first_sitting_mark(const CourseFacts& course, const CourseOutcome& outcome,
                                       Trace& trace)
{
    if (course.term != 0)
        return outcome.periods.front().mark;
    auto step = trace.enter("SA1447-YEAR", "first_sitting_mark", course.subject->name.c_str());
    Mark sum;
    for (const PeriodOutcome& period : outcome.periods) {
        if (!period.mark) {
            step.conclude(Finding::undetermined);
            return std::nullopt;
        }
        step.value("period", *period.mark);
        sum += *period.mark;
    }
    return step.result("mean", sum / static_cast<int>(outcome.periods.size()));
}

std::optional<Mark> second_sitting_mark(const CourseFacts& course, const CourseOutcome& outcome,
                                        const EditionRules1447& rules,
                                        std::vector<MissingFact>& missing, Trace& trace)
{
    const char* const subject = course.subject->name.c_str();
    auto step = trace.enter("SA1447-SECOND", "second_sitting_mark", subject, course.term);
    // 1. What is kept of the first sitting; of a subject of the year the mean of its periods (decision D4).
    (void)step.read(rules.models.kept());
    Mark kept;
    for (const PeriodOutcome& period : outcome.periods) {
        if (!period.kept) {
            step.conclude(Finding::undetermined);
            return std::nullopt;
        }
        kept += *period.kept;
    }
    kept = kept / static_cast<int>(outcome.periods.size());
    step.value("kept", kept);
    // 2. The parts of the second sitting take the place of the rest.
    Mark exam;
    bool is_whole = true;
    for (const PartMaximum& part : step.read(*course.form->second)) {
        const auto mark = find(course.second_sitting, part.part);
        if (!mark) {
            step.missing(code(part.part), subject);
            missing.push_back({code(part.part), &course, course.term});
            is_whole = false;
            continue;
        }
        step.value(code(part.part), *mark);
        exam += *mark;
    }
    if (!is_whole)
        return std::nullopt;
    step.value("exam", exam);
    return step.result("mark", kept + exam);
}

const char* band_of(const Exact& mark, int grade, const EditionRules1447& rules, const char* item,
                    Trace& trace, int term)
{
    auto step = trace.enter("SA1447-BANDS", "band_of", item, term);
    step.value("mark", mark);
    const std::vector<Band>& bands = step.read(rules.bands_of(grade));
    // The exact mark decides, not the one shown: 89.995 is below 90.
    const auto band =
        std::ranges::find_if(bands, [&](const Band& one) { return mark >= one.from.value; });
    const char* const word = band == bands.end() ? nullptr : band->word.c_str();
    if (word != nullptr)
        step.result_text("grade", word);
    return word;
}

bool has_enough_entries(const CourseFacts& course, std::size_t period,
                        const EditionRules1447& rules, Trace& trace)
{
    const auto& entries = course.periods[period].entries;
    if (!entries)
        return true;
    auto step = trace.enter("SA1447-RECORD", "has_enough_entries", course.subject->name.c_str(),
                            course.period_number(period));
    const int least = step.read(rules.entries_per_period);
    return step.conclude(step.at_least("entries", Exact(*entries), Exact(least)));
}

}  // namespace taqwim::sa_1447
