#include "exchange/exchange_routes.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "marks/marks_routes.h"
#include "platform/http/multipart.h"
#include "platform/http/problem.h"
#include "school/answering.h"
#include "school/body.h"
#include "school/digest_column.h"

namespace taqwim::exchange {

namespace {

using school::Body;
using school::Call;
using school::Permission;
using school::Route;

// A file of the largest size that is read, and the form around it.
constexpr std::size_t k_largest_form = std::size_t{33} * 1024 * 1024;

// "?term=…&first_day=…"
Result<ImportScope> scope_in(const Call& call)
{
    if (const auto refusal = call.request.refuses_query_beside({"term", "first_day"}))
        return *refusal;
    ImportScope scope;
    scope.class_id = call.target.class_id;
    if (const auto term = call.request.query("term")) {
        if (*term != "0" && *term != "1" && *term != "2" && *term != "3")
            return Refusal{RefusalCode::value_out_of_range,
                           {{"field", "term"},
                            {"value", std::string(*term)},
                            {"minimum", "0"},
                            {"maximum", "3"}},
                           "term",
                           ""};
        scope.term = term->front() - '0';
    }
    if (const auto text = call.request.query("first_day")) {
        scope.first_day = Day::parse(*text);
        if (!scope.first_day)
            return Refusal{RefusalCode::value_not_a_date,
                           {{"field", "first_day"}, {"value", std::string(*text)}},
                           "first_day",
                           ""};
    }
    return scope;
}

http::Response try_out(Imports& imports, ImportKind kind, const Call& call,
                       std::vector<std::int64_t> sheets = {})
{
    auto scope = scope_in(call);
    if (!scope)
        return http::problem(call.request, scope.refusal());
    scope->sheets = std::move(sheets);
    const auto part = http::uploaded_file(call.request, "file");
    if (!part)
        return http::problem(call.request, part.refusal());
    // The same file sent again is a repeat, whatever boundary the browser put around it.
    school::Act act = call.act;
    if (!act.client_key.empty())
        act.request_digest = crypto::text_of(crypto::FieldDigester("taqwim.import_request.1")
                                                 .text(to_text(kind))
                                                 .text(scope->to_json())
                                                 .text(part->file_name.value_or(""))
                                                 .digest(crypto::digest_of(part->content))
                                                 .finish()
                                                 .bytes);
    return school::respond(
        call.request,
        imports.try_out(call.school(), act, kind,
                        {.file_name = part->file_name.value_or("file"), .bytes = part->content},
                        std::move(*scope)));
}

// The workbook to fill in, as of "?day=".
http::Response form(Imports& imports, ImportKind kind, const Call& call,
                    std::vector<std::int64_t> sheets = {})
{
    const auto day = school::day_in_query(call);
    if (!day)
        return http::problem(call.request, day.refusal());
    auto made = imports.form(
        call.school(), call.act, kind,
        {.sheets = std::move(sheets), .class_id = call.target.class_id, .first_day = *day});
    if (!made)
        return http::problem(call.request, made.refusal());
    return http::file("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                      std::move(made->bytes), made->file_name);
}

http::Response apply(Imports& imports, ImportKind kind, const Call& call)
{
    return school::with_id(call, "import_id", [&](std::int64_t id) {
        Body body(call.request);
        const Confirmation confirmation{
            .file_digest = body.text("file_digest", 64),
            .plan_digest = body.text("plan_digest", 64),
            .takes_good_rows = body.optional_yes_no("takes_good_rows").value_or(false),
            .accepts_overwrites = body.optional_yes_no("accepts_overwrites").value_or(false)};
        return school::respond_to(call, body, [&] {
            return imports.apply(call.school(), call.act, kind, id, confirmation);
        });
    });
}

// The target of an import: its class and, of one sheet, its subject; else the school.
school::TargetFinder import_in_path(ImportKind kind)
{
    return
        [kind](database::Session& session, const http::Request& request) -> Result<school::Target> {
            auto target = school::school_in_path(session, request);
            if (!target)
                return target;
            const auto id = school::id_in_path(request, "import_id");
            if (!id)
                return id.refusal();
            const auto import = find_import(session, target->school, *id);
            if (!import || import->kind != to_text(kind))
                return school::unknown_record("import", *id, "import_id");
            target->class_id = import->class_id;
            target->subject = import->subject;
            return target;
        };
}

struct KindRoutes {
    ImportKind kind;
    std::string path;  // of its imports: "mark-imports"
    std::string name;  // "mark_import"
    Permission permission;
};

}  // namespace

std::vector<Route> exchange_routes(Imports& imports)
{
    const std::string school = "/v1/schools/{school_id}";
    std::vector<Route> routes;
    const auto add = [&](http::Method method, std::string pattern, std::string name,
                         Permission permission, school::TargetFinder target,
                         std::function<http::Response(const Call&)> handler) -> Route& {
        routes.push_back({.method = method,
                          .pattern = std::move(pattern),
                          .name = std::move(name),
                          .permission = permission,
                          .target = std::move(target),
                          .handler = std::move(handler),
                          .needs_key = method == http::Method::post});
        return routes.back();
    };
    using enum http::Method;

    add(get, school + "/imports", "import.list", Permission::import_run, school::school_in_path,
        [&imports](const Call& call) {
            return school::with_page(call, {"after", "limit"}, [&](const school::Page& page) {
                return school::respond_json(call.request, imports.imports(call.school(), page));
            });
        });
    // The guard has read it already.
    const auto sheet_of = [](const Call& call) {
        return std::vector{parse_id(call.request.path("sheet_id")).value_or(0)};
    };
    add(post, school + "/mark-sheets/{sheet_id}/imports", "mark_import.try_sheet",
        Permission::mark_import, marks::sheet_in_path,
        [&imports, sheet_of](const Call& call) {
            return try_out(imports, ImportKind::marks, call, sheet_of(call));
        })
        .body_limit = k_largest_form;
    add(get, school + "/mark-sheets/{sheet_id}/template", "mark_import.template",
        Permission::mark_import, marks::sheet_in_path, [&imports, sheet_of](const Call& call) {
            return form(imports, ImportKind::marks, call, sheet_of(call));
        });
    add(get, school + "/classes/{class_id}/attendance-template", "attendance_import.template",
        Permission::attendance_record, school::class_in_path,
        [&imports](const Call& call) { return form(imports, ImportKind::attendance, call); });
    add(get, school + "/roster-template", "roster_import.template", Permission::import_run,
        school::school_in_path,
        [&imports](const Call& call) { return form(imports, ImportKind::roster, call); });

    add(post, school + "/classes/{class_id}/attendance-imports", "attendance_import.try_class",
        Permission::attendance_record, school::class_in_path,
        [&imports](const Call& call) { return try_out(imports, ImportKind::attendance, call); })
        .body_limit = k_largest_form;

    for (const KindRoutes& of :
         {KindRoutes{ImportKind::marks, "/mark-imports", "mark_import", Permission::mark_import},
          KindRoutes{ImportKind::roster, "/roster-imports", "roster_import",
                     Permission::import_run},
          KindRoutes{ImportKind::attendance, "/attendance-imports", "attendance_import",
                     Permission::attendance_record}}) {
        const ImportKind kind = of.kind;
        const std::string one = school + of.path + "/{import_id}";
        add(post, school + of.path, of.name + ".try", of.permission, school::school_in_path,
            [&imports, kind](const Call& call) { return try_out(imports, kind, call); })
            .body_limit = k_largest_form;
        add(get, one, of.name + ".read", of.permission, import_in_path(kind),
            [&imports, kind](const Call& call) {
                return school::with_id(call, "import_id", [&](std::int64_t id) {
                    return school::respond_json(call.request,
                                                imports.report(call.school(), kind, id));
                });
            });
        add(get, one + "/problems", of.name + ".problems", of.permission, import_in_path(kind),
            [&imports, kind](const Call& call) {
                return school::with_id(call, "import_id", [&](std::int64_t id) {
                    return school::with_page(
                        call, {"after", "limit"}, [&](const school::Page& page) {
                            return school::respond_json(
                                call.request, imports.problems(call.school(), kind, id, page));
                        });
                });
            });
        add(get, one + "/rows", of.name + ".rows", of.permission, import_in_path(kind),
            [&imports, kind](const Call& call) {
                return school::with_id(call, "import_id", [&](std::int64_t id) {
                    return school::with_page(
                        call, {"after", "limit"}, [&](const school::Page& page) {
                            return school::respond_json(
                                call.request, imports.rows(call.school(), kind, id, page));
                        });
                });
            });
        add(post, one + "/application", of.name + ".apply", of.permission, import_in_path(kind),
            [&imports, kind](const Call& call) { return apply(imports, kind, call); });
        add(post, one + "/discard", of.name + ".discard", of.permission, import_in_path(kind),
            [&imports, kind](const Call& call) {
                return school::with_id(call, "import_id", [&](std::int64_t id) {
                    return school::respond(call.request,
                                           imports.discard(call.school(), call.act, kind, id));
                });
            });
    }
    // The other kinds are not taken back as a whole: README.md.
    add(post, school + "/mark-imports/{import_id}/undo", "mark_import.undo",
        Permission::mark_import, import_in_path(ImportKind::marks), [&imports](const Call& call) {
            return school::with_id(call, "import_id", [&](std::int64_t id) {
                return school::respond(
                    call.request, imports.undo(call.school(), call.act, ImportKind::marks, id));
            });
        });
    return routes;
}

}  // namespace taqwim::exchange
