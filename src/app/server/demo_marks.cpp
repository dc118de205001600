#include "app/server/demo_marks.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace taqwim::app {

namespace {

constexpr const char* k_second_round = "second_round";
// Sheets on which nothing is entered with the others: they come later, if at all.
constexpr std::array<std::string_view, 3> k_later_parts = {k_second_round, "placement",
                                                           "performance"};

struct Column {
    std::string key;
    std::string kind;
    std::int64_t maximum_centi = 0;
};

std::vector<Column> columns_of(DemoWork& work, SheetId sheet)
{
    return work.installation.record().read([&](database::Session& session) {
        std::vector<Column> found;
        for (const database::Row& row :
             session.find_all("SELECT column_key, kind, maximum_centi FROM sheet_column WHERE "
                              "school_id = $1 AND mark_sheet_id = $2 ORDER BY position",
                              sheet.school, sheet.value))
            found.push_back(
                {row.text("column_key"), row.text("kind"), row.integer("maximum_centi")});
        return found;
    });
}

std::int64_t version_of(DemoWork& work, SheetId sheet)
{
    return work.installation.record().read([&](database::Session& session) {
        return session
            .find_one("SELECT version FROM mark_sheet WHERE school_id = $1 AND mark_sheet_id = $2",
                      sheet.school, sheet.value)
            ->integer("version");
    });
}

// In steps of a quarter.
std::string percent_of(std::int64_t maximum_centi, std::int64_t percent)
{
    const std::int64_t centi = maximum_centi * percent / 100 / 25 * 25;
    std::string text = std::to_string(centi / 100);
    if (centi % 100 != 0)
        text += '.' + std::to_string(centi % 100);
    return text;
}

// A mark of most students is good, of a few it is short.
std::int64_t drawn_percent(DemoWork& work)
{
    return work.draw() % 12 == 0 ? 30 + work.draw() % 20 : 55 + work.draw() % 46;
}

// What the student gets whose subjects are said to be weak, and in all others; nothing for everybody else.
std::optional<std::int64_t> set_percent(const DemoClassMarks& wanted, std::int64_t student,
                                        const std::string& subject)
{
    // Less than what the allowance for two subjects asks for (SR-7.2b).
    constexpr std::int64_t weak = 20;
    constexpr std::int64_t good = 80;
    if (student != wanted.weak_student)
        return std::nullopt;
    return std::ranges::find(wanted.weak_subjects, subject) != wanted.weak_subjects.end() ? weak
                                                                                          : good;
}

void enter_sheet(DemoWork& work, const DemoClassMarks& wanted, const std::string& subject,
                 SheetId sheet)
{
    std::vector<marks::EntryRequest> entries;
    const std::vector<Column> columns = columns_of(work, sheet);
    for (const std::int64_t student : wanted.students)
        for (const Column& column : columns) {
            // In the middle of a term some criteria are measured and others are still to come.
            if (!work.year.is_over && work.draw() % 3 == 0)
                continue;
            marks::EntryRequest entry;
            entry.key = {.student_id = student, .column = column.key};
            if (column.kind == "level") {
                entry.value = std::to_string(1 + work.draw() % 4);
            } else {
                const std::int64_t percent = drawn_percent(work);
                entry.value = percent_of(column.maximum_centi,
                                         set_percent(wanted, student, subject).value_or(percent));
            }
            if (!work.year.is_over)
                entry.assessed_on = work.today - 1;
            entries.push_back(std::move(entry));
        }
    enter_in_demo(work, sheet, entries);
}

}  // namespace

std::vector<DemoSheet> demo_sheets(DemoWork& work, std::int64_t class_id,
                                   const std::string& subject)
{
    return work.installation.record().read([&](database::Session& session) {
        std::vector<DemoSheet> found;
        for (const database::Row& row : session.find_all(
                 "SELECT mark_sheet_id, part, term FROM mark_sheet WHERE school_id = $1 AND "
                 "class_id = $2 AND subject = $3 ORDER BY term, part, mark_sheet_id",
                 work.school, class_id, subject))
            found.push_back({{work.school, row.integer("mark_sheet_id")},
                             row.text("part"),
                             row.integer("term")});
        return found;
    });
}

void enter_in_demo(DemoWork& work, SheetId sheet, const std::vector<marks::EntryRequest>& entries)
{
    work.made.marks += entries.size();
    const auto answer = demo_accepted(
        work.installation.marks().record_entries(work.act("teacher"), sheet, entries));
    if (answer.body.find("\"refused\"") != std::string::npos)
        throw std::logic_error("the demo's marks were refused: " + answer.body);
}

