// A school's folder from the file system to a rule set.
#pragma once

#include <filesystem>
#include <memory>

#include "regulations/frame/rule_set.h"

namespace taqwim::app {

// Cuts every CSV file of the folder into cells and hands them to the rule set. Refused only when there is no such
// folder; everything else that is wrong is in School::problems().
[[nodiscard]] Result<std::unique_ptr<School>> read_school(const RuleSet& rule_set,
                                                          const std::filesystem::path& folder);

}  // namespace taqwim::app
