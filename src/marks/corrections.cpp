#include "marks/corrections.h"

#include <algorithm>
#include <utility>

#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "marks/recording.h"
#include "marks/sheet_store.h"

namespace taqwim::marks {

namespace {

std::optional<Refusal> refuses_reason(const CorrectionRequest& request)
{
    if (std::ranges::find(k_correction_reasons, request.reason) == k_correction_reasons.end()) {
        std::string allowed;
        for (const std::string_view reason : k_correction_reasons)
            allowed.append(allowed.empty() ? "" : ", ").append(reason);
        return Refusal{RefusalCode::value_not_listed,
                       {{"field", "reason"}, {"value", request.reason}, {"allowed", allowed}},
                       "/reason",
                       "SR-3.1"};
    }
    if (trimmed(request.evidence).empty())
        return Refusal{
            RefusalCode::reason_missing, {{"field", "evidence"}}, "/evidence", "PG-16.B.9"};
    // What a committee decided stands in its minutes.
    if ((request.reason == "cheating_decision" || request.reason == "review_committee") &&
        trimmed(request.entry.decision).empty())
        return Refusal{RefusalCode::field_missing, {{"field", "decision"}}, "/decision", "SR-13.2"};
    return std::nullopt;
}

std::optional<Refusal> refuses_pending(database::Session& session, SheetId sheet,
                                       const CellKey& key)
{
    const auto rows = session.find_all(
        "SELECT r.requested_at FROM mark_correction r WHERE r.school_id = $1 AND r.mark_sheet_id = "
        "$2 AND r.student_id = $3 AND r.column_key = $4 AND r.occurrence = $5 AND NOT EXISTS "
        "(SELECT 1 FROM correction_decision d WHERE d.school_id = r.school_id AND "
        "d.mark_correction_id = r.mark_correction_id) ORDER BY r.mark_correction_id LIMIT 1",
        sheet.school, sheet.value, key.student_id, key.column, key.occurrence);
    if (rows.empty())
        return std::nullopt;
    return Refusal{RefusalCode::correction_pending,
                   {{"day", day_of(rows.front().text("requested_at"))}},
                   "",
                   ""};
}

void add_to(crypto::FieldDigester& fields, const Correction& correction)
{
    fields.number(correction.id)
        .number(correction.sheet.value)
        .number(correction.key.student_id)
        .text(correction.key.column)
        .number(correction.key.occurrence)
        .number(correction.based_on);
    marks::add_to(fields, correction.facts);
    fields.text(correction.layer)
        .text(correction.reason)
        .text(correction.evidence)
        .text(correction.report_number)
        .number(correction.requested_by)
        .number(correction.requested_person)
        .text(correction.requested_at);
}

Correction correction_in(const database::Row& row, SchoolId school)
{
    Correction correction{
        .id = row.integer("mark_correction_id"),
        .sheet = {school, row.integer("mark_sheet_id")},
        .key = {.student_id = row.integer("student_id"),
                .column = row.text("column_key"),
                .occurrence = static_cast<int>(row.integer("occurrence"))},
        .based_on = row.integer("based_on"),
        .facts = {.value = value_in(row), .tool = row.text("tool"), .note = row.text("evidence")},
        .layer = row.text("layer"),
        .reason = row.text("reason"),
        .evidence = row.text("evidence"),
        .report_number = row.text("report_number"),
        .requested_by = row.integer("requested_by"),
        .requested_person = row.integer("requested_person"),
        .requested_as = row.text("requested_as"),
        .requested_at = row.text("requested_at"),
        .decision = row.text_or_null("decision"),
        .decision_note = row.text_or_null("decision_note").value_or(""),
        .decided_at = row.text_or_null("decided_at"),
        .decided_person = row.integer_or_null("decided_person"),
        .entry_id = row.integer_or_null("decided_entry")};
    const auto day = [&](std::string_view column) {
        const auto text = row.text_or_null(column);
        return text ? Day::parse(*text) : std::nullopt;
    };
    correction.facts.assessed_on = day("assessed_on");
    correction.facts.missed_on = day("missed_on");
    correction.facts.practised_on = day("practised_on");
    return correction;
}

}  // namespace

Result<std::int64_t> request_correction(school::Changes& changes, SheetId id,
                                        const CorrectionRequest& request)
{
    database::Session& session = changes.session();
    const auto sheet = find_sheet(session, id);
    if (!sheet)
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "sheet"}, {"id", id.to_text()}},
                       "sheet_id",
                       ""};
    if (sheet->is_sealed)
        return Refusal{RefusalCode::year_sealed, {{"school_year", sheet->school_year}}, "", ""};
    if (!sheet->signed_at)
        return Refusal{RefusalCode::sheet_not_signed, {}, "", ""};
    if (const auto refusal = refuses_reason(request))
        return *refusal;
    const school::Act& act = changes.act();
    const CellKey& key = request.entry.key;
    const auto column = find_column(session, id, key.column);
    const auto student =
        student_on(session, *sheet, key.student_id, day_of_entry(request.entry, act.today));
    const auto measures = cells_of_column(session, id, key.student_id, key.column);
    // The evidence is what the ledger keeps as the note of the entry.
    EntryRequest entry = request.entry;
    entry.note = request.evidence;
    const auto facts = accepted_facts(entry, {.sheet = *sheet,
                                              .column = column,
                                              .student = student,
                                              .measures = measures,
                                              .today = act.today,
                                              .origin = Origin::correction,
                                              .place = ""});
    if (!facts)
        return facts.refusal();
    const auto cell = find_cell(session, id, key);
    if (const auto refusal = refuses_older(session, id, cell, request.entry.based_on, ""))
        return *refusal;
    if (const auto refusal = refuses_pending(session, id, key))
        return *refusal;

    Correction correction{.id = changes.new_id(),
                          .sheet = id,
                          .key = key,
                          .based_on = request.entry.based_on,
                          .facts = *facts,
                          .layer = std::string(to_text(request.layer)),
                          .reason = request.reason,
                          .evidence = request.evidence,
                          .report_number = request.entry.decision,
                          .requested_by = act.account_id,
                          .requested_person = act.person_id,
                          .requested_as = act.role,
                          .requested_at = act.at.to_text()};
    const ValueColumns value = columns_of(facts->value);
    session.execute(
        "INSERT INTO mark_correction (school_id, mark_correction_id, mark_sheet_id, student_id, "
        "column_key, occurrence, based_on, mark_centi, level, judgement, status, assessed_on, "
        "missed_on, practised_on, tool, layer, reason, evidence, report_number, requested_by, "
        "requested_person, requested_as, requested_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
        "$19, $20, $21, $22, $23)",
        id.school, correction.id, id.value, key.student_id, key.column, key.occurrence,
        correction.based_on, value.mark_centi, value.level, value.judgement, value.status,
        facts->assessed_on, facts->missed_on, facts->practised_on, facts->tool, correction.layer,
        correction.reason, correction.evidence, correction.report_number, correction.requested_by,
        correction.requested_person, correction.requested_as, correction.requested_at);
    crypto::FieldDigester fields("taqwim.mark_correction.1");
    add_to(fields, correction);
    changes.note("correction.request", "mark_correction " + std::to_string(correction.id),
                 fields.finish());
    return correction.id;
}

