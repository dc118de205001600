// Study plans and the classes that follow them: which subjects a grade (and track) has, with how many periods a week,
// and which rule set decides it (KW-1, SR-1.9, SR-4.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::school {

struct PlanSubject {
    std::string subject;  // the regulation's code: maths, arabic
    std::string name_ar;
    std::string name_en;
    std::string group;  // ISLAMIC, ARABIC, OTHER; empty where the regulation knows no groups
    std::int64_t weekly_periods = 0;
    std::string settings = "{}";  // JSON: what else the regulation's plan says of it
};

struct StudyPlan {
    std::int64_t id = 0;
    std::int64_t year_id = 0;
    std::int64_t grade = 0;
    std::string track;       // empty where a grade has one plan
    std::string regulation;  // kw_primary_2016, sa_1426, sa_guide, sa_1447
    std::int64_t version = 1;
    std::vector<PlanSubject> subjects;  // in the order of the plan

    // Null when the plan has none of this code.
    [[nodiscard]] const PlanSubject* find(std::string_view subject) const;
    // "arabic, maths", as refusals name them.
    [[nodiscard]] std::string subject_codes() const;
};

struct SchoolClass {
    std::int64_t id = 0;
    std::int64_t year_id = 0;  // that of its plan
    std::int64_t plan_id = 0;
    std::int64_t grade = 0;  // that of its plan
    std::string name;        // unique among the classes of the plan
    std::int64_t capacity = 0;
    std::int64_t version = 1;
};

void describe(Fields& fields, const StudyPlan& plan);
void describe(Fields& fields, const SchoolClass& school_class);

// What is wrong with a plan by itself: value_not_listed (regulation), record_exists {subject}, value_out_of_range
// (no subject; where the rule set fixes the weekly periods, KW-1: another total).
[[nodiscard]] std::optional<Refusal> refuses_plan(const StudyPlan& plan);

class Plans {
public:
    explicit Plans(Record& record) : record_(record) {}

    // Refuses as refuses_plan does, with grade_not_of_school, year_sealed and record_exists {plan}.
    [[nodiscard]] Result<Answer> add(SchoolId school, const Act& act, StudyPlan plan);
    // States the subjects anew; year, grade and track stay. A subject of the timetable cannot fall below its periods
    // there: timetable_over_plan.
    [[nodiscard]] Result<Answer> change(SchoolId school, const Act& act, StudyPlan plan);
    [[nodiscard]] Result<std::string> plans(SchoolId school, std::int64_t year_id);
    [[nodiscard]] Result<std::string> plan(SchoolId school, std::int64_t plan_id);

    [[nodiscard]] Result<Answer> add_class(SchoolId school, const Act& act,
                                           SchoolClass school_class);
    // Name and capacity. Refuses with class_full when more are enrolled than the new capacity has room for.
    [[nodiscard]] Result<Answer> change_class(SchoolId school, const Act& act,
                                              SchoolClass school_class);
    [[nodiscard]] Result<std::string> classes(SchoolId school, std::int64_t year_id,
                                              const Page& page);
    [[nodiscard]] Result<std::string> school_class(SchoolId school, std::int64_t class_id);

private:
    Record& record_;
};

}  // namespace taqwim::school
