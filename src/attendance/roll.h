// Taking the roll of a class: for the day, the morning assembly, a period, or an examination. Who is not named was
// present. A roll that is taken again stands in the place of the one before, which stays legible.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::attendance {

// What a roll is of.
struct Slot {
    std::string kind = "day";  // day, assembly, period, examination
    std::int64_t period = 0;   // of a period, from 1
    std::string subject;       // of an examination
    std::string sitting;       // of an examination: t1, t2, second_round

    friend bool operator==(const Slot&, const Slot&) = default;
};

// A student who was not there, or came late.
struct RollException {
    std::int64_t student_id = 0;
    std::string status;  // absent, late; present: the roll before was wrong
    std::optional<std::int64_t> minutes;
};

struct Roll {
    std::int64_t id = 0;
    std::int64_t year_id = 0;
    std::int64_t class_id = 0;
    Day day{0};
    Slot slot;
    std::vector<RollException> exceptions;
};

void describe(school::Fields& fields, const Roll& roll);

// KW-20.4: whether the excuse for a lateness is accepted.
struct LatenessJudgement {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::int64_t year_id = 0;
    Day day{0};
    std::string judgement;  // accepted, refused
    std::string reason;
};

void describe(school::Fields& fields, const LatenessJudgement& judgement);

class Rolls {
public:
    explicit Rolls(school::Record& record) : record_(record) {}

    // KW-20.0, KW-22.3  One answer for each exception, in the order given: a student who is not in the class on that
    // day is refused alone (not_enrolled), all others are recorded. The roll as a whole is refused with record_unknown,
    // day_in_future, day_not_of_school, year_sealed, absence_given_twice (a student named twice) and field_missing.
    [[nodiscard]] Result<school::Answer> take(SchoolId school, const school::Act& act, Roll roll);

    // Refuses with record_unknown {absence}: he was not late on that day; and with year_sealed.
    [[nodiscard]] Result<school::Answer> judge_lateness(SchoolId school, const school::Act& act,
                                                        LatenessJudgement judgement);

    // The rolls of a class on a day, each with who was not there: {"items": […]}.
    [[nodiscard]] Result<std::string> of_class(SchoolId school, std::int64_t class_id, Day day);

private:
    school::Record& record_;
};

// A roll as it was asked for, with its number, and which of its exceptions were recorded.
struct TakenRoll {
    Roll asked;
    std::vector<bool> accepted;
};
// Rolls::take within a write that does more: imports. Stored and noted.
[[nodiscard]] Result<TakenRoll> take_within(school::Changes& changes, SchoolId school, Roll roll);

// Whether facts of that day may be recorded: gives its year. Refuses with day_in_future, day_not_of_school, year_sealed.
[[nodiscard]] Result<std::int64_t> year_for_facts(database::Session& session, SchoolId school,
                                                  Day day, Day today);
// The year that has the day, whatever kind of day it is. Refuses with day_not_of_school and year_sealed.
[[nodiscard]] Result<std::int64_t> open_year_of(database::Session& session, SchoolId school,
                                                Day day);

}  // namespace taqwim::attendance
