// Every role × every route × own, another class, another school: who is let through, and how the rest is answered.
//
//   AccessWorld world;
//   const auto findings = walk_permissions(world, access_routes(*world.services), {});
//   CHECK_MESSAGE(findings.empty(), findings.front());
//
// The routes are walked with handlers of the walker's own: only the door is asked. What is expected is worked out here
// from roles.toml and from what the route's target finder finds, not by the code that decides.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "school/route.h"
#include "tests/support/access_world.h"

namespace taqwim::tests {

enum class Place : std::uint8_t { own, other_class, other_school };

[[nodiscard]] std::string_view to_text(Place place);

// The value of a path parameter that the world does not know ({sheet_id} …) at a place; nothing to pass the route over
// there. Asked with the route's name.
using ParameterValue = std::function<std::optional<std::string>(
    std::string_view route, std::string_view parameter, Place place)>;

struct MatrixReport {
    std::vector<std::string>
        findings;  // "teacher, mark.record, other_class: let through, expected refused"
    std::vector<std::string> passed_over;  // routes for which there was no value
    std::vector<std::string>
        closed_to_all;  // routes that let nobody through anywhere: no role can do what they are for
    std::size_t asked = 0;
    std::size_t let_through = 0;
};

[[nodiscard]] MatrixReport walk_permissions(AccessWorld& world,
                                            const std::vector<school::Route>& routes,
                                            const ParameterValue& value_of);

}  // namespace taqwim::tests
