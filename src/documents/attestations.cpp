#include "documents/attestations.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/attestation_verdict.h"
#include "documents/guide_in_force.h"
#include "documents/optional_members.h"
#include "school/schools_store.h"

namespace taqwim::documents {

namespace {

using database::Row;
using database::Session;
using school::Answer;
using school::Changes;
using school::must_be_one;
using RuleSets = std::vector<std::unique_ptr<RuleSet>>;

std::optional<Refusal> refuses_country(Session& session, SchoolId school, Day day,
                                       const RuleSets& rule_sets)
{
    if (guide_in_force(session, school, day, rule_sets))
        return std::nullopt;
    return school::value_not_listed("country", school::country_of(session, school), "SA");
}

constexpr std::string_view k_query =
    "SELECT a.attestation_id, a.kind, a.source, a.title, a.number, a.student_id, s.name_ar, "
    "s.name_en, a.purpose, a.note, a.asked_by, a.is_copy, a.is_unofficial, a.outcome, a.signer, "
    "a.refused_for, a.clause, a.asked_on, a.entered_as, k.outcome AS answer, k.reference, "
    "k.dated_on, k.reason, k.entered_as AS answered_as, w.withdrawn_on, w.reason AS withdrawal "
    "FROM attestation a "
    "JOIN student s ON s.school_id = a.school_id AND s.student_id = a.student_id "
    "LEFT JOIN attestation_answer k ON k.school_id = a.school_id "
    "AND k.attestation_id = a.attestation_id "
    "LEFT JOIN attestation_withdrawal w ON w.school_id = a.school_id "
    "AND w.attestation_id = a.attestation_id WHERE a.school_id = $1 ";

// PG-24.T.3, TR.3: what the director of a directorate signs himself of a school: of his own schools what the director of
// education attests, and the translations unless a region is over him; of a governorate's schools the translations alone.
// Of another directorate's, nothing.
std::string signed_by(Session& session, SchoolId school, std::int64_t directorate)
{
    const auto of_school = school::find_school(session, school);
    const auto own = school::find_directorate(session, of_school.value().directorate_id);
    if (own.value().id == directorate)
        return own->region_id ? "AND a.signer = 'education_director' "
                              : "AND a.signer IN ('education_director', 'regional_director') ";
    return own->region_id == directorate ? "AND a.signer = 'regional_director' " : "AND 1 = 0 ";
}

AttestationEntry entry_in(const Row& row)
{
    AttestationEntry entry{.id = row.integer("attestation_id"),
                           .is_translation = row.text("kind") == "translation",
                           .source = row.text("source"),
                           .title = row.text("title"),
                           .number = row.text("number"),
                           .student_id = row.integer("student_id"),
                           .name_ar = row.text("name_ar"),
                           .name_en = row.text("name_en"),
                           .purpose = row.text("purpose"),
                           .note = row.text("note"),
                           .asked_by = row.text("asked_by"),
                           .is_copy = row.integer("is_copy") != 0,
                           .is_unofficial = row.integer("is_unofficial") != 0,
                           .outcome = row.text("outcome"),
                           .signer = row.text_or_null("signer").value_or(""),
                           .refused_for = row.text_or_null("refused_for").value_or(""),
                           .clause = row.text("clause"),
                           .asked_on = row.text("asked_on"),
                           .entered_as = row.text("entered_as"),
                           .answer = std::nullopt,
                           .answered_as = row.text_or_null("answered_as").value_or(""),
                           .withdrawn_on = row.text_or_null("withdrawn_on").value_or(""),
                           .withdrawal = row.text_or_null("withdrawal").value_or("")};
    if (const auto answer = row.text_or_null("answer"))
        entry.answer = AttestationAnswer{.outcome = *answer,
                                         .reference = row.text("reference"),
                                         .reason = row.text("reason"),
                                         .dated = school::day_in(row, "dated_on")};
    return entry;
}

Result<AttestationEntry> find_entry(Session& session, SchoolId school, std::int64_t id,
                                    std::optional<std::int64_t> directorate = std::nullopt)
{
    const std::string query = std::string(k_query) +
                              (directorate ? signed_by(session, school, *directorate) : "") +
                              "AND a.attestation_id = $2";
    const auto row = session.find_one(query, school, id);
    if (!row)
        return school::unknown_record("attestation", id, "attestation_id");
    return entry_in(*row);
}

void write_verdict(JsonWriter& json, const AttestationVerdict& verdict)
{
    json.key("outcome").text(verdict.outcome);
    text_or_null(json, "signer", verdict.signer);
    text_or_null(json, "refused_for", verdict.refused_for);
    json.key("clause").text(verdict.clause);
}

void write_entry(JsonWriter& json, const AttestationEntry& entry)
{
    json.begin_object();
    json.key("attestation_id").text(std::to_string(entry.id));
    json.key("kind").text(entry.is_translation ? "translation" : "attestation");
    json.key("source").text(entry.source);
    json.key("title").text(entry.title);
    text_or_null(json, "number", entry.number);
    json.key("student_id").text(std::to_string(entry.student_id));
    json.key("name_ar").text(entry.name_ar).key("name_en").text(entry.name_en);
    json.key("purpose").text(entry.purpose);
    text_or_null(json, "note", entry.note);
    json.key("asked_by").text(entry.asked_by);
    json.key("is_copy").boolean(entry.is_copy);
    json.key("is_unofficial").boolean(entry.is_unofficial);
    write_verdict(json, {.outcome = entry.outcome,
                         .signer = entry.signer,
                         .refused_for = entry.refused_for,
                         .clause = entry.clause});
    json.key("asked_on").text(entry.asked_on).key("entered_as").text(entry.entered_as);
    json.key("state").text(entry.state());
    json.key("answer");
    if (entry.answer) {
        json.begin_object().key("outcome").text(entry.answer->outcome);
        json.key("reference").text(entry.answer->reference);
        json.key("dated_on").text(entry.answer->dated.to_text());
        text_or_null(json, "reason", entry.answer->reason);
        json.key("entered_as").text(entry.answered_as).end_object();
    } else {
        json.null();
    }
    json.key("withdrawal");
    if (entry.withdrawn_on.empty())
        json.null();
    else
        json.begin_object()
            .key("withdrawn_on")
            .text(entry.withdrawn_on)
            .key("reason")
            .text(entry.withdrawal)
            .end_object();
    json.end_object();
}

std::string entry_json(const AttestationEntry& entry)
{
    JsonWriter json;
    write_entry(json, entry);
    return std::string(json.str());
}

// The entry as it stands after what was written.
Answer told(Session& session, SchoolId school, std::int64_t id)
{
    return {.status = 201, .body = entry_json(*find_entry(session, school, id))};
}

// The words of a state in SQL; the state itself is never part of the text.
std::string_view condition_of(std::string_view state)
{
    if (state == "waiting")
        return "AND a.outcome = 'to_sign' AND k.outcome IS NULL AND w.withdrawn_on IS NULL ";
    if (state == "signed")
        return "AND k.outcome = 'signed' AND w.withdrawn_on IS NULL ";
    if (state == "returned")
        return "AND k.outcome = 'returned' AND w.withdrawn_on IS NULL ";
    if (state == "not_needed")
        return "AND a.outcome = 'not_needed' AND w.withdrawn_on IS NULL ";
    if (state == "refused")
        return "AND a.outcome = 'refused' AND w.withdrawn_on IS NULL ";
    return state == "withdrawn" ? "AND w.withdrawn_on IS NOT NULL " : "";
}

std::string conditions_of(const AttestationFilter& filter)
{
    const std::string_view kind = filter.kind == "attestation"   ? "AND a.kind = 'attestation' "
                                  : filter.kind == "translation" ? "AND a.kind = 'translation' "
                                                                 : "";
    return std::string(condition_of(filter.state)) + std::string(kind);
}

Result<std::string> listed(Session& session, SchoolId school, const school::Page& page,
                           const std::string& conditions, std::optional<std::int64_t> student)
{
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    // The first page begins above every id.
    const std::int64_t below = *after == 0 ? std::numeric_limits<std::int64_t>::max() : *after;
    const std::string query = std::string(k_query) + "AND a.attestation_id < $2 " + conditions +
                              (student ? "AND a.student_id = $4 " : "") +
                              "ORDER BY a.attestation_id DESC LIMIT $3";
    const auto rows = student ? session.find_all(query, school, below, page.rows(), *student)
                              : session.find_all(query, school, below, page.rows());
    const auto shown = std::min(rows.size(), static_cast<std::size_t>(page.limit));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (std::size_t i = 0; i < shown; ++i)
        write_entry(json, entry_in(rows[i]));
    json.end_array();
    id_or_null(json, "next",
               rows.size() > shown ? std::optional(rows[shown - 1].integer("attestation_id"))
                                   : std::nullopt);
    json.end_object();
    return std::string(json.str());
}

Refusal decided_already(std::string_view day)
{
    return {RefusalCode::decided_already, {{"day", std::string(day)}}, "", ""};
}

// A document that was replaced or revoked while it was on its way.
std::optional<Refusal> refuses_ended(Session& session, SchoolId school,
                                     const AttestationEntry& entry)
{
    if (!is_of_register(entry.source))
        return std::nullopt;
    const auto document = Register::find_within(session, school, entry.number);
    return document ? Register::refuses_ended(session, school, *document) : std::nullopt;
}

}  // namespace

std::string AttestationEntry::state() const
{
    if (!withdrawn_on.empty())
        return "withdrawn";
    if (answer)
        return answer->outcome;
    return outcome == "to_sign" ? "waiting" : outcome;
}

std::vector<AttestationEntry> attestations_between(Session& session, SchoolId school, Day first,
                                                   Day last)
{
    const std::string query =
        std::string(k_query) +
        "AND a.asked_on >= $2 AND a.asked_on <= $3 ORDER BY a.asked_on, a.attestation_id";
    std::vector<AttestationEntry> all;
    for (const Row& row : session.find_all(query, school, first, last))
        all.push_back(entry_in(row));
    return all;
}

Result<std::string> Attestations::check(SchoolId school, const AttestationAsked& asked, Day day)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        if (auto refusal = refuses_country(session, school, day, rule_sets_))
            return *std::move(refusal);
        const auto found = find_asked(session, school, asked, kinds_);
        if (!found)
            return found.refusal();
        const auto student = session.find_one(
            "SELECT name_ar, name_en FROM student WHERE school_id = $1 AND student_id = $2", school,
            found->student_id);
        JsonWriter json;
        json.begin_object();
        write_verdict(json, verdict_of(*found));
        json.key("title").text(found->title);
        json.key("name_ar").text(student->text("name_ar"));
        json.key("name_en").text(student->text("name_en"));
        json.end_object();
        return std::string(json.str());
    });
}

