// What is told of a student's year, as data.
#pragma once

#include <string>

#include "regulations/frame/json_writer.h"
#include "regulations/sa_1447/outcome.h"
#include "regulations/sa_1447/what_would_change.h"

namespace taqwim::sa_1447 {

// Writes the fields of docs/saudi-1447-year.md into an object that is open.
void write_outcome(const StudentYear& year, const Outcome& outcome, const EditionRules1447& rules,
                   JsonWriter& json);

// {"courses": [...], "courses_to_promotion": 2}
void write_what_would_change(const StudentYear& year, const WhatWouldChange& changes,
                             JsonWriter& json);

// The fields of a ledger, into an object that is open.
void write_behaviour(const LedgerOutcome& ledger, JsonWriter& json);
void write_attendance(const LedgerOutcome& ledger, JsonWriter& json);

// {"exact": "12817/200", "shown": "64.09"}
void write_average(const Exact& exact, const Exact& shown, int decimals, JsonWriter& json);

// "T1", or "year" for a subject of the year.
[[nodiscard]] std::string term_code(int term);

}  // namespace taqwim::sa_1447
