// PG-10.B: whether a student may sit an examination at another school, and until when the result is collected.
#pragma once

#include <optional>

#include "core/day.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_guide/assessment_rules.h"

namespace taqwim::sa_guide {

enum class TransferTarget : std::uint8_t {
    same_city,
    same_directorate_other_city,
    other_directorate,
    saudi_school_abroad
};
[[nodiscard]] const char* code(TransferTarget target);

struct TransferRequest {
    bool second_round = false;
    TransferTarget target = TransferTarget::same_city;
    bool has_form = false;
    bool director_approved = false;
    bool ministry_approved = false;
};

// Refuses a transfer that lacks its form (transfer_without_form), moves a second round within one city
// (transfer_within_city) or within the directorate without its director's approval (transfer_without_director), or leads
// abroad without the ministry's (transfer_without_ministry).
[[nodiscard]] std::optional<Refusal> refuses_transfer(const TransferRequest& request, Trace& trace);

// PG-10.B.1  Whether the request came early enough; a later one is a warning, no refusal.
[[nodiscard]] bool requested_in_time(Day requested, Day first_exam, const AssessmentRules& rules,
                                     Trace& trace);

struct ResultCollection {
    Day collect_until{};
    Day send_on{};  // officially, when it was not collected
};
// PG-10.B.5, PG-10.B.6  Three calendar days from the end of the exam or the announcement, whichever is later (D29).
[[nodiscard]] ResultCollection result_collection(Day exam_end, Day announced,
                                                 const AssessmentRules& rules, Trace& trace);

}  // namespace taqwim::sa_guide
