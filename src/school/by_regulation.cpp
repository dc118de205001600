#include "school/by_regulation.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/registration.h"
#include "school/plans_store.h"
#include "school/regulation_plans.h"
#include "school/schools_store.h"
#include "school/years_store.h"

namespace taqwim::school {

namespace {

constexpr std::string_view k_kuwait = "kw_primary_2016";

Refusal unknown_regulation(const std::string& regulation, const RuleSets& rule_sets)
{
    std::string allowed;
    for (const auto& one : rule_sets)
        allowed.append(allowed.empty() ? "" : ", ").append(one->id());
    return {RefusalCode::regulation_unknown,
            {{"regulation", regulation}, {"allowed", allowed}},
            "/regulation",
            ""};
}

void write_differences(JsonWriter& json, const StudyPlan& standing, const StudyPlan& wanted)
{
    const auto write = [&](const std::string& subject, std::int64_t periods, std::int64_t owed) {
        if (periods == owed)
            return;
        json.begin_object();
        json.key("subject").text(subject);
        json.key("periods").number(periods);
        json.key("wanted").number(owed);
        json.end_object();
    };
    json.key("differences").begin_array();
    for (const PlanSubject& subject : wanted.subjects) {
        const PlanSubject* found = standing.find(subject.subject);
        write(subject.subject, found == nullptr ? 0 : found->weekly_periods,
              subject.weekly_periods);
    }
    for (const PlanSubject& subject : standing.subjects)
        if (wanted.find(subject.subject) == nullptr)
            write(subject.subject, subject.weekly_periods, 0);
    json.end_array();
}

// Makes what is missing and tells what there is.
std::string seed(Changes& changes, SchoolId school, std::int64_t year_id,
                 const std::vector<RegulationPlan>& wanted)
{
    database::Session& session = changes.session();
    const auto standing = plans_of(session, school, year_id);
    JsonWriter json;
    json.begin_object().key("plans").begin_array();
    for (const RegulationPlan& of_regulation : wanted) {
        StudyPlan plan = of_regulation.plan;
        plan.year_id = year_id;
        const auto found = std::ranges::find_if(standing, [&](const StudyPlan& other) {
            return other.grade == plan.grade && other.track == plan.track;
        });
        json.begin_object();
        json.key("grade").number(plan.grade);
        json.key("track").text(plan.track);
        json.key("status").text(to_text(of_regulation.status));
        json.key("outcome").text(found == standing.end() ? "made" : "standing");
        StudyPlan shown = plan;
        if (found != standing.end()) {
            shown = *found;
        } else {
            shown.id = changes.new_id();
            insert_plan(session, school, shown);
            (void)keep(changes, 201, "study_plan", "add", shown.id, shown);
        }
        json.key("plan");
        write_json(json, shown);
        write_differences(json, shown, plan);
        json.end_object();
    }
    json.end_array().end_object();
    return std::string(json.str());
}

}  // namespace

Result<Answer> ByRegulation::seed_plans(SchoolId school, const Act& act, std::int64_t year_id,
                                        const std::string& regulation, bool is_trial,
                                        const std::vector<std::string>& tracks)
{
    const RuleSet* rule_set = find_rule_set(rule_sets_, regulation);
    if (rule_set == nullptr)
        return unknown_regulation(regulation, rule_sets_);
    std::optional<Answer> unkept;
    auto answer = record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        unkept.reset();
        database::Session& session = changes.session();
        if (const auto refusal = refuses_change_of_year(session, school, year_id))
            return *refusal;
        const School of = *find_school(session, school);
        const auto wanted = plans_of_regulation(
            *rule_set, of, find_year(session, school, year_id)->first_day, tracks);
        if (!wanted)
            return wanted.refusal();
        if (wanted->empty())
            return Refusal{RefusalCode::grade_not_of_school,
                           {{"grade", std::to_string(of.first_grade)}, {"allowed", "1 - 5"}},
                           "/regulation",
                           "KW-1"};
        Answer done{.status = 200, .body = seed(changes, school, year_id, *wanted)};
        if (!is_trial && !changes.noted().empty())
            return done;
        unkept = std::move(done);
        // Only to roll back; nobody is told of it.
        return unknown_regulation(regulation, rule_sets_);
    });
    if (!answer && unkept)
        return *unkept;
    return answer;
}

Result<std::string> ByRegulation::boys_to_transfer(SchoolId school, std::int64_t year_id)
{
    const auto first_day = record_.read([&](database::Session& session) -> std::optional<Day> {
        const auto year = find_year(session, school, year_id);
        return year ? std::optional(year->first_day) : std::nullopt;
    });
    if (!first_day)
        return unknown_record("school_year", year_id);
    const RuleSet* rule_set = find_rule_set(rule_sets_, k_kuwait);
    if (rule_set == nullptr)
        return unknown_regulation(std::string(k_kuwait), rule_sets_);
    const auto parameters = rule_set->parameters().on(*first_day);
    if (!parameters)
        return parameters.refusal();
    return students_.boys_to_transfer(school, year_id,
                                      parameters->count("persons.boys_transfer_age").value);
}

Result<std::vector<TimetableFinding>> ByRegulation::owed_by_timetables(database::Session& session,
                                                                       SchoolId school,
                                                                       std::int64_t year_id,
                                                                       Day on) const
{
    const RuleSet* rule_set = find_rule_set(rule_sets_, k_kuwait);
    if (rule_set == nullptr)
        return unknown_regulation(std::string(k_kuwait), rule_sets_);
    return timetable_findings(session, school, year_id, on, rule_set->parameters());
}

}  // namespace taqwim::school