Result<std::int64_t> decide_correction(school::Changes& changes, SchoolId school, std::int64_t id,
                                       Decision decision, const std::string& note)
{
    database::Session& session = changes.session();
    const auto correction = find_correction(session, school, id);
    if (!correction)
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "correction"}, {"id", std::to_string(id)}},
                       "correction_id",
                       ""};
    if (correction->decided_at)
        return Refusal{
            RefusalCode::decided_already, {{"day", day_of(*correction->decided_at)}}, "", ""};
    const school::Act& act = changes.act();
    if (correction->requested_by == act.account_id ||
        (act.person_id != 0 && correction->requested_person == act.person_id))
        return Refusal{RefusalCode::same_person, {}, "", "PG-16.B.9"};
    const auto sheet = find_sheet(session, correction->sheet);
    if (sheet->is_sealed)
        return Refusal{RefusalCode::year_sealed, {{"school_year", sheet->school_year}}, "", ""};
    if (decision == Decision::refused && trimmed(note).empty())
        return Refusal{RefusalCode::reason_missing, {{"field", "note"}}, "/note", ""};

    std::optional<std::int64_t> entry_id;
    crypto::FieldDigester fields("taqwim.correction_decision.1");
    if (decision == Decision::approved) {
        const auto cell = find_cell(session, sheet->id, correction->key);
        if (const auto refusal = refuses_older(session, sheet->id, cell, correction->based_on, ""))
            return *refusal;
        entry_id = append_entry(changes, *sheet,
                                {.key = correction->key,
                                 .facts = correction->facts,
                                 .layer = parse_layer(correction->layer).value_or(Layer::teacher),
                                 .origin = Origin::correction,
                                 .source = correction->report_number,
                                 .reason = correction->reason,
                                 .correction_id = id},
                                cell, fields);
        raise_version(session, *sheet);
    }
    const std::string_view word = decision == Decision::approved ? "approved" : "refused";
    session.execute("INSERT INTO correction_decision (school_id, mark_correction_id, decision, "
                    "note, mark_entry_id, decided_by, decided_person, decided_as, decided_at) "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                    school, id, word, note, entry_id, act.account_id, act.person_id, act.role,
                    act.at);
    fields.number(id).text(word).text(note).number(entry_id.value_or(0));
    fields.number(act.account_id).number(act.person_id).text(act.role).text(act.at.to_text());
    changes.note("correction.decide", "mark_correction " + std::to_string(id), fields.finish());
    return entry_id.value_or(0);
}

