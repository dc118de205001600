#include "marks/sheet_view.h"

#include <algorithm>
#include <array>

#include "core/refusal_codes.h"
#include "marks/corrected_cells.h"
#include "marks/entry_window.h"
#include "marks/sheet_store.h"

namespace taqwim::marks {

namespace {

// Sheets that are looked at in one morning; beyond, all are forgotten and written anew.
constexpr std::size_t k_most_kept = 1024;

Refusal unknown_sheet(SheetId sheet)
{
    return {RefusalCode::record_unknown,
            {{"record", "sheet"}, {"id", sheet.to_text()}},
            "sheet_id",
            ""};
}

void write_id(JsonWriter& json, std::string_view key, std::int64_t id)
{
    json.key(key).text(std::to_string(id));
}

void write_optional(JsonWriter& json, std::string_view key, const std::optional<std::string>& text)
{
    if (text)
        json.key(key).text(*text);
}

void write_day(JsonWriter& json, std::string_view key, const std::optional<Day>& day)
{
    if (day)
        json.key(key).text(day->to_text());
}

// "mark", "level", "judgement" or "status", whichever it is. All of them texts.
void write_value(JsonWriter& json, const MarkValue& value)
{
    constexpr std::array<std::string_view, 4> names = {"mark", "level", "judgement", "status"};
    json.key(names[value.index()]).text(shown(value));
}

// `corrected`: what stands beside it; null for a cell as its teacher wrote it.
void write_cell(JsonWriter& json, const Cell& cell, const CorrectedCell* corrected = nullptr)
{
    json.begin_object();
    write_id(json, "student_id", cell.key.student_id);
    json.key("column").text(cell.key.column);
    json.key("occurrence").number(cell.key.occurrence);
    json.key("version").text(std::to_string(cell.version));
    write_value(json, cell.value);
    write_optional(json, "assessed_on", cell.assessed_on);
    // Most cells are the teacher's own and never corrected.
    if (cell.layer != "teacher")
        json.key("layer").text(cell.layer);
    if (cell.origin != "entry")
        json.key("origin").text(cell.origin);
    if (corrected != nullptr) {
        if (!corrected->set_by.empty())
            json.key("set_by").text(corrected->set_by);
        if (corrected->previous) {
            json.key("previous").begin_object();
            write_value(json, *corrected->previous);
            json.end_object();
        }
    }
    json.end_object();
}

void write_column(JsonWriter& json, const SheetColumn& column)
{
    json.begin_object();
    json.key("key").text(column.key);
    json.key("label_ar").text(column.label_ar);
    json.key("label_en").text(column.label_en);
    json.key("kind").text(to_text(column.kind));
    if (column.kind != ColumnKind::judgement) {
        json.key("maximum").text(to_text(CentiMark{column.maximum_centi}));
        json.key("step").text(to_text(CentiMark{column.step_centi}));
    }
    json.key("repeats").number(column.repeats);
    json.key("needed").text(to_text(column.needed));
    if (column.needed == Need::one_of)
        json.key("need_group").text(column.need_group);
    json.key("make_up").text(to_text(column.make_up));
    json.key("is_minimum").boolean(column.is_minimum);
    json.key("settings").raw(column.settings);
    json.end_object();
}

void write_head(JsonWriter& json, const MarkSheet& sheet)
{
    write_id(json, "sheet_id", sheet.id.value);
    write_id(json, "class_id", sheet.class_id);
    json.key("subject").text(sheet.subject);
    json.key("term").number(sheet.term);
    json.key("part").text(sheet.part);
    json.key("scheme").text(sheet.scheme);
    json.key("title_ar").text(sheet.title_ar);
    json.key("title_en").text(sheet.title_en);
    json.key("school_year").text(sheet.school_year);
    json.key("grade").number(sheet.grade);
    json.key("regulation").text(sheet.regulation);
    json.key("version").text(std::to_string(sheet.version));
    json.key("is_sealed").boolean(sheet.is_sealed);
    write_optional(json, "signed_at", sheet.signed_at);
    write_optional(json, "published_at", sheet.published_at);
}

void write_name(JsonWriter& json, std::string_view key, const std::string& name)
{
    if (!name.empty())
        json.key(key).text(name);
}

void write_signature(database::Session& session, SchoolId school, JsonWriter& json,
                     const Signature& signature, bool has_state)
{
    json.begin_object();
    write_id(json, "signature_id", signature.id);
    json.key("kind").text(to_text(signature.kind));
    json.key("sheet_version").text(std::to_string(signature.sheet_version));
    json.key("digest").text(signature.digest.to_text());
    json.key("cells").number(signature.cells);
    write_id(json, "signed_person", signature.signed_person);
    write_name(json, "signed_by_name", staff_name(session, school, signature.signed_person));
    json.key("signed_as").text(signature.signed_as);
    json.key("signed_at").text(signature.signed_at);
    write_optional(json, "withdrawn_at", signature.withdrawn_at);
    if (signature.withdrawn_at)
        json.key("withdrawn_reason").text(signature.withdrawn_reason);
    if (has_state)
        json.key("state").text(to_text(signature.state));
    json.end_object();
}

void write_student(JsonWriter& json, const StudentInSheet& student)
{
    json.begin_object();
    write_id(json, "student_id", student.student_id);
    json.key("student_number").text(student.student_number);
    json.key("name_ar").text(student.name_ar);
    json.key("name_en").text(student.name_en);
    json.key("enrolment").text(student.enrolment);
    json.key("first_day").text(student.first_day);
    write_optional(json, "last_day", student.last_day);
    json.key("is_exempt").boolean(student.exempt_ground.has_value());
    json.end_object();
}

void write_facts(JsonWriter& json, const CellFacts& facts)
{
    write_value(json, facts.value);
    write_day(json, "assessed_on", facts.assessed_on);
    write_day(json, "missed_on", facts.missed_on);
    write_day(json, "practised_on", facts.practised_on);
    if (!facts.tool.empty())
        json.key("tool").text(facts.tool);
    if (!facts.note.empty())
        json.key("note").text(facts.note);
}

// The days on which marks may be entered, as of today, and who may enter them all the same.
void write_entry_days(database::Session& session, JsonWriter& json, const MarkSheet& sheet,
                      Day today)
{
    const auto windows =
        windows_of_year(session, sheet.id.school, sheet.school_year_id, sheet.term);
    const EntryWindow* window = window_of(windows, sheet);
    json.key("entry").begin_object();
    if (window == nullptr) {
        json.key("state").text("no_window");
    } else {
        const bool is_before = today < window->first_day;
        json.key("state").text(is_before ? "before" : window->last_day < today ? "over" : "open");
        json.key("first_day").text(window->first_day.to_text());
        json.key("last_day").text(window->last_day.to_text());
    }
    json.key("exceptions").begin_array();
    for (const database::Row& row : session.find_all(
             "SELECT x.staff_member_id, x.last_day, x.reason, m.name_ar FROM entry_exception x "
             "JOIN staff_member m ON m.school_id = x.school_id AND m.staff_member_id = "
             "x.staff_member_id WHERE x.school_id = $1 AND x.mark_sheet_id = $2 AND x.last_day >= "
             "$3 ORDER BY x.entry_exception_id",
             sheet.id.school, sheet.id.value, today)) {
        json.begin_object();
        write_id(json, "staff_member_id", row.integer("staff_member_id"));
        json.key("name_ar").text(row.text("name_ar"));
        json.key("last_day").text(row.text("last_day"));
        json.key("reason").text(row.text("reason"));
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

std::shared_ptr<const std::string> shared_text(const JsonWriter& json)
{
    return std::make_shared<const std::string>(json.str());
}

}  // namespace

void write_bare_refusal(const Refusal& refusal, JsonWriter& json)
{
    json.begin_object();
    json.key("code").text(to_code_text(refusal.code));
    json.key("arguments").begin_object();
    for (const auto& [name, value] : refusal.arguments)
        json.key(name).text(value);
    json.end_object();
    json.key("field").text(refusal.field);
    json.key("clause").text(refusal.clause);
    json.end_object();
}

SheetViews::Kept SheetViews::content(database::Session& session, const MarkSheet& sheet)
{
    const std::pair key(sheet.id.school.value, sheet.id.value);
    {
        const std::lock_guard lock(mutex_);
        const auto found = kept_.find(key);
        if (found != kept_.end() && found->second.version == sheet.version)
            return found->second;
    }
    Kept kept{.version = sheet.version, .columns = nullptr, .cells = nullptr};
    JsonWriter json;
    json.begin_array();
    for (const SheetColumn& column : columns_of_sheet(session, sheet.id))
        write_column(json, column);
    json.end_array();
    kept.columns = shared_text(json);
    json.clear();
    json.begin_array();
    const auto corrected = corrected_cells(session, sheet.id);
    for (const Cell& cell : cells_of_sheet(session, sheet.id)) {
        const auto found = corrected.find(cell.key);
        write_cell(json, cell, found == corrected.end() ? nullptr : &found->second);
    }
    json.end_array();
    kept.cells = shared_text(json);

    const std::lock_guard lock(mutex_);
    if (kept_.size() >= k_most_kept)
        kept_.clear();
    kept_[key] = kept;
    return kept;
}

Result<std::string> SheetViews::sheet(database::Session& session, SheetId id, Day today)
{
    const auto sheet = find_sheet(session, id);
    if (!sheet)
        return unknown_sheet(id);
    const Kept kept = content(session, *sheet);
    JsonWriter json;
    json.begin_object();
    write_head(json, *sheet);
    write_entry_days(session, json, *sheet, today);
    json.key("columns").raw(*kept.columns);
    json.key("students").begin_array();
    for (const StudentInSheet& student : roster(session, *sheet, today))
        write_student(json, student);
    json.end_array();
    json.key("cells").raw(*kept.cells);
    json.key("signatures").begin_array();
    for (const Signature& signature : signatures_of_sheet(session, id))
        write_signature(session, id.school, json, signature, false);
    json.end_array();
    json.end_object();
    return std::string(json.str());
}

std::string sheets_of_class(database::Session& session, SchoolId school, std::int64_t class_id,
                            const std::string& subject, Day today)
{
    JsonWriter json;
    json.begin_object();
    json.key("sheets").begin_array();
    for (const database::Row& row : session.find_all(
             "SELECT s.mark_sheet_id, (SELECT COUNT(*) FROM mark_cell c WHERE c.school_id = "
             "s.school_id AND c.mark_sheet_id = s.mark_sheet_id AND (c.status IS NULL OR c.status "
             "NOT IN ('not_yet', 'cleared'))) AS filled FROM mark_sheet s "
             "WHERE s.school_id = $1 AND s.class_id = $2 AND ($3 = '' OR s.subject = $3) "
             "ORDER BY s.subject, s.term, s.part, s.mark_sheet_id",
             school, class_id, subject)) {
        const auto sheet = find_sheet(session, {school, row.integer("mark_sheet_id")});
        json.begin_object();
        write_head(json, *sheet);
        json.key("filled").number(row.integer("filled"));
        json.key("missing").number(
            static_cast<std::int64_t>(missing_cells(session, *sheet, today).size()));
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return std::string(json.str());
}

std::string cell_history(database::Session& session, SheetId sheet, const CellKey& key)
{
    JsonWriter json;
    json.begin_object();
    json.key("entries").begin_array();
    const auto entries = history_of_cell(session, sheet, key);
    for (const LedgerEntry& entry : entries) {
        json.begin_object();
        write_id(json, "entry_id", entry.entry_id);
        json.key("version").text(std::to_string(entry.version));
        write_facts(json, entry.facts);
        json.key("layer").text(entry.layer);
        json.key("origin").text(entry.origin);
        json.key("source").text(entry.source);
        json.key("reason").text(entry.reason);
        if (entry.replaces)
            write_id(json, "replaces", *entry.replaces);
        if (entry.correction_id)
            write_id(json, "correction_id", *entry.correction_id);
        write_id(json, "entered_person", entry.entered_person);
        json.key("entered_by_name").text(entry.entered_by_name);
        json.key("entered_as").text(entry.entered_as);
        json.key("entered_at").text(entry.entered_at);
        json.key("is_current").boolean(&entry == &entries.back());
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return std::string(json.str());
}

std::string marks_of_student(database::Session& session, SchoolId school, std::int64_t student,
                             std::int64_t school_year_id, const std::string& subject)
{
    JsonWriter json;
    json.begin_object();
    json.key("sheets").begin_array();
    std::int64_t open_sheet = 0;
    const auto close = [&] {
        if (open_sheet != 0)
            json.end_array().end_object();
    };
    for (const database::Row& row : session.find_all(
             "SELECT c.mark_sheet_id, c.column_key, c.occurrence, c.version, c.mark_centi, "
             "c.level, c.judgement, c.status, c.assessed_on, c.layer, c.origin, s.subject, s.term, "
             "s.part, s.title_ar, s.title_en, k.label_ar, k.label_en, k.maximum_centi, k.kind "
             "FROM mark_cell c "
             "JOIN mark_sheet s ON s.school_id = c.school_id AND s.mark_sheet_id = c.mark_sheet_id "
             "JOIN sheet_column k ON k.school_id = c.school_id AND k.mark_sheet_id = "
             "c.mark_sheet_id AND k.column_key = c.column_key "
             "JOIN class l ON l.school_id = s.school_id AND l.class_id = s.class_id "
             "WHERE c.school_id = $1 AND c.student_id = $2 AND l.school_year_id = $3 "
             "AND ($4 = '' OR s.subject = $4) "
             "ORDER BY s.subject, s.term, s.part, s.mark_sheet_id, k.position, c.occurrence",
             school, student, school_year_id, subject)) {
        const MarkValue value = value_in(row);
        if (value == MarkValue(Status::cleared))
            continue;
        if (row.integer("mark_sheet_id") != open_sheet) {
            close();
            open_sheet = row.integer("mark_sheet_id");
            json.begin_object();
            write_id(json, "sheet_id", open_sheet);
            json.key("subject").text(row.text("subject"));
            json.key("term").number(row.integer("term"));
            json.key("part").text(row.text("part"));
            json.key("title_ar").text(row.text("title_ar"));
            json.key("title_en").text(row.text("title_en"));
            json.key("cells").begin_array();
        }
        json.begin_object();
        json.key("column").text(row.text("column_key"));
        json.key("label_ar").text(row.text("label_ar"));
        json.key("label_en").text(row.text("label_en"));
        json.key("occurrence").number(row.integer("occurrence"));
        json.key("version").text(std::to_string(row.integer("version")));
        write_value(json, value);
        if (row.text("kind") != "judgement")
            json.key("maximum").text(to_text(CentiMark{row.integer("maximum_centi")}));
        write_optional(json, "assessed_on", row.text_or_null("assessed_on"));
        json.end_object();
    }
    close();
    json.end_array();
    json.end_object();
    return std::string(json.str());
}

Result<std::string> missing_of_sheet(database::Session& session, SheetId id, Day today)
{
    const auto sheet = find_sheet(session, id);
    if (!sheet)
        return unknown_sheet(id);
    const auto students = roster(session, *sheet, today);
    JsonWriter json;
    json.begin_object();
    json.key("missing").begin_array();
    for (const MissingCell& cell : missing_cells(session, *sheet, today)) {
        const auto student = std::ranges::find(
            students, cell.student_id, [](const StudentInSheet& one) { return one.student_id; });
        json.begin_object();
        write_id(json, "student_id", cell.student_id);
        json.key("name_ar").text(student == students.end() ? "" : student->name_ar);
        json.key("column").text(cell.column);
        json.key("is_awaited").boolean(cell.is_awaited);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return std::string(json.str());
}

Result<std::string> signatures_view(database::Session& session, SheetId id)
{
    const auto sheet = find_sheet(session, id);
    if (!sheet)
        return unknown_sheet(id);
    JsonWriter json;
    json.begin_object();
    json.key("signatures").begin_array();
    for (const Signature& signature : verified_signatures(session, *sheet))
        write_signature(session, id.school, json, signature, true);
    json.end_array();
    const auto kept = cells_of_sheet(session, id);
    const auto told = cells_by_ledger(session, id);
    json.key("cells_match_ledger").boolean(kept == told);
    json.end_object();
    return std::string(json.str());
}

std::string corrections_view(database::Session& session, SheetId sheet, std::int64_t after,
                             std::int64_t limit)
{
    const auto corrections = corrections_of_sheet(session, sheet, after, limit + 1);
    const std::size_t shown_count = std::min(corrections.size(), static_cast<std::size_t>(limit));
    JsonWriter json;
    json.begin_object();
    json.key("corrections").begin_array();
    for (std::size_t i = 0; i < shown_count; ++i) {
        const Correction& correction = corrections[i];
        json.begin_object();
        write_id(json, "correction_id", correction.id);
        write_id(json, "student_id", correction.key.student_id);
        json.key("column").text(correction.key.column);
        json.key("occurrence").number(correction.key.occurrence);
        json.key("based_on").text(std::to_string(correction.based_on));
        write_facts(json, correction.facts);
        json.key("layer").text(correction.layer);
        json.key("reason").text(correction.reason);
        json.key("evidence").text(correction.evidence);
        json.key("decision_number").text(correction.report_number);
        write_id(json, "requested_person", correction.requested_person);
        write_name(json, "requested_by_name",
                   staff_name(session, sheet.school, correction.requested_person));
        json.key("requested_as").text(correction.requested_as);
        json.key("requested_at").text(correction.requested_at);
        if (correction.decision) {
            json.key("decision").text(*correction.decision);
            json.key("decision_note").text(correction.decision_note);
            write_optional(json, "decided_at", correction.decided_at);
            write_id(json, "decided_person", correction.decided_person.value_or(0));
            write_name(json, "decided_by_name",
                       staff_name(session, sheet.school, correction.decided_person.value_or(0)));
        }
        if (correction.entry_id)
            write_id(json, "entry_id", *correction.entry_id);
        json.end_object();
    }
    json.end_array();
    if (shown_count < corrections.size())
        write_id(json, "next", corrections[shown_count - 1].id);
    json.end_object();
    return std::string(json.str());
}

std::string recorded_view(const Recorded& recorded, const RefusalWriter& write_refusal)
{
    JsonWriter json;
    json.begin_object();
    json.key("sheet_version").text(std::to_string(recorded.sheet_version));
    json.key("accepted").number(static_cast<std::int64_t>(recorded.accepted));
    json.key("entries").begin_array();
    for (const RecordedRow& row : recorded.rows) {
        json.begin_object();
        json.key("accepted").boolean(!row.refusal);
        if (row.refusal) {
            json.key("refused");
            write_refusal(*row.refusal, json);
            if (row.current) {
                json.key("current");
                write_cell(json, *row.current);
            }
        } else {
            write_id(json, "entry_id", row.entry_id);
            json.key("version").text(std::to_string(row.version));
        }
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return std::string(json.str());
}

}  // namespace taqwim::marks
