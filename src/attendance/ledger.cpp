#include "attendance/ledger.h"

#include <algorithm>
#include <functional>
#include <map>

#include "core/refusal_codes.h"
#include "regulations/frame/json_value.h"
#include "school/enrolments_store.h"
#include "school/on_day.h"
#include "school/students_store.h"
#include "school/years_store.h"

namespace taqwim::attendance {

namespace {

using database::Session;

bool covers(Day first, Day last, Day day)
{
    return first <= day && day <= last;
}

const Leave* approved_leave(const std::vector<DecidedLeave>& leaves, Day day)
{
    for (const DecidedLeave& one : leaves)
        if (one.leave.day == day && one.decision && one.decision->decision == "approved")
            return &one.leave;
    return nullptr;
}

std::int64_t whole_number(const JsonValue& object, std::string_view name)
{
    const auto value = object.find(name);
    if (!value || !value->is(JsonKind::number))
        return 0;
    std::int64_t number = 0;
    for (const char digit : value->number())
        if (digit >= '0' && digit <= '9' && number < 1000)
            number = number * 10 + (digit - '0');
    return number;
}

// KW-24  What another school had counted, from the package with which the student came.
std::vector<CarriedCounts> carried_counts(Session& session, StudentId student,
                                          const school::TeachingYear& year)
{
    std::vector<CarriedCounts> carried;
    for (const database::Row& row : session.find_all(
             "SELECT carried FROM transfer WHERE school_id = $1 AND student_id = $2 "
             "AND direction = 'in' AND day >= $3 AND day <= $4 ORDER BY day, transfer_id",
             student.school, student.value, year.first_day, year.last_day)) {
        const auto package = JsonDocument::parse(row.text("carried"));
        if (!package || !package->root().is(JsonKind::object))
            continue;
        const auto sections = package->root().find("sections");
        if (!sections || !sections->is(JsonKind::object))
            continue;
        const auto section = sections->find("attendance");
        if (!section || !section->is(JsonKind::object))
            continue;
        const auto terms = section->find("terms");
        if (!terms || !terms->is(JsonKind::array))
            continue;
        for (const JsonValue term : *terms) {
            if (!term.is(JsonKind::object))
                continue;
            CarriedCounts counts{.term = whole_number(term, "term"),
                                 .unexcused_days = whole_number(term, "unexcused_days"),
                                 .excused_days = whole_number(term, "excused_days"),
                                 .latenesses_unaccepted =
                                     whole_number(term, "latenesses_unaccepted"),
                                 .documents = {}};
            if (const auto documents = term.find("documents");
                documents && documents->is(JsonKind::array))
                for (const JsonValue document : *documents)
                    if (document.is(JsonKind::text))
                        counts.documents.emplace_back(document.text());
            carried.push_back(std::move(counts));
        }
    }
    return carried;
}

}  // namespace

std::vector<Day> Ledger::whole_days() const
{
    std::vector<Day> days;
    for (const Absence& absence : absences)
        if (absence.period == 0)
            days.push_back(absence.day);
    return days;
}

bool Ledger::left_without_approval(Day day) const
{
    return std::ranges::any_of(leaves, [day](const DecidedLeave& one) {
        return one.leave.day == day && one.decision &&
               one.decision->decision == "left_without_approval";
    });
}

bool Ledger::is_excused(Day day) const
{
    if (left_without_approval(day))
        return false;
    return std::ranges::any_of(excuses,
                               [day](const DecidedExcuse& one) {
                                   return one.decision && one.decision->judgement == "accepted" &&
                                          covers(one.excuse.first_day, one.excuse.last_day, day);
                               }) ||
           std::ranges::any_of(activities, [day](const OfficialActivity& one) {
               return covers(one.first_day, one.last_day, day);
           });
}

bool Ledger::was_away(Day first, Day last) const
{
    return std::ranges::any_of(
               absences,
               [&](const Absence& absence) { return covers(first, last, absence.day); }) ||
           std::ranges::any_of(examinations, [&](const ExaminationAbsence& absence) {
               return covers(first, last, absence.day);
           });
}

std::vector<Absence> absences_in(const std::vector<RollEntry>& entries,
                                 const std::vector<DecidedLeave>& leaves,
                                 const PeriodsOf& periods_of)
{
    std::map<Day, std::vector<std::int64_t>> missed;
    for (const RollEntry& entry : entries)
        if (entry.status == "absent" && (entry.slot.kind == "day" || entry.slot.kind == "period"))
            missed[entry.day].push_back(entry.slot.period);

    std::vector<Absence> absences;
    for (auto& [day, periods] : missed) {
        std::ranges::sort(periods);
        const std::int64_t planned = periods_of(day);
        if (periods.front() == 0 || (planned > 0 && std::ssize(periods) >= planned)) {
            absences.push_back({.day = day, .period = 0});
            continue;
        }
        const Leave* const leave = approved_leave(leaves, day);
        for (const std::int64_t period : periods)
            if (leave == nullptr || period < leave->first_period)
                absences.push_back({.day = day, .period = period});
    }
    return absences;
}

std::vector<Lateness> latenesses_in(const std::vector<RollEntry>& entries,
                                    const std::vector<Absence>& absences,
                                    const std::vector<LatenessJudgement>& judgements)
{
    std::map<Day, Lateness> late;
    for (const RollEntry& entry : entries) {
        const bool is_late = entry.slot.kind == "assembly"
                                 ? entry.status != "present"
                                 : entry.slot.kind == "day" && entry.status == "late";
        if (!is_late)
            continue;
        Lateness& one = late.try_emplace(entry.day, Lateness{entry.day, "undecided", std::nullopt})
                            .first->second;
        if (entry.minutes && (!one.minutes || *one.minutes < *entry.minutes))
            one.minutes = entry.minutes;
    }
    for (const Absence& absence : absences)
        if (absence.period == 0)
            late.erase(absence.day);  // who never came was not late
    for (const LatenessJudgement& judgement : judgements)
        if (const auto found = late.find(judgement.day); found != late.end())
            found->second.judgement = judgement.judgement;
    std::vector<Lateness> latenesses;
    for (auto& [day, one] : late)
        latenesses.push_back(std::move(one));
    return latenesses;
}

Result<Ledger> read_ledger(Session& session, StudentId student, std::int64_t year_id)
{
    const SchoolId school = student.school;
    const auto found = school::find_student(session, school, student.value);
    if (!found)
        return school::unknown_record("student", student.value, "student_id");
    auto year = school::find_year(session, school, year_id);
    if (!year)
        return school::unknown_record("school_year", year_id, "school_year_id");
    std::vector<school::Enrolment> enrolments =
        school::enrolments_of(session, school, student.value);
    std::erase_if(enrolments,
                  [year_id](const school::Enrolment& one) { return one.year_id != year_id; });
    if (enrolments.empty())
        return Refusal{RefusalCode::not_enrolled, {{"day", year->first_day.to_text()}}, "", ""};

    Ledger ledger;
    ledger.student = student;
    ledger.year = std::move(*year);
    for (const school::CalendarDay& day : school::calendar_days(session, school, year_id))
        if (day.kind == "holiday")
            ledger.holidays.push_back(day.day);
    std::ranges::sort(ledger.holidays);
    ledger.school_days =
        school::school_days(session, school, ledger.year.first_day, ledger.year.last_day);
    if (const auto plan = school::plan_of_class(session, school, enrolments.back().class_id)) {
        ledger.regulation = plan->regulation;
        ledger.grade = static_cast<int>(plan->grade);
    }
    ledger.enrolled_on = enrolments.front().days.first;
    ledger.is_newcomer = enrolments.front().is_newcomer;
    ledger.birth_day = found->birth_day;
    ledger.nationality = found->nationality;

    const auto entries = entries_of(session, school, student.value, year_id);
    ledger.excuses = excuses_of(session, school, student.value, year_id);
    ledger.leaves = leaves_of(session, school, student.value, year_id);
    ledger.activities = activities_of(session, school, student.value, year_id);
    ledger.absences = absences_in(entries, ledger.leaves, [&](Day day) {
        for (const school::Enrolment& one : enrolments)
            if (one.days.contains(day))
                return timetabled_periods(session, school, one.class_id, day);
        return std::int64_t{0};
    });
    ledger.latenesses = latenesses_in(entries, ledger.absences,
                                      judgements_of(session, school, student.value, year_id));
    for (const RollEntry& entry : entries)
        if (entry.slot.kind == "examination" && entry.status == "absent")
            ledger.examinations.push_back(
                {.subject = entry.slot.subject, .sitting = entry.slot.sitting, .day = entry.day});
    ledger.carried = carried_counts(session, student, ledger.year);
    return ledger;
}

void write_ledger(JsonWriter& json, const Ledger& ledger)
{
    json.key("absences").begin_array();
    for (const Absence& one : ledger.absences) {
        json.begin_object().key("day").text(one.day.to_text());
        if (one.period > 0)
            json.key("period").number(one.period);
        json.key("is_excused").boolean(ledger.is_excused(one.day)).end_object();
    }
    json.end_array().key("latenesses").begin_array();
    for (const Lateness& one : ledger.latenesses) {
        json.begin_object().key("day").text(one.day.to_text());
        if (one.minutes)
            json.key("minutes").number(*one.minutes);
        json.key("judgement").text(one.judgement).end_object();
    }
    json.end_array().key("examinations").begin_array();
    for (const ExaminationAbsence& one : ledger.examinations) {
        json.begin_object().key("day").text(one.day.to_text());
        json.key("subject").text(one.subject).key("sitting").text(one.sitting);
        json.key("is_excused").boolean(ledger.is_excused(one.day)).end_object();
    }
    json.end_array().key("excuses").begin_array();
    for (const DecidedExcuse& one : ledger.excuses) {
        json.begin_object();
        school::JsonFields fields(json);
        describe(fields, one.excuse);
        json.key("judgement").text(one.decision ? one.decision->judgement : "undecided");
        json.end_object();
    }
    json.end_array().key("leaves").begin_array();
    for (const DecidedLeave& one : ledger.leaves) {
        json.begin_object();
        school::JsonFields fields(json);
        describe(fields, one.leave);
        json.key("decision").text(one.decision ? one.decision->decision : "undecided");
        json.end_object();
    }
    json.end_array().key("activities").begin_array();
    for (const OfficialActivity& one : ledger.activities)
        school::write_json(json, one);
    json.end_array();
}

}  // namespace taqwim::attendance
