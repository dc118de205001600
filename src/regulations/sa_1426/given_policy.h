// Parameters that a document gives with its facts, in the shape of the catalogue's policy cases:
//
//   "policy": {"regular": {"t1": {"cw": "20", "ex": "30"}}, "tolerance": {"7.2.b": {"ratio": "0.70"}}, …}
//
// What it does not name stays the parameter in force, and so does what it names with that parameter's own value. Any other
// value stands in the trace as found, with the place in the document as its source: the regulation does not vouch for it.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <span>

#include "core/parameter.h"
#include "core/school_year.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/problem_list.h"
#include "regulations/sa_1426/rules.h"

namespace taqwim::sa_1426 {

// The rules in force with the given values in place. Not copied: the rules point into it.
struct GivenPolicy {
    explicit GivenPolicy(const Rules& in_force) : rules(in_force) {}
    GivenPolicy(const GivenPolicy&) = delete;
    GivenPolicy& operator=(const GivenPolicy&) = delete;

    Rules rules;
    std::deque<ParameterInfo> given;  // only what differs; their addresses stay
};

// Reads "policy" and then "policy_override", which stands above it. Null when nothing differs from the rules in force.
// What is wrong, also parts that do not make the marks of a subject (SR-6.4), is added to the problems.
[[nodiscard]] std::unique_ptr<const GivenPolicy> read_policy(std::span<const JsonValue> policies,
                                                             const Rules& in_force, SchoolYear year,
                                                             ProblemList& problems);

}  // namespace taqwim::sa_1426
