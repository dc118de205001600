#include "school/route.h"

#include <algorithm>
#include <utility>

#include "core/refusal_codes.h"

namespace taqwim::school {

namespace {

Refusal unknown(std::string_view record, std::string_view id, std::string_view parameter)
{
    return {RefusalCode::record_unknown,
            {{"record", std::string(record)}, {"id", std::string(id)}},
            std::string(parameter),
            ""};
}

// A path that names a school year names one of the school.
std::optional<Refusal> refuses_year(database::Session& session, const http::Request& request,
                                    std::int64_t school)
{
    constexpr std::string_view name = "school_year_id";
    if (std::ranges::find(request.path_parameters, name,
                          &std::pair<std::string, std::string>::first) ==
        request.path_parameters.end())
        return std::nullopt;
    const auto id = id_in_path(request, name);
    if (!id)
        return id.refusal();
    if (!session.find_one("SELECT school_year_id FROM school_year WHERE school_id = $1 AND "
                          "school_year_id = $2",
                          school, *id))
        return unknown("school_year", request.path(name), name);
    return std::nullopt;
}

}  // namespace

Result<std::int64_t> id_in_path(const http::Request& request, std::string_view name)
{
    const std::string_view text = request.path(name);
    if (const auto id = parse_id(text))
        return *id;
    return Refusal{RefusalCode::id_malformed,
                   {{"field", std::string(name)}, {"value", std::string(text)}},
                   std::string(name),
                   ""};
}

Result<Target> school_in_path(database::Session& session, const http::Request& request)
{
    const auto school = id_in_path(request, "school_id");
    if (!school)
        return school.refusal();
    const auto row =
        session.find_one("SELECT directorate_id FROM school WHERE school_id = $1", *school);
    if (!row)
        return unknown("school", request.path("school_id"), "school_id");
    if (auto refusal = refuses_year(session, request, *school))
        return std::move(*refusal);
    return Target{.school = SchoolId{*school}, .directorate_id = row->integer("directorate_id")};
}

Result<Target> class_in_path(database::Session& session, const http::Request& request)
{
    auto target = school_in_path(session, request);
    const auto id = id_in_path(request, "class_id");
    if (!target)
        return target;
    if (!id)
        return id.refusal();
    if (!session.find_one("SELECT class_id FROM class WHERE school_id = $1 AND class_id = $2",
                          target->school, *id))
        return unknown("class", request.path("class_id"), "class_id");
    target->class_id = *id;
    return target;
}

Result<Target> class_subject_in_path(database::Session& session, const http::Request& request)
{
    auto target = class_in_path(session, request);
    if (target)
        target->subject = request.path("subject");
    return target;
}

Result<Target> student_in_path(database::Session& session, const http::Request& request)
{
    auto target = school_in_path(session, request);
    const auto id = id_in_path(request, "student_id");
    if (!target)
        return target;
    if (!id)
        return id.refusal();
    if (!session.find_one("SELECT student_id FROM student WHERE school_id = $1 AND student_id = $2",
                          target->school, *id))
        return unknown("student", request.path("student_id"), "student_id");
    target->student_id = *id;
    return target;
}

Result<Target> directorate_in_path(database::Session& /*session*/, const http::Request& request)
{
    const auto id = id_in_path(request, "directorate_id");
    if (!id)
        return id.refusal();
    return Target{.school = SchoolId{0}, .directorate_id = *id};
}

http::Response respond(const http::Request& request, const Result<Answer>& answer)
{
    if (!answer)
        return http::problem(request, answer.refusal());
    http::Response response =
        answer->body.empty() ? http::no_content() : http::json(answer->status, answer->body);
    if (answer->is_repeat)
        response.with_header("Idempotent-Replay", "true");
    return response;
}

}  // namespace taqwim::school
