// Printing in the background: begun, watched, cancelled and fetched by the one who began it.

#include <string>

#include "core/refusal_codes.h"
#include "documents/document_routes.h"
#include "documents/optional_members.h"
#include "documents/paper_places.h"
#include "regulations/frame/json_writer.h"
#include "school/answering.h"

namespace taqwim::documents {

namespace {

using database::Session;
using http::Response;
using school::Body;
using school::Call;
using school::Permission;
using school::Route;

constexpr std::size_t k_longest_name = 60;
constexpr std::size_t k_most_classes = 200;

void write_job(const DocumentServices& services, JsonWriter& json, const PrintJob& job)
{
    json.begin_object();
    json.key("print_job_id").text(std::to_string(job.id));
    json.key("kind").text(job.kind);
    text_or_null(json, "part", job.part);
    text_or_null(json, "subject", job.subject);
    json.key("class_ids").begin_array();
    for (const std::int64_t class_id : job.class_ids)
        json.text(std::to_string(class_id));
    json.end_array();
    json.key("stage").text(job.stage == Stage::issue ? "issue" : "draft");
    json.key("form").text(to_text(job.form));
    json.key("state").text(to_text(job.state));
    json.key("total").number(static_cast<std::int64_t>(job.total));
    json.key("done").number(static_cast<std::int64_t>(job.done));
    json.key("printed").number(static_cast<std::int64_t>(job.printed));
    json.key("begun_at").text(job.begun.to_text());
    text_or_null(json, "ended_at", job.ended ? job.ended->to_text() : "");
    json.key("has_file").boolean(job.has_file);
    json.key("leaves_out_holders").boolean(job.leaves_out_holders);
    json.key("left_out").begin_array();
    for (const LeftOut& one : job.left_out) {
        json.begin_object();
        id_or_null(json, "student_id", one.student_id);
        id_or_null(json, "class_id", one.class_id);
        json.key("serial").text(one.serial);
        json.end_object();
    }
    json.end_array();
    json.key("unprinted").begin_array();
    for (const Unprinted& one : job.unprinted) {
        json.begin_object();
        id_or_null(json, "student_id", one.student_id);
        id_or_null(json, "class_id", one.class_id);
        json.key("refused");
        services.write_refusal(one.why, json);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

PrintForm form_of(std::string_view text)
{
    if (text == "zip")
        return PrintForm::zip;
    return text == "tables" ? PrintForm::tables : PrintForm::one_file;
}

Refusal unknown_job(const Call& call)
{
    return {RefusalCode::record_unknown,
            {{"record", "print_job"}, {"id", std::string(call.request.path("print_job_id"))}},
            "print_job_id",
            ""};
}

Response begin(const DocumentServices& services, const Call& call, Stage stage)
{
    Body body(call.request);
    PrintOrder order;
    order.kind = body.text("kind", k_longest_name);
    order.stage = stage;
    order.digits = digits_of(
        body.optional_choice("digits", {"arabic_indic", "western"}).value_or("arabic_indic"));
    order.form =
        form_of(body.optional_choice("form", {"one_file", "zip", "tables"}).value_or("one_file"));
    order.leaves_out_holders = body.optional_yes_no("leaves_out_holders").value_or(false);
    PaperWanted like;
    like.kind = order.kind;
    like.order.school = call.school();
    like.order.stage = stage;
    like.order.part = body.optional_text("part", k_longest_name).value_or("");
    like.order.subject = body.optional_text("subject", k_longest_name).value_or("");
    like.order.language =
        language_of(body.optional_choice("language", {"ar", "en"}).value_or("ar"));
    like.order.at = call.act.at;
    like.order.today = call.act.today;
    const std::vector<std::int64_t> classes = body.ids("class_ids", k_most_classes);
    if (classes.empty())
        body.refuse(RefusalCode::field_missing, "class_ids", {{"field", "class_ids"}});
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    const auto unknown = services.record.read([&](Session& session) -> std::optional<Refusal> {
        for (const std::int64_t class_id : classes) {
            if (!session.find_one(
                    "SELECT class_id FROM class WHERE school_id = $1 AND class_id = $2",
                    call.school(), class_id))
                return school::unknown_record("class", class_id, "/class_ids");
            for (PaperWanted& one : papers_of_class(session, services.desk.kinds(), like, class_id))
                order.papers.push_back(std::move(one));
        }
        return std::nullopt;
    });
    if (unknown)
        return http::problem(call.request, *unknown);
    const auto job = services.jobs.begin(call.act, call.school(), std::move(order));
    if (!job)
        return http::problem(call.request, job.refusal());
    JsonWriter json;
    write_job(services, json, job->job);
    return school::respond(call.request, school::Answer{.status = 202,
                                                        .body = std::string(json.str()),
                                                        .is_repeat = job->is_repeat});
}

Response begin_drafts(const DocumentServices& services, const Call& call)
{
    return begin(services, call, Stage::draft);
}
Response begin_issues(const DocumentServices& services, const Call& call)
{
    return begin(services, call, Stage::issue);
}

Response list(const DocumentServices& services, const Call& call)
{
    JsonWriter json;
    json.begin_object();
    json.key("items").begin_array();
    for (const PrintJob& job : services.jobs.jobs(call.act, call.school()))
        write_job(services, json, job);
    json.end_array();
    json.end_object();
    return http::json(200, std::string(json.str()));
}

Response find(const DocumentServices& services, const Call& call)
{
    return school::with_id(call, "print_job_id", [&](std::int64_t id) {
        const auto job = services.jobs.find(call.act, call.school(), id);
        if (!job)
            return http::problem(call.request, unknown_job(call));
        JsonWriter json;
        write_job(services, json, *job);
        return http::json(200, std::string(json.str()));
    });
}

Response cancel(const DocumentServices& services, const Call& call)
{
    return school::with_id(call, "print_job_id", [&](std::int64_t id) {
        return services.jobs.cancel(call.act, call.school(), id)
                   ? http::no_content()
                   : http::problem(call.request, unknown_job(call));
    });
}

Response file(const DocumentServices& services, const Call& call)
{
    return school::with_id(call, "print_job_id", [&](std::int64_t id) {
        const auto job = services.jobs.find(call.act, call.school(), id);
        const auto bytes = services.jobs.file(call.act, call.school(), id);
        if (!job || !bytes)
            return http::problem(call.request, unknown_job(call));
        const bool is_zip = job->form != PrintForm::one_file;
        return http::file(is_zip ? "application/zip" : "application/pdf", *bytes,
                          job->kind + '-' + job->begun.to_text().substr(0, 10) +
                              (is_zip ? ".zip" : ".pdf"));
    });
}

}  // namespace

std::vector<Route> job_routes(const DocumentServices& services)
{
    using enum http::Method;
    const std::string school = "/v1/schools/{school_id}";
    const std::string jobs = school + "/print-jobs";
    const auto route = [&](http::Method method, std::string pattern, std::string name,
                           Permission permission, bool is_sensitive, DocumentHandler handler) {
        Route made = document_route(services, method, std::move(pattern), std::move(name),
                                    permission, school::school_in_path, handler);
        made.is_sensitive = is_sensitive;
        made.needs_key = method == post;
        return made;
    };
    return {
        route(post, school + "/draft-print-jobs", "print_job.begin_drafts",
              Permission::document_draft, true, begin_drafts),
        route(post, school + "/issue-print-jobs", "print_job.begin_issues",
              Permission::document_issue, true, begin_issues),
        route(get, jobs, "print_job.list", Permission::document_read, false, list),
        route(get, jobs + "/{print_job_id}", "print_job.find", Permission::document_read, false,
              find),
        route(remove, jobs + "/{print_job_id}", "print_job.cancel", Permission::document_read,
              false, cancel),
        route(get, jobs + "/{print_job_id}/file", "print_job.file", Permission::document_read, true,
              file),
    };
}

}  // namespace taqwim::documents
