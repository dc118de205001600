// Endpoints about all sheets of a year or a class at once; marks_routes gives them with the others.
#pragma once

#include <vector>

#include "marks/marks.h"
#include "school/route.h"

namespace taqwim::marks {

[[nodiscard]] std::vector<school::Route> year_routes(Marks& marks);

}  // namespace taqwim::marks
