// Papers: which there are for a year, drafts of them, their issue, and the register.

#include <algorithm>
#include <string>

#include "core/refusal_codes.h"
#include "documents/document_routes.h"
#include "documents/optional_members.h"
#include "documents/paper_places.h"
#include "documents/serial.h"
#include "regulations/frame/json_writer.h"
#include "school/answering.h"
#include "school/keeping.h"
#include "school/on_day.h"

namespace taqwim::documents {

namespace {

using database::Session;
using http::Response;
using school::Body;
using school::Call;
using school::Permission;
using school::Route;

constexpr std::size_t k_longest_text = 500;
constexpr std::size_t k_longest_name = 60;
constexpr const char* k_workbook =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

Result<std::string> listed(const http::Request& request, std::string_view name,
                           std::initializer_list<std::string_view> allowed)
{
    const std::string_view given = request.query(name).value_or(*allowed.begin());
    if (std::ranges::find(allowed, given) != allowed.end())
        return std::string(given);
    std::string words;
    for (const std::string_view word : allowed)
        words += (words.empty() ? "" : ", ") + std::string(word);
    return school::value_not_listed(name, given, words);
}

void write_kind(JsonWriter& json, const PaperKind& kind)
{
    json.begin_object();
    json.key("kind").text(kind.name);
    json.key("form").text(kind.form);
    json.key("title_ar").text(kind.title_ar).key("title_en").text(kind.title_en);
    json.key("about").text(kind.about == PaperKind::About::student        ? "student"
                           : kind.about == PaperKind::About::school_class ? "class"
                                                                          : "school");
    json.key("is_issued").boolean(kind.is_issued);
    json.key("is_table").boolean(kind.is_table());
    json.key("takes_subject").boolean(kind.takes_subject);
    json.key("takes_entry").boolean(kind.takes_entry);
    const auto write_texts = [&](std::string_view name, const std::vector<std::string>& texts) {
        json.key(name).begin_array();
        for (const std::string& text : texts)
            json.text(text);
        json.end_array();
    };
    write_texts("regulations", kind.regulations);
    write_texts("parts", kind.parts);
    json.key("languages").begin_array();
    for (const print::Language language : kind.languages)
        json.text(language == print::Language::arabic ? "ar" : "en");
    json.end_array();
    json.end_object();
}

void write_entry(JsonWriter& json, const RegisterEntry& entry)
{
    json.begin_object();
    json.key("document_id").text(std::to_string(entry.document_id));
    json.key("serial").text(entry.serial);
    json.key("kind").text(entry.kind);
    id_or_null(json, "student_id", entry.student_id);
    id_or_null(json, "class_id", entry.class_id);
    json.key("school_year_id").text(std::to_string(entry.school_year_id));
    json.key("content").raw(entry.content.text);
    json.key("key_id").text(entry.content.key_id);
    json.key("signature").text(entry.content.signature.to_text());
    json.key("file_digest").text(entry.file_digest.to_text());
    json.key("issued_on").text(entry.issued_on.to_text());
    json.key("issued_as").text(entry.issued_as);
    text_or_null(json, "replaces", entry.replaces);
    text_or_null(json, "replaced_by", entry.replaced_by);
    text_or_null(json, "revoked_on", entry.revoked_on);
    text_or_null(json, "reason", entry.reason);
    text_or_null(json, "part", entry.part);
    text_or_null(json, "language", entry.language);
    text_or_null(json, "digits", entry.digits);
    id_or_null(json, "template_version_id", entry.template_version_id);
    text_or_null(json, "template_name", entry.template_name);
    json.key("template_number");
    if (entry.template_number)
        json.number(*entry.template_number);
    else
        json.null();
    id_or_null(json, "entry_id", entry.entry_id);
    text_or_null(json, "because", entry.because);
    json.end_object();
}

std::string entries_json(const std::vector<RegisterEntry>& entries)
{
    JsonWriter json;
    json.begin_object();
    json.key("items").begin_array();
    for (const RegisterEntry& entry : entries)
        write_entry(json, entry);
    json.end_array();
    json.end_object();
    return std::string(json.str());
}

Response list_kinds(const DocumentServices& services, const Call&)
{
    JsonWriter json;
    json.begin_object();
    json.key("items").begin_array();
    for (const PaperKind& kind : services.desk.kinds().all())
        write_kind(json, kind);
    json.end_array();
    json.end_object();
    return http::json(200, std::string(json.str()));
}

// `subject`: the one that the path names; else the query's.
Response draft(const DocumentServices& services, const Call& call, std::vector<PaperWanted> wanted,
               std::string_view subject = {})
{
    const auto language = listed(call.request, "language", {"ar", "en"});
    const auto digits = listed(call.request, "digits", {"arabic_indic", "western"});
    const auto format = listed(call.request, "format", {"pdf", "xlsx"});
    for (const auto* one : {&language, &digits, &format})
        if (!*one)
            return http::problem(call.request, one->refusal());
    for (PaperWanted& one : wanted) {
        one.order.part = std::string(call.request.query("part").value_or(""));
        one.order.subject = subject.empty() ? call.request.query("subject").value_or("") : subject;
        one.order.language = language_of(*language);
        one.order.at = call.act.at;
        one.order.today = call.act.today;
    }
    const bool is_workbook = *format == "xlsx";
    auto file = is_workbook ? services.desk.workbook(wanted, digits_of(*digits))
                            : services.desk.draft(wanted, digits_of(*digits));
    if (!file)
        return http::problem(call.request, file.refusal());
    const std::string name = wanted.front().kind + (is_workbook ? "-table-" : "-draft-") +
                             call.act.today.to_text() + (is_workbook ? ".xlsx" : ".pdf");
    return http::file(is_workbook ? k_workbook : "application/pdf", std::move(*file), name);
}

Response draft_of_student(const DocumentServices& services, const Call& call)
{
    return school::with_id(call, "school_year_id", [&](std::int64_t year) {
        const std::int64_t student = call.target.student_id.value();
        const auto class_id = services.record.read(
            [&](Session& session) { return class_in_year(session, call.school(), student, year); });
        PaperWanted wanted;
        wanted.kind = std::string(call.request.path("kind"));
        wanted.order.school = call.school();
        wanted.order.school_year_id = year;
        wanted.order.student_id = student;
        wanted.order.class_id = class_id;
        if (const auto entry = call.request.query("entry")) {
            wanted.order.entry = parse_id(*entry);
            if (!wanted.order.entry)
                return http::problem(call.request,
                                     Refusal{RefusalCode::id_malformed,
                                             {{"field", "entry"}, {"value", std::string(*entry)}},
                                             "entry",
                                             ""});
        }
        return draft(services, call, {std::move(wanted)});
    });
}

Response draft_of_class(const DocumentServices& services, const Call& call)
{
    PaperWanted like;
    like.kind = std::string(call.request.path("kind"));
    like.order.school = call.school();
    const std::int64_t class_id = call.target.class_id.value();
    std::vector<PaperWanted> wanted = services.record.read([&](Session& session) {
        return papers_of_class(session, services.desk.kinds(), like, class_id);
    });
    if (wanted.empty())
        return http::problem(call.request, school::unknown_record("student", 0, "class_id"));
    return draft(services, call, std::move(wanted));
}

// What the teacher of a subject needs of it for work; what is issued is not his to draft.
Response paper_of_subject(const DocumentServices& services, const Call& call)
{
    PaperWanted like;
    like.kind = std::string(call.request.path("kind"));
    like.order.school = call.school();
    std::string listed;
    bool is_listed = false;
    for (const PaperKind& kind : services.desk.kinds().all())
        if (kind.takes_subject && !kind.is_issued) {
            listed += (listed.empty() ? "" : ", ") + kind.name;
            is_listed = is_listed || kind.name == like.kind;
        }
    if (!is_listed)
        return http::problem(call.request, school::value_not_listed("kind", like.kind, listed));
    const std::string& subject = call.target.subject;
    const std::int64_t class_id = call.target.class_id.value();
    std::optional<Refusal> refusal;
    std::vector<PaperWanted> wanted = services.record.read([&](Session& session) {
        const auto plan = school::plan_of_class(session, call.school(), class_id);
        if (!plan->find(subject))
            refusal = Refusal{RefusalCode::subject_not_in_plan,
                              {{"subject", subject}, {"grade", std::to_string(plan->grade)}},
                              "subject",
                              ""};
        return papers_of_class(session, services.desk.kinds(), like, class_id);
    });
    if (refusal)
        return http::problem(call.request, *refusal);
    return draft(services, call, std::move(wanted), subject);
}

Response issue(const DocumentServices& services, const Call& call)
{
    Body body(call.request);
    PaperWanted like;
    like.kind = body.text("kind", k_longest_name);
    like.order.school = call.school();
    like.order.school_year_id = body.id("school_year_id");
    like.order.part = body.optional_text("part", k_longest_name).value_or("");
    like.order.language =
        language_of(body.optional_choice("language", {"ar", "en"}).value_or("ar"));
    like.order.stage = Stage::issue;
    like.order.at = call.act.at;
    like.order.today = call.act.today;
    const auto digits = digits_of(
        body.optional_choice("digits", {"arabic_indic", "western"}).value_or("arabic_indic"));
    const std::vector<std::int64_t> students = body.ids("student_ids", Register::k_most_together);
    const auto class_id = body.optional_id("class_id");
    like.replaces = body.optional_id("replaces");
    like.order.entry = body.optional_id("entry");
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);

