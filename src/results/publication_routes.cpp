#include "results/publication_routes.h"

#include <array>
#include <optional>
#include <string>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
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
constexpr std::size_t k_most_classes = 200;

std::int64_t publication_in(const std::string& answer)
{
    const auto document = JsonDocument::parse(answer);
    return parse_id(document->root().find("publication_id")->text()).value();
}

// The moment in the body, now when there is none.
Instant moment_in(school::Body& body, const Call& call)
{
    const std::string text = body.optional_text("visible_from", 30).value_or(call.act.at.to_text());
    const auto moment = Instant::parse(text);
    if (!moment)
        body.refuse(RefusalCode::value_not_a_date, "visible_from", {{"value", text}});
    return moment.value_or(call.act.at);
}

AboutWhom of_class(SchoolId school, std::int64_t class_id)
{
    return [school, class_id](Session& session) {
        std::vector<YearOfStudent> years;
        if (const auto year = version_store::find_class(session, school, class_id))
            for (const std::int64_t student : version_store::students_of(session, school, class_id))
                years.push_back({StudentId{school, student}, year->school_year_id});
        return years;
    };
}

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
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        auto answer = publish_class(call, call.act, call.target.class_id.value(), moment);
        if (answer) {
            const std::array ids = {publication_in(answer->body)};
            answer->body = with_head(
                answer->body, give_head_with(services_, call.school(), HeadAbout::publication, ids),
                services_);
        }
        return school::respond(call.request, answer);
    }

    // Class after class, each in a transaction of its own: how far it is shows meanwhile, one class that cannot be
    // published keeps no other back, and the same request again goes on where it stopped.
    Response publish_many(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        school::Body body(call.request);
        const Instant moment = moment_in(body, call);
        std::vector<std::int64_t> classes = class_ids(body);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        const auto known = services_.record.read([&](Session& session) {
            return version_store::classes_of_year(session, call.school(), *year);
        });
        if (classes.empty())
            classes = known;
        JsonWriter rows;
        rows.begin_array();
        std::vector<std::int64_t> published;
        for (const std::int64_t class_id : classes) {
            school::Act act = call.act;
            act.client_key += "/" + std::to_string(class_id);
            const auto answer = std::ranges::find(known, class_id) == known.end()
                                    ? Result<Answer>(Refusal{
                                          RefusalCode::record_unknown,
                                          {{"record", "class"}, {"id", std::to_string(class_id)}},
                                          "/class_ids",
                                          ""})
                                    : publish_class(call, act, class_id, moment);
            rows.begin_object().key("class_id").text(std::to_string(class_id));
            if (answer) {
                published.push_back(publication_in(answer->body));
                rows.key("publication_id").text(std::to_string(published.back()));
            } else {
                rows.key("refused").begin_object();
                rows.key("code").text(to_code_text(answer.refusal().code));
                rows.key("field").text(answer.refusal().field);
                rows.key("clause").text(answer.refusal().clause).end_object();
            }
            rows.end_object();
        }
        rows.end_array();
        const std::string text = "{\"classes\":" + std::string(rows.str()) + '}';
        return http::json(200, with_head(text,
                                         published.empty()
                                             ? std::nullopt
                                             : give_head_with(services_, call.school(),
                                                              HeadAbout::publication, published),
                                         services_));
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

    static std::vector<std::int64_t> class_ids(school::Body& body)
    {
        std::vector<std::int64_t> ids;
        for (const std::string& text : body.texts("class_ids", k_most_classes, 20)) {
            const auto id = parse_id(text);
            if (!id)
                body.refuse(RefusalCode::id_malformed, "class_ids", {{"value", text}});
            else if (std::ranges::find(ids, *id) == ids.end())
                ids.push_back(*id);
        }
        return ids;
    }

    // A class's results are many rows: they do not hold up others' writes in one group.
    Result<Answer> publish_class(const Call& call, const school::Act& act, std::int64_t class_id,
                                 Instant moment) const
    {
        return write_shown(services_, call.school(), act, Company::alone,
                           of_class(call.school(), class_id), [&](Changes& changes) {
                               return services_.publications.publish(
                                   changes, call.school(),
                                   {.class_id = class_id, .visible_from = moment});
                           });
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
              .permission = Permission::result_publish,
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
              .permission = Permission::notice_issue,
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
              .permission = Permission::result_publish,
              .target = school::school_in_path,
              .handler = call(&Handlers::year_progress)},
        Route{.method = Method::get,
              .pattern = of_year + "/publication/checklist",
              .name = "result.year_checklist",
              .permission = Permission::result_publish,
              .target = school::school_in_path,
              .handler = call(&Handlers::year_checklist)},
        Route{.method = Method::get,
              .pattern = of_year + "/publications",
              .name = "result.publications",
              .permission = Permission::result_publish,
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
