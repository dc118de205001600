// The rule set sa_1447: the current Saudi distribution of marks as a further edition.
#pragma once

#include <memory>

#include "regulations/frame/rule_set.h"

namespace taqwim::sa_1447 {

// Throws ConfigurationFault with all that is wrong in its files or in the installation's.
[[nodiscard]] std::unique_ptr<RuleSet> make_rule_set(const InstallationFolder& installation);

}  // namespace taqwim::sa_1447
