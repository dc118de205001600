// The regulations that this program knows.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "regulations/frame/rule_set.h"

namespace taqwim {

// All rule sets, in order of their ids, read and checked: ConfigurationFault when something in them or in the
// installation's own files is wrong.
[[nodiscard]] std::vector<std::unique_ptr<RuleSet>> all_rule_sets(
    const InstallationFolder& installation = {});

// The rule set of an id, or null.
[[nodiscard]] const RuleSet* find_rule_set(const std::vector<std::unique_ptr<RuleSet>>& all,
                                           std::string_view id);

}  // namespace taqwim
