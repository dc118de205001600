#include "marks/corrected_cells.h"

namespace taqwim::marks {

std::map<CellKey, CorrectedCell> corrected_cells(database::Session& session, SheetId sheet)
{
    std::map<CellKey, CorrectedCell> found;
    for (const database::Row& row : session.find_all(
             "SELECT c.student_id, c.column_key, c.occurrence, m.name_ar, p.mark_entry_id, "
             "p.mark_centi, p.level, p.judgement, p.status FROM mark_cell c "
             "JOIN mark_entry e ON e.school_id = c.school_id AND e.mark_entry_id = c.mark_entry_id "
             "LEFT JOIN mark_entry p ON p.school_id = e.school_id AND p.mark_entry_id = e.replaces "
             "LEFT JOIN staff_member m ON m.school_id = e.school_id "
             "AND m.staff_member_id = e.entered_person "
             "WHERE c.school_id = $1 AND c.mark_sheet_id = $2 "
             "AND (c.origin = 'correction' OR c.layer <> 'teacher') "
             "ORDER BY c.student_id, c.column_key, c.occurrence",
             sheet.school, sheet.value)) {
        CorrectedCell& cell = found[{.student_id = row.integer("student_id"),
                                     .column = row.text("column_key"),
                                     .occurrence = static_cast<int>(row.integer("occurrence"))}];
        cell.set_by = row.text_or_null("name_ar").value_or("");
        if (row.integer_or_null("mark_entry_id"))
            cell.previous = value_in(row);
    }
    return found;
}

std::string staff_name(database::Session& session, SchoolId school, std::int64_t person)
{
    const auto row = session.find_one("SELECT name_ar FROM staff_member WHERE school_id = $1 AND "
                                      "staff_member_id = $2",
                                      school, person);
    return row ? row->text("name_ar") : "";
}

}  // namespace taqwim::marks
