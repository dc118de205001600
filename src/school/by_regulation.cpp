#include "school/by_regulation.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/registration.h"
#include "school/plans_store.h"
#include "school/schools_store.h"
#include "school/years_store.h"

namespace taqwim::school {

namespace {

constexpr std::string_view k_kuwait = "kw_primary_2016";

Refusal unknown_regulation(const std::string& regulation)
{
    return {RefusalCode::regulation_unknown,
            {{"regulation", regulation}, {"allowed", std::string(k_kuwait)}},
            "/regulation",
            ""};
}

std::string label(const RuleSet& rule_set, Language language, const std::string& subject)
{
    const std::string key = "label." + subject;
    const Messages& messages = rule_set.messages(language);
    return messages.has(key) ? messages.format(key) : subject;
}

// KW-1  "arabic=9" as a subject of a plan.
PlanSubject subject_in(const std::string& entry, const RuleSet& rule_set,
                       const std::vector<std::string>& islamic)
{
    const std::size_t sign = entry.find('=');
    PlanSubject subject;
    subject.subject = entry.substr(0, sign);
    subject.weekly_periods = parse_id(std::string_view(entry).substr(sign + 1)).value_or(0);
    subject.name_ar = label(rule_set, Language::ar, subject.subject);
    subject.name_en = label(rule_set, Language::en, subject.subject);
    const bool is_islamic = std::ranges::find(islamic, subject.subject) != islamic.end();
    subject.group = is_islamic ? "ISLAMIC" : subject.subject == "arabic" ? "ARABIC" : "OTHER";
    return subject;
}

// As the regulation has it on the day; nothing for a grade that it does not cover.
std::optional<StudyPlan> plan_of_grade(const RuleSet& rule_set, const ParametersOnDay& parameters,
                                       std::int64_t year_id, std::int64_t grade)
{
    const std::string name = "subjects.periods_grade_" + std::to_string(grade);
    if (!parameters.has(name))
        return std::nullopt;
    StudyPlan plan;
    plan.year_id = year_id;
    plan.grade = grade;
    plan.regulation = k_kuwait;
    // KW-26.1 names the subjects that belong together.
    const auto islamic = parameters.list("exemptions.non_muslim").value;
    for (const std::string& entry : parameters.list(name).value)
        plan.subjects.push_back(subject_in(entry, rule_set, islamic));
    return plan;
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
std::string seed(Changes& changes, SchoolId school, const std::vector<StudyPlan>& wanted)
{
    database::Session& session = changes.session();
    const auto standing = plans_of(session, school, wanted.front().year_id);
    JsonWriter json;
    json.begin_object().key("plans").begin_array();
    for (const StudyPlan& plan : wanted) {
        const auto found = std::ranges::find_if(standing, [&](const StudyPlan& other) {
            return other.grade == plan.grade && other.track == plan.track;
        });
        json.begin_object();
        json.key("grade").number(plan.grade);
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
                                        const std::string& regulation, bool is_trial)
{
    const RuleSet* rule_set = find_rule_set(rule_sets_, regulation);
    if (rule_set == nullptr)
        return unknown_regulation(regulation);
    if (regulation != k_kuwait)
        return Refusal{RefusalCode::scheme_unknown,
                       {{"scheme", regulation}, {"allowed", std::string(k_kuwait)}},
                       "/regulation",
                       "SR-1.9"};
    std::optional<Answer> unkept;
    auto answer = record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        unkept.reset();
        database::Session& session = changes.session();
        if (const auto refusal = refuses_change_of_year(session, school, year_id))
            return *refusal;
        const auto parameters =
            rule_set->parameters().on(find_year(session, school, year_id)->first_day);
        if (!parameters)
            return parameters.refusal();
        const School of = *find_school(session, school);
        std::vector<StudyPlan> wanted;
        for (std::int64_t grade = of.first_grade; grade <= of.last_grade; ++grade)
            if (auto plan = plan_of_grade(*rule_set, *parameters, year_id, grade))
                wanted.push_back(std::move(*plan));
        if (wanted.empty())
            return Refusal{RefusalCode::grade_not_of_school,
                           {{"grade", std::to_string(of.first_grade)}, {"allowed", "1 - 5"}},
                           "/regulation",
                           "KW-1"};
        Answer done{.status = 200, .body = seed(changes, school, wanted)};
        if (!is_trial && !changes.noted().empty())
            return done;
        unkept = std::move(done);
        // Only to roll back; nobody is told of it.
        return unknown_regulation(regulation);
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
        return unknown_regulation(std::string(k_kuwait));
    const auto parameters = rule_set->parameters().on(*first_day);
    if (!parameters)
        return parameters.refusal();
    return students_.boys_to_transfer(school, year_id,
                                      parameters->count("persons.boys_transfer_age").value);
}

}  // namespace taqwim::school
