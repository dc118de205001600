#include "results/sheet_points.h"

#include <string>
#include <string_view>

#include "school/class_moves.h"

namespace taqwim::results {

namespace {

// Not signed by a teacher; a second chance is sat after the first result is out, and its sheets wait for nobody.
constexpr std::string_view k_unsigned_of_class =
    "SELECT s.mark_sheet_id, s.subject, s.term, s.part FROM mark_sheet s WHERE s.school_id = $1 "
    "AND s.class_id = $2 AND s.part NOT IN ('second_round', 'placement') AND NOT EXISTS ("
    "SELECT 1 FROM sheet_signature g WHERE g.school_id = s.school_id AND g.mark_sheet_id = "
    "s.mark_sheet_id AND g.kind = 'teacher' AND NOT EXISTS (SELECT 1 FROM signature_withdrawal w "
    "WHERE w.school_id = g.school_id AND w.sheet_signature_id = g.sheet_signature_id)) "
    "ORDER BY s.subject, s.term, s.part, s.mark_sheet_id";

std::string name_of(const database::Row& row)
{
    return row.text("subject") + ' ' + std::to_string(row.integer("term")) + ' ' + row.text("part");
}

bool has_value(database::Session& session, SchoolId school, std::int64_t sheet,
               std::int64_t student)
{
    return session
               .find_one("SELECT COUNT(*) AS cells FROM mark_cell WHERE school_id = $1 AND "
                         "mark_sheet_id = $2 AND student_id = $3",
                         school, sheet, student)
               ->integer("cells") > 0;
}

// The sheets of classes that somebody of this class left within the year, where something stands for him: a part of his
// year is in them.
void add_sheets_of_earlier_classes(database::Session& session, SchoolId school,
                                   std::int64_t class_id, std::vector<OpenPoint>& points)
{
    for (const school::EarlierClass& one : school::earlier_classes(session, school, class_id))
        for (const database::Row& row : session.find_all(k_unsigned_of_class, school, one.class_id))
            if (has_value(session, school, row.integer("mark_sheet_id"), one.student_id))
                points.push_back({.code = "sheet_not_signed",
                                  .student_id = one.student_id,
                                  .sheet_id = row.integer("mark_sheet_id"),
                                  .subject = name_of(row)});
}

}  // namespace

std::vector<OpenPoint> open_sheets(database::Session& session, SchoolId school,
                                   std::int64_t class_id)
{
    std::vector<OpenPoint> points;
    for (const database::Row& row : session.find_all(k_unsigned_of_class, school, class_id))
        points.push_back({.code = "sheet_not_signed",
                          .sheet_id = row.integer("mark_sheet_id"),
                          .subject = name_of(row)});
    add_sheets_of_earlier_classes(session, school, class_id, points);
    for (const database::Row& row : session.find_all(
             "SELECT s.mark_sheet_id, s.subject, s.term, s.part, k.student_id FROM mark_correction "
             "k JOIN "
             "mark_sheet s "
             "ON s.school_id = k.school_id AND s.mark_sheet_id = k.mark_sheet_id "
             "WHERE k.school_id = $1 AND s.class_id = $2 AND NOT EXISTS ("
             "SELECT 1 FROM correction_decision d WHERE d.school_id = k.school_id "
             "AND d.mark_correction_id = k.mark_correction_id) ORDER BY k.mark_correction_id",
             school, class_id))
        points.push_back({.code = "correction_open",
                          .student_id = row.integer("student_id"),
                          .sheet_id = row.integer("mark_sheet_id"),
                          .subject = name_of(row)});
    return points;
}

}  // namespace taqwim::results
