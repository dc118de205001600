#include "results/documents/paper_parts/student_head.h"

#include <utility>

namespace taqwim::results {

print::Fields student_head(const PaperStudent& student, const Words& words)
{
    constexpr int k_columns = 12;
    print::Fields fields;
    fields.columns = k_columns;
    const auto add = [&](const char* key, std::string value, int columns) {
        if (!value.empty())
            fields.fields.push_back({words.common(key), std::move(value), columns});
    };
    const print::Language language = words.language();
    add("student", student.name.in(language), k_columns);
    if (language == print::Language::english && !student.name.english.empty())
        add("name_in_arabic", print::isolated(student.name.arabic), k_columns);
    // Identity stands with nationality and birth where they are known, else beside the school.
    const std::string identity =
        student.identity.empty() ? std::string() : print::as_written(student.identity);
    const bool has_origin = !student.nationality.is_empty() || !student.born_on.empty();
    if (has_origin)
        add("identity", identity, 4);
    add("nationality", student.nationality.in(language), 3);
    add("born_on", student.born_on, 5);
    add("grade", student.grade.in(language), 5);
    add("section", student.section, 2);
    add("school_year", student.school_year, 5);
    if (!has_origin)
        add("identity", identity, 4);
    add("school", student.school.in(language), has_origin || identity.empty() ? k_columns : 8);
    return fields;
}

std::string outcome_text(PaperOutcome outcome, const Words& words)
{
    switch (outcome) {
    case PaperOutcome::none: return {};
    case PaperOutcome::passed: return words.common("outcome_passed");
    case PaperOutcome::second_round: return words.common("outcome_second_round");
    case PaperOutcome::pending: return words.common("outcome_pending");
    case PaperOutcome::repeats: return words.common("outcome_repeats");
    case PaperOutcome::not_passed: return words.common("outcome_not_passed");
    case PaperOutcome::promoted_by_decision: return words.common("outcome_promoted_by_decision");
    case PaperOutcome::promoted_with_stumbled:
        return words.common("outcome_promoted_with_stumbled");
    case PaperOutcome::moves_up: return words.common("outcome_moves_up");
    case PaperOutcome::stays: return words.common("outcome_stays");
    case PaperOutcome::to_support: return words.common("outcome_to_support");
    case PaperOutcome::withheld: return words.common("outcome_withheld");
    }
    return {};
}

}  // namespace taqwim::results
