#include "marks/marks_routes.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/refusal_codes.h"
#include "marks/sheet_places.h"
#include "marks/sheet_store.h"
#include "marks/year_routes.h"
#include "platform/http/conditions.h"
#include "platform/http/problem.h"
#include "school/body.h"

namespace taqwim::marks {

namespace {

using school::Body;
using school::Call;
using school::Permission;
using school::Route;

constexpr std::size_t k_longest_text = 1000;

SheetId sheet_of(const Call& call)
{
    // The guard has read it already.
    return {call.school(), parse_id(call.request.path("sheet_id")).value_or(0)};
}

std::int64_t number_in_path(const Call& call, std::string_view name)
{
    return parse_id(call.request.path(name)).value_or(0);
}

http::Response shown(const Call& call, const Result<std::string>& text)
{
    if (!text)
        return http::problem(call.request, text.refusal());
    const std::string etag = http::etag_of(*text);
    if (http::has_current(call.request, etag)) {
        http::Response unchanged;
        unchanged.status = 304;
        return unchanged.with_etag(etag);
    }
    return http::json(200, *text).with_etag(etag);
}

// What a row of a list asks for. A row that cannot be read is refused alone.
EntryRequest entry_in(Body& row)
{
    EntryRequest entry;
    entry.key.student_id = row.id("student_id");
    entry.key.column = row.text("column", 100);
    entry.key.occurrence = static_cast<int>(row.optional_integer("occurrence", 1, 99).value_or(1));
    entry.based_on = row.optional_id("based_on").value_or(0);
    entry.value = row.optional_text("value", 40).value_or("");
    entry.status = row.optional_text("status", 40).value_or("");
    entry.assessed_on = row.optional_day("assessed_on");
    entry.missed_on = row.optional_day("missed_on");
    entry.practised_on = row.optional_day("practised_on");
    entry.tool = row.optional_text("tool", 40).value_or("");
    entry.note = row.optional_text("note", k_longest_text).value_or("");
    entry.decision = row.optional_text("decision", 100).value_or("");
    return entry;
}

Result<std::vector<EntryRequest>> entries_in(Body& body)
{
    const auto list = body.value("entries");
    if (auto refusal = body.refusal())
        return *refusal;
    if (!list || !list->is(JsonKind::array) || list->size() == 0)
        return Refusal{RefusalCode::field_missing, {{"field", "entries"}}, "/entries", ""};
    if (list->size() > k_most_entries)
        return Refusal{RefusalCode::value_out_of_range,
                       {{"field", "entries"},
                        {"value", std::to_string(list->size())},
                        {"minimum", "1"},
                        {"maximum", std::to_string(k_most_entries)}},
                       "/entries",
                       ""};
    std::vector<EntryRequest> entries;
    entries.reserve(list->size());
    for (const JsonValue element : *list) {
        if (!element.is(JsonKind::object))
            return Refusal{RefusalCode::field_wrong_type,
                           {{"field", "entries"}, {"expected", "object"}},
                           element.pointer(),
                           ""};
        Body row(element);
        EntryRequest entry = entry_in(row);
        entry.unreadable = row.refusal();
        entries.push_back(std::move(entry));
    }
    return entries;
}

SheetColumn column_in(Body& item)
{
    SheetColumn column{.key = item.text("key", 100),
                       .label_ar = item.text("label_ar", 200),
                       .label_en = item.text("label_en", 200)};
    column.kind =
        parse_column_kind(item.choice("kind", {"mark", "level", "unit_score", "judgement"}))
            .value_or(ColumnKind::mark);
    const auto centi = [&](std::string_view field, std::int64_t standard) {
        const auto text = item.optional_text(field, 20);
        if (!text)
            return standard;
        const auto number = Exact::parse(*text);
        if (!number || !(*number * Exact(100)).is_whole()) {
            item.refuse(RefusalCode::value_not_a_number, field, {{"value", *text}});
            return standard;
        }
        return (*number * Exact(100)).numerator();
    };
    column.maximum_centi = centi("maximum", 0);
    column.step_centi = centi("step", 1);
    column.repeats = static_cast<int>(item.optional_integer("repeats", 1, 99).value_or(1));
    column.needed =
        parse_need(item.optional_choice("needed", {"each", "one_of", "none"}).value_or("each"))
            .value_or(Need::each);
    column.need_group = item.optional_text("need_group", 100).value_or("");
    column.make_up =
        parse_make_up(
            item.optional_choice("make_up", {"plain", "after_practice"}).value_or("plain"))
            .value_or(MakeUp::plain);
    column.is_minimum = item.optional_yes_no("is_minimum").value_or(false);
    if (const auto settings = item.value("settings")) {
        // Where a value goes in the regulation's student-year is said by its schemes alone.
        if (settings->is(JsonKind::object) && settings->find("fact"))
            item.refuse(RefusalCode::value_not_listed, "settings",
                        {{"value", "fact"}, {"allowed", "-"}});
        JsonWriter json;
        json.copy(*settings);
        column.settings = std::string(json.str());
    }
    return column;
}

http::Response make_sheet(Marks& marks, const Call& call)
{
    Body body(call.request);
    SheetDraft draft{.class_id = number_in_path(call, "class_id"),
                     .subject = body.text("subject", 60),
                     .term = static_cast<int>(body.integer("term", 0, 3)),
                     .part = body.text("part", 20),
                     .scheme = body.optional_text("scheme", 60).value_or("own"),
                     .title_ar = body.text("title_ar", 200),
                     .title_en = body.text("title_en", 200),
                     .columns = {}};
    for (Body& item : body.list("columns", 200))
        draft.columns.push_back(column_in(item));
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request, marks.make_sheet(call.act, call.school(), draft));
}

http::Response make_sheets_by_scheme(Marks& marks, const Call& call)
{
    Body body(call.request);
    SchemeRequest request{.regulation = body.text("regulation", 40),
                          .grade = static_cast<int>(body.integer("grade", 1, 12)),
                          .subject = body.text("subject", 60)};
    request.part = body.optional_text("part", 20).value_or("");
    request.term = static_cast<int>(body.optional_integer("term", 1, 2).value_or(0));
    request.on = body.day("on");
    request.is_oral = body.optional_yes_no("is_oral").value_or(false);
    request.by_competency = body.optional_yes_no("by_competency").value_or(false);
    request.one_term = static_cast<int>(body.optional_integer("one_term", 1, 2).value_or(0));
    request.track = body.optional_text("track", 40).value_or("");
    request.form = body.optional_text("form", 40).value_or("");
    request.school_type =
        body.optional_choice("school_type", {"day", "night", "quran_memorisation", "private"})
            .value_or("day");
    for (const std::string& count : body.texts("criteria", 20, 2))
        request.criteria.push_back(static_cast<int>(parse_id(count).value_or(0)));
    request.units = static_cast<int>(body.optional_integer("units", 1, 40).value_or(0));
    request.unit_maxima = body.texts("unit_maxima", 40, 6);
    request.kept_maximum = body.optional_text("kept_maximum", 6).value_or("");
    for (Body& item : body.list("skills", 400)) {
        SkillDraft skill{.code = item.text("code", 60), .text = item.text("text", 300)};
        skill.is_minimum = item.optional_yes_no("minimum").value_or(false);
        skill.term = static_cast<int>(item.optional_integer("term", 0, 2).value_or(0));
        skill.kind =
            item.optional_choice("kind", {"oneshot", "cumulative", "continuous"}).value_or("");
        skill.criterion =
            item.optional_choice("criterion", {"future_learning", "religion_personality"})
                .value_or("");
        skill.part_of = item.optional_text("part_of", 60).value_or("");
        skill.part_of_text = item.optional_text("part_of_text", 300).value_or("");
        request.skills.push_back(std::move(skill));
    }
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request, marks.make_sheets(call.act, call.school(),
                                                   number_in_path(call, "class_id"), request));
}

