#include "marks/signing.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "marks/column_settings.h"
#include "marks/ledger_store.h"
#include "marks/provisions.h"
#include "school/class_moves.h"
#include "school/digest_column.h"

namespace taqwim::marks {

namespace {

constexpr std::array<std::string_view, 2> k_kinds = {"teacher", "reviewer"};
constexpr std::array<std::string_view, 4> k_states = {"intact", "corrected", "withdrawn", "broken"};

Refusal unknown_sheet(SheetId sheet)
{
    return {RefusalCode::record_unknown,
            {{"record", "sheet"}, {"id", sheet.to_text()}},
            "sheet_id",
            ""};
}

// Whether the student has to have a value in this sheet at all.
bool is_expected(const StudentInSheet& student, const std::string& today)
{
    const bool has_left = student.last_day && *student.last_day < today;
    return !has_left && student.first_day <= today && !student.exempt_ground;
}

const Signature* standing(const std::vector<Signature>& signatures, SignatureKind kind)
{
    const Signature* last = nullptr;
    for (const Signature& signature : signatures)
        if (signature.kind == kind && !signature.withdrawn_at)
            last = &signature;
    return last;
}

bool is_same_person(const Signature& signature, const school::Act& act)
{
    return signature.signed_by == act.account_id ||
           (act.person_id != 0 && signature.signed_person == act.person_id);
}

std::optional<Refusal> refuses_signature(database::Session& session, const MarkSheet& sheet,
                                         SignatureKind kind, std::int64_t seen_version,
                                         const school::Act& act)
{
    if (sheet.is_sealed)
        return Refusal{RefusalCode::year_sealed, {{"school_year", sheet.school_year}}, "", ""};
    if (sheet.version != seen_version)
        return Refusal{RefusalCode::sheet_changed, {}, "", ""};
    const auto signatures = signatures_of_sheet(session, sheet.id);
    const Signature* teacher = standing(signatures, SignatureKind::teacher);
    if (kind == SignatureKind::reviewer) {
        if (teacher == nullptr || teacher->sheet_version != sheet.version)
            return Refusal{RefusalCode::sheet_not_signed, {}, "", "PG-16.B.6"};
        if (is_same_person(*teacher, act))
            return Refusal{RefusalCode::same_person, {}, "", "PG-16.B.5"};
    }
    const Signature* earlier = standing(signatures, kind);
    if (earlier != nullptr && earlier->sheet_version == sheet.version)
        return Refusal{RefusalCode::signed_already, {{"day", day_of(earlier->signed_at)}}, "", ""};
    const std::size_t missing = missing_cells(session, sheet, act.today).size();
    if (missing > 0)
        return Refusal{
            RefusalCode::sheet_incomplete, {{"value", std::to_string(missing)}}, "", "PG-16.B.1"};
    return std::nullopt;
}

// What stands for students of the class in the same sheet of a class that they left within the year: it is not asked of
// them again.
std::map<std::int64_t, std::set<std::string>> marked_before(database::Session& session,
                                                            const MarkSheet& sheet)
{
    std::map<std::int64_t, std::set<std::string>> marked;
    for (const school::EarlierClass& one :
         school::earlier_classes(session, sheet.id.school, sheet.class_id))
        for (const database::Row& row : session.find_all(
                 "SELECT c.column_key FROM mark_sheet s JOIN mark_cell c "
                 "ON c.school_id = s.school_id AND c.mark_sheet_id = s.mark_sheet_id "
                 "WHERE s.school_id = $1 AND s.class_id = $2 AND s.subject = $3 AND s.term = $4 "
                 "AND s.part = $5 AND c.student_id = $6 "
                 "AND (c.status IS NULL OR c.status NOT IN ('not_yet', 'cleared')) "
                 "ORDER BY c.column_key, c.occurrence",
                 sheet.id.school, one.class_id, sheet.subject, sheet.term, sheet.part,
                 one.student_id))
            marked[one.student_id].insert(row.text("column_key"));
    return marked;
}

SignatureState state_of(database::Session& session, const MarkSheet& sheet,
                        const Signature& signature)
{
    std::int64_t cells = 0;
    if (digest_of_sheet(session, sheet, signature.sheet_version, cells) != signature.digest ||
        cells != signature.cells)
        return SignatureState::broken;
    if (signature.withdrawn_at)
        return SignatureState::withdrawn;
    const auto later = session.find_one(
        "SELECT COUNT(*) AS entries, SUM(CASE WHEN origin = 'correction' THEN 0 ELSE 1 END) AS "
        "others FROM mark_entry WHERE school_id = $1 AND mark_sheet_id = $2 AND sheet_version > $3",
        sheet.id.school, sheet.id.value, signature.sheet_version);
    if (later->integer("entries") == 0)
        return SignatureState::intact;
    return later->integer("others") == 0 ? SignatureState::corrected : SignatureState::broken;
}

}  // namespace

std::string_view to_text(SignatureKind kind)
{
    return k_kinds[static_cast<std::size_t>(kind)];
}

std::string_view to_text(SignatureState state)
{
    return k_states[static_cast<std::size_t>(state)];
}

std::vector<MissingCell> missing_cells(database::Session& session, const MarkSheet& sheet,
                                       Day today)
{
    return completeness_of(session, sheet, today).missing;
}

Completeness completeness_of(database::Session& session, const MarkSheet& sheet, Day today)
{
    const auto columns = columns_of_sheet(session, sheet.id);
    // By student and column: whether some measure counts, and whether one is still to come.
    std::map<std::pair<std::int64_t, std::string>, bool> settled;
    std::set<std::pair<std::int64_t, std::string>> awaited;
    for (const Cell& cell : cells_of_sheet(session, sheet.id)) {
        const std::pair place(cell.key.student_id, cell.key.column);
        settled[place] = settled[place] || is_settled(cell.value);
        if (cell.value == MarkValue(Status::not_yet))
            awaited.insert(place);
    }

    const auto marked_elsewhere = marked_before(session, sheet);
    const auto excluded = excluded_competencies(session, sheet);
    std::set<std::int64_t> marked_here;
    for (const auto& [place, is_settled_here] : settled)
        if (is_settled_here)
            marked_here.insert(place.first);

    Completeness sheet_now;
    std::vector<MissingCell>& missing = sheet_now.missing;
    const std::string day = today.to_text();
    for (const StudentInSheet& student : roster(session, sheet, today)) {
        if (!is_expected(student, day))
            continue;
        const auto elsewhere = marked_elsewhere.find(student.student_id);
        const bool is_elsewhere = elsewhere != marked_elsewhere.end();
        if (is_elsewhere && !marked_here.contains(student.student_id))
            continue;
        std::map<std::string, std::pair<std::string, bool>> groups;  // first column, is filled
        for (const SheetColumn& column : columns) {
            // SR-10.4  Affiliated students are assessed by exams alone.
            if (!is_for_enrolment(column, student.enrolment))
                continue;
            // KW-15.A.E1  Nor is a competency that was left out of his mean.
            if (const auto left_out = excluded.find(student.student_id);
                left_out != excluded.end() && left_out->second.contains(column.need_group))
                continue;
            const std::pair place(student.student_id, column.key);
            const auto found = settled.find(place);
            const bool is_filled = (found != settled.end() && found->second) ||
                                   (is_elsewhere && elsewhere->second.contains(column.key));
            const bool is_awaited = awaited.contains(place);
            if (is_awaited || column.needed == Need::each)
                ++sheet_now.needed;
            if (is_awaited) {
                missing.push_back({student.student_id, column.key, true});
                continue;
            }
            if (column.needed == Need::one_of) {
                auto& group =
                    groups.try_emplace(column.need_group, column.key, false).first->second;
                group.second = group.second || is_filled;
            } else if (column.needed == Need::each && !is_filled) {
                missing.push_back({student.student_id, column.key});
            }
        }
        sheet_now.needed += std::ssize(groups);
        for (const auto& [name, group] : groups)
            if (!group.second)
                missing.push_back({student.student_id, group.first});
    }
    return sheet_now;
}

crypto::Digest digest_of_sheet(database::Session& session, const MarkSheet& sheet,
                               std::int64_t sheet_version, std::int64_t& cells)
{
    crypto::FieldDigester fields("taqwim.mark_sheet.1");
    fields.number(sheet.id.school.value)
        .number(sheet.id.value)
        .number(sheet.class_id)
        .text(sheet.subject)
        .number(sheet.term)
        .text(sheet.part);
    const auto columns = columns_of_sheet(session, sheet.id);
    fields.list(columns.size());
    for (const SheetColumn& column : columns)
        fields.text(column.key).text(to_text(column.kind)).number(column.maximum_centi);
    const auto content = content_at(session, sheet.id, sheet_version);
    fields.list(content.size());
    for (const SignedCell& cell : content) {
        fields.number(cell.key.student_id)
            .text(cell.key.column)
            .number(cell.key.occurrence)
            .number(cell.entry_id);
        add_to(fields, cell.facts);
    }
    cells = static_cast<std::int64_t>(content.size());
    return fields.finish();
}

Result<std::int64_t> sign_sheet(school::Changes& changes, SheetId id, SignatureKind kind,
                                std::int64_t seen_version)
{
    database::Session& session = changes.session();
    const auto sheet = find_sheet(session, id);
    if (!sheet)
        return unknown_sheet(id);
    const school::Act& act = changes.act();
    if (const auto refusal = refuses_signature(session, *sheet, kind, seen_version, act))
        return *refusal;
    std::int64_t cells = 0;
    const crypto::Digest digest = digest_of_sheet(session, *sheet, sheet->version, cells);
    const std::int64_t signature = changes.new_id();
    session.execute("INSERT INTO sheet_signature (school_id, sheet_signature_id, mark_sheet_id, "
                    "kind, sheet_version, digest, cells, signed_by, signed_person, signed_as, "
                    "signed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                    id.school, signature, id.value, to_text(kind), sheet->version,
                    school::column_of(digest), cells, act.account_id, act.person_id, act.role,
                    act.at);
    crypto::FieldDigester fields("taqwim.sheet_signature.1");
    fields.number(signature).number(id.value).text(to_text(kind)).number(sheet->version);
    fields.digest(digest).number(cells).number(act.account_id).number(act.person_id);
    fields.text(act.role).text(act.at.to_text());
    changes.note(kind == SignatureKind::teacher ? "mark.sign" : "mark.review",
                 "mark_sheet " + id.to_text(), fields.finish());
    return signature;
}

std::optional<Refusal> withdraw_signatures(school::Changes& changes, SheetId id,
                                           const std::string& reason)
{
    database::Session& session = changes.session();
    const auto sheet = find_sheet(session, id);
    if (!sheet)
        return unknown_sheet(id);
    if (sheet->is_sealed)
        return Refusal{RefusalCode::year_sealed, {{"school_year", sheet->school_year}}, "", ""};
    if (sheet->published_at)
        return Refusal{
            RefusalCode::published_already, {{"day", day_of(*sheet->published_at)}}, "", ""};
    if (trimmed(reason).empty())
        return Refusal{RefusalCode::reason_missing, {{"field", "reason"}}, "/reason", ""};
    if (!sheet->signed_at)
        return Refusal{RefusalCode::sheet_not_signed, {}, "", ""};
    const school::Act& act = changes.act();
    crypto::FieldDigester fields("taqwim.signature_withdrawal.1");
    fields.number(id.value).text(reason).number(act.account_id).number(act.person_id);
    fields.text(act.at.to_text());
    for (const Signature& signature : signatures_of_sheet(session, id)) {
        if (signature.withdrawn_at)
            continue;
        session.execute(
            "INSERT INTO signature_withdrawal (school_id, sheet_signature_id, reason, "
            "withdrawn_by, withdrawn_person, withdrawn_at) VALUES ($1, $2, $3, $4, $5, $6)",
            id.school, signature.id, reason, act.account_id, act.person_id, act.at);
        fields.number(signature.id);
    }
    changes.note("mark.withdraw", "mark_sheet " + id.to_text(), fields.finish());
    return std::nullopt;
}

std::vector<Signature> signatures_of_sheet(database::Session& session, SheetId sheet)
{
    std::vector<Signature> signatures;
    for (const database::Row& row : session.find_all(
             "SELECT g.sheet_signature_id, g.kind, g.sheet_version, g.digest, g.cells, "
             "g.signed_by, g.signed_person, g.signed_as, g.signed_at, w.withdrawn_at, w.reason "
             "FROM sheet_signature g LEFT JOIN signature_withdrawal w "
             "ON w.school_id = g.school_id AND w.sheet_signature_id = g.sheet_signature_id "
             "WHERE g.school_id = $1 AND g.mark_sheet_id = $2 ORDER BY g.sheet_signature_id",
             sheet.school, sheet.value))
        signatures.push_back({.id = row.integer("sheet_signature_id"),
                              .kind = row.text("kind") == "teacher" ? SignatureKind::teacher
                                                                    : SignatureKind::reviewer,
                              .sheet_version = row.integer("sheet_version"),
                              .digest = school::digest_in(row, "digest"),
                              .cells = row.integer("cells"),
                              .signed_by = row.integer("signed_by"),
                              .signed_person = row.integer("signed_person"),
                              .signed_as = row.text("signed_as"),
                              .signed_at = row.text("signed_at"),
                              .withdrawn_at = row.text_or_null("withdrawn_at"),
                              .withdrawn_reason = row.text_or_null("reason").value_or("")});
    return signatures;
}

std::vector<Signature> verified_signatures(database::Session& session, const MarkSheet& sheet)
{
    auto signatures = signatures_of_sheet(session, sheet.id);
    for (Signature& signature : signatures)
        signature.state = state_of(session, sheet, signature);
    return signatures;
}

}  // namespace taqwim::marks
