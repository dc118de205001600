// PG-24.P: the way of an amendment, for the school and for its directorate.

#include <algorithm>
#include <string>

#include "documents/amendment_store.h"
#include "documents/amendments.h"
#include "documents/below_directorate.h"
#include "documents/document_routes.h"
#include "documents/paper_places.h"
#include "school/answering.h"

namespace taqwim::documents {

namespace {

using http::Response;
using school::Body;
using school::Call;
using school::Permission;
using school::Route;

constexpr std::size_t k_longest_text = 500;
constexpr std::size_t k_longest_name = 200;
constexpr std::size_t k_longest_number = 60;
// Hijri years of documents that can still be brought.
constexpr std::int64_t k_first_year = 1340;
constexpr std::int64_t k_last_year = 1600;

template <class Then>
Response with_request(const Call& call, Then&& then)
{
    return school::with_id(call, "document_request_id", then);
}

AmendmentStep step_in(Body& body, const Call& call, std::initializer_list<std::string_view> steps)
{
    AmendmentStep step;
    step.step = body.choice("step", steps);
    step.dated = body.optional_day("dated_on").value_or(call.act.today);
    step.number = body.optional_text("number", k_longest_number).value_or("");
    step.who = body.optional_text("who", k_longest_name).value_or("");
    step.note = body.optional_text("note", k_longest_text).value_or("");
    return step;
}

Response find(const DocumentServices& services, const Call& call)
{
    return with_request(call, [&](std::int64_t id) {
        return school::respond_json(
            call.request, services.amendments.amendment(school_of(call), id, call.act.today));
    });
}

Response examine(const DocumentServices& services, const Call& call)
{
    return with_request(call, [&](std::int64_t id) {
        Body body(call.request);
        AmendmentFinding finding;
        finding.finding = body.text("finding", k_longest_text);
        finding.reference = body.optional_text("reference", k_longest_number).value_or("");
        finding.examined = body.optional_day("examined_on").value_or(call.act.today);
        return school::respond_to(call, body, [&] {
            return services.amendments.examine(call.act, school_of(call), id, finding,
                                               entered_by(call));
        });
    });
}

Response add_letter(const DocumentServices& services, const Call& call)
{
    return with_request(call, [&](std::int64_t id) {
        Body body(call.request);
        LetterAsked asked;
        asked.kind = body.choice("kind", {"school", "exams_section", "authority"});
        asked.addressee = body.optional_text("addressee", k_longest_name).value_or("");
        asked.to_school = body.optional_id("to_school_id");
        asked.years = body.optional_text("years", k_longest_name).value_or("");
        asked.heir = body.optional_text("heir", k_longest_name).value_or("");
        return school::respond_to(call, body, [&] {
            return services.amendments.add_letter(call.act, school_of(call), id, asked);
        });
    });
}

Response step_letter(const DocumentServices& services, const Call& call)
{
    return with_request(call, [&](std::int64_t id) {
        return school::with_id(call, "amendment_letter_id", [&](std::int64_t letter) {
            Body body(call.request);
            const AmendmentStep step = step_in(body, call, {"sent", "confirmed", "withdrawn"});
            return school::respond_to(call, body, [&] {
                return services.amendments.step_letter(call.act, school_of(call), id, letter, step);
            });
        });
    });
}

// The letter as it is signed by hand and sent.
Response letter_file(const DocumentServices& services, const Call& call)
{
    if (const auto refusal = call.request.refuses_query_beside({"digits"}))
        return http::problem(call.request, *refusal);
    const std::string digits(call.request.query("digits").value_or("arabic_indic"));
    if (digits != "arabic_indic" && digits != "western")
        return http::problem(call.request,
                             school::value_not_listed("digits", digits, "arabic_indic, western"));
    return with_request(call, [&](std::int64_t id) {
        return school::with_id(call, "amendment_letter_id", [&](std::int64_t letter) {
            if (services.record.read([&](database::Session& session) {
                    return request_of_letter(session, school_of(call), letter);
                }) != id)
                return http::problem(
                    call.request,
                    school::unknown_record("amendment_letter", letter, "amendment_letter_id"));
            PaperWanted wanted;
            wanted.kind = "amendment_letter";
            wanted.order.school = school_of(call);
            wanted.order.entry = letter;
            wanted.order.at = call.act.at;
            wanted.order.today = call.act.today;
            auto file = services.desk.draft(std::vector{wanted}, digits_of(digits));
            if (!file)
                return http::problem(call.request, file.refusal());
            return http::file("application/pdf", std::move(*file),
                              wanted.kind + "-" + std::to_string(letter) + ".pdf");
        });
    });
}

Response add_original(const DocumentServices& services, const Call& call)
{
    return with_request(call, [&](std::int64_t id) {
        Body body(call.request);
        OriginalAsked asked;
        asked.paper = body.choice("paper", {"certificate", "transfer_result"});
        asked.stage = body.choice("stage", {"primary", "intermediate", "secondary"});
        asked.hijri_year = static_cast<int>(body.integer("hijri_year", k_first_year, k_last_year));
        asked.number = body.text("number", k_longest_number);
        return school::respond_to(call, body, [&] {
            return services.amendments.add_original(call.act, school_of(call), id, asked);
        });
    });
}

Response step_original(const DocumentServices& services, const Call& call)
{
    return with_request(call, [&](std::int64_t id) {
        return school::with_id(call, "amendment_original_id", [&](std::int64_t original) {
            Body body(call.request);
            const AmendmentStep step = step_in(
                body, call, {"received", "sent", "returned", "copied", "handed_over", "withdrawn"});
            return school::respond_to(call, body, [&] {
                return services.amendments.step_original(call.act, school_of(call), id, original,
                                                         step);
            });
        });
    });
}

Response finish(const DocumentServices& services, const Call& call)
{
    return with_request(call, [&](std::int64_t id) {
        return school::respond(call.request,
                               services.amendments.finish(call.act, school_of(call), id));
    });
}

Response list_of_directorate(const DocumentServices& services, const Call& call)
{
    return school::with_page(call, {"after", "limit", "state"}, [&](const school::Page& page) {
        const std::string state(call.request.query("state").value_or("open"));
        if (state != "open" && state != "all")
            return http::problem(call.request,
                                 school::value_not_listed("state", state, "open, all"));
        return school::respond_json(call.request, services.amendments.of_directorate(
                                                      call.target.directorate_id.value(), page,
                                                      state == "open", call.act.today));
    });
}

Response received(const DocumentServices& services, const Call& call)
{
    return school::respond_json(call.request, services.amendments.received_letters(call.school()));
}

Response confirm(const DocumentServices& services, const Call& call)
{
    return school::with_id(call, "amendment_letter_id", [&](std::int64_t letter) {
        Body body(call.request);
        AmendmentStep step;
        step.step = "confirmed";
        step.dated = body.optional_day("dated_on").value_or(call.act.today);
        step.number = body.optional_text("number", k_longest_number).value_or("");
        step.who = body.text("who", k_longest_name);
        return school::respond_to(call, body, [&] {
            return services.amendments.confirm_received(call.act, call.school(), letter, step);
        });
    });
}

}  // namespace

std::vector<Route> amendment_routes(const DocumentServices& services)
{
    using enum http::Method;
    using Handler = Response (*)(const DocumentServices&, const Call&);
    const std::string school = "/v1/schools/{school_id}";
    const std::string own = school + "/document-requests/{document_request_id}";
    const std::string directorate = "/v1/directorates/{directorate_id}";
    const std::string below = directorate + "/schools/{school_id}/amendments/{document_request_id}";
    std::vector<Route> all;
    const auto add = [&](http::Method method, std::string pattern, std::string name,
                         Permission permission, school::TargetFinder target, Handler handler) {
        all.push_back(
            {.method = method,
             .pattern = std::move(pattern),
             .name = std::move(name),
             .permission = permission,
             .target = std::move(target),
             .handler = [services, handler](const Call& call) { return handler(services, call); },
             .is_sensitive = method == get,
             .needs_key = method != get});
    };
    // The same of a school's own request, and below its directorate.
    struct Step {
        http::Method method;
        std::string path;
        std::string name;
        Handler handler;
    };
    const std::vector<Step> steps = {
        {get, "", "find", find},
        {post, "/examinations", "examine", examine},
        {post, "/letters", "add_letter", add_letter},
        {post, "/letters/{amendment_letter_id}/steps", "step_letter", step_letter},
        {get, "/letters/{amendment_letter_id}/file", "letter_file", letter_file},
        {post, "/originals", "add_original", add_original},
        {post, "/originals/{amendment_original_id}/steps", "step_original", step_original},
        {post, "/finish", "finish", finish},
    };
    for (const Step& step : steps) {
        const bool is_find = step.name == "find";
        add(step.method, own + (is_find ? "/amendment" : step.path), "amendment." + step.name,
            step.method == get ? Permission::document_read : Permission::document_issue,
            school::school_in_path, step.handler);
        add(step.method, below + step.path, "amendment." + step.name + "_of_directorate",
            Permission::amendment_examine, directorate_of_school_in_path, step.handler);
    }
    add(get, directorate + "/amendments", "amendment.list_of_directorate",
        Permission::amendment_examine, school::directorate_in_path, list_of_directorate);
    add(get, school + "/amendment-letters", "amendment.received_letters", Permission::document_read,
        school::school_in_path, received);
    add(post, school + "/amendment-letters/{amendment_letter_id}/confirmation",
        "amendment.confirm_letter", Permission::document_issue, school::school_in_path, confirm);
    return all;
}

}  // namespace taqwim::documents
