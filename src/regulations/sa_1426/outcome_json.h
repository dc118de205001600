// The outcome of a Saudi year by marks as data (docs/saudi-student-year.md). The rounds have the fields of the catalogue's
// `expected` under the same names; numbers are exact texts.
#pragma once

#include "regulations/frame/json_writer.h"
#include "regulations/sa_1426/outcome.h"
#include "regulations/sa_1426/what_would_change.h"

namespace taqwim::sa_1426 {

// The fields of an object that is already open.
void write_outcome(const StudentYear& year, const Outcome& outcome, const Rules& rules,
                   JsonWriter& json);

// One value: an object, or null for who passed.
void write_what_would_change(const StudentYear& year, const Outcome& outcome,
                             const WhatWouldChange& changes, JsonWriter& json);

}  // namespace taqwim::sa_1426
