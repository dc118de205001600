// Workbooks to fill in and bring back: the headings that imports read, lists of what may stand in a cell, the students who
// are known already, one line as an example, and a sheet that says how. What was filled in is read without a problem; an
// example that was left in is refused with student_unknown.
#pragma once

#include <string_view>

#include "core/identity.h"
#include "core/refusal.h"
#include "exchange/imports.h"
#include "platform/database/session.h"
#include "school/act.h"

namespace taqwim::exchange {

// Of marks one sheet, of attendance one class: its students on the day. Refuses with field_missing when the scope does not
// name it, with record_unknown, and with day_not_of_school when the school has no year on the day.
[[nodiscard]] Result<ImportTemplate> import_template(database::Session& session, SchoolId school,
                                                     ImportKind kind, const ImportScope& scope,
                                                     const school::Act& act);

// Whether what stands where a student is named is the example's mark.
[[nodiscard]] bool is_example(std::string_view name);

}  // namespace taqwim::exchange
