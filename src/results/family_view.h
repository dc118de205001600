// What a guardian, or the student himself, is given of a published result. A year judged by skills is told to them by the
// digit of each subject, the skills not yet mastered, remarks and the decision with its reasons; the percentage behind a
// digit, and the counts that it is made of, are for the staff (PG-1.37). Any other result is told whole.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "regulations/frame/rule_set.h"
#include "school/act.h"

namespace taqwim::results {

enum class Reader : std::uint8_t { staff, family };
[[nodiscard]] Reader reader_of(const school::Act& act);

// Whether a version, as it is answered to staff, is of a year judged by skills.
[[nodiscard]] bool is_judged_by_skills(std::string_view version_json);

// The version as a family is given it. Throws std::logic_error when the text is none of our own writing.
[[nodiscard]] std::string family_view(std::string version_json,
                                      const std::vector<std::unique_ptr<RuleSet>>& rule_sets);

}  // namespace taqwim::results
