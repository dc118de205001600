// The endpoints of marks: docs/api/marks.yaml.
#pragma once

#include <vector>

#include "marks/marks.h"
#include "school/route.h"

namespace taqwim::marks {

// The sheet of "{sheet_id}" with its class and subject, and the student of "{student_id}" where the path has one.
[[nodiscard]] Result<school::Target> sheet_in_path(database::Session& session,
                                                   const http::Request& request);

// `marks` lives as long as the routes.
[[nodiscard]] std::vector<school::Route> marks_routes(Marks& marks);

}  // namespace taqwim::marks
