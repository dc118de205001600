// A year by mastery as it is answered: what staff see, and what a guardian sees, are two views side by side.
#pragma once

#include "regulations/frame/json_writer.h"
#include "regulations/sa_1426/mastery_facts.h"
#include "regulations/sa_1426/mastery_outcome.h"
#include "regulations/sa_1426/mastery_rules.h"

namespace taqwim::sa_1426 {

// Fields of an object that is already open. A guardian's view holds the digit of each subject, the unmastered skills by
// name and the notes, and no other number (PG-1.37).
void write_mastery_outcome(const MasteryYear& year, const MasteryOutcome& outcome,
                           const MasteryRules& rules, JsonWriter& json);

}  // namespace taqwim::sa_1426
