// The API of the school's record: docs/api/school.yaml.
#pragma once

#include <utility>
#include <vector>

#include "school/enrolments.h"
#include "school/exemptions.h"
#include "school/guardians.h"
#include "school/merges.h"
#include "school/plans.h"
#include "school/record.h"
#include "school/route.h"
#include "school/schools.h"
#include "school/staff.h"
#include "school/students.h"
#include "school/timetables.h"
#include "school/transfers.h"
#include "school/years.h"

namespace taqwim::school {

// All services of this room over one record. Other rooms hand in what they move in a merge and add to a transfer.
struct SchoolServices {
    explicit SchoolServices(Record& record, std::vector<MergeParticipant*> participants = {},
                            std::vector<CarriedSection*> sections = {})
        : schools(record),
          years(record),
          plans(record),
          timetables(record),
          staff(record),
          students(record),
          guardians(record),
          enrolments(record),
          exemptions(record),
          transfers(record, std::move(sections)),
          merges(record, std::move(participants))
    {}

    Schools schools;
    Years years;
    Plans plans;
    Timetables timetables;
    Staff staff;
    Students students;
    Guardians guardians;
    Enrolments enrolments;
    Exemptions exemptions;
    Transfers transfers;
    Merges merges;
};

// The services outlive the routes.
[[nodiscard]] std::vector<Route> school_routes(SchoolServices& services);

// Its parts, each beside what it serves.
[[nodiscard]] std::vector<Route> schools_routes(Schools& schools);
[[nodiscard]] std::vector<Route> years_routes(Years& years);
[[nodiscard]] std::vector<Route> plans_routes(Plans& plans, Timetables& timetables);
[[nodiscard]] std::vector<Route> staff_routes(Staff& staff, Timetables& timetables);
[[nodiscard]] std::vector<Route> students_routes(Students& students, Merges& merges);
[[nodiscard]] std::vector<Route> guardians_routes(Guardians& guardians);
[[nodiscard]] std::vector<Route> enrolments_routes(SchoolServices& services);

}  // namespace taqwim::school
