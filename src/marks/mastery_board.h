// Early grades at one look: who of the class has mastered which skill, and what nobody has judged yet (PG-1.29).
#pragma once

#include <cstdint>
#include <string>

#include "core/day.h"
#include "core/identity.h"
#include "platform/database/session.h"

namespace taqwim::marks {

// {"skills": [{"sheet_id", "column", "label_ar", "label_en", "term", "is_minimum", "taught_on", "mastered",
//              "not_mastered", "open"}],
//  "students": [{"student_id", "name_ar", "name_en", "judgements": [{"value", "on"} or null, one for each skill],
//                "minimum_open"}]}.
// The judgement that counts of several is the latest. "open" counts those who are in the class today and have none.
[[nodiscard]] std::string mastery_board(database::Session& session, SchoolId school,
                                        std::int64_t class_id, const std::string& subject,
                                        Day today);

// The groups that are to be developed (PG-G.17): of each skill that somebody has not mastered, who they are.
// {"groups": [{"subject", "sheet_id", "column", "label_ar", "label_en", "term", "is_minimum", "taught_on", "mastered", "open",
//              "is_below_half", "students": [{"student_id", "name_ar", "name_en"}]}]}, by subject and in the order of the sheet.
// Empty `subject`: of all subjects. "is_below_half": fewer than half of the class have mastered it.
[[nodiscard]] std::string mastery_groups(database::Session& session, SchoolId school,
                                         std::int64_t class_id, const std::string& subject,
                                         Day today);

}  // namespace taqwim::marks
