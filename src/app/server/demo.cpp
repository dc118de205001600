#include "app/server/demo.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "app/server/demo_attendance.h"
#include "app/server/demo_marks.h"
#include "app/server/demo_people.h"
#include "app/server/demo_skills.h"
#include "app/server/demo_work.h"
#include "core/refusal_codes.h"

namespace taqwim::app {

namespace {

constexpr std::size_t k_students_of_class = 12;
constexpr std::size_t k_students_of_skill_class = 8;

struct DemoSchool {
    std::string country;
    std::string suffix;
    std::string ministry_number;
    std::int64_t first_grade = 1;
    std::int64_t last_grade = 1;
    std::string entry_day;  // of its first year
};

class DemoMaker {
public:
    DemoMaker(Installation& installation, Instant now) : work_(installation, now) {}

    Demo make()
    {
        work_.add_office("administrator", "installation_administrator");
        // Two, for a value that one proposes another approves.
        work_.add_office("policy-author", "ministry_policy_author");
        work_.add_office("ministry", "ministry_admin");
        make_kuwaiti_school();
        make_intermediate_school();
        make_primary_school();
        return std::move(work_.made);
    }

private:
    // In the middle of its year.
    void make_kuwaiti_school()
    {
        make_school({.country = "KW",
                     .suffix = "kw",
                     .ministry_number = "1001",
                     .first_grade = 1,
                     .last_grade = 5,
                     .entry_day = "2026-11-16"});
        begin({.regulation = "kw_primary_2016",
               .grade = 4,
               .name = "2026-2027",
               .first_day = "2026-09-13",
               .holiday_start = "2027-01-24",
               .holiday_end = "2027-02-06",
               .last_day = "2027-06-10",
               .subjects = {"quran", "islamic", "arabic", "english", "maths", "science"},
               .entry_day = "2026-11-16"});
        staff_ = make_demo_staff(work_);
        const auto rolls = make_two_classes("2016-11-05");
        std::vector<std::int64_t> students;
        for (const DemoStudent& student : rolls[1].students)
            students.push_back(student.id);
        make_demo_notes(work_, rolls[1].class_id, students);
        make_demo_attendance(work_, rolls[0], rolls[1]);
    }

    // Its year is over, its results are published; one student sat the second round.
    void make_intermediate_school()
    {
        make_school({.country = "SA",
                     .suffix = "sa",
                     .ministry_number = "1001",
                     .first_grade = 7,
                     .last_grade = 9,
                     .entry_day = "2025-06-22"});
        begin({.regulation = "sa_1426",
               .grade = 8,
               .name = "1446",
               .first_day = "2024-08-18",
               .holiday_start = "2025-01-05",
               .holiday_end = "2025-01-11",
               .last_day = "2025-06-26",
               .subjects = {"QRN", "TWH", "GRM", "LIT", "MTH", "SCI", "ENG", "HIS"},
               .entry_day = "2025-06-22",
               .is_over = true});
        staff_ = make_demo_staff(work_);
        make_two_classes("2011-03-14");
    }

    // Its first grade goes by skills: one year with its committee, published, and the present one.
    void make_primary_school()
    {
        make_school({.country = "SA",
                     .suffix = "primary",
                     .ministry_number = "1002",
                     .first_grade = 1,
                     .last_grade = 6,
                     .entry_day = "2025-06-26"});
        begin({.regulation = "sa_1426",
               .grade = 1,
               .name = "1446",
               .first_day = "2024-08-18",
               .holiday_start = "2025-01-05",
               .holiday_end = "2025-01-11",
               .last_day = "2025-06-26",
               .subjects = {"QRN", "ARB", "MTH"},
               .entry_day = "2025-06-26",
               .is_over = true});
        staff_ = make_demo_staff(work_);
        const DemoSkillClass before = make_skill_class("2018-02-11");
        make_demo_committee(work_, staff_, before);
        publish_in_demo(work_, before.class_id);
        begin({.regulation = "sa_1426",
               .grade = 1,
               .name = "1448",
               .first_day = "2026-08-23",
               .holiday_start = "2027-01-08",
               .holiday_end = "2027-01-16",
               .last_day = "2027-06-24",
               .subjects = {"QRN", "ARB", "MTH"},
               .entry_day = "2026-11-16"});
        const DemoSkillClass present = make_skill_class("2020-01-19");
        add_family_accounts(present.students.front());
        enter_honour(present.students.front());
    }

