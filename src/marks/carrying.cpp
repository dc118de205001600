#include "marks/carrying.h"

#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "core/refusal_codes.h"
#include "marks/marks_merge.h"
#include "marks/sheet_store.h"
#include "school/keeping.h"
#include "school/on_day.h"
#include "school/transfers_store.h"

namespace taqwim::marks {

namespace {

using SheetKey = std::tuple<std::string, int, std::string>;  // subject, term, part

struct CarriedSheet {
    std::string subject;
    int term = 0;
    std::string part;
    std::string scheme;
    std::vector<CarriedCell> cells;
};

// Everything settled or looked at that stands in the ledger of one student, in a year or in one class of it.
std::vector<CarriedSheet> sheets_of_student(database::Session& session, SchoolId school,
                                            std::int64_t student, std::int64_t year_id,
                                            std::int64_t class_id)
{
    std::vector<CarriedSheet> sheets;
    std::int64_t current = 0;
    for (const database::Row& row : session.find_all(
             "SELECT s.mark_sheet_id, s.subject, s.term, s.part, s.scheme, c.column_key, "
             "c.occurrence, k.kind, k.maximum_centi, e.mark_centi, e.level, e.judgement, e.status, "
             "e.assessed_on, e.missed_on, e.practised_on, e.tool, e.note, e.source "
             "FROM mark_cell c "
             "JOIN mark_sheet s ON s.school_id = c.school_id AND s.mark_sheet_id = c.mark_sheet_id "
             "JOIN sheet_column k ON k.school_id = c.school_id AND k.mark_sheet_id = "
             "c.mark_sheet_id AND k.column_key = c.column_key "
             "JOIN mark_entry e ON e.school_id = c.school_id AND e.mark_entry_id = c.mark_entry_id "
             "JOIN class l ON l.school_id = s.school_id AND l.class_id = s.class_id "
             "WHERE c.school_id = $1 AND c.student_id = $2 AND l.school_year_id = $3 "
             "AND (s.class_id = $4 OR $4 = 0) "
             "ORDER BY s.subject, s.term, s.part, s.mark_sheet_id, k.position, c.occurrence",
             school, student, year_id, class_id)) {
        const CellFacts facts = facts_in(row);
        if (facts.value == MarkValue(Status::cleared) || facts.value == MarkValue(Status::not_yet))
            continue;
        if (sheets.empty() || row.integer("mark_sheet_id") != current) {
            current = row.integer("mark_sheet_id");
            sheets.push_back({.subject = row.text("subject"),
                              .term = static_cast<int>(row.integer("term")),
                              .part = row.text("part"),
                              .scheme = row.text("scheme"),
                              .cells = {}});
        }
        CarriedSheet& sheet = sheets.back();
        CarriedCell& cell = sheet.cells.emplace_back();
        cell.subject = sheet.subject;
        cell.term = sheet.term;
        cell.part = sheet.part;
        if (row.text("kind") != "judgement")
            cell.maximum = to_text(CentiMark{row.integer("maximum_centi")});
        const bool is_status = std::holds_alternative<Status>(facts.value);
        cell.entry = {.key = {.column = row.text("column_key"),
                              .occurrence = static_cast<int>(row.integer("occurrence"))},
                      .value = is_status ? "" : shown(facts.value),
                      .status = is_status ? shown(facts.value) : "",
                      .assessed_on = facts.assessed_on,
                      .missed_on = facts.missed_on,
                      .practised_on = facts.practised_on,
                      .tool = facts.tool,
                      .note = facts.note,
                      .decision = is_status ? row.text("source") : ""};
    }
    return sheets;
}

void write_day(JsonWriter& json, std::string_view name, const std::optional<Day>& day)
{
    if (day)
        json.key(name).text(day->to_text());
}

void write_text(JsonWriter& json, std::string_view name, const std::string& text)
{
    if (!text.empty())
        json.key(name).text(text);
}

void write_place(JsonWriter& json, const EntryRequest& entry)
{
    json.key("column").text(entry.key.column);
    json.key("occurrence").number(entry.key.occurrence);
    json.key(entry.status.empty() ? "value" : "status")
        .text(entry.status.empty() ? entry.value : entry.status);
}

std::string text_in(const JsonValue& object, std::string_view name)
{
    const auto member = object.find(name);
    return member && member->is(JsonKind::text) ? std::string(member->text()) : "";
}

std::optional<Day> day_of_member(const JsonValue& object, std::string_view name)
{
    return Day::parse(text_in(object, name));
}

int number_in(const JsonValue& object, std::string_view name, int standard)
{
    const auto member = object.find(name);
    if (!member || !member->is(JsonKind::number))
        return standard;
    const auto number = Exact::parse(member->number());
    const bool fits = number && number->is_whole() && *number >= Exact(0) && *number < Exact(100);
    return fits ? static_cast<int>(number->numerator()) : standard;
}

// What became of one cell.
struct Outcome {
    const CarriedCell* cell = nullptr;
    std::string_view word;  // accepted, standing, refused
    std::optional<Refusal> refusal = std::nullopt;
};

class Carrying {
public:
    Carrying(school::Changes& changes, StudentId student, std::int64_t class_id, std::string source)
        : changes_(changes), student_(student), class_id_(class_id), source_(std::move(source))
    {}

