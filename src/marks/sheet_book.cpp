#include "marks/sheet_book.h"

#include <algorithm>
#include <utility>

#include "marks/provisions.h"
#include "platform/database/rows.h"

namespace taqwim::marks {

namespace {

const std::optional<StudentInSheet> k_nobody;
const std::optional<SheetColumn> k_no_column;
const std::vector<Cell> k_no_cells;

}  // namespace

SheetBook::SheetBook(MarkSheet sheet, std::vector<SheetColumn> columns)
    : sheet_(std::move(sheet)), columns_(std::move(columns))
{
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        column_indexes_.emplace(columns_[i].key, i);
        held_columns_.emplace_back(columns_[i]);
    }
}

namespace {

void add_stays(SheetBook& book, const std::vector<database::Row>& rows,
               const std::set<std::int64_t>& exam_only)
{
    for (const database::Row& row : rows)
        book.add_stay({.student_id = row.integer("student_id"),
                       .student_number = row.text("student_number"),
                       .name_ar = row.text("name_ar"),
                       .name_en = row.text("name_en"),
                       .enrolment = enrolment_in_sheet(
                           row.text("kind"), exam_only.contains(row.integer("student_id"))),
                       .first_day = row.text("first_day"),
                       .last_day = row.text_or_null("last_day")});
}

void add_exemptions(SheetBook& book, const std::vector<database::Row>& rows)
{
    for (const database::Row& row : rows) {
        const auto ended_on = row.text_or_null("ended_on");
        book.add_exemption(row.integer("student_id"), row.text("ground"),
                           Day::parse(row.text("first_day")).value_or(Day{0}),
                           ended_on ? Day::parse(*ended_on) : std::nullopt);
    }
}

}  // namespace

std::optional<SheetBook> SheetBook::read(database::Session& session, SheetId id)
{
    const auto sheet = find_sheet(session, id);
    if (!sheet)
        return std::nullopt;
    SheetBook book(*sheet, columns_of_sheet(session, id));
    add_stays(book,
              session.find_all(
                  "SELECT e.student_id, e.kind, e.first_day, e.last_day, s.student_number, "
                  "s.name_ar, s.name_en FROM enrolment e "
                  "JOIN student s ON s.school_id = e.school_id AND s.student_id = e.student_id "
                  "WHERE e.school_id = $1 AND e.class_id = $2 "
                  "ORDER BY e.student_id, e.first_day DESC, e.enrolment_id DESC",
                  id.school, sheet->class_id),
              exam_only_students(session, *sheet));
    add_exemptions(book,
                   session.find_all("SELECT student_id, ground, first_day, ended_on FROM exemption "
                                    "WHERE school_id = $1 AND school_year_id = $2 AND subject = $3 "
                                    "ORDER BY exemption_id",
                                    id.school, sheet->school_year_id, sheet->subject));
    for (Cell& cell : cells_of_sheet(session, id))
        book.add_cell(std::move(cell));
    return book;
}

std::optional<SheetBook> SheetBook::read(database::Session& session, SheetId id, const Asked& asked)
{
    const auto sheet = find_sheet(session, id);
    if (!sheet)
        return std::nullopt;
    SheetBook book(*sheet, columns_of_sheet(session, id));
    database::AskedRows students({"BIGINT"}, 2);
    database::AskedRows exempt({"BIGINT"}, 3);
    std::int64_t last = 0;
    for (const auto& [student, column] : asked) {
        if (student != last) {
            students.add(student);
            exempt.add(student);
        }
        last = student;
    }
    if (students.empty())
        return book;
    add_stays(book,
              session.find_all_with(
                  students.in(
                      "WITH asked (student_id) AS (VALUES %) "
                      "SELECT e.student_id, e.kind, e.first_day, e.last_day, s.student_number, "
                      "s.name_ar, s.name_en FROM enrolment e "
                      "JOIN student s ON s.school_id = e.school_id AND s.student_id = e.student_id "
                      "WHERE e.school_id = $1 AND e.class_id = $2 "
                      "AND e.student_id IN (SELECT student_id FROM asked) "
                      "ORDER BY e.student_id, e.first_day DESC, e.enrolment_id DESC"),
                  students.with({id.school, sheet->class_id})),
              exam_only_students(session, *sheet));
    add_exemptions(book,
                   session.find_all_with(
                       exempt.in("WITH asked (student_id) AS (VALUES %) "
                                 "SELECT student_id, ground, first_day, ended_on FROM exemption "
                                 "WHERE school_id = $1 AND school_year_id = $2 AND subject = $3 "
                                 "AND student_id IN (SELECT student_id FROM asked) "
                                 "ORDER BY exemption_id"),
                       exempt.with({id.school, sheet->school_year_id, sheet->subject})));
    for (Cell& cell : cells_of_columns(session, id, asked))
        book.add_cell(std::move(cell));
    return book;
}

