// PG-25  How long papers are kept. Nothing is ever destroyed by a date alone: the rule says from which day on it may be done,
// with minutes.
#pragma once

#include <cstdint>
#include <optional>

#include "core/day.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_guide/operations_rules.h"

namespace taqwim::sa_guide {

enum class KeptKind : std::uint8_t {
    answer_papers,           // all grades but 12 (PG-25.1)
    answer_papers_grade_12,  // also those of the first term, which lie in the school (PG-25.2)
    supporting_papers        // PG-25.3
};

struct RetentionPeriod {
    Day earliest{};             // the first day on which they may be disposed of
    std::optional<Day> latest;  // the last one, before the next exams
};

// `until` is the first day of next year's exams (of the first term, in grade 12 of the second), or for supporting papers
// the last day of the second school year after that of the exams.
[[nodiscard]] RetentionPeriod retention_period(KeptKind kind, Day until,
                                               const RetentionRules& rules, Trace& trace);

// Papers of an open case stay whatever the day.
[[nodiscard]] std::optional<Refusal> disposal_refusal(const RetentionPeriod& period, Day day,
                                                      bool on_hold, Trace& trace);

}  // namespace taqwim::sa_guide
