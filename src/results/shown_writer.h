// Writes after which something else may be shown: when such a write returns, memory gives out nothing of what was before.
#pragma once

#include <functional>
#include <vector>

#include "results/results_services.h"

namespace taqwim::results {

// Whose results a write changes, as the write left the record.
using AboutWhom = std::function<std::vector<YearOfStudent>(database::Session&)>;

enum class Company : std::uint8_t {
    group,  // with others' writes in one transaction
    alone   // many rows, which would hold up the others of a group
};

[[nodiscard]] Result<school::Answer> write_shown(const ResultsServices& services, SchoolId school,
                                                 const school::Act& act, Company company,
                                                 const AboutWhom& about,
                                                 const school::Record::Work& work);

}  // namespace taqwim::results