void SheetBook::add_stay(StudentInSheet stay)
{
    const Day first_day = Day::parse(stay.first_day).value_or(Day{0});
    const std::optional<Day> last_day = stay.last_day ? Day::parse(*stay.last_day) : std::nullopt;
    Pupil& of = pupil(stay.student_id);
    of.stays.push_back({std::move(stay), first_day, last_day});
}

void SheetBook::add_exemption(std::int64_t student, std::string ground, Day first_day,
                              std::optional<Day> ended_on)
{
    const auto found = pupils_.find(student);
    if (found != pupils_.end())
        found->second.exemptions.push_back({std::move(ground), first_day, ended_on});
}

void SheetBook::add_cell(Cell cell)
{
    const auto column = column_index(cell.key.column);
    if (!column)
        return;
    std::vector<Cell>& cells = pupil(cell.key.student_id).cells[*column];
    const auto place = std::ranges::lower_bound(cells, cell.key.occurrence, {},
                                                [](const Cell& one) { return one.key.occurrence; });
    cells.insert(place, std::move(cell));
}

SheetBook::Held SheetBook::held(const EntryRequest& request, Day today, Origin origin,
                                const std::string& place)
{
    if (request.unreadable)
        return {*request.unreadable};
    const auto found = pupils_.find(request.key.student_id);
    const auto column = column_index(request.key.column);
    const std::vector<Cell>& measures =
        found != pupils_.end() && column ? found->second.cells[*column] : k_no_cells;
    const std::optional<StudentInSheet>& student =
        found != pupils_.end() ? on(found->second, day_of_entry(request, today)) : k_nobody;
    Held held{accepted_facts(request, {.sheet = sheet_,
                                       .column = column ? held_columns_[*column] : k_no_column,
                                       .student = student,
                                       .measures = measures,
                                       .today = today,
                                       .origin = origin,
                                       .place = place})};
    for (const Cell& measure : measures)
        if (measure.key.occurrence == request.key.occurrence)
            held.before = &measure;
    return held;
}

std::span<const Cell> SheetBook::measures(std::int64_t student, std::string_view column) const
{
    const auto found = pupils_.find(student);
    const auto index = column_index(column);
    if (found == pupils_.end() || !index)
        return {};
    return found->second.cells[*index];
}

void SheetBook::take(const CellKey& key, const CellFacts& facts)
{
    const auto column = column_index(key.column);
    if (!column)
        return;
    const std::optional<std::string> day =
        facts.assessed_on ? std::optional(facts.assessed_on->to_text()) : std::nullopt;
    for (Cell& cell : pupil(key.student_id).cells[*column])
        if (cell.key.occurrence == key.occurrence) {
            ++cell.version;
            cell.entry_id = 0;
            cell.value = facts.value;
            cell.assessed_on = day;
            return;
        }
    add_cell({.key = key,
              .version = 1,
              .value = facts.value,
              .assessed_on = day,
              .layer = {},
              .origin = {}});
}

std::optional<std::size_t> SheetBook::column_index(std::string_view key) const
{
    const auto found = column_indexes_.find(key);
    return found == column_indexes_.end() ? std::nullopt : std::optional(found->second);
}

SheetBook::Pupil& SheetBook::pupil(std::int64_t student)
{
    Pupil& of = pupils_[student];
    of.cells.resize(columns_.size());
    return of;
}

// The same as student_on (sheet_store.h) says, and kept: the entries of a student follow each other.
const std::optional<StudentInSheet>& SheetBook::on(Pupil& pupil, Day day)
{
    if (pupil.shown_day == day)
        return pupil.shown;
    pupil.shown_day = day;
    pupil.shown.reset();
    for (const Stay& stay : pupil.stays) {
        if (stay.first_day > day || (stay.last_day && *stay.last_day < day))
            continue;
        pupil.shown = stay.student;
        for (const Exemption& exemption : pupil.exemptions)
            if (exemption.first_day <= day && (!exemption.ended_on || *exemption.ended_on > day) &&
                (!pupil.shown->exempt_ground || exemption.ground < *pupil.shown->exempt_ground))
                pupil.shown->exempt_ground = exemption.ground;
        break;
    }
    return pupil.shown;
}

}  // namespace taqwim::marks
