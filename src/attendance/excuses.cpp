#include "attendance/excuses.h"

#include <algorithm>
#include <array>

#include "attendance/excuses_store.h"
#include "attendance/ledger.h"
#include "attendance/roll.h"
#include "core/refusal_codes.h"
#include "regulations/frame/parameter_book.h"
#include "school/on_day.h"
#include "school/years_store.h"

namespace taqwim::attendance {

namespace {

using database::Session;
using school::Act;
using school::Answer;
using school::Changes;

constexpr std::string_view k_head = "head_teacher";

// Where a regulation says how long after the return an excuse may come.
constexpr std::array k_limit_names = {"absence.excuse_days_limit",
                                      "attendance.excuse_working_days"};

Refusal of_day(RefusalCode code, Day day, std::string field)
{
    return {code, {{"day", day.to_text()}}, std::move(field), ""};
}

Refusal missing(const char* field)
{
    return {RefusalCode::field_missing, {{"field", field}}, field, ""};
}

bool is_guardian_of(Session& session, SchoolId school, std::int64_t guardian, std::int64_t student,
                    Day day)
{
    return std::ranges::any_of(
        school::guardians_of(session, school, student, day),
        [guardian](const school::Guardianship& one) { return one.guardian_id == guardian; });
}

// KW-22.5  Whether the limit is past, and which day it was. Nothing while the excuse is in time.
std::optional<Refusal> refuses_late_excuse(Session& session, SchoolId school, const Excuse& excuse,
                                           const RuleSets& rule_sets)
{
    const auto ledger = read_ledger(session, {school, excuse.student_id}, excuse.year_id);
    if (!ledger)
        return ledger.refusal();
    const RuleSet* const rules = find_rule_set(rule_sets, ledger->regulation);
    if (rules == nullptr)
        return std::nullopt;
    const auto limit = excuse_limit_days(*rules, ledger->year.first_day);
    if (!limit)
        return std::nullopt;
    const auto last =
        last_day_to_submit(excuse.last_day, *limit, ledger->school_days, ledger->whole_days());
    if (!last || excuse.submitted_on <= *last)
        return std::nullopt;
    return Refusal{RefusalCode::excuse_late,
                   {{"day", excuse.submitted_on.to_text()}, {"limit", last->to_text()}},
                   "submitted_on",
                   excuse_limit_clause(*rules, ledger->year.first_day)};
}

}  // namespace

void describe(school::Fields& fields, const Excuse& excuse)
{
    fields.id("excuse_id", excuse.id);
    fields.id("student_id", excuse.student_id);
    fields.id("school_year_id", excuse.year_id);
    fields.day("first_day", excuse.first_day);
    fields.day("last_day", excuse.last_day);
    fields.text("kind", excuse.kind);
    fields.text("document", excuse.document);
    fields.yes_no("on_school_form", excuse.on_school_form);
    fields.text("certifier", excuse.certifier);
    fields.yes_no("school_health_certified", excuse.school_health_certified);
    fields.day("submitted_on", excuse.submitted_on);
}

void describe(school::Fields& fields, const ExcuseDecision& decision)
{
    fields.id("excuse_decision_id", decision.id);
    fields.id("excuse_id", decision.excuse_id);
    fields.text("judgement", decision.judgement);
    fields.yes_no("after_limit", decision.after_limit);
    fields.text("reason", decision.reason);
}

void describe(school::Fields& fields, const Leave& leave)
{
    fields.id("leave_id", leave.id);
    fields.id("student_id", leave.student_id);
    fields.id("school_year_id", leave.year_id);
    fields.day("day", leave.day);
    fields.number("first_period", leave.first_period);
    fields.text("ground", leave.ground);
    fields.id("requested_by", leave.requested_by);
    fields.text("document", leave.document);
}

void describe(school::Fields& fields, const LeaveDecision& decision)
{
    fields.id("leave_decision_id", decision.id);
    fields.id("leave_id", decision.leave_id);
    fields.text("decision", decision.decision);
    fields.text("reason", decision.reason);
    fields.id("collected_by", decision.collected_by);
}

void describe(school::Fields& fields, const OfficialActivity& activity)
{
    fields.id("official_activity_id", activity.id);
    fields.id("student_id", activity.student_id);
    fields.id("school_year_id", activity.year_id);
    fields.text("letter", activity.letter);
    fields.day("first_day", activity.first_day);
    fields.day("last_day", activity.last_day);
    fields.yes_no("is_withdrawn", activity.is_withdrawn);
}

const RuleSet* find_rule_set(const RuleSets& rule_sets, std::string_view id)
{
    const auto found = std::ranges::find_if(
        rule_sets, [id](const std::unique_ptr<RuleSet>& one) { return one->id() == id; });
    return found == rule_sets.end() ? nullptr : found->get();
}

std::optional<int> excuse_limit_days(const RuleSet& rules, Day day)
{
    const auto values = rules.parameters().on(day);
    if (!values)
        return std::nullopt;
    for (const char* const name : k_limit_names)
        if (values->has(name))
            return values->count(name).value;
    return std::nullopt;
}

std::string excuse_limit_clause(const RuleSet& rules, Day day)
{
    const auto values = rules.parameters().on(day);
    if (values)
        for (const char* const name : k_limit_names)
            if (values->has(name))
                return values->info(name).clause;
    return {};
}

std::optional<Day> last_day_to_submit(Day last_day, int limit_days,
                                      const std::vector<Day>& school_days,
                                      const std::vector<Day>& whole_days_away)
{
    auto day = std::ranges::upper_bound(school_days, last_day);
    while (day != school_days.end() && std::ranges::binary_search(whole_days_away, *day))
        ++day;
    if (day == school_days.end())
        return std::nullopt;  // not back before the end of the year
    for (; limit_days > 0 && day + 1 != school_days.end(); --limit_days)
        ++day;
    return *day;
}

Result<Answer> Excuses::submit(SchoolId school, const Act& act, Excuse excuse)
{
    if (excuse.last_day < excuse.first_day)
        return school::days_reversed("first_day", excuse.first_day, excuse.last_day);
    if (excuse.submitted_on > act.today)
        return of_day(RefusalCode::day_in_future, excuse.submitted_on, "submitted_on");
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto year = open_year_of(session, school, excuse.first_day);
        if (!year)
            return year.refusal();
        const auto ledger = read_ledger(session, {school, excuse.student_id}, *year);
        if (!ledger)
            return ledger.refusal();
        for (Day day = excuse.first_day; day <= std::min(excuse.last_day, ledger->year.last_day);
             day = day + 1)
            if (ledger->left_without_approval(day))
                return Refusal{RefusalCode::excuse_of_unapproved_leave,
                               {{"day", day.to_text()}},
                               "first_day",
                               "KW-21.2"};
        if (!ledger->was_away(excuse.first_day, excuse.last_day))
            return Refusal{RefusalCode::excuse_covers_nothing,
                           {{"first_day", excuse.first_day.to_text()},
                            {"last_day", excuse.last_day.to_text()}},
                           "first_day",
                           ""};
        Excuse stored = excuse;
        stored.id = changes.new_id();
        stored.year_id = *year;
        stored.recorded_by = act.account_id;
        insert_excuse(changes, school, stored);
        return school::keep(changes, 201, "excuse", "submit", stored.id, stored);
    });
}

