// The one door: what stands before every handler of the API.
//
// A request passes, in this order: sign-in, second factor, CSRF (writes), its target, permission by what its caller is
// appointed to today, the client's key (where the route asks for it), and only then its handler. What is out of reach
// is answered exactly as what does not exist; a permission that is missing within one's own scope is said.
//
//   Guard guard(place, sessions, callers, log);
//   guard.add_routes(router, attendance_routes(attendance));
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "access/access_log.h"
#include "access/caller.h"
#include "access/sessions.h"
#include "access/workplace.h"
#include "platform/http/route.h"
#include "school/route.h"

namespace taqwim::access {

inline constexpr std::string_view k_csrf_header = "X-CSRF-Token";
inline constexpr std::string_view k_act_as_header = "Taqwim-Act-As";

// Safe to share between threads.
class Guard {
public:
    Guard(const Workplace& place, Sessions& sessions, Callers& callers, AccessLog& log)
        : place_(place), sessions_(sessions), callers_(callers), log_(log)
    {}

    // The handler of a route behind the door. Faults of the database become refusals.
    [[nodiscard]] http::Handler guard(const school::Route& route);

    // The same for an answer that must not wait: it is given only when session and caller are at hand and one of the
    // ids in the path is the caller's own or his child's; otherwise the handler is asked.
    [[nodiscard]] http::FastHandler guard_fast(const school::Route& route);

    void add_routes(http::Router& router, const std::vector<school::Route>& routes);

private:
    // What was found out about a request before its target is looked at.
    struct Asker {
        Sessions::Pointer session;
        Callers::Pointer caller;
    };

    [[nodiscard]] http::Response answer(const school::Route& route, const http::Request& request);
    [[nodiscard]] std::optional<http::Response> answer_at_hand(const school::Route& route,
                                                               const http::Request& request);
    [[nodiscard]] Result<Asker> find_asker(const school::Route& route,
                                           const http::Request& request);
    [[nodiscard]] Result<school::Act> admit(const school::Route& route,
                                            const http::Request& request, const Asker& asker,
                                            school::Target& target);
    [[nodiscard]] AccessEntry entry_of(const school::Route& route, const Asker& asker,
                                       std::string_view role, const school::Target& target) const;

    Workplace place_;
    Sessions& sessions_;
    Callers& callers_;
    AccessLog& log_;
};

// Whether a browser says that the request came from another site. Programs that are no browsers say nothing.
[[nodiscard]] bool came_from_elsewhere(const http::Request& request);

// What is said of a record that is not there, or that the caller cannot reach: the last id of the path. Finders of
// targets use it too, so that both answers are the same to the letter.
[[nodiscard]] Refusal unknown_by_path(const http::Request& request);

// The refusal that a fault of the database is answered with.
[[nodiscard]] Refusal refusal_of(const database::StorageFault& fault);

}  // namespace taqwim::access
