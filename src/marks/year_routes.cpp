#include "marks/year_routes.h"

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "marks/marks_routes.h"
#include "platform/http/problem.h"
#include "school/answering.h"
#include "school/body.h"
#include "school/keeping.h"

namespace taqwim::marks {

namespace {

using school::Body;
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

http::Response news(Marks& marks, const Call& call)
{
    return with_id(call, "school_year_id", [&](std::int64_t year) {
        if (const auto refusal =
                call.request.refuses_query_beside({"since", "subject", "class_id", "unreviewed"}))
            return http::problem(call.request, *refusal);
        const auto filter = filter_in(call.request);
        if (!filter)
            return http::problem(call.request, filter.refusal());
        const std::string since(call.request.query("since").value_or(""));
        const auto day = Day::parse(since);
        if (!day)
            return http::problem(call.request, Refusal{RefusalCode::value_not_a_date,
                                                       {{"field", "since"}, {"value", since}},
                                                       "since",
                                                       ""});
        return school::respond_json(
            call.request,
            marks.news(call.school(), year,
                       {.filter = *filter,
                        .since = *day,
                        .asker = call.act.account_id,
                        .with_unreviewed = call.request.query("unreviewed") == "yes"}));
    });
}

http::Response open_sheets(Marks& marks, const Call& call)
{
    return with_id(call, "school_year_id", [&](std::int64_t year) {
        Body body(call.request);
        OpeningRequest request{.year_id = year};
        request.grade = static_cast<int>(body.optional_integer("grade", 1, 12).value_or(0));
        request.class_id = body.optional_id("class_id").value_or(0);
        request.part = body.optional_text("part", 20).value_or("");
        request.on = body.day("on");
        for (const std::string& count : body.texts("criteria", 20, 2))
            request.criteria.push_back(static_cast<int>(parse_id(count).value_or(0)));
        request.units = static_cast<int>(body.optional_integer("units", 1, 40).value_or(0));
        const bool is_trial = body.optional_yes_no("dry_run").value_or(false);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return respond(call.request,
                       marks.open_sheets_of_year(call.act, call.school(), request, is_trial));
    });
}

http::Response not_yet(Marks& marks, const Call& call)
{
    return with_id(call, "sheet_id", [&](std::int64_t sheet) {
        Body body(call.request);
        const std::vector<std::string> columns = body.texts("columns", 200, 100);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return respond(call.request, marks.not_yet(call.act, {call.school(), sheet}, columns));
    });
}

http::Response carry_transfer(Marks& marks, const Call& call)
{
    return with_id(call, "transfer_id", [&](std::int64_t transfer) {
        Body body(call.request);
        const bool is_trial = body.optional_yes_no("dry_run").value_or(false);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return respond(call.request,
                       marks.carry_transfer(call.act, {call.school(), *call.target.student_id},
                                            transfer, is_trial));
    });
}

http::Response carry_class(Marks& marks, const Call& call)
{
    Body body(call.request);
    const std::int64_t from = body.id("from_class_id");
    const bool is_trial = body.optional_yes_no("dry_run").value_or(false);
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(
        call.request,
        marks.carry_class(call.act, {call.school(), *call.target.student_id}, from, is_trial));
}

// A whole year, or what the query narrows it down to: a class head asks for his class, who heads a subject for that.
Result<school::Target> narrowed_by_query(database::Session& session, const http::Request& request)
{
    auto target = school::school_in_path(session, request);
    if (!target)
        return target;
    // An id that cannot be read is refused by the handler.
    if (const auto class_id = request.query("class_id"))
        target->class_id = parse_id(*class_id);
    target->subject = request.query("subject").value_or("");
    return target;
}

http::Response board(Marks& marks, const Call& call)
{
    return school::respond_json(call.request, marks.board(call.school(), *call.target.class_id,
                                                          call.target.subject, call.act.today));
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
                      .target = narrowed_by_query,
                      .handler = [&marks](const Call& call) { return progress(marks, call); }});
    routes.push_back({.method = http::Method::get,
                      .pattern = school + "/years/{school_year_id}/sheet-news",
                      .name = "sheet_news.list",
                      .permission = Permission::mark_read,
                      .target = narrowed_by_query,
                      .handler = [&marks](const Call& call) { return news(marks, call); }});
    const auto write = [&](std::string pattern, std::string name, Permission permission,
                           school::TargetFinder target,
                           std::function<http::Response(const Call&)> handler) -> Route& {
        routes.push_back({.method = http::Method::post,
                          .pattern = std::move(pattern),
                          .name = std::move(name),
                          .permission = permission,
                          .target = std::move(target),
                          .handler = std::move(handler),
                          .needs_key = true});
        return routes.back();
    };
    write(school + "/years/{school_year_id}/mark-sheets/by-plan", "mark_sheet.open_year",
          Permission::scheme_manage, school::school_in_path,
          [&marks](const Call& call) { return open_sheets(marks, call); });
    write(school + "/mark-sheets/{sheet_id}/not-yet", "mark.not_yet", Permission::mark_record,
          sheet_in_path, [&marks](const Call& call) { return not_yet(marks, call); });
    // What another school marked, or another teacher in another class, the head answers for.
    write(school + "/students/{student_id}/transfers/{transfer_id}/marks", "mark.carry_transfer",
          Permission::correction_decide, school::student_in_path,
          [&marks](const Call& call) { return carry_transfer(marks, call); })
        .is_sensitive = true;
    write(school + "/students/{student_id}/class-move/marks", "mark.carry_class",
          Permission::correction_decide, school::student_in_path,
          [&marks](const Call& call) { return carry_class(marks, call); })
        .is_sensitive = true;
    routes.push_back({.method = http::Method::get,
                      .pattern = school + "/classes/{class_id}/subjects/{subject}/mastery-board",
                      .name = "mastery_board.read",
                      .permission = Permission::mark_read,
                      .target = school::class_subject_in_path,
                      .handler = [&marks](const Call& call) { return board(marks, call); },
                      .is_sensitive = true});
    return routes;
}

}  // namespace taqwim::marks