    std::string carry(const std::vector<CarriedCell>& cells, const RefusalWriter& write_refusal)
    {
        std::map<SheetKey, std::vector<const CarriedCell*>> by_sheet;
        for (const CarriedCell& cell : cells)
            by_sheet[{cell.subject, cell.term, cell.part}].push_back(&cell);
        JsonWriter sheets;
        sheets.begin_array();
        for (const auto& [key, of_sheet] : by_sheet)
            write_sheet(sheets, key, of_sheet, write_refusal);
        sheets.end_array();
        JsonWriter json;
        json.begin_object();
        for (const std::string_view word : {"accepted", "standing", "refused"})
            json.key(word).number(counts_[word]);
        json.key("sheets").raw(sheets.str());
        json.end_object();
        return std::string(json.str());
    }

private:
    std::optional<MarkSheet> sheet_of(const SheetKey& key)
    {
        const auto& [subject, term, part] = key;
        const auto row = changes_.session().find_one(
            "SELECT mark_sheet_id FROM mark_sheet WHERE school_id = $1 AND class_id = $2 AND "
            "subject = $3 AND term = $4 AND part = $5",
            student_.school, class_id_, subject, term, part);
        return row ? find_sheet(changes_.session(),
                                {student_.school, row->integer("mark_sheet_id")})
                   : std::nullopt;
    }

    // A mark out of another maximum is another mark.
    [[nodiscard]] std::optional<Refusal> refuses_maximum(const MarkSheet& sheet,
                                                         const CarriedCell& cell)
    {
        const auto column = find_column(changes_.session(), sheet.id, cell.entry.key.column);
        if (!column || column->kind == ColumnKind::judgement || cell.entry.value.empty())
            return std::nullopt;
        const std::string maximum = to_text(CentiMark{column->maximum_centi});
        if (cell.maximum == maximum)
            return std::nullopt;
        return school::value_not_listed("maximum", cell.maximum, maximum);
    }

    [[nodiscard]] bool stands_already(const MarkSheet& sheet, EntryRequest& entry)
    {
        const auto cell = find_cell(changes_.session(), sheet.id, entry.key);
        if (!cell)
            return false;
        if (cell->value == MarkValue(Status::cleared) || cell->value == MarkValue(Status::not_yet))
            entry.based_on = cell->version;
        return shown(cell->value) == (entry.status.empty() ? entry.value : entry.status);
    }

    std::vector<Outcome> carry_into(const MarkSheet& sheet,
                                    const std::vector<const CarriedCell*>& cells)
    {
        std::vector<Outcome> outcomes;
        std::vector<EntryRequest> entries;
        std::vector<std::size_t> places;
        for (const CarriedCell* cell : cells) {
            Outcome& outcome = outcomes.emplace_back(Outcome{.cell = cell, .word = "standing"});
            EntryRequest entry = cell->entry;
            entry.key.student_id = student_.value;
            if (stands_already(sheet, entry))
                continue;
            outcome.word = "refused";
            outcome.refusal = refuses_maximum(sheet, *cell);
            if (outcome.refusal)
                continue;
            places.push_back(outcomes.size() - 1);
            entries.push_back(std::move(entry));
        }
        if (entries.empty())
            return outcomes;
        const auto recorded = carry_marks(changes_, sheet.id, entries, source_);
        for (std::size_t i = 0; i < places.size(); ++i) {
            Outcome& outcome = outcomes[places[i]];
            outcome.refusal =
                recorded ? recorded->rows[i].refusal : std::optional<Refusal>(recorded.refusal());
            if (!outcome.refusal)
                outcome.word = "accepted";
        }
        return outcomes;
    }

    void write_sheet(JsonWriter& json, const SheetKey& key,
                     const std::vector<const CarriedCell*>& cells,
                     const RefusalWriter& write_refusal)
    {
        const auto& [subject, term, part] = key;
        const auto sheet = sheet_of(key);
        std::vector<Outcome> outcomes;
        if (sheet) {
            outcomes = carry_into(*sheet, cells);
        } else {
            const Refusal missing = school::unknown_record("sheet", 0, "sheet_id");
            for (const CarriedCell* cell : cells)
                outcomes.push_back({.cell = cell, .word = "refused", .refusal = missing});
        }
        json.begin_object();
        json.key("subject").text(subject);
        json.key("term").number(term);
        json.key("part").text(part);
        if (sheet)
            json.key("sheet_id").text(sheet->id.to_text());
        json.key("entries").begin_array();
        for (const Outcome& outcome : outcomes) {
            ++counts_[outcome.word];
            json.begin_object();
            write_place(json, outcome.cell->entry);
            json.key("outcome").text(outcome.word);
            if (outcome.refusal) {
                json.key("refused");
                write_refusal(*outcome.refusal, json);
            }
            json.end_object();
        }
        json.end_array().end_object();
    }

