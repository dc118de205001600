#include "documents/document_requests.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/guide_in_force.h"
#include "documents/optional_members.h"
#include "documents/paper_places.h"
#include "regulations/sa_guide/issued_documents.h"
#include "school/names.h"
#include "school/schools_store.h"
#include "school/students.h"
#include "school/students_store.h"

namespace taqwim::documents {

namespace {

using database::Row;
using database::Session;
using school::Answer;
using school::Changes;
using school::must_be_one;
using RuleSets = std::vector<std::unique_ptr<RuleSet>>;

constexpr std::string_view k_record = "document_request";

struct Decision {
    std::string outcome;
    std::string reason;
    std::string decided_on;
    std::string decided_as;
};

// A request with everything that stands beside it.
struct Request {
    std::int64_t id = 0;
    bool is_replacement = false;
    std::int64_t student_id = 0;
    int grade = 0;
    std::optional<std::int64_t> document_id;
    std::string serial;  // of that document
    std::string fate;
    bool is_passed = false;
    std::vector<std::string> name_parts;
    std::optional<Day> birth_day;
    std::string address;
    std::string justification;
    std::string purpose;
    bool is_from_abroad = false;
    bool is_some_lost = false;
    std::string filed_on;
    std::string filed_as;
    std::vector<RequestPaper> papers;
    std::optional<Decision> decision;
    std::vector<std::string> issued;  // serials

    [[nodiscard]] const RequestPaper* paper(std::string_view name) const
    {
        const auto found = std::ranges::find(papers, name, &RequestPaper::paper);
        return found == papers.end() ? nullptr : &*found;
    }
    [[nodiscard]] bool has(std::string_view name) const { return paper(name) != nullptr; }
};

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
        request.decision = Decision{.outcome = *outcome,
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

Result<Request> find_request(Session& session, SchoolId school, std::int64_t id)
{
    const std::string query = std::string(k_query) + "AND q.document_request_id = $2";
    const auto row = session.find_one(query, school, id);
    if (!row)
        return school::unknown_record(k_record, id, "document_request_id");
    return request_in(session, school, *row);
}

sa_guide::DocumentFate fate_of(std::string_view text)
{
    using enum sa_guide::DocumentFate;
    return text == "damaged" ? damaged : text == "burnt" ? burnt : text == "stolen" ? stolen : lost;
}

int matching_parts_of(Session& session, SchoolId school, const Request& request)
{
    const auto student = school::find_student(session, school, request.student_id);
    return school::matching_name_parts(student.value().name_parts, request.name_parts);
}

// What speaks against it on that day; empty: it may be granted.
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

void write_request(JsonWriter& json, const Request& request, const std::vector<Refusal>& unmet)
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
    json.end_object();
}

std::string request_json(Session& session, SchoolId school, const Request& request, Day day,
                         const RuleSets& rule_sets)
{
    JsonWriter json;
    write_request(json, request,
                  request.decision ? std::vector<Refusal>()
                                   : unmet_on(session, school, request, day, rule_sets));
    return std::string(json.str());
}

// Stores a request that was read from nowhere yet, and answers with it.
Answer file_request(Changes& changes, SchoolId school, Request request, const RuleSets& rule_sets)
{
    const school::Act& act = changes.act();
    request.id = changes.new_id();
    request.filed_on = act.today.to_text();
    request.filed_as = act.role;
    const auto or_null = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional(text);
    };
    const auto parts = request.is_replacement
                           ? std::nullopt
                           : std::optional(school::name_parts_json(request.name_parts));
    must_be_one(changes.session().execute(
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
    return {.status = 201,
            .body = request_json(changes.session(), school, request, act.today, rule_sets)};
}

int grade_of_class(Session& session, SchoolId school, std::int64_t class_id)
{
    const auto row = session.find_one(
        "SELECT p.grade FROM class c JOIN study_plan p ON p.school_id = c.school_id "
        "AND p.study_plan_id = c.study_plan_id WHERE c.school_id = $1 AND c.class_id = $2",
        school, class_id);
    return row ? static_cast<int>(row->integer("grade")) : 0;
}

// The grade of the class that the student was enrolled in last.
int last_grade_of(Session& session, SchoolId school, std::int64_t student)
{
    const auto row = session.find_one(
        "SELECT p.grade FROM enrolment e JOIN class c ON c.school_id = e.school_id "
        "AND c.class_id = e.class_id JOIN study_plan p ON p.school_id = c.school_id "
        "AND p.study_plan_id = c.study_plan_id WHERE e.school_id = $1 AND e.student_id = $2 "
        "ORDER BY e.first_day DESC LIMIT 1",
        school, student);
    return row ? static_cast<int>(row->integer("grade")) : 0;
}

Refusal decided_already(const Decision& decision)
{
    return {RefusalCode::decided_already, {{"day", decision.decided_on}}, "", ""};
}

// The order under which a document was issued, to be issued in its place.
PaperWanted again(const RegisterEntry& entry, std::int64_t request, SchoolId school,
                  const school::Act& act)
{
    PaperWanted wanted;
    wanted.kind = entry.kind;
    wanted.order = {.school = school,
                    .school_year_id = entry.school_year_id,
                    .student_id = entry.student_id,
                    .class_id = entry.class_id,
                    .part = entry.part,
                    .entry = entry.entry_id,
                    .stage = Stage::issue,
                    .language = language_of(entry.language),
                    .at = act.at,
                    .today = act.today};
    wanted.replaces = entry.document_id;
    wanted.request_id = request;
    wanted.digits = digits_of(entry.digits);
    return wanted;
}

}  // namespace

Result<Answer> DocumentRequests::file(const school::Act& act, SchoolId school,
                                      const ReplacementAsked& asked)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto entry = Register::find_within(session, school, asked.serial);
        if (!entry || !entry->student_id)
            return Refusal{RefusalCode::record_unknown,
                           {{"record", "document"}, {"id", asked.serial}},
                           "serial",
                           ""};
        if (auto ended = Register::refuses_ended(session, school, *entry))
            return *std::move(ended);
        Request request;
        request.is_replacement = true;
        request.student_id = *entry->student_id;
        request.grade = entry->class_id ? grade_of_class(session, school, *entry->class_id)
                                        : last_grade_of(session, school, *entry->student_id);
        request.document_id = entry->document_id;
        request.serial = entry->serial;
        request.fate = asked.fate;
        request.is_passed = asked.is_passed;
        // What the school cannot give is said before anybody goes to the newspaper.
        for (Refusal& one : unmet_on(session, school, request, act.today, rule_sets_))
            if (one.code == RefusalCode::document_of_authority)
                return std::move(one);
        return file_request(changes, school, std::move(request), rule_sets_);
    });
}

