// Reads a student-year from JSON (docs/student-year.md). Strict: a field that is not known is
// refused, and so is every result that somebody typed. A missing fact (no field, null, an empty
// text) stays missing.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/refusal.h"
#include "core/school_year.h"
#include "regulations/frame/json_value.h"
#include "regulations/kw_primary_2016/calendar_builder.h"
#include "regulations/kw_primary_2016/facts.h"
#include "regulations/kw_primary_2016/rules.h"
#include "regulations/kw_primary_2016/student_year_builder.h"

namespace taqwim::kw_primary_2016 {

// The calendar of the student-year read last, so that consecutive students of a school share one.
// Of one thread.
struct CalendarMemory {
    SchoolCalendars last;
};

struct ReaderContext {
    // The rules of a school year, or why there are none. They must outlive what is read under them.
    std::function<Result<const Rules*>(SchoolYear)> rules_of;
    // Symbols and labels of the levels (KW-9), from the label files.
    std::span<const LevelSymbol> symbols;
    // Taken, and noted in the facts as assumed, when none is given (decision D51).
    std::optional<SchoolYear> default_school_year;
    // Of the school; a student-year with its own calendar keeps that.
    SchoolCalendars calendars;
    CalendarMemory* memory = nullptr;
};

struct StudentYearReading {
    std::optional<StudentYear> facts;  // when nothing is wrong
    std::vector<Refusal> problems;     // everything that is
};

[[nodiscard]] StudentYearReading read_all_of_student_year(const JsonValue& document,
                                                          const ReaderContext& context);

// The same with the first problem as the refusal.
[[nodiscard]] Result<StudentYear> read_student_year(const JsonValue& document,
                                                    const ReaderContext& context);

// A calendar that stands alone: the "calendar" object of a student-year as a document of its own.
[[nodiscard]] Result<SchoolCalendars> read_calendar(const JsonValue& document, SchoolYear year,
                                                    const Rules& rules);

}  // namespace taqwim::kw_primary_2016
