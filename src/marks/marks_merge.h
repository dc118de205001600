// What becomes of marks when students change records: two records of one student become one, or a student comes from
// another school with what that school had marked.
//
// Nothing in the ledger moves: the marks of the merged record are entered again for the kept one, each naming the entry
// it came from, and the first stay where they were written.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/refusal.h"
#include "marks/recording.h"
#include "school/merges.h"
#include "school/record.h"

namespace taqwim::marks {

class MarksMerge final : public school::MergeParticipant {
public:
    [[nodiscard]] std::string_view name() const override { return "marks"; }
    // {"cells": [{"sheet_id", "column", "occurrence", "entry_id"}], and of what was written beside marks (card.h,
    // provisions.h, mastery.h) each table with the ids of its rows, which go with the student}. Refuses with cell_changed where both records hold
    // different values of one cell (people decide which is the student's), and with sheet_signed and year_sealed.
    [[nodiscard]] Result<std::string> move(school::Changes& changes, SchoolId school,
                                           std::int64_t from, std::int64_t to) override;
    // Clears what `move` entered, unless it was changed since: then with cell_changed.
    [[nodiscard]] std::optional<Refusal> move_back(school::Changes& changes, SchoolId school,
                                                   std::int64_t from, std::int64_t to,
                                                   JsonValue moved) override;
};

// Marks that another school gave, entered into this school's sheet as carried; `source` names the transfer. Refuses as
// record_marks does, but asks for no window and no enrolment on the day.
[[nodiscard]] Result<Recorded> carry_marks(school::Changes& changes, SheetId sheet,
                                           std::span<const EntryRequest> entries,
                                           const std::string& source);

}  // namespace taqwim::marks