    school::Changes& changes_;
    StudentId student_;
    std::int64_t class_id_;
    std::string source_;
    std::map<std::string_view, std::int64_t> counts_;
};

// The class that the student is in today.
Result<school::Enrolment> place_of(school::Changes& changes, StudentId student)
{
    const Day today = changes.act().today;
    const auto enrolment =
        school::enrolment_on(changes.session(), student.school, student.value, today);
    if (!enrolment)
        return Refusal{RefusalCode::not_enrolled, {{"day", today.to_text()}}, "", "KW-24"};
    return *enrolment;
}

}  // namespace

std::string CarriedMarks::collect(database::Session& session, SchoolId school,
                                  std::int64_t student_id, std::int64_t year_id)
{
    JsonWriter json;
    json.begin_object().key("sheets").begin_array();
    for (const CarriedSheet& sheet : sheets_of_student(session, school, student_id, year_id, 0)) {
        json.begin_object();
        json.key("subject").text(sheet.subject);
        json.key("term").number(sheet.term);
        json.key("part").text(sheet.part);
        json.key("scheme").text(sheet.scheme);
        json.key("cells").begin_array();
        for (const CarriedCell& cell : sheet.cells) {
            json.begin_object();
            write_place(json, cell.entry);
            write_text(json, "maximum", cell.maximum);
            write_day(json, "assessed_on", cell.entry.assessed_on);
            write_day(json, "missed_on", cell.entry.missed_on);
            write_day(json, "practised_on", cell.entry.practised_on);
            write_text(json, "tool", cell.entry.tool);
            write_text(json, "note", cell.entry.note);
            write_text(json, "decision", cell.entry.decision);
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

std::vector<CarriedCell> carried_cells_in(JsonValue section)
{
    std::vector<CarriedCell> cells;
    const auto sheets = section.is(JsonKind::object) ? section.find("sheets") : std::nullopt;
    if (!sheets || !sheets->is(JsonKind::array))
        return cells;
    for (const JsonValue sheet : *sheets) {
        const auto of_sheet = sheet.is(JsonKind::object) ? sheet.find("cells") : std::nullopt;
        if (!of_sheet || !of_sheet->is(JsonKind::array))
            continue;
        for (const JsonValue cell : *of_sheet) {
            if (!cell.is(JsonKind::object))
                continue;
            cells.push_back({.subject = text_in(sheet, "subject"),
                             .term = number_in(sheet, "term", 0),
                             .part = text_in(sheet, "part"),
                             .maximum = text_in(cell, "maximum"),
                             .entry = {.key = {.column = text_in(cell, "column"),
                                               .occurrence = number_in(cell, "occurrence", 1)},
                                       .value = text_in(cell, "value"),
                                       .status = text_in(cell, "status"),
                                       .assessed_on = day_of_member(cell, "assessed_on"),
                                       .missed_on = day_of_member(cell, "missed_on"),
                                       .practised_on = day_of_member(cell, "practised_on"),
                                       .tool = text_in(cell, "tool"),
                                       .note = text_in(cell, "note"),
                                       .decision = text_in(cell, "decision")}});
        }
    }
    return cells;
}

Result<std::string> carry_from_transfer(school::Changes& changes, StudentId student,
                                        std::int64_t transfer_id,
                                        const RefusalWriter& write_refusal)
{
    const auto transfers = school::transfers_of(changes.session(), student.school, student.value);
    for (const school::Transfer& transfer : transfers) {
        if (transfer.id != transfer_id || transfer.direction != "in")
            continue;
        const auto enrolment = place_of(changes, student);
        if (!enrolment)
            return enrolment.refusal();
        const auto package = JsonDocument::parse(transfer.carried);
        const auto sections = package ? package->root().find("sections") : std::nullopt;
        const auto section = sections ? sections->find("marks") : std::nullopt;
        const std::vector<CarriedCell> cells =
            section ? carried_cells_in(*section) : std::vector<CarriedCell>{};
        return Carrying(changes, student, enrolment->class_id,
                        "transfer " + std::to_string(transfer_id))
            .carry(cells, write_refusal);
    }
    return school::unknown_record("transfer", transfer_id, "transfer_id");
}

Result<std::string> carry_from_class(school::Changes& changes, StudentId student,
                                     std::int64_t class_id, const RefusalWriter& write_refusal)
{
    const auto enrolment = place_of(changes, student);
    if (!enrolment)
        return enrolment.refusal();
    const bool was_there =
        changes.session()
            .find_one("SELECT COUNT(*) AS times FROM enrolment WHERE school_id = $1 AND "
                      "student_id = $2 AND school_year_id = $3 AND class_id = $4",
                      student.school, student.value, enrolment->year_id, class_id)
            ->integer("times") > 0;
    if (!was_there || class_id == enrolment->class_id)
        return school::unknown_record("class", class_id, "/from_class_id");
    std::vector<CarriedCell> cells;
    for (CarriedSheet& sheet : sheets_of_student(changes.session(), student.school, student.value,
                                                 enrolment->year_id, class_id))
        for (CarriedCell& cell : sheet.cells)
            cells.push_back(std::move(cell));
    return Carrying(changes, student, enrolment->class_id, "class " + std::to_string(class_id))
        .carry(cells, write_refusal);
}

}  // namespace taqwim::marks
