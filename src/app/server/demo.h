// Sample data in an empty database: a school of Kuwait in the middle of its year, with its attendance; an intermediate
// school of Saudi Arabia whose year is over and published, with a second round; and a primary school there whose first
// grade goes by skills, with a guidance committee. All people are invented, drawn by a seed. What the demo does, it does
// through the rooms' own functions, as people would.
#pragma once

#include <string>
#include <vector>

#include "app/server/installation.h"
#include "core/refusal.h"

namespace taqwim::app {

struct DemoAccount {
    std::string name;  // what is typed at sign-in
    std::string role;  // "head_teacher"
    std::string school_ar;
    std::string school_en;
};

struct Demo {
    std::vector<DemoAccount> accounts;
    std::string password;  // of all of them
    std::size_t students = 0;
    std::size_t marks = 0;
};

// Refuses with file_exists when the database has schools already. The clock decides which year is the current one.
[[nodiscard]] Result<Demo> fill_with_demo(Installation& installation, const Clock& clock);

}  // namespace taqwim::app
