// Who asks, and what appointments let him do: decided from what was read of his account, the day, and the target.
//
//   Caller   an account and its grants: appointments at schools, offices, children, being a student
//   Grant    one of them, with its days; a day before its first or after its last gives nothing
//   decide   whether one of the grants permits something, and which
//
// No SQL and no HTTP here; caller_store.h reads callers.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "access/roles.h"
#include "core/day.h"
#include "core/identity.h"
#include "core/instant.h"
#include "school/permission.h"
#include "school/route.h"

namespace taqwim::access {

struct Child {
    std::int64_t student_id = 0;
    Day first_day{0};
    std::optional<Day> last_day;  // the last day of the guardianship: access ends with it
};

struct Grant {
    const Role* role = nullptr;
    std::int64_t appointment_id =
        0;            // of appointment or office_appointment; 0 for guardians and students
    SchoolId school;  // 0 for offices
    std::optional<std::int64_t> directorate_id = std::nullopt;  // of an office
    std::optional<std::int64_t> class_id = std::nullopt;
    std::string subject = {};
    std::int64_t person_id = 0;  // member of staff, guardian or student
    std::optional<Day> first_day = std::nullopt;
    std::optional<Day> last_day =
        std::nullopt;  // the earliest of its own end and what it depends on
    int utc_offset_minutes = 0;
    std::vector<Child> children = {};  // of a guardian

    [[nodiscard]] bool is_in_force(Day today) const
    {
        return (!first_day || *first_day <= today) && (!last_day || today <= *last_day);
    }
};

struct Caller {
    std::int64_t account_id = 0;
    std::string name;
    std::string display_name;
    bool is_disabled = false;
    bool has_second_factor = false;  // confirmed
    std::vector<Grant> grants;

    // Whether a role that is held today demands a second factor.
    [[nodiscard]] bool needs_second_factor(Instant now) const;
    // Whether anything in force ties the caller to the school, so that it is no secret to him that it exists.
    [[nodiscard]] bool knows_school(SchoolId school, std::optional<std::int64_t> directorate_id,
                                    Instant now) const;
};

enum class Verdict : std::uint8_t {
    permitted,
    not_permitted,   // within the caller's scope, but not his to do
    out_of_reach,    // to be answered as if it were not there
    act_as_unknown,  // the appointment chosen is none that he holds today
    not_own          // somebody else's account
};

struct Decision {
    Verdict verdict = Verdict::not_permitted;
    const Grant* grant = nullptr;  // that permits; none for what everybody may do
    Day today{0};                  // where the grant is held
};

// In which classes a student is enrolled on a day; asked only when the answer matters.
using ClassesOfStudent =
    std::function<std::vector<std::int64_t>(SchoolId, std::int64_t student_id, Day)>;

// `act_as` narrows the grants down to one appointment. Among several that permit, the one with the narrowest reach
// is taken, then the oldest.
[[nodiscard]] Decision decide(const Caller& caller, school::Permission permission,
                              const school::Target& target, Instant now,
                              const ClassesOfStudent& classes_of_student,
                              std::optional<std::int64_t> act_as = std::nullopt);

}  // namespace taqwim::access
