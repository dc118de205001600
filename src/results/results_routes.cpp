#include "results/results_routes.h"

#include <optional>
#include <string>

#include "core/refusal_codes.h"
#include "platform/http/conditions.h"
#include "regulations/frame/json_writer.h"
#include "results/version_store.h"
#include "school/body.h"

namespace taqwim::results {

namespace {

using database::Session;
using http::Response;
using school::Answer;
using school::Call;
using school::Changes;
using school::Permission;
using school::Route;

constexpr std::size_t k_longest_reason = 500;

void write_id(const char* key, std::int64_t id, JsonWriter& json)
{
    json.key(key).text(std::to_string(id));
}

std::string points_json(const std::vector<OpenPoint>& points)
{
    JsonWriter json;
    json.begin_object().key("open_points").begin_array();
    for (const OpenPoint& point : points) {
        json.begin_object().key("code").text(point.code);
        if (point.student_id)
            write_id("student_id", *point.student_id, json);
        if (!point.subject.empty())
            json.key("subject").text(point.subject);
        if (point.refusal) {
            json.key("refused").begin_object();
            json.key("code").text(to_code_text(point.refusal->code));
            json.key("field")
                .text(point.refusal->field)
                .key("clause")
                .text(point.refusal->clause)
                .end_object();
        }
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

StudentId student_of(const Call& call)
{
    return {call.school(), call.target.student_id.value()};
}

// What a browser holds is asked for again by its tag. It is not to keep a child's result on the disk of a computer that
// others use: "no-store" stays, and the tag serves pages that are open.
Response tagged(const http::Request& request, Response response, const std::string& etag)
{
    response.with_header("Vary", "Accept-Encoding").with_etag(etag);
    if (http::has_current(request, etag)) {
        response.status = 304;
        response.body.clear();
        response.shared_body = nullptr;
    }
    return response;
}

Response plain_response(const http::Request& request, std::string text)
{
    const std::string etag = http::etag_of(text);
    return tagged(request, http::json(200, std::move(text)), etag);
}

Response ready_response(const http::Request& request, const ReadyResult& ready)
{
    Response response = http::json(200, ready.gzip);
    response.with_header("Content-Encoding", "gzip");
    return tagged(request, std::move(response), ready.etag_of_gzip);
}

class Handlers {
public:
    Handlers(school::Record& record, const Publications& publications, ShownResults& shown)
        : record_(record), publications_(publications), shown_(shown)
    {}

    Response open_points(const Call& call) const
    {
        const auto points = record_.read([&](Session& session) {
            return publications_.open_points(session, call.school(), call.target.class_id.value());
        });
        return points ? http::json(200, points_json(*points))
                      : http::problem(call.request, points.refusal());
    }

    Response publish(const Call& call) const
    {
        school::Body body(call.request);
        const std::string visible_from =
            body.optional_text("visible_from", 30).value_or(call.act.at.to_text());
        const auto moment = Instant::parse(visible_from);
        if (!moment)
            body.refuse(RefusalCode::value_not_a_date, "visible_from", {{"value", visible_from}});
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        // A class's results are many rows: they do not hold up others' writes in one group.
        return changing(call, of_class(call), &school::Record::write_alone, [&](Changes& changes) {
            return publications_.publish(
                changes, call.school(),
                {.class_id = call.target.class_id.value(), .visible_from = *moment});
        });
    }

    Response preview(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        const auto evaluated = record_.read([&](Session& session) {
            return publications_.preview(session, student_of(call), *year, Depth::everything);
        });
        if (!evaluated)
            return http::problem(call.request, evaluated.refusal());
        if (evaluated->is_refused())
            return http::problem(call.request, evaluated->refusals.front());
        JsonWriter json;
        json.begin_object().key("regulation").text(evaluated->regulation);
        json.key("decision").text(evaluated->decision);
        json.key("outcome")
            .raw(evaluated->outcome)
            .key("reasons")
            .raw(evaluated->reasons)
            .end_object();
        return http::json(200, std::string(json.str()));
    }

    Response published(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        const YearOfStudent wanted{student_of(call), *year};
        if (http::accepts_encoding(call.request, "gzip"))
            if (const auto ready = shown_.find(wanted, call.act.at))
                return ready_response(call.request, *ready);
        auto text = record_.read([&](Session& session) {
            return publications_.published_json(session, wanted.student, *year, call.act.at);
        });
        if (!text)
            return http::problem(call.request, text.refusal());
        shown_.want(wanted);
        return plain_response(call.request, std::move(*text));
    }

    // Without waiting: what is ready in memory, for a client that takes it as it is kept.
    std::optional<Response> published_at_hand(const http::Request& request) const
    {
        const auto student =
            StudentId::parse(request.path("school_id"), request.path("student_id"));
        const auto year = parse_id(request.path("school_year_id"));
        if (!student || !year || !http::accepts_encoding(request, "gzip"))
            return std::nullopt;
        const auto ready = shown_.find({*student, *year}, record_.now());
        if (!ready)
            return std::nullopt;
        return ready_response(request, *ready);
    }

    Response versions(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        const auto versions = record_.read([&](Session& session) {
            return publications_.versions(session, student_of(call), *year);
        });
        JsonWriter json;
        json.begin_object().key("versions").begin_array();
        for (const ResultVersion& version : versions) {
            json.begin_object();
            write_version(version, json);
            json.end_object();
        }
        json.end_array().end_object();
        return http::json(200, std::string(json.str()));
    }

    Response withhold(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        school::Body body(call.request);
        const bool is_withheld = body.yes_no("is_withheld");
        const std::string reason = body.text("reason", k_longest_reason);
        const std::string decision = body.text("decision", k_longest_reason);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return changing(
            call,
            [&](Session&) {
                return std::vector<YearOfStudent>{{student_of(call), *year}};
            },
            &school::Record::write,
            [&](Changes& changes) {
                return publications_.withhold(changes, student_of(call), *year, is_withheld, reason,
                                              decision);
            });
    }

    Response request_correction(const Call& call) const
    {
        const auto year = school::id_in_path(call.request, "school_year_id");
        if (!year)
            return http::problem(call.request, year.refusal());
        school::Body body(call.request);
        const std::string reason = body.text("reason", k_longest_reason);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        return school::respond(
            call.request, record_.write(call.school(), call.act, [&](Changes& changes) {
                return publications_.request_correction(changes, student_of(call), *year, reason);
            }));
    }

    Response decide_correction(const Call& call) const
    {
        const auto correction = school::id_in_path(call.request, "correction_id");
        if (!correction)
            return http::problem(call.request, correction.refusal());
        school::Body body(call.request);
        const bool is_accepted = body.yes_no("is_accepted");
        const std::string note = body.text("note", k_longest_reason);
        if (const auto refusal = body.refusal())
            return http::problem(call.request, *refusal);
        const auto about = [&](Session& session) {
            return publications_.student_of_correction(session, call.school(), *correction);
        };
        return changing(call, about, &school::Record::write, [&](Changes& changes) {
            return publications_.decide_correction(changes, call.school(), *correction, is_accepted,
                                                   note);
        });
    }

private:
    // Whose results a write changes.
    using About = std::function<std::vector<YearOfStudent>(Session&)>;
    using Writing = Result<Answer> (school::Record::*)(SchoolId, const school::Act&,
                                                       const school::Record::Work&);

    // A write after which something else may be shown: when it is answered, nothing of what was before is given out.
    Response changing(const Call& call, const About& about, Writing write,
                      const school::Record::Work& work) const
    {
        std::optional<std::int64_t> generation;
        std::vector<YearOfStudent> years;
        const auto answer =
            (record_.*write)(call.school(), call.act, [&](Changes& changes) -> Result<Answer> {
                auto done = work(changes);
                if (!done)
                    return done;
                generation = version_store::generation(changes.session(), call.school());
                years.clear();
                for (const YearOfStudent& year : about(changes.session())) {
                    years.push_back(year);
                    for (const std::int64_t keeper :
                         version_store::keepers_of(changes.session(), year.student))
                        years.push_back(
                            {StudentId{year.student.school, keeper}, year.school_year_id});
                }
                return done;
            });
        if (answer && generation)
            shown_.changed(call.school(), *generation, years);
        return school::respond(call.request, answer);
    }

    static About of_class(const Call& call)
    {
        return [school = call.school(), class_id = call.target.class_id.value()](Session& session) {
            std::vector<YearOfStudent> years;
            const auto year = version_store::find_class(session, school, class_id);
            for (const std::int64_t student : version_store::students_of(session, school, class_id))
                years.push_back({StudentId{school, student}, year->school_year_id});
            return years;
        };
    }

    school::Record& record_;
    const Publications& publications_;
    ShownResults& shown_;
};

}  // namespace

std::vector<Route> results_routes(school::Record& record, const Publications& publications,
                                  ShownResults& shown)
{
    const auto handlers = std::make_shared<const Handlers>(record, publications, shown);
    const auto call = [&](Response (Handlers::*handler)(const Call&) const) {
        return [handlers, handler](const Call& one) { return (*handlers.*handler)(one); };
    };
    using http::Method;
    const std::string of_class = "/v1/schools/{school_id}/classes/{class_id}";
    const std::string of_year =
        "/v1/schools/{school_id}/students/{student_id}/results/{school_year_id}";
    return {
        Route{.method = Method::get,
              .pattern = of_class + "/publication/checklist",
              .name = "result.checklist",
              .permission = Permission::result_publish,
              .target = school::class_in_path,
              .handler = call(&Handlers::open_points)},
        Route{.method = Method::post,
              .pattern = of_class + "/publication",
              .name = "result.publish",
              .permission = Permission::result_publish,
              .target = school::class_in_path,
              .handler = call(&Handlers::publish),
              .needs_key = true},
        Route{.method = Method::get,
              .pattern = of_year,
              .name = "result.read",
              .permission = Permission::result_read,
              .target = school::student_in_path,
              .handler = call(&Handlers::published),
              .is_sensitive = true,
              .fast =
                  [handlers](const http::Request& request) {
                      return handlers->published_at_hand(request);
                  }},
        Route{.method = Method::get,
              .pattern = of_year + "/preview",
              .name = "result.preview",
              .permission = Permission::result_preview,
              .target = school::student_in_path,
              .handler = call(&Handlers::preview),
              .is_sensitive = true},
        Route{.method = Method::get,
              .pattern = of_year + "/versions",
              .name = "result.versions",
              .permission = Permission::result_preview,
              .target = school::student_in_path,
              .handler = call(&Handlers::versions),
              .is_sensitive = true},
        Route{.method = Method::post,
              .pattern = of_year + "/withholding",
              .name = "result.withhold",
              .permission = Permission::result_withhold,
              .target = school::student_in_path,
              .handler = call(&Handlers::withhold),
              .needs_key = true},
        Route{.method = Method::post,
              .pattern = of_year + "/corrections",
              .name = "result.request_correction",
              .permission = Permission::result_correct,
              .target = school::student_in_path,
              .handler = call(&Handlers::request_correction),
              .needs_key = true},
        Route{.method = Method::post,
              .pattern = "/v1/schools/{school_id}/result-corrections/{correction_id}/decision",
              .name = "result.decide_correction",
              .permission = Permission::result_publish,
              .target = school::school_in_path,
              .handler = call(&Handlers::decide_correction),
              .needs_key = true},
    };
}

}  // namespace taqwim::results
