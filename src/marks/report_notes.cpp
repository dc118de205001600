#include "marks/report_notes.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "marks/card_writing.h"
#include "regulations/frame/json_writer.h"
#include "school/plans_store.h"
#include "school/years_store.h"

namespace taqwim::marks {

namespace {

using database::Row;
using database::Session;

// Of a Kuwaiti class, in a subject of its plan and a term of its year.
std::optional<Refusal> refuses_place(const CardClass& of, const ReportPlace& place)
{
    if (!of.is_kuwaiti())
        return school::unknown_record("report", place.class_id, "class_id");
    if (!of.plan.find(place.subject))
        return Refusal{RefusalCode::subject_not_in_plan,
                       {{"subject", place.subject}, {"grade", std::to_string(of.plan.grade)}},
                       "subject",
                       "KW-T-REPORT"};
    if (place.term < 1 || std::cmp_greater(place.term, of.year.terms.size()))
        return Refusal{RefusalCode::value_out_of_range,
                       {{"field", "term"},
                        {"value", std::to_string(place.term)},
                        {"minimum", "1"},
                        {"maximum", std::to_string(of.year.terms.size())}},
                       "term",
                       "KW-T-REPORT"};
    return std::nullopt;
}

NotesOfStudent notes_at(Session& session, SchoolId school, std::int64_t student,
                        std::int64_t school_year_id, const ReportPlace& place)
{
    auto notes = notes_of_student(session, {school, student}, school_year_id, place.term);
    return std::move(notes[place.subject]);
}

Refusal stale_note(std::int64_t given, std::int64_t current)
{
    Refusal refusal = school::stale_version(given, current);
    refusal.field = "/based_on";
    return refusal;
}

// Notes and signatures of a term, with the class they were written in (c) and who wrote them (m).
constexpr std::string_view k_notes =
    "SELECT d.student_id, d.subject, d.card_description_id, d.text, d.written_at, m.name_ar "
    "FROM card_description d "
    "JOIN class c ON c.school_id = d.school_id AND c.class_id = d.class_id "
    "LEFT JOIN staff_member m ON m.school_id = d.school_id "
    "AND m.staff_member_id = d.written_person "
    "WHERE d.school_id = $1 AND d.number = $2 AND d.heading = '' ";
constexpr std::string_view k_signatures =
    "SELECT d.student_id, d.subject, d.card_description_id, d.signed_at, m.name_ar "
    "FROM report_note_signature d "
    "JOIN class c ON c.school_id = d.school_id AND c.class_id = d.class_id "
    "LEFT JOIN staff_member m ON m.school_id = d.school_id "
    "AND m.staff_member_id = d.signed_person "
    "WHERE d.school_id = $1 AND d.term = $2 ";
// Of all who are or were in a class, wherever in its year they were written.
constexpr std::string_view k_of_class =
    "AND d.subject = $4 AND EXISTS (SELECT 1 FROM class h JOIN enrolment e "
    "ON e.school_id = h.school_id AND e.class_id = h.class_id "
    "WHERE h.school_id = d.school_id AND h.class_id = $3 "
    "AND h.school_year_id = c.school_year_id AND e.student_id = d.student_id) ";
constexpr std::string_view k_of_student = "AND d.student_id = $3 AND c.school_year_id = $4 ";

std::string query(std::string_view what, std::string_view of, std::string_view in_order_of)
{
    return std::string(what).append(of).append("ORDER BY d.").append(in_order_of);
}

WrittenNote note_in(const Row& row)
{
    return {.id = row.integer("card_description_id"),
            .text = row.text("text"),
            .name = row.text_or_null("name_ar").value_or(""),
            .at = row.text("written_at")};
}

NoteSignature signature_in(const Row& row)
{
    return {.note = row.is_null("card_description_id") ? 0 : row.integer("card_description_id"),
            .name = row.text_or_null("name_ar").value_or(""),
            .at = row.text("signed_at")};
}

void write_signature(const NoteSignature& signature, JsonWriter& json)
{
    json.begin_object();
    json.key("signed_by_name").text(signature.name);
    json.key("signed_at").text(signature.at);
    json.end_object();
}

bool was_signed(const NotesOfStudent& notes, std::int64_t note)
{
    return std::ranges::any_of(notes.signatures,
                               [&](const NoteSignature& one) { return one.note == note; });
}

void write_student(const StudentInSheet& student, const NotesOfStudent& notes,
                   const school::NegativeLabels& labels, Day today, JsonWriter& json)
{
    json.begin_object();
    json.key("student_id").text(std::to_string(student.student_id));
    json.key("student_number").text(student.student_number);
    json.key("name_ar").text(student.name_ar);
    json.key("name_en").text(student.name_en);
    json.key("is_exempt").boolean(student.exempt_ground.has_value());
    json.key("has_left").boolean(student.last_day && *student.last_day < today.to_text());
    json.key("text").text(notes.text());
    json.key("version").text(std::to_string(notes.version()));
    json.key("signature");
    if (const NoteSignature* const signature = notes.signature())
        write_signature(*signature, json);
    else
        json.null();
    json.key("labels").begin_array();
    for (const school::LabelFound& found : labels.found_in(notes.text())) {
        json.begin_object().key("term").text(found.term);
        json.key("neutral").text(found.neutral).end_object();
    }
    json.end_array();
    json.key("earlier").begin_array();
    for (std::size_t index = 0; index + 1 < notes.notes.size(); ++index) {
        const WrittenNote& one = notes.notes[index];
        json.begin_object().key("text").text(one.text);
        json.key("written_by_name").text(one.name).key("written_at").text(one.at);
        json.key("was_signed").boolean(was_signed(notes, one.id)).end_object();
    }
    json.end_array().end_object();
}

}  // namespace

const NoteSignature* NotesOfStudent::signature() const
{
    const bool stands = !signatures.empty() && signatures.back().note == version();
    return stands ? &signatures.back() : nullptr;
}

std::map<std::int64_t, NotesOfStudent> notes_of_class(Session& session, SchoolId school,
                                                      const ReportPlace& place)
{
    std::map<std::int64_t, NotesOfStudent> notes;
    const auto rows = [&](std::string_view what, std::string_view key) {
        return session.find_all(query(what, k_of_class, key), school,
                                static_cast<std::int64_t>(place.term), place.class_id,
                                place.subject);
    };
    for (const Row& row : rows(k_notes, "card_description_id"))
        notes[row.integer("student_id")].notes.push_back(note_in(row));
    for (const Row& row : rows(k_signatures, "report_note_signature_id"))
        notes[row.integer("student_id")].signatures.push_back(signature_in(row));
    return notes;
}

std::map<std::string, NotesOfStudent> notes_of_student(Session& session, StudentId student,
                                                       std::int64_t school_year_id, int term)
{
    std::map<std::string, NotesOfStudent> notes;
    const auto rows = [&](std::string_view what, std::string_view key) {
        return session.find_all(query(what, k_of_student, key), student.school,
                                static_cast<std::int64_t>(term), student.value, school_year_id);
    };
    for (const Row& row : rows(k_notes, "card_description_id"))
        notes[row.text("subject")].notes.push_back(note_in(row));
    for (const Row& row : rows(k_signatures, "report_note_signature_id"))
        notes[row.text("subject")].signatures.push_back(signature_in(row));
    return notes;
}

Result<std::int64_t> write_note(school::Changes& changes, SchoolId school, const ReportPlace& place,
                                const NoteRequest& note)
{
    CardWriting writing(changes, school,
                        {.class_id = place.class_id, .student_id = note.student_id});
    if (auto refusal = writing.begin())
        return std::move(*refusal);
    if (auto refusal = refuses_place(writing.card_class(), place))
        return std::move(*refusal);
    const NotesOfStudent stands =
        notes_at(writing.session(), school, note.student_id, writing.card_class().year.id, place);
    const std::string text(trimmed(note.text));
    // Who typed what stands already saw nothing that he could lose.
    if (text == stands.text())
        return stands.version();
    if (stands.version() != note.based_on)
        return stale_note(note.based_on, stands.version());
    return writing.store(
        "INSERT INTO card_description (school_id, card_description_id, class_id, student_id, "
        "written_by, written_person, written_at, number, subject, heading, text) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10)",
        "card.describe",
        crypto::FieldDigester("taqwim.card_description.1")
            .number(place.term)
            .text(place.subject)
            .text("")
            .text(text),
        static_cast<std::int64_t>(place.term), place.subject, text);
}

std::optional<Refusal> sign_note(school::Changes& changes, SchoolId school,
                                 const ReportPlace& place, const NoteRequest& seen,
                                 const school::NegativeLabels& labels)
{
    CardWriting writing(changes, school,
                        {.class_id = place.class_id, .student_id = seen.student_id});
    if (auto refusal = writing.begin())
        return refusal;
    if (auto refusal = refuses_place(writing.card_class(), place))
        return refusal;
    const NotesOfStudent stands =
        notes_at(writing.session(), school, seen.student_id, writing.card_class().year.id, place);
    if (stands.version() != seen.based_on)
        return stale_note(seen.based_on, stands.version());
    if (const NoteSignature* const signature = stands.signature())
        return Refusal{
            RefusalCode::signed_already, {{"day", day_of(signature->at)}}, "", "KW-T-REPORT"};
    if (auto refusal = labels.refuses(stands.text(), "/text"))
        return refusal;
    const std::optional<std::int64_t> note =
        stands.version() == 0 ? std::nullopt : std::optional(stands.version());
    writing.store("INSERT INTO report_note_signature (school_id, report_note_signature_id, "
                  "class_id, student_id, signed_by, signed_person, signed_at, signed_as, subject, "
                  "term, card_description_id) "
                  "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                  "report_note.sign",
                  crypto::FieldDigester("taqwim.report_note_signature.1")
                      .text(writing.act().role)
                      .text(place.subject)
                      .number(place.term)
                      .number(stands.version())
                      .text(stands.text()),
                  writing.act().role, place.subject, static_cast<std::int64_t>(place.term), note);
    return std::nullopt;
}

Result<std::string> report_notes_view(Session& session, SchoolId school, const ReportPlace& place,
                                      const school::NegativeLabels& labels, Day today)
{
    const auto found = school::find_class(session, school, place.class_id);
    if (!found)
        return school::unknown_record("class", place.class_id, "class_id");
    const CardClass of{.of = *found,
                       .plan = *school::find_plan(session, school, found->plan_id),
                       .year = *school::find_year(session, school, found->year_id)};
    if (auto refusal = refuses_place(of, place))
        return std::move(*refusal);
    // The class as its sheets see it: who is in it, and who is exempt from the subject.
    MarkSheet sheet;
    sheet.id.school = school;
    sheet.class_id = place.class_id;
    sheet.school_year_id = of.year.id;
    sheet.subject = place.subject;
    sheet.term = place.term;
    auto notes = notes_of_class(session, school, place);
    JsonWriter json;
    json.begin_object();
    json.key("class_id").text(std::to_string(place.class_id));
    json.key("class_name").text(of.of.name);
    json.key("grade").number(of.plan.grade);
    json.key("school_year").text(of.year.name);
    const school::PlanSubject& subject = *of.plan.find(place.subject);
    json.key("subject").text(place.subject);
    json.key("subject_name_ar").text(subject.name_ar);
    json.key("subject_name_en").text(subject.name_en);
    json.key("term").number(place.term);
    json.key("terms").number(static_cast<std::int64_t>(of.year.terms.size()));
    json.key("is_sealed").boolean(of.year.sealed_at.has_value());
    json.key("longest").number(static_cast<std::int64_t>(k_longest_note));
    json.key("students").begin_array();
    std::int64_t wanted = 0;
    std::int64_t signed_notes = 0;
    for (const StudentInSheet& student : roster(session, sheet, today)) {
        const NotesOfStudent& own = notes[student.student_id];
        write_student(student, own, labels, today, json);
        const bool has_left = student.last_day && *student.last_day < today.to_text();
        if (student.exempt_ground || has_left)
            continue;
        ++wanted;
        signed_notes += own.signature() != nullptr ? 1 : 0;
    }
    json.end_array();
    json.key("wanted").number(wanted);
    json.key("signed").number(signed_notes);
    json.end_object();
    return std::string(json.str());
}

}  // namespace taqwim::marks