std::vector<Correction> corrections_of_sheet(database::Session& session, SheetId sheet,
                                             std::int64_t after, std::int64_t limit)
{
    std::vector<Correction> corrections;
    for (const database::Row& row : session.find_all(
             "SELECT r.mark_correction_id, r.mark_sheet_id, r.student_id, r.column_key, "
             "r.occurrence, r.based_on, r.mark_centi, r.level, r.judgement, r.status, "
             "r.assessed_on, r.missed_on, r.practised_on, r.tool, r.layer, r.reason, r.evidence, "
             "r.report_number, r.requested_by, r.requested_person, r.requested_as, "
             "r.requested_at, d.decision, d.note AS decision_note, d.decided_at, "
             "d.decided_person, d.mark_entry_id AS decided_entry FROM mark_correction r "
             "LEFT JOIN correction_decision d ON d.school_id = r.school_id AND "
             "d.mark_correction_id = r.mark_correction_id "
             "WHERE r.school_id = $1 AND r.mark_sheet_id = $2 AND r.mark_correction_id > $3 "
             "ORDER BY r.mark_correction_id LIMIT $4",
             sheet.school, sheet.value, after, limit))
        corrections.push_back(correction_in(row, sheet.school));
    return corrections;
}

std::optional<Correction> find_correction(database::Session& session, SchoolId school,
                                          std::int64_t correction)
{
    const auto row = session.find_one(
        "SELECT r.mark_correction_id, r.mark_sheet_id, r.student_id, r.column_key, r.occurrence, "
        "r.based_on, r.mark_centi, r.level, r.judgement, r.status, r.assessed_on, r.missed_on, "
        "r.practised_on, r.tool, r.layer, r.reason, r.evidence, r.report_number, r.requested_by, "
        "r.requested_person, r.requested_as, r.requested_at, d.decision, d.note AS decision_note, "
        "d.decided_at, d.decided_person, d.mark_entry_id AS decided_entry FROM mark_correction r "
        "LEFT JOIN correction_decision d ON d.school_id = r.school_id AND d.mark_correction_id = "
        "r.mark_correction_id WHERE r.school_id = $1 AND r.mark_correction_id = $2",
        school, correction);
    if (!row)
        return std::nullopt;
    return correction_in(*row, school);
}

}  // namespace taqwim::marks
