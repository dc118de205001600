#include "regulations/sa_guide/final_review.h"

#include "regulations/sa_1426/fraction_raise.h"

namespace taqwim::sa_guide {

namespace {

constexpr std::array<const char*, 2> k_term_names = {"t1", "t2"};

// The final mark of these exams, its fraction raised.
Mark final_mark(const ReviewedMarks& marks, const std::array<Mark, 2>& exams,
                const sa_1426::Rules& rules, Trace& trace)
{
    sa_1426::FinalSum sum;
    sum.minimum = &marks.minimum;
    sum.all_terms_reached = true;
    for (std::size_t term = 0; term < exams.size(); ++term) {
        const Mark raw = marks.coursework[term] + exams[term];
        sum.raw += raw;
        const auto& share = marks.share[term];
        if (!share ||
            !sa_1426::raised_term_mark(raw, &*share, k_term_names[term], rules, trace).reached)
            sum.all_terms_reached = false;
    }
    return sa_1426::raised_final_mark(sum, rules, trace).mark;
}

}  // namespace

const char* code(ReviewRule rule)
{
    static constexpr std::array names = {"none", "a", "b"};
    return names[static_cast<std::size_t>(rule)];
}

const char* code(PaperOutcome outcome)
{
    static constexpr std::array names = {"NOT_REVIEWED", "INCREASED", "DECREASED",
                                         "INCREASE_NOT_ACCEPTED"};
    return names[static_cast<std::size_t>(outcome)];
}

ReviewSelection papers_for_final_review(std::span<const ReviewedSubject> subjects,
                                        const FinalReviewRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-16.E.1", "papers_for_final_review");
    // 1. The subjects without the pass mark; one without a minimum is never among them.
    std::vector<std::size_t> short_subjects;
    for (std::size_t place = 0; place < subjects.size(); ++place) {
        const ReviewedSubject& subject = subjects[place];
        if (subject.minimum && (!subject.final_mark || *subject.final_mark < *subject.minimum))
            short_subjects.push_back(place);
    }
    const auto count = static_cast<int>(short_subjects.size());
    step.value("short_subjects", Exact(count));
    // 2. (c) Never from more than so many subjects.
    if (count == 0 || !step.at_most("short_subjects", count, step.read(rules.most_subjects))) {
        step.conclude(false);
        return {};
    }
    // 3. (a) One subject, whatever its mark, even zero. (b) More, each within so many marks of its minimum; exactly so many
    //    is in. A subject without a paper brings the others down with it.
    const bool whatever_mark = count == 1 && step.read(rules.single_any_mark);
    for (const std::size_t place : short_subjects) {
        const ReviewedSubject& subject = subjects[place];
        if (!step.is_so("has_paper", subject.final_mark.has_value()) ||
            (!whatever_mark &&
             !step.at_most("deficit", (*subject.minimum - *subject.final_mark).value,
                           step.read(rules.pair_most_deficit).value))) {
            step.conclude(false);
            return {};
        }
    }
    step.conclude(true);
    return {.rule = count == 1 ? ReviewRule::one_subject : ReviewRule::two_subjects,
            .papers = std::move(short_subjects)};
}

bool takes_out_first_term_paper(const Mark& deficit, const Mark& room_1, const Mark& room_2,
                                Trace& trace)
{
    auto step = trace.enter("PG-16.E.3", "takes_out_first_term_paper");
    return step.conclude(step.at_most("deficit", deficit.value, (room_1 + room_2).value));
}

ReviewedPaper paper_outcome(const Mark& before, const std::optional<Mark>& after, const char* term,
                            Trace& trace)
{
    if (!after)
        return {};
    auto step = trace.enter("PG-16.E.6", "paper_outcome", term);
    step.value("before", before);
    step.value("after", *after);
    ReviewedPaper paper;
    if (*after == before)
        paper.outcome = PaperOutcome::increase_not_accepted;
    else {
        paper.outcome = *after > before ? PaperOutcome::increased : PaperOutcome::decreased;
        paper.change = *after > before ? *after - before : before - *after;
    }
    step.result_text("outcome", code(paper.outcome));
    return paper;
}

ReviewResult reviewed_final_mark(const ReviewedMarks& marks, const FinalReviewRules& rules,
                                 const sa_1426::Rules& mark_rules, Trace& trace)
{
    auto step = trace.enter("PG-16.E.3", "reviewed_final_mark");
    ReviewResult result;
    for (std::size_t term = 0; term < marks.exam.size(); ++term)
        result.papers[term] =
            paper_outcome(marks.exam[term], marks.reviewed[term], k_term_names[term], trace);
    std::array<Mark, 2> exams = {marks.exam[0], marks.reviewed[1].value_or(marks.exam[1])};
    // 1. A lower mark of the first term cannot lead to passing, so it is recorded alone.
    const bool only_if_passes = step.read(rules.first_term_only_if_passes);
    const bool first_term_counts = only_if_passes
                                       ? result.papers[0].outcome == PaperOutcome::increased
                                       : result.papers[0].change.value > Exact(0);
    if (step.is_so("first_term_changed", first_term_counts)) {
        // 2. Judged on the final mark after all changes.
        const std::array<Mark, 2> with_first = {*marks.reviewed[0], exams[1]};
        const Mark mark = final_mark(marks, with_first, mark_rules, trace);
        const bool passes = step.at_least("with_first_term", mark, marks.minimum);
        if (passes || !only_if_passes) {
            exams = with_first;
            result.first_term_applied = true;
        }
    }
    result.final_mark = final_mark(marks, exams, mark_rules, trace);
    result.passed = step.at_least("final_mark", result.final_mark, marks.minimum);
    step.result("reviewed", result.final_mark);
    step.conclude(result.passed);
    return result;
}

}  // namespace taqwim::sa_guide