    // A decision that waits for the guardian's word.
    void enter_honour(const DemoStudent& student)
    {
        results::HonourAsked asked;
        asked.student_id = student.id;
        asked.for_what_ar = work_.words.of("honour").at(0);
        asked.for_what_en = work_.words.of("honour").at(1);
        asked.decision = "48/317";
        asked.decided_on = work_.today;
        asked.authority = "directorate";
        demo_accepted(work_.installation.honours().enter(work_.act("head_teacher"), work_.school,
                                                         work_.year_id, asked));
    }

    void make_school(const DemoSchool& wanted)
    {
        work_.forget_accounts();
        work_.today = demo_day(wanted.entry_day);
        work_.country = wanted.country;
        work_.suffix = wanted.suffix;
        auto& schools = work_.installation.school().schools;
        school::School made;
        made.directorate_id = directorate_of(wanted.country);
        made.ministry_number = wanted.ministry_number;
        work_.school_names = work_.words.of("school." + wanted.suffix);
        made.name_ar = work_.school_names[0];
        made.name_en = work_.school_names[1];
        made.kind = "government";
        made.shift = "day";
        made.students_sex = "boys";
        made.teachers_sex = "men";
        made.first_grade = wanted.first_grade;
        made.last_grade = wanted.last_grade;
        work_.school =
            SchoolId{demo_id(schools.add_school(work_.act("program"), made), "school_id")};
    }

    std::int64_t directorate_of(const std::string& country)
    {
        const auto known = directorates_.find(country);
        if (known != directorates_.end())
            return known->second;
        const auto& names = work_.words.of("directorate." + country);
        const std::int64_t made =
            demo_id(work_.installation.school().schools.add_directorate(
                        work_.act("program"),
                        {.country = country, .name_ar = names[0], .name_en = names[1]}),
                    "directorate_id");
        directorates_[country] = made;
        work_.add_office("director-" + work_.suffix, "directorate_director", made);
        return made;
    }

    // A year with its plan and its days of entering; what comes after is done in it.
    void begin(DemoYear year)
    {
        work_.year = std::move(year);
        work_.today = demo_day(work_.year.entry_day);
        auto& services = work_.installation.school();
        const Day first = demo_day(work_.year.first_day);
        const Day last = demo_day(work_.year.last_day);
        school::TeachingYear made;
        made.name = work_.year.name;
        made.first_day = first;
        made.last_day = last;
        made.terms = {{1, first, demo_day(work_.year.holiday_start) - 1},
                      {2, demo_day(work_.year.holiday_end) + 1, last}};
        made.weekdays = {Weekday::sunday, Weekday::monday, Weekday::tuesday, Weekday::wednesday,
                         Weekday::thursday};
        work_.year_id = demo_id(services.years.add(work_.school, work_.act("registrar"), made),
                                "school_year_id");
        add_plan();
        // Term 0 is the whole year: skills, and the second round.
        for (const int term : {0, 1, 2})
            demo_accepted(work_.installation.marks().open(work_.act("head_teacher"), work_.school,
                                                          {.school_year_id = work_.year_id,
                                                           .term = term,
                                                           .first_day = first,
                                                           .last_day = last}));
    }

