// A sheet in memory with all that its entries are held against: for lists that are too long for a look-up of the
// database with every entry. The checks are those of entry_checks.h.
//
//   std::optional<SheetBook> book = SheetBook::read(session, sheet);
//   const auto held = book->held(request, today, Origin::entry, "C14");
//   if (held.facts)
//       book->take(request.key, *held.facts);  // later entries of the same list see it
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "marks/entry_checks.h"
#include "marks/ledger_store.h"
#include "marks/mark_sheet.h"
#include "marks/sheet_store.h"

namespace taqwim::marks {

class SheetBook {
public:
    // Nothing when there is no such sheet.
    [[nodiscard]] static std::optional<SheetBook> read(database::Session& session, SheetId sheet);
    // With those students and columns alone that are asked for: all measures of each. For few entries.
    using Asked = std::set<std::pair<std::int64_t, std::string>>;  // student and column
    [[nodiscard]] static std::optional<SheetBook> read(database::Session& session, SheetId sheet,
                                                       const Asked& asked);
    // From what was read elsewhere: for tests and benchmarks.
    SheetBook(MarkSheet sheet, std::vector<SheetColumn> columns);

    [[nodiscard]] const MarkSheet& sheet() const { return sheet_; }
    [[nodiscard]] const std::vector<SheetColumn>& columns() const { return columns_; }

    // One stay of a student in the sheet's class.
    void add_stay(StudentInSheet stay);
    void add_exemption(std::int64_t student, std::string ground, Day first_day,
                       std::optional<Day> ended_on);
    void add_cell(Cell cell);

    struct Held {
        Result<CellFacts> facts;
        const Cell* before =
            nullptr;  // the cell as it stands; none: it is empty. Until the next take
    };
    // What accepted_facts says of an entry.
    [[nodiscard]] Held held(const EntryRequest& request, Day today, Origin origin,
                            const std::string& place);

    // The measures of a student in a column, in their order; empty for another column.
    [[nodiscard]] std::span<const Cell> measures(std::int64_t student,
                                                 std::string_view column) const;
    // Points the cell at what an entry will say, as if it stood in the ledger; the entry has the number 0.
    void take(const CellKey& key, const CellFacts& facts);

private:
    struct Stay {
        StudentInSheet student;
        Day first_day{0};
        std::optional<Day> last_day;
    };
    struct Exemption {
        std::string ground;
        Day first_day{0};
        std::optional<Day> ended_on;
    };
    struct Pupil {
        std::vector<Stay> stays;  // the latest first
        std::vector<Exemption> exemptions;
        std::vector<std::vector<Cell>> cells;  // by column
        std::optional<Day> shown_day;
        std::optional<StudentInSheet> shown;  // as he is in the class on that day
    };

    [[nodiscard]] std::optional<std::size_t> column_index(std::string_view key) const;
    [[nodiscard]] const std::optional<StudentInSheet>& on(Pupil& pupil, Day day);
    [[nodiscard]] Pupil& pupil(std::int64_t student);

    MarkSheet sheet_;
    std::vector<SheetColumn> columns_;
    std::vector<std::optional<SheetColumn>> held_columns_;  // the same, as the checks want them
    std::map<std::string, std::size_t, std::less<>> column_indexes_;
    std::unordered_map<std::int64_t, Pupil> pupils_;
};

}  // namespace taqwim::marks
