// Enrolment: which class a student belongs to, as what, from when to when. A student is in one class on a day; a class
// never holds more than its capacity. A period ends; it is never changed into another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::school {

struct Enrolment {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::int64_t year_id = 0;
    std::int64_t class_id = 0;
    std::string
        kind;  // regular, affiliated, affiliated_annual, night, temporary (SR-1.2, PG-10.A.2)
    // KW-23: the first enrolment of a year of a student who came with no record of it. False after a move.
    bool is_newcomer = false;
    Period days;
    std::optional<std::string>
        ended_reason;  // moved_class, transferred, left, graduated, year_ended, merged
    std::int64_t version = 1;
};

void describe(Fields& fields, const Enrolment& enrolment);

class Enrolments {
public:
    explicit Enrolments(Record& record) : record_(record) {}

    // From its first day on. Refuses with record_unknown, year_sealed, day_outside_year, enrolled_already, class_full,
    // affiliation_by_mastery (no affiliation in the stage of continuous assessment: SR-10.2, PG-2.1, and none in
    // kw_primary_2016), affiliated_at_private_school, value_not_listed (night at a day school).
    [[nodiscard]] Result<Answer> enrol(SchoolId school, const Act& act, Enrolment enrolment);
    // To another class of the same grade from a day on, which is later than the first of the present class. Refuses with
    // not_enrolled, record_unknown (a class of another grade or year), class_full, days_reversed, day_outside_year,
    // version_stale, year_sealed.
    [[nodiscard]] Result<Answer> move(SchoolId school, const Act& act, std::int64_t enrolment_id,
                                      std::int64_t version, std::int64_t class_id, Day from);
    // reason: transferred, left, graduated, year_ended. Refuses with not_enrolled when it has ended, and as `move` does.
    [[nodiscard]] Result<Answer> end(SchoolId school, const Act& act, std::int64_t enrolment_id,
                                     std::int64_t version, Day last_day, std::string reason);
    [[nodiscard]] Result<std::string> enrolments(SchoolId school, std::int64_t student_id);

private:
    Record& record_;
};

// The same within a write that does more: transfers, the move to the next year. Stored and noted.
[[nodiscard]] Result<Enrolment> enrol_within(Changes& changes, SchoolId school,
                                             Enrolment enrolment);
[[nodiscard]] Result<Enrolment> move_within(Changes& changes, SchoolId school,
                                            std::int64_t enrolment_id, std::int64_t version,
                                            std::int64_t class_id, Day from);
// The enrolment that holds on `last_day` ends with it. Refuses with not_enrolled, year_sealed.
[[nodiscard]] Result<Enrolment> end_within(Changes& changes, SchoolId school,
                                           std::int64_t student_id, Day last_day,
                                           std::string reason);
// Whether a class has room for one more over these days: class_full. Merged records do not count.
[[nodiscard]] std::optional<Refusal> refuses_for_room(database::Session& session, SchoolId school,
                                                      std::int64_t class_id, const Period& days);

}  // namespace taqwim::school