http::Response record_entries(Marks& marks, const Call& call)
{
    Body body(call.request);
    const auto entries = entries_in(body);
    if (!entries)
        return http::problem(call.request, entries.refusal());
    return respond(call.request, marks.record_entries(call.act, sheet_of(call), *entries));
}

http::Response sign(Marks& marks, const Call& call, SignatureKind kind)
{
    Body body(call.request);
    const std::int64_t version = body.id("sheet_version");
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request, marks.sign(call.act, sheet_of(call), kind, version));
}

http::Response withdraw(Marks& marks, const Call& call)
{
    Body body(call.request);
    const std::string reason = body.text("reason", k_longest_text);
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request, marks.withdraw(call.act, sheet_of(call), reason));
}

http::Response ask_correction(Marks& marks, const Call& call)
{
    Body body(call.request);
    CorrectionRequest request{.entry = entry_in(body)};
    request.layer =
        parse_layer(body.optional_choice("layer", {"teacher", "reviewer", "final_reviewer"})
                        .value_or("teacher"))
            .value_or(Layer::teacher);
    request.reason = body.text("reason", 40);
    request.evidence = body.text("evidence", k_longest_text);
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request, marks.ask_correction(call.act, sheet_of(call), request));
}

http::Response decide_correction(Marks& marks, const Call& call)
{
    Body body(call.request);
    const std::string decision = body.choice("decision", {"approved", "refused"});
    const std::string note = body.optional_text("note", k_longest_text).value_or("");
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request,
                   marks.decide(call.act, sheet_of(call), number_in_path(call, "correction_id"),
                                decision == "approved" ? Decision::approved : Decision::refused,
                                note));
}

