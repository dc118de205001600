#include "school/temporary_study.h"

#include <algorithm>
#include <utility>

#include "core/refusal_codes.h"
#include "core/trimmed.h"
#include "school/answering.h"
#include "school/body.h"
#include "school/enrolments_store.h"
#include "school/on_day.h"
#include "school/students_store.h"
#include "school/years_store.h"

namespace taqwim::school {

namespace {

using database::Row;
using database::Session;

constexpr std::string_view k_home = "home";

TemporaryStudy study_in(const Row& row)
{
    return {.id = row.integer("temporary_study_id"),
            .student_id = row.integer("student_id"),
            .side = row.text("side"),
            .other_school = row.text("other_school"),
            .place = row.text("place"),
            .reason = row.text("reason"),
            .guardian_id = row.integer_or_null("guardian_id"),
            .first_day = day_in(row, "first_day"),
            .last_day = day_in(row, "last_day"),
            .form = row.text("form")};
}

std::vector<TemporaryStudy> studies_of(Session& session, SchoolId school, std::int64_t student)
{
    std::vector<TemporaryStudy> studies;
    for (const Row& row : session.find_all(
             "SELECT temporary_study_id, student_id, side, other_school, place, reason, "
             "guardian_id, first_day, last_day, form FROM temporary_study WHERE school_id = $1 "
             "AND student_id = $2 ORDER BY first_day, temporary_study_id",
             school, student))
        studies.push_back(study_in(row));
    return studies;
}

std::vector<TemporaryStudyStep> steps_of(Session& session, SchoolId school, std::int64_t study)
{
    std::vector<TemporaryStudyStep> steps;
    for (const Row& row : session.find_all(
             "SELECT temporary_study_step_id, kind, reference, digest, signed_by, day FROM "
             "temporary_study_step WHERE school_id = $1 AND temporary_study_id = $2 "
             "ORDER BY temporary_study_step_id",
             school, study))
        steps.push_back({.id = row.integer("temporary_study_step_id"),
                         .study_id = study,
                         .kind = row.text("kind"),
                         .reference = row.text("reference"),
                         .digest = row.text("digest"),
                         .signed_by = row.text("signed_by"),
                         .day = day_in(row, "day")});
    return steps;
}

// Refused or closed: nothing comes after it.
bool is_over(const std::vector<TemporaryStudyStep>& steps)
{
    return !steps.empty() && (steps.back().kind == "refused" || steps.back().kind == "closed");
}

// What may come next.
std::string next_steps(const TemporaryStudy& study, const std::vector<TemporaryStudyStep>& steps)
{
    const std::string last = steps.empty() ? "" : steps.back().kind;
    if (study.side != k_home)
        return last.empty() ? "result_sent" : last == "result_sent" ? "closed" : "";
    if (last.empty())
        return "approved, refused";
    // A mission that becomes permanent is closed by an ordinary transfer.
    if (last == "approved")
        return "received, closed";
    if (last == "received")
        return "opened";
    return last == "opened" ? "closed" : "";
}

bool is_listed(const std::string& list, const std::string& word)
{
    for (std::size_t at = 0; at < list.size();) {
        const std::size_t end = std::min(list.find(", ", at), list.size());
        if (list.substr(at, end - at) == word)
            return true;
        at = end + 2;
    }
    return false;
}

Refusal missing(const char* field, const char* clause)
{
    return {RefusalCode::field_missing, {{"field", field}}, '/' + std::string(field), clause};
}

std::optional<Refusal> refuses_study(Session& session, SchoolId school, const TemporaryStudy& one)
{
    if (one.side != k_home && one.side != "host")
        return value_not_listed("side", one.side, "home, host");
    if (one.reason != "mission" && one.reason != "holiday")
        return value_not_listed("reason", one.reason, "mission, holiday");
    if (one.last_day < one.first_day)
        return days_reversed("last_day", one.first_day, one.last_day);
    if (!find_student(session, school, one.student_id))
        return unknown_record("student", one.student_id, "student_id");
    const bool is_home = one.side == k_home;
    const auto enrolment = enrolment_on(session, school, one.student_id, one.first_day);
    if (!enrolment || (enrolment->kind == "temporary") == is_home)
        return Refusal{RefusalCode::not_enrolled,
                       {{"day", one.first_day.to_text()}},
                       "/first_day",
                       is_home ? "PG-10.A.1" : "PG-10.A.2"};
    if (!is_home && trimmed(one.form).empty())
        return missing("form", "PG-10.A.1");
    if (is_home) {
        if (!one.guardian_id)
            return missing("guardian_id", "PG-10.A.1");
        const auto guardians = guardians_of(session, school, one.student_id, one.first_day);
        if (std::ranges::find(guardians, *one.guardian_id, &Guardianship::guardian_id) ==
            guardians.end())
            return unknown_record("guardian", *one.guardian_id, "/guardian_id");
    }
    for (const TemporaryStudy& other : studies_of(session, school, one.student_id))
        if (other.first_day <= one.last_day && one.first_day <= other.last_day &&
            !is_over(steps_of(session, school, other.id)))
            return Refusal{RefusalCode::days_overlap,
                           {{"field", "first_day"},
                            {"first_day", other.first_day.to_text()},
                            {"last_day", other.last_day.to_text()},
                            {"other", other.other_school}},
                           "/first_day",
                           "PG-10.A.1"};
    return refuses_change_of_year(session, school, enrolment->year_id);
}

std::optional<Refusal> refuses_step(const TemporaryStudy& study,
                                    const std::vector<TemporaryStudyStep>& before,
                                    const TemporaryStudyStep& step)
{
    const std::string allowed = next_steps(study, before);
    if (!is_listed(allowed, step.kind))
        return value_not_listed("kind", step.kind, allowed);
    if (trimmed(step.reference).empty())
        return missing("reference", "PG-10.A.4");
    const bool is_sealed = step.kind == "result_sent" || step.kind == "received";
    if ((is_sealed || step.kind == "opened") && step.digest.empty())
        return missing("digest", "PG-10.A.4");
    if (is_sealed && trimmed(step.signed_by).empty())
        return missing("signed_by", "PG-10.A.4");
    // A broken seal, or other content: the result is not recorded, and the host sends it anew.
    if (step.kind == "opened" && step.digest != before.back().digest)
        return value_not_listed("digest", step.digest, before.back().digest);
    return std::nullopt;
}

http::Response begin_study(TemporaryStudies& studies, const Call& call)
{
    Body body(call.request);
    TemporaryStudy one;
    one.student_id = *call.target.student_id;
    one.side = body.choice("side", {"home", "host"});
    one.other_school = body.text("other_school", 200);
    one.place = body.text("place", 200);
    one.reason = body.choice("reason", {"mission", "holiday"});
    one.guardian_id = body.optional_id("guardian_id");
    one.first_day = body.day("first_day");
    one.last_day = body.day("last_day");
    one.form = body.optional_text("form", 60).value_or("");
    if (const auto refusal = body.refusal())
        return http::problem(call.request, *refusal);
    return respond(call.request, studies.begin(call.school(), call.act, std::move(one)));
}

http::Response step_of_study(TemporaryStudies& studies, const Call& call)
{
    return with_id(call, "temporary_study_id", [&](std::int64_t id) {
        Body body(call.request);
        TemporaryStudyStep step;
        step.study_id = id;
        step.kind = body.choice(
            "kind", {"approved", "refused", "received", "opened", "result_sent", "closed"});
        step.reference = body.text("reference", 60);
        step.digest = body.optional_text("digest", 64).value_or("");
        step.signed_by = body.optional_text("signed_by", 200).value_or("");
        step.day = body.day("day");
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return respond(call.request, studies.take_step(call.school(), call.act, std::move(step)));
    });
}

}  // namespace

void describe(Fields& fields, const TemporaryStudy& study)
{
    fields.id("temporary_study_id", study.id);
    fields.id("student_id", study.student_id);
    fields.text("side", study.side);
    fields.text("other_school", study.other_school);
    fields.text("place", study.place);
    fields.text("reason", study.reason);
    fields.id("guardian_id", study.guardian_id);
    fields.day("first_day", study.first_day);
    fields.day("last_day", study.last_day);
    fields.text("form", study.form);
}

void describe(Fields& fields, const TemporaryStudyStep& step)
{
    fields.id("temporary_study_step_id", step.id);
    fields.id("temporary_study_id", step.study_id);
    fields.text("kind", step.kind);
    fields.text("reference", step.reference);
    fields.text("digest", step.digest);
    fields.text("signed_by", step.signed_by);
    fields.day("day", step.day);
}

Result<Answer> TemporaryStudies::begin(SchoolId school, const Act& act, TemporaryStudy study)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        if (auto refusal = refuses_study(session, school, study))
            return std::move(*refusal);
        TemporaryStudy stored = study;
        stored.id = changes.new_id();
        if (stored.side != k_home)
            stored.guardian_id.reset();
        must_be_one(session.execute(
            "INSERT INTO temporary_study (school_id, temporary_study_id, student_id, side, "
            "other_school, place, reason, guardian_id, first_day, last_day, form, recorded_at, "
            "recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            school, stored.id, stored.student_id, stored.side, stored.other_school, stored.place,
            stored.reason, stored.guardian_id, stored.first_day, stored.last_day, stored.form,
            changes.act().at, changes.act().account_id));
        return keep(changes, 201, "temporary_study", "begin", stored.id, stored);
    });
}

