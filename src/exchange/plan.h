// What an import would do, record by record, and everything that is wrong with its file: the outcome of a trial run.
// The same for rosters, marks and attendance.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/refusal.h"
#include "platform/crypto/digest.h"
#include "platform/tables/table.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::exchange {

// A cell of the file as a spreadsheet shows it. Row 0: the file or the sheet as a whole; no column: the whole row.
struct Place {
    static constexpr std::uint32_t k_whole_row = UINT32_MAX;

    std::uint32_t table = 0;
    std::uint32_t row = 0;
    std::uint32_t column = k_whole_row;

    friend auto operator<=>(const Place&, const Place&) = default;
};

enum class ItemState : std::uint8_t { added, changed, same };
[[nodiscard]] std::string_view to_text(ItemState state);

// One record that the file speaks of.
struct PlanItem {
    Place place;
    std::int64_t student_id = 0;  // 0: a student who is still to be added
    std::string
        what;  // of marks the column's key; of attendance the slot; of a roster what is done
    std::string was = {};    // what the record has
    std::string value = {};  // what the file has
    ItemState state = ItemState::added;
    std::int64_t target = 0;   // the sheet, or the class
    std::int64_t version = 0;  // of what the record has; 0: nothing
};

struct Problem {
    Place place;
    Refusal refusal;
    // The record has something else, which is replaced only when that is accepted: import_overwrites.
    bool is_conflict = false;
};

struct PlanCounts {
    std::int64_t records = 0;
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t same = 0;
    std::int64_t refused = 0;    // problems that are no conflicts
    std::int64_t conflicts = 0;  // items that would replace what the record has
};

struct Plan {
    std::string file;
    std::vector<std::string> tables;  // their names; empty for CSV
    std::vector<PlanItem> items;
    std::vector<Problem> problems;

    [[nodiscard]] PlanCounts counts() const;
    // Of everything above: the same file against the same record gives the same.
    [[nodiscard]] crypto::Digest digest() const;
    // "marks.xlsx:Sheet 1!C14", "marks.csv:C14", "marks.csv:14"
    [[nodiscard]] std::string place_text(const Place& place) const;

    // The refusal is put at its place.
    void refuse(const Place& place, Refusal refusal);
    // Items are held against what they would replace.
    void refuse_overwriting(const Place& place, std::string_view was, std::string_view value);

    // The rows that have a problem, conflicts among them unless they are accepted.
    [[nodiscard]] std::set<std::pair<std::uint32_t, std::uint32_t>> bad_rows(
        bool accepts_overwrites) const;
};

// {"sheet", "row", "column", "cell", …} of a place.
void write_place(JsonWriter& json, const Plan& plan, const Place& place);
// One line for each item: {…place, "student_id", "what", "was", "value", "state", "target"}.
[[nodiscard]] std::string item_lines(const Plan& plan);

}  // namespace taqwim::exchange
