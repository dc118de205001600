#include "school/school_routes.h"

#include <algorithm>
#include <iterator>

namespace taqwim::school {

std::vector<Route> school_routes(SchoolServices& services)
{
    std::vector<Route> all;
    for (auto part : {schools_routes(services.schools), years_routes(services.years),
                      plans_routes(services.plans, services.timetables),
                      staff_routes(services.staff, services.timetables),
                      students_routes(services.students, services.merges),
                      guardians_routes(services.guardians), enrolments_routes(services)})
        std::ranges::move(part, std::back_inserter(all));
    return all;
}

}  // namespace taqwim::school
