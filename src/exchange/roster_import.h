// A roster into the record: students, papers, enrolments and guardians through the functions of the school's room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "exchange/imports.h"
#include "exchange/roster_file.h"

namespace taqwim::exchange {

// "4/1", also of a class that is called so already.
[[nodiscard]] std::string full_class_name(std::string_view grade, std::string_view name);

struct RosterWish {
    std::optional<std::int64_t> class_id;  // of rows that do not say theirs
    Day first_day{0};                      // of new enrolments whose row has none
    bool accepts_overwrites = false;
    bool leaves_conflicts_out =
        false;  // rows that would replace something are undone unless that is accepted
};

struct RosterOutcome {
    Plan plan;
    std::int64_t stored = 0;
    std::int64_t left_out = 0;
};

// Does every row in a savepoint of its own: a refused one is undone, and all others stand, until the caller keeps the
// write or refuses it. A trial is the same and is refused in the end: it finds what the application would find.
//
// A student is found as student_directory.h says, else added. Of a student who is there, what the row has is held
// against the record: other names, days, nationality or class are conflicts. The school's number is the identity number
// where the file has none. Guardians are found by their identity number, else among the student's own by name.
[[nodiscard]] RosterOutcome carry_out_roster(school::Changes& changes, SchoolId school,
                                             RosterFile file, const RosterWish& wish);

}  // namespace taqwim::exchange
