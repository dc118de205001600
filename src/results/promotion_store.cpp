#include "results/promotion_store.h"

#include <array>
#include <stdexcept>

#include "platform/compression/compression.h"
#include "school/digest_column.h"
#include "school/keeping.h"

namespace taqwim::results {

namespace {

using database::Row;
using database::Session;

school::Enrolment enrolment_in(const Row& row)
{
    return {.id = row.integer("enrolment_id"),
            .student_id = row.integer("student_id"),
            .year_id = row.integer("school_year_id"),
            .class_id = row.integer("class_id"),
            .kind = row.text("kind"),
            .is_newcomer = row.boolean("is_newcomer"),
            .days = {school::day_in(row, "first_day"), school::optional_day_in(row, "last_day")},
            .ended_reason = row.text_or_null("ended_reason"),
            .version = row.integer("version")};
}

Promotion promotion_in(const Row& row)
{
    return {.id = row.integer("promotion_id"),
            .from_year_id = row.integer("from_year_id"),
            .to_year_id = row.integer("to_year_id"),
            .kind = row.text("kind"),
            .students = row.integer("students"),
            .moved_at = row.text("moved_at"),
            .undone_at = row.text_or_null("undone_at"),
            .undone_reason = row.text_or_null("undone_reason")};
}

MovedStudent moved_in(const Row& row, std::int64_t to_year_id)
{
    MovedStudent moved{.promotion_id = row.integer("promotion_id"),
                       .student_id = row.integer("student_id"),
                       .result_version_id = row.integer("result_version_id"),
                       .step = row.text("step"),
                       .decision = row.text("decision"),
                       .clause = row.text("clause"),
                       .reference = row.text("reference"),
                       .old_enrolment_id = row.integer("old_enrolment_id"),
                       .old_ended_reason = row.text("old_ended_reason"),
                       .new_enrolment_id = row.integer_or_null("new_enrolment_id"),
                       .replaced = row.text("replaced"),
                       .replaced_enrolment = std::nullopt,
                       .moved_at = row.text("moved_at")};
    if (!moved.replaced.empty())
        moved.replaced_enrolment =
            school::Enrolment{.id = row.integer("replaced_enrolment_id"),
                              .student_id = moved.student_id,
                              .year_id = to_year_id,
                              .class_id = row.integer("replaced_class_id"),
                              .kind = row.text("replaced_kind"),
                              .is_newcomer = row.boolean("replaced_is_newcomer"),
                              .days = {school::day_in(row, "replaced_first_day"), std::nullopt},
                              .ended_reason = std::nullopt,
                              .version = row.integer("replaced_version")};
    return moved;
}

std::set<std::int64_t> students_in(const std::vector<Row>& rows)
{
    std::set<std::int64_t> students;
    for (const Row& row : rows)
        students.insert(row.integer("student_id"));
    return students;
}

}  // namespace

std::vector<YearStudent> students_of_year(Session& session, SchoolId school, std::int64_t year_id)
{
    std::vector<YearStudent> students;
    for (const Row& row : session.find_all(
             "SELECT e.enrolment_id, e.student_id, e.school_year_id, e.class_id, e.kind, "
             "e.is_newcomer, e.first_day, e.last_day, e.ended_reason, e.version, "
             "s.student_number, s.name_ar, s.birth_day, c.name AS class_name, p.grade, p.track, "
             "p.regulation FROM enrolment e "
             "JOIN student s ON s.school_id = e.school_id AND s.student_id = e.student_id "
             "JOIN class c ON c.school_id = e.school_id AND c.class_id = e.class_id "
             "JOIN study_plan p ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
             "WHERE e.school_id = $1 AND e.school_year_id = $2 AND s.merged_into IS NULL "
             "AND NOT EXISTS (SELECT 1 FROM enrolment l WHERE l.school_id = e.school_id "
             "AND l.student_id = e.student_id AND l.school_year_id = e.school_year_id "
             "AND (l.first_day > e.first_day "
             "OR (l.first_day = e.first_day AND l.enrolment_id > e.enrolment_id))) "
             "ORDER BY p.grade, p.track, c.name, s.sort_key, e.student_id",
             school, year_id))
        students.push_back({.student_id = row.integer("student_id"),
                            .number = row.text("student_number"),
                            .name_ar = row.text("name_ar"),
                            .birth_day = school::optional_day_in(row, "birth_day"),
                            .enrolment = enrolment_in(row),
                            .class_name = row.text("class_name"),
                            .grade = row.integer("grade"),
                            .track = row.text("track"),
                            .regulation = row.text("regulation")});
    return students;
}

std::vector<YearClass> classes_of_year(Session& session, SchoolId school, std::int64_t year_id)
{
    std::vector<YearClass> classes;
    for (const Row& row : session.find_all(
             "SELECT c.class_id, c.name, c.capacity, p.grade, p.track FROM class c "
             "JOIN study_plan p ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
             "WHERE c.school_id = $1 AND c.school_year_id = $2 "
             "ORDER BY p.grade, p.track, c.name, c.class_id",
             school, year_id))
        classes.push_back({.class_id = row.integer("class_id"),
                           .name = row.text("name"),
                           .grade = row.integer("grade"),
                           .track = row.text("track"),
                           .capacity = row.integer("capacity")});
    return classes;
}

std::map<std::int64_t, PublishedDecision> published_decisions(Session& session, SchoolId school,
                                                              std::int64_t year_id, Instant now)
{
    std::map<std::int64_t, PublishedDecision> decisions;
    // In the order of the versions: the last one stays.
    for (const Row& row : session.find_all(
             "SELECT v.student_id, v.result_version_id, v.regulation, v.decision "
             "FROM result_version v JOIN publication p "
             "ON p.school_id = v.school_id AND p.publication_id = v.publication_id "
             "LEFT JOIN publication_withdrawal w "
             "ON w.school_id = p.school_id AND w.publication_id = p.publication_id "
             "WHERE v.school_id = $1 AND v.school_year_id = $2 AND p.visible_from <= $3 "
             "AND w.publication_id IS NULL "
             "ORDER BY v.student_id, v.version, v.result_version_id",
             school, year_id, now))
        decisions[row.integer("student_id")] = {.result_version_id =
                                                    row.integer("result_version_id"),
                                                .regulation = row.text("regulation"),
                                                .decision = row.text("decision")};
    return decisions;
}

std::string shown_of_version(Session& session, SchoolId school, std::int64_t result_version_id)
{
    const auto row = session.find_one(
        "SELECT outcome FROM result_version WHERE school_id = $1 AND result_version_id = $2",
        school, result_version_id);
    const auto shown = row ? decompressed(school::text_in(row->blob("outcome"))) : std::nullopt;
    if (!shown)
        throw std::logic_error("a stored result cannot be read");
    return *shown;
}

std::set<std::int64_t> withheld_students(Session& session, SchoolId school, std::int64_t year_id)
{
    std::set<std::int64_t> students;
    for (const Row& row :
         session.find_all("SELECT student_id, is_withheld FROM withholding WHERE school_id = $1 "
                          "AND school_year_id = $2 ORDER BY withholding_id",
                          school, year_id)) {
        if (row.boolean("is_withheld"))
            students.insert(row.integer("student_id"));
        else
            students.erase(row.integer("student_id"));
    }
    return students;
}

std::set<std::int64_t> students_with_open_corrections(Session& session, SchoolId school,
                                                      std::int64_t year_id)
{
    auto students = students_in(session.find_all(
        "SELECT c.student_id FROM result_correction c WHERE c.school_id = $1 "
        "AND c.school_year_id = $2 AND NOT EXISTS (SELECT 1 FROM result_correction_decision d "
        "WHERE d.school_id = c.school_id AND d.result_correction_id = c.result_correction_id) "
        "ORDER BY c.result_correction_id",
        school, year_id));
    students.merge(students_in(session.find_all(
        "SELECT k.student_id FROM mark_correction k JOIN mark_sheet s "
        "ON s.school_id = k.school_id AND s.mark_sheet_id = k.mark_sheet_id "
        "JOIN class c ON c.school_id = s.school_id AND c.class_id = s.class_id "
        "WHERE k.school_id = $1 AND c.school_year_id = $2 AND NOT EXISTS ("
        "SELECT 1 FROM correction_decision d WHERE d.school_id = k.school_id "
        "AND d.mark_correction_id = k.mark_correction_id) ORDER BY k.mark_correction_id",
        school, year_id)));
    return students;
}

std::map<std::int64_t, std::vector<school::Enrolment>> enrolments_of_year(Session& session,
                                                                          SchoolId school,
                                                                          std::int64_t year_id)
{
    std::map<std::int64_t, std::vector<school::Enrolment>> found;
    for (const Row& row : session.find_all(
             "SELECT enrolment_id, student_id, school_year_id, class_id, kind, is_newcomer, "
             "first_day, last_day, ended_reason, version FROM enrolment "
             "WHERE school_id = $1 AND school_year_id = $2 ORDER BY first_day, enrolment_id",
             school, year_id))
        found[row.integer("student_id")].push_back(enrolment_in(row));
    return found;
}

std::int64_t failures_in_grade(Session& session, StudentId student, std::int64_t grade,
                               std::string_view decision)
{
    return session
        .find_one("SELECT COUNT(DISTINCT v.school_year_id) AS years FROM result_version v "
                  "JOIN class c ON c.school_id = v.school_id AND c.class_id = v.class_id "
                  "JOIN study_plan p ON p.school_id = c.school_id "
                  "AND p.study_plan_id = c.study_plan_id "
                  "WHERE v.school_id = $1 AND v.student_id = $2 AND p.grade = $3 "
                  "AND v.decision = $4 AND NOT EXISTS (SELECT 1 FROM result_version n "
                  "WHERE n.school_id = v.school_id AND n.student_id = v.student_id "
                  "AND n.school_year_id = v.school_year_id AND n.version > v.version)",
                  student.school, student.value, grade, decision)
        ->integer("years");
}

namespace {

std::string newest_case_decision(Session& session, StudentId student, std::int64_t year_id,
                                 std::string_view kind)
{
    const auto row = session.find_one(
        "SELECT d.decision FROM case_decision d JOIN committee_case c "
        "ON c.school_id = d.school_id AND c.case_id = d.case_id "
        "WHERE c.school_id = $1 AND c.student_id = $2 AND c.school_year_id = $3 AND c.kind = $4 "
        "ORDER BY d.case_decision_id DESC LIMIT 1",
        student.school, student.value, year_id, kind);
    return row ? row->text("decision") : "";
}

}  // namespace

std::string extension_decision(Session& session, StudentId student, std::int64_t year_id)
{
    return newest_case_decision(session, student, year_id, "extension");
}

bool is_leaving_approved(Session& session, StudentId student, std::int64_t year_id)
{
    return newest_case_decision(session, student, year_id, "affiliation") == "approved";
}

bool has_records_in_year(Session& session, StudentId student, std::int64_t year_id)
{
    // Each is a literal, as statements are.
    constexpr std::array<std::string_view, 11> k_traces = {
        "SELECT 1 AS one FROM attendance_entry WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 LIMIT 1",
        "SELECT 1 AS one FROM lateness_judgement WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 LIMIT 1",
        "SELECT 1 AS one FROM leave_request WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 LIMIT 1",
        "SELECT 1 AS one FROM official_activity WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 LIMIT 1",
        "SELECT 1 AS one FROM excuse WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 LIMIT 1",
        "SELECT 1 AS one FROM notice WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 LIMIT 1",
        "SELECT 1 AS one FROM conduct_entry WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 LIMIT 1",
        "SELECT 1 AS one FROM behaviour_grade WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 LIMIT 1",
        "SELECT 1 AS one FROM committee_case WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 LIMIT 1",
        "SELECT 1 AS one FROM result_version WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 LIMIT 1",
        "SELECT 1 AS one FROM mark_entry m JOIN mark_sheet s ON s.school_id = m.school_id "
        "AND s.mark_sheet_id = m.mark_sheet_id JOIN class c ON c.school_id = s.school_id "
        "AND c.class_id = s.class_id WHERE m.school_id = $1 AND m.student_id = $2 "
        "AND c.school_year_id = $3 LIMIT 1"};
    for (const std::string_view trace : k_traces)
        if (session.find_one(trace, student.school, student.value, year_id))
            return true;
    return false;
}

bool has_records_in_class(Session& session, StudentId student, std::int64_t class_id, Day since)
{
    return session.find_one("SELECT 1 AS one FROM attendance_entry a JOIN roll r "
                            "ON r.school_id = a.school_id AND r.roll_id = a.roll_id "
                            "WHERE a.school_id = $1 AND a.student_id = $2 AND r.class_id = $3 "
                            "AND a.day >= $4 LIMIT 1",
                            student.school, student.value, class_id, since) ||
           session.find_one("SELECT 1 AS one FROM mark_entry m JOIN mark_sheet s "
                            "ON s.school_id = m.school_id AND s.mark_sheet_id = m.mark_sheet_id "
                            "WHERE m.school_id = $1 AND m.student_id = $2 AND s.class_id = $3 "
                            "LIMIT 1",
                            student.school, student.value, class_id) ||
           session.find_one("SELECT 1 AS one FROM result_version WHERE school_id = $1 "
                            "AND student_id = $2 AND class_id = $3 LIMIT 1",
                            student.school, student.value, class_id);
}

std::optional<Promotion> find_promotion(Session& session, SchoolId school, std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT promotion_id, from_year_id, to_year_id, kind, students, moved_at, undone_at, "
        "undone_reason FROM promotion WHERE school_id = $1 AND promotion_id = $2",
        school, id);
    return row ? std::optional(promotion_in(*row)) : std::nullopt;
}