http::Response corrections(Marks& marks, const Call& call)
{
    if (const auto refusal = call.request.refuses_query_beside({"after", "limit"}))
        return http::problem(call.request, *refusal);
    const std::string_view after = call.request.query("after").value_or("");
    const std::string_view limit = call.request.query("limit").value_or("50");
    const auto after_id = after.empty() ? std::optional<std::int64_t>(0) : parse_id(after);
    const auto rows = parse_id(limit);
    if (!after_id)
        return http::problem(call.request, {RefusalCode::page_key_invalid, {}, "after", ""});
    if (!rows || *rows > 200)
        return http::problem(call.request, {RefusalCode::value_out_of_range,
                                            {{"field", "limit"},
                                             {"value", std::string(limit)},
                                             {"minimum", "1"},
                                             {"maximum", "200"}},
                                            "limit",
                                            ""});
    return shown(call, marks.corrections(sheet_of(call), *after_id, *rows));
}

http::Response history(Marks& marks, const Call& call)
{
    if (const auto refusal = call.request.refuses_query_beside({"occurrence"}))
        return http::problem(call.request, *refusal);
    const auto occurrence = parse_id(call.request.query("occurrence").value_or("1"));
    if (!occurrence || *occurrence > 99)
        return http::problem(
            call.request,
            {RefusalCode::value_out_of_range,
             {{"field", "occurrence"}, {"value", ""}, {"minimum", "1"}, {"maximum", "99"}},
             "occurrence",
             ""});
    return shown(call,
                 marks.history(sheet_of(call), {.student_id = number_in_path(call, "student_id"),
                                                .column = std::string(call.request.path("column")),
                                                .occurrence = static_cast<int>(*occurrence)}));
}

http::Response open_window(Marks& marks, const Call& call)
{
    Body body(call.request);
    const EntryWindow window{
        .school_year_id = body.id("school_year_id"),
        .term = static_cast<int>(body.integer("term", 0, 3)),
        .part = body.optional_text("part", 20).value_or(""),
        .grade = static_cast<int>(body.optional_integer("grade", 0, 12).value_or(0)),
        .subject = body.optional_text("subject", 60).value_or(""),
        .first_day = body.day("first_day"),
        .last_day = body.day("last_day")};
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request, marks.open(call.act, call.school(), window));
}

