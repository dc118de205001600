#include "marks/marks_merge.h"

#include <array>
#include <optional>
#include <vector>

#include "core/refusal_codes.h"
#include "marks/ledger_store.h"
#include "marks/sheet_store.h"
#include "regulations/frame/json_writer.h"
#include "school/keeping.h"

namespace taqwim::marks {

namespace {

std::vector<std::int64_t> sheets_with(database::Session& session, SchoolId school,
                                      std::int64_t student)
{
    std::vector<std::int64_t> sheets;
    for (const database::Row& row :
         session.find_all("SELECT DISTINCT mark_sheet_id FROM mark_cell WHERE school_id = $1 AND "
                          "student_id = $2 ORDER BY mark_sheet_id",
                          school, student))
        sheets.push_back(row.integer("mark_sheet_id"));
    return sheets;
}

// What was written about a student beside his marks: the rows go with him. Statements stand whole: they are never put
// together.
struct RowStatements {
    const char* table;
    const char* find;
    const char* give;
};
constexpr std::array k_rows = {
    RowStatements{"mastery_remark",
                  "SELECT mastery_remark_id AS row_id FROM mastery_remark WHERE school_id = $1 AND "
                  "student_id = $2 ORDER BY mastery_remark_id",
                  "UPDATE mastery_remark SET student_id = $1 WHERE school_id = $2 AND "
                  "mastery_remark_id = $3 AND student_id = $4"},
    RowStatements{"card_opinion",
                  "SELECT card_opinion_id AS row_id FROM card_opinion WHERE school_id = $1 AND "
                  "student_id = $2 ORDER BY card_opinion_id",
                  "UPDATE card_opinion SET student_id = $1 WHERE school_id = $2 AND "
                  "card_opinion_id = $3 AND student_id = $4"},
    RowStatements{"card_description",
                  "SELECT card_description_id AS row_id FROM card_description WHERE school_id = $1 "
                  "AND student_id = $2 ORDER BY card_description_id",
                  "UPDATE card_description SET student_id = $1 WHERE school_id = $2 AND "
                  "card_description_id = $3 AND student_id = $4"},
    RowStatements{"report_note_signature",
                  "SELECT report_note_signature_id AS row_id FROM report_note_signature WHERE "
                  "school_id = $1 AND student_id = $2 ORDER BY report_note_signature_id",
                  "UPDATE report_note_signature SET student_id = $1 WHERE school_id = $2 AND "
                  "report_note_signature_id = $3 AND student_id = $4"},
    RowStatements{"final_contact",
                  "SELECT final_contact_id AS row_id FROM final_contact WHERE school_id = $1 AND "
                  "student_id = $2 ORDER BY final_contact_id",
                  "UPDATE final_contact SET student_id = $1 WHERE school_id = $2 AND "
                  "final_contact_id = $3 AND student_id = $4"},
    RowStatements{"support_referral",
                  "SELECT support_referral_id AS row_id FROM support_referral WHERE school_id = $1 "
                  "AND student_id = $2 ORDER BY support_referral_id",
                  "UPDATE support_referral SET student_id = $1 WHERE school_id = $2 AND "
                  "support_referral_id = $3 AND student_id = $4"},
    RowStatements{"mark_provision",
                  "SELECT mark_provision_id AS row_id FROM mark_provision WHERE school_id = $1 AND "
                  "student_id = $2 ORDER BY mark_provision_id",
                  "UPDATE mark_provision SET student_id = $1 WHERE school_id = $2 AND "
                  "mark_provision_id = $3 AND student_id = $4"},
};

std::optional<Refusal> refuses_change(const MarkSheet& sheet)
{
    if (sheet.is_sealed)
        return Refusal{RefusalCode::year_sealed, {{"school_year", sheet.school_year}}, "", ""};
    if (sheet.signed_at)
        return Refusal{
            RefusalCode::sheet_signed, {{"day", day_of(*sheet.signed_at)}}, "", "PG-16.B.9"};
    return std::nullopt;
}

// One student's cells of one sheet, entered again for another.
class MovedSheet {
public:
    MovedSheet(school::Changes& changes, const MarkSheet& sheet, JsonWriter& json)
        : changes_(changes), sheet_(sheet), json_(json), fields_("taqwim.mark_entries.1")
    {}

