// The days on which marks may be entered, by term, part, grade and subject; and who may enter all the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "marks/mark_sheet.h"
#include "platform/database/session.h"
#include "school/record.h"

namespace taqwim::marks {

struct EntryWindow {
    std::int64_t school_year_id = 0;
    int term = 0;
    std::string part = {};     // empty: every part
    int grade = 0;             // 0: every grade
    std::string subject = {};  // empty: every subject
    Day first_day{0};
    Day last_day{0};
};

// All windows of a year, or of one of its terms.
[[nodiscard]] std::vector<EntryWindow> windows_of_year(database::Session& session, SchoolId school,
                                                       std::int64_t school_year_id,
                                                       std::optional<int> term = std::nullopt);
// The one that decides about the sheet; null when it lies in none.
[[nodiscard]] const EntryWindow* window_of(const std::vector<EntryWindow>& windows,
                                           const MarkSheet& sheet);

// Whether nothing may be entered into the sheet today. Of the windows that the sheet lies in, the narrowest decides: a
// window of one subject stands above that of its grade. Without any, nothing may be entered. Refuses with
// entry_window_closed and entry_window_missing.
[[nodiscard]] std::optional<Refusal> refuses_today(database::Session& session,
                                                   const MarkSheet& sheet, const school::Act& act);
// The same by windows that were read before: those of the sheet's year and term.
[[nodiscard]] std::optional<Refusal> refuses_today(database::Session& session,
                                                   const MarkSheet& sheet,
                                                   const std::vector<EntryWindow>& windows,
                                                   const school::Act& act);

// Gives the window's id. Refuses with days_reversed, record_exists, value_not_listed, value_out_of_range.
[[nodiscard]] Result<std::int64_t> open_window(school::Changes& changes, SchoolId school,
                                               const EntryWindow& window);
// Moves the days of a window. Refuses with version_stale, record_unknown, days_reversed.
[[nodiscard]] std::optional<Refusal> move_window(school::Changes& changes, SchoolId school,
                                                 std::int64_t window, std::int64_t version,
                                                 Day first_day, Day last_day);

// {"windows": [{"entry_window_id", "term", "part", "grade", "subject", "first_day", "last_day", "version"}]} of a year.
[[nodiscard]] std::string windows_view(database::Session& session, SchoolId school,
                                       std::int64_t school_year_id);

struct ExceptionRequest {
    std::int64_t staff_member_id = 0;
    Day last_day{0};
    std::string reason;
};

// A named person may enter into this sheet until a day, granted by somebody else. Refuses with same_person,
// reason_missing, record_unknown and days_reversed.
[[nodiscard]] Result<std::int64_t> grant_exception(school::Changes& changes, SheetId sheet,
                                                   const ExceptionRequest& request);

}  // namespace taqwim::marks
