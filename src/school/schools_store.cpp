#include "school/schools_store.h"

namespace taqwim::school {

namespace {

Directorate directorate_in(const database::Row& row)
{
    return {.id = row.integer("directorate_id"),
            .country = row.text("country"),
            .name_ar = row.text("name_ar"),
            .name_en = row.text("name_en"),
            .region_id = row.integer_or_null("region_id"),
            .version = row.integer("version")};
}

School school_in(const database::Row& row)
{
    return {.id = SchoolId{row.integer("school_id")},
            .directorate_id = row.integer("directorate_id"),
            .ministry_number = row.text("ministry_number"),
            .name_ar = row.text("name_ar"),
            .name_en = row.text("name_en"),
            .kind = row.text("kind"),
            .shift = row.text("shift"),
            .students_sex = row.text("students_sex"),
            .teachers_sex = row.text_or_null("teachers_sex"),
            .first_grade = row.integer("first_grade"),
            .last_grade = row.integer("last_grade"),
            .utc_offset_minutes = row.integer("utc_offset_minutes"),
            .version = row.integer("version")};
}

}  // namespace

std::optional<Directorate> find_directorate(database::Session& session, std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT directorate_id, country, name_ar, name_en, region_id, version FROM directorate "
        "WHERE directorate_id = $1",
        id);
    return row ? std::optional(directorate_in(*row)) : std::nullopt;
}

std::optional<std::int64_t> directorate_named(database::Session& session, std::string_view country,
                                              std::string_view name_ar)
{
    const auto row = session.find_one(
        "SELECT directorate_id FROM directorate WHERE country = $1 AND name_ar = $2", country,
        name_ar);
    return row ? std::optional(row->integer("directorate_id")) : std::nullopt;
}

std::vector<Directorate> directorates_after(database::Session& session, std::int64_t after,
                                            std::int64_t rows)
{
    std::vector<Directorate> found;
    for (const auto& row :
         session.find_all("SELECT directorate_id, country, name_ar, name_en, region_id, version "
                          "FROM directorate "
                          "WHERE directorate_id > $1 ORDER BY directorate_id LIMIT $2",
                          after, rows))
        found.push_back(directorate_in(row));
    return found;
}

void insert_directorate(database::Session& session, const Directorate& directorate)
{
    must_be_one(session.execute(
        "INSERT INTO directorate (directorate_id, country, name_ar, name_en, region_id, version) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        directorate.id, directorate.country, directorate.name_ar, directorate.name_en,
        directorate.region_id, directorate.version));
}

std::int64_t update_directorate(database::Session& session, const Directorate& directorate)
{
    return session.execute(
        "UPDATE directorate SET name_ar = $1, name_en = $2, region_id = $3, version = $4 "
        "WHERE directorate_id = $5 AND version = $6",
        directorate.name_ar, directorate.name_en, directorate.region_id, directorate.version,
        directorate.id, directorate.version - 1);
}

bool has_governorates(database::Session& session, std::int64_t region)
{
    return session
        .find_one("SELECT directorate_id FROM directorate WHERE region_id = $1 LIMIT 1", region)
        .has_value();
}

std::optional<School> find_school(database::Session& session, SchoolId id)
{
    const auto row = session.find_one(
        "SELECT school_id, directorate_id, ministry_number, name_ar, name_en, kind, shift, "
        "students_sex, teachers_sex, first_grade, last_grade, utc_offset_minutes, version "
        "FROM school WHERE school_id = $1",
        id);
    return row ? std::optional(school_in(*row)) : std::nullopt;
}

std::optional<SchoolId> school_numbered(database::Session& session, std::int64_t directorate_id,
                                        std::string_view ministry_number)
{
    const auto row = session.find_one(
        "SELECT school_id FROM school WHERE directorate_id = $1 AND ministry_number = $2",
        directorate_id, ministry_number);
    return row ? std::optional(SchoolId{row->integer("school_id")}) : std::nullopt;
}

std::vector<School> schools_after(database::Session& session, std::int64_t directorate_id,
                                  std::int64_t after, std::int64_t rows)
{
    std::vector<School> found;
    for (const auto& row : session.find_all(
             "SELECT school_id, directorate_id, ministry_number, name_ar, name_en, kind, shift, "
             "students_sex, teachers_sex, first_grade, last_grade, utc_offset_minutes, version "
             "FROM school WHERE directorate_id = $1 AND school_id > $2 ORDER BY school_id LIMIT $3",
             directorate_id, after, rows))
        found.push_back(school_in(row));
    return found;
}

void insert_school(database::Session& session, const School& school)
{
    must_be_one(session.execute(
        "INSERT INTO school (school_id, directorate_id, ministry_number, name_ar, name_en, kind, "
        "shift, students_sex, teachers_sex, first_grade, last_grade, utc_offset_minutes, version) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        school.id, school.directorate_id, school.ministry_number, school.name_ar, school.name_en,
        school.kind, school.shift, school.students_sex, school.teachers_sex, school.first_grade,
        school.last_grade, school.utc_offset_minutes, school.version));
}

std::int64_t update_school(database::Session& session, const School& school)
{
    return session.execute(
        "UPDATE school SET ministry_number = $1, name_ar = $2, name_en = $3, kind = $4, "
        "shift = $5, students_sex = $6, teachers_sex = $7, first_grade = $8, last_grade = $9, "
        "utc_offset_minutes = $10, version = $11 WHERE school_id = $12 AND version = $13",
        school.ministry_number, school.name_ar, school.name_en, school.kind, school.shift,
        school.students_sex, school.teachers_sex, school.first_grade, school.last_grade,
        school.utc_offset_minutes, school.version, school.id, school.version - 1);
}

std::string country_of(database::Session& session, SchoolId school)
{
    const auto row = session.find_one(
        "SELECT directorate.country AS country FROM school JOIN directorate "
        "ON directorate.directorate_id = school.directorate_id WHERE school.school_id = $1",
        school);
    return row->text("country");
}

}  // namespace taqwim::school
