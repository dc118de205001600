#include "app/server/demo_skills.h"

#include <array>
#include <string>

#include "app/server/demo_marks.h"

namespace taqwim::app {

namespace {

// Who has not mastered a minimum skill at the end of the year, by his place in the class.
constexpr std::size_t k_promoted_student = 2;
constexpr std::size_t k_supported_student = 3;
constexpr int k_days_of_lesson = 14;
constexpr int k_days_to_judgement = 21;
constexpr int k_days_to_second_judgement = 42;

std::string code_of(const std::string& subject, std::size_t skill)
{
    return subject + '-' + std::to_string(skill + 1);
}

// The first skill of each subject's list is a minimum skill.
std::vector<marks::SkillDraft> skills_of(const DemoWork& work, const std::string& subject)
{
    std::vector<marks::SkillDraft> skills;
    for (const std::string& text : work.words.of("skills." + subject)) {
        marks::SkillDraft skill;
        skill.code = code_of(subject, skills.size());
        skill.text = text;
        skill.is_minimum = skills.empty();
        skill.kind = "oneshot";
        skills.push_back(std::move(skill));
    }
    return skills;
}

class Judging {
public:
    Judging(DemoWork& work, const DemoSkillClass& of, const std::string& subject, SheetId sheet)
        : work_(work),
          of_(of),
          subject_(subject),
          sheet_(sheet),
          skills_(work.words.of("skills." + subject).size())
    {}

    void teach()
    {
        for (std::size_t skill = 0; skill < skills_; ++skill)
            demo_accepted(work_.installation.marks().teach(
                work_.act("teacher"), sheet_, code_of(subject_, skill), taught_on(skill)));
    }

    void judge()
    {
        std::vector<marks::EntryRequest> entries;
        for (std::size_t student = 0; student < of_.students.size(); ++student)
            for (std::size_t skill = 0; skill < skills_; ++skill)
                judge(student, skill, entries);
        enter_in_demo(work_, sheet_, entries);
    }

private:
    [[nodiscard]] Day taught_on(std::size_t skill) const
    {
        return demo_day(work_.year.first_day) + k_days_of_lesson * static_cast<int>(skill + 1);
    }

    void judge(std::size_t student, std::size_t skill, std::vector<marks::EntryRequest>& entries)
    {
        // In the middle of the year nobody was judged in the last skill yet, and in the one before not everybody.
        if (!work_.year.is_over && (skill + 1 == skills_ || (skill + 2 == skills_ && student % 2)))
            return;
        const bool is_short = work_.year.is_over && skill == 0 && subject_ == "MTH" &&
                              (student == k_promoted_student || student == k_supported_student);
        const bool is_mastered = !is_short && work_.draw() % 4 != 0;
        entries.push_back(entry(student, skill, 1, is_mastered));
        if (work_.year.is_over && !is_mastered)
            entries.push_back(entry(student, skill, 2, !is_short));
    }

    [[nodiscard]] marks::EntryRequest entry(std::size_t student, std::size_t skill, int occurrence,
                                            bool is_mastered) const
    {
        marks::EntryRequest one;
        one.key = {.student_id = of_.students[student].id,
                   .column = code_of(subject_, skill),
                   .occurrence = occurrence};
        one.value = is_mastered ? "mastered" : "not_mastered";
        one.assessed_on =
            taught_on(skill) + (occurrence == 1 ? k_days_to_judgement : k_days_to_second_judgement);
        one.tool = occurrence == 1 ? "observation" : "oral_test";
        return one;
    }

    DemoWork& work_;
    const DemoSkillClass& of_;
    const std::string& subject_;
    SheetId sheet_;
    std::size_t skills_;
};

// SR-5.2  In the middle and at the end of each term.
void set_reports(DemoWork& work, std::int64_t class_id)
{
    const Day first = demo_day(work.year.first_day);
    const Day last = demo_day(work.year.last_day);
    const std::array days = {first + 70, demo_day(work.year.holiday_start) - 3,
                             demo_day(work.year.holiday_end) + 70, last};
    int number = 0;
    for (const Day day : days)
        demo_accepted(work.installation.marks().set_report(work.act("head_teacher"), work.school,
                                                           class_id, ++number, day, 0));
}

void decide(DemoWork& work, std::int64_t committee, const std::vector<std::int64_t>& members,
            std::int64_t student, const std::string& choice, const std::string& programme)
{
    auto& committees = work.installation.committees();
    committees::Case one;
    one.committee_id = committee;
    one.student_id = student;
    one.year_id = work.year_id;
    one.kind = "guidance";
    committees::Decision decision;
    decision.case_id =
        demo_id(committees.open(work.school, work.act("head_teacher"), std::move(one)), "case_id");
    decision.decided_on = work.today;
    decision.programme = programme;
    decision.reasons = work.words.of("guidance." + choice).front();
    // One of the five is away.
    const std::vector<std::int64_t> present(members.begin(), members.end() - 1);
    for (const std::int64_t member : present)
        decision.attendance.push_back({.staff_member_id = member, .vote = choice});
    const std::int64_t made =
        demo_id(committees.decide(work.school, work.act("head_teacher"), std::move(decision)),
                "case_decision_id");
    for (const std::int64_t member : present)
        demo_accepted(committees.sign(work.school, work.act_of("committee_member", member), made));
}

}  // namespace

void make_demo_judgements(DemoWork& work, const DemoSkillClass& of)
{
    for (const std::string& subject : work.year.subjects) {
        marks::SchemeRequest request;
        request.regulation = work.year.regulation;
        request.grade = static_cast<int>(work.year.grade);
        request.subject = subject;
        request.on = work.today;
        request.skills = skills_of(work, subject);
        demo_accepted(work.installation.marks().make_sheets(work.act("registrar"), work.school,
                                                            of.class_id, request));
        for (const auto& [sheet, part, term] : demo_sheets(work, of.class_id, subject)) {
            Judging judging(work, of, subject, sheet);
            judging.teach();
            judging.judge();
            if (work.year.is_over)
                sign_in_demo(work, sheet);
        }
    }
    set_reports(work, of.class_id);
}

void make_demo_committee(DemoWork& work, const DemoStaff& staff, const DemoSkillClass& of)
{
    auto& committees = work.installation.committees();
    committees::Committee committee;
    committee.kind = "guidance";
    committee.name_ar = work.words.of("committee")[0];
    committee.name_en = work.words.of("committee")[1];
    committee.decision = "5/" + work.year.name;
    const std::int64_t id =
        demo_id(committees.add(work.school, work.act("head_teacher"), std::move(committee)),
                "committee_id");
    std::vector<std::int64_t> members = {staff.at("head_teacher"), staff.at("teacher")};
    for (const std::string& name : work.words.of("committee.members"))
        members.push_back(make_demo_staff_member(work, name, "committee member"));
    for (const std::int64_t person : members) {
        committees::Member member;
        member.committee_id = id;
        member.staff_member_id = person;
        member.role = person == members.front() ? "chair" : "member";
        member.days.first = demo_day(work.year.first_day);
        member.decision = "5/" + work.year.name;
        demo_accepted(committees.add_member(work.school, work.act("head_teacher"), member));
        if (person != members.front())
            appoint_in_demo(work, person, "committee_member");
    }
    decide(work, id, members, of.students[k_promoted_student].id, "PRIMARY_PROMOTED", "");
    decide(work, id, members, of.students[k_supported_student].id, "PRIMARY_SUPPORT",
           "learning_difficulty");
}

}  // namespace taqwim::app
