#include "results/publication_routes.h"

#include <array>
#include <optional>
#include <string>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "results/many_classes.h"
#include "results/publication_body.h"
#include "results/publication_lists.h"
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

AboutWhom of_publication(SchoolId school, std::int64_t publication_id)
{
    return [school, publication_id](Session& session) {
        std::vector<YearOfStudent> years;
        for (const database::Row& row : session.find_all(
                 "SELECT DISTINCT student_id, school_year_id FROM result_version "
                 "WHERE school_id = $1 AND publication_id = $2 ORDER BY student_id, school_year_id",
                 school, publication_id))
            years.push_back(
                {StudentId{school, row.integer("student_id")}, row.integer("school_year_id")});
        return years;
    };
}

class Handlers {
public:
    explicit Handlers(const ResultsServices& services) : services_(services) {}

    Response checklist(const Call& call) const
    {
        const auto points = services_.record.read([&](Session& session) {
            return services_.publications.open_points(session, call.school(),
                                                      call.target.class_id.value());
        });
        return points ? http::json(200, checklist_json(*points))
                      : http::problem(call.request, points.refusal());
    }

    Response publish(const Call& call) const
    {
        school::Body body(call.request);
        const Instant moment = moment_in(body, call);
        const std::vector<std::int64_t> left_out = left_out_ids(body);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        auto answer = publish_class(services_, call.school(), call.act,
                                    call.target.class_id.value(), moment, left_out);
        if (answer) {
            const std::array ids = {publication_of(*answer)};
            answer->body = with_head(
                answer->body, give_head_with(services_, call.school(), HeadAbout::publication, ids),
                services_);
        }
        return school::respond(call.request, answer);
    }

    Response publish_many(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        school::Body body(call.request);
        const Instant moment = moment_in(body, call);
        const std::vector<std::int64_t> classes = class_ids(body);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return http::json(
            200, publish_classes(services_, call.school(), call.act, *year, classes, moment));
    }

    Response withdraw(const Call& call) const
    {
        const auto publication = school::id_in_path(call.request, "publication_id");
        if (!publication)
            return http::problem(call.request, publication.refusal());
        school::Body body(call.request);
        const std::string reason = body.text("reason", k_longest_reason);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return school::respond(
            call.request,
            write_shown(services_, call.school(), call.act, Company::group,
                        of_publication(call.school(), *publication), [&](Changes& changes) {
                            return services_.publications.withdraw(changes, call.school(),
                                                                   *publication, reason);
                        }));
    }

    Response year_progress(const Call& call) const
    {
        return of_year(call, [&](Session& session, std::int64_t year) -> Result<std::string> {
            return year_progress_json(session, call.school(), year, call.act.at);
        });
    }
    Response year_checklist(const Call& call) const
    {
        return of_year(call, [&](Session& session, std::int64_t year) {
            return year_checklist_json(session, services_.publications, call.school(), year);
        });
    }
    Response list(const Call& call) const
    {
        return of_year(call, [&](Session& session, std::int64_t year) -> Result<std::string> {
            return publications_json(session, call.school(), year);
        });
    }
    Response class_results(const Call& call) const
    {
        return read(call, [&](Session& session) {
            return class_results_json(session, services_.publications, call.school(),
                                      call.target.class_id.value(), call.act.at);
        });
    }
    Response class_differences(const Call& call) const
    {
        return read(call, [&](Session& session) {
            return class_differences_json(session, services_.publications, call.school(),
                                          call.target.class_id.value());
        });
    }
    Response class_notices(const Call& call) const
    {
        return read(call, [&](Session& session) {
            return class_notices_json(session, call.school(), call.target.class_id.value(),
                                      call.act.at, call.act.today);
        });
    }

private:
    template <class Look>
    Response read(const Call& call, const Look& look) const
    {
        const Result<std::string> text =
            services_.record.read([&](Session& session) { return look(session); });
        return text ? http::json(200, *text) : http::problem(call.request, text.refusal());
    }
    template <class Look>
    Response of_year(const Call& call, const Look& look) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        return read(call, [&](Session& session) { return look(session, *year); });
    }

    ResultsServices services_;
};

}  // namespace

std::vector<Route> publication_routes(const ResultsServices& services)
{
    const auto handlers = std::make_shared<const Handlers>(services);
    const auto call = [&](Response (Handlers::*handler)(const Call&) const) {
        return [handlers, handler](const Call& one) { return (*handlers.*handler)(one); };
    };
    using http::Method;
    const std::string of_class = "/v1/schools/{school_id}/classes/{class_id}";
    const std::string of_year = "/v1/schools/{school_id}/school-years/{school_year_id}";
    return {
        Route{.method = Method::get,
              .pattern = of_class + "/publication/checklist",
              .name = "result.checklist",
              .permission = Permission::result_preview,
              .target = school::class_in_path,
              .handler = call(&Handlers::checklist)},
        Route{.method = Method::get,
              .pattern = of_class + "/publication/differences",
              .name = "result.class_differences",
              .permission = Permission::result_publish,
              .target = school::class_in_path,
              .handler = call(&Handlers::class_differences),
              .is_sensitive = true},
        Route{.method = Method::get,
              .pattern = of_class + "/publication/notices",
              .name = "result.notices",
              .permission = Permission::result_notice,
              .target = school::class_in_path,
              .handler = call(&Handlers::class_notices),
              .is_sensitive = true},
        Route{.method = Method::post,
              .pattern = of_class + "/publication",
              .name = "result.publish",
              .permission = Permission::result_publish,
              .target = school::class_in_path,
              .handler = call(&Handlers::publish),
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = of_class + "/results",
              .name = "result.class_results",
              .permission = Permission::result_preview,
              .target = school::class_in_path,
              .handler = call(&Handlers::class_results),
              .is_sensitive = true},
        Route{.method = Method::get,
              .pattern = of_year + "/publication",
              .name = "result.year_progress",
              .permission = Permission::result_preview,
              .target = school::school_in_path,
              .handler = call(&Handlers::year_progress)},
        Route{.method = Method::get,
              .pattern = of_year + "/publication/checklist",
              .name = "result.year_checklist",
              .permission = Permission::result_preview,
              .target = school::school_in_path,
              .handler = call(&Handlers::year_checklist)},
        Route{.method = Method::get,
              .pattern = of_year + "/publications",
              .name = "result.publications",
              .permission = Permission::result_preview,
              .target = school::school_in_path,
              .handler = call(&Handlers::list)},
        Route{.method = Method::post,
              .pattern = of_year + "/publications",
              .name = "result.publish_many",
              .permission = Permission::result_publish,
              .target = school::school_in_path,
              .handler = call(&Handlers::publish_many),
              .needs_key = true},
        Route{.method = Method::post,
              .pattern = "/v1/schools/{school_id}/publications/{publication_id}/withdrawal",
              .name = "result.withdraw",
              .permission = Permission::result_publish,
              .target = school::school_in_path,
              .handler = call(&Handlers::withdraw),
              .needs_key = true},
    };
}

}  // namespace taqwim::results
