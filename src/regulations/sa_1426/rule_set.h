// sa_1426 as a rule set of the program.
#pragma once

#include <memory>

#include "regulations/frame/rule_set.h"

namespace taqwim::sa_1426 {

// Reads and checks the built-in files and the installation's own. Throws ConfigurationFault.
[[nodiscard]] std::unique_ptr<RuleSet> make_rule_set(const InstallationFolder& installation);

}  // namespace taqwim::sa_1426