Result<Answer> Attestations::enter(const school::Act& act, SchoolId school,
                                   const AttestationAsked& asked)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        if (auto refusal = refuses_country(session, school, act.today, rule_sets_))
            return *std::move(refusal);
        const auto found = find_asked(session, school, asked, kinds_);
        if (!found)
            return found.refusal();
        const AttestationVerdict verdict = verdict_of(*found);
        const std::int64_t id = changes.new_id();
        const auto or_null = [](const std::string& text) {
            return text.empty() ? std::nullopt : std::optional(text);
        };
        must_be_one(session.execute(
            "INSERT INTO attestation (school_id, attestation_id, kind, source, document_id, title, "
            "number, student_id, purpose, note, asked_by, is_copy, is_unofficial, outcome, signer, "
            "refused_for, clause, asked_on, entered_at, entered_by, entered_as) VALUES ($1, $2, "
            "$3, "
            "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
            school, id, asked.is_translation ? "translation" : "attestation", asked.source,
            found->document_id, found->title, found->number, found->student_id, asked.purpose,
            asked.note, asked.asked_by, asked.is_copy, asked.is_unofficial, verdict.outcome,
            or_null(verdict.signer), or_null(verdict.refused_for), verdict.clause, act.today,
            act.at, act.account_id, act.role));
        crypto::FieldDigester fields("taqwim.attestation.1");
        fields.number(id).number(found->student_id).text(found->title).text(found->number);
        fields.text(asked.is_translation ? "translation" : "attestation").text(asked.source);
        fields.text(asked.purpose).text(asked.note).text(asked.asked_by);
        fields.text(verdict.outcome).text(verdict.signer).text(verdict.clause);
        changes.note("attestation.enter", "attestation " + std::to_string(id), fields.finish());
        return told(session, school, id);
    });
}

