#include "school/regulation_plans.h"

#include <algorithm>
#include <stdexcept>

#include "core/refusal_codes.h"
#include "embedded/school.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "regulations/sa_1447/rules.h"

namespace taqwim::school {

namespace {

constexpr std::string_view k_kuwait = "kw_primary_2016";

using Tracks = std::vector<std::string>;

std::string label(const RuleSet& rule_set, Language language, const std::string& subject)
{
    const std::string key = "label." + subject;
    const Messages& messages = rule_set.messages(language);
    return messages.has(key) ? messages.format(key) : subject;
}

// Of the tracks that a grade has, those that the school wants.
Tracks chosen(const Tracks& of_grade, const Tracks& wanted, const School& of)
{
    Tracks found;
    for (const std::string& track : of_grade)
        if (std::ranges::find(wanted, track) != wanted.end())
            found.push_back(track);
    const auto has = [&](const char* track) {
        return std::ranges::find(of_grade, track) != of_grade.end();
    };
    if (!found.empty())
        return found;
    if (of.kind == "memorisation" && has("tahfeez"))
        return {"tahfeez"};
    return has("general") ? Tracks{"general"} : of_grade;
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

void add_kuwaiti_plan(const RuleSet& rule_set, const ParametersOnDay& parameters,
                      std::int64_t grade, std::vector<RegulationPlan>& plans)
{
    const std::string name = "subjects.periods_grade_" + std::to_string(grade);
    if (!parameters.has(name))
        return;
    const auto periods = parameters.list(name);
    // KW-26.1 names the subjects that belong together.
    const auto islamic = parameters.list("exemptions.non_muslim").value;
    RegulationPlan made{.plan = {}, .status = periods.info->status};
    made.plan.grade = grade;
    for (const std::string& entry : periods.value)
        made.plan.subjects.push_back(subject_in(entry, rule_set, islamic));
    plans.push_back(std::move(made));
}

// What a term of the secondary stage has for itself stands with the subject.
std::string settings_of(const sa_1447::PlanSubject* first, const sa_1447::PlanSubject* second)
{
    JsonWriter json;
    json.begin_object();
    if (first == nullptr || second == nullptr) {
        json.key("taught_in").text(first != nullptr ? "T1" : "T2");
    } else if (first->periods != second->periods) {
        json.key("periods").begin_object();
        json.key("T1").number(first->periods).key("T2").number(second->periods).end_object();
    }
    json.end_object();
    return std::string(json.str());
}

StudyPlan plan_of_1447(const sa_1447::PlanBook& book, int grade, const std::string& track)
{
    const sa_1447::Plan& first = *book.find(grade, track, 1);
    const sa_1447::Plan& second = *book.find(grade, track, 2);
    StudyPlan plan;
    plan.grade = grade;
    plan.track = track;
    const auto add = [&](const sa_1447::PlanSubject& one) {
        const sa_1447::PlanSubject* const in_first = first.find(one.name);
        const sa_1447::PlanSubject* const in_second = second.find(one.name);
        PlanSubject subject;
        subject.subject = one.name;
        subject.name_ar = one.name;
        subject.name_en = one.name;
        subject.weekly_periods = std::max(in_first == nullptr ? 0 : in_first->periods,
                                          in_second == nullptr ? 0 : in_second->periods);
        subject.settings = settings_of(in_first, in_second);
        plan.subjects.push_back(std::move(subject));
    };
    for (const sa_1447::PlanSubject& one : first.subjects)
        add(one);
    for (const sa_1447::PlanSubject& one : second.subjects)
        if (first.find(one.name) == nullptr)
            add(one);
    return plan;
}

void add_1447_plans(const sa_1447::PlanBook& book, const School& of, const Tracks& wanted,
                    std::vector<RegulationPlan>& plans)
{
    for (std::int64_t grade = of.first_grade; grade <= of.last_grade; ++grade) {
        Tracks tracks;
        for (const std::string_view track : book.tracks(static_cast<int>(grade)))
            tracks.emplace_back(track);
        for (const std::string& track : chosen(tracks, wanted, of))
            plans.push_back({.plan = plan_of_1447(book, static_cast<int>(grade), track),
                             .status = ParameterStatus::found});
    }
}

const JsonDocument& published_plans()
{
    static const Result<JsonDocument> document = [] {
        for (const EmbeddedFile& file : embedded_school())
            if (file.path == "plans/sa_1426.json")
                return JsonDocument::parse(file.text);
        throw std::logic_error("built without src/school/plans/sa_1426.json");
    }();
    return *document;
}

std::int64_t number_in(const JsonValue& value)
{
    return parse_id(value.number()).value_or(0);
}

bool has_number(const std::optional<JsonValue>& list, std::int64_t number)
{
    if (list)
        for (const JsonValue one : *list)
            if (number_in(one) == number)
                return true;
    return false;
}

PlanSubject published_subject(const JsonValue& periods, std::int64_t grade)
{
    const JsonValue said =
        published_plans().root().find("subjects").value().find(periods.key()).value();
    PlanSubject subject;
    subject.subject = periods.key();
    subject.name_ar = said.find("ar").value().text();
    subject.name_en = said.find("en").value().text();
    subject.group = said.find("group").value().text();
    subject.weekly_periods = number_in(periods);
    JsonWriter settings;
    settings.begin_object();
    if (has_number(said.find("oral_grades"), grade))
        settings.key("arrangement").text("oral");
    if (said.find("is_activity")) {
        // SR-4.2, SR-12.2  Shown, and asked for nothing.
        settings.key("counts_for_promotion").boolean(false);
        settings.key("in_average").boolean(false);
    }
    settings.end_object();
    subject.settings = std::string(settings.str());
    return subject;
}

void add_published_plans(const School& of, const Tracks& wanted, std::vector<RegulationPlan>& plans)
{
    const JsonValue all = published_plans().root().find("plans").value();
    for (std::int64_t grade = of.first_grade; grade <= of.last_grade; ++grade) {
        Tracks tracks;
        for (const JsonValue one : all)
            if (number_in(one.find("grade").value()) == grade)
                tracks.emplace_back(one.find("track").value().text());
        tracks = chosen(tracks, wanted, of);
        for (const JsonValue one : all) {
            const std::string track(one.find("track").value().text());
            if (number_in(one.find("grade").value()) != grade ||
                std::ranges::find(tracks, track) == tracks.end())
                continue;
            RegulationPlan made{.plan = {},
                                .status = one.find("status").value().text() == "found"
                                              ? ParameterStatus::found
                                              : ParameterStatus::assumed};
            made.plan.grade = grade;
            made.plan.track = track;
            const JsonValue of_week = one.find("periods").value();
            for (const JsonValue periods : of_week)
                made.plan.subjects.push_back(published_subject(periods, grade));
            plans.push_back(std::move(made));
        }
    }
}

}  // namespace

Result<std::vector<RegulationPlan>> plans_of_regulation(const RuleSet& rule_set, const School& of,
                                                        Day first_day, const Tracks& tracks)
{
    const auto parameters = rule_set.parameters().on(first_day);
    if (!parameters)
        return parameters.refusal();
    const std::string regulation(rule_set.id());
    std::vector<RegulationPlan> plans;
    if (regulation == k_kuwait) {
        for (std::int64_t grade = of.first_grade; grade <= of.last_grade; ++grade)
            add_kuwaiti_plan(rule_set, *parameters, grade, plans);
    } else if (regulation == "sa_1447") {
        add_1447_plans(sa_1447::EditionRules1447::read(*parameters).plans, of, tracks, plans);
    } else if (of.kind == "literacy" || of.kind == "memorisation") {
        // Their plans are others, and none of them is published.
        return Refusal{RefusalCode::scheme_unknown,
                       {{"scheme", of.kind}, {"allowed", "government, private"}},
                       "/regulation",
                       "SR-1.9"};
    } else {
        add_published_plans(of, tracks, plans);
    }
    for (RegulationPlan& one : plans)
        one.plan.regulation = regulation;
    return plans;
}

}  // namespace taqwim::school
