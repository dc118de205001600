#include "results/reader_routes.h"

#include <memory>
#include <optional>
#include <string>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "results/many_classes.h"
#include "results/publication_body.h"
#include "results/publication_proposals.h"
#include "results/version_store.h"
#include "school/answering.h"
#include "school/merges_store.h"

namespace taqwim::results {

namespace {

using database::Row;
using database::Session;
using http::Response;
using school::Call;
using school::Changes;
using school::Permission;
using school::Route;

constexpr std::size_t k_longest_note = 500;

StudentId student_of(const Call& call)
{
    return {call.school(), call.target.student_id.value()};
}

// One version of a student's year as it was published, also one that another has replaced.
Result<std::string> version_text(Session& session, StudentId student, std::int64_t school_year_id,
                                 std::int64_t version)
{
    for (const std::int64_t record : school::records_of(session, student))
        if (const auto row = session.find_one(
                "SELECT result_version_id FROM result_version WHERE school_id = $1 "
                "AND student_id = $2 AND school_year_id = $3 AND version = $4",
                student.school, record, school_year_id, version))
            return version_store::version_json(session, student.school,
                                               row->integer("result_version_id"));
    return Refusal{RefusalCode::record_unknown,
                   {{"record", "version"}, {"id", std::to_string(version)}},
                   "",
                   ""};
}

std::string corrections_json(Session& session, SchoolId school, std::int64_t school_year_id,
                             std::int64_t asker)
{
    JsonWriter json;
    json.begin_object().key("corrections").begin_array();
    for (const Row& row : session.find_all(
             "SELECT c.result_correction_id, c.student_id, c.reason, c.requested_at, "
             "c.requested_by, s.student_number, s.name_ar, s.name_en, a.display_name, "
             "d.is_accepted, d.note, d.decided_at, d.differences, b.display_name AS decider "
             "FROM result_correction c "
             "JOIN student s ON s.school_id = c.school_id AND s.student_id = c.student_id "
             "LEFT JOIN account a ON a.account_id = c.requested_by "
             "LEFT JOIN result_correction_decision d ON d.school_id = c.school_id "
             "AND d.result_correction_id = c.result_correction_id "
             "LEFT JOIN account b ON b.account_id = d.decided_by "
             "WHERE c.school_id = $1 AND c.school_year_id = $2 "
             "ORDER BY c.result_correction_id DESC",
             school, school_year_id)) {
        json.begin_object();
        json.key("correction_id").text(std::to_string(row.integer("result_correction_id")));
        json.key("student_id").text(std::to_string(row.integer("student_id")));
        json.key("student_number").text(row.text("student_number"));
        json.key("name_ar").text(row.text("name_ar")).key("name_en").text(row.text("name_en"));
        json.key("reason").text(row.text("reason"));
        json.key("requested_at").text(row.text("requested_at"));
        json.key("requested_by").text(row.text_or_null("display_name").value_or(""));
        json.key("is_own").boolean(row.integer("requested_by") == asker);
        json.key("decision");
        if (const auto accepted = row.integer_or_null("is_accepted")) {
            json.begin_object().key("is_accepted").boolean(*accepted == 1);
            json.key("note").text(row.text("note"));
            json.key("decided_at").text(row.text("decided_at"));
            json.key("decided_by").text(row.text_or_null("decider").value_or(""));
            json.key("differences").raw(row.text("differences")).end_object();
        } else {
            json.null();
        }
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

// The years of a student, the newest first, with what is shown of each: for people who may not read the school's own lists.
std::string years_json(Session& session, StudentId student, Instant now)
{
    const auto school = session.find_one("SELECT name_ar, name_en FROM school WHERE school_id = $1",
                                         student.school);
    JsonWriter json;
    json.begin_object().key("school_name_ar").text(school->text("name_ar"));
    json.key("school_name_en").text(school->text("name_en")).key("years").begin_array();
    std::int64_t written = 0;
    for (const Row& row : session.find_all(
             "SELECT e.school_year_id, e.class_id, y.name AS year_name, y.first_day, y.last_day, "
             "c.name AS class_name, p.grade, p.regulation FROM enrolment e "
             "JOIN school_year y ON y.school_id = e.school_id "
             "AND y.school_year_id = e.school_year_id "
             "JOIN class c ON c.school_id = e.school_id AND c.class_id = e.class_id "
             "JOIN study_plan p ON p.school_id = c.school_id "
             "AND p.study_plan_id = c.study_plan_id "
             "WHERE e.school_id = $1 AND e.student_id = $2 "
             "ORDER BY y.first_day DESC, e.school_year_id DESC, e.enrolment_id DESC",
             student.school, student.value)) {
        // Of a year with several enrolments the last one counts.
        const std::int64_t year = row.integer("school_year_id");
        if (year == written)
            continue;
        written = year;
        const ShownState state = version_store::shown_state(session, student, year);
        const bool is_published = state.at(now) != nullptr;
        json.begin_object().key("school_year_id").text(std::to_string(year));
        json.key("name").text(row.text("year_name")).key("first_day").text(row.text("first_day"));
        json.key("last_day").text(row.text("last_day"));
        json.key("class_id").text(std::to_string(row.integer("class_id")));
        json.key("class_name").text(row.text("class_name"));
        json.key("grade").number(row.integer("grade"));
        json.key("regulation").text(row.text("regulation"));
        json.key("state").text(!is_published       ? "not_published"
                               : state.is_withheld ? "withheld"
                                                   : "shown");
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

// When this guardian acknowledged what is shown now.
std::string acknowledgement_json(Session& session, SchoolId school, std::int64_t result_version_id,
                                 std::int64_t guardian)
{
    const auto row =
        session.find_one("SELECT acknowledged_at FROM result_acknowledgement WHERE school_id = $1 "
                         "AND result_version_id = $2 AND guardian_id = $3",
                         school, result_version_id, guardian);
    JsonWriter json;
    json.begin_object().key("result_version_id").text(std::to_string(result_version_id));
    json.key("acknowledged_at");
    row ? json.text(row->text("acknowledged_at")) : json.null();
    json.end_object();
    return std::string(json.str());
}

// SR-5.2, PG-1.37, PG-1.44  The reports of a year by skills as they are written for a guardian: levels, skills not yet
// mastered, remarks; never the percentage behind a level. One that may not be closed yet is not shown.
std::string periodic_reports_json(const std::string& outcome)
{
    JsonWriter json;
    json.begin_object().key("reports").begin_array();
    const auto document = JsonDocument::parse(outcome);
    const auto reports = document ? document->root().find("reports") : std::nullopt;
    if (reports && reports->is(JsonKind::array))
        for (const JsonValue report : *reports) {
            if (report.find("error"))
                continue;
            json.begin_object();
            for (const char* const name : {"number", "on", "superseded_by", "guardian"})
                if (const auto member = report.find(name))
                    json.key(name).copy(*member);
            json.end_object();
        }
    json.end_array().end_object();
    return std::string(json.str());
}

class Handlers {
public:
    explicit Handlers(const ResultsServices& services) : services_(services) {}

    Response years(const Call& call) const
    {
        return http::json(200, services_.record.read([&](Session& session) {
            return years_json(session, student_of(call), call.act.at);
        }));
    }

    Response version(const Call& call) const
    {
        return school::with_id(call, "school_year_id", [&](std::int64_t year) {
            return school::with_id(call, "version", [&](std::int64_t number) {
                return school::respond_json(
                    call.request, services_.record.read([&](Session& session) {
                        return version_text(session, student_of(call), year, number);
                    }));
            });
        });
    }

    Response corrections(const Call& call) const
    {
        return school::with_id(call, "school_year_id", [&](std::int64_t year) {
            return http::json(200, services_.record.read([&](Session& session) {
                return corrections_json(session, call.school(), year, call.act.account_id);
            }));
        });
    }

    Response acknowledgement(const Call& call) const
    {
        return school::with_id(call, "school_year_id", [&](std::int64_t year) {
            return school::respond_json(
                call.request, services_.record.read([&](Session& session) -> Result<std::string> {
                    const auto shown = services_.publications.shown_version(
                        session, student_of(call), year, call.act.at);
                    if (!shown)
                        return shown.refusal();
                    return acknowledgement_json(session, call.school(), *shown, call.act.person_id);
                }));
        });
    }

    Response periodic_reports(const Call& call) const
    {
        return school::with_id(call, "school_year_id", [&](std::int64_t year) {
            return school::respond_json(
                call.request, services_.record.read([&](Session& session) -> Result<std::string> {
                    const auto today = services_.publications.preview(session, student_of(call),
                                                                      year, Depth::outcome);
                    if (!today)
                        return today.refusal();
                    return periodic_reports_json(today->is_refused() ? "{}" : today->outcome);
                }));
        });
    }

    Response proposals(const Call& call) const
    {
        return school::with_id(call, "school_year_id", [&](std::int64_t year) {
            return http::json(200, services_.record.read([&](Session& session) {
                return proposals_json(session, call.school(), year, call.act.account_id);
            }));
        });
    }

    Response propose_classes(const Call& call) const
    {
        return school::with_id(call, "school_year_id", [&](std::int64_t year) {
            school::Body body(call.request);
            const Proposal proposal{.school_year_id = year,
                                    .class_ids = class_ids(body),
                                    .visible_from = moment_in(body, call),
                                    .note =
                                        body.optional_text("note", k_longest_note).value_or("")};
            if (const auto refusal = body.refusal())
                return http::problem(call.request, *refusal);
            // Offices that may see results early look and do not write: who puts classes forward belongs to the school.
            if (call.act.person_id == 0)
                return http::problem(call.request, Refusal{RefusalCode::not_permitted,
                                                           {{"permission", "result_publish"}},
                                                           "",
                                                           ""});
            return school::respond(
                call.request,
                services_.record.write(call.school(), call.act, [&](Changes& changes) {
                    return propose(changes, call.school(), proposal);
                }));
        });
    }

    // The decision is stored first: sent again, the same request goes on publishing where it stopped.
    Response decide(const Call& call) const
    {
        return school::with_id(call, "proposal_id", [&](std::int64_t proposal_id) {
            school::Body body(call.request);
            const bool is_accepted = body.yes_no("is_accepted");
            const std::string note = body.optional_text("note", k_longest_note).value_or("");
            if (const auto refusal = body.refusal())
                return http::problem(call.request, *refusal);
            const auto decided =
                services_.record.write(call.school(), call.act, [&](Changes& changes) {
                    return decide_proposal(changes, call.school(), proposal_id, is_accepted, note);
                });
            if (!decided || !is_accepted)
                return school::respond(call.request, decided);
            const auto proposal = services_.record.read([&](Session& session) {
                return read_proposal(session, call.school(), proposal_id);
            });
            if (!proposal)
                return http::problem(call.request, proposal.refusal());
            return school::respond(
                call.request,
                school::Answer{.status = 200,
                               .body = publish_classes(services_, call.school(), call.act,
                                                       proposal->school_year_id,
                                                       proposal->class_ids, proposal->visible_from),
                               .is_repeat = decided->is_repeat});
        });
    }

private:
    ResultsServices services_;
};

}  // namespace

std::vector<Route> reader_routes(const ResultsServices& services)
{
    const auto handlers = std::make_shared<const Handlers>(services);
    const auto call = [&](Response (Handlers::*handler)(const Call&) const) {
        return [handlers, handler](const Call& one) { return (*handlers.*handler)(one); };
    };
    using http::Method;
    const std::string of_student =
        "/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}";
    const std::string of_year = "/v1/schools/{school_id}/school-years/{school_year_id}";
    return {
        Route{.method = Method::get,
              .pattern = "/v1/schools/{school_id}/students/{student_id}/results",
              .name = "result.years",
              .permission = Permission::result_read,
              .target = school::student_in_path,
              .handler = call(&Handlers::years)},
        Route{.method = Method::get,
              .pattern = of_student + "/versions/{version}",
              .name = "result.version",
              .permission = Permission::result_preview,
              .target = school::student_in_path,
              .handler = call(&Handlers::version),
              .is_sensitive = true},
        Route{.method = Method::get,
              .pattern = of_student + "/acknowledgement",
              .name = "result.acknowledgement",
              .permission = Permission::notice_acknowledge,
              .target = school::student_in_path,
              .handler = call(&Handlers::acknowledgement)},
        Route{.method = Method::get,
              .pattern = of_student + "/periodic-reports",
              .name = "result.periodic_reports",
              .permission = Permission::result_read,
              .target = school::student_in_path,
              .handler = call(&Handlers::periodic_reports),
              .is_sensitive = true},
        Route{.method = Method::get,
              .pattern = of_year + "/result-corrections",
              .name = "result.corrections",
              .permission = Permission::result_correct,
              .target = school::school_in_path,
              .handler = call(&Handlers::corrections)},
        Route{.method = Method::get,
              .pattern = of_year + "/publication-proposals",
              .name = "result.proposals",
              .permission = Permission::result_preview,
              .target = school::school_in_path,
              .handler = call(&Handlers::proposals)},
        Route{.method = Method::post,
              .pattern = of_year + "/publication-proposals",
              .name = "result.propose",
              .permission = Permission::result_preview,
              .target = school::school_in_path,
              .handler = call(&Handlers::propose_classes),
              .needs_key = true},
        Route{.method = Method::post,
              .pattern = "/v1/schools/{school_id}/publication-proposals/{proposal_id}/decision",
              .name = "result.decide_proposal",
              .permission = Permission::result_publish,
              .target = school::school_in_path,
              .handler = call(&Handlers::decide),
              .needs_key = true},
    };
}

}  // namespace taqwim::results