Result<Answer> Attestations::answer_within(const school::Act& act, SchoolId school, std::int64_t id,
                                           const AttestationAnswer& answer,
                                           std::optional<std::int64_t> director_of)
{
    if (answer.dated > act.today)
        return Refusal{
            RefusalCode::day_in_future, {{"day", answer.dated.to_text()}}, "/dated_on", ""};
    if (answer.outcome == "returned" && answer.reason.empty())
        return Refusal{RefusalCode::reason_missing, {{"field", "reason"}}, "/reason", ""};
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto entry = find_entry(session, school, id, director_of);
        if (!entry)
            return entry.refusal();
        if (!entry->withdrawn_on.empty())
            return decided_already(entry->withdrawn_on);
        if (entry->answer)
            return decided_already(entry->answer->dated.to_text());
        if (entry->outcome != "to_sign")
            return decided_already(entry->asked_on);
        if (answer.outcome == "signed")
            if (auto ended = refuses_ended(session, school, *entry))
                return *std::move(ended);
        must_be_one(session.execute(
            "INSERT INTO attestation_answer (school_id, attestation_id, outcome, reference, "
            "dated_on, reason, entered_at, entered_by, entered_as) VALUES ($1, $2, $3, $4, $5, $6, "
            "$7, $8, $9)",
            school, id, answer.outcome, answer.reference, answer.dated,
            answer.outcome == "returned" ? answer.reason : std::string(), act.at, act.account_id,
            act.role));
        crypto::FieldDigester fields("taqwim.attestation_answer.1");
        fields.number(id).text(answer.outcome).text(answer.reference);
        fields.text(answer.dated.to_text()).text(answer.reason);
        changes.note("attestation.answer", "attestation " + std::to_string(id), fields.finish());
        return told(session, school, id);
    });
}

