// How far the marks of a year are: what is still to be entered, by whom, and by which day (features: nobody has to ask
// around). Counts and names of staff alone; whose mark is missing stands in the sheet itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "marks/sheet_store.h"
#include "platform/database/session.h"

namespace taqwim::marks {

enum class EntryState : std::uint8_t {
    signed_off,  // the teacher's signature stands
    complete,    // nothing is missing; to be signed
    open,        // something is missing, and its last day is still to come
    overdue,     // something is missing, and its last day is over
    not_begun,   // its first day is still to come
    no_window    // nobody has said on which days it is entered
};
[[nodiscard]] std::string_view to_text(EntryState state);

struct SheetProgress {
    MarkSheet sheet;
    std::int64_t teacher_id = 0;  // 0: nobody is appointed for this class and subject
    std::string teacher_ar;
    std::string teacher_en;
    std::int64_t needed = 0;
    std::int64_t missing = 0;
    std::int64_t awaited = 0;   // of these, where "not yet" stands
    std::int64_t students = 0;  // of whom something is missing
    std::optional<Day> due = std::nullopt;
    EntryState state = EntryState::no_window;
};

// By sheet. Refuses with record_unknown where the school has no such year.
[[nodiscard]] Result<std::vector<SheetProgress>> entry_progress(database::Session& session,
                                                                SchoolId school,
                                                                std::int64_t school_year_id,
                                                                const SheetFilter& filter,
                                                                Day today);

// {"sheets": [{"sheet_id", …, "teacher", "needed", "missing", "awaited", "students", "due", "state"}], "next"}
[[nodiscard]] Result<std::string> progress_by_sheet(database::Session& session, SchoolId school,
                                                    std::int64_t school_year_id, SheetFilter filter,
                                                    Day today);

// What sheets are counted together by.
enum class ProgressBy : std::uint8_t { teacher, school_class, subject };

// {"groups": [{"teacher_id" or "class_id" or "subject", "sheets", "signed", "overdue", "needed", "missing", "due"}]}:
// the group with most missing first. "due" is the first day by which something that is missing has to be there.
[[nodiscard]] Result<std::string> progress_by_group(database::Session& session, SchoolId school,
                                                    std::int64_t school_year_id,
                                                    const SheetFilter& filter, ProgressBy by,
                                                    Day today);

}  // namespace taqwim::marks
