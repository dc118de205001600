#include "results/documents/saudi_people.h"

#include "documents/issuer.h"
#include "documents/record_on_paper.h"
#include "school/keeping.h"
#include "school/on_day.h"
#include "school/staff_store.h"

namespace taqwim::results {

using database::Session;
using documents::PaperOrder;
using print::Language;

Result<PaperClass> paper_class_of(Session& session, const PaperOrder& order)
{
    const std::int64_t class_id = order.class_id.value_or(0);
    const auto row = session.find_one(
        "SELECT c.name AS section, p.grade, p.regulation, y.name AS year, y.first_day, y.last_day, "
        "o.students_sex FROM class c "
        "JOIN study_plan p ON p.school_id = c.school_id AND p.study_plan_id = c.study_plan_id "
        "JOIN school_year y ON y.school_id = c.school_id AND y.school_year_id = c.school_year_id "
        "JOIN school o ON o.school_id = c.school_id "
        "WHERE c.school_id = $1 AND c.class_id = $2 AND c.school_year_id = $3",
        order.school, class_id, order.school_year_id);
    if (!row)
        return school::unknown_record("class", class_id, "class_id");
    const std::int64_t grade = row->integer("grade");
    return PaperClass{.grade = grade,
                      .grade_name = {documents::grade_on_paper("SA", grade, Language::arabic),
                                     documents::grade_on_paper("SA", grade, Language::english)},
                      .section = row->text("section"),
                      .school_year = row->text("year"),
                      .first_day = row->text("first_day"),
                      .last_day = row->text("last_day"),
                      .regulation = row->text("regulation"),
                      .gender = row->text("students_sex") == "girls" ? Gender::feminine
                                                                     : Gender::masculine};
}

PaperStudent paper_student_of(Session& session, const PaperOrder& order, const PaperClass& in)
{
    const std::int64_t id = order.student_id.value();
    const auto row = session.find_one(
        "SELECT s.name_ar, s.name_en, s.sex, s.birth_day, s.nationality, o.name_ar AS school_ar, "
        "o.name_en AS school_en FROM student s JOIN school o ON o.school_id = s.school_id "
        "WHERE s.school_id = $1 AND s.student_id = $2",
        order.school, id);
    const std::string sex = row->text("sex");
    const std::string nationality = row->text("nationality");
    PaperStudent student;
    student.name = {row->text("name_ar"), row->text("name_en")};
    student.identity = documents::identity_on_paper(session, order.school, id);
    student.nationality = {documents::nationality_on_paper(nationality, sex, Language::arabic),
                           documents::nationality_on_paper(nationality, sex, Language::english)};
    if (const auto day = row->text_or_null("birth_day"))
        student.born_on = day_in_line(Day::parse(*day).value(), order.language);
    student.school = {row->text("school_ar"), row->text("school_en")};
    student.gender = sex == "female" ? Gender::feminine : Gender::masculine;
    student.grade = in.grade_name;
    student.section = in.section;
    student.school_year = in.school_year;
    return student;
}

PaperStudent named_student_of(Session& session, const PaperOrder& order, const PaperClass& in)
{
    PaperStudent student = paper_student_of(session, order, in);
    student.nationality = {};
    student.born_on.clear();
    return student;
}

std::string teacher_on_paper(Session& session, const PaperOrder& order, std::string_view subject)
{
    const auto teacher =
        school::teacher_of(session, order.school, order.class_id.value_or(0), subject, order.today);
    return teacher ? staff_on_paper(session, order, teacher->staff_member_id) : std::string();
}

std::string staff_on_paper(Session& session, const PaperOrder& order, std::int64_t staff_member_id)
{
    const auto person = school::find_staff_member(session, order.school, staff_member_id);
    if (!person)
        return {};
    return order.language == Language::english && !person->name_en.empty() ? person->name_en
                                                                           : person->name_ar;
}

std::string day_in_line(Day day, Language language)
{
    std::string text = documents::day_on_paper(day, "SA", language, print::DigitSet::western);
    if (const std::size_t end = text.find('\n'); end != std::string::npos)
        text.replace(end, 1, language == Language::arabic ? "، " : ", ");
    return text;
}

}  // namespace taqwim::results
