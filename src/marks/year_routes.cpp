#include "marks/year_routes.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/http/problem.h"
#include "school/answering.h"
#include "school/keeping.h"

namespace taqwim::marks {

namespace {

using school::Call;
using school::Permission;
using school::Route;

constexpr std::array<std::pair<std::string_view, ProgressBy>, 3> k_groups = {
    {{"teacher", ProgressBy::teacher},
     {"class", ProgressBy::school_class},
     {"subject", ProgressBy::subject}}};

Refusal not_a_number_of(std::string_view name, std::string_view value, std::string_view minimum,
                        std::string_view maximum)
{
    return {RefusalCode::value_out_of_range,
            {{"field", std::string(name)},
             {"value", std::string(value)},
             {"minimum", std::string(minimum)},
             {"maximum", std::string(maximum)}},
            std::string(name),
            ""};
}

// Which sheets a query asks for: "?term=1&part=exam&grade=4&subject=maths&class_id=…".
Result<SheetFilter> filter_in(const http::Request& request)
{
    SheetFilter filter;
    if (const auto term = request.query("term")) {
        const auto number = *term == "0" ? std::optional<std::int64_t>(0) : parse_id(*term);
        if (!number || *number > 3)
            return not_a_number_of("term", *term, "0", "3");
        filter.term = static_cast<int>(*number);
    }
    if (const auto grade = request.query("grade")) {
        const auto number = parse_id(*grade);
        if (!number || *number > 12)
            return not_a_number_of("grade", *grade, "1", "12");
        filter.grade = static_cast<int>(*number);
    }
    if (const auto class_id = request.query("class_id")) {
        const auto number = parse_id(*class_id);
        if (!number)
            return Refusal{
                RefusalCode::id_malformed, {{"id", std::string(*class_id)}}, "class_id", ""};
        filter.class_id = *number;
    }
    filter.subject = request.query("subject").value_or("");
    if (const auto part = request.query("part")) {
        if (!is_part(*part)) {
            std::string allowed;
            for (const std::string_view one : k_parts)
                allowed.append(allowed.empty() ? "" : ", ").append(one);
            return school::value_not_listed("part", *part, allowed);
        }
        filter.part = *part;
    }
    return filter;
}

http::Response progress(Marks& marks, const Call& call)
{
    return with_id(call, "school_year_id", [&](std::int64_t year) {
        return with_page(
            call, {"by", "term", "part", "grade", "subject", "class_id", "after", "limit"},
            [&](const school::Page& page) {
                auto filter = filter_in(call.request);
                if (!filter)
                    return http::problem(call.request, filter.refusal());
                const std::string_view by = call.request.query("by").value_or("sheet");
                if (by == "sheet") {
                    const auto after = page.after_id();
                    if (!after)
                        return http::problem(call.request, after.refusal());
                    filter->after = *after;
                    filter->limit = page.limit;
                    return school::respond_json(
                        call.request, marks.progress(call.school(), year, *filter, call.act.today));
                }
                for (const auto& [name, group] : k_groups)
                    if (by == name)
                        return school::respond_json(
                            call.request, marks.progress_grouped(call.school(), year, *filter,
                                                                 group, call.act.today));
                return http::problem(call.request, school::value_not_listed(
                                                       "by", by, "sheet, teacher, class, subject"));
            });
    });
}

}  // namespace

std::vector<Route> year_routes(Marks& marks)
{
    const std::string school = "/v1/schools/{school_id}";
    std::vector<Route> routes;
    routes.push_back({.method = http::Method::get,
                      .pattern = school + "/years/{school_year_id}/entry-progress",
                      .name = "entry_progress.read",
                      .permission = Permission::mark_read,
                      .target = school::school_in_path,
                      .handler = [&marks](const Call& call) { return progress(marks, call); }});
    return routes;
}

}  // namespace taqwim::marks
