#include "results/documents/follow_up_register_source.h"

#include <algorithm>
#include <map>
#include <utility>

#include "attendance/roll_store.h"
#include "core/refusal_codes.h"
#include "documents/issuer.h"
#include "documents/record_on_paper.h"
#include "marks/mastery.h"
#include "marks/sheet_store.h"
#include "results/documents/saudi_people.h"
#include "results/year_cells.h"
#include "results/year_place.h"
#include "school/keeping.h"
#include "school/names.h"
#include "school/on_day.h"
#include "school/schools_store.h"

namespace taqwim::results {

namespace {

using attendance::Roll;
using database::Session;
using documents::Paper;
using documents::PaperKind;
using documents::PaperOrder;
using marks::FollowUpForm;
using marks::FollowUpState;
using print::Language;

constexpr const char* k_measures = "follow_up_register";
constexpr const char* k_skills = "skill_register";

FollowUpForm form_of(const std::string& part)
{
    if (part == "notes")
        return FollowUpForm::notes;
    if (part == "pages")
        return FollowUpForm::pages;
    if (part == "lists")
        return FollowUpForm::lists;
    return part == "matrix" ? FollowUpForm::matrix : FollowUpForm::measures;
}

// Absent by the roll of the whole day, late by any roll; empty: none was taken.
std::string status_in(const std::vector<Roll>& rolls, std::int64_t student)
{
    std::string status = rolls.empty() ? "" : "present";
    for (const Roll& roll : rolls)
        for (const attendance::RollException& one : roll.exceptions)
            if (one.student_id == student) {
                if (one.status == "absent" && roll.slot.kind != "period")
                    return one.status;
                status = one.status;
            }
    return status;
}

class RegisterReader {
public:
    RegisterReader(Session& session, const PaperOrder& order, std::string country, Day day)
        : session_(session), order_(order), country_(std::move(country)), day_(day)
    {
        for (const school::Student& student :
             school::students_of_class(session, order.school, *order.class_id, day)) {
            const auto place =
                year_place(session, {order.school, student.id}, order.school_year_id);
            if (!place)
                continue;
            const bool in_english = order.language == Language::english && !student.name_en.empty();
            students_.push_back(
                {student.id, in_english ? student.name_en : school::joined_name(student.name_parts),
                 place->enrolment, cells_of(session, *place)});
        }
    }

    void measure(const std::string& subject, int term, marks::FollowUpSubject& into)
    {
        std::vector<std::pair<Day, marks::FollowUpMeasure>> lines;
        for (const Student& student : students_)
            for (const YearCell& cell : student.cells) {
                if (cell.subject != subject || cell.part != "formative" || cell.term != term ||
                    cell.is_empty())
                    continue;
                const auto day =
                    Day::parse(cell.assessed_on.empty() ? cell.missed_on : cell.assessed_on);
                lines.emplace_back(day.value_or(Day{0}), line_of(student, cell, day));
            }
        std::ranges::stable_sort(lines, {}, &std::pair<Day, marks::FollowUpMeasure>::first);
        for (auto& line : lines)
            into.measures.push_back(std::move(line.second));
    }

    // Whether the subject goes by skills.
    [[nodiscard]] bool take_skills(const std::string& subject, marks::FollowUpSubject& into)
    {
        std::vector<std::string> columns;
        for (const Student& student : students_) {
            marks::FollowUpStudent row{student.name, {}};
            row.states.resize(columns.size(), FollowUpState::not_taught);
            std::map<std::string, std::string> newest;  // by column: the day of what stands
            for (const YearCell& cell : student.cells) {
                const FactForm fact(cell, student.enrolment);
                if (cell.subject != subject || cell.part != "skills" || !fact.skill())
                    continue;
                auto found = std::ranges::find(columns, cell.column);
                if (found == columns.end()) {
                    into.skills.push_back(skill_of(cell));
                    columns.push_back(cell.column);
                    found = columns.end() - 1;
                    row.states.push_back(FollowUpState::not_taught);
                    for (marks::FollowUpStudent& before : into.students)
                        before.states.push_back(FollowUpState::not_taught);
                }
                FollowUpState& state =
                    row.states[static_cast<std::size_t>(found - columns.begin())];
                const std::string day = cell.assessed_on;
                if (cell.judgement.empty()) {
                    if (state == FollowUpState::not_taught && is_taught(cell))
                        state = FollowUpState::not_judged;
                } else if (day >= newest[cell.column]) {
                    newest[cell.column] = day;
                    state = cell.judgement == "mastered" ? FollowUpState::mastered
                                                         : FollowUpState::not_mastered;
                }
            }
            into.students.push_back(std::move(row));
        }
        return !columns.empty();
    }

private:
    struct Student {
        std::int64_t id = 0;
        std::string name;
        std::string enrolment;
        std::vector<YearCell> cells;
    };

    [[nodiscard]] marks::FollowUpMeasure line_of(const Student& student, const YearCell& cell,
                                                 const std::optional<Day>& day)
    {
        marks::FollowUpMeasure line;
        line.learner = student.name;
        line.criterion = label_of(cell);
        line.level = cell.level ? std::to_string(*cell.level) : std::string();
        line.method = cell.tool;
        line.note = cell.note;
        if (day) {
            line.month = documents::month_on_paper(*day, order_.language);
            line.day = documents::weekday_on_paper(*day, order_.language) + " " +
                       documents::short_day(*day, country_);
            line.attendance =
                marks::attendance_words(status_in(rolls_on(*day), student.id), order_.language);
        }
        return line;
    }

