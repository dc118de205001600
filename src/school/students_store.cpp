#include "school/students_store.h"

#include <utility>

namespace taqwim::school {

namespace {

Student student_in(const database::Row& row)
{
    return {.id = row.integer("student_id"),
            .number = row.text("student_number"),
            .name_parts = name_parts_in(row.text("name_parts")),
            .name_en = row.text("name_en"),
            .sex = row.text("sex"),
            .birth_day = optional_day_in(row, "birth_day"),
            .nationality = row.text("nationality"),
            .is_muslim =
                row.is_null("is_muslim") ? std::nullopt : std::optional(row.boolean("is_muslim")),
            .merged_into = row.integer_or_null("merged_into"),
            .version = row.integer("version"),
            .sort_key = std::string(text_in(row.blob("sort_key")))};
}

std::vector<Student> students_in(const std::vector<database::Row>& rows)
{
    std::vector<Student> students;
    for (const auto& row : rows)
        students.push_back(student_in(row));
    return students;
}

}  // namespace

std::optional<Student> find_student(database::Session& session, SchoolId school, std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT student_id, student_number, name_parts, name_en, sex, birth_day, nationality, "
        "is_muslim, merged_into, version, sort_key FROM student "
        "WHERE school_id = $1 AND student_id = $2",
        school, id);
    return row ? std::optional(student_in(*row)) : std::nullopt;
}

std::optional<Refusal> refuses_student(database::Session& session, SchoolId school, std::int64_t id,
                                       std::string field)
{
    const auto row = session.find_one(
        "SELECT merged_into FROM student WHERE school_id = $1 AND student_id = $2", school, id);
    if (!row || !row->is_null("merged_into"))
        return unknown_record("student", id, std::move(field));
    return std::nullopt;
}

std::optional<std::int64_t> student_numbered(database::Session& session, SchoolId school,
                                             std::string_view number)
{
    const auto row = session.find_one(
        "SELECT student_id FROM student WHERE school_id = $1 AND student_number = $2", school,
        number);
    return row ? std::optional(row->integer("student_id")) : std::nullopt;
}

std::vector<Student> students_after(database::Session& session, SchoolId school,
                                    const StudentSearch& search, const NamePlace& after,
                                    std::int64_t rows)
{
    const std::string pattern = search_pattern(search.name);
    if (search.class_id)
        return students_in(session.find_all(
            "SELECT student.student_id, student.student_number, student.name_parts, "
            "student.name_en, student.sex, student.birth_day, student.nationality, "
            "student.is_muslim, student.merged_into, student.version, student.sort_key "
            "FROM student JOIN enrolment ON enrolment.school_id = student.school_id "
            "AND enrolment.student_id = student.student_id "
            "WHERE student.school_id = $1 AND student.merged_into IS NULL "
            "AND student.search_name LIKE $2 ESCAPE '!' "
            "AND ($3 = '' OR student.student_number = $3 OR EXISTS (SELECT 1 FROM identity_paper "
            "WHERE identity_paper.school_id = student.school_id "
            "AND identity_paper.student_id = student.student_id AND identity_paper.number = $3)) "
            "AND (student.sort_key, student.student_id) > ($4, $5) "
            "AND enrolment.class_id = $6 AND enrolment.first_day <= $7 "
            "AND (enrolment.last_day IS NULL OR enrolment.last_day >= $7) "
            "ORDER BY student.sort_key, student.student_id LIMIT $8",
            school, pattern, search.number, column_of(after.sort_key), after.id, *search.class_id,
            search.day, rows));
    return students_in(session.find_all(
        "SELECT student.student_id, student.student_number, student.name_parts, student.name_en, "
        "student.sex, student.birth_day, student.nationality, student.is_muslim, "
        "student.merged_into, student.version, student.sort_key FROM student "
        "WHERE student.school_id = $1 AND student.merged_into IS NULL "
        "AND student.search_name LIKE $2 ESCAPE '!' "
        "AND ($3 = '' OR student.student_number = $3 OR EXISTS (SELECT 1 FROM identity_paper "
        "WHERE identity_paper.school_id = student.school_id "
        "AND identity_paper.student_id = student.student_id AND identity_paper.number = $3)) "
        "AND (student.sort_key, student.student_id) > ($4, $5) "
        "ORDER BY student.sort_key, student.student_id LIMIT $6",
        school, pattern, search.number, column_of(after.sort_key), after.id, rows));
}

