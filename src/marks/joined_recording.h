// Entering marks of several people at once: what many clients send one by one, checked as recording.h says and stored in
// few statements, each with its own answer, its own place in the audit chain and its own version of the sheet.
#pragma once

#include <cstddef>
#include <span>

#include "marks/recording.h"
#include "marks/sheet_view.h"
#include "school/record.h"

namespace taqwim::marks {

// What one client wants entered.
struct EntryWish {
    const school::Act* act = nullptr;
    SheetId sheet;
    std::span<const EntryRequest> entries;
};

// Of more entries a write of its own is the better one.
inline constexpr std::size_t k_most_joined_entries = 8;

// Records the wishes of one school in their order, as record_marks would, for `writes` beside them: each with the act of
// its wish. One that touches a cell which another of them or an entry of its own changed before it is left without an
// answer: it has to see what is stored, and comes again.
void record_joined(std::span<const EntryWish* const> wishes, std::span<school::JoinedWrite> writes,
                   const RefusalWriter& write_refusal);

}  // namespace taqwim::marks
