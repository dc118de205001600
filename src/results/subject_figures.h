// The figures of one subject in an outcome, whichever regulation wrote it: what its parts, its term and its year come to,
// and of what is not known yet what it waits for. Nothing is computed here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/exact.h"
#include "regulations/frame/json_value.h"

namespace taqwim::results {

struct Figure {
    std::string name;  // formative, final, coursework, exam, term or year
    Exact value;
    std::string grade = {};  // its word or symbol, where the regulation prints one

    friend bool operator==(const Figure&, const Figure&) = default;
};

// A figure that is not known yet, and why.
struct AwaitedFigure {
    std::string name;
    // marks: entries of its own; coursework, exam, formative, final, term: that figure, of this term; other_term: the
    // subject's marks in the other term; make_up: what was missed with an excuse and may still be made up; second_chance:
    // the placement or second round that takes its place; absent, cancelled: an exam without a mark; not_due: nothing, the
    // student has no such part.
    std::string waits_for;

    friend bool operator==(const AwaitedFigure&, const AwaitedFigure&) = default;
};

struct SubjectFigures {
    std::vector<Figure> known = {};  // both in the order in which they are shown
    std::vector<AwaitedFigure> awaited = {};

    [[nodiscard]] bool knows(std::string_view name) const;
};

// Of the term (0: of the year alone). The year's mark is the one that stands after the last round; a course of one term
// has none. Empty for an outcome without marks of the subject.
[[nodiscard]] SubjectFigures figures_in(const JsonValue& outcome, std::string_view subject,
                                        int term);

}  // namespace taqwim::results
