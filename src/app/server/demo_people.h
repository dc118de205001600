// The people of the demo's schools: staff with their appointments, students with their guardians.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/server/demo_work.h"

namespace taqwim::app {

// Who works at a school, by role, as members of staff.
using DemoStaff = std::map<std::string, std::int64_t>;

// Head, registrar and teacher, each with an account; head and registrar are appointed.
[[nodiscard]] DemoStaff make_demo_staff(DemoWork& work);
[[nodiscard]] std::int64_t make_demo_staff_member(DemoWork& work, const std::string& name_ar,
                                                  const std::string& name_en);

void appoint_in_demo(DemoWork& work, std::int64_t staff, const std::string& role,
                     std::optional<std::int64_t> class_id = std::nullopt,
                     std::optional<std::string> subject = std::nullopt);

struct DemoStudent {
    std::int64_t id = 0;
    std::int64_t guardian_id = 0;
    std::vector<std::string> name_parts;
};

// With a father. As the brother of a student he has the same one.
[[nodiscard]] DemoStudent make_demo_student(DemoWork& work, std::int64_t class_id,
                                            const std::string& birth_day,
                                            const DemoStudent* brother = nullptr);

}  // namespace taqwim::app
