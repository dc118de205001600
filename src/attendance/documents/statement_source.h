// A student's attendance statement and sick-leave form from the record.
#pragma once

#include "attendance/documents/attendance_statement/attendance_statement.h"
#include "attendance/documents/sick_leave_form/sick_leave_form.h"
#include "attendance/excuses.h"
#include "documents/paper_kinds.h"

namespace taqwim::attendance {

// Up to the day of the paper. Refuses as the counts do, and with record_unknown.
[[nodiscard]] Result<AttendanceStatement> attendance_statement_of(
    database::Session& session, const RuleSets& rule_sets, const documents::PaperOrder& order);

// part "to_fill": the form that goes out; "filled": with the newest medical excuse that came in on it, which it refuses
// with record_unknown when there is none.
[[nodiscard]] Result<SickLeaveForm> sick_leave_form_of(database::Session& session,
                                                       const RuleSets& rule_sets,
                                                       const documents::PaperOrder& order);

}  // namespace taqwim::attendance
