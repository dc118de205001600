// SQL of the ledger: entries, which are only ever added, and the cells that point at the last of each.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "marks/mark_sheet.h"
#include "marks/mark_value.h"
#include "platform/database/session.h"
#include "platform/database/value.h"
#include "school/record.h"

namespace taqwim::marks {

// Which cell: a student's, in a column, and the how manieth measure of it.
struct CellKey {
    std::int64_t student_id = 0;
    std::string column;
    int occurrence = 1;

    friend auto operator<=>(const CellKey&, const CellKey&) = default;
};

// PG-G.38  Red, blue and green pen: who wrote the value that stands.
enum class Layer : std::uint8_t { teacher, reviewer, final_reviewer };
[[nodiscard]] std::string_view to_text(Layer layer);
[[nodiscard]] std::optional<Layer> parse_layer(std::string_view text);

enum class Origin : std::uint8_t { entry, correction, carried, merged };
[[nodiscard]] std::string_view to_text(Origin origin);

// The last entry of a cell.
struct Cell {
    CellKey key;
    std::int64_t version = 0;
    std::int64_t entry_id = 0;
    MarkValue value = Status::cleared;
    std::optional<std::string> assessed_on = std::nullopt;
    std::string layer;
    std::string origin;

    friend bool operator==(const Cell&, const Cell&) = default;
};

struct NewEntry {
    CellKey key;
    CellFacts facts;
    Layer layer = Layer::teacher;
    Origin origin = Origin::entry;
    std::string source = {};
    std::string reason = {};
    std::optional<std::int64_t> correction_id = std::nullopt;
};

[[nodiscard]] std::optional<Cell> find_cell(database::Session& session, SheetId sheet,
                                            const CellKey& key);
// All measures of one student in one column.
[[nodiscard]] std::vector<Cell> cells_of_column(database::Session& session, SheetId sheet,
                                                std::int64_t student, std::string_view column);
// All measures of several students, each in a column; by student, column, occurrence.
[[nodiscard]] std::vector<Cell> cells_of_columns(
    database::Session& session, SheetId sheet,
    const std::set<std::pair<std::int64_t, std::string>>& students_and_columns);
// By student, column, occurrence.
[[nodiscard]] std::vector<Cell> cells_of_sheet(database::Session& session, SheetId sheet);

// Adds an entry after `before`, the cell as it stands (nothing: the cell was empty), and points the cell at it. The
// sheet's version is to be raised by the caller, once for all entries of a write. Adds the entry to `fields`.
[[nodiscard]] std::int64_t append_entry(school::Changes& changes, const MarkSheet& sheet,
                                        const NewEntry& entry, const std::optional<Cell>& before,
                                        crypto::FieldDigester& fields);

// One entry as the digest of a write has it.
void add_entry(crypto::FieldDigester& fields, std::int64_t id, const MarkSheet& sheet,
               const NewEntry& entry, const std::optional<Cell>& before, const school::Act& act);

// Entries of one school, of any of its sheets and writes, to be stored in few statements. No cell stands in it twice.
class LedgerRows {
public:
    // `sheet.version` is the one before the entry's write.
    void add(std::int64_t id, const MarkSheet& sheet, const NewEntry& entry,
             const std::optional<Cell>& before, const school::Act& act);
    // Stores the entries and points their cells at them. A cell that is no more what it was is a ProgramFault.
    void store(database::Session& session) const;

private:
    std::vector<database::Value> entries_;
    std::vector<database::Value> new_cells_;
    std::vector<database::Value> changed_cells_;
};

// An entry with the cell as it stands before it.
struct EntryAfter {
    NewEntry entry;
    std::optional<Cell> before;
};

// The same as append_entry for each of them, in their order, in few statements. No cell stands twice. Gives their ids.
std::vector<std::int64_t> append_entries(school::Changes& changes, const MarkSheet& sheet,
                                         std::span<const EntryAfter> entries,
                                         crypto::FieldDigester& fields);

// One entry as the ledger keeps it.
struct LedgerEntry {
    std::int64_t entry_id = 0;
    CellKey key;
    std::int64_t version = 0;
    CellFacts facts;
    std::string layer;
    std::string origin;
    std::string source;
    std::optional<std::int64_t> replaces = std::nullopt;
    std::string reason;
    std::optional<std::int64_t> correction_id = std::nullopt;
    std::int64_t entered_by = 0;
    std::int64_t entered_person = 0;
    std::string entered_by_name;  // of the member of staff; empty when it was nobody of the school
    std::string entered_as;
    std::string entered_at;
};

// From the first to the last.
[[nodiscard]] std::vector<LedgerEntry> history_of_cell(database::Session& session, SheetId sheet,
                                                       const CellKey& key);
[[nodiscard]] std::optional<CellFacts> facts_of_entry(database::Session& session, SchoolId school,
                                                      std::int64_t entry);

// An entry by where it came from.
struct SourcedEntry {
    CellKey key;
    std::int64_t version = 0;
    std::optional<std::int64_t> replaces = std::nullopt;
    bool is_last = false;  // nothing newer stands in its cell
};
// The entries of a sheet with that source, by student, column, occurrence.
[[nodiscard]] std::vector<SourcedEntry> entries_from(database::Session& session, SheetId sheet,
                                                     std::string_view source);

// What stood in the sheet at one of its versions, with all that is signed of it. By student, column, occurrence.
struct SignedCell {
    CellKey key;
    std::int64_t entry_id = 0;
    CellFacts facts;
};
[[nodiscard]] std::vector<SignedCell> content_at(database::Session& session, SheetId sheet,
                                                 std::int64_t sheet_version);

// The cells that the ledger says there are; the same as cells_of_sheet, however those were lost.
[[nodiscard]] std::vector<Cell> cells_by_ledger(database::Session& session, SheetId sheet);
// Makes the cells of a sheet anew from the ledger; gives how many there are.
std::int64_t rebuild_cells(database::Session& session, SheetId sheet);

}  // namespace taqwim::marks
