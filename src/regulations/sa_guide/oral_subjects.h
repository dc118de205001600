// PG-4.5 to PG-4.10: continuous assessment of oral subjects from grade 4 on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/mark.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_guide/assessment_rules.h"

namespace taqwim::sa_guide {

// PG-4.7a  How many times each student is assessed in each skill in a term. Both numbers are at least 1.
[[nodiscard]] int number_of_assessments(int weekly_periods, int class_size,
                                        const AssessmentRules& rules, Trace& trace);

// One assessment of a skill.
struct SkillAssessment {
    enum class State : std::uint8_t {
        held,
        absent_unexcused,  // counts 0, the divisor stays (D21)
        exempted,  // could not be made up until the end of the term: the divisor is the number held (D21)
        pending  // excused and still to be made up
    };
    State state = State::held;
    Mark mark;  // when held
};

struct SkillMarks {
    const Component* skill;  // of the subject's scheme
    std::vector<SkillAssessment> assessments;
};

struct OralTermMark {
    std::vector<std::optional<Mark>> averages;  // of each skill, in the order given
    std::optional<Mark> term_mark;              // when every skill has one
};

// PG-4.7b  The sum of the marks in a skill, divided by the number of assessments due; the averages are added up, and
// nothing is rounded. Refuses a mark above its skill's maximum, more assessments than are due (too_many_assessments)
// and fewer (assessments_missing, undetermined); a pending one leaves its average open. A skill whose assessments were
// all exempted has no average: the rules of absence apply.
[[nodiscard]] Result<OralTermMark> oral_term_mark(const std::vector<SkillMarks>& skills, int due,
                                                  Trace& trace);

// PG-4.6  What becomes of the notice to the guardian when an assessment period closes.
enum class NoticeState : std::uint8_t { due, held_until_results, none };
[[nodiscard]] const char* code(NoticeState state);
struct NoticeFacts {
    bool is_english = false;
    int period = 1;   // the one that closes
    int periods = 2;  // in the term: as many as assessments (D18)
    bool results_published = false;
};
[[nodiscard]] NoticeState notice_after_period(const NoticeFacts& facts, Trace& trace);

// PG-4.10  How a skill is described to student and guardian, without numbers.
[[nodiscard]] const Descriptor& skill_descriptor(const Mark& average, const Mark& maximum,
                                                 const AssessmentRules& rules, Trace& trace);
// PG-4.10  Words for the guardian hold no number in any of the digits in use.
[[nodiscard]] bool describes_without_numbers(std::string_view text, Trace& trace);

// PG-G.12, PG-1.8, PG-5.english.1  Whether a scheme that somebody asks for may be used for the subject and grade:
// oral_scheme_required, early_grade_without_oral_scheme, english_is_no_oral_subject.
[[nodiscard]] std::optional<Refusal> refuses_scheme(const MarkScheme& scheme,
                                                    std::string_view subject,
                                                    std::string_view grade,
                                                    std::string_view student_type,
                                                    const AssessmentRules& rules, Trace& trace);

}  // namespace taqwim::sa_guide
