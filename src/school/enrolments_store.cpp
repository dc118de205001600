#include "school/enrolments_store.h"

namespace taqwim::school {

namespace {

Enrolment enrolment_in(const database::Row& row)
{
    return {.id = row.integer("enrolment_id"),
            .student_id = row.integer("student_id"),
            .year_id = row.integer("school_year_id"),
            .class_id = row.integer("class_id"),
            .kind = row.text("kind"),
            .is_newcomer = row.boolean("is_newcomer"),
            .days = {day_in(row, "first_day"), optional_day_in(row, "last_day")},
            .ended_reason = row.text_or_null("ended_reason"),
            .version = row.integer("version")};
}

}  // namespace

std::optional<Enrolment> find_enrolment(database::Session& session, SchoolId school,
                                        std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT enrolment_id, student_id, school_year_id, class_id, kind, is_newcomer, first_day, "
        "last_day, ended_reason, version FROM enrolment "
        "WHERE school_id = $1 AND enrolment_id = $2",
        school, id);
    return row ? std::optional(enrolment_in(*row)) : std::nullopt;
}

std::vector<Enrolment> enrolments_of(database::Session& session, SchoolId school,
                                     std::int64_t student_id)
{
    std::vector<Enrolment> found;
    for (const auto& row : session.find_all(
             "SELECT enrolment_id, student_id, school_year_id, class_id, kind, is_newcomer, "
             "first_day, last_day, ended_reason, version FROM enrolment "
             "WHERE school_id = $1 AND student_id = $2 ORDER BY first_day, enrolment_id",
             school, student_id))
        found.push_back(enrolment_in(row));
    return found;
}

std::vector<Period> periods_of_class(database::Session& session, SchoolId school,
                                     std::int64_t class_id)
{
    std::vector<Period> periods;
    for (const auto& row : session.find_all(
             "SELECT enrolment.first_day, enrolment.last_day FROM enrolment JOIN student "
             "ON student.school_id = enrolment.school_id "
             "AND student.student_id = enrolment.student_id "
             "WHERE enrolment.school_id = $1 AND enrolment.class_id = $2 "
             "AND student.merged_into IS NULL "
             "ORDER BY enrolment.first_day, enrolment.enrolment_id",
             school, class_id))
        periods.push_back({day_in(row, "first_day"), optional_day_in(row, "last_day")});
    return periods;
}

void insert_enrolment(database::Session& session, SchoolId school, const Enrolment& enrolment)
{
    must_be_one(session.execute(
        "INSERT INTO enrolment (school_id, enrolment_id, student_id, school_year_id, class_id, "
        "kind, is_newcomer, first_day, last_day, ended_reason, version) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        school, enrolment.id, enrolment.student_id, enrolment.year_id, enrolment.class_id,
        enrolment.kind, enrolment.is_newcomer, enrolment.days.first, enrolment.days.last,
        enrolment.ended_reason, enrolment.version));
}

std::int64_t update_enrolment(database::Session& session, SchoolId school,
                              const Enrolment& enrolment)
{
    return session.execute("UPDATE enrolment SET last_day = $1, ended_reason = $2, version = $3 "
                           "WHERE school_id = $4 AND enrolment_id = $5 AND version = $6",
                           enrolment.days.last, enrolment.ended_reason, enrolment.version, school,
                           enrolment.id, enrolment.version - 1);
}

}  // namespace taqwim::school