void sign_in_demo(DemoWork& work, SheetId sheet)
{
    demo_accepted(work.installation.marks().sign(
        work.act("teacher"), sheet, marks::SignatureKind::teacher, version_of(work, sheet)));
}

void make_demo_marks(DemoWork& work, const DemoClassMarks& wanted)
{
    for (const std::string& subject : work.year.subjects) {
        marks::SchemeRequest request;
        request.regulation = work.year.regulation;
        request.grade = static_cast<int>(work.year.grade);
        request.subject = subject;
        request.on = work.today;
        demo_accepted(work.installation.marks().make_sheets(work.act("registrar"), work.school,
                                                            wanted.class_id, request));
        for (const auto& [sheet, part, term] : demo_sheets(work, wanted.class_id, subject)) {
            if (std::ranges::find(k_later_parts, part) != k_later_parts.end() ||
                (!work.year.is_over && (term != 1 || part != "formative")))
                continue;
            enter_sheet(work, wanted, subject, sheet);
            if (work.year.is_over)
                sign_in_demo(work, sheet);
        }
    }
}

void make_demo_notes(DemoWork& work, std::int64_t class_id,
                     const std::vector<std::int64_t>& students)
{
    auto& cards = work.installation.student_cards();
    const school::Act teacher = work.act("teacher");
    const std::vector<std::string>& texts = work.words.of("report_note");
    std::size_t next = 0;
    for (const std::string& subject : work.year.subjects) {
        const marks::ReportPlace place{.class_id = class_id, .subject = subject, .term = 1};
        std::vector<marks::NoteRequest> notes;
        for (const std::int64_t student : students) {
            // One of each round has no note.
            const std::size_t text = next++ % (texts.size() + 1);
            notes.push_back({.student_id = student, .text = text == 0 ? "" : texts[text - 1]});
        }
        demo_accepted(cards.save_notes(teacher, work.school, place, notes));
        for (marks::NoteRequest& note : notes)
            note.based_on = work.installation.record().read([&](database::Session& session) {
                return marks::notes_of_student(session, {work.school, note.student_id},
                                               work.year_id, place.term)[subject]
                    .version();
            });
        const auto answer = demo_accepted(cards.sign_notes(teacher, work.school, place, notes));
        if (answer.body.find("\"refused\"") != std::string::npos)
            throw std::logic_error("the demo's notes were refused: " + answer.body);
    }
}

void publish_in_demo(DemoWork& work, std::int64_t class_id)
{
    const school::Act head = work.act("head_teacher");
    demo_accepted(
        work.installation.record().write_alone(work.school, head, [&](school::Changes& changes) {
            return work.installation.publications().publish(
                changes, work.school, {.class_id = class_id, .visible_from = head.at});
        }));
}

void make_demo_second_round(DemoWork& work, const DemoClassMarks& wanted)
{
    // Out of what the exams count for; the coursework stays.
    constexpr std::int64_t passes = 50;
    for (const std::string& subject : wanted.weak_subjects)
        for (const auto& [sheet, part, term] : demo_sheets(work, wanted.class_id, subject)) {
            if (part != k_second_round)
                continue;
            std::vector<marks::EntryRequest> entries;
            for (const Column& column : columns_of(work, sheet)) {
                marks::EntryRequest entry;
                entry.key = {.student_id = wanted.weak_student, .column = column.key};
                entry.value = percent_of(column.maximum_centi, passes);
                entry.assessed_on = work.today;
                entries.push_back(std::move(entry));
            }
            enter_in_demo(work, sheet, entries);
            sign_in_demo(work, sheet);
        }
    auto& record = work.installation.record();
    auto& publications = work.installation.publications();
    const StudentId student{work.school, wanted.weak_student};
    const std::string& reason = work.words.of("second_round").front();
    const std::int64_t correction =
        demo_id(record.write_alone(work.school, work.act("registrar"),
                                   [&](school::Changes& changes) {
                                       return publications.request_correction(changes, student,
                                                                              work.year_id, reason);
                                   }),
                "correction_id");
    demo_accepted(
        record.write_alone(work.school, work.act("head_teacher"), [&](school::Changes& changes) {
            return publications.decide_correction(changes, work.school, correction, true, reason);
        }));
}

}  // namespace taqwim::app
