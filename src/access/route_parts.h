// What the files of routes of this room share.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/access_routes.h"

namespace taqwim::access {

inline constexpr std::size_t k_small_body = std::size_t{16} * 1024;

using RouteWork = http::Response (*)(AccessServices&, const school::Call&);

[[nodiscard]] inline school::Route route(AccessServices& access, http::Method method,
                                         std::string pattern, std::string name,
                                         school::Permission permission, school::TargetFinder target,
                                         RouteWork work, http::Weight weight = http::Weight::pool,
                                         std::size_t body_limit = k_small_body)
{
    school::Route made;
    made.method = method;
    made.pattern = std::move(pattern);
    made.name = std::move(name);
    made.permission = permission;
    made.target = std::move(target);
    made.handler = [&access, work](const school::Call& call) { return work(access, call); };
    made.weight = weight;
    made.body_limit = body_limit;
    return made;
}

// The session of a request that the guard has let through.
[[nodiscard]] Sessions::Pointer own_session(AccessServices& access, const school::Call& call);

struct Page {
    std::int64_t after = 0;
    std::int64_t limit = 0;
};

// "?after=…&limit=…", or what else is `allowed`. Refuses with field_unknown, page_key_invalid,
// value_out_of_range.
[[nodiscard]] Result<Page> read_page(const http::Request& request,
                                     std::initializer_list<std::string_view> allowed = {"after",
                                                                                        "limit"});

[[nodiscard]] std::vector<school::Route> session_routes(AccessServices& access);
[[nodiscard]] std::vector<school::Route> account_routes(AccessServices& access);
[[nodiscard]] std::vector<school::Route> audit_routes(AccessServices& access);

}  // namespace taqwim::access
