#include "school/exemptions_store.h"

#include <algorithm>

namespace taqwim::school {

namespace {

Exemption exemption_in(const database::Row& row)
{
    return {.id = row.integer("exemption_id"),
            .student_id = row.integer("student_id"),
            .year_id = row.integer("school_year_id"),
            .subject = row.text("subject"),
            .ground = row.text("ground"),
            .document = row.text("document"),
            .first_day = day_in(row, "first_day"),
            .ended_on = optional_day_in(row, "ended_on")};
}

}  // namespace

std::optional<Exemption> find_exemption(database::Session& session, SchoolId school,
                                        std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT exemption_id, student_id, school_year_id, subject, ground, document, first_day, "
        "ended_on FROM exemption WHERE school_id = $1 AND exemption_id = $2",
        school, id);
    return row ? std::optional(exemption_in(*row)) : std::nullopt;
}

std::vector<Exemption> exemptions_of(database::Session& session, SchoolId school,
                                     std::int64_t student_id)
{
    std::vector<Exemption> found;
    for (const auto& row : session.find_all(
             "SELECT exemption_id, student_id, school_year_id, subject, ground, document, "
             "first_day, ended_on FROM exemption WHERE school_id = $1 AND student_id = $2 "
             "ORDER BY first_day, exemption_id",
             school, student_id))
        found.push_back(exemption_in(row));
    return found;
}

void insert_exemption(database::Session& session, SchoolId school, const Exemption& exemption)
{
    must_be_one(session.execute(
        "INSERT INTO exemption (school_id, exemption_id, student_id, school_year_id, subject, "
        "ground, document, first_day, ended_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        school, exemption.id, exemption.student_id, exemption.year_id, exemption.subject,
        exemption.ground, exemption.document, exemption.first_day, exemption.ended_on));
}

std::int64_t end_exemption(database::Session& session, SchoolId school, std::int64_t id,
                           Day last_day)
{
    return session.execute("UPDATE exemption SET ended_on = $1 WHERE school_id = $2 "
                           "AND exemption_id = $3 AND ended_on IS NULL",
                           last_day, school, id);
}

std::vector<Exemption> exemptions_on(database::Session& session, SchoolId school,
                                     std::int64_t student_id, Day day)
{
    auto found = exemptions_of(session, school, student_id);
    std::erase_if(found, [day](const Exemption& exemption) {
        return day < exemption.first_day || (exemption.ended_on && *exemption.ended_on < day);
    });
    return found;
}

}  // namespace taqwim::school
