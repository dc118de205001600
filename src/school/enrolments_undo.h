// Taking back what the move to the next year did to enrolment. An enrolment that the move began is taken away as if it
// had never been; one that it ended goes on. Each stands in the audit chain. That nothing was recorded under an enrolment
// that is taken away, the caller has seen to.
#pragma once

#include <cstdint>
#include <optional>

#include "school/enrolments.h"

namespace taqwim::school {

// Refuses with record_unknown and year_sealed.
[[nodiscard]] std::optional<Refusal> withdraw_within(Changes& changes, SchoolId school,
                                                     std::int64_t enrolment_id);
// An enrolment that had ended goes on. Refuses with record_unknown, year_sealed, enrolled_already (another one holds
// now) and class_full.
[[nodiscard]] std::optional<Refusal> reopen_within(Changes& changes, SchoolId school,
                                                   std::int64_t enrolment_id);
// One that was withdrawn, under its id. Refuses as reopen_within does, and with record_exists.
[[nodiscard]] std::optional<Refusal> restore_within(Changes& changes, SchoolId school,
                                                    const Enrolment& enrolment);

}  // namespace taqwim::school