std::vector<Student> older_boys(database::Session& session, SchoolId school, std::int64_t year_id)
{
    return students_in(session.find_all(
        "SELECT student.student_id, student.student_number, student.name_parts, student.name_en, "
        "student.sex, student.birth_day, student.nationality, student.is_muslim, "
        "student.merged_into, student.version, student.sort_key "
        "FROM student JOIN enrolment ON enrolment.school_id = student.school_id "
        "AND enrolment.student_id = student.student_id "
        "JOIN class ON class.school_id = enrolment.school_id "
        "AND class.class_id = enrolment.class_id "
        "JOIN study_plan ON study_plan.school_id = class.school_id "
        "AND study_plan.study_plan_id = class.study_plan_id "
        "WHERE student.school_id = $1 AND enrolment.school_year_id = $2 "
        "AND enrolment.last_day IS NULL AND student.sex = 'male' "
        "AND student.merged_into IS NULL AND study_plan.grade IN (4, 5) "
        "ORDER BY student.sort_key, student.student_id",
        school, year_id));
}

void insert_student(database::Session& session, SchoolId school, const Student& student)
{
    const std::string name = joined_name(student.name_parts);
    const StoredName stored = stored_name(name);
    must_be_one(session.execute(
        "INSERT INTO student (school_id, student_id, student_number, name_parts, name_ar, name_en, "
        "search_name, sort_key, sex, birth_day, nationality, is_muslim, version) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        school, student.id, student.number, name_parts_json(student.name_parts), name,
        student.name_en, stored.search_name, column_of(stored.sort_key), student.sex,
        student.birth_day, student.nationality, student.is_muslim, student.version));
}

std::int64_t update_student(database::Session& session, SchoolId school, const Student& student)
{
    const std::string name = joined_name(student.name_parts);
    const StoredName stored = stored_name(name);
    return session.execute(
        "UPDATE student SET student_number = $1, name_parts = $2, name_ar = $3, name_en = $4, "
        "search_name = $5, sort_key = $6, sex = $7, birth_day = $8, nationality = $9, "
        "is_muslim = $10, version = $11 WHERE school_id = $12 AND student_id = $13 "
        "AND version = $14",
        student.number, name_parts_json(student.name_parts), name, student.name_en,
        stored.search_name, column_of(stored.sort_key), student.sex, student.birth_day,
        student.nationality, student.is_muslim, student.version, school, student.id,
        student.version - 1);
}

std::int64_t set_merged_into(database::Session& session, SchoolId school, std::int64_t student_id,
                             std::optional<std::int64_t> kept_id)
{
    return session.execute("UPDATE student SET merged_into = $1, version = version + 1 "
                           "WHERE school_id = $2 AND student_id = $3",
                           kept_id, school, student_id);
}

std::vector<IdentityPaper> papers_of(database::Session& session, SchoolId school,
                                     std::int64_t student_id)
{
    std::vector<IdentityPaper> papers;
    for (const auto& row :
         session.find_all("SELECT identity_paper_id, student_id, kind, number, issued_by, "
                          "issued_on, is_confirmed "
                          "FROM identity_paper WHERE school_id = $1 AND student_id = $2 "
                          "ORDER BY identity_paper_id",
                          school, student_id))
        papers.push_back({.id = row.integer("identity_paper_id"),
                          .student_id = row.integer("student_id"),
                          .kind = row.text("kind"),
                          .number = row.text("number"),
                          .issued_by = row.text("issued_by"),
                          .issued_on = optional_day_in(row, "issued_on"),
                          .is_confirmed = row.boolean("is_confirmed")});
    return papers;
}

bool is_paper_known(database::Session& session, SchoolId school, const IdentityPaper& paper)
{
    return session
        .find_one("SELECT identity_paper_id FROM identity_paper "
                  "WHERE school_id = $1 AND kind = $2 AND number = $3",
                  school, paper.kind, paper.number)
        .has_value();
}

void insert_paper(database::Session& session, SchoolId school, const IdentityPaper& paper)
{
    must_be_one(session.execute(
        "INSERT INTO identity_paper (school_id, identity_paper_id, student_id, kind, number, "
        "issued_by, issued_on, is_confirmed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        school, paper.id, paper.student_id, paper.kind, paper.number, paper.issued_by,
        paper.issued_on, paper.is_confirmed));
}

}  // namespace taqwim::school
