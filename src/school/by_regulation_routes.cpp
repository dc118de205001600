#include "school/answering.h"
#include "school/by_regulation.h"
#include "school/head_counts.h"

namespace taqwim::school {

namespace {

http::Response seed_plans(ByRegulation& by_regulation, const Call& call)
{
    return with_id(call, "school_year_id", [&](std::int64_t year) {
        Body body(call.request);
        const std::string regulation = body.text("regulation", 40);
        const bool is_trial = body.optional_yes_no("dry_run").value_or(false);
        const std::vector<std::string> tracks = body.texts("tracks", 20, 40);
        return respond_to(call, body, [&] {
            return by_regulation.seed_plans(call.school(), call.act, year, regulation, is_trial,
                                            tracks);
        });
    });
}

// A list of the year in the path, on the day of the query.
template <class List>
http::Response list_on_day(Record& record, const Call& call, List list)
{
    return with_id(call, "school_year_id", [&](std::int64_t year) {
        const auto day = day_in_query(call);
        if (!day)
            return http::problem(call.request, day.refusal());
        return respond_json(call.request,
                            record.read([&](database::Session& session) -> Result<std::string> {
                                const auto found = list(session, call.school(), year, *day);
                                if (!found)
                                    return found.refusal();
                                return list_json(*found);
                            }));
    });
}

}  // namespace

std::vector<Route> by_regulation_routes(ByRegulation& by_regulation, Record& record)
{
    using http::Method;
    const std::string year = "/v1/schools/{school_id}/years/{school_year_id}";
    return {
        Route{.method = Method::post,
              .pattern = year + "/plans/by-regulation",
              .name = "study_plan.seed",
              .permission = Permission::school_manage,
              .target = school_in_path,
              .handler =
                  [&by_regulation](const Call& call) { return seed_plans(by_regulation, call); },
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = year + "/timetable-findings",
              .name = "timetable.findings",
              .permission = Permission::timetable_manage,
              .target = school_in_path,
              .handler =
                  [&by_regulation, &record](const Call& call) {
                      return list_on_day(record, call,
                                         [&](database::Session& session, SchoolId school,
                                             std::int64_t of_year, Day day) {
                                             return by_regulation.owed_by_timetables(
                                                 session, school, of_year, day);
                                         });
                  }},
        Route{.method = Method::get,
              .pattern = year + "/head-counts",
              .name = "class.head_counts",
              .permission = Permission::school_read,
              .target = school_in_path,
              .handler =
                  [&record](const Call& call) { return list_on_day(record, call, head_counts); }},
        Route{.method = Method::get,
              .pattern = year + "/boys-to-transfer",
              .name = "student.boys_to_transfer",
              .permission = Permission::student_manage,
              .target = school_in_path,
              .handler =
                  [&by_regulation](const Call& call) {
                      return with_id(call, "school_year_id", [&](std::int64_t id) {
                          return respond_json(call.request,
                                              by_regulation.boys_to_transfer(call.school(), id));
                      });
                  }},
    };
}

}  // namespace taqwim::school
