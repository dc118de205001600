#include "core/refusal_codes.h"
#include "school/answering.h"
#include "school/school_routes.h"

namespace taqwim::school {

namespace {

TeachingYear year_in(Body& body)
{
    TeachingYear year;
    year.name = body.text("name", 20);
    year.first_day = body.day("first_day");
    year.last_day = body.day("last_day");
    for (Body& term : body.list("terms", 3))
        year.terms.push_back({.number = term.integer("number", 1, 3),
                              .first_day = term.day("first_day"),
                              .last_day = term.day("last_day")});
    for (const std::string& text : body.texts("weekdays", 7, 10)) {
        if (const auto weekday = parse_weekday(text))
            year.weekdays.push_back(*weekday);
        else
            body.refuse(
                RefusalCode::value_not_listed, "weekdays",
                {{"value", text},
                 {"allowed", "sunday, monday, tuesday, wednesday, thursday, friday, saturday"}});
    }
    return year;
}

http::Response add_year(Years& years, const Call& call)
{
    Body body(call.request);
    const TeachingYear year = year_in(body);
    return respond_to(call, body, [&] { return years.add(call.school(), call.act, year); });
}

http::Response change_year(Years& years, const Call& call)
{
    return with_id(call, "school_year_id", [&](std::int64_t id) {
        Body body(call.request);
        TeachingYear year = year_in(body);
        year.id = id;
        year.version = version_in(body);
        return respond_to(call, body, [&] { return years.change(call.school(), call.act, year); });
    });
}

http::Response change_calendar(Years& years, const Call& call)
{
    return with_id(call, "school_year_id", [&](std::int64_t id) {
        Body body(call.request);
        Calendar calendar;
        calendar.year.id = id;
        calendar.year.version = version_in(body);
        for (Body& day : body.list("days", 400))
            calendar.days.push_back(
                {.day = day.day("day"),
                 .kind = day.choice("kind", {"holiday", "school_day", "ordinary"}),
                 .label = day.optional_text("label", 100).value_or("")});
        for (Body& point : body.list("points", 100))
            calendar.points.push_back(
                {.name = point.text("name", 60), .day = point.optional_day("day")});
        return respond_to(call, body,
                          [&] { return years.change_calendar(call.school(), call.act, calendar); });
    });
}

http::Response seal_year(Years& years, const Call& call)
{
    return with_id(call, "school_year_id", [&](std::int64_t id) {
        Body body(call.request);
        const std::int64_t version = version_in(body);
        return respond_to(call, body,
                          [&] { return years.seal(call.school(), call.act, id, version); });
    });
}

}  // namespace

std::vector<Route> years_routes(Years& years)
{
    using http::Method;
    const std::string all = "/v1/schools/{school_id}/school-years";
    const std::string one = all + "/{school_year_id}";
    return {
        Route{.method = Method::get,
              .pattern = all,
              .name = "school_year.list",
              .permission = Permission::school_read,
              .target = school_in_path,
              .handler =
                  [&years](const Call& call) {
                      return respond_json(call.request, years.years(call.school()));
                  }},
        Route{.method = Method::post,
              .pattern = all,
              .name = "school_year.add",
              .permission = Permission::school_manage,
              .target = school_in_path,
              .handler = [&years](const Call& call) { return add_year(years, call); },
              .needs_key = true},
        Route{.method = Method::patch,
              .pattern = one,
              .name = "school_year.change",
              .permission = Permission::school_manage,
              .target = school_in_path,
              .handler = [&years](const Call& call) { return change_year(years, call); },
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = one + "/calendar",
              .name = "calendar.read",
              .permission = Permission::school_read,
              .target = school_in_path,
              .handler =
                  [&years](const Call& call) {
                      return with_id(call, "school_year_id", [&](std::int64_t id) {
                          return respond_json(call.request, years.calendar(call.school(), id));
                      });
                  }},
        Route{.method = Method::patch,
              .pattern = one + "/calendar",
              .name = "calendar.change",
              .permission = Permission::school_manage,
              .target = school_in_path,
              .handler = [&years](const Call& call) { return change_calendar(years, call); },
              .needs_key = true},
        Route{.method = Method::post,
              .pattern = one + "/seal",
              .name = "school_year.seal",
              .permission = Permission::school_manage,
              .target = school_in_path,
              .handler = [&years](const Call& call) { return seal_year(years, call); },
              .needs_key = true},
    };
}

}  // namespace taqwim::school
