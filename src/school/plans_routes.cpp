#include "core/refusal_codes.h"
#include "regulations/frame/json_writer.h"
#include "school/answering.h"
#include "school/school_routes.h"

namespace taqwim::school {

namespace {

constexpr std::size_t k_code = 40;
constexpr std::size_t k_name = 200;

void read_subjects(Body& body, StudyPlan& plan)
{
    plan.regulation = body.text("regulation", k_code);
    for (Body& subject : body.list("subjects", 60)) {
        PlanSubject& read = plan.subjects.emplace_back();
        read.subject = subject.text("subject", k_code);
        read.name_ar = subject.text("name_ar", k_name);
        read.name_en = subject.text("name_en", k_name);
        read.group = subject.optional_choice("group", {"ISLAMIC", "ARABIC", "OTHER"}).value_or("");
        read.weekly_periods = subject.integer("weekly_periods", 0, 60);
        if (const auto settings = subject.value("settings")) {
            if (!settings->is(JsonKind::object)) {
                subject.refuse(RefusalCode::field_wrong_type, "settings", {{"expected", "object"}});
                continue;
            }
            JsonWriter json;
            json.copy(*settings);
            read.settings = std::string(json.str());
        }
    }
}

http::Response add_plan(Plans& plans, const Call& call)
{
    return with_id(call, "school_year_id", [&](std::int64_t year) {
        Body body(call.request);
        StudyPlan plan;
        plan.year_id = year;
        plan.grade = body.integer("grade", 1, 12);
        plan.track = body.optional_text("track", k_code).value_or("");
        read_subjects(body, plan);
        return respond_to(call, body, [&] { return plans.add(call.school(), call.act, plan); });
    });
}

http::Response change_plan(Plans& plans, const Call& call)
{
    return with_id(call, "study_plan_id", [&](std::int64_t id) {
        Body body(call.request);
        StudyPlan plan;
        plan.id = id;
        read_subjects(body, plan);
        plan.version = version_in(body);
        return respond_to(call, body, [&] { return plans.change(call.school(), call.act, plan); });
    });
}

http::Response add_class(Plans& plans, const Call& call)
{
    Body body(call.request);
    SchoolClass added;
    added.plan_id = body.id("study_plan_id");
    added.name = body.text("name", 60);
    added.capacity = body.integer("capacity", 1, 200);
    return respond_to(call, body, [&] { return plans.add_class(call.school(), call.act, added); });
}

http::Response change_class(Plans& plans, const Call& call)
{
    Body body(call.request);
    SchoolClass changed;
    changed.id = *call.target.class_id;
    changed.name = body.text("name", 60);
    changed.capacity = body.integer("capacity", 1, 200);
    changed.version = version_in(body);
    return respond_to(call, body,
                      [&] { return plans.change_class(call.school(), call.act, changed); });
}

http::Response set_timetable(Timetables& timetables, const Call& call)
{
    Body body(call.request);
    const Day from = body.day("first_day");
    std::vector<TimetableSlot> slots;
    // An empty list takes the timetable away; a forgotten one does not.
    if (!body.value("slots"))
        body.refuse(RefusalCode::field_missing, "slots");
    for (Body& slot : body.list("slots", 84)) {
        TimetableSlot& read = slots.emplace_back();
        const std::string weekday =
            slot.choice("weekday", {"sunday", "monday", "tuesday", "wednesday", "thursday",
                                    "friday", "saturday"});
        read.weekday = parse_weekday(weekday).value_or(Weekday::sunday);
        read.period = slot.integer("period", 1, 12);
        read.kind =
            slot.optional_choice("kind", {"lesson", "development", "activity"}).value_or("lesson");
        read.subject = slot.text("subject", k_code);
        read.staff_member_id = slot.optional_id("staff_member_id");
    }
    return respond_to(call, body, [&] {
        return timetables.set(call.school(), call.act, *call.target.class_id, from,
                              std::move(slots));
    });
}

}  // namespace

std::vector<Route> plans_routes(Plans& plans, Timetables& timetables)
{
    using http::Method;
    const std::string school = "/v1/schools/{school_id}";
    const std::string year = school + "/school-years/{school_year_id}";
    const std::string one_class = school + "/classes/{class_id}";
    return {
        Route{.method = Method::get,
              .pattern = year + "/plans",
              .name = "study_plan.list",
              .permission = Permission::school_read,
              .target = school_in_path,
              .handler =
                  [&plans](const Call& call) {
                      return with_id(call, "school_year_id", [&](std::int64_t id) {
                          return respond_json(call.request, plans.plans(call.school(), id));
                      });
                  }},
        Route{.method = Method::post,
              .pattern = year + "/plans",
              .name = "study_plan.add",
              .permission = Permission::school_manage,
              .target = school_in_path,
              .handler = [&plans](const Call& call) { return add_plan(plans, call); },
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = school + "/plans/{study_plan_id}",
              .name = "study_plan.read",
              .permission = Permission::school_read,
              .target = school_in_path,
              .handler =
                  [&plans](const Call& call) {
                      return with_id(call, "study_plan_id", [&](std::int64_t id) {
                          return respond_json(call.request, plans.plan(call.school(), id));
                      });
                  }},
        Route{.method = Method::patch,
              .pattern = school + "/plans/{study_plan_id}",
              .name = "study_plan.change",
              .permission = Permission::school_manage,
              .target = school_in_path,
              .handler = [&plans](const Call& call) { return change_plan(plans, call); },
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = year + "/classes",
              .name = "class.list",
              .permission = Permission::school_read,
              .target = school_in_path,
              .handler =
                  [&plans](const Call& call) {
                      return with_id(call, "school_year_id", [&](std::int64_t id) {
                          return with_page(call, {"after", "limit"}, [&](const Page& page) {
                              return respond_json(call.request,
                                                  plans.classes(call.school(), id, page));
                          });
                      });
                  }},
        Route{.method = Method::post,
              .pattern = school + "/classes",
              .name = "class.add",
              .permission = Permission::school_manage,
              .target = school_in_path,
              .handler = [&plans](const Call& call) { return add_class(plans, call); },
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = one_class,
              .name = "class.read",
              .permission = Permission::school_read,
              .target = class_in_path,
              .handler =
                  [&plans](const Call& call) {
                      return respond_json(call.request,
                                          plans.school_class(call.school(), *call.target.class_id));
                  }},
        Route{.method = Method::patch,
              .pattern = one_class,
              .name = "class.change",
              .permission = Permission::school_manage,
              .target = class_in_path,
              .handler = [&plans](const Call& call) { return change_class(plans, call); },
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = one_class + "/timetable",
              .name = "timetable.read",
              .permission = Permission::school_read,
              .target = class_in_path,
              .handler =
                  [&timetables](const Call& call) {
                      const auto day = day_in_query(call);
                      if (!day)
                          return http::problem(call.request, day.refusal());
                      return respond_json(
                          call.request,
                          timetables.timetable(call.school(), *call.target.class_id, *day));
                  }},
        Route{
            .method = Method::post,
            .pattern = one_class + "/timetable",
            .name = "timetable.set",
            .permission = Permission::timetable_manage,
            .target = class_in_path,
            .handler = [&timetables](const Call& call) { return set_timetable(timetables, call); },
            .needs_key = true},
    };
}

}  // namespace taqwim::school
