#include "results/results_routes.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/http/conditions.h"
#include "regulations/frame/json_writer.h"
#include "results/explanation.h"
#include "results/publication_lists.h"
#include "results/publication_routes.h"
#include "results/reader_routes.h"
#include "results/result_heads.h"
#include "results/shown_writer.h"
#include "results/version_store.h"
#include "school/body.h"

namespace taqwim::results {

namespace {

using database::Session;
using http::Response;
using school::Answer;
using school::Call;
using school::Changes;
using school::Permission;
using school::Route;

constexpr std::size_t k_longest_reason = 500;

StudentId student_of(const Call& call)
{
    return {call.school(), call.target.student_id.value()};
}

// What a browser holds is asked for again by its tag. It is not to keep a child's result on the disk of a computer that
// others use: "no-store" stays, and the tag serves pages that are open.
Response tagged(const http::Request& request, Response response, const std::string& etag)
{
    response.with_header("Vary", "Accept-Encoding").with_etag(etag);
    if (http::has_current(request, etag)) {
        response.status = 304;
        response.body.clear();
        response.shared_body = nullptr;
    }
    return response;
}

Response plain_response(const http::Request& request, std::string text)
{
    const std::string etag = http::etag_of(text);
    return tagged(request, http::json(200, std::move(text)), etag);
}

Response ready_response(const http::Request& request, const ReadyResult& ready)
{
    Response response = http::json(200, ready.gzip);
    response.with_header("Content-Encoding", "gzip");
    return tagged(request, std::move(response), ready.etag_of_gzip);
}

class Handlers {
public:
    explicit Handlers(const ResultsServices& services)
        : services_(services),
          record_(services.record),
          publications_(services.publications),
          shown_(services.shown)
    {}

    Response preview(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        const auto evaluated = record_.read([&](Session& session) {
            return publications_.preview(session, student_of(call), *year, Depth::everything);
        });
        if (!evaluated)
            return http::problem(call.request, evaluated.refusal());
        if (evaluated->is_refused())
            return http::problem(call.request, evaluated->refusals.front());
        JsonWriter json;
        json.begin_object().key("regulation").text(evaluated->regulation);
        json.key("decision").text(evaluated->decision);
        json.key("outcome")
            .raw(evaluated->outcome)
            .key("reasons")
            .raw(evaluated->reasons)
            .end_object();
        return http::json(200, std::string(json.str()));
    }

    Response published(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        const YearOfStudent wanted{student_of(call), *year};
        const Reader reader = reader_of(call.act);
        if (http::accepts_encoding(call.request, "gzip"))
            if (const auto ready = shown_.find(wanted, call.act.at);
                ready && (ready->is_whole || reader == Reader::family))
                return ready_response(call.request, *ready);
        auto text = record_.read([&](Session& session) {
            return publications_.published_json(session, wanted.student, *year, call.act.at,
                                                reader);
        });
        if (!text)
            return http::problem(call.request, text.refusal());
        shown_.want(wanted);
        return plain_response(call.request, std::move(*text));
    }

    // Without waiting: what is ready in memory, for a client that takes it as it is kept. The guard asks this for families
    // alone.
    std::optional<Response> published_at_hand(const http::Request& request) const
    {
        const auto student =
            StudentId::parse(request.path("school_id"), request.path("student_id"));
        const auto year = parse_id(request.path("school_year_id"));
        if (!student || !year || !http::accepts_encoding(request, "gzip"))
            return std::nullopt;
        const auto ready = shown_.find({*student, *year}, record_.now());
        if (!ready)
            return std::nullopt;
        return ready_response(request, *ready);
    }

    Response versions(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        const auto versions = record_.read([&](Session& session) {
            return publications_.versions(session, student_of(call), *year);
        });
        JsonWriter json;
        json.begin_object().key("versions").begin_array();
        for (const ResultVersion& version : versions) {
            json.begin_object();
            write_version(version, json);
            json.end_object();
        }
        json.end_array().end_object();
        return http::json(200, std::string(json.str()));
    }

    Response withhold(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        school::Body body(call.request);
        const bool is_withheld = body.yes_no("is_withheld");
        const std::string reason = body.text("reason", k_longest_reason);
        const std::string decision = body.text("decision", k_longest_reason);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return school::respond(
            call.request, write_shown(
                              services_, call.school(), call.act, Company::group,
                              [&](Session&) {
                                  return std::vector<YearOfStudent>{{student_of(call), *year}};
                              },
                              [&](Changes& changes) {
                                  return publications_.withhold(changes, student_of(call), *year,
                                                                is_withheld, reason, decision);
                              }));
    }

    Response request_correction(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        school::Body body(call.request);
        const std::string reason = body.text("reason", k_longest_reason);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return school::respond(
            call.request, record_.write(call.school(), call.act, [&](Changes& changes) {
                return publications_.request_correction(changes, student_of(call), *year, reason);
            }));
    }

    Response decide_correction(const Call& call) const
    {
        const auto correction = school::id_in_path(call.request, "correction_id");
        if (!correction)
            return http::problem(call.request, correction.refusal());
        school::Body body(call.request);
        const bool is_accepted = body.yes_no("is_accepted");
        const std::string note = body.text("note", k_longest_reason);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        const auto about = [&](Session& session) {
            return publications_.student_of_correction(session, call.school(), *correction);
        };
        auto answer = write_shown(services_, call.school(), call.act, Company::group, about,
                                  [&](Changes& changes) {
                                      return publications_.decide_correction(
                                          changes, call.school(), *correction, is_accepted, note);
                                  });
        if (answer && is_accepted) {
            const std::array ids = {*correction};
            answer->body = with_head(
                answer->body, give_head_with(services_, call.school(), HeadAbout::correction, ids),
                services_);
        }
        return school::respond(call.request, answer);
    }