std::vector<Promotion> promotions_from(Session& session, SchoolId school, std::int64_t from_year_id)
{
    std::vector<Promotion> found;
    for (const Row& row : session.find_all(
             "SELECT promotion_id, from_year_id, to_year_id, kind, students, moved_at, undone_at, "
             "undone_reason FROM promotion WHERE school_id = $1 AND from_year_id = $2 "
             "ORDER BY promotion_id DESC",
             school, from_year_id))
        found.push_back(promotion_in(row));
    return found;
}

std::vector<MovedStudent> students_of_promotion(Session& session, SchoolId school,
                                                std::int64_t promotion_id)
{
    std::vector<MovedStudent> moved;
    for (const Row& row : session.find_all(
             "SELECT m.promotion_id, m.student_id, m.result_version_id, m.step, m.decision, "
             "m.clause, m.reference, m.old_enrolment_id, m.old_ended_reason, m.new_enrolment_id, "
             "m.replaced, m.replaced_enrolment_id, m.replaced_class_id, m.replaced_kind, "
             "m.replaced_first_day, m.replaced_is_newcomer, m.replaced_version, p.moved_at, "
             "p.to_year_id FROM promotion_student m JOIN promotion p "
             "ON p.school_id = m.school_id AND p.promotion_id = m.promotion_id "
             "WHERE m.school_id = $1 AND m.promotion_id = $2 ORDER BY m.student_id",
             school, promotion_id))
        moved.push_back(moved_in(row, row.integer("to_year_id")));
    return moved;
}

