// How a Saudi year by marks reads to people: a line of the class sheet, a record of the flat table, and the frame of an
// explanation. Words come from the message files; nothing is computed here.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "regulations/frame/rule_set.h"
#include "regulations/sa_1426/outcome.h"
#include "regulations/sa_1426/what_would_change.h"

namespace taqwim::sa_1426 {

// What a sheet is written from.
struct SheetSource {
    const StudentYear& year;
    const Outcome& outcome;
    const Rules& rules;
    const Messages& words;
    const std::deque<ParameterInfo>& given;  // parameters that came with the facts
};

[[nodiscard]] SheetRow sheet_row(const SheetSource& source);
[[nodiscard]] std::vector<std::string> csv_record(const SheetSource& source);
// Without the assumed values, which the trace has.
[[nodiscard]] Explanation explanation(const SheetSource& source, const WhatWouldChange& changes);

// A subject as people call it in the language of the words: its name in the plan, in English its Arabic name where the plan
// has no English one, else its code.
[[nodiscard]] const std::string& subject_name(const PlanSubject& subject, const Messages& words);

}  // namespace taqwim::sa_1426
