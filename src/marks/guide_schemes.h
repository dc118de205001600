// Sheets of the head teacher's guide: its mark schemes (regulations/sa_guide/mark_scheme.h) become columns leaf by leaf, and
// the regulation adds the leaves up again. One sheet serves all who sit in the class: a leaf that regular students have and
// affiliated ones have not says so in its places.
#pragma once

#include <cstdint>
#include <vector>

#include "core/refusal.h"
#include "marks/schemes.h"

namespace taqwim::marks {

// What ends with the term is its exam, everything before it coursework; a subject that is assessed continuously has one
// sheet, and affiliated students' exam in it a sheet of its own (PG-G.12, PG-6.6). Without a class. Refuses what the
// guide has no scheme for.
[[nodiscard]] Result<std::vector<SheetDraft>> guide_sheets(const SchemeRequest& request,
                                                           std::int64_t step_centi);

}  // namespace taqwim::marks
