// The importer of the ministry's skill lists: one table for all grades and subjects.
//
//   id,grade,subject,order,text,minimum,term,kind
//   F1-01,1,fiqh,1,Practising wudu,1,,oneshot
//
// minimum is 1 or 0, term 1, 2 or empty, kind oneshot, cumulative or continuous. Two more columns may stand in it:
// criterion (future_learning or religion_personality) and origin, which is passed over.
#pragma once

#include <map>
#include <vector>

#include "core/refusal.h"
#include "regulations/frame/school_table.h"
#include "regulations/sa_1426/mastery_facts.h"

namespace taqwim::sa_1426 {

struct SkillLists {
    std::map<int, SkillList>
        by_grade;  // skills in the order of their column, subjects as they first appear
    std::vector<Refusal>
        problems;  // everything that is wrong; lists may be used when there is nothing
};

// Lists are taken whole or not at all: nothing is added, left out or reworded (PG-1.4).
[[nodiscard]] SkillLists read_skill_lists(const SchoolTable& table);

}  // namespace taqwim::sa_1426
