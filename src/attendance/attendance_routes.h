// The API of attendance and conduct: docs/api/attendance.yaml.
#pragma once

#include <vector>

#include "attendance/conduct.h"
#include "attendance/excuses.h"
#include "attendance/notices.h"
#include "attendance/roll.h"
#include "school/route.h"

namespace taqwim::attendance {

// All of them outlive the routes.
[[nodiscard]] std::vector<school::Route> attendance_routes(Rolls& rolls, Excuses& excuses,
                                                           Notices& notices, Conduct& conduct);

}  // namespace taqwim::attendance
