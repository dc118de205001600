// Members of staff and their appointments: what somebody does at the school, from when to when, by which decision.
// Permissions come from appointments alone (SR-1.3).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::school {

// A role that an appointment can give, and what it is an appointment to.
struct Role {
    std::string_view name;
    bool needs_class = false;
    bool needs_subject = false;
    bool takes_class = false;
    bool takes_subject = false;
};

inline constexpr std::array k_roles = {
    Role{.name = "head_teacher"},
    Role{.name = "deputy"},
    Role{.name = "registrar"},
    Role{.name = "teacher",
         .needs_class = true,
         .needs_subject = true,
         .takes_class = true,
         .takes_subject = true},
    Role{.name = "class_head", .needs_class = true, .takes_class = true},
    Role{.name = "head_of_department", .needs_subject = true, .takes_subject = true},
    // The teacher of a development group (KW-P5-B.2), where one is named to a class.
    Role{.name = "supporting_teacher",
         .needs_class = true,
         .needs_subject = true,
         .takes_class = true,
         .takes_subject = true},
    Role{.name = "counsellor", .takes_class = true},
    Role{.name = "committee_chair"},
    Role{.name = "committee_member"},
    Role{.name = "committee_secretary"},
    // Keys the marks of one subject (PG-G.42).
    Role{.name = "recorder",
         .needs_class = true,
         .needs_subject = true,
         .takes_class = true,
         .takes_subject = true},
    Role{.name = "control_head"},
    Role{.name = "control_member"},
};

// Null for a role that is not listed.
[[nodiscard]] const Role* find_role(std::string_view name);

struct StaffMember {
    std::int64_t id = 0;
    std::string name_ar;
    std::string name_en;
    std::optional<std::string> identity_number;
    // Given with a change, not kept: the number stands so on the paper, though its check digit does not fit.
    bool is_number_confirmed = false;
    Day joined_on{0};
    std::optional<Day> left_on;
    std::int64_t version = 1;
    std::string sort_key;  // given by the store; the page key of lists by name
};

struct Appointment {
    std::int64_t id = 0;
    std::int64_t staff_member_id = 0;
    std::string role;
    std::optional<std::int64_t> year_id;   // that of the class
    std::optional<std::int64_t> class_id;  // none: the whole school
    std::optional<std::string> subject;
    Period days;
    std::string decision;                        // its number and day
    std::optional<std::int64_t> substitute_for;  // the appointment whose holder is away
    std::optional<std::string> ended_reason;
    std::int64_t version = 1;
};

void describe(Fields& fields, const StaffMember& member);
void describe(Fields& fields, const Appointment& appointment);

class Staff {
public:
    explicit Staff(Record& record) : record_(record) {}

    // Refuses with identity_number_invalid, identity_taken, days_reversed.
    [[nodiscard]] Result<Answer> add(SchoolId school, const Act& act, StaffMember member);
    // A last day ends the open appointments with it.
    [[nodiscard]] Result<Answer> change(SchoolId school, const Act& act, StaffMember member);
    // By name; `query` finds names that hold it.
    [[nodiscard]] Result<std::string> members(SchoolId school, const std::string& query,
                                              const Page& page);
    [[nodiscard]] Result<std::string> member(SchoolId school, std::int64_t id);

    // Refuses with value_not_listed (role), field_missing (class, subject), value_not_listed (subject of a role that has
    // none), record_unknown, subject_not_in_plan, day_outside_year, days_reversed, days_overlap (the same appointment
    // again), year_sealed.
    [[nodiscard]] Result<Answer> appoint(SchoolId school, const Act& act, Appointment appointment);
    // Refuses with appointment_ended, days_reversed, version_stale.
    [[nodiscard]] Result<Answer> end_appointment(SchoolId school, const Act& act, std::int64_t id,
                                                 std::int64_t version, Day last_day,
                                                 std::string reason);
    [[nodiscard]] Result<std::string> appointments(SchoolId school, std::int64_t staff_member_id);

private:
    Record& record_;
};

}  // namespace taqwim::school
