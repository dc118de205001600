// The program from its arguments to its exit code: reads the command line, hands over to the command, and is the one
// place where exceptions end.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/console.h"
#include "app/exit_code.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::app {

// The regulations, with what an installation adds to them. Throws ConfigurationFault.
using MakeRuleSets = std::function<RuleSets(const InstallationFolder&)>;

// The arguments without the program's own name.
[[nodiscard]] ExitCode run_program(const std::vector<std::string>& arguments, Console& console,
                                   const MakeRuleSets& make_rule_sets);

}  // namespace taqwim::app
