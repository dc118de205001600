// The mark of a subject in one term from the leaves of its mark scheme (PG-5): parts into components, components into the
// term mark. Exact, without rounding; a leaf without a mark leaves every sum above it open.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/mark.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_guide/assessment_rules.h"

namespace taqwim::sa_guide {

// What was entered, by the id of the component. A mark that is not there is missing, never 0.
using EnteredMarks = std::map<std::string, Mark, std::less<>>;
// PG-5.art.2 (D36)  How a teacher has divided a component among its skills, before marking.
using Splits = std::map<std::string, std::vector<Mark>, std::less<>>;

struct SchemeTotal {
    struct Part {
        const Component* component;
        std::optional<Mark> mark;
    };
    std::vector<Part> parts;                // the components of the scheme, in its order
    std::optional<Mark> term_mark;          // when no leaf is missing
    std::vector<const Component*> missing;  // leaves without a mark

    // The mark of one of the components.
    [[nodiscard]] std::optional<Mark> mark_of(std::string_view component) const;
};

// What is wrong with the marks for this scheme: a component that it has not (component_unknown; no_practical_exam and
// no_term_work where the student's kind has none of it: PG-5.computer.4, PG-6.6; no_participation_in_oral_subject,
// PG-4.5), a component and its part (given_twice), a mark below 0, above the maximum or off the step in which marks are entered, a split that does not add up.
[[nodiscard]] std::optional<Refusal> refuses_marks(const MarkScheme& scheme,
                                                   const EnteredMarks& marks, const Splits& splits,
                                                   const AssessmentRules& rules);

// The marks must have been accepted by refuses_marks.
[[nodiscard]] SchemeTotal scheme_total(const MarkScheme& scheme, const EnteredMarks& marks,
                                       Trace& trace);

// PG-5.english.4  A mark on a paper, brought from the paper's maximum to the mark it is due: mark × due ÷ paper.
[[nodiscard]] Mark due_mark(const Mark& mark, const Mark& paper, const Mark& due);

// PG-4.12, PG-5.english.6  The mark of a leaf from the items of its rubric, all of them. Refuses what is no item of it
// (component_unknown), a missing item (field_missing) and a mark outside its range.
[[nodiscard]] Result<Mark> rubric_mark(const Rubric& rubric, const EnteredMarks& items,
                                       Trace& trace);

// PG-5.pe, PG-5.art.0  A skill that the teacher chose for a leaf.
struct ChosenSkill {
    std::string component;
    std::string skill;
    bool taught = false;  // in the period that is assessed
};
// Refuses a skill that was not taught (skill_not_taught) and one chosen twice in a component (skill_chosen_twice).
[[nodiscard]] std::optional<Refusal> refuses_skills(const MarkScheme& scheme,
                                                    const std::vector<ChosenSkill>& skills);

}  // namespace taqwim::sa_guide
