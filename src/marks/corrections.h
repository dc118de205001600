// Changing a mark after the signature: one asks, with a listed reason and his evidence, another decides. The old value
// stays in the ledger, legible; the approved one is a further entry that replaces it (PG-G.38, PG-16.B.9, SR-3.1).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "marks/entry_checks.h"
#include "marks/ledger_store.h"
#include "school/record.h"

namespace taqwim::marks {

// SR-3.1  A mark is changed for one of these reasons and no other.
inline constexpr std::array<std::string_view, 7> k_correction_reasons = {
    "marking_error",    "sum_error",         "transcription_error", "make_up_sitting",
    "review_committee", "cheating_decision", "cancelled_question"};

struct CorrectionRequest {
    EntryRequest entry;  // the new content; `decision` is the number of the minutes
    Layer layer = Layer::teacher;
    std::string reason = {};
    std::string evidence = {};
};

enum class Decision : std::uint8_t { approved, refused };

// Gives the correction's id. Refuses with record_unknown, year_sealed, sheet_not_signed (type the mark itself),
// value_not_listed (SR-3.1), reason_missing, cell_changed, correction_pending, and with what accepted_facts refuses.
[[nodiscard]] Result<std::int64_t> request_correction(school::Changes& changes, SheetId sheet,
                                                      const CorrectionRequest& request);

// Gives the entry's id, 0 when refused. Refuses with record_unknown, year_sealed, decided_already, same_person,
// reason_missing (a refusal says why), cell_changed.
[[nodiscard]] Result<std::int64_t> decide_correction(school::Changes& changes, SchoolId school,
                                                     std::int64_t correction, Decision decision,
                                                     const std::string& note);

struct Correction {
    std::int64_t id = 0;
    SheetId sheet;
    CellKey key;
    std::int64_t based_on = 0;
    CellFacts facts;
    std::string layer;
    std::string reason;
    std::string evidence;
    std::string report_number;
    std::int64_t requested_by = 0;
    std::int64_t requested_person = 0;
    std::string requested_as;
    std::string requested_at;
    std::optional<std::string> decision = std::nullopt;  // none: still to be decided
    std::string decision_note = {};
    std::optional<std::string> decided_at = std::nullopt;
    std::optional<std::int64_t> decided_person = std::nullopt;
    std::optional<std::int64_t> entry_id = std::nullopt;
};

// From the oldest; `after` is the id of the last one seen, 0 for the first page.
[[nodiscard]] std::vector<Correction> corrections_of_sheet(database::Session& session,
                                                           SheetId sheet, std::int64_t after,
                                                           std::int64_t limit);
[[nodiscard]] std::optional<Correction> find_correction(database::Session& session, SchoolId school,
                                                        std::int64_t correction);

}  // namespace taqwim::marks
