#include "school/class_moves.h"

namespace taqwim::school {

std::vector<EarlierClass> earlier_classes(database::Session& session, SchoolId school,
                                          std::int64_t class_id)
{
    std::vector<EarlierClass> found;
    for (const database::Row& row : session.find_all(
             "SELECT DISTINCT o.student_id, o.class_id FROM enrolment e JOIN enrolment o "
             "ON o.school_id = e.school_id AND o.student_id = e.student_id "
             "AND o.school_year_id = e.school_year_id AND o.class_id <> e.class_id "
             "WHERE e.school_id = $1 AND e.class_id = $2 AND o.ended_reason = 'moved_class' "
             "AND (e.ended_reason IS NULL OR e.ended_reason IN ('year_ended', 'graduated')) "
             "ORDER BY o.student_id, o.class_id",
             school, class_id))
        found.push_back(
            {.student_id = row.integer("student_id"), .class_id = row.integer("class_id")});
    return found;
}

}  // namespace taqwim::school