Result<Answer> TemporaryStudies::take_step(SchoolId school, const Act& act, TemporaryStudyStep step)
{
    if (step.day > act.today)
        return Refusal{RefusalCode::day_in_future, {{"day", step.day.to_text()}}, "/day", ""};
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto row = session.find_one(
            "SELECT temporary_study_id, student_id, side, other_school, place, reason, "
            "guardian_id, first_day, last_day, form FROM temporary_study WHERE school_id = $1 "
            "AND temporary_study_id = $2",
            school, step.study_id);
        if (!row)
            return unknown_record("enrolment", step.study_id, "temporary_study_id");
        if (auto refusal =
                refuses_step(study_in(*row), steps_of(session, school, step.study_id), step))
            return std::move(*refusal);
        TemporaryStudyStep stored = step;
        stored.id = changes.new_id();
        must_be_one(session.execute(
            "INSERT INTO temporary_study_step (school_id, temporary_study_step_id, "
            "temporary_study_id, kind, reference, digest, signed_by, day, recorded_at, "
            "recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            school, stored.id, stored.study_id, stored.kind, stored.reference, stored.digest,
            stored.signed_by, stored.day, changes.act().at, changes.act().account_id));
        return keep(changes, 201, "temporary_study_step", "take", stored.id, stored);
    });
}

