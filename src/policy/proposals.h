// Values of a regulation's parameters that a ministry sets (SR-13.4): proposed with their first day and their source,
// tried on what was published here, approved or refused by somebody else, and in force from their day for every
// evaluation that begins afterwards. What was published keeps its values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "school/fields.h"
#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::policy {

// A value as a parameter file would have it.
struct ParameterValue {
    std::string regulation;
    std::string parameter;            // "passing.b_floor_share"
    std::vector<std::string> values;  // one, or the entries of a list
    bool is_list = false;
    Day first_day{};
    std::string source;
};

struct Proposal : ParameterValue {
    std::int64_t id = 0;
    std::string reason;  // for who decides; may be empty
    std::string proposed_at;
    std::int64_t proposed_by = 0;
    std::string proposed_by_name;
    // Empty while nothing is decided.
    std::string outcome;  // approved, refused, withdrawn
    std::string note;
    std::string decided_at;
    std::int64_t decided_by = 0;
    std::string decided_by_name;
};

class ParametersInForce;

class Proposals {
public:
    // Both outlive this.
    Proposals(school::Record& record, ParametersInForce& in_force)
        : record_(record), in_force_(in_force)
    {}

    // Refuses with regulation_unknown, parameter_unknown, day_not_covered, and for what is no value of the parameter
    // with value_not_a_number, value_not_a_date, value_out_of_range, value_not_listed or setting_invalid.
    [[nodiscard]] Result<school::Answer> propose(const school::Act& act,
                                                 const Proposal& wanted) const;

    // The newest first; `after` is the last id of the page before.
    [[nodiscard]] Result<std::string> page(const school::Page& page, std::int64_t reader) const;
    [[nodiscard]] Result<std::string> one(std::int64_t id, std::int64_t reader) const;

    // Approves, refuses or withdraws. Who proposed it can withdraw it, and nothing else (same_person); others cannot
    // withdraw it (same_person's counterpart: not_permitted). Refuses with record_unknown, decided_already, and what
    // `propose` refuses when the values in force have changed so that it is none any more.
    [[nodiscard]] Result<school::Answer> decide(const school::Act& act, std::int64_t id,
                                                std::string_view outcome,
                                                const std::string& note) const;

private:
    [[nodiscard]] std::optional<Refusal> refuses(database::Session& session,
                                                 const ParameterValue& value) const;

    school::Record& record_;
    ParametersInForce& in_force_;
};

}  // namespace taqwim::policy
