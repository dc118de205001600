// The tables of conduct.
#pragma once

#include "attendance/conduct.h"

namespace taqwim::attendance {

void insert_offence(school::Changes& changes, SchoolId school, const Offence& offence);
// The newest of each code, those that were taken off too, by code.
[[nodiscard]] std::vector<Offence> offences_of(database::Session& session, SchoolId school);
void insert_conduct(school::Changes& changes, SchoolId school, const ConductEntry& entry);
void insert_grade(school::Changes& changes, SchoolId school, const BehaviourGrade& grade);

}  // namespace taqwim::attendance
