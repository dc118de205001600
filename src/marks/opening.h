// The sheets of a whole year at once: for every class the sheets of each subject of its plan, as the regulation divides
// the marks, so that nobody makes four hundred sheets by hand. What is there already stays as it is.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/refusal.h"
#include "marks/schemes.h"
#include "marks/sheet_view.h"
#include "school/record.h"

namespace taqwim::marks {

struct OpeningRequest {
    std::int64_t year_id = 0;
    int grade = 0;              // 0: every grade
    std::int64_t class_id = 0;  // 0: every class
    std::string part = {};  // empty: every part that is made at the beginning, so no second round
    Day on{0};              // whose parameters are in force
    std::vector<int> criteria = {};
    int units = 0;
    std::vector<SkillDraft> skills = {};  // of one class that is judged by skills
};

// Makes one sheet and notes it; refuses as a sheet that is made alone does.
using SheetMaker = std::function<Result<std::int64_t>(school::Changes&, const SheetDraft&)>;

// {"made", "standing", "refused", "classes": [{"class_id", "class_name", "grade", "subjects": [{"subject", "made",
//  "standing", "refused"}]}]}. A subject for which no scheme fits is refused alone, and so is a grade that goes by
// skills, whose list somebody has to give. Refuses with record_unknown (year, class) and year_sealed.
[[nodiscard]] Result<std::string> open_sheets(school::Changes& changes, SchoolId school,
                                              const OpeningRequest& request, const Schemes& schemes,
                                              const SheetMaker& make,
                                              const RefusalWriter& write_refusal);

}  // namespace taqwim::marks
