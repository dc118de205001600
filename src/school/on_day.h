// Who is where on a day: what the other rooms ask of the school's record. Each within a session of the caller.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "platform/database/session.h"
#include "school/enrolments.h"
#include "school/guardians.h"
#include "school/plans.h"
#include "school/staff.h"
#include "school/students.h"
#include "school/years.h"

namespace taqwim::school {

// The class in which the student is enrolled on the day.
[[nodiscard]] std::optional<std::int64_t> class_of(database::Session& session, SchoolId school,
                                                   std::int64_t student_id, Day day);
[[nodiscard]] std::optional<Enrolment> enrolment_on(database::Session& session, SchoolId school,
                                                    std::int64_t student_id, Day day);
// By name; without records that were merged into others.
[[nodiscard]] std::vector<Student> students_of_class(database::Session& session, SchoolId school,
                                                     std::int64_t class_id, Day day);
// Who teaches the subject in the class on the day: the substitute while one is appointed, else the one appointed last.
[[nodiscard]] std::optional<Appointment> teacher_of(database::Session& session, SchoolId school,
                                                    std::int64_t class_id, std::string_view subject,
                                                    Day day);
// All that are in force on the day.
[[nodiscard]] std::vector<Appointment> appointments_of(database::Session& session, SchoolId school,
                                                       std::int64_t staff_member_id, Day day);

// The year that has the day.
[[nodiscard]] std::optional<TeachingYear> year_on(database::Session& session, SchoolId school,
                                                  Day day);
// The term that has the day; none between terms.
[[nodiscard]] std::optional<Term> term_of(database::Session& session, SchoolId school, Day day);
// A weekday of the year within a term and no holiday, or a day that is taught instead.
[[nodiscard]] bool is_school_day(database::Session& session, SchoolId school, Day day);
// The school days from the first to the last, both included.
[[nodiscard]] std::vector<Day> school_days(database::Session& session, SchoolId school, Day first,
                                           Day last);

[[nodiscard]] std::optional<StudyPlan> plan_of_class(database::Session& session, SchoolId school,
                                                     std::int64_t class_id);

// The students for whom the guardian answers on the day, by id.
[[nodiscard]] std::vector<std::int64_t> children_of(database::Session& session, SchoolId school,
                                                    std::int64_t guardian_id, Day day);
[[nodiscard]] std::vector<Guardianship> guardians_of(database::Session& session, SchoolId school,
                                                     std::int64_t student_id, Day day);

}  // namespace taqwim::school