Result<std::string> TemporaryStudies::of_student(SchoolId school, std::int64_t student_id)
{
    return record_.read([&](Session& session) -> Result<std::string> {
        JsonWriter json;
        json.begin_object().key("items").begin_array();
        for (const TemporaryStudy& one : studies_of(session, school, student_id)) {
            const auto steps = steps_of(session, school, one.id);
            json.begin_object().key("study");
            write_json(json, one);
            json.key("steps").begin_array();
            for (const TemporaryStudyStep& step : steps)
                write_json(json, step);
            json.end_array().key("next").text(next_steps(one, steps)).end_object();
        }
        json.end_array().end_object();
        return std::string(json.str());
    });
}

std::vector<Route> temporary_study_routes(TemporaryStudies& studies)
{
    const std::string school = "/v1/schools/{school_id}";
    const std::string of_student = school + "/students/{student_id}/temporary-study";
    return {
        Route{.method = http::Method::post,
              .pattern = of_student,
              .name = "temporary_study.begin",
              .permission = Permission::student_manage,
              .target = student_in_path,
              .handler = [&studies](const Call& call) { return begin_study(studies, call); },
              .needs_key = true},
        Route{.method = http::Method::post,
              .pattern = school + "/temporary-study/{temporary_study_id}/steps",
              .name = "temporary_study.step",
              .permission = Permission::student_manage,
              .target = school_in_path,
              .handler = [&studies](const Call& call) { return step_of_study(studies, call); },
              .needs_key = true},
        Route{.method = http::Method::get,
              .pattern = of_student,
              .name = "temporary_study.list",
              .permission = Permission::student_read,
              .target = student_in_path,
              .handler =
                  [&studies](const Call& call) {
                      return respond_json(
                          call.request, studies.of_student(call.school(), *call.target.student_id));
                  }},
    };
}

}  // namespace taqwim::school
