// SQL of sheets, their columns, and who stands in them.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "marks/mark_sheet.h"
#include "platform/database/session.h"
#include "school/record.h"

namespace taqwim::marks {

[[nodiscard]] std::optional<MarkSheet> find_sheet(database::Session& session, SheetId sheet);

// Which sheets of a year; what is not set is every one.
struct SheetFilter {
    std::optional<int> term = std::nullopt;
    std::string part = {};
    int grade = 0;
    std::string subject = {};
    std::int64_t class_id = 0;
    std::int64_t after = 0;  // the sheet after which the page begins
    std::int64_t limit = std::numeric_limits<std::int32_t>::max();
};
// By id.
[[nodiscard]] std::vector<MarkSheet> sheets_of_year(database::Session& session, SchoolId school,
                                                    std::int64_t school_year_id,
                                                    const SheetFilter& filter);

// In their order.
[[nodiscard]] std::vector<SheetColumn> columns_of_sheet(database::Session& session, SheetId sheet);
[[nodiscard]] std::optional<SheetColumn> find_column(database::Session& session, SheetId sheet,
                                                     std::string_view key);

// Gives the sheet's id. Refuses with record_exists where the class has such a sheet.
[[nodiscard]] Result<std::int64_t> insert_sheet(school::Changes& changes, SchoolId school,
                                                const SheetDraft& draft);

// Makes the version of a sheet one higher than the one that was read.
void raise_version(database::Session& session, const MarkSheet& sheet);
void raise_version(database::Session& session, SheetId sheet, std::int64_t from, std::int64_t to);

// A student of the sheet's class, as he stands in it on a day.
struct StudentInSheet {
    std::int64_t student_id = 0;
    std::string student_number;
    std::string name_ar;
    std::string name_en;
    std::string enrolment;  // "regular", "affiliated" …
    std::string first_day;
    std::optional<std::string> last_day = std::nullopt;
    std::optional<std::string> exempt_ground = std::nullopt;  // from the sheet's subject
};

// Everybody who is or was in the class, by name. `day` decides about exemptions and about who is in it.
[[nodiscard]] std::vector<StudentInSheet> roster(database::Session& session, const MarkSheet& sheet,
                                                 Day day);
// The student as he is in the class on that day; nothing when he is not.
[[nodiscard]] std::optional<StudentInSheet> student_on(database::Session& session,
                                                       const MarkSheet& sheet, std::int64_t student,
                                                       Day day);

}  // namespace taqwim::marks
