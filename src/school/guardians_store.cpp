#include "school/guardians_store.h"

namespace taqwim::school {

namespace {

Guardian guardian_in(const database::Row& row)
{
    return {.id = row.integer("guardian_id"),
            .name_ar = row.text("name_ar"),
            .name_en = row.text("name_en"),
            .identity_number = row.text_or_null("identity_number"),
            .telephone = row.text_or_null("telephone"),
            .version = row.integer("version"),
            .sort_key = std::string(text_in(row.blob("sort_key")))};
}

Guardianship guardianship_in(const database::Row& row)
{
    return {.id = row.integer("guardianship_id"),
            .guardian_id = row.integer("guardian_id"),
            .student_id = row.integer("student_id"),
            .relation = row.text("relation"),
            .days = {day_in(row, "first_day"), optional_day_in(row, "last_day")}};
}

std::vector<Guardianship> guardianships_in(const std::vector<database::Row>& rows)
{
    std::vector<Guardianship> found;
    for (const auto& row : rows)
        found.push_back(guardianship_in(row));
    return found;
}

}  // namespace

std::optional<Guardian> find_guardian(database::Session& session, SchoolId school, std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT guardian_id, name_ar, name_en, identity_number, telephone, version, sort_key "
        "FROM guardian WHERE school_id = $1 AND guardian_id = $2",
        school, id);
    return row ? std::optional(guardian_in(*row)) : std::nullopt;
}

std::optional<std::int64_t> guardian_identified(database::Session& session, SchoolId school,
                                                std::string_view number)
{
    const auto row = session.find_one(
        "SELECT guardian_id FROM guardian WHERE school_id = $1 AND identity_number = $2", school,
        number);
    return row ? std::optional(row->integer("guardian_id")) : std::nullopt;
}

std::vector<Guardian> guardians_after(database::Session& session, SchoolId school,
                                      std::string_view pattern, const NamePlace& after,
                                      std::int64_t rows)
{
    std::vector<Guardian> found;
    for (const auto& row : session.find_all(
             "SELECT guardian_id, name_ar, name_en, identity_number, telephone, version, sort_key "
             "FROM guardian WHERE school_id = $1 AND search_name LIKE $2 ESCAPE '!' "
             "AND (sort_key, guardian_id) > ($3, $4) ORDER BY sort_key, guardian_id LIMIT $5",
             school, pattern, column_of(after.sort_key), after.id, rows))
        found.push_back(guardian_in(row));
    return found;
}

void insert_guardian(database::Session& session, SchoolId school, const Guardian& guardian)
{
    const StoredName name = stored_name(guardian.name_ar);
    must_be_one(session.execute(
        "INSERT INTO guardian (school_id, guardian_id, name_ar, name_en, search_name, sort_key, "
        "identity_number, telephone, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        school, guardian.id, guardian.name_ar, guardian.name_en, name.search_name,
        column_of(name.sort_key), guardian.identity_number, guardian.telephone, guardian.version));
}

std::int64_t update_guardian(database::Session& session, SchoolId school, const Guardian& guardian)
{
    const StoredName name = stored_name(guardian.name_ar);
    return session.execute(
        "UPDATE guardian SET name_ar = $1, name_en = $2, search_name = $3, sort_key = $4, "
        "identity_number = $5, telephone = $6, version = $7 "
        "WHERE school_id = $8 AND guardian_id = $9 AND version = $10",
        guardian.name_ar, guardian.name_en, name.search_name, column_of(name.sort_key),
        guardian.identity_number, guardian.telephone, guardian.version, school, guardian.id,
        guardian.version - 1);
}

std::optional<Guardianship> find_guardianship(database::Session& session, SchoolId school,
                                              std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT guardianship_id, guardian_id, student_id, relation, first_day, last_day "
        "FROM guardianship WHERE school_id = $1 AND guardianship_id = $2",
        school, id);
    return row ? std::optional(guardianship_in(*row)) : std::nullopt;
}

std::vector<Guardianship> guardianships_of_student(database::Session& session, SchoolId school,
                                                   std::int64_t student_id)
{
    return guardianships_in(session.find_all(
        "SELECT guardianship_id, guardian_id, student_id, relation, first_day, last_day "
        "FROM guardianship WHERE school_id = $1 AND student_id = $2 "
        "ORDER BY first_day, guardianship_id",
        school, student_id));
}

std::vector<Guardianship> guardianships_of_guardian(database::Session& session, SchoolId school,
                                                    std::int64_t guardian_id)
{
    return guardianships_in(session.find_all(
        "SELECT guardianship_id, guardian_id, student_id, relation, first_day, last_day "
        "FROM guardianship WHERE school_id = $1 AND guardian_id = $2 "
        "ORDER BY first_day, guardianship_id",
        school, guardian_id));
}

void insert_guardianship(database::Session& session, SchoolId school,
                         const Guardianship& guardianship)
{
    must_be_one(session.execute(
        "INSERT INTO guardianship (school_id, guardianship_id, guardian_id, student_id, relation, "
        "first_day, last_day) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        school, guardianship.id, guardianship.guardian_id, guardianship.student_id,
        guardianship.relation, guardianship.days.first, guardianship.days.last));
}

std::int64_t end_guardianship(database::Session& session, SchoolId school, std::int64_t id,
                              Day last_day)
{
    return session.execute("UPDATE guardianship SET last_day = $1 WHERE school_id = $2 "
                           "AND guardianship_id = $3 AND last_day IS NULL",
                           last_day, school, id);
}

}  // namespace taqwim::school
