#include "results/year_cells.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <utility>

namespace taqwim::results {

std::string text_in(const JsonValue& object, std::string_view name)
{
    const auto member = object.find(name);
    return member ? std::string(member->text()) : "";
}

namespace {

using SheetKey = std::tuple<std::string_view, std::int64_t, std::string_view>;

SheetKey sheet_of(const YearCell& cell)
{
    return {cell.subject, cell.term, cell.part};
}

// Of a class before the last one only what his plan has now: he may have left a subject with the class.
std::vector<YearCell> cells_of_class(database::Session& session, const YearPlace& place,
                                     std::int64_t class_id)
{
    std::vector<YearCell> cells;
    for (const database::Row& row : session.find_all(
             "SELECT s.mark_sheet_id, s.subject, s.term, s.part, k.column_key, k.need_group, "
             "k.maximum_centi, k.position, k.repeats, k.settings, c.occurrence, c.origin, "
             "c.mark_centi, c.level, c.judgement, c.status, e.assessed_on, e.missed_on, "
             "e.practised_on, e.tool, e.note "
             "FROM mark_sheet s JOIN sheet_column k "
             "ON k.school_id = s.school_id AND k.mark_sheet_id = s.mark_sheet_id "
             "LEFT JOIN mark_cell c ON c.school_id = k.school_id AND c.mark_sheet_id = "
             "k.mark_sheet_id "
             "AND c.column_key = k.column_key AND c.student_id = $3 "
             "LEFT JOIN mark_entry e ON e.school_id = c.school_id AND e.mark_entry_id = "
             "c.mark_entry_id "
             "WHERE s.school_id = $1 AND s.class_id = $2 AND (s.class_id = $4 OR EXISTS ("
             "SELECT 1 FROM plan_subject p WHERE p.school_id = s.school_id "
             "AND p.study_plan_id = $5 AND p.subject = s.subject)) "
             "ORDER BY s.subject, s.term, s.part, s.mark_sheet_id, k.position, c.occurrence",
             place.student.school, class_id, place.student.value, place.class_id,
             place.study_plan_id)) {
        // What a sheet that the school made for itself holds is no fact of the regulation.
        if (row.text("settings").find("\"fact\":") == std::string::npos)
            continue;
        cells.push_back({.class_id = class_id,
                         .sheet_id = row.integer("mark_sheet_id"),
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
                         .position = row.integer("position"),
                         .repeats = row.integer("repeats"),
                         .occurrence = row.integer_or_null("occurrence").value_or(1),
                         .is_carried = row.text_or_null("origin").value_or("") == "carried",
                         .settings = row.text("settings")});
    }
    return cells;
}

std::map<SheetKey, std::vector<const YearCell*>> by_sheet(const std::vector<YearCell>& cells)
{
    std::map<SheetKey, std::vector<const YearCell*>> sheets;
    for (const YearCell& cell : cells)
        sheets[sheet_of(cell)].push_back(&cell);
    return sheets;
}

// What a sheet of the class before adds to the same sheet of a later class.
std::vector<YearCell> filled(std::vector<YearCell> sheet, const std::vector<const YearCell*>& older)
{
    const auto is_filled = [](const YearCell& cell) { return !cell.is_empty(); };
    if (std::ranges::none_of(sheet, is_filled)) {
        if (std::ranges::none_of(older, [](const YearCell* cell) { return !cell->is_empty(); }))
            return sheet;
        std::vector<YearCell> whole;
        for (const YearCell* const cell : older)
            whole.push_back(*cell);
        // The later class may have taught what the one before had not come to.
        std::ranges::copy_if(sheet, std::back_inserter(whole),
                             [](const YearCell& cell) { return cell.repeats > 1; });
        return whole;
    }
    std::vector<YearCell> measures;
    for (const YearCell* const cell : older) {
        const auto column = std::ranges::find(sheet, cell->column, &YearCell::column);
        if (cell->is_empty() || column == sheet.end() ||
            column->maximum_centi != cell->maximum_centi)
            continue;
        YearCell added = *cell;
        added.position = column->position;
        if (column->repeats == 1) {
            if (column->is_empty())
                *column = std::move(added);
            continue;
        }
        // What was carried into the later class stands there already, under its old number.
        const bool is_there = std::ranges::any_of(sheet, [&](const YearCell& one) {
            return one.is_carried && one.column == cell->column &&
                   one.occurrence == cell->occurrence && one.assessed_on == cell->assessed_on;
        });
        if (!is_there)
            measures.push_back(std::move(added));
    }
    // Those of the class before come first; the order of the columns is kept.
    measures.insert(measures.end(), std::make_move_iterator(sheet.begin()),
                    std::make_move_iterator(sheet.end()));
    std::ranges::stable_sort(measures, {}, &YearCell::position);
    return measures;
}

}  // namespace

std::vector<YearCell> cells_of(database::Session& session, const YearPlace& place)
{
    std::vector<YearCell> cells = cells_of_class(session, place, place.class_id);
    for (const ClassStay& stay : place.stays) {
        if (stay.class_id == place.class_id)
            continue;
        const std::vector<YearCell> before = cells_of_class(session, place, stay.class_id);
        const auto older = by_sheet(before);
        std::map<SheetKey, std::vector<YearCell>> merged;
        const auto newer = by_sheet(cells);
        for (const auto& [key, sheet] : newer) {
            std::vector<YearCell> own;
            for (const YearCell* const cell : sheet)
                own.push_back(*cell);
            const auto same = older.find(key);
            merged[key] =
                same == older.end() ? std::move(own) : filled(std::move(own), same->second);
        }
        for (const auto& [key, sheet] : older)
            if (!newer.contains(key))
                for (const YearCell* const cell : sheet)
                    merged[key].push_back(*cell);
        std::vector<YearCell> all;
        for (auto& [key, sheet] : merged)
            all.insert(all.end(), sheet.begin(), sheet.end());
        cells = std::move(all);
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
    maximum_ = text_in(*fact, "maximum");
    if (const auto words = fact->find("status_words"))
        status_word_ = text_in(*words, cell.status);
    skill_ = fact->find("skill");
}

}  // namespace taqwim::results
