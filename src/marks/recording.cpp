#include "marks/recording.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/refusal_codes.h"
#include "marks/entry_window.h"
#include "marks/sheet_store.h"

namespace taqwim::marks {

namespace {

class Recording {
public:
    Recording(school::Changes& changes, const MarkSheet& sheet, const RecordOptions& options)
        : changes_(changes), sheet_(sheet), options_(options), fields_("taqwim.mark_entries.1")
    {}

    Recorded record(std::span<const EntryRequest> entries)
    {
        Recorded recorded;
        recorded.rows.reserve(entries.size());
        for (std::size_t i = 0; i < entries.size(); ++i) {
            recorded.rows.push_back(record_one(entries[i], "/entries/" + std::to_string(i)));
            if (!recorded.rows.back().refusal)
                ++recorded.accepted;
        }
        recorded.sheet_version = sheet_.version;
        if (recorded.accepted == 0)
            return recorded;
        raise_version(changes_.session(), sheet_);
        ++recorded.sheet_version;
        fields_.list(recorded.accepted);
        changes_.note(options_.origin == Origin::entry ? "mark.record" : "mark.carry",
                      "mark_sheet " + sheet_.id.to_text(), fields_.finish());
        return recorded;
    }

private:
    RecordedRow record_one(const EntryRequest& request, const std::string& place)
    {
        if (request.unreadable)
            return {.refusal = request.unreadable};
        const std::optional<SheetColumn>& column = column_named(request.key.column);
        const std::optional<StudentInSheet> student =
            student_on(changes_.session(), sheet_, request.key.student_id,
                       day_of_entry(request, changes_.act().today));
        const std::vector<Cell> measures = measures_of(request.key);
        const auto facts = accepted_facts(request, {.sheet = sheet_,
                                                    .column = column,
                                                    .student = student,
                                                    .measures = measures,
                                                    .today = changes_.act().today,
                                                    .origin = options_.origin,
                                                    .place = place});
        RecordedRow row;
        if (!facts) {
            row.refusal = facts.refusal();
            return row;
        }
        std::optional<Cell> before;
        for (const Cell& measure : measures)
            if (measure.key.occurrence == request.key.occurrence)
                before = measure;
        row.refusal = refuses_older(changes_.session(), sheet_.id, before, request.based_on, place);
        if (row.refusal) {
            row.version = before ? before->version : 0;
            row.current = before;
            return row;
        }
        NewEntry entry{.key = request.key,
                       .facts = *facts,
                       .origin = options_.origin,
                       .source = options_.source.empty() ? request.decision : options_.source};
        row.entry_id = append_entry(changes_, sheet_, entry, before, fields_);
        row.version = before ? before->version + 1 : 1;
        return row;
    }

    // In a sheet whose columns are measured once, the cell alone; else all measures of the column.
    std::vector<Cell> measures_of(const CellKey& key)
    {
        return cells_of_column(changes_.session(), sheet_.id, key.student_id, key.column);
    }

    const std::optional<SheetColumn>& column_named(const std::string& key)
    {
        const auto known = columns_.find(key);
        if (known != columns_.end())
            return known->second;
        return columns_.emplace(key, find_column(changes_.session(), sheet_.id, key)).first->second;
    }

    school::Changes& changes_;
    const MarkSheet& sheet_;
    const RecordOptions& options_;
    crypto::FieldDigester fields_;
    std::map<std::string, std::optional<SheetColumn>, std::less<>> columns_;
};

}  // namespace

std::optional<Refusal> refuses_state(const MarkSheet& sheet)
{
    if (sheet.is_sealed)
        return Refusal{RefusalCode::year_sealed, {{"school_year", sheet.school_year}}, "", ""};
    // PG-16.B.9, SR-6.1a: from the signature on only a correction changes it.
    if (sheet.signed_at)
        return Refusal{
            RefusalCode::sheet_signed, {{"day", day_of(*sheet.signed_at)}}, "", "PG-16.B.9"};
    return std::nullopt;
}

std::optional<Refusal> refuses_recording(database::Session& session, const MarkSheet& sheet,
                                         const school::Act& act, Origin origin)
{
    if (const auto refusal = refuses_state(sheet))
        return refusal;
    // What another school marked comes when the student comes.
    if (origin != Origin::entry)
        return std::nullopt;
    return refuses_today(session, sheet, act);
}

std::optional<Refusal> refuses_older(database::Session& session, SheetId sheet,
                                     const std::optional<Cell>& cell, std::int64_t based_on,
                                     const std::string& place)
{
    const std::int64_t version = cell ? cell->version : 0;
    if (version == based_on)
        return std::nullopt;
    std::string day;
    if (cell) {
        const auto row = session.find_one(
            "SELECT entered_at FROM mark_entry WHERE school_id = $1 AND mark_entry_id = $2",
            sheet.school, cell->entry_id);
        day = day_of(row->text("entered_at"));
    }
    return Refusal{RefusalCode::cell_changed,
                   {{"value", cell ? shown(cell->value) : ""}, {"day", day}},
                   place + "/based_on",
                   ""};
}

Result<Recorded> record_marks(school::Changes& changes, SheetId id,
                              std::span<const EntryRequest> entries, const RecordOptions& options)
{
    const auto sheet = find_sheet(changes.session(), id);
    if (!sheet)
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "sheet"}, {"id", id.to_text()}},
                       "sheet_id",
                       ""};
    if (const auto refusal =
            refuses_recording(changes.session(), *sheet, changes.act(), options.origin))
        return *refusal;
    return Recording(changes, *sheet, options).record(entries);
}

}  // namespace taqwim::marks
