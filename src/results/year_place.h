// Where a student is or was last in a year, for who reads his cells (year_cells.h).
#pragma once

#include <optional>

#include "results/record_facts.h"

namespace taqwim::results {

// As RecordFacts takes it, of a year that is over. Nothing: he is in no class of the year.
[[nodiscard]] std::optional<YearPlace> year_place(database::Session& session, StudentId student,
                                                  std::int64_t school_year_id);

}  // namespace taqwim::results
