// Taking an import of marks back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "school/record.h"

namespace taqwim::exchange {

struct TakenBack {
    std::int64_t taken_back = 0;
    std::int64_t changed_since = 0;  // cells that have a newer entry: they stay as they are
};

// Each cell of these sheets whose last entry came from `source` gets what stood there before, as a newer entry; one that
// was empty is cleared. Refuses as record_marks_in_bulk does, of a sheet or of the first entry that is refused.
[[nodiscard]] Result<TakenBack> take_marks_back(school::Changes& changes, SchoolId school,
                                                const std::vector<std::int64_t>& sheets,
                                                const std::string& source);

}  // namespace taqwim::exchange
