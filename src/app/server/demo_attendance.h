// The attendance of the demo's classes in the weeks before the day on which its people work.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/server/demo_people.h"
#include "app/server/demo_work.h"

namespace taqwim::app {

struct DemoRolls {
    std::int64_t class_id = 0;
    std::vector<DemoStudent> students;
};

// The daily rolls of both classes. Of the guardian with an account the first child has an excused absence, one whose
// excuse waits, and a lateness without excuse; the second was away without excuse: one notice is acknowledged, the next
// is due.
void make_demo_attendance(DemoWork& work, const DemoRolls& first, const DemoRolls& second);

}  // namespace taqwim::app
