#include "school/answering.h"
#include "school/school_routes.h"

namespace taqwim::school {

namespace {

constexpr std::size_t k_name = 200;
constexpr std::size_t k_code = 40;

Guardian guardian_in(Body& body)
{
    Guardian guardian;
    guardian.name_ar = body.text("name_ar", k_name);
    guardian.name_en = body.optional_text("name_en", k_name).value_or("");
    guardian.identity_number = body.optional_text("identity_number", k_code);
    guardian.is_number_confirmed = body.optional_yes_no("is_number_confirmed").value_or(false);
    guardian.telephone = body.optional_text("telephone", k_code);
    return guardian;
}

http::Response add_guardian(Guardians& guardians, const Call& call)
{
    Body body(call.request);
    const Guardian guardian = guardian_in(body);
    return respond_to(call, body, [&] { return guardians.add(call.school(), call.act, guardian); });
}

http::Response change_guardian(Guardians& guardians, const Call& call)
{
    return with_id(call, "guardian_id", [&](std::int64_t id) {
        Body body(call.request);
        Guardian guardian = guardian_in(body);
        guardian.id = id;
        guardian.version = version_in(body);
        return respond_to(call, body,
                          [&] { return guardians.change(call.school(), call.act, guardian); });
    });
}

http::Response add_guardianship(Guardians& guardians, const Call& call)
{
    Body body(call.request);
    Guardianship guardianship;
    guardianship.student_id = *call.target.student_id;
    guardianship.guardian_id = body.id("guardian_id");
    guardianship.relation =
        body.choice("relation", {"father", "mother", "brother", "sister", "grandfather",
                                 "grandmother", "uncle", "aunt", "appointed", "other"});
    guardianship.days.first = body.day("first_day");
    guardianship.days.last = body.optional_day("last_day");
    return respond_to(call, body, [&] {
        return guardians.add_guardianship(call.school(), call.act, guardianship);
    });
}

http::Response end_guardianship(Guardians& guardians, const Call& call)
{
    return with_id(call, "guardianship_id", [&](std::int64_t id) {
        Body body(call.request);
        const Day last_day = body.day("last_day");
        return respond_to(call, body, [&] {
            return guardians.end_guardianship(call.school(), call.act, id, last_day);
        });
    });
}

}  // namespace

std::vector<Route> guardians_routes(Guardians& guardians)
{
    using http::Method;
    const std::string school = "/v1/schools/{school_id}";
    return {
        Route{.method = Method::get,
              .pattern = school + "/guardians",
              .name = "guardian.list",
              .permission = Permission::student_manage,
              .target = school_in_path,
              .handler =
                  [&guardians](const Call& call) {
                      return with_page(call, {"after", "limit", "name"}, [&](const Page& page) {
                          const std::string name(call.request.query("name").value_or(""));
                          return respond_json(call.request,
                                              guardians.guardians(call.school(), name, page));
                      });
                  }},
        Route{.method = Method::post,
              .pattern = school + "/guardians",
              .name = "guardian.add",
              .permission = Permission::student_manage,
              .target = school_in_path,
              .handler = [&guardians](const Call& call) { return add_guardian(guardians, call); },
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = school + "/guardians/{guardian_id}",
              .name = "guardian.read",
              .permission = Permission::student_manage,
              .target = school_in_path,
              .handler =
                  [&guardians](const Call& call) {
                      return with_id(call, "guardian_id", [&](std::int64_t id) {
                          return respond_json(call.request, guardians.guardian(call.school(), id));
                      });
                  }},
        Route{
            .method = Method::patch,
            .pattern = school + "/guardians/{guardian_id}",
            .name = "guardian.change",
            .permission = Permission::student_manage,
            .target = school_in_path,
            .handler = [&guardians](const Call& call) { return change_guardian(guardians, call); },
            .needs_key = true},
        Route{
            .method = Method::post,
            .pattern = school + "/students/{student_id}/guardians",
            .name = "guardianship.add",
            .permission = Permission::student_manage,
            .target = student_in_path,
            .handler = [&guardians](const Call& call) { return add_guardianship(guardians, call); },
            .needs_key = true},
        Route{
            .method = Method::post,
            .pattern = school + "/guardianships/{guardianship_id}/end",
            .name = "guardianship.end",
            .permission = Permission::student_manage,
            .target = school_in_path,
            .handler = [&guardians](const Call& call) { return end_guardianship(guardians, call); },
            .needs_key = true},
    };
}

}  // namespace taqwim::school
