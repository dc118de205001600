#include "regulations/kw_primary_2016/outcome.h"

namespace taqwim::kw_primary_2016 {

namespace {

template <class Enum, std::size_t Size>
const char* name_of(Enum value, const std::array<const char*, Size>& names)
{
    return names[static_cast<std::size_t>(value)];
}

}  // namespace

const char* code(Decision decision)
{
    static constexpr std::array names = {"incomplete",         "promoted",     "passed_stage",
                                         "placement",          "second_round", "repeat",
                                         "pending_exceptional"};
    return name_of(decision, names);
}

const char* code(RepeatReason reason)
{
    static constexpr std::array names = {"", "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8"};
    return name_of(reason, names);
}

const char* code(Document document)
{
    static constexpr std::array names = {"oral_notice",
                                         "warning_1",
                                         "warning_2",
                                         "warning_3",
                                         "warning_4_registered_letter",
                                         "referral",
                                         "referral_if_compulsory",
                                         "request_to_assistant_undersecretary",
                                         "lateness_warning"};
    return name_of(document, names);
}

const char* code(WholeTermAbsence absence)
{
    static constexpr std::array names = {"no", "unexcused", "excused", "exceptional", "unknown"};
    return name_of(absence, names);
}

const char* code(SecondChance chance)
{
    static constexpr std::array names = {
        "none", "failing", "missed_units", "performance_only", "whole_second_term", "both_terms"};
    return name_of(chance, names);
}

const char* code(VerbalGrade grade)
{
    static constexpr std::array names = {"unacceptable", "acceptable", "good", "very_good",
                                         "excellent"};
    return name_of(grade, names);
}

void Outcome::clear()
{
    subject_terms = {};
    competencies.clear();
    unit_points.clear();
    for (TermOutcome& term : terms) {
        std::vector<Document> documents = std::move(term.documents);
        documents.clear();
        term = TermOutcome{};
        term.documents = std::move(documents);
    }
    subjects = {};
    year_total = {};
    missing.clear();
    decision_round_1 = Decision::incomplete;
    decision = Decision::incomplete;
    decision_clause = "";
    final_clause = "";
    repeat_reason = RepeatReason::none;
    exceptional_scope = SecondChance::none;
    due_day.reset();
    second_chance_taken = false;
    second_chances = {};
    second_total = {};
    moves_to_mens_school = Known::unknown;
    age_to_be_checked = false;
    compulsory = Known::unknown;
}

}  // namespace taqwim::kw_primary_2016
