#include "documents/request_store.h"

#include "core/refusal_codes.h"
#include "documents/amendment_store.h"
#include "documents/guide_in_force.h"
#include "documents/optional_members.h"
#include "regulations/sa_guide/issued_documents.h"
#include "school/names.h"
#include "school/students_store.h"

namespace taqwim::documents {

using database::Row;
using database::Session;

namespace {

constexpr std::string_view k_query =
    "SELECT q.document_request_id, q.kind, q.student_id, q.grade, q.document_id, q.fate, "
    "q.is_passed, q.name_parts, q.birth_day, q.address, q.justification, q.purpose, "
    "q.is_from_abroad, q.is_some_lost, q.filed_on, q.filed_as, d.serial_text, k.outcome, k.reason, "
    "k.decided_on, k.decided_as FROM document_request q "
    "LEFT JOIN issued_document d ON d.school_id = q.school_id AND d.document_id = q.document_id "
    "LEFT JOIN document_request_decision k ON k.school_id = q.school_id "
    "AND k.document_request_id = q.document_request_id WHERE q.school_id = $1 ";

Request request_in(Session& session, SchoolId school, const Row& row)
{
    Request request{.id = row.integer("document_request_id"),
                    .is_replacement = row.text("kind") == "replacement",
                    .student_id = row.integer("student_id"),
                    .grade = static_cast<int>(row.integer("grade")),
                    .document_id = row.integer_or_null("document_id"),
                    .serial = row.text_or_null("serial_text").value_or(""),
                    .fate = row.text_or_null("fate").value_or(""),
                    .is_passed = row.integer("is_passed") != 0,
                    .name_parts = {},
                    .birth_day = std::nullopt,
                    .address = row.text_or_null("address").value_or(""),
                    .justification = row.text_or_null("justification").value_or(""),
                    .purpose = row.text_or_null("purpose").value_or(""),
                    .is_from_abroad = row.integer("is_from_abroad") != 0,
                    .is_some_lost = row.integer("is_some_lost") != 0,
                    .filed_on = row.text("filed_on"),
                    .filed_as = row.text("filed_as"),
                    .papers = {},
                    .decision = std::nullopt,
                    .issued = {}};
    if (const auto parts = row.text_or_null("name_parts"))
        request.name_parts = school::name_parts_in(*parts);
    if (const auto day = row.text_or_null("birth_day"))
        request.birth_day = Day::parse(*day);
    if (const auto outcome = row.text_or_null("outcome"))
        request.decision = StoredDecision{.outcome = *outcome,
                                          .reason = row.text("reason"),
                                          .decided_on = row.text("decided_on"),
                                          .decided_as = row.text("decided_as")};
    for (const Row& paper : session.find_all(
             "SELECT paper, reference, dated_on FROM document_request_paper WHERE school_id = $1 "
             "AND document_request_id = $2 ORDER BY document_request_paper_id",
             school, request.id))
        request.papers.push_back({.paper = paper.text("paper"),
                                  .reference = paper.text("reference"),
                                  .dated = Day::parse(paper.text("dated_on")).value()});
    for (const Row& answer :
         session.find_all("SELECT d.serial_text FROM document_request_answer a "
                          "JOIN issued_document d ON d.school_id = a.school_id "
                          "AND d.document_id = a.document_id WHERE a.school_id = $1 "
                          "AND a.document_request_id = $2 ORDER BY d.document_id",
                          school, request.id))
        request.issued.push_back(answer.text("serial_text"));
    return request;
}

sa_guide::DocumentFate fate_of(std::string_view text)
{
    using enum sa_guide::DocumentFate;
    return text == "damaged" ? damaged : text == "burnt" ? burnt : text == "stolen" ? stolen : lost;
}

int matching_parts_of(Session& session, SchoolId school, const Request& request)
{
    const auto student =
        school::find_student(session, school, standing_record(session, school, request.student_id));
    return school::matching_name_parts(student.value().name_parts, request.name_parts);
}

void write_fields(JsonWriter& json, const Request& request, const std::vector<Refusal>& unmet)
{
    json.begin_object();
    json.key("document_request_id").text(std::to_string(request.id));
    json.key("kind").text(request.is_replacement ? "replacement" : "amendment");
    json.key("student_id").text(std::to_string(request.student_id));
    json.key("grade").number(request.grade);
    text_or_null(json, "serial", request.serial);
    text_or_null(json, "fate", request.fate);
    json.key("is_passed").boolean(request.is_passed);
    const auto write_texts = [&](std::string_view name, const std::vector<std::string>& texts) {
        json.key(name).begin_array();
        for (const std::string& text : texts)
            json.text(text);
        json.end_array();
    };
    write_texts("name_parts", request.name_parts);
    text_or_null(json, "birth_day", request.birth_day ? request.birth_day->to_text() : "");
    text_or_null(json, "address", request.address);
    text_or_null(json, "justification", request.justification);
    text_or_null(json, "purpose", request.purpose);
    json.key("is_from_abroad").boolean(request.is_from_abroad);
    json.key("is_some_lost").boolean(request.is_some_lost);
    json.key("filed_on").text(request.filed_on).key("filed_as").text(request.filed_as);
    json.key("papers").begin_array();
    for (const RequestPaper& paper : request.papers) {
        json.begin_object().key("paper").text(paper.paper);
        json.key("reference").text(paper.reference);
        json.key("dated_on").text(paper.dated.to_text()).end_object();
    }
    json.end_array();
    json.key("unmet").begin_array();
    for (const Refusal& one : unmet) {
        json.begin_object().key("code").text(to_code_text(one.code));
        json.key("clause").text(one.clause);
        const bool is_paper = one.code == RefusalCode::request_paper_missing;
        text_or_null(json, "paper", is_paper ? one.field : "");
        const bool is_early = one.code == RefusalCode::advert_too_recent;
        text_or_null(json, "first_day", is_early ? one.arguments.back().second : "");
        json.end_object();
    }
    json.end_array();
    json.key("decision");
    if (request.decision) {
        json.begin_object().key("outcome").text(request.decision->outcome);
        json.key("reason").text(request.decision->reason);
        json.key("decided_on").text(request.decision->decided_on);
        json.key("decided_as").text(request.decision->decided_as).end_object();
    } else {
        json.null();
    }
    write_texts("issued", request.issued);
}

}  // namespace

Result<Request> find_request(Session& session, SchoolId school, std::int64_t id)
{
    const std::string query = std::string(k_query) + "AND q.document_request_id = $2";
    const auto row = session.find_one(query, school, id);
    if (!row)
        return school::unknown_record("document_request", id, "document_request_id");
    return request_in(session, school, *row);
}

std::vector<Request> requests_below(Session& session, SchoolId school, std::int64_t below,
                                    std::int64_t rows)
{
    const std::string query =
        std::string(k_query) +
        "AND q.document_request_id < $2 ORDER BY q.document_request_id DESC LIMIT $3";
    std::vector<Request> found;
    for (const Row& row : session.find_all(query, school, below, rows))
        found.push_back(request_in(session, school, row));
    return found;
}

void insert_request(school::Changes& changes, SchoolId school, const Request& request)
{
    const school::Act& act = changes.act();
    const auto or_null = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional(text);
    };
    const auto parts = request.is_replacement
                           ? std::nullopt
                           : std::optional(school::name_parts_json(request.name_parts));
    school::must_be_one(changes.session().execute(
        "INSERT INTO document_request (school_id, document_request_id, kind, student_id, grade, "
        "document_id, fate, is_passed, name_parts, birth_day, address, justification, purpose, "
        "is_from_abroad, is_some_lost, filed_on, filed_at, filed_by, filed_as) VALUES ($1, $2, $3, "
        "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        school, request.id, request.is_replacement ? "replacement" : "amendment",
        request.student_id, request.grade, request.document_id, or_null(request.fate),
        request.is_passed, parts, request.birth_day, or_null(request.address),
        or_null(request.justification), or_null(request.purpose), request.is_from_abroad,
        request.is_some_lost, act.today, act.at, act.account_id, act.role));
    crypto::FieldDigester fields("taqwim.document_request.1");
    fields.number(request.id).number(request.student_id).text(request.serial).text(request.fate);
    fields.text(parts.value_or("")).text(request.address).text(request.justification);
    fields.text(request.purpose);
    changes.note("document_request.file", "document_request " + std::to_string(request.id),
                 fields.finish());
}

