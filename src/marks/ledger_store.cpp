#include "marks/ledger_store.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "platform/database/rows.h"

namespace taqwim::marks {

namespace {

constexpr std::array<std::string_view, 3> k_layers = {"teacher", "reviewer", "final_reviewer"};
constexpr std::array<std::string_view, 4> k_origins = {"entry", "correction", "carried", "merged"};

CellKey key_in(const database::Row& row)
{
    return {.student_id = row.integer("student_id"),
            .column = row.text("column_key"),
            .occurrence = static_cast<int>(row.integer("occurrence"))};
}

Cell cell_in(const database::Row& row)
{
    return {.key = key_in(row),
            .version = row.integer("version"),
            .entry_id = row.integer("mark_entry_id"),
            .value = value_in(row),
            .assessed_on = row.text_or_null("assessed_on"),
            .layer = row.text("layer"),
            .origin = row.text("origin")};
}

constexpr std::array<std::string_view, 27> k_entry_columns = {"school_id",
                                                              "mark_entry_id",
                                                              "mark_sheet_id",
                                                              "student_id",
                                                              "column_key",
                                                              "occurrence",
                                                              "version",
                                                              "sheet_version",
                                                              "mark_centi",
                                                              "level",
                                                              "judgement",
                                                              "status",
                                                              "assessed_on",
                                                              "missed_on",
                                                              "practised_on",
                                                              "tool",
                                                              "note",
                                                              "layer",
                                                              "origin",
                                                              "source",
                                                              "replaces",
                                                              "reason",
                                                              "mark_correction_id",
                                                              "entered_by",
                                                              "entered_person",
                                                              "entered_as",
                                                              "entered_at"};
constexpr std::array<std::string_view, 14> k_cell_columns = {
    "school_id", "mark_sheet_id", "student_id", "column_key", "occurrence",
    "version",   "mark_entry_id", "mark_centi", "level",      "judgement",
    "status",    "assessed_on",   "layer",      "origin"};

// Another number of rows: the cell was changed beside the school's own order of writes.
constexpr std::string_view k_newer_cell =
    "ON CONFLICT (school_id, mark_sheet_id, student_id, column_key, occurrence) "
    "DO UPDATE SET version = excluded.version, mark_entry_id = excluded.mark_entry_id, "
    "mark_centi = excluded.mark_centi, level = excluded.level, judgement = excluded.judgement, "
    "status = excluded.status, assessed_on = excluded.assessed_on, layer = excluded.layer, "
    "origin = excluded.origin WHERE mark_cell.version = excluded.version - 1";

// From so many on the database's own way for many rows is the faster one.
constexpr std::size_t k_many_rows = 500;

void store_new(database::Session& session, const database::RowsTarget& target,
               const std::vector<database::Value>& values)
{
    if (values.size() >= k_many_rows * target.columns.size())
        session.insert_values(target.table, target.columns, values);
    else
        database::store_rows(session, target, values);
}

}  // namespace

std::string_view to_text(Layer layer)
{
    return k_layers[static_cast<std::size_t>(layer)];
}

std::optional<Layer> parse_layer(std::string_view text)
{
    const auto found = std::ranges::find(k_layers, text);
    if (found == k_layers.end())
        return std::nullopt;
    return static_cast<Layer>(found - k_layers.begin());
}

std::string_view to_text(Origin origin)
{
    return k_origins[static_cast<std::size_t>(origin)];
}

std::optional<Cell> find_cell(database::Session& session, SheetId sheet, const CellKey& key)
{
    const auto row = session.find_one(
        "SELECT student_id, column_key, occurrence, version, mark_entry_id, mark_centi, level, "
        "judgement, status, assessed_on, layer, origin FROM mark_cell WHERE school_id = $1 AND "
        "mark_sheet_id = $2 AND student_id = $3 AND column_key = $4 AND occurrence = $5",
        sheet.school, sheet.value, key.student_id, key.column, key.occurrence);
    if (!row)
        return std::nullopt;
    return cell_in(*row);
}

std::vector<Cell> cells_of_column(database::Session& session, SheetId sheet, std::int64_t student,
                                  std::string_view column)
{
    std::vector<Cell> cells;
    for (const database::Row& row : session.find_all(
             "SELECT student_id, column_key, occurrence, version, mark_entry_id, mark_centi, "
             "level, judgement, status, assessed_on, layer, origin FROM mark_cell "
             "WHERE school_id = $1 AND mark_sheet_id = $2 AND student_id = $3 AND column_key = $4 "
             "ORDER BY occurrence",
             sheet.school, sheet.value, student, column))
        cells.push_back(cell_in(row));
    return cells;
}

std::vector<Cell> cells_of_columns(
    database::Session& session, SheetId sheet,
    const std::set<std::pair<std::int64_t, std::string>>& students_and_columns)
{
    std::vector<Cell> cells;
    database::AskedRows asked({"BIGINT", "TEXT"}, 2);
    for (const auto& [student, column] : students_and_columns)
        asked.add(student, column);
    if (asked.empty())
        return cells;
    // CROSS JOIN: SQLite then goes from the few asked to their cells.
    for (const database::Row& row : session.find_all_with(
             asked.in("WITH asked (student_id, column_key) AS (VALUES %) "
                      "SELECT c.student_id, c.column_key, c.occurrence, c.version, "
                      "c.mark_entry_id, c.mark_centi, c.level, c.judgement, c.status, "
                      "c.assessed_on, c.layer, c.origin "
                      "FROM (SELECT DISTINCT student_id, column_key FROM asked) a "
                      "CROSS JOIN mark_cell c WHERE c.school_id = $1 AND c.mark_sheet_id = $2 "
                      "AND c.student_id = a.student_id AND c.column_key = a.column_key "
                      "ORDER BY c.student_id, c.column_key, c.occurrence"),
             asked.with({sheet.school, sheet.value})))
        cells.push_back(cell_in(row));
    return cells;
}

std::vector<Cell> cells_of_sheet(database::Session& session, SheetId sheet)
{
    std::vector<Cell> cells;
    for (const database::Row& row : session.find_all(
             "SELECT student_id, column_key, occurrence, version, mark_entry_id, mark_centi, "
             "level, judgement, status, assessed_on, layer, origin FROM mark_cell "
             "WHERE school_id = $1 AND mark_sheet_id = $2 "
             "ORDER BY student_id, column_key, occurrence",
             sheet.school, sheet.value))
        cells.push_back(cell_in(row));
    return cells;
}

void add_entry(crypto::FieldDigester& fields, std::int64_t id, const MarkSheet& sheet,
               const NewEntry& entry, const std::optional<Cell>& before, const school::Act& act)
{
    const std::int64_t version = before ? before->version + 1 : 1;
    const std::int64_t replaces = before ? before->entry_id : 0;
    fields.number(id)
        .number(sheet.id.value)
        .number(entry.key.student_id)
        .text(entry.key.column)
        .number(entry.key.occurrence)
        .number(version)
        .number(sheet.version + 1);
    add_to(fields, entry.facts);
    fields.text(to_text(entry.layer)).text(to_text(entry.origin)).text(entry.source);
    fields.number(replaces).text(entry.reason).number(entry.correction_id.value_or(0));
    fields.number(act.account_id).number(act.person_id).text(act.role).text(act.at.to_text());
}

void LedgerRows::add(std::int64_t id, const MarkSheet& sheet, const NewEntry& entry,
                     const std::optional<Cell>& before, const school::Act& act)
{
    const std::int64_t version = before ? before->version + 1 : 1;
    const std::optional<std::int64_t> replaces =
        before ? std::optional(before->entry_id) : std::nullopt;
    const ValueColumns value = columns_of(entry.facts.value);
    const std::string_view layer = to_text(entry.layer);
    const std::string_view origin = to_text(entry.origin);
    const auto add_to_rows = [](std::vector<database::Value>& rows, const auto&... values) {
        (rows.emplace_back(values), ...);
    };
    add_to_rows(entries_, sheet.id.school, id, sheet.id.value, entry.key.student_id,
                entry.key.column, entry.key.occurrence, version, sheet.version + 1,
                value.mark_centi, value.level, value.judgement, value.status,
                entry.facts.assessed_on, entry.facts.missed_on, entry.facts.practised_on,
                entry.facts.tool, entry.facts.note, layer, origin, entry.source, replaces,
                entry.reason, entry.correction_id, act.account_id, act.person_id, act.role, act.at);
    add_to_rows(before ? changed_cells_ : new_cells_, sheet.id.school, sheet.id.value,
                entry.key.student_id, entry.key.column, entry.key.occurrence, version, id,
                value.mark_centi, value.level, value.judgement, value.status,
                entry.facts.assessed_on, layer, origin);
}

void LedgerRows::store(database::Session& session) const
{
    store_new(session, {.table = "mark_entry", .columns = k_entry_columns}, entries_);
    store_new(session, {.table = "mark_cell", .columns = k_cell_columns}, new_cells_);
    database::store_rows(
        session, {.table = "mark_cell", .columns = k_cell_columns, .on_conflict = k_newer_cell},
        changed_cells_);
}

std::int64_t append_entry(school::Changes& changes, const MarkSheet& sheet, const NewEntry& entry,
                          const std::optional<Cell>& before, crypto::FieldDigester& fields)
{
    const std::int64_t id = changes.new_id();
    LedgerRows rows;
    rows.add(id, sheet, entry, before, changes.act());
    rows.store(changes.session());
    add_entry(fields, id, sheet, entry, before, changes.act());
    return id;
}

std::vector<std::int64_t> append_entries(school::Changes& changes, const MarkSheet& sheet,
                                         std::span<const EntryAfter> entries,
                                         crypto::FieldDigester& fields)
{
    std::vector<std::int64_t> ids;
    ids.reserve(entries.size());
    LedgerRows rows;
    for (const auto& [entry, before] : entries) {
        const std::int64_t id = changes.new_id();
        ids.push_back(id);
        rows.add(id, sheet, entry, before, changes.act());
        add_entry(fields, id, sheet, entry, before, changes.act());
    }
    rows.store(changes.session());
    return ids;
}

std::vector<LedgerEntry> history_of_cell(database::Session& session, SheetId sheet,
                                         const CellKey& key)
{
    std::vector<LedgerEntry> entries;
    for (const database::Row& row : session.find_all(
             "SELECT e.mark_entry_id, e.student_id, e.column_key, e.occurrence, e.version, "
             "e.mark_centi, e.level, e.judgement, e.status, e.assessed_on, e.missed_on, "
             "e.practised_on, e.tool, e.note, e.layer, e.origin, e.source, e.replaces, e.reason, "
             "e.mark_correction_id, e.entered_by, e.entered_person, e.entered_as, e.entered_at, "
             "m.name_ar FROM mark_entry e LEFT JOIN staff_member m ON m.school_id = e.school_id "
             "AND m.staff_member_id = e.entered_person "
             "WHERE e.school_id = $1 AND e.mark_sheet_id = $2 AND e.student_id = $3 "
             "AND e.column_key = $4 AND e.occurrence = $5 ORDER BY e.version",
             sheet.school, sheet.value, key.student_id, key.column, key.occurrence))
        entries.push_back({.entry_id = row.integer("mark_entry_id"),
                           .key = key_in(row),
                           .version = row.integer("version"),
                           .facts = facts_in(row),
                           .layer = row.text("layer"),
                           .origin = row.text("origin"),
                           .source = row.text("source"),
                           .replaces = row.integer_or_null("replaces"),
                           .reason = row.text("reason"),
                           .correction_id = row.integer_or_null("mark_correction_id"),
                           .entered_by = row.integer("entered_by"),
                           .entered_person = row.integer("entered_person"),
                           .entered_by_name = row.text_or_null("name_ar").value_or(""),
                           .entered_as = row.text("entered_as"),
                           .entered_at = row.text("entered_at")});
    return entries;
}

std::optional<CellFacts> facts_of_entry(database::Session& session, SchoolId school,
                                        std::int64_t entry)
{
    const auto row = session.find_one(
        "SELECT mark_centi, level, judgement, status, assessed_on, missed_on, practised_on, tool, "
        "note FROM mark_entry WHERE school_id = $1 AND mark_entry_id = $2",
        school, entry);
    if (!row)
        return std::nullopt;
    return facts_in(*row);
}

std::vector<SourcedEntry> entries_from(database::Session& session, SheetId sheet,
                                       std::string_view source)
{
    std::vector<SourcedEntry> entries;
    for (const database::Row& row : session.find_all(
             "SELECT e.student_id, e.column_key, e.occurrence, e.version, e.replaces, "
             "(CASE WHEN c.mark_entry_id = e.mark_entry_id THEN 1 ELSE 0 END) AS is_last "
             "FROM mark_entry e JOIN mark_cell c ON c.school_id = e.school_id "
             "AND c.mark_sheet_id = e.mark_sheet_id AND c.student_id = e.student_id "
             "AND c.column_key = e.column_key AND c.occurrence = e.occurrence "
             "WHERE e.school_id = $1 AND e.mark_sheet_id = $2 AND e.source = $3 "
             "ORDER BY e.student_id, e.column_key, e.occurrence, e.version",
             sheet.school, sheet.value, source))
        entries.push_back({.key = key_in(row),
                           .version = row.integer("version"),
                           .replaces = row.integer_or_null("replaces"),
                           .is_last = row.boolean("is_last")});
    return entries;
}

std::vector<SignedCell> content_at(database::Session& session, SheetId sheet,
                                   std::int64_t sheet_version)
{
    std::vector<SignedCell> content;
    for (const database::Row& row : session.find_all(
             "SELECT student_id, column_key, occurrence, mark_entry_id, mark_centi, level, "
             "judgement, status, assessed_on, missed_on, practised_on, tool, note FROM mark_entry "
             "WHERE school_id = $1 AND mark_sheet_id = $2 AND sheet_version <= $3 "
             "ORDER BY student_id, column_key, occurrence, version",
             sheet.school, sheet.value, sheet_version)) {
        SignedCell cell{
            .key = key_in(row), .entry_id = row.integer("mark_entry_id"), .facts = facts_in(row)};
        if (!content.empty() && content.back().key == cell.key)
            content.back() = std::move(cell);
        else
            content.push_back(std::move(cell));
    }
    return content;
}

std::vector<Cell> cells_by_ledger(database::Session& session, SheetId sheet)
{
    std::vector<Cell> cells;
    for (const database::Row& row : session.find_all(
             "SELECT student_id, column_key, occurrence, version, mark_entry_id, mark_centi, "
             "level, judgement, status, assessed_on, layer, origin FROM mark_entry "
             "WHERE school_id = $1 AND mark_sheet_id = $2 "
             "ORDER BY student_id, column_key, occurrence, version",
             sheet.school, sheet.value)) {
        Cell cell = cell_in(row);
        if (!cells.empty() && cells.back().key == cell.key)
            cells.back() = std::move(cell);
        else
            cells.push_back(std::move(cell));
    }
    return cells;
}

std::int64_t rebuild_cells(database::Session& session, SheetId sheet)
{
    const std::vector<Cell> cells = cells_by_ledger(session, sheet);
    for (const Cell& cell : cells) {
        const ValueColumns value = columns_of(cell.value);
        if (session.execute(
                "INSERT INTO mark_cell (school_id, mark_sheet_id, student_id, column_key, "
                "occurrence, version, mark_entry_id, mark_centi, level, judgement, status, "
                "assessed_on, layer, origin) "
                "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) "
                "ON CONFLICT (school_id, mark_sheet_id, student_id, column_key, occurrence) "
                "DO UPDATE SET version = excluded.version, mark_entry_id = excluded.mark_entry_id, "
                "mark_centi = excluded.mark_centi, level = excluded.level, judgement = "
                "excluded.judgement, status = excluded.status, assessed_on = excluded.assessed_on, "
                "layer = excluded.layer, origin = excluded.origin",
                sheet.school, sheet.value, cell.key.student_id, cell.key.column,
                cell.key.occurrence, cell.version, cell.entry_id, value.mark_centi, value.level,
                value.judgement, value.status, cell.assessed_on, cell.layer, cell.origin) != 1)
            throw std::logic_error("a cell could not be made anew");
    }
    return static_cast<std::int64_t>(cells.size());
}

}  // namespace taqwim::marks