    [[nodiscard]] const std::vector<Roll>& rolls_on(Day day)
    {
        const auto [found, is_new] = rolls_.try_emplace(day);
        if (is_new)
            found->second =
                attendance::rolls_of_class(session_, order_.school, *order_.class_id, day);
        return found->second;
    }

    [[nodiscard]] const marks::SheetColumn* column_of(const YearCell& cell)
    {
        const auto [found, is_new] = columns_.try_emplace(cell.sheet_id);
        if (is_new)
            found->second = marks::columns_of_sheet(session_, {order_.school, cell.sheet_id});
        const auto column = std::ranges::find(found->second, cell.column, &marks::SheetColumn::key);
        return column == found->second.end() ? nullptr : &*column;
    }

    [[nodiscard]] std::string label_of(const YearCell& cell)
    {
        const marks::SheetColumn* const column = column_of(cell);
        if (column == nullptr)
            return cell.column;
        const bool in_english = order_.language == Language::english && !column->label_en.empty();
        return in_english ? column->label_en : column->label_ar;
    }

    [[nodiscard]] marks::FollowUpSkill skill_of(const YearCell& cell)
    {
        const marks::SheetColumn* const column = column_of(cell);
        return {cell.column, label_of(cell), column != nullptr && column->is_minimum};
    }

    [[nodiscard]] bool is_taught(const YearCell& cell)
    {
        const auto [found, is_new] = lessons_.try_emplace(cell.sheet_id);
        if (is_new)
            found->second = marks::lessons_of_sheet(session_, {order_.school, cell.sheet_id});
        const auto lesson =
            std::ranges::find(found->second, cell.column, &marks::SkillLesson::column);
        return lesson != found->second.end() && lesson->taught_on <= day_.to_text();
    }

    Session& session_;
    const PaperOrder& order_;
    std::string country_;
    Day day_;
    std::vector<Student> students_;
    std::map<Day, std::vector<Roll>> rolls_;
    std::map<std::int64_t, std::vector<marks::SheetColumn>> columns_;
    std::map<std::int64_t, std::vector<marks::SkillLesson>> lessons_;
};

PaperKind kind_of(const char* name, const char* form, FollowUpForm like)
{
    PaperKind kind;
    kind.name = name;
    kind.form = form;
    kind.title_ar = title_of(like, Language::arabic);
    kind.title_en = title_of(like, Language::english);
    kind.about = PaperKind::About::school_class;
    kind.is_issued = false;
    kind.takes_subject = true;
    kind.languages = {Language::arabic, Language::english};
    kind.fill = [](Session& session, const PaperOrder& order) -> Result<Paper> {
        auto entries = follow_up_register_of(session, order);
        if (!entries)
            return entries.refusal();
        Paper paper;
        paper.content.school_year = entries->school_year;
        paper.printed = [held = std::move(*entries)](const documents::Issuer& issuer,
                                                     const documents::Printing& printing) {
            return printed(held, issuer, printing);
        };
        return paper;
    };
    kind.sample = [like](const documents::Issuer& issuer, const documents::Printing& printing) {
        return printed(marks::sample_follow_up_register(like), issuer, printing);
    };
    return kind;
}

}  // namespace

Result<marks::FollowUpRegister> follow_up_register_of(Session& session, const PaperOrder& order)
{
    const auto of_class = paper_class_of(session, order);
    if (!of_class)
        return of_class.refusal();
    const Day day = std::min(order.today, Day::parse(of_class->last_day).value());
    const std::string country = school::country_of(session, order.school);
    marks::FollowUpRegister entries;
    entries.form = form_of(order.part);
    entries.grade_and_section =
        documents::grade_on_paper(country, of_class->grade, order.language) +
        (of_class->section.empty() ? "" : " / " + of_class->section);
    entries.school_year = of_class->school_year;
    entries.until = documents::short_day(day, country);
    const int term = order.part == "term_2" ? 2 : 1;
    entries.term = std::to_string(term);
    entries.head_of_school = documents::holder_on_paper(session, order, "head_teacher");
    PaperOrder teaching_day = order;
    teaching_day.today = day;
    RegisterReader reader(session, order, country, day);
    const auto plan = school::plan_of_class(session, order.school, *order.class_id);
    for (const school::PlanSubject& planned : plan->subjects) {
        if (!order.subject.empty() && order.subject != planned.subject)
            continue;
        marks::FollowUpSubject subject;
        subject.name = order.language == Language::english && !planned.name_en.empty()
                           ? planned.name_en
                           : planned.name_ar;
        subject.teacher = teacher_on_paper(session, teaching_day, planned.subject);
        if (entries.form == FollowUpForm::measures)
            reader.measure(planned.subject, term, subject);
        else if (!reader.take_skills(planned.subject, subject))
            continue;
        entries.subjects.push_back(std::move(subject));
    }
    if (entries.subjects.empty())
        return Refusal{RefusalCode::facts_incomplete, {{"value", "paper.skills"}}, "", "PG-1.55"};
    return entries;
}

void add_follow_up_registers(documents::PaperKinds& kinds)
{
    PaperKind measures = kind_of(k_measures, "KW-T-FOLLOW", FollowUpForm::measures);
    measures.regulations = {"kw_primary_2016"};
    measures.parts = {"term_1", "term_2"};
    kinds.add(std::move(measures));
    PaperKind skills = kind_of(k_skills, "PG-1.55", FollowUpForm::matrix);
    skills.regulations = {"sa_1426", "sa_guide"};
    skills.parts = {"notes", "matrix", "pages", "lists"};
    kinds.add(std::move(skills));
}

}  // namespace taqwim::results