std::int64_t standing_record(Session& session, SchoolId school, std::int64_t student)
{
    // A record that was kept may itself have been merged into another.
    while (const auto found = school::find_student(session, school, student)) {
        if (!found->merged_into)
            break;
        student = *found->merged_into;
    }
    return student;
}

std::vector<Refusal> unmet_on(Session& session, SchoolId school, const Request& request, Day day,
                              const RuleSets& rule_sets)
{
    const auto rules = guide_in_force(session, school, day, rule_sets);
    if (!rules)
        return {};
    Trace silent = Trace::off();
    if (!request.is_replacement)
        return sa_guide::unmet_amendment_conditions(
            {.matching_parts = matching_parts_of(session, school, request),
             .grade = request.grade,
             .from_abroad = request.is_from_abroad,
             .has_address = !request.address.empty(),
             .has_justification = !request.justification.empty(),
             .has_purpose = !request.purpose.empty(),
             .has_documents = request.has("documents"),
             .some_lost = request.is_some_lost,
             .has_advert = request.has("advert"),
             .has_undertaking = request.has("undertaking"),
             .has_birth_paper = request.has("birth_paper"),
             .has_identity = request.has("identity"),
             .has_civil_notice = request.has("civil_notice")},
            *rules, silent);
    const RequestPaper* const advert = request.paper("advert");
    const sa_guide::ReplacementFacts facts{
        .fate = fate_of(request.fate),
        .grade = request.grade,
        .passed = request.is_passed,
        .issued_by_ministry = false,
        .hijri_year = std::nullopt,
        .advertised = advert != nullptr ? std::optional(advert->dated) : std::nullopt,
        .has_police_minutes = request.has("police_minutes"),
        .has_remains = request.has("remains"),
        .has_security_proof = request.has("security_proof"),
        .has_undertaking = request.has("undertaking"),
        .day = day};
    if (sa_guide::replacement_body(facts, *rules, silent) == sa_guide::DocumentBody::authority)
        return {{RefusalCode::document_of_authority, {}, "serial", "PG-24.R.1"}};
    return sa_guide::unmet_replacement_conditions(facts, *rules, silent);
}

void write_request(JsonWriter& json, Session& session, SchoolId school, const Request& request,
                   Day day, const RuleSets& rule_sets)
{
    write_fields(json, request,
                 request.decision ? std::vector<Refusal>()
                                  : unmet_on(session, school, request, day, rule_sets));
    json.key("amendment");
    if (is_followed(session, school, request, day, rule_sets)) {
        const AmendmentTrail trail = trail_of(session, school, request.id);
        json.begin_object().key("state").text(trail.state(request));
        json.key("open").number(trail.open(request)).end_object();
    } else {
        json.null();
    }
    json.end_object();
}

Refusal decided_already(const StoredDecision& decision)
{
    return {RefusalCode::decided_already, {{"day", decision.decided_on}}, "", ""};
}

}  // namespace taqwim::documents