Result<Answer> Excuses::decide(SchoolId school, const Act& act, ExcuseDecision decision)
{
    if (decision.reason.empty())
        return Refusal{RefusalCode::reason_missing, {{"field", "reason"}}, "reason", ""};
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto excuse = find_excuse(session, school, decision.excuse_id);
        if (!excuse)
            return school::unknown_record("excuse", decision.excuse_id);
        if (const auto refusal = school::refuses_change_of_year(session, school, excuse->year_id))
            return *refusal;
        if (excuse->recorded_by == act.account_id)
            return Refusal{RefusalCode::same_person, {}, "", ""};
        ExcuseDecision stored = decision;
        stored.id = changes.new_id();
        const auto late = decision.judgement == "accepted"
                              ? refuses_late_excuse(session, school, *excuse, rule_sets_)
                              : std::nullopt;
        // The head alone, and knowing that it is late.
        if (late && (act.role != k_head || !decision.after_limit))
            return *late;
        stored.after_limit = late.has_value();
        insert_excuse_decision(changes, school, stored);
        return school::keep(changes, 201, "excuse_decision", "record", stored.id, stored);
    });
}

Result<Answer> Excuses::request_leave(SchoolId school, const Act& act, Leave leave)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto year = year_for_facts(session, school, leave.day, act.today);
        if (!year)
            return year.refusal();
        if (!school::class_of(session, school, leave.student_id, leave.day))
            return of_day(RefusalCode::not_enrolled, leave.day, "day");
        if (!is_guardian_of(session, school, leave.requested_by, leave.student_id, leave.day))
            return school::unknown_record("guardian", leave.requested_by, "requested_by");
        Leave stored = leave;
        stored.id = changes.new_id();
        stored.year_id = *year;
        insert_leave(changes, school, stored);
        return school::keep(changes, 201, "leave", "request", stored.id, stored);
    });
}

Result<Answer> Excuses::decide_leave(SchoolId school, const Act& act, LeaveDecision decision)
{
    if (decision.decision == "approved" && !decision.collected_by)
        return missing("collected_by");
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        const auto leave = find_leave(session, school, decision.leave_id);
        if (!leave)
            return school::unknown_record("leave", decision.leave_id);
        if (const auto refusal = school::refuses_change_of_year(session, school, leave->year_id))
            return *refusal;
        if (decision.collected_by &&
            !is_guardian_of(session, school, *decision.collected_by, leave->student_id, leave->day))
            return school::unknown_record("guardian", *decision.collected_by, "collected_by");
        LeaveDecision stored = decision;
        stored.id = changes.new_id();
        insert_leave_decision(changes, school, stored);
        return school::keep(changes, 201, "leave_decision", "record", stored.id, stored);
    });
}

Result<Answer> Excuses::record_activity(SchoolId school, const Act& act, OfficialActivity activity)
{
    if (activity.letter.empty())
        return Refusal{RefusalCode::activity_without_letter,
                       {{"day", activity.first_day.to_text()}},
                       "letter",
                       "KW-25"};
    if (activity.last_day < activity.first_day)
        return school::days_reversed("first_day", activity.first_day, activity.last_day);
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        Session& session = changes.session();
        // A letter may come before the days it is about.
        const auto year = open_year_of(session, school, activity.first_day);
        if (!year)
            return year.refusal();
        if (!school::class_of(session, school, activity.student_id, activity.first_day))
            return of_day(RefusalCode::not_enrolled, activity.first_day, "first_day");
        OfficialActivity stored = activity;
        stored.id = changes.new_id();
        stored.year_id = *year;
        insert_activity(changes, school, stored);
        return school::keep(changes, 201, "official_activity", "record", stored.id, stored);
    });
}

}  // namespace taqwim::attendance