Result<Answer> Attestations::answer(const school::Act& act, SchoolId school, std::int64_t id,
                                    const AttestationAnswer& answer)
{
    return answer_within(act, school, id, answer, std::nullopt);
}

Result<Answer> Attestations::answer_as_director(const school::Act& act, std::int64_t directorate,
                                                SchoolId school, std::int64_t id,
                                                const AttestationAnswer& answer)
{
    return answer_within(act, school, id, answer, directorate);
}

Result<Answer> Attestations::withdraw(const school::Act& act, SchoolId school, std::int64_t id,
                                      const std::string& reason)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto entry = find_entry(session, school, id);
        if (!entry)
            return entry.refusal();
        if (!entry->withdrawn_on.empty())
            return decided_already(entry->withdrawn_on);
        must_be_one(session.execute(
            "INSERT INTO attestation_withdrawal (school_id, attestation_id, reason, withdrawn_on, "
            "withdrawn_at, withdrawn_by, withdrawn_as) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            school, id, reason, act.today, act.at, act.account_id, act.role));
        crypto::FieldDigester fields("taqwim.attestation_withdrawal.1");
        fields.number(id).text(reason);
        changes.note("attestation.withdraw", "attestation " + std::to_string(id), fields.finish());
        return told(session, school, id);
    });
}

Result<std::string> Attestations::entries(SchoolId school, const school::Page& page,
                                          const AttestationFilter& filter)
{
    return record_.read([&](Session& session) {
        return listed(session, school, page, conditions_of(filter), std::nullopt);
    });
}

Result<std::string> Attestations::entries_of_director(std::int64_t directorate, SchoolId school,
                                                      const school::Page& page,
                                                      const AttestationFilter& filter)
{
    return record_.read([&](Session& session) {
        return listed(session, school, page,
                      conditions_of(filter) + signed_by(session, school, directorate),
                      std::nullopt);
    });
}

Result<std::string> Attestations::schools_of_region(std::int64_t region, const school::Page& page)
{
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    const std::string waiting =
        "SELECT count(*) FROM attestation a LEFT JOIN attestation_answer k "
        "ON k.school_id = a.school_id AND k.attestation_id = a.attestation_id "
        "LEFT JOIN attestation_withdrawal w ON w.school_id = a.school_id "
        "AND w.attestation_id = a.attestation_id WHERE a.school_id = s.school_id "
        "AND a.signer = 'regional_director' " +
        std::string(condition_of("waiting"));
    return record_.read([&](Session& session) -> Result<std::string> {
        const auto rows = session.find_all(
            "SELECT s.school_id, s.name_ar, s.name_en, d.name_ar AS directorate_ar, "
            "d.name_en AS directorate_en, (" +
                waiting +
                ") AS waiting FROM directorate d JOIN school s "
                "ON s.directorate_id = d.directorate_id WHERE d.region_id = $1 "
                "AND s.school_id > $2 ORDER BY s.school_id LIMIT $3",
            region, *after, page.rows());
        const auto shown = std::min(rows.size(), static_cast<std::size_t>(page.limit));
        JsonWriter json;
        json.begin_object().key("items").begin_array();
        for (std::size_t i = 0; i < shown; ++i) {
            const Row& row = rows[i];
            json.begin_object().key("school_id").text(std::to_string(row.integer("school_id")));
            json.key("name_ar").text(row.text("name_ar"));
            json.key("name_en").text(row.text("name_en"));
            json.key("directorate_ar").text(row.text("directorate_ar"));
            json.key("directorate_en").text(row.text("directorate_en"));
            json.key("waiting").number(row.integer("waiting")).end_object();
        }
        json.end_array();
        id_or_null(json, "next",
                   rows.size() > shown ? std::optional(rows[shown - 1].integer("school_id"))
                                       : std::nullopt);
        json.end_object();
        return std::string(json.str());
    });
}

Result<std::string> Attestations::of_student(SchoolId school, std::int64_t student,
                                             const school::Page& page)
{
    return record_.read(
        [&](Session& session) { return listed(session, school, page, "", student); });
}

}  // namespace taqwim::documents