std::map<std::int64_t, MovedStudent> standing_moves(Session& session, SchoolId school,
                                                    std::int64_t from_year_id)
{
    std::map<std::int64_t, MovedStudent> moved;
    for (const Row& row : session.find_all(
             "SELECT m.promotion_id, m.student_id, m.result_version_id, m.step, m.decision, "
             "m.clause, m.reference, m.old_enrolment_id, m.old_ended_reason, m.new_enrolment_id, "
             "m.replaced, m.replaced_enrolment_id, m.replaced_class_id, m.replaced_kind, "
             "m.replaced_first_day, m.replaced_is_newcomer, m.replaced_version, p.moved_at, "
             "p.to_year_id FROM promotion_student m JOIN promotion p "
             "ON p.school_id = m.school_id AND p.promotion_id = m.promotion_id "
             "WHERE m.school_id = $1 AND p.from_year_id = $2 AND p.undone_at IS NULL "
             "ORDER BY m.promotion_id, m.student_id",
             school, from_year_id))
        moved.insert_or_assign(row.integer("student_id"), moved_in(row, row.integer("to_year_id")));
    return moved;
}

std::optional<Grade12Wish> grade_12_wish(Session& session, StudentId student,
                                         std::int64_t new_year_id)
{
    const auto row = session.find_one(
        "SELECT choice, chosen_on FROM grade_12_choice WHERE school_id = $1 AND student_id = $2 "
        "AND school_year_id = $3 ORDER BY grade_12_choice_id DESC LIMIT 1",
        student.school, student.value, new_year_id);
    if (!row)
        return std::nullopt;
    return Grade12Wish{.choice = row->text("choice"),
                       .chosen_on = school::day_in(*row, "chosen_on")};
}

}  // namespace taqwim::results
