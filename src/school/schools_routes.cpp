#include "school/answering.h"
#include "school/school_routes.h"

namespace taqwim::school {

namespace {

constexpr std::size_t k_name = 200;

// The fields that a school states, whether new or changed.
School school_in(Body& body)
{
    School school;
    school.ministry_number = body.text("ministry_number", 40);
    school.name_ar = body.text("name_ar", k_name);
    school.name_en = body.text("name_en", k_name);
    school.kind = body.choice("kind", {"government", "private", "memorisation", "literacy"});
    school.shift = body.choice("shift", {"day", "night"});
    school.students_sex = body.choice("students_sex", {"boys", "girls", "mixed"});
    school.teachers_sex = body.optional_choice("teachers_sex", {"men", "women"});
    school.first_grade = body.integer("first_grade", 1, 12);
    school.last_grade = body.integer("last_grade", 1, 12);
    school.utc_offset_minutes = body.integer("utc_offset_minutes", -720, 840);
    return school;
}

http::Response add_directorate(Schools& schools, const Call& call)
{
    Body body(call.request);
    Directorate directorate;
    directorate.country = body.choice("country", {"KW", "SA", "OM"});
    directorate.name_ar = body.text("name_ar", k_name);
    directorate.name_en = body.text("name_en", k_name);
    directorate.region_id = body.optional_id("region_id");
    return respond_to(call, body, [&] { return schools.add_directorate(call.act, directorate); });
}

http::Response change_directorate(Schools& schools, const Call& call)
{
    return with_id(call, "directorate_id", [&](std::int64_t id) {
        Body body(call.request);
        Directorate directorate;
        directorate.id = id;
        directorate.name_ar = body.text("name_ar", k_name);
        directorate.name_en = body.text("name_en", k_name);
        directorate.region_id = body.optional_id("region_id");
        directorate.version = version_in(body);
        return respond_to(call, body,
                          [&] { return schools.change_directorate(call.act, directorate); });
    });
}

http::Response add_school(Schools& schools, const Call& call)
{
    return with_id(call, "directorate_id", [&](std::int64_t id) {
        Body body(call.request);
        School school = school_in(body);
        school.directorate_id = id;
        return respond_to(call, body, [&] { return schools.add_school(call.act, school); });
    });
}

http::Response change_school(Schools& schools, const Call& call)
{
    Body body(call.request);
    School school = school_in(body);
    school.id = call.school();
    school.version = version_in(body);
    return respond_to(call, body, [&] { return schools.change_school(call.act, school); });
}

}  // namespace

std::vector<Route> schools_routes(Schools& schools)
{
    using http::Method;
    return {
        Route{.method = Method::get,
              .pattern = "/v1/directorates",
              .name = "directorate.list",
              .permission = Permission::installation_manage,
              .handler =
                  [&schools](const Call& call) {
                      return with_page(call, {"after", "limit"}, [&](const Page& page) {
                          return respond_json(call.request, schools.directorates(page));
                      });
                  }},
        Route{.method = Method::post,
              .pattern = "/v1/directorates",
              .name = "directorate.add",
              .permission = Permission::installation_manage,
              .handler = [&schools](const Call& call) { return add_directorate(schools, call); },
              .needs_key = true},
        Route{.method = Method::patch,
              .pattern = "/v1/directorates/{directorate_id}",
              .name = "directorate.change",
              .permission = Permission::installation_manage,
              .handler = [&schools](const Call& call) { return change_directorate(schools, call); },
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = "/v1/directorates/{directorate_id}/schools",
              .name = "school.list",
              .permission = Permission::school_read,
              .target = directorate_in_path,
              .handler =
                  [&schools](const Call& call) {
                      return with_id(call, "directorate_id", [&](std::int64_t id) {
                          return with_page(call, {"after", "limit"}, [&](const Page& page) {
                              return respond_json(call.request, schools.schools(id, page));
                          });
                      });
                  }},
        Route{.method = Method::post,
              .pattern = "/v1/directorates/{directorate_id}/schools",
              .name = "school.add",
              .permission = Permission::installation_manage,
              .handler = [&schools](const Call& call) { return add_school(schools, call); },
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = "/v1/schools/{school_id}",
              .name = "school.read",
              .permission = Permission::school_read,
              .target = school_in_path,
              .handler =
                  [&schools](const Call& call) {
                      return respond_json(call.request, schools.school(call.school()));
                  }},
        Route{.method = Method::patch,
              .pattern = "/v1/schools/{school_id}",
              .name = "school.change",
              .permission = Permission::school_manage,
              .target = school_in_path,
              .handler = [&schools](const Call& call) { return change_school(schools, call); },
              .needs_key = true},
    };
}

}  // namespace taqwim::school