    std::vector<PaperWanted> wanted = services.record.read(
        [&](Session& session) { return papers_of_students(session, like, students); });
    if (students.empty()) {
        wanted.push_back(like);
        wanted.back().order.class_id = class_id;
    }
    if ((like.replaces || like.order.entry) && wanted.size() > 1)
        return http::problem(call.request, Refusal{RefusalCode::value_out_of_range,
                                                   {{"field", "student_ids"},
                                                    {"value", std::to_string(wanted.size())},
                                                    {"minimum", "1"},
                                                    {"maximum", "1"}},
                                                   "/student_ids",
                                                   ""});
    auto issued = services.desk.issue(call.act, call.school(), wanted, digits);
    if (!issued)
        return http::problem(call.request, issued.refusal());
    return school::respond(call.request, std::move(issued->answer));
}

Response of_student(const DocumentServices& services, const Call& call)
{
    return http::json(200, entries_json(services.desk.documents().of_student(
                               call.school(), call.target.student_id.value())));
}

Response of_class(const DocumentServices& services, const Call& call)
{
    return http::json(200, entries_json(services.desk.documents().of_class(
                               call.school(), call.target.class_id.value())));
}

// The serial in the path, as it is kept: typed with blanks or Arabic digits it is the same.
std::string serial_of(const Call& call)
{
    const std::string typed(call.request.path("serial"));
    const auto serial = Serial::parse(typed);
    return serial ? serial->to_text() : typed;
}

Refusal unknown_document(const std::string& serial)
{
    return {RefusalCode::record_unknown, {{"record", "document"}, {"id", serial}}, "serial", ""};
}

// Among these alone: who may see one child's or one class's documents guesses at no other's.
Response file_among(const DocumentServices& services, const Call& call,
                    const std::vector<RegisterEntry>& entries)
{
    const std::string serial = serial_of(call);
    const auto entry = std::ranges::find(entries, serial, &RegisterEntry::serial);
    if (entry == entries.end())
        return http::problem(call.request, unknown_document(serial));
    return http::file("application/pdf", services.desk.documents().file_of(call.school(), *entry),
                      entry->kind + '-' + serial + ".pdf");
}

Response file_of(const DocumentServices& services, const Call& call)
{
    return file_among(
        services, call,
        services.desk.documents().of_student(call.school(), call.target.student_id.value()));
}

Response file_of_class(const DocumentServices& services, const Call& call)
{
    return file_among(
        services, call,
        services.desk.documents().of_class(call.school(), call.target.class_id.value()));
}

Response find(const DocumentServices& services, const Call& call)
{
    const std::string serial = serial_of(call);
    const auto entry = services.desk.documents().find(call.school(), serial);
    if (!entry)
        return http::problem(call.request, unknown_document(serial));
    JsonWriter json;
    write_entry(json, *entry);
    return http::json(200, std::string(json.str()));
}

Response revoke(const DocumentServices& services, const Call& call)
{
    Body body(call.request);
    const std::string reason = body.text("reason", k_longest_text);
    return school::respond_to(call, body, [&] {
        return services.desk.documents().revoke(call.act, call.school(), serial_of(call), reason);
    });
}

}  // namespace

