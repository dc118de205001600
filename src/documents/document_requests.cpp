#include "documents/document_requests.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/amendment_store.h"
#include "documents/optional_members.h"
#include "documents/paper_places.h"
#include "documents/request_store.h"
#include "school/names.h"
#include "school/schools_store.h"
#include "school/students.h"
#include "school/students_store.h"

namespace taqwim::documents {

namespace {

using database::Session;
using school::Answer;
using school::Changes;
using school::must_be_one;

std::string request_json(Session& session, SchoolId school, const Request& request, Day day,
                         const RuleSets& rule_sets)
{
    JsonWriter json;
    write_request(json, session, school, request, day, rule_sets);
    return std::string(json.str());
}

// Stores a request that was read from nowhere yet, and answers with it.
Answer file_request(Changes& changes, SchoolId school, Request request, const RuleSets& rule_sets)
{
    const school::Act& act = changes.act();
    request.id = changes.new_id();
    request.filed_on = act.today.to_text();
    request.filed_as = act.role;
    insert_request(changes, school, request);
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

// PG-24.P.1, P.2: it was examined, and the directorate's number and day are told.
std::optional<Refusal> refuses_order(Session& session, SchoolId school, std::int64_t id,
                                     const RequestDecision& decision, Day today)
{
    if (trail_of(session, school, id).examinations.empty())
        return Refusal{RefusalCode::request_not_examined, {}, "", "PG-24.P.1"};
    if (decision.reference.empty())
        return Refusal{
            RefusalCode::text_empty, {{"field", "reference"}}, "/reference", "PG-24.P.2"};
    if (!decision.dated)
        return Refusal{
            RefusalCode::field_missing, {{"field", "dated_on"}}, "/dated_on", "PG-24.P.2"};
    if (*decision.dated > today)
        return Refusal{
            RefusalCode::day_in_future, {{"day", decision.dated->to_text()}}, "/dated_on", ""};
    return std::nullopt;
}

// What the decision on an amendment brings with it, in the same write. `order`: none where no directorate decides.
std::optional<Refusal> follow_decision(Changes& changes, SchoolId school, const Request& request,
                                       const RequestDecision* order, EnteredBy by)
{
    Session& session = changes.session();
    school::Student student = *school::find_student(
        session, school, standing_record(session, school, request.student_id));
    if (order != nullptr)
        insert_order(changes, school, request.id,
                     {.reference = order->reference,
                      .dated = order->dated.value(),
                      .by_directorate = by == EnteredBy::directorate,
                      .name_parts = student.name_parts,
                      .birth_day = student.birth_day});
    if (request.decision->outcome != "granted")
        return std::nullopt;
    // PG-24.N.4: the record follows the paper that was shown; documents say what the record says.
    student.name_parts = request.name_parts;
    if (request.birth_day)
        student.birth_day = request.birth_day;
    if (const auto changed = school::change_student_within(changes, school, student); !changed)
        return changed.refusal();
    if (order != nullptr)
        insert_known_letters(changes, school, request);
    return std::nullopt;
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
                                        const RequestDecision& decision, EnteredBy by)
{
    const bool is_granted = decision.outcome == "granted";
    if (!is_granted && decision.reason.empty())
        return Refusal{RefusalCode::reason_missing, {{"field", "reason"}}, "/reason", ""};
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        auto request = find_request(session, school, id);
        if (!request)
            return request.refusal();
        const bool has_order = is_followed(session, school, *request, act.today, rule_sets_);
        if (!has_order && by == EnteredBy::directorate)
            return school::unknown_record("document_request", id, "document_request_id");
        if (request->decision)
            return decided_already(*request->decision);
        if (has_order)
            if (auto refusal = refuses_order(session, school, id, decision, act.today))
                return *std::move(refusal);
        if (is_granted) {
            auto unmet = unmet_on(session, school, *request, act.today, rule_sets_);
            if (!unmet.empty())
                return std::move(unmet.front());
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
        request->decision = StoredDecision{.outcome = decision.outcome,
                                           .reason = decision.reason,
                                           .decided_on = act.today.to_text(),
                                           .decided_as = act.role};
        if (!request->is_replacement)
            if (auto refusal =
                    follow_decision(changes, school, *request, has_order ? &decision : nullptr, by))
                return *std::move(refusal);
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
    const std::int64_t student = record_.read(
        [&](Session& session) { return standing_record(session, school, request->student_id); });
    for (const RegisterEntry& entry : desk_.documents().of_student(school, student)) {
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
        const auto found = requests_below(session, school, below, page.rows());
        const auto shown = std::min(found.size(), static_cast<std::size_t>(page.limit));
        JsonWriter json;
        json.begin_object().key("items").begin_array();
        for (std::size_t i = 0; i < shown; ++i)
            write_request(json, session, school, found[i], day, rule_sets_);
        json.end_array();
        id_or_null(json, "next",
                   found.size() > shown ? std::optional(found[shown - 1].id) : std::nullopt);
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
