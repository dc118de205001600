#include "results/statistics_routes.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/refusal_codes.h"
#include "results/batch_evaluation.h"
#include "results/blanking.h"
#include "results/mark_statistics.h"
#include "results/statistics.h"
#include "results/version_store.h"
#include "results/work_statistics.h"
#include "school/answering.h"

namespace taqwim::results {

namespace {

using database::Session;
using http::Response;
using school::Call;
using school::Permission;
using school::Route;

// Each student's attendance is counted anew.
constexpr std::int64_t k_most_classes = 10;
constexpr std::string_view k_class_id = "class_id";

// The school, or one class or subject of it where the query names one.
Result<school::Target> part_in_query(Session& session, const http::Request& request)
{
    auto target = school::school_in_path(session, request);
    if (!target)
        return target;
    target->subject = request.query("subject").value_or("");
    const auto given = request.query(k_class_id);
    if (!given)
        return target;
    const auto id = parse_id(*given);
    if (!id)
        return Refusal{
            RefusalCode::id_malformed,
            {{"field", std::string(k_class_id)}, {"value", std::string(given->substr(0, 40))}},
            std::string(k_class_id),
            ""};
    const auto found = version_store::find_class(session, target->school, *id);
    if (!found || found->school_year_id != parse_id(request.path("school_year_id")))
        return Refusal{RefusalCode::record_unknown,
                       {{"record", "class"}, {"id", std::string(*given)}},
                       std::string(k_class_id),
                       ""};
    target->class_id = *id;
    return target;
}

class Handlers {
public:
    Handlers(school::Record& record, const RuleSetList& rule_sets)
        : record_(record), rule_sets_(rule_sets)
    {}

    Response of_school(const Call& call) const
    {
        return school::with_id(call, "school_year_id", [&](std::int64_t year) {
            return answered(call, [&](Session& session) -> Result<std::string> {
                return school_statistics_json(session, call.school(), year, rules_, call.act.at);
            });
        });
    }

    Response marks_of_school(const Call& call) const
    {
        const std::string by(call.request.query("by").value_or("class"));
        if (by != "class" && by != "grade")
            return http::problem(call.request, school::value_not_listed("by", by, "class, grade"));
        return school::with_id(call, "school_year_id", [&](std::int64_t year) {
            const MarkQuestion question{.is_by_grade = by == "grade",
                                        .class_id = call.target.class_id.value_or(0),
                                        .subject = call.target.subject};
            return answered(call, [&](Session& session) -> Result<std::string> {
                return school_marks_json(session, call.school(), year, question, rule_sets_,
                                         call.act.at);
            });
        });
    }

    Response years_of_school(const Call& call) const
    {
        return answered(call, [&](Session& session) -> Result<std::string> {
            return school_years_json(session, call.school(), call.target.subject, rule_sets_,
                                     rules_, call.act.at);
        });
    }

    Response work_of_school(const Call& call) const
    {
        return school::with_page(
            call, {"after", "limit", k_class_id, "purpose"}, [&](const school::Page& page) {
                return school::with_id(call, "school_year_id", [&](std::int64_t year) {
                    return answered(call, [&](Session& session) {
                        return work_page(session, call, year, page);
                    });
                });
            });
    }

    Response of_directorate(const Call& call) const
    {
        return about_directorate(call, [&](Session& session, const Office& office) {
            return directorate_statistics_json(session, office.directorate_id, office.year,
                                               office.page, rules_, office.least, call.act.at);
        });
    }

    Response marks_of_directorate(const Call& call) const
    {
        const std::string subject(call.request.query("subject").value_or(""));
        return about_directorate(call, [&](Session& session, const Office& office) {
            return directorate_marks_json(session, office.directorate_id, office.year, subject,
                                          office.page, rule_sets_, rules_, office.least,
                                          call.act.at);
        });
    }

private:
    // What an office asks about.
    struct Office {
        std::int64_t directorate_id;
        std::string year;
        const school::Page& page;
        std::int64_t least;
    };

    template <class Look>
    Response answered(const Call& call, const Look& look) const
    {
        return school::respond_json(call.request, record_.read(look));
    }

    template <class Look>
    Response about_directorate(const Call& call, const Look& look) const
    {
        return school::with_page(
            call, {"after", "limit", "year", "subject", "purpose"}, [&](const school::Page& page) {
                const auto year = call.request.query("year");
                if (!year || year->empty())
                    return http::problem(
                        call.request,
                        Refusal{RefusalCode::field_missing, {{"field", "year"}}, "year", ""});
                const auto least = least_cell(rule_sets_, call.act.today);
                if (!least)
                    return http::problem(call.request, least.refusal());
                const Office office{*call.target.directorate_id, std::string(*year), page, *least};
                return answered(call, [&](Session& session) { return look(session, office); });
            });
    }

    Result<std::string> work_page(Session& session, const Call& call, std::int64_t year,
                                  const school::Page& page) const
    {
        const auto after = page.after_id();
        if (!after)
            return after.refusal();
        const auto limit = std::min<std::int64_t>(page.limit, k_most_classes);
        auto classes = call.target.class_id
                           ? std::vector<std::int64_t>{*call.target.class_id}
                           : page_of_classes(session, call.school(), year, *after, limit);
        const bool goes_on = std::ssize(classes) > limit;
        if (goes_on)
            classes.pop_back();
        JsonWriter json;
        json.begin_object().key("items").begin_array();
        for (const std::int64_t one : classes) {
            const auto work =
                class_work_json(session, call.school(), one, rule_sets_, call.act.today);
            if (!work)
                return work.refusal();
            json.raw(*work);
        }
        json.end_array().key("next");
        goes_on ? json.text(std::to_string(classes.back())) : json.null();
        json.end_object();
        return std::string(json.str());
    }

    school::Record& record_;
    const RuleSetList& rule_sets_;
    PromotionRules rules_ = PromotionRules::built_in();
};

}  // namespace

std::vector<Route> statistics_routes(school::Record& record, const RuleSetList& rule_sets)
{
    const auto handlers = std::make_shared<const Handlers>(record, rule_sets);
    const auto asked = [&](std::string name, std::string pattern, Permission permission,
                           school::TargetFinder target,
                           Response (Handlers::*handler)(const Call&) const) {
        return Route{
            .method = http::Method::get,
            .pattern = std::move(pattern),
            .name = std::move(name),
            .permission = permission,
            .target = std::move(target),
            .handler = [handlers, handler](const Call& call) { return (*handlers.*handler)(call); },
            .asks_purpose = true};
    };
    const std::string school = "/v1/schools/{school_id}";
    const std::string year = school + "/school-years/{school_year_id}/statistics";
    const std::string directorate = "/v1/directorates/{directorate_id}/statistics";
    return {
        asked("statistics.school", year, Permission::result_preview, school::school_in_path,
              &Handlers::of_school),
        asked("statistics.marks", year + "/marks", Permission::result_preview, part_in_query,
              &Handlers::marks_of_school),
        asked("statistics.work", year + "/work", Permission::result_preview, part_in_query,
              &Handlers::work_of_school),
        asked("statistics.years", school + "/statistics/years", Permission::result_preview,
              part_in_query, &Handlers::years_of_school),
        asked("statistics.directorate", directorate, Permission::statistics_read,
              school::directorate_in_path, &Handlers::of_directorate),
        asked("statistics.directorate_marks", directorate + "/marks", Permission::statistics_read,
              school::directorate_in_path, &Handlers::marks_of_directorate),
    };
}

}  // namespace taqwim::results
