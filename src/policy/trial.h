// What a proposed value would have changed: the published results of this installation are taken once more, under the
// values in force and under the proposed one, and counted by school. Nothing is stored, no student is named, and small
// cells are blanked as statistics blank them (SR-3.7, SR-X.3).
#pragma once

#include <cstdint>
#include <string>

#include "policy/parameters_in_force.h"
#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::policy {

class Trial {
public:
    // Both outlive this.
    Trial(school::Record& record, ParametersInForce& in_force)
        : record_(record), in_force_(in_force)
    {}

    // {"items": [{"school_id", "name_ar", "name_en", "unchanged", "decision_changed", "details_changed", "refused",
    // "total", "moves": [{"from": {"ar", "en"}, "to": …, "count"}]}], "next"}: schools with published results of the
    // regulation, by their ids; `next` may come with an empty page. Refuses with record_unknown, page_key_invalid, and
    // what the proposal's own check refuses when it is no value any more.
    [[nodiscard]] Result<std::string> page(std::int64_t proposal, const school::Page& page,
                                           Instant now) const;

private:
    school::Record& record_;
    ParametersInForce& in_force_;
};

}  // namespace taqwim::policy
