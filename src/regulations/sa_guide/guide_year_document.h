// A year under the guide, from the components of its mark schemes to the marks that a year by marks has. For
// guide_year_answer.cpp.
#pragma once

#include <array>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "regulations/sa_guide/assessment_rules.h"
#include "regulations/sa_guide/scheme_total.h"

namespace taqwim::sa_guide {

// What a document under the guide has beside the fields of a year by marks.
inline constexpr std::array<std::string_view, 3> k_guide_fields = {"student_type", "school_type",
                                                                   "components"};

// One subject in one term: its scheme and what its components give.
struct ComponentTerm {
    std::string subject;  // the code in the plan
    std::string term;     // t1, t2 or year
    const MarkScheme* scheme = nullptr;
    SchemeTotal total;

    // Participation and mid-term; of a continuous scheme the whole term mark.
    [[nodiscard]] std::optional<Mark> coursework() const;
    // The end-of-term part, or the exam of the year.
    [[nodiscard]] std::optional<Mark> exam() const;
};

// Chooses the scheme of every subject and term that has components and adds them up. Everything that is wrong is
// returned: an unknown subject, a student or school whom the guide does not have, marks that the scheme refuses, marks
// given both ways.
[[nodiscard]] std::vector<Refusal> compute_components(const JsonValue& document,
                                                      const AssessmentRules& rules,
                                                      std::deque<ComponentTerm>& terms,
                                                      Trace& trace);

// The same document as a year by marks: the guide's fields gone, the marks of these terms in the place of their
// components, oral subjects arranged as such, and a student_kind for the student's type.
void write_year_by_marks(const JsonValue& document, const std::deque<ComponentTerm>& terms,
                         JsonWriter& json);

}  // namespace taqwim::sa_guide
