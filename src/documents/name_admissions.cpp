#include "documents/name_admissions.h"

#include <algorithm>
#include <optional>

#include "core/refusal_codes.h"
#include "documents/guide_in_force.h"
#include "documents/optional_members.h"
#include "documents/request_store.h"
#include "regulations/sa_guide/issued_documents.h"
#include "school/merges_store.h"
#include "school/names.h"
#include "school/schools_store.h"
#include "school/students_store.h"

namespace taqwim::documents {

namespace {

using database::Row;
using database::Session;
using school::Answer;
using school::Changes;
using school::must_be_one;

struct Admission {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::vector<std::string> name_parts;
    bool is_from_abroad = false;
    Day admitted{0};
    std::optional<Day> amend_until;
    std::string clause;
    std::string withdrawn_on;  // empty: it stands
    std::string withdrawal;    // the reason
};

constexpr std::string_view k_query =
    "SELECT a.name_admission_id, a.student_id, a.name_parts, a.is_from_abroad, a.admitted_on, "
    "a.amend_until, a.clause, w.withdrawn_on, w.reason FROM name_admission a "
    "LEFT JOIN name_admission_withdrawal w ON w.school_id = a.school_id "
    "AND w.name_admission_id = a.name_admission_id WHERE a.school_id = $1 ";

Admission admission_in(const Row& row)
{
    return {.id = row.integer("name_admission_id"),
            .student_id = row.integer("student_id"),
            .name_parts = school::name_parts_in(row.text("name_parts")),
            .is_from_abroad = row.integer("is_from_abroad") != 0,
            .admitted = school::day_in(row, "admitted_on"),
            .amend_until = school::optional_day_in(row, "amend_until"),
            .clause = row.text("clause"),
            .withdrawn_on = row.text_or_null("withdrawn_on").value_or(""),
            .withdrawal = row.text_or_null("reason").value_or("")};
}

std::optional<Admission> find_admission(Session& session, SchoolId school, std::int64_t id)
{
    const std::string query = std::string(k_query) + "AND a.name_admission_id = $2";
    const auto row = session.find_one(query, school, id);
    return row ? std::optional(admission_in(*row)) : std::nullopt;
}

// Whether an amendment of the student, under any of his records, was granted since.
bool is_amended(Session& session, SchoolId school, const Admission& admission)
{
    const std::int64_t standing = standing_record(session, school, admission.student_id);
    for (const std::int64_t record : school::records_of(session, {school, standing}))
        if (session.find_one(
                "SELECT k.document_request_id FROM document_request q "
                "JOIN document_request_decision k ON k.school_id = q.school_id "
                "AND k.document_request_id = q.document_request_id WHERE q.school_id = $1 "
                "AND q.student_id = $2 AND q.kind = 'amendment' AND k.outcome = 'granted' "
                "AND k.decided_on >= $3 LIMIT 1",
                school, record, admission.admitted))
            return true;
    return false;
}

// The last day itself is in time.
std::string state_of(Session& session, SchoolId school, const Admission& admission, Day day)
{
    if (!admission.withdrawn_on.empty())
        return "withdrawn";
    if (!admission.amend_until)
        return "accepted";
    if (is_amended(session, school, admission))
        return "amended";
    return day > *admission.amend_until ? "overdue" : "open";
}

void write_admission(JsonWriter& json, Session& session, SchoolId school,
                     const Admission& admission, Day day)
{
    const std::int64_t standing = standing_record(session, school, admission.student_id);
    const school::Student student = school::find_student(session, school, standing).value();
    const std::string name = school::joined_name(student.name_parts);
    json.begin_object().key("name_admission_id").text(std::to_string(admission.id));
    json.key("student_id").text(std::to_string(standing));
    json.key("name_ar").text(name);
    json.key("name_en").text(student.name_en.empty() ? name : student.name_en);
    json.key("name_on_papers").text(school::joined_name(admission.name_parts));
    json.key("is_from_abroad").boolean(admission.is_from_abroad);
    json.key("admitted_on").text(admission.admitted.to_text());
    text_or_null(json, "amend_until",
                 admission.amend_until ? admission.amend_until->to_text() : "");
    json.key("clause").text(admission.clause);
    json.key("state").text(state_of(session, school, admission, day));
    text_or_null(json, "withdrawn_on", admission.withdrawn_on);
    text_or_null(json, "withdrawal", admission.withdrawal);
    json.end_object();
}

std::string admission_json(Session& session, SchoolId school, std::int64_t id, Day day)
{
    JsonWriter json;
    write_admission(json, session, school, find_admission(session, school, id).value(), day);
    return std::string(json.str());
}

Refusal missing_name()
{
    return {RefusalCode::field_missing, {{"field", "name_parts"}}, "/name_parts", "PG-24.A.4"};
}

// The page key: until when it is to be amended, and the entry.
struct LimitPlace {
    std::string day;
    std::int64_t id = 0;

