// What stands beside a cell that is not as its teacher first wrote it: who set the value, and the value before it, which
// stays legible (PG-G.38).
#pragma once

#include <map>
#include <optional>
#include <string>

#include "marks/ledger_store.h"

namespace taqwim::marks {

struct CorrectedCell {
    std::string set_by;  // name of the member of staff; empty when it was nobody of the school
    std::optional<MarkValue> previous = std::nullopt;  // none where the cell was empty
};

// The corrected cells of a sheet, and those of a reviewer.
[[nodiscard]] std::map<CellKey, CorrectedCell> corrected_cells(database::Session& session,
                                                               SheetId sheet);

// Who signed or asked, as the school calls him; empty for somebody who is not of its staff.
[[nodiscard]] std::string staff_name(database::Session& session, SchoolId school,
                                     std::int64_t person);

}  // namespace taqwim::marks
