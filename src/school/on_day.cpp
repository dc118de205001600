#include "school/on_day.h"

#include <algorithm>

#include "school/enrolments_store.h"
#include "school/guardians_store.h"
#include "school/plans_store.h"
#include "school/staff_store.h"
#include "school/students_store.h"
#include "school/years_store.h"

namespace taqwim::school {

std::optional<Enrolment> enrolment_on(database::Session& session, SchoolId school,
                                      std::int64_t student_id, Day day)
{
    for (Enrolment& enrolment : enrolments_of(session, school, student_id))
        if (enrolment.days.contains(day))
            return std::move(enrolment);
    return std::nullopt;
}

std::optional<std::int64_t> class_of(database::Session& session, SchoolId school,
                                     std::int64_t student_id, Day day)
{
    const auto enrolment = enrolment_on(session, school, student_id, day);
    return enrolment ? std::optional(enrolment->class_id) : std::nullopt;
}

std::vector<Student> students_of_class(database::Session& session, SchoolId school,
                                       std::int64_t class_id, Day day)
{
    constexpr std::int64_t more_than_any_class = 1000;
    StudentSearch search;
    search.class_id = class_id;
    search.day = day;
    return students_after(session, school, search, NamePlace{}, more_than_any_class);
}

std::optional<Appointment> teacher_of(database::Session& session, SchoolId school,
                                      std::int64_t class_id, std::string_view subject, Day day)
{
    const auto rows = session.find_all(
        "SELECT appointment_id, staff_member_id, role, school_year_id, class_id, subject, "
        "first_day, last_day, decision, substitute_for, ended_reason, version FROM appointment "
        "WHERE school_id = $1 AND class_id = $2 AND subject = $3 AND role = 'teacher' "
        "AND first_day <= $4 AND (last_day IS NULL OR last_day >= $4) "
        "ORDER BY first_day DESC, appointment_id DESC",
        school, class_id, subject, day);
    const auto substitute = std::ranges::find_if(
        rows, [](const database::Row& row) { return !row.is_null("substitute_for"); });
    if (substitute != rows.end())
        return appointment_in(*substitute);
    return rows.empty() ? std::nullopt : std::optional(appointment_in(rows.front()));
}

std::vector<Appointment> appointments_of(database::Session& session, SchoolId school,
                                         std::int64_t staff_member_id, Day day)
{
    auto appointments = appointments_of_member(session, school, staff_member_id);
    std::erase_if(appointments, [day](const Appointment& appointment) {
        return !appointment.days.contains(day);
    });
    return appointments;
}

std::optional<TeachingYear> year_on(database::Session& session, SchoolId school, Day day)
{
    const auto row = session.find_one("SELECT school_year_id FROM school_year WHERE school_id = $1 "
                                      "AND first_day <= $2 AND last_day >= $2",
                                      school, day);
    return row ? find_year(session, school, row->integer("school_year_id")) : std::nullopt;
}

std::optional<Term> term_of(database::Session& session, SchoolId school, Day day)
{
    const auto row = session.find_one("SELECT number, first_day, last_day FROM term "
                                      "WHERE school_id = $1 AND first_day <= $2 AND last_day >= $2",
                                      school, day);
    if (!row)
        return std::nullopt;
    return Term{row->integer("number"), day_in(*row, "first_day"), day_in(*row, "last_day")};
}

bool is_school_day(database::Session& session, SchoolId school, Day day)
{
    return !school_days(session, school, day, day).empty();
}

std::vector<Day> school_days(database::Session& session, SchoolId school, Day first, Day last)
{
    std::vector<Day> days;
    for (const auto& row : session.find_all("SELECT school_year_id FROM school_year "
                                            "WHERE school_id = $1 AND first_day <= $2 "
                                            "AND last_day >= $3 ORDER BY first_day",
                                            school, last, first)) {
        const TeachingYear year = *find_year(session, school, row.integer("school_year_id"));
        const auto marked = calendar_days(session, school, year.id);
        for (Day day = std::max(first, year.first_day); day <= std::min(last, year.last_day);
             day = day + 1) {
            const auto special = std::ranges::find(marked, day, &CalendarDay::day);
            if (special != marked.end()) {
                if (special->kind == "school_day")
                    days.push_back(day);
                continue;
            }
            const bool is_in_term = std::ranges::any_of(year.terms, [day](const Term& term) {
                return term.first_day <= day && day <= term.last_day;
            });
            if (is_in_term &&
                std::ranges::find(year.weekdays, day.weekday()) != year.weekdays.end())
                days.push_back(day);
        }
    }
    return days;
}

std::optional<StudyPlan> plan_of_class(database::Session& session, SchoolId school,
                                       std::int64_t class_id)
{
    const auto of = find_class(session, school, class_id);
    return of ? find_plan(session, school, of->plan_id) : std::nullopt;
}

std::vector<std::int64_t> children_of(database::Session& session, SchoolId school,
                                      std::int64_t guardian_id, Day day)
{
    std::vector<std::int64_t> children;
    for (const Guardianship& guardianship : guardianships_of_guardian(session, school, guardian_id))
        if (guardianship.days.contains(day))
            children.push_back(guardianship.student_id);
    std::ranges::sort(children);
    return children;
}

std::vector<Guardianship> guardians_of(database::Session& session, SchoolId school,
                                       std::int64_t student_id, Day day)
{
    auto guardians = guardianships_of_student(session, school, student_id);
    std::erase_if(guardians,
                  [day](const Guardianship& guardian) { return !guardian.days.contains(day); });
    return guardians;
}

}  // namespace taqwim::school
