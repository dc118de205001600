// The mark sheets into which a file may go, read from the record.
#pragma once

#include <vector>

#include "exchange/imports.h"
#include "exchange/marks_plan.h"

namespace taqwim::exchange {

// The sheets of the scope with all that their entries are held against. Refuses with record_unknown.
[[nodiscard]] Result<std::vector<TargetSheet>> targets_in(database::Session& session,
                                                          SchoolId school, const ImportScope& scope,
                                                          const school::Act& act);

}  // namespace taqwim::exchange
