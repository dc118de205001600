// A school in the record for tests: a directorate, a school, a year with two terms, a plan and classes, made through the
// room's own services.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/identity.h"
#include "core/refusal_codes.h"
#include "school/enrolments.h"
#include "school/guardians.h"
#include "school/plans.h"
#include "school/record.h"
#include "school/schools.h"
#include "school/staff.h"
#include "school/students.h"
#include "school/timetables.h"
#include "school/years.h"
#include "tests/support/test_database.h"

namespace taqwim::tests {

// The id that stands in an answer under this name; a failed answer is a failed test.
[[nodiscard]] std::int64_t id_in(const Result<school::Answer>& answer, const std::string& name);
// The text, or the number as text, that stands in JSON under this name.
[[nodiscard]] std::string text_in_json(const std::string& json, const std::string& name);
[[nodiscard]] Day day_of(const char* text);
// The code of a refusal, or "accepted".
template <class T>
[[nodiscard]] std::string code_of(const Result<T>& result)
{
    return result ? "accepted" : to_code_text(result.refusal().code);
}

class SampleSchool {
public:
    explicit SampleSchool(TestDatabase& test, const std::string& country = "KW");

    [[nodiscard]] school::Act act() const;
    [[nodiscard]] school::Act act_with_key(std::string key, std::string digest) const;
    [[nodiscard]] std::int64_t add_student(const std::string& number,
                                           const std::string& name = "ali");
    [[nodiscard]] std::int64_t add_staff(const std::string& name);
    [[nodiscard]] std::int64_t add_class(const std::string& name, std::int64_t capacity);
    [[nodiscard]] Result<school::Answer> enrol(std::int64_t student, std::int64_t class_id,
                                               Day first_day);
    // The chains of the installation and of the school are whole; gives the number of the school's entries.
    std::int64_t verified_chain();

    FixedClock clock;
    IdSource ids;
    std::unique_ptr<school::Record> record;
    SchoolId school;
    std::int64_t directorate = 0;
    std::int64_t year = 0;
    std::int64_t plan = 0;
    std::int64_t class_a = 0;  // capacity 2
    std::int64_t class_b = 0;
};

// A plan of grade 4 with the weekly periods of KW-1 in three subjects.
[[nodiscard]] school::StudyPlan sample_plan(std::int64_t year, std::int64_t grade);
[[nodiscard]] school::TeachingYear sample_year();

}  // namespace taqwim::tests