http::Response move_window(Marks& marks, const Call& call)
{
    Body body(call.request);
    const Day first_day = body.day("first_day");
    const Day last_day = body.day("last_day");
    const std::int64_t version = body.id("version");
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request,
                   marks.move(call.act, call.school(), number_in_path(call, "entry_window_id"),
                              version, first_day, last_day));
}

http::Response grant(Marks& marks, const Call& call)
{
    Body body(call.request);
    const ExceptionRequest request{.staff_member_id = body.id("staff_member_id"),
                                   .last_day = body.day("last_day"),
                                   .reason = body.text("reason", k_longest_text)};
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request, marks.grant(call.act, sheet_of(call), request));
}

http::Response teach(Marks& marks, const Call& call)
{
    Body body(call.request);
    const std::string column = body.text("column", 100);
    const Day taught_on = body.day("taught_on");
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request, marks.teach(call.act, sheet_of(call), column, taught_on));
}

http::Response set_report(Marks& marks, const Call& call)
{
    Body body(call.request);
    const Day day = body.day("day");
    const std::int64_t version = body.optional_id("version").value_or(0);
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request,
                   marks.set_report(
                       call.act, call.school(), number_in_path(call, "class_id"),
                       static_cast<int>(std::min<std::int64_t>(number_in_path(call, "number"), 99)),
                       day, version));
}

http::Response write_remark(Marks& marks, const Call& call)
{
    Body body(call.request);
    const MasteryRemark remark{
        .class_id = number_in_path(call, "class_id"),
        .number = static_cast<int>(std::min<std::int64_t>(number_in_path(call, "number"), 99)),
        .student_id = body.id("student_id"),
        .remarks = body.text("remarks", k_longest_text),
        .confirmed_unassessed = body.texts("confirmed_unassessed", 400, 100)};
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request, marks.remark(call.act, call.school(), remark));
}

// Narrowed to "?subject=…": who teaches one subject may look at it.
school::TargetFinder of_subject_in_query(school::TargetFinder found)
{
    return [found = std::move(found)](database::Session& session, const http::Request& request) {
        auto target = found(session, request);
        if (target)
            target->subject = request.query("subject").value_or("");
        return target;
    };
}

}  // namespace

Result<school::Target> sheet_in_path(database::Session& session, const http::Request& request)
{
    return SheetPlaces().target(session, request);
}

