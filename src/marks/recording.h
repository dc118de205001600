// Entering marks: row by row, so that one bad mark does not lose the other thirty.
//
//   const Result<Recorded> recorded = record_marks(changes, sheet, entries, {});
//
// Each entry names the version of the cell that its writer saw. Where somebody else was faster the entry is refused
// with cell_changed and told what stands there now; nothing is overwritten unseen.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/refusal.h"
#include "marks/entry_checks.h"
#include "marks/ledger_store.h"
#include "school/record.h"

namespace taqwim::marks {

inline constexpr std::size_t k_most_entries = 2000;

struct RecordedRow {
    std::optional<Refusal> refusal = std::nullopt;
    std::int64_t entry_id = 0;  // of an accepted row
    std::int64_t version = 0;   // of the cell, as it stands now
    // With cell_changed: what stands in the cell.
    std::optional<Cell> current = std::nullopt;
};

struct Recorded {
    std::int64_t sheet_version = 0;
    std::vector<RecordedRow> rows;  // one for each entry, in their order
    std::size_t accepted = 0;
};

struct RecordOptions {
    Origin origin = Origin::entry;
    std::string source = {};  // of what is carried: "transfer 7318…"
};

// Refuses as a whole with record_unknown, year_sealed, sheet_signed, entry_window_closed, entry_window_missing; a row
// with cell_changed and with what accepted_facts refuses. Nothing is noted when no row was accepted.
[[nodiscard]] Result<Recorded> record_marks(school::Changes& changes, SheetId sheet,
                                            std::span<const EntryRequest> entries,
                                            const RecordOptions& options);

// What keeps a sheet as a whole from taking entries of that origin now: year_sealed, sheet_signed, and for what is typed
// entry_window_closed and entry_window_missing.
[[nodiscard]] std::optional<Refusal> refuses_recording(database::Session& session,
                                                       const MarkSheet& sheet,
                                                       const school::Act& act, Origin origin);

// What keeps it from taking anything whatever the day: year_sealed, sheet_signed.
[[nodiscard]] std::optional<Refusal> refuses_state(const MarkSheet& sheet);

// The refusal of an entry whose writer saw an older cell; nothing when he saw the one that stands.
[[nodiscard]] std::optional<Refusal> refuses_older(database::Session& session, SheetId sheet,
                                                   const std::optional<Cell>& cell,
                                                   std::int64_t based_on, const std::string& place);

}  // namespace taqwim::marks