Result<Answer> DocumentRequests::file(const school::Act& act, SchoolId school,
                                      const AmendmentAsked& asked)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        if (auto refusal = school::refuses_student(session, school, asked.student_id, "student_id"))
            return *std::move(refusal);
        const school::Student student = *school::find_student(session, school, asked.student_id);
        const bool is_citizen = student.nationality == school::country_of(session, school);
        if (auto refusal = school::refuses_name_parts(asked.name_parts, is_citizen)) {
            refusal->field = "/name_parts";
            return *std::move(refusal);
        }
        if (asked.name_parts == student.name_parts &&
            (!asked.birth_day || asked.birth_day == student.birth_day))
            return Refusal{
                RefusalCode::field_missing, {{"field", "name_parts"}}, "/name_parts", "PG-24.A.5"};
        Request request;
        request.student_id = asked.student_id;
        request.grade = last_grade_of(session, school, asked.student_id);
        if (request.grade == 0)
            return school::unknown_record("enrolment", asked.student_id, "student_id");
        request.name_parts = asked.name_parts;
        request.birth_day = asked.birth_day;
        request.address = asked.address;
        request.justification = asked.justification;
        request.purpose = asked.purpose;
        request.is_from_abroad = asked.is_from_abroad;
        request.is_some_lost = asked.is_some_lost;
        for (Refusal& one : unmet_on(session, school, request, act.today, rule_sets_))
            if (one.code == RefusalCode::document_from_abroad)
                return std::move(one);
        return file_request(changes, school, std::move(request), rule_sets_);
    });
}

Result<Answer> DocumentRequests::add_paper(const school::Act& act, SchoolId school, std::int64_t id,
                                           const RequestPaper& paper)
{
    if (paper.dated > act.today)
        return Refusal{
            RefusalCode::day_in_future, {{"day", paper.dated.to_text()}}, "/dated_on", ""};
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        auto request = find_request(session, school, id);
        if (!request)
            return request.refusal();
        if (request->decision)
            return decided_already(*request->decision);
        const std::int64_t paper_id = changes.new_id();
        must_be_one(session.execute(
            "INSERT INTO document_request_paper (school_id, document_request_id, "
            "document_request_paper_id, paper, reference, dated_on, entered_at, entered_by, "
            "entered_as) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            school, id, paper_id, paper.paper, paper.reference, paper.dated, act.at, act.account_id,
            act.role));
        crypto::FieldDigester fields("taqwim.document_request_paper.1");
        fields.number(id).text(paper.paper).text(paper.reference).text(paper.dated.to_text());
        changes.note("document_request.add_paper",
                     "document_request_paper " + std::to_string(paper_id), fields.finish());
        request->papers.push_back(paper);
        return Answer{.status = 201,
                      .body = request_json(session, school, *request, act.today, rule_sets_)};
    });
}