std::vector<Route> marks_routes(Marks& marks)
{
    const std::string school = "/v1/schools/{school_id}";
    const std::string sheet = school + "/mark-sheets/{sheet_id}";
    const std::string of_class = school + "/classes/{class_id}";
    const school::TargetFinder sheet_found =
        [places = std::make_shared<SheetPlaces>()](database::Session& session,
                                                   const http::Request& request) {
            return places->target(session, request);
        };
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

    add(get, of_class + "/mark-sheets", "mark_sheet.list", Permission::mark_read,
        of_subject_in_query(school::class_in_path), [&marks](const Call& call) {
            return shown(call, marks.sheets_of(call.school(), number_in_path(call, "class_id"),
                                               call.target.subject, call.act.today));
        });
    add(post, of_class + "/mark-sheets", "mark_sheet.make", Permission::scheme_manage,
        school::class_in_path, [&marks](const Call& call) { return make_sheet(marks, call); });
    add(post, of_class + "/mark-sheets/by-scheme", "mark_sheet.make_by_scheme",
        Permission::scheme_manage, school::class_in_path,
        [&marks](const Call& call) { return make_sheets_by_scheme(marks, call); });
    add(get, sheet, "mark_sheet.read", Permission::mark_read, sheet_found,
        [&marks](const Call& call) {
            return shown(call, marks.sheet(sheet_of(call), call.act.today));
        });
    add(get, sheet + "/missing", "mark_sheet.missing", Permission::mark_read, sheet_in_path,
        [&marks](const Call& call) {
            return shown(call, marks.missing(sheet_of(call), call.act.today));
        });
    add(post, sheet + "/entries", "mark.record", Permission::mark_record, sheet_found,
        [&marks](const Call& call) { return record_entries(marks, call); });
    add(get, sheet + "/students/{student_id}/columns/{column}/history", "mark.history",
        Permission::mark_read, sheet_in_path,
        [&marks](const Call& call) { return history(marks, call); })
        .is_sensitive = true;
    add(post, sheet + "/signature", "mark.sign", Permission::mark_sign, sheet_in_path,
        [&marks](const Call& call) { return sign(marks, call, SignatureKind::teacher); });
    add(post, sheet + "/review", "mark.review", Permission::mark_review, sheet_in_path,
        [&marks](const Call& call) { return sign(marks, call, SignatureKind::reviewer); });
    add(post, sheet + "/withdrawal", "mark.withdraw", Permission::correction_decide, sheet_in_path,
        [&marks](const Call& call) { return withdraw(marks, call); });
    add(get, sheet + "/signatures", "mark.signatures", Permission::mark_read, sheet_in_path,
        [&marks](const Call& call) { return shown(call, marks.signatures(sheet_of(call))); });
    add(get, sheet + "/corrections", "correction.list", Permission::mark_read, sheet_in_path,
        [&marks](const Call& call) { return corrections(marks, call); });
    add(post, sheet + "/corrections", "correction.request", Permission::mark_correct, sheet_in_path,
        [&marks](const Call& call) { return ask_correction(marks, call); });
    add(post, sheet + "/corrections/{correction_id}/decision", "correction.decide",
        Permission::correction_decide, sheet_in_path,
        [&marks](const Call& call) { return decide_correction(marks, call); });
    add(post, sheet + "/exceptions", "entry_exception.grant", Permission::entry_window_manage,
        sheet_in_path, [&marks](const Call& call) { return grant(marks, call); });
    add(post, sheet + "/lessons", "skill.taught", Permission::mark_record, sheet_found,
        [&marks](const Call& call) { return teach(marks, call); });
    add(get, school + "/years/{school_year_id}/entry-windows", "entry_window.list",
        Permission::school_read, school::school_in_path, [&marks](const Call& call) {
            return shown(call,
                         marks.windows(call.school(), number_in_path(call, "school_year_id")));
        });
    add(post, school + "/entry-windows", "entry_window.open", Permission::entry_window_manage,
        school::school_in_path, [&marks](const Call& call) { return open_window(marks, call); });
    add(put, school + "/entry-windows/{entry_window_id}", "entry_window.move",
        Permission::entry_window_manage, school::school_in_path,
        [&marks](const Call& call) { return move_window(marks, call); });
    add(get, school + "/students/{student_id}/marks/{school_year_id}", "mark.of_student",
        Permission::mark_read, of_subject_in_query(school::student_in_path),
        [&marks](const Call& call) {
            return shown(call, marks.of_student(call.school(), number_in_path(call, "student_id"),
                                                number_in_path(call, "school_year_id"),
                                                call.target.subject));
        })
        .is_sensitive = true;
    add(get, of_class + "/mastery-reports", "mastery_report.list", Permission::mark_read,
        school::class_in_path, [&marks](const Call& call) {
            return shown(call, marks.reports(call.school(), number_in_path(call, "class_id")));
        });
    add(put, of_class + "/mastery-reports/{number}", "mastery_report.set",
        Permission::scheme_manage, school::class_in_path,
        [&marks](const Call& call) { return set_report(marks, call); });
    add(post, of_class + "/mastery-reports/{number}/remarks", "mastery_remark.write",
        Permission::card_write, school::class_in_path,
        [&marks](const Call& call) { return write_remark(marks, call); });
    for (Route& route : year_routes(marks))
        routes.push_back(std::move(route));
    return routes;
}

}  // namespace taqwim::marks
