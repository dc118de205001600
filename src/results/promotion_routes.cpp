#include "results/promotion_routes.h"

#include <memory>
#include <optional>
#include <string>

#include "core/refusal_codes.h"
#include "school/body.h"

namespace taqwim::results {

namespace {

using database::Session;
using http::Response;
using school::Body;
using school::Call;
using school::Changes;
using school::Permission;
using school::Route;

constexpr std::size_t k_longest_reason = 500;
constexpr std::size_t k_longest_reference = 200;
constexpr std::size_t k_most_classes = 400;
constexpr std::size_t k_most_students = 5000;

// What both the plan and the move itself are asked with.
struct Wanted {
    std::optional<std::int64_t> to_year_id;
    PromotionChoices choices;
};

Wanted wanted_in(Body& body)
{
    Wanted wanted;
    wanted.to_year_id = body.optional_id("to_year_id");
    wanted.choices.from = body.optional_day("from");
    for (Body& one : body.list("classes", k_most_classes))
        wanted.choices.classes.push_back(
            {.from_class_id = one.id("from_class_id"), .to_class_id = one.id("to_class_id")});
    for (Body& one : body.list("students", k_most_students))
        wanted.choices.students.push_back(
            {.student_id = one.id("student_id"),
             .to_class_id = one.id("to_class_id"),
             .reference = one.optional_text("reference", k_longest_reference).value_or("")});
    return wanted;
}

class Handlers {
public:
    Handlers(school::Record& record, const Promotions& promotions)
        : record_(record), promotions_(promotions)
    {}

    Response plan(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        Body body(call.request);
        const Wanted wanted = wanted_in(body);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        const auto plan = record_.read([&](Session& session) {
            return promotions_.plan(session, call.school(), *year, wanted.to_year_id,
                                    wanted.choices, call.act);
        });
        return plan ? http::json(200, json_of(*plan)) : http::problem(call.request, plan.refusal());
    }

    Response run(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        Body body(call.request);
        const Wanted wanted = wanted_in(body);
        const std::string shown = body.text("plan_digest", 64);
        const auto digest = crypto::Digest::parse(shown);
        if (!digest && !shown.empty())
            body.refuse(RefusalCode::id_malformed, "plan_digest", {{"value", shown}});
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        // Many rows: they do not hold up others' writes in one group.
        return school::respond(
            call.request, record_.write_alone(call.school(), call.act, [&](Changes& changes) {
                return promotions_.run(changes, call.school(), *year, wanted.to_year_id,
                                       wanted.choices, *digest);
            }));
    }

    Response run_one(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        Body body(call.request);
        const auto to_year = body.optional_id("to_year_id");
        const auto from = body.optional_day("from");
        const PromotionChoices::OfStudent student{
            .student_id = call.target.student_id.value(),
            .to_class_id = body.optional_id("to_class_id").value_or(0),
            .reference = body.optional_text("reference", k_longest_reference).value_or("")};
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return school::respond(
            call.request, record_.write(call.school(), call.act, [&](Changes& changes) {
                return promotions_.run_one(changes, call.school(), *year, to_year, student, from);
            }));
    }

    // SR-9.3  The new year stands in the path; the form that was signed has a number.
    Response choose(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        Body body(call.request);
        const std::string choice = body.choice("choice", {"regular_all", "affiliated_failed"});
        const Day chosen_on = body.day("chosen_on");
        const std::string document = body.text("document", k_longest_reference);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return school::respond(
            call.request, record_.write(call.school(), call.act, [&](Changes& changes) {
                return promotions_.choose(changes, {call.school(), call.target.student_id.value()},
                                          *year, choice, chosen_on, document);
            }));
    }

    Response list(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        const auto list = record_.read([&](Session& session) {
            return promotions_.promotions(session, call.school(), *year);
        });
        return list ? http::json(200, *list) : http::problem(call.request, list.refusal());
    }

    Response undo(const Call& call) const
    {
        const auto promotion = school::id_in_path(call.request, "promotion_id");
        if (!promotion)
            return http::problem(call.request, promotion.refusal());
        Body body(call.request);
        const std::string reason = body.text("reason", k_longest_reason);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return school::respond(
            call.request, record_.write_alone(call.school(), call.act, [&](Changes& changes) {
                return promotions_.undo(changes, call.school(), *promotion, reason);
            }));
    }

private:
    school::Record& record_;
    const Promotions& promotions_;
};

}  // namespace

std::vector<Route> promotion_routes(school::Record& record, const Promotions& promotions)
{
    const auto handlers = std::make_shared<const Handlers>(record, promotions);
    const auto call = [&](Response (Handlers::*handler)(const Call&) const) {
        return [handlers, handler](const Call& one) { return (*handlers.*handler)(one); };
    };
    using http::Method;
    const std::string of_school = "/v1/schools/{school_id}";
    const std::string of_year = of_school + "/school-years/{school_year_id}";
    const std::string of_student = of_school + "/students/{student_id}";
    return {
        // It stores nothing and needs no key; it is a POST for the choices that it is asked with.
        Route{.method = Method::post,
              .pattern = of_year + "/promotion-plan",
              .name = "promotion.plan",
              .permission = Permission::promotion_run,
              .target = school::school_in_path,
              .handler = call(&Handlers::plan),
              .is_sensitive = true},
        Route{.method = Method::get,
              .pattern = of_year + "/promotions",
              .name = "promotion.list",
              .permission = Permission::promotion_run,
              .target = school::school_in_path,
              .handler = call(&Handlers::list)},
        Route{.method = Method::post,
              .pattern = of_year + "/promotions",
              .name = "promotion.run",
              .permission = Permission::promotion_run,
              .target = school::school_in_path,
              .handler = call(&Handlers::run),
              .needs_key = true},
        Route{.method = Method::post,
              .pattern = of_school + "/promotions/{promotion_id}/undo",
              .name = "promotion.undo",
              .permission = Permission::promotion_run,
              .target = school::school_in_path,
              .handler = call(&Handlers::undo),
              .needs_key = true},
        Route{.method = Method::post,
              .pattern = of_student + "/promotions/{school_year_id}",
              .name = "promotion.run_one",
              .permission = Permission::promotion_run,
              .target = school::student_in_path,
              .handler = call(&Handlers::run_one),
              .needs_key = true},
        Route{.method = Method::post,
              .pattern = of_student + "/grade-12-choice/{school_year_id}",
              .name = "promotion.choose",
              .permission = Permission::student_manage,
              .target = school::student_in_path,
              .handler = call(&Handlers::choose),
              .needs_key = true},
    };
}

}  // namespace taqwim::results