    [[nodiscard]] static Result<LimitPlace> in(const school::Page& page)
    {
        if (page.after.empty())
            return LimitPlace{};
        const std::size_t dot = page.after.find('.');
        const auto id =
            dot == std::string::npos ? std::nullopt : parse_id(page.after.substr(dot + 1));
        const std::string day = page.after.substr(0, dot);
        if (!id || !Day::parse(day))
            return Refusal{
                RefusalCode::page_key_invalid, {{"value", page.after.substr(0, 40)}}, "after", ""};
        return LimitPlace{day, *id};
    }
};

}  // namespace

Result<Answer> NameAdmissions::enter(const school::Act& act, SchoolId school,
                                     const NameAdmissionAsked& asked)
{
    if (asked.name_parts.empty())
        return missing_name();
    if (asked.admitted > act.today)
        return Refusal{
            RefusalCode::day_in_future, {{"day", asked.admitted.to_text()}}, "/admitted_on", ""};
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto rules = guide_in_force(session, school, act.today, rule_sets_);
        if (!rules)
            return school::value_not_listed("country", school::country_of(session, school), "SA");
        if (auto refusal =
                school::refuses_student(session, school, asked.student_id, "/student_id"))
            return *std::move(refusal);
        const school::Student student = *school::find_student(session, school, asked.student_id);
        if (asked.name_parts == student.name_parts)
            return missing_name();
        Trace silent = Trace::off();
        const auto admission = sa_guide::admission_under_another_name(
            school::matching_name_parts(student.name_parts, asked.name_parts), asked.is_from_abroad,
            asked.admitted, *rules, silent);
        const std::string clause = asked.is_from_abroad ? "PG-24.A.3" : "PG-24.A.4";
        if (!admission.accepted)
            return Refusal{RefusalCode::request_paper_missing,
                           {{"paper", "civil_notice"}},
                           "civil_notice",
                           "PG-24.A.9"};
        const std::int64_t id = changes.new_id();
        const std::string parts = school::name_parts_json(asked.name_parts);
        must_be_one(session.execute(
            "INSERT INTO name_admission (school_id, name_admission_id, student_id, name_parts, "
            "is_from_abroad, admitted_on, amend_until, clause, entered_at, entered_by, "
            "entered_as) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            school, id, asked.student_id, parts, asked.is_from_abroad, asked.admitted,
            admission.amend_until, clause, act.at, act.account_id, act.role));
        crypto::FieldDigester fields("taqwim.name_admission.1");
        fields.number(id).number(asked.student_id).text(parts).text(asked.admitted.to_text());
        changes.note("name_admission.enter", "name_admission " + std::to_string(id),
                     fields.finish());
        return Answer{.status = 201, .body = admission_json(session, school, id, act.today)};
    });
}

Result<Answer> NameAdmissions::withdraw(const school::Act& act, SchoolId school, std::int64_t id,
                                        const std::string& reason)
{
    if (reason.empty())
        return Refusal{RefusalCode::text_empty, {{"field", "reason"}}, "/reason", ""};
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto admission = find_admission(session, school, id);
        if (!admission)
            return school::unknown_record("name_admission", id, "name_admission_id");
        if (!admission->withdrawn_on.empty())
            return Refusal{
                RefusalCode::decided_already, {{"day", admission->withdrawn_on}}, "", ""};
        must_be_one(session.execute(
            "INSERT INTO name_admission_withdrawal (school_id, name_admission_id, reason, "
            "withdrawn_on, withdrawn_at, withdrawn_by, withdrawn_as) VALUES ($1, $2, $3, $4, $5, "
            "$6, $7)",
            school, id, reason, act.today, act.at, act.account_id, act.role));
        crypto::FieldDigester fields("taqwim.name_admission_withdrawal.1");
        fields.number(id).text(reason);
        changes.note("name_admission.withdraw", "name_admission " + std::to_string(id),
                     fields.finish());
        return Answer{.status = 201, .body = admission_json(session, school, id, act.today)};
    });
}

Result<std::string> NameAdmissions::open(SchoolId school, const school::Page& page, Day day)
{
    const auto after = LimitPlace::in(page);
    if (!after)
        return after.refusal();
    return record_.read([&](Session& session) -> Result<std::string> {
        // Those of another record of the same student are looked at one by one.
        const std::string query =
            std::string(k_query) +
            "AND w.withdrawn_on IS NULL AND a.amend_until IS NOT NULL "
            "AND (a.amend_until > $2 OR (a.amend_until = $2 AND a.name_admission_id > $3)) "
            "AND NOT EXISTS (SELECT 1 FROM document_request q JOIN document_request_decision k "
            "ON k.school_id = q.school_id AND k.document_request_id = q.document_request_id "
            "WHERE q.school_id = a.school_id AND q.student_id = a.student_id "
            "AND q.kind = 'amendment' AND k.outcome = 'granted' "
            "AND k.decided_on >= a.admitted_on) "
            "ORDER BY a.amend_until, a.name_admission_id LIMIT $4";
        const auto rows = session.find_all(query, school, after->day, after->id, page.rows());
        const auto shown = std::min(rows.size(), static_cast<std::size_t>(page.limit));
        JsonWriter json;
        json.begin_object().key("items").begin_array();
        for (std::size_t i = 0; i < shown; ++i) {
            const Admission admission = admission_in(rows[i]);
            if (!is_amended(session, school, admission))
                write_admission(json, session, school, admission, day);
        }
        json.end_array();
        text_or_null(json, "next",
                     rows.size() > shown
                         ? rows[shown - 1].text("amend_until") + "." +
                               std::to_string(rows[shown - 1].integer("name_admission_id"))
                         : std::string());
        json.end_object();
        return std::string(json.str());
    });
}

Result<std::string> NameAdmissions::of_student(SchoolId school, std::int64_t student, Day day)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        const std::string query =
            std::string(k_query) + "AND a.student_id = $2 ORDER BY a.name_admission_id DESC";
        JsonWriter json;
        json.begin_object().key("items").begin_array();
        for (const std::int64_t record : school::records_of(session, {school, student}))
            for (const Row& row : session.find_all(query, school, record))
                write_admission(json, session, school, admission_in(row), day);
        json.end_array().key("next").null();
        json.end_object();
        return std::string(json.str());
    });
}

}  // namespace taqwim::documents
