// Whether an entry may stand in a cell: what was typed, read and held against the column, the student and what the cell
// held before. Without SQL; the same checks for entries and for corrections.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "marks/ledger_store.h"
#include "marks/mark_sheet.h"
#include "marks/sheet_store.h"

namespace taqwim::marks {

// One entry as somebody asks for it.
struct EntryRequest {
    CellKey key;
    // The version of the cell that the writer saw; 0: it was empty.
    std::int64_t based_on = 0;
    // As typed: "12.5", a level or its symbol, "mastered"; or a status. One of the two.
    std::string value = {};
    std::string status = {};
    std::optional<Day> assessed_on = std::nullopt;
    std::optional<Day> missed_on = std::nullopt;
    std::optional<Day> practised_on = std::nullopt;
    std::string tool = {};
    std::string note = {};
    // Number of the minutes or decision behind a status that is decided, not observed.
    std::string decision = {};
    // What was wrong with the request for this entry alone, found when it was read.
    std::optional<Refusal> unreadable = std::nullopt;
};

// What an entry is held against.
struct EntrySurroundings {
    const MarkSheet& sheet;
    const std::optional<SheetColumn>& column;
    const std::optional<StudentInSheet>& student;  // on the day of the entry
    const std::vector<Cell>& measures;             // of this student in this column
    Day today{0};
    Origin origin = Origin::entry;
    std::string place;  // "/entries/3"
};

// The day on which the student has to be in the class.
[[nodiscard]] Day day_of_entry(const EntryRequest& request, Day today);

// Refuses with result_typed, cell_unknown, judgement_unknown, value_out_of_range, not_enrolled,
// coursework_of_affiliated, subject_exempt, mark_and_status, field_missing, value_not_a_number, mark_negative,
// mark_over_maximum, mark_too_many_decimals, mark_off_step, level_not_whole, third_state, value_not_listed,
// day_in_future, day_outside_year, day_outside_term, make_up_of_unexcused, activities_not_practised,
// measure_repeated_on_day, evidence_missing, reason_missing, judgement_after_final_day.
[[nodiscard]] Result<CellFacts> accepted_facts(const EntryRequest& request,
                                               const EntrySurroundings& around);

}  // namespace taqwim::marks