    Response acknowledge(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        school::Body body(call.request);
        const std::int64_t version = body.id("result_version_id");
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return school::respond(
            call.request, record_.write(call.school(), call.act, [&](Changes& changes) {
                return publications_.acknowledge(changes, student_of(call), *year, version);
            }));
    }

    Response version_differences(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        const auto from = school::id_in_path(call.request, "version");
        const auto to = school::id_in_path(call.request, "other_version");
        for (const auto* id : {&year, &from, &to})
            if (!*id)
                return http::problem(call.request, id->refusal());
        const auto text = record_.read([&](Session& session) {
            return version_differences_json(session, student_of(call), *year, *from, *to);
        });
        return text ? http::json(200, *text) : http::problem(call.request, text.refusal());
    }

    // One step of the reasons, by its path, or the steps of a rule.
    Response explanation(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        if (const auto refusal = call.request.refuses_query_beside({"path", "rule", "item"}))
            return http::problem(call.request, *refusal);
        const auto trace = record_.read([&](Session& session) -> Result<std::string> {
            const auto shown =
                publications_.shown_version(session, student_of(call), *year, call.act.at);
            if (!shown)
                return shown.refusal();
            // PG-1.37: its steps are the counts and percentages of skills.
            if (reader_of(call.act) == Reader::family &&
                is_judged_by_skills(version_store::version_json(session, call.school(), *shown)))
                return Refusal{
                    RefusalCode::not_permitted, {{"permission", "result_preview"}}, "", "PG-1.37"};
            return version_store::trace_of(session, call.school(), *shown);
        });
        if (!trace)
            return http::problem(call.request, trace.refusal());
        if (const auto rule = call.request.query("rule"))
            return http::json(
                200, explanations_json(*trace, *rule, call.request.query("item").value_or("")));
        const std::string_view path = call.request.query("path").value_or("");
        const auto text = explanation_json(*trace, path);
        if (!text)
            return http::problem(call.request, {RefusalCode::record_unknown,
                                                {{"record", "step"}, {"id", std::string(path)}},
                                                "path",
                                                ""});
        return http::json(200, *text);
    }

private:
    ResultsServices services_;
    school::Record& record_;
    const Publications& publications_;
    ShownResults& shown_;
};

}  // namespace

std::vector<Route> results_routes(const ResultsServices& services)
{
    const auto handlers = std::make_shared<const Handlers>(services);
    const auto call = [&](Response (Handlers::*handler)(const Call&) const) {
        return [handlers, handler](const Call& one) { return (*handlers.*handler)(one); };
    };
    using http::Method;
    const std::string of_year =
        "/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}";
    std::vector<Route> routes = publication_routes(services);
    for (Route& route : reader_routes(services))
        routes.push_back(std::move(route));
    const std::vector<Route> of_students = {
        Route{.method = Method::get,
              .pattern = of_year,
              .name = "result.read",
              .permission = Permission::result_read,
              .target = school::student_in_path,
              .handler = call(&Handlers::published),
              .is_sensitive = true,
              .fast =
                  [handlers](const http::Request& request) {
                      return handlers->published_at_hand(request);
                  }},
        Route{.method = Method::get,
              .pattern = of_year + "/preview",
              .name = "result.preview",
              .permission = Permission::result_preview,
              .target = school::student_in_path,
              .handler = call(&Handlers::preview),
              .is_sensitive = true},
        Route{.method = Method::get,
              .pattern = of_year + "/versions",
              .name = "result.versions",
              .permission = Permission::result_preview,
              .target = school::student_in_path,
              .handler = call(&Handlers::versions),
              .is_sensitive = true},
        Route{.method = Method::post,
              .pattern = of_year + "/withholding",
              .name = "result.withhold",
              .permission = Permission::result_withhold,
              .target = school::student_in_path,
              .handler = call(&Handlers::withhold),
              .needs_key = true},
        Route{.method = Method::post,
              .pattern = of_year + "/corrections",
              .name = "result.request_correction",
              .permission = Permission::result_correct,
              .target = school::student_in_path,
              .handler = call(&Handlers::request_correction),
              .needs_key = true},
        Route{.method = Method::post,
              .pattern = "/v1/schools/{school_id}/result-corrections/{correction_id}/decision",
              .name = "result.decide_correction",
              .permission = Permission::result_publish,
              .target = school::school_in_path,
              .handler = call(&Handlers::decide_correction),
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = of_year + "/versions/{version}/differences/{other_version}",
              .name = "result.version_differences",
              .permission = Permission::result_preview,
              .target = school::student_in_path,
              .handler = call(&Handlers::version_differences),
              .is_sensitive = true},
        Route{.method = Method::get,
              .pattern = of_year + "/explanation",
              .name = "result.explanation",
              .permission = Permission::result_read,
              .target = school::student_in_path,
              .handler = call(&Handlers::explanation),
              .is_sensitive = true},
        Route{.method = Method::post,
              .pattern = of_year + "/acknowledgement",
              .name = "result.acknowledge",
              .permission = Permission::notice_acknowledge,
              .target = school::student_in_path,
              .handler = call(&Handlers::acknowledge),
              .needs_key = true},
    };
    routes.insert(routes.end(), of_students.begin(), of_students.end());
    return routes;
}

}  // namespace taqwim::results