std::vector<Route> paper_routes(const DocumentServices& services)
{
    using enum http::Method;
    const std::string school = "/v1/schools/{school_id}";
    const std::string student = school + "/students/{student_id}";
    const std::string of_class_path = school + "/classes/{class_id}";
    const auto route = [&](http::Method method, std::string pattern, std::string name,
                           Permission permission, school::TargetFinder target, bool is_sensitive,
                           DocumentHandler handler) {
        Route made = document_route(services, method, std::move(pattern), std::move(name),
                                    permission, std::move(target), handler);
        made.is_sensitive = is_sensitive;
        return made;
    };
    return {
        route(get, school + "/paper-kinds", "paper.kinds", Permission::school_read,
              school::school_in_path, false, list_kinds),
        route(get, student + "/papers/{school_year_id}/{kind}", "paper.draft_of_student",
              Permission::document_draft, school::student_in_path, true, draft_of_student),
        route(get, of_class_path + "/papers/{kind}", "paper.draft_of_class",
              Permission::document_draft, school::class_in_path, true, draft_of_class),
        route(get, of_class_path + "/subjects/{subject}/papers/{kind}", "paper.of_subject",
              Permission::mark_read, school::class_subject_in_path, true, paper_of_subject),
        route(post, school + "/documents", "document.issue", Permission::document_issue,
              school::school_in_path, false, issue),
        route(get, school + "/documents/{serial}", "document.find", Permission::document_read,
              school::school_in_path, true, find),
        route(post, school + "/documents/{serial}/revocation", "document.revoke",
              Permission::document_revoke, school::school_in_path, false, revoke),
        route(get, of_class_path + "/documents", "document.of_class", Permission::document_read,
              school::class_in_path, true, of_class),
        route(get, of_class_path + "/documents/{serial}/file", "document.file_of_class",
              Permission::document_read, school::class_in_path, true, file_of_class),
        route(get, student + "/documents", "document.of_student", Permission::document_read,
              school::student_in_path, true, of_student),
        route(get, student + "/documents/{serial}/file", "document.file", Permission::document_read,
              school::student_in_path, true, file_of),
    };
}

}  // namespace taqwim::documents
