#include "documents/record_on_paper.h"

#include <algorithm>
#include <array>

#include "core/hijri.h"
#include "documents/issuer.h"
#include "documents/shared_words.h"
#include "platform/calendar/written_date.h"
#include "school/guardians_store.h"
#include "school/keeping.h"
#include "school/on_day.h"
#include "school/schools_store.h"
#include "school/students_store.h"
#include "school/years_store.h"

namespace taqwim::documents {

namespace {

using database::Session;

std::string in_language(const std::string& arabic, const std::string& english,
                        print::Language language)
{
    return language == print::Language::english && !english.empty() ? english : arabic;
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string name;
    for (const std::string& part : parts)
        name += (name.empty() ? "" : " ") + part;
    return name;
}

std::string guardian_of(Session& session, const PaperOrder& order)
{
    for (const school::Guardianship& one :
         school::guardians_of(session, order.school, order.student_id.value(), order.today))
        if (const auto guardian = school::find_guardian(session, order.school, one.guardian_id))
            return in_language(guardian->name_ar, guardian->name_en, order.language);
    return {};
}

}  // namespace

Result<StudentOnPaper> student_on_paper(Session& session, const PaperOrder& order)
{
    const std::int64_t id = order.student_id.value();
    const auto student = school::find_student(session, order.school, id);
    if (!student)
        return school::unknown_record("student", id, "student_id");
    const auto place = session.find_one(
        "SELECT c.name AS section, p.grade, y.name AS year FROM class c "
        "JOIN study_plan p ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
        "JOIN school_year y ON y.school_id = c.school_id AND y.school_year_id = c.school_year_id "
        "WHERE c.school_id = $1 AND c.class_id = $2 AND c.school_year_id = $3",
        order.school, order.class_id.value_or(0), order.school_year_id);
    if (!place)
        return school::unknown_record("enrolment", id, "school_year_id");
    StudentOnPaper on_paper;
    on_paper.country = school::country_of(session, order.school);
    on_paper.name = in_language(joined(student->name_parts), student->name_en, order.language);
    on_paper.identity = identity_on_paper(session, order.school, id);
    on_paper.nationality = nationality_on_paper(student->nationality, student->sex, order.language);
    if (student->birth_day)
        on_paper.birth_date = short_day(*student->birth_day, on_paper.country);
    on_paper.grade = grade_on_paper(on_paper.country, place->integer("grade"), order.language);
    on_paper.section = place->text("section");
    on_paper.school_year = place->text("year");
    on_paper.guardian = guardian_of(session, order);
    return on_paper;
}

std::string holder_on_paper(Session& session, const PaperOrder& order, std::string_view role)
{
    const auto row = session.find_one(
        "SELECT m.name_ar, m.name_en FROM appointment a JOIN staff_member m "
        "ON m.school_id = a.school_id AND m.staff_member_id = a.staff_member_id "
        "WHERE a.school_id = $1 AND a.role = $2 AND a.first_day <= $3 "
        "AND (a.last_day IS NULL OR a.last_day >= $3) ORDER BY a.appointment_id DESC LIMIT 1",
        order.school, std::string(role), order.today);
    return row ? in_language(row->text("name_ar"), row->text("name_en"), order.language)
               : std::string();
}

std::string class_holder_on_paper(Session& session, const PaperOrder& order, std::string_view role)
{
    const auto row = session.find_one(
        "SELECT m.name_ar, m.name_en FROM appointment a JOIN staff_member m "
        "ON m.school_id = a.school_id AND m.staff_member_id = a.staff_member_id "
        "WHERE a.school_id = $1 AND a.role = $2 AND a.class_id = $3 AND a.first_day <= $4 "
        "AND (a.last_day IS NULL OR a.last_day >= $4) ORDER BY a.appointment_id DESC LIMIT 1",
        order.school, std::string(role), order.class_id.value_or(0), order.today);
    return row ? in_language(row->text("name_ar"), row->text("name_en"), order.language)
               : std::string();
}

std::string identity_on_paper(Session& session, SchoolId school, std::int64_t student_id)
{
    constexpr std::array<std::string_view, 2> k_kinds = {"national_id", "residence"};
    const auto papers = school::papers_of(session, school, student_id);
    for (const std::string_view kind : k_kinds)
        if (const auto found = std::ranges::find(papers, kind, &school::IdentityPaper::kind);
            found != papers.end())
            return found->number;
    return {};
}

std::string nationality_on_paper(std::string_view code, std::string_view sex,
                                 print::Language language)
{
    const std::string key = "citizen_" + std::string(code) + (sex == "female" ? "_f" : "");
    return shared_words().has(key) ? shared_words().at(key, language) : std::string(code);
}

std::string short_day(Day day, std::string_view country)
{
    const auto written = [](int day_of_month, int month, int year) {
        return std::to_string(day_of_month) + '/' + std::to_string(month) + '/' +
               std::to_string(year);
    };
    if (country == "SA")
        if (const auto hijri = UmmAlQuraTable::built_in().to_hijri(day))
            return written(hijri->day, hijri->month, hijri->year);
    const CivilDate date = day.civil();
    return written(date.day, date.month, date.year);
}

std::string month_on_paper(Day day, print::Language language)
{
    const auto in = language == print::Language::arabic ? calendar::DateLanguage::arabic
                                                        : calendar::DateLanguage::english;
    return std::string(calendar::month_name(calendar::CalendarKind::gregorian, day.month(), in)) +
           ' ' + std::to_string(day.year());
}

std::string weekday_on_paper(Day day, print::Language language)
{
    return std::string(calendar::weekday_name(
        day.weekday(), language == print::Language::arabic ? calendar::DateLanguage::arabic
                                                           : calendar::DateLanguage::english));
}

}  // namespace taqwim::documents
