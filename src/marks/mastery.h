// What early grades keep beside judgements: when a skill was taught, the four periodic reports of a class, and what the
// class head wrote into each student's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "marks/mark_sheet.h"
#include "platform/database/session.h"
#include "school/record.h"

namespace taqwim::marks {

// PG-1.17  The day on which a skill, or a part of one, was taught; the last that was given stands. Refuses with
// record_unknown, judgement_unknown, day_in_future, day_outside_year, year_sealed.
[[nodiscard]] std::optional<Refusal> note_lesson(school::Changes& changes, SheetId sheet,
                                                 const std::string& column, Day taught_on);

struct SkillLesson {
    std::string column;
    std::string taught_on;
};
[[nodiscard]] std::vector<SkillLesson> lessons_of_sheet(database::Session& session, SheetId sheet);

// SR-5.2, PG-1.43  The day of a class's report 1 to 4; version 0 makes it. Refuses with value_out_of_range,
// days_reversed (a later report on an earlier day), version_stale.
[[nodiscard]] std::optional<Refusal> set_report_day(school::Changes& changes, SchoolId school,
                                                    std::int64_t class_id, int number, Day day,
                                                    std::int64_t version);

struct MasteryReport {
    int number = 0;
    std::string day;
    std::int64_t version = 0;
};
[[nodiscard]] std::vector<MasteryReport> reports_of_class(database::Session& session,
                                                          SchoolId school, std::int64_t class_id);

struct MasteryRemark {
    std::int64_t class_id = 0;
    int number = 0;
    std::int64_t student_id = 0;
    std::string remarks;
    std::vector<std::string> confirmed_unassessed;  // columns that are known not to be judged yet
};

// The last that was written stands. Refuses with record_unknown and not_enrolled.
[[nodiscard]] std::optional<Refusal> write_remark(school::Changes& changes, SchoolId school,
                                                  const MasteryRemark& remark);
[[nodiscard]] std::vector<MasteryRemark> remarks_of_report(database::Session& session,
                                                           SchoolId school, std::int64_t class_id,
                                                           int number);

}  // namespace taqwim::marks