    std::optional<Refusal> move(std::int64_t from, std::int64_t to)
    {
        for (const Cell& cell : cells_of_sheet(changes_.session(), sheet_.id)) {
            if (cell.key.student_id != from || cell.value == MarkValue(Status::cleared))
                continue;
            const CellKey key{to, cell.key.column, cell.key.occurrence};
            const auto kept = find_cell(changes_.session(), sheet_.id, key);
            if (kept && kept->value == cell.value)
                continue;
            if (kept && kept->value != MarkValue(Status::cleared))
                return refuses_older(changes_.session(), sheet_.id, kept, 0, "");
            enter(key, *facts_of_entry(changes_.session(), sheet_.id.school, cell.entry_id),
                  "mark_entry " + std::to_string(cell.entry_id), kept);
        }
        finish();
        return std::nullopt;
    }

    void enter(const CellKey& key, const CellFacts& facts, const std::string& source,
               const std::optional<Cell>& before)
    {
        const std::int64_t entry =
            append_entry(changes_, sheet_,
                         {.key = key, .facts = facts, .origin = Origin::merged, .source = source},
                         before, fields_);
        ++entries_;
        json_.begin_object();
        json_.key("sheet_id").text(sheet_.id.to_text());
        json_.key("column").text(key.column);
        json_.key("occurrence").number(key.occurrence);
        json_.key("entry_id").text(std::to_string(entry));
        json_.end_object();
    }

    void finish()
    {
        if (entries_ == 0)
            return;
        raise_version(changes_.session(), sheet_);
        fields_.list(entries_);
        changes_.note("mark.merge", "mark_sheet " + sheet_.id.to_text(), fields_.finish());
    }

private:
    school::Changes& changes_;
    const MarkSheet& sheet_;
    JsonWriter& json_;
    crypto::FieldDigester fields_;
    std::size_t entries_ = 0;
};

}  // namespace

Result<std::string> MarksMerge::move(school::Changes& changes, SchoolId school, std::int64_t from,
                                     std::int64_t to)
{
    JsonWriter json;
    json.begin_object();
    json.key("cells").begin_array();
    for (const std::int64_t id : sheets_with(changes.session(), school, from)) {
        const auto sheet = find_sheet(changes.session(), {school, id});
        if (const auto refusal = refuses_change(*sheet))
            return *refusal;
        if (const auto refusal = MovedSheet(changes, *sheet, json).move(from, to))
            return *refusal;
    }
    json.end_array();
    for (const RowStatements& rows : k_rows) {
        json.key(rows.table).begin_array();
        for (const database::Row& row : changes.session().find_all(rows.find, school, from)) {
            const std::int64_t id = row.integer("row_id");
            school::must_be_one(changes.session().execute(rows.give, to, school, id, from));
            json.text(std::to_string(id));
        }
        json.end_array();
    }
    json.end_object();
    return std::string(json.str());
}

std::optional<Refusal> MarksMerge::move_back(school::Changes& changes, SchoolId school,
                                             std::int64_t from, std::int64_t to, JsonValue moved)
{
    for (const RowStatements& rows : k_rows)
        if (const auto ids = moved.find(rows.table))
            for (const JsonValue id : *ids)
                school::must_be_one(changes.session().execute(rows.give, from, school,
                                                              parse_id(id.text()).value(), to));
    const auto cells = moved.find("cells");
    if (!cells)
        return std::nullopt;
    JsonWriter unused;
    unused.begin_array();
    for (const JsonValue cell : *cells) {
        const auto text = [&](std::string_view name) {
            const auto member = cell.find(name);
            return member ? std::string(member->text()) : "";
        };
        const auto sheet =
            find_sheet(changes.session(), {school, parse_id(text("sheet_id")).value_or(0)});
        if (!sheet)
            continue;
        if (const auto refusal = refuses_change(*sheet))
            return refusal;
        const auto occurrence = cell.find("occurrence");
        const CellKey key{
            to, text("column"),
            static_cast<int>(occurrence ? parse_id(occurrence->number()).value_or(1) : 1)};
        const auto current = find_cell(changes.session(), sheet->id, key);
        // Somebody typed a newer mark since: it is not this merge's to take away.
        if (!current || std::to_string(current->entry_id) != text("entry_id"))
            return refuses_older(changes.session(), sheet->id, current, -1, "");
        MovedSheet back(changes, *sheet, unused);
        back.enter(key, {.value = Status::cleared}, "merge undone", current);
        back.finish();
    }
    return std::nullopt;
}

Result<Recorded> carry_marks(school::Changes& changes, SheetId sheet,
                             std::span<const EntryRequest> entries, const std::string& source)
{
    return record_marks(changes, sheet, entries, {.origin = Origin::carried, .source = source});
}

}  // namespace taqwim::marks
