#include "app/server/demo_attendance.h"

#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "regulations/frame/json_value.h"

namespace taqwim::app {

namespace {

using attendance::RollException;

constexpr int k_days = 28;

// What is said of single students before anything is drawn.
using Planned = std::map<std::pair<std::string, std::int64_t>, RollException>;

bool is_school_day(Day day)
{
    return day.weekday() != Weekday::friday && day.weekday() != Weekday::saturday;
}

void take_roll(DemoWork& work, const DemoRolls& of, Day day, const Planned& planned,
               const std::set<std::int64_t>& known)
{
    attendance::Roll roll;
    roll.class_id = of.class_id;
    roll.day = day;
    for (const DemoStudent& student : of.students) {
        const auto said = planned.find({day.to_text(), student.id});
        const std::uint32_t drawn = work.draw() % 100;
        if (said != planned.end())
            roll.exceptions.push_back(said->second);
        else if (known.contains(student.id))
            continue;
        else if (drawn < 3)
            roll.exceptions.push_back(
                {.student_id = student.id, .status = "absent", .minutes = {}});
        else if (drawn < 6)
            roll.exceptions.push_back(
                {.student_id = student.id, .status = "late", .minutes = 5 + drawn});
    }
    const Day later = std::exchange(work.today, day);
    demo_accepted(
        work.installation.rolls().take(work.school, work.act("teacher"), std::move(roll)));
    work.today = later;
}

std::int64_t hand_in(DemoWork& work, std::int64_t student, const char* day, const char* handed_in,
                     const char* document)
{
    attendance::Excuse excuse;
    excuse.student_id = student;
    excuse.first_day = demo_day(day);
    excuse.last_day = demo_day(day);
    excuse.kind = "medical";
    excuse.document = document;
    excuse.on_school_form = true;
    excuse.certifier = "health_centre";
    excuse.school_health_certified = true;
    excuse.submitted_on = demo_day(handed_in);
    return demo_id(
        work.installation.excuses().submit(work.school, work.act("registrar"), std::move(excuse)),
        "excuse_id");
}

void accept(DemoWork& work, std::int64_t excuse)
{
    attendance::ExcuseDecision decision;
    decision.excuse_id = excuse;
    decision.judgement = "accepted";
    decision.reason = work.words.of("excuse").front();
    demo_accepted(work.installation.excuses().decide(work.school, work.act("head_teacher"),
                                                     std::move(decision)));
}

void refuse_lateness(DemoWork& work, std::int64_t student, const char* day)
{
    attendance::LatenessJudgement judgement;
    judgement.student_id = student;
    judgement.day = demo_day(day);
    judgement.judgement = "refused";
    judgement.reason = work.words.of("lateness").front();
    demo_accepted(work.installation.rolls().judge_lateness(work.school, work.act("head_teacher"),
                                                           std::move(judgement)));
}

// Sends the first notice that is due of the student, and his guardian acknowledges it.
void send_notice(DemoWork& work, const DemoStudent& student)
{
    auto& notices = work.installation.notices();
    const auto text = notices.of_student(work.school, student.id, work.year_id, work.today);
    const auto document = text ? JsonDocument::parse(*text) : Result<JsonDocument>(text.refusal());
    const auto due = document ? document->root().find("due") : std::nullopt;
    if (!due || due->size() < 2)
        throw std::logic_error("the demo has no notice due beside the one that is sent");
    const JsonValue first = *due->begin();
    attendance::Notice notice;
    notice.student_id = student.id;
    notice.year_id = work.year_id;
    notice.kind = first.find("kind")->text();
    const std::int64_t id = demo_id(
        notices.issue(work.school, work.act("head_teacher"), std::move(notice)), "notice_id");
    attendance::NoticeEvent event;
    event.notice_id = id;
    event.kind = "acknowledged";
    event.day = work.today;
    event.guardian_id = student.guardian_id;
    demo_accepted(notices.acknowledge(work.school, work.act("guardian"), std::move(event)));
}

}  // namespace

void make_demo_attendance(DemoWork& work, const DemoRolls& first, const DemoRolls& second)
{
    const DemoStudent& child = first.students.front();
    const DemoStudent& brother = second.students.front();
    Planned planned;
    const auto plan = [&](const DemoStudent& student, const char* day, const char* status) {
        RollException one{.student_id = student.id, .status = status, .minutes = {}};
        if (one.status == "late")
            one.minutes = 12;
        planned[{day, student.id}] = one;
    };
    for (const char* const day : {"2026-10-28", "2026-11-10"})
        plan(child, day, "absent");
    plan(child, "2026-11-05", "late");
    for (const char* const day : {"2026-10-26", "2026-10-27", "2026-11-03", "2026-11-04",
                                  "2026-11-08", "2026-11-09", "2026-11-12"})
        plan(brother, day, "absent");
    for (Day day = work.today - k_days; day < work.today; day = day + 1)
        if (is_school_day(day))
            for (const DemoRolls* const of : {&first, &second})
                take_roll(work, *of, day, planned, {child.id, brother.id});
    accept(work, hand_in(work, child.id, "2026-10-28", "2026-11-01", "31/2026"));
    hand_in(work, child.id, "2026-11-10", "2026-11-12", "47/2026");
    refuse_lateness(work, child.id, "2026-11-05");
    send_notice(work, brother);
}

}  // namespace taqwim::app