    void add_plan()
    {
        school::StudyPlan plan;
        plan.year_id = work_.year_id;
        plan.grade = work_.year.grade;
        plan.regulation = work_.year.regulation;
        for (const std::string& subject : work_.year.subjects) {
            const auto& word = work_.words.of("subject." + subject);
            plan.subjects.push_back({.subject = subject,
                                     .name_ar = word[0],
                                     .name_en = word[1],
                                     .group = word[2],
                                     .weekly_periods = std::stoi(word[3])});
        }
        work_.plan_id = demo_id(
            work_.installation.school().plans.add(work_.school, work_.act("registrar"), plan),
            "study_plan_id");
    }

    // With its teacher, who is its head too.
    std::int64_t make_class(const std::string& name)
    {
        school::SchoolClass made;
        made.plan_id = work_.plan_id;
        made.name = name;
        made.capacity = 30;
        const std::int64_t id = demo_id(
            work_.installation.school().plans.add_class(work_.school, work_.act("registrar"), made),
            "class_id");
        appoint_in_demo(work_, staff_.at("teacher"), "class_head", id);
        for (const std::string& subject : work_.year.subjects)
            appoint_in_demo(work_, staff_.at("teacher"), "teacher", id, subject);
        return id;
    }

    // The first students of both are brothers; they and their father have the accounts.
    std::array<DemoRolls, 2> make_two_classes(const std::string& birth_day)
    {
        std::array<DemoRolls, 2> classes;
        for (std::size_t i = 0; i < classes.size(); ++i) {
            DemoRolls& one = classes.at(i);
            one.class_id = make_class(work_.words.of("class")[i]);
            DemoClassMarks wanted{.class_id = one.class_id};
            for (std::size_t number = 0; number < k_students_of_class; ++number) {
                const bool is_brother = i == 1 && number == 0;
                one.students.push_back(
                    make_demo_student(work_, one.class_id, birth_day,
                                      is_brother ? &classes.front().students.front() : nullptr));
                wanted.students.push_back(one.students.back().id);
            }
            if (i == 0) {
                add_family_accounts(one.students.front());
            } else if (work_.year.is_over) {
                wanted.weak_student = one.students.front().id;
                wanted.weak_subjects = {"MTH", "ENG"};
            }
            make_demo_marks(work_, wanted);
            if (!work_.year.is_over)
                continue;
            publish_in_demo(work_, one.class_id);
            if (wanted.weak_student != 0)
                sit_second_round(wanted);
        }
        return classes;
    }

    void sit_second_round(const DemoClassMarks& wanted)
    {
        constexpr int days_later = 3;
        work_.today = work_.today + days_later;
        make_demo_second_round(work_, wanted);
    }

    DemoSkillClass make_skill_class(const std::string& birth_day)
    {
        DemoSkillClass made{.class_id = make_class(work_.words.of("class").front())};
        for (std::size_t number = 0; number < k_students_of_skill_class; ++number)
            made.students.push_back(make_demo_student(work_, made.class_id, birth_day));
        make_demo_judgements(work_, made);
        return made;
    }

    void add_family_accounts(const DemoStudent& student)
    {
        const auto& name = student.name_parts;
        const std::string father = name[1] + ' ' + name[2] + ' ' + name[3];
        work_.add_account("guardian", father, access::PersonKind::guardian, student.guardian_id);
        work_.add_account("student", name[0] + ' ' + father, access::PersonKind::student,
                          student.id);
    }

    DemoWork work_;
    DemoStaff staff_;
    std::map<std::string, std::int64_t> directorates_;  // by country
};

}  // namespace

Result<Demo> fill_with_demo(Installation& installation, const Clock& clock)
{
    const bool is_empty = installation.record().read([](database::Session& session) {
        return !session.find_one("SELECT school_id FROM school LIMIT 1");
    });
    if (!is_empty)
        return Refusal{
            RefusalCode::file_exists, {{"file", installation.database().place()}}, "", ""};
    return DemoMaker(installation, clock.now()).make();
}

}  // namespace taqwim::app
