// Classes of the demo that go by skills (SR-5): judgements, the four reports, and at the end of the year the guidance
// committee.
#pragma once

#include <cstdint>
#include <vector>

#include "app/server/demo_people.h"
#include "app/server/demo_work.h"

namespace taqwim::app {

struct DemoSkillClass {
    std::int64_t class_id = 0;
    std::vector<DemoStudent> students = {};
};

// Of a year that is over everything is judged and signed, and two students have not mastered a minimum skill; else the
// last skills are still to come.
void make_demo_judgements(DemoWork& work, const DemoSkillClass& of);

// SR-5.3  Five members with the head as chair. One of those two students is promoted, the other one supported.
void make_demo_committee(DemoWork& work, const DemoStaff& staff, const DemoSkillClass& of);

}  // namespace taqwim::app
