// What can stand in a cell of a mark sheet, as it is typed, kept, signed and shown.
//
//   MarkValue   a mark in hundredths, a level, a judgement of mastery, or a status. A status says why there is no mark;
//               it is never a zero, and nothing of it is added up.
//   CellFacts   the value with its days and tools: one entry's content
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/day.h"
#include "core/refusal.h"
#include "platform/crypto/digest.h"
#include "platform/database/row.h"

namespace taqwim::marks {

// A mark in hundredths: 12.5 is 1250.
struct CentiMark {
    std::int64_t value = 0;
    friend auto operator<=>(const CentiMark&, const CentiMark&) = default;
};

// Points of a competency, KW-9.
struct Level {
    std::int64_t value = 0;
    friend auto operator<=>(const Level&, const Level&) = default;
};

// PG-1.33  Two groups only.
enum class Judgement : std::uint8_t { mastered, not_mastered };

enum class Status : std::uint8_t {
    excused,                 // absent with an accepted excuse
    unexcused,               // absent without one
    absent,                  // absent; the register of attendance says how
    exempt,                  // from the subject
    withheld,                // by a decision
    cancelled_for_cheating,  // by a decision: SR-13.2
    not_yet,                 // looked at, still to come; the sheet cannot be signed with it
    cleared                  // what stood here was a mistake; the cell is empty again
};

using MarkValue = std::variant<CentiMark, Level, Judgement, Status>;

[[nodiscard]] std::string_view to_text(Judgement judgement);
[[nodiscard]] std::string_view to_text(Status status);
[[nodiscard]] std::optional<Judgement> parse_judgement(std::string_view text);
[[nodiscard]] std::optional<Status> parse_status(std::string_view text);

// "12.5": as short as it can be written, with a point and ASCII digits.
[[nodiscard]] std::string to_text(CentiMark mark);
// "12.5", "3", "mastered", "excused".
[[nodiscard]] std::string shown(const MarkValue& value);

// Whether a mark, a level or a judgement stands there.
[[nodiscard]] bool is_assessed(const MarkValue& value);
// Whether the cell counts as filled when the sheet is signed: all but not_yet and cleared.
[[nodiscard]] bool is_settled(const MarkValue& value);

// One entry's content.
struct CellFacts {
    MarkValue value = Status::cleared;
    std::optional<Day> assessed_on = std::nullopt;
    std::optional<Day> missed_on = std::nullopt;     // of a make-up, or of what was missed
    std::optional<Day> practised_on = std::nullopt;  // KW-15.A.E1: the missed activities
    std::string tool = {};                           // of a judgement
    std::string note = {};

    friend bool operator==(const CellFacts&, const CellFacts&) = default;
};

// All fields, in the order of the columns; fixed for ever.
void add_to(crypto::FieldDigester& fields, const MarkValue& value);
void add_to(crypto::FieldDigester& fields, const CellFacts& facts);

// The value in the columns mark_centi, level, judgement and status.
[[nodiscard]] MarkValue value_in(const database::Row& row);
// The same with assessed_on, missed_on, practised_on, tool and note.
[[nodiscard]] CellFacts facts_in(const database::Row& row);

// The value as its four columns, three of them empty.
struct ValueColumns {
    std::optional<std::int64_t> mark_centi;
    std::optional<std::int64_t> level;
    std::optional<std::string> judgement;
    std::optional<std::string> status;
};
[[nodiscard]] ValueColumns columns_of(const MarkValue& value);

}  // namespace taqwim::marks
