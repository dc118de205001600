#include "results/statistics_routes.h"

#include <memory>
#include <string>

#include "core/refusal_codes.h"
#include "results/statistics.h"
#include "school/answering.h"

namespace taqwim::results {

namespace {

using database::Session;
using http::Response;
using school::Call;
using school::Permission;
using school::Route;

Result<school::Target> directorate_in_path(Session& /*session*/, const http::Request& request)
{
    const auto id = school::id_in_path(request, "directorate_id");
    if (!id)
        return id.refusal();
    return school::Target{.school = SchoolId{0}, .directorate_id = *id};
}

Response of_school(school::Record& record, const PromotionRules& rules, const Call& call)
{
    return school::with_id(call, "school_year_id", [&](std::int64_t year) {
        return http::json(200, record.read([&](Session& session) {
            return school_statistics_json(session, call.school(), year, rules, call.act.at);
        }));
    });
}

Response of_directorate(school::Record& record, const PromotionRules& rules, const Call& call)
{
    return school::with_page(call, {"after", "limit", "year"}, [&](const school::Page& page) {
        const auto year = call.request.query("year");
        if (!year || year->empty())
            return http::problem(
                call.request, Refusal{RefusalCode::field_missing, {{"field", "year"}}, "year", ""});
        return school::respond_json(call.request, record.read([&](Session& session) {
            return directorate_statistics_json(session, *call.target.directorate_id,
                                               std::string(*year), page, rules, call.act.at);
        }));
    });
}

}  // namespace

std::vector<Route> statistics_routes(school::Record& record)
{
    const auto rules = std::make_shared<const PromotionRules>(PromotionRules::built_in());
    return {Route{.method = http::Method::get,
                  .pattern = "/v1/schools/{school_id}/school-years/{school_year_id}/statistics",
                  .name = "statistics.school",
                  .permission = Permission::result_preview,
                  .target = school::school_in_path,
                  .handler = [&record,
                              rules](const Call& call) { return of_school(record, *rules, call); }},
            Route{.method = http::Method::get,
                  .pattern = "/v1/directorates/{directorate_id}/statistics",
                  .name = "statistics.directorate",
                  .permission = Permission::statistics_read,
                  .target = directorate_in_path,
                  .handler = [&record, rules](const Call& call) {
                      return of_directorate(record, *rules, call);
                  }}};
}

}  // namespace taqwim::results
