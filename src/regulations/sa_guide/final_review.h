// PG-16.E  Final review: whose papers are taken out after the marks are entered, and what the reviewed marks change. Reviewers
// never see what a student needs (PG-16.E.5): nothing here is for their screens.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/mark.h"
#include "core/trace.h"
#include "regulations/sa_1426/rules.h"
#include "regulations/sa_guide/operations_rules.h"

namespace taqwim::sa_guide {

struct ReviewedSubject {
    std::optional<Mark> minimum;  // without one the subject is never reviewed
    // After fractions were raised. None when there is no marked paper: absent, cancelled, or an oral subject.
    std::optional<Mark> final_mark;
};

enum class ReviewRule : std::uint8_t { none, one_subject, two_subjects };
[[nodiscard]] const char* code(ReviewRule rule);  // "a", "b", "none"

struct ReviewSelection {
    ReviewRule rule = ReviewRule::none;
    std::vector<std::size_t> papers;  // the places of the subjects
};

// PG-16.E.1, with PG-16.E.2 and PG-16.E.4: neither that the student may be promoted all the same nor whether the review can
// make him pass changes the selection. A subject without a paper counts as not passed but has nothing to review.
[[nodiscard]] ReviewSelection papers_for_final_review(std::span<const ReviewedSubject> subjects,
                                                      const FinalReviewRules& rules, Trace& trace);

// PG-16.E.3  Whether the first term's paper is taken out with the second's: only where the marks still open in both papers
// could make up what lacks.
[[nodiscard]] bool takes_out_first_term_paper(const Mark& deficit, const Mark& room_1,
                                              const Mark& room_2, Trace& trace);

// PG-16.E.6  One of three outcomes stands beside each reviewed mark.
enum class PaperOutcome : std::uint8_t {
    not_reviewed,
    increased,
    decreased,
    increase_not_accepted
};
[[nodiscard]] const char* code(PaperOutcome outcome);

struct ReviewedPaper {
    PaperOutcome outcome = PaperOutcome::not_reviewed;
    Mark change;  // without its sign
};
[[nodiscard]] ReviewedPaper paper_outcome(const Mark& before, const std::optional<Mark>& after,
                                          const char* term, Trace& trace);

struct ReviewedMarks {
    std::array<Mark, 2> coursework;
    std::array<Mark, 2> exam;
    std::array<std::optional<Mark>, 2> reviewed;  // the exams after review; none when not reviewed
    Mark minimum;
    // What each term has to reach, where both terms together may lift the mark to the minimum (PG-16.C.11).
    std::array<std::optional<Mark>, 2> share;
};

struct ReviewResult {
    std::array<ReviewedPaper, 2> papers;
    bool first_term_applied = false;
    Mark final_mark;
    bool passed = false;
};

// PG-16.E.3  The second term's paper changes the mark in either direction. The first term's does only where it was raised
// and the subject is passed with it; otherwise its outcome is recorded and the mark stays.
[[nodiscard]] ReviewResult reviewed_final_mark(const ReviewedMarks& marks,
                                               const FinalReviewRules& rules,
                                               const sa_1426::Rules& mark_rules, Trace& trace);

}  // namespace taqwim::sa_guide
