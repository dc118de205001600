#include <algorithm>
#include <string>
#include <utility>

#include "core/refusal_codes.h"
#include "marks/student_cards.h"
#include "platform/http/problem.h"
#include "school/answering.h"
#include "school/body.h"

namespace taqwim::marks {

namespace {

using school::Body;
using school::Call;
using school::Permission;
using school::Route;

// A term beyond any school year's is refused where the year is known.
ReportPlace place_of(const Call& call, std::int64_t term)
{
    return {.class_id = *call.target.class_id,
            .subject = call.target.subject,
            .term = static_cast<int>(std::min<std::int64_t>(term, 99))};
}

Result<std::vector<NoteRequest>> notes_in(Body& body, bool has_text)
{
    std::vector<NoteRequest> notes;
    for (Body& item : body.list("notes", k_most_notes)) {
        NoteRequest note;
        note.student_id = item.id("student_id");
        note.based_on = item.optional_id("based_on").value_or(0);
        if (has_text)
            note.text = item.optional_text("text", k_longest_note).value_or("");
        notes.push_back(std::move(note));
    }
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    if (notes.empty())
        return Refusal{RefusalCode::field_missing, {{"field", "notes"}}, "/notes", ""};
    return notes;
}

}  // namespace

std::vector<Route> report_notes_routes(StudentCards& cards)
{
    const std::string notes =
        "/v1/schools/{school_id}/classes/{class_id}/subjects/{subject}/report-notes/{term}";
    std::vector<Route> routes;
    routes.push_back(
        {.method = http::Method::get,
         .pattern = notes,
         .name = "report_note.list",
         .permission = Permission::mark_read,
         .target = school::class_subject_in_path,
         .handler =
             [&cards](const Call& call) {
                 return with_id(call, "term", [&](std::int64_t term) {
                     return school::respond_json(
                         call.request,
                         cards.report_notes(call.school(), place_of(call, term), call.act.today));
                 });
             },
         .is_sensitive = true});
    routes.push_back({.method = http::Method::post,
                      .pattern = notes,
                      .name = "report_note.write",
                      .permission = Permission::mark_record,
                      .target = school::class_subject_in_path,
                      .handler =
                          [&cards](const Call& call) {
                              return with_id(call, "term", [&](std::int64_t term) {
                                  Body body(call.request);
                                  const auto read = notes_in(body, true);
                                  if (!read)
                                      return http::problem(call.request, read.refusal());
                                  return respond(call.request,
                                                 cards.save_notes(call.act, call.school(),
                                                                  place_of(call, term), *read));
                              });
                          },
                      .needs_key = true});
    routes.push_back({.method = http::Method::post,
                      .pattern = notes + "/signatures",
                      .name = "report_note.sign",
                      .permission = Permission::mark_sign,
                      .target = school::class_subject_in_path,
                      .handler =
                          [&cards](const Call& call) {
                              return with_id(call, "term", [&](std::int64_t term) {
                                  Body body(call.request);
                                  const auto read = notes_in(body, false);
                                  if (!read)
                                      return http::problem(call.request, read.refusal());
                                  return respond(call.request,
                                                 cards.sign_notes(call.act, call.school(),
                                                                  place_of(call, term), *read));
                              });
                          },
                      .needs_key = true});
    return routes;
}

}  // namespace taqwim::marks
