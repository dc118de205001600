#include "results/sheet_points.h"

#include <string>

namespace taqwim::results {

std::vector<OpenPoint> open_sheets(database::Session& session, SchoolId school,
                                   std::int64_t class_id)
{
    std::vector<OpenPoint> points;
    // A second chance is sat after the first result is out; its sheets wait for nobody.
    for (const database::Row& row : session.find_all(
             "SELECT s.mark_sheet_id, s.subject, s.term, s.part FROM mark_sheet s WHERE "
             "s.school_id = $1 AND "
             "s.class_id = $2 "
             "AND s.part NOT IN ('second_round', 'placement') AND NOT EXISTS ("
             "SELECT 1 FROM sheet_signature g WHERE g.school_id = s.school_id AND g.mark_sheet_id "
             "= s.mark_sheet_id "
             "AND g.kind = 'teacher' AND NOT EXISTS (SELECT 1 FROM signature_withdrawal w "
             "WHERE w.school_id = g.school_id AND w.sheet_signature_id = g.sheet_signature_id)) "
             "ORDER BY s.subject, s.term, s.part, s.mark_sheet_id",
             school, class_id))
        points.push_back({.code = "sheet_not_signed",
                          .sheet_id = row.integer("mark_sheet_id"),
                          .subject = row.text("subject") + ' ' +
                                     std::to_string(row.integer("term")) + ' ' + row.text("part")});
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
                          .subject = row.text("subject") + ' ' +
                                     std::to_string(row.integer("term")) + ' ' + row.text("part")});
    return points;
}

}  // namespace taqwim::results
