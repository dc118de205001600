// Routes of the API as features declare them: which permission a route needs, and about whom or what the request is.
// The handler is called only after `access` has found out who asks and that he may; it reads, calls one function of its
// room, and answers.
//
//   Route{.method = http::Method::get, .pattern = "/v1/schools/{school_id}/students/{student_id}",
//         .name = "student.read", .permission = Permission::student_read, .target = student_in_path,
//         .handler = [&](const Call& call) { return students.read(call); }}
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity.h"
#include "core/refusal.h"
#include "platform/http/request.h"
#include "platform/http/response.h"
#include "platform/http/route.h"
#include "school/act.h"
#include "school/permission.h"
#include "school/record.h"

namespace taqwim::school {

// About whom or what a request is. An appointment for a class and subject reaches what lies in both; one for the whole
// school reaches everything of it; a guardian reaches his children. What is not set is not narrowed down: a target of
// the school alone is reached by those appointed for all of it.
struct Target {
    SchoolId school;  // 0: the installation
    std::optional<std::int64_t> directorate_id = std::nullopt;
    std::optional<std::int64_t> class_id = std::nullopt;
    std::optional<std::int64_t> student_id = std::nullopt;
    std::string subject = {};  // empty: not about one subject
    std::optional<std::int64_t> account_id =
        std::nullopt;  // about one account: its owner reaches it
};

// What a handler is given: the request, and in whose name it is done.
struct Call {
    const http::Request& request;
    Act act;
    Target target;

    [[nodiscard]] SchoolId school() const { return target.school; }
};

using TargetFinder = std::function<Result<Target>(database::Session&, const http::Request&)>;

struct Route {
    http::Method method = http::Method::get;
    std::string pattern;
    std::string name;  // "student.read": in the access log, and unique
    Permission permission = Permission::everyone;
    // Refuses with id_malformed and record_unknown. None: the installation.
    TargetFinder target = nullptr;
    std::function<http::Response(const Call&)> handler;
    // Every look is kept in the access log, not only refused ones: what concerns one child's marks, health or conduct.
    bool is_sensitive = false;
    // SR-3.6: results of many students. The purpose is asked for (school/purpose.h), and every look is kept with it.
    bool asks_purpose = false;
    // A write that a client may have to send again: the Idempotency-Key is asked for.
    bool needs_key = false;
    std::size_t body_limit = std::size_t{1024} * 1024;
    http::Weight weight = http::Weight::pool;
    http::FastHandler fast = nullptr;
};

// Targets by the names of path parameters. They check that the record exists in that school, and so does the year of a
// path with {school_year_id}.
[[nodiscard]] Result<Target> school_in_path(database::Session& session,
                                            const http::Request& request);  // {school_id}
[[nodiscard]] Result<Target> class_in_path(database::Session& session,
                                           const http::Request& request);  // … {class_id}
// … {class_id} and {subject}: what is its teacher's there. Whether the class has the subject, the handler sees.
[[nodiscard]] Result<Target> class_subject_in_path(database::Session& session,
                                                   const http::Request& request);
[[nodiscard]] Result<Target> student_in_path(database::Session& session,
                                             const http::Request& request);  // … {student_id}
// {directorate_id}, of no school; whether there is one, the handler sees.
[[nodiscard]] Result<Target> directorate_in_path(database::Session& session,
                                                 const http::Request& request);

// The number in "{name}", or id_malformed.
[[nodiscard]] Result<std::int64_t> id_in_path(const http::Request& request, std::string_view name);

// The answer of a write as a response, or its refusal as a problem.
[[nodiscard]] http::Response respond(const http::Request& request, const Result<Answer>& answer);

}  // namespace taqwim::school
