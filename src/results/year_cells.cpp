#include "results/year_cells.h"

#include <stdexcept>

namespace taqwim::results {

std::string text_in(const JsonValue& object, std::string_view name)
{
    const auto member = object.find(name);
    return member ? std::string(member->text()) : "";
}

std::vector<YearCell> cells_of(database::Session& session, const YearPlace& place)
{
    std::vector<YearCell> cells;
    for (const database::Row& row : session.find_all(
             "SELECT s.mark_sheet_id, s.subject, s.term, s.part, k.column_key, k.need_group, "
             "k.maximum_centi, k.settings, "
             "c.mark_centi, c.level, c.judgement, c.status, e.assessed_on, e.missed_on, "
             "e.practised_on, e.tool, e.note "
             "FROM mark_sheet s JOIN sheet_column k "
             "ON k.school_id = s.school_id AND k.mark_sheet_id = s.mark_sheet_id "
             "LEFT JOIN mark_cell c ON c.school_id = k.school_id AND c.mark_sheet_id = "
             "k.mark_sheet_id "
             "AND c.column_key = k.column_key AND c.student_id = $3 "
             "LEFT JOIN mark_entry e ON e.school_id = c.school_id AND e.mark_entry_id = "
             "c.mark_entry_id "
             "WHERE s.school_id = $1 AND s.class_id = $2 "
             "ORDER BY s.subject, s.term, s.part, s.mark_sheet_id, k.position, c.occurrence",
             place.student.school, place.class_id, place.student.value)) {
        // What a sheet that the school made for itself holds is no fact of the regulation.
        if (row.text("settings").find("\"fact\":") == std::string::npos)
            continue;
        cells.push_back({.sheet_id = row.integer("mark_sheet_id"),
                         .subject = row.text("subject"),
                         .term = row.integer("term"),
                         .part = row.text("part"),
                         .column = row.text("column_key"),
                         .need_group = row.text("need_group"),
                         .mark_centi = row.integer_or_null("mark_centi"),
                         .level = row.integer_or_null("level"),
                         .judgement = row.text_or_null("judgement").value_or(""),
                         .status = row.text_or_null("status").value_or(""),
                         .assessed_on = row.text_or_null("assessed_on").value_or(""),
                         .missed_on = row.text_or_null("missed_on").value_or(""),
                         .practised_on = row.text_or_null("practised_on").value_or(""),
                         .tool = row.text_or_null("tool").value_or(""),
                         .note = row.text_or_null("note").value_or(""),
                         .maximum_centi = row.integer("maximum_centi"),
                         .settings = row.text("settings")});
    }
    return cells;
}

FactForm::FactForm(const YearCell& cell, const std::string& enrolment)
    : document_(JsonDocument::parse(cell.settings))
{
    const auto fact = document_ ? document_->root().find("fact") : std::nullopt;
    if (!fact)
        throw std::logic_error("a column of marks does not say where its values go");
    form_ = text_in(*fact, "form");
    place_ = text_in(*fact, "place");
    if (const auto places = fact->find("places"))
        place_ = text_in(*places, enrolment);
    status_place_ = text_in(*fact, "status_place");
    if (const auto words = fact->find("status_words"))
        status_word_ = text_in(*words, cell.status);
    skill_ = fact->find("skill");
}

}  // namespace taqwim::results
