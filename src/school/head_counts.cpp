#include "school/head_counts.h"

#include "school/years_store.h"

namespace taqwim::school {

void describe(Fields& fields, const HeadCount& count)
{
    fields.id("class_id", count.class_id);
    fields.text("class_name", count.class_name);
    fields.number("grade", count.grade);
    fields.number("capacity", count.capacity);
    fields.number("enrolled", count.enrolled);
    fields.number("temporary", count.temporary);
    fields.number("counted", count.counted);
}

Result<std::vector<HeadCount>> head_counts(database::Session& session, SchoolId school,
                                           std::int64_t year_id, Day on)
{
    if (!find_year(session, school, year_id))
        return unknown_record("school_year", year_id);
    std::vector<HeadCount> counts;
    for (const database::Row& row : session.find_all(
             "SELECT c.class_id, c.name, c.capacity, p.grade, "
             "(SELECT COUNT(*) FROM enrolment e JOIN student s ON s.school_id = e.school_id AND "
             "s.student_id = e.student_id WHERE e.school_id = c.school_id AND e.class_id = "
             "c.class_id AND s.merged_into IS NULL AND e.first_day <= $3 AND (e.last_day IS NULL "
             "OR e.last_day >= $3)) AS enrolled, "
             "(SELECT COUNT(*) FROM enrolment e JOIN student s ON s.school_id = e.school_id AND "
             "s.student_id = e.student_id WHERE e.school_id = c.school_id AND e.class_id = "
             "c.class_id AND s.merged_into IS NULL AND e.kind = 'temporary' AND e.first_day <= $3 "
             "AND (e.last_day IS NULL OR e.last_day >= $3)) AS temporary "
             "FROM class c JOIN study_plan p ON p.school_id = c.school_id AND p.study_plan_id = "
             "c.study_plan_id WHERE c.school_id = $1 AND c.school_year_id = $2 "
             "ORDER BY p.grade, c.name, c.class_id",
             school, year_id, on)) {
        const std::int64_t enrolled = row.integer("enrolled");
        const std::int64_t temporary = row.integer("temporary");
        counts.push_back({.class_id = row.integer("class_id"),
                          .class_name = row.text("name"),
                          .grade = row.integer("grade"),
                          .capacity = row.integer("capacity"),
                          .enrolled = enrolled,
                          .temporary = temporary,
                          .counted = enrolled - temporary});
    }
    return counts;
}

}  // namespace taqwim::school