Result<Answer> DocumentRequests::decide(const school::Act& act, SchoolId school, std::int64_t id,
                                        const RequestDecision& decision)
{
    const bool is_granted = decision.outcome == "granted";
    if (!is_granted && decision.reason.empty())
        return Refusal{RefusalCode::reason_missing, {{"field", "reason"}}, "/reason", ""};
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        auto request = find_request(session, school, id);
        if (!request)
            return request.refusal();
        if (request->decision)
            return decided_already(*request->decision);
        if (is_granted) {
            auto unmet = unmet_on(session, school, *request, act.today, rule_sets_);
            if (!unmet.empty())
                return std::move(unmet.front());
        }
        // PG-24.N.4: the record follows the paper that was shown; documents say what the record says.
        if (is_granted && !request->is_replacement) {
            school::Student student = *school::find_student(session, school, request->student_id);
            student.name_parts = request->name_parts;
            if (request->birth_day)
                student.birth_day = request->birth_day;
            if (const auto changed = school::change_student_within(changes, school, student);
                !changed)
                return changed.refusal();
        }
        must_be_one(session.execute(
            "INSERT INTO document_request_decision (school_id, document_request_id, outcome, "
            "reason, decided_on, decided_at, decided_by, decided_as) VALUES ($1, $2, $3, $4, $5, "
            "$6, $7, $8)",
            school, id, decision.outcome, decision.reason, act.today, act.at, act.account_id,
            act.role));
        crypto::FieldDigester fields("taqwim.document_request_decision.1");
        fields.number(id).text(decision.outcome).text(decision.reason);
        changes.note("document_request.decide", "document_request " + std::to_string(id),
                     fields.finish());
        request->decision = Decision{.outcome = decision.outcome,
                                     .reason = decision.reason,
                                     .decided_on = act.today.to_text(),
                                     .decided_as = act.role};
        return Answer{.status = 200,
                      .body = request_json(session, school, *request, act.today, rule_sets_)};
    });
}

Result<IssuedTogether> DocumentRequests::issue(const school::Act& act, SchoolId school,
                                               std::int64_t id)
{
    const auto request =
        record_.read([&](Session& session) { return find_request(session, school, id); });
    if (!request)
        return request.refusal();
    if (!request->decision || request->decision->outcome != "granted")
        return school::unknown_record("document_request_decision", id, "document_request_id");
    std::vector<PaperWanted> wanted;
    const auto is_answer = [&](const std::string& serial) {
        return std::ranges::find(request->issued, serial) != request->issued.end();
    };
    for (const RegisterEntry& entry : desk_.documents().of_student(school, request->student_id)) {
        const bool stands = entry.replaced_by.empty() && entry.revoked_on.empty();
        // What was issued on this request before is ordered again all the same: under the same key the register answers as it
        // did then, under another it refuses, for those documents do not stand any more.
        const bool is_meant = request->is_replacement ? entry.document_id == *request->document_id
                                                      : (stands && !is_answer(entry.serial)) ||
                                                            is_answer(entry.replaced_by);
        if (is_meant)
            wanted.push_back(again(entry, id, school, act));
    }
    if (wanted.empty())
        return school::unknown_record("document", request->student_id, "document_request_id");
    return desk_.issue(act, school, wanted, print::DigitSet::arabic_indic);
}

Result<std::string> DocumentRequests::requests(SchoolId school, const school::Page& page, Day day)
{
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    // The first page begins above every id.
    const std::int64_t below = *after == 0 ? std::numeric_limits<std::int64_t>::max() : *after;
    return record_.read([&](Session& session) -> Result<std::string> {
        const std::string query =
            std::string(k_query) +
            "AND q.document_request_id < $2 ORDER BY q.document_request_id DESC LIMIT $3";
        const auto rows = session.find_all(query, school, below, page.rows());
        const auto shown = std::min(rows.size(), static_cast<std::size_t>(page.limit));
        JsonWriter json;
        json.begin_object().key("items").begin_array();
        for (std::size_t i = 0; i < shown; ++i)
            json.raw(request_json(session, school, request_in(session, school, rows[i]), day,
                                  rule_sets_));
        json.end_array();
        id_or_null(json, "next",
                   rows.size() > shown
                       ? std::optional(rows[shown - 1].integer("document_request_id"))
                       : std::nullopt);
        json.end_object();
        return std::string(json.str());
    });
}

Result<std::string> DocumentRequests::request(SchoolId school, std::int64_t id, Day day)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        const auto request = find_request(session, school, id);
        if (!request)
            return request.refusal();
        return request_json(session, school, *request, day, rule_sets_);
    });
}

}  // namespace taqwim::documents
