#include "marks/card_writing.h"

#include "core/refusal_codes.h"
#include "school/plans_store.h"
#include "school/students_store.h"
#include "school/years_store.h"

namespace taqwim::marks {

std::optional<Refusal> CardWriting::begin()
{
    const auto of = school::find_class(session_, school_, place_.class_id);
    if (!of)
        return school::unknown_record("class", place_.class_id, "class_id");
    if (auto refusal = school::refuses_change_of_year(session_, school_, of->year_id))
        return refusal;
    class_ = {.of = *of,
              .plan = *school::find_plan(session_, school_, of->plan_id),
              .year = *school::find_year(session_, school_, of->year_id)};
    if (!school::find_student(session_, school_, place_.student_id))
        return school::unknown_record("student", place_.student_id, "student_id");
    const auto enrolments = session_.find_one(
        "SELECT COUNT(*) AS enrolments FROM enrolment WHERE school_id = $1 AND class_id = $2 "
        "AND student_id = $3",
        school_, place_.class_id, place_.student_id);
    if (enrolments->integer("enrolments") > 0)
        return std::nullopt;
    return Refusal{RefusalCode::not_enrolled, {{"day", act().today.to_text()}}, "student_id", ""};
}

std::optional<Refusal> CardWriting::refuses_without_skills() const
{
    const auto sheets = session_.find_one(
        "SELECT COUNT(*) AS sheets FROM mark_sheet WHERE school_id = $1 AND class_id = $2 "
        "AND part = 'skills'",
        school_, place_.class_id);
    if (sheets->integer("sheets") > 0)
        return std::nullopt;
    return school::unknown_record("sheet", 0, "class_id");
}

std::optional<Refusal> CardWriting::refuses_day(Day day) const
{
    if (day > act().today)
        return Refusal{RefusalCode::day_in_future, {{"day", day.to_text()}}, "/day", ""};
    if (day < class_.year.first_day || class_.year.last_day < day)
        return Refusal{RefusalCode::day_outside_year,
                       {{"day", day.to_text()}, {"school_year", class_.year.name}},
                       "/day",
                       ""};
    return std::nullopt;
}

}  // namespace taqwim::marks
