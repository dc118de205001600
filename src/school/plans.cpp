#include "school/plans.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/refusal_codes.h"
#include "school/enrolments_store.h"
#include "school/plans_store.h"
#include "school/schools_store.h"
#include "school/timetables_store.h"
#include "school/years_store.h"

namespace taqwim::school {

namespace {

constexpr std::array<std::string_view, 4> k_regulations = {"kw_primary_2016", "sa_1426", "sa_guide",
                                                           "sa_1447"};

Refusal class_full(std::int64_t enrolled, std::int64_t capacity)
{
    return {RefusalCode::class_full,
            {{"value", std::to_string(enrolled)}, {"maximum", std::to_string(capacity)}},
            "/capacity",
            ""};
}

}  // namespace

const PlanSubject* StudyPlan::find(std::string_view subject) const
{
    const auto found = std::ranges::find(subjects, subject, &PlanSubject::subject);
    return found == subjects.end() ? nullptr : &*found;
}

std::string StudyPlan::subject_codes() const
{
    std::string codes;
    for (const PlanSubject& subject : subjects)
        codes += (codes.empty() ? "" : ", ") + subject.subject;
    return codes;
}

void describe(Fields& fields, const StudyPlan& plan)
{
    fields.id("study_plan_id", plan.id);
    fields.id("school_year_id", plan.year_id);
    fields.number("grade", plan.grade);
    fields.text("track", plan.track);
    fields.text("regulation", plan.regulation);
    fields.number("version", plan.version);
    fields.begin_list("subjects", plan.subjects.size());
    for (const PlanSubject& subject : plan.subjects) {
        fields.begin_item();
        fields.text("subject", subject.subject);
        fields.text("name_ar", subject.name_ar);
        fields.text("name_en", subject.name_en);
        fields.text("group", subject.group);
        fields.number("weekly_periods", subject.weekly_periods);
        fields.json("settings", subject.settings);
        fields.end_item();
    }
    fields.end_list();
}

void describe(Fields& fields, const SchoolClass& school_class)
{
    fields.id("class_id", school_class.id);
    fields.id("school_year_id", school_class.year_id);
    fields.id("study_plan_id", school_class.plan_id);
    fields.number("grade", school_class.grade);
    fields.text("name", school_class.name);
    fields.number("capacity", school_class.capacity);
    fields.number("version", school_class.version);
}

std::optional<Refusal> refuses_plan(const StudyPlan& plan)
{
    if (std::ranges::find(k_regulations, plan.regulation) == k_regulations.end())
        return value_not_listed("regulation", plan.regulation,
                                "kw_primary_2016, sa_1426, sa_guide, sa_1447");
    if (plan.subjects.empty())
        return Refusal{RefusalCode::field_missing, {{"field", "subjects"}}, "/subjects", "SR-1.9"};
    std::set<std::string, std::less<>> seen;
    for (std::size_t i = 0; i < plan.subjects.size(); ++i)
        if (!seen.insert(plan.subjects[i].subject).second)
            return existing_record("subject", plan.subjects[i].subject,
                                   "/subjects/" + std::to_string(i) + "/subject");
    return std::nullopt;
}

Result<Answer> Plans::add(SchoolId school, const Act& act, StudyPlan plan)
{
    if (auto refusal = refuses_plan(plan))
        return *refusal;
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        if (const auto refusal = refuses_change_of_year(session, school, plan.year_id))
            return *refusal;
        const School of = *find_school(session, school);
        if (!of.has_grade(plan.grade))
            return Refusal{RefusalCode::grade_not_of_school,
                           {{"grade", std::to_string(plan.grade)},
                            {"allowed", std::to_string(of.first_grade) + " - " +
                                            std::to_string(of.last_grade)}},
                           "/grade",
                           ""};
        for (const StudyPlan& other : plans_of(session, school, plan.year_id))
            if (other.grade == plan.grade && other.track == plan.track)
                return existing_record("plan", std::to_string(plan.grade) + ' ' + plan.track,
                                       "/grade");
        StudyPlan added = plan;
        added.id = changes.new_id();
        added.version = 1;
        insert_plan(session, school, added);
        return keep(changes, 201, "study_plan", "add", added.id, added);
    });
}

Result<Answer> Plans::change(SchoolId school, const Act& act, StudyPlan plan)
{
    if (auto refusal = refuses_plan(plan))
        return *refusal;
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        const auto current = find_plan(session, school, plan.id);
        if (!current)
            return unknown_record("plan", plan.id);
        if (const auto refusal = refuses_change_of_year(session, school, current->year_id))
            return *refusal;
        StudyPlan changed = plan;
        changed.year_id = current->year_id;
        changed.grade = current->grade;
        changed.track = current->track;
        changed.version = plan.version + 1;
        if (const auto refusal = refuses_plan_below_timetables(session, school, changed))
            return *refusal;
        if (update_plan(session, school, changed) != 1)
            return stale_version(plan.version, current->version);
        return keep(changes, 200, "study_plan", "change", changed.id, changed);
    });
}

Result<std::string> Plans::plans(SchoolId school, std::int64_t year_id)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        return list_json(plans_of(session, school, year_id));
    });
}

Result<std::string> Plans::plan(SchoolId school, std::int64_t plan_id)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        const auto found = find_plan(session, school, plan_id);
        if (!found)
            return unknown_record("plan", plan_id);
        return json_of(*found);
    });
}

Result<Answer> Plans::add_class(SchoolId school, const Act& act, SchoolClass school_class)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        const auto plan = find_plan(session, school, school_class.plan_id);
        if (!plan)
            return unknown_record("plan", school_class.plan_id, "/study_plan_id");
        if (const auto refusal = refuses_change_of_year(session, school, plan->year_id))
            return *refusal;
        if (class_named(session, school, plan->id, school_class.name))
            return existing_record("class", school_class.name, "/name");
        SchoolClass added = school_class;
        added.id = changes.new_id();
        added.year_id = plan->year_id;
        added.grade = plan->grade;
        added.version = 1;
        insert_class(session, school, added);
        return keep(changes, 201, "class", "add", added.id, added);
    });
}

Result<Answer> Plans::change_class(SchoolId school, const Act& act, SchoolClass school_class)
{
    return record_.write(school, act, [&](Changes& changes) -> Result<Answer> {
        database::Session& session = changes.session();
        const auto current = find_class(session, school, school_class.id);
        if (!current)
            return unknown_record("class", school_class.id);
        if (const auto refusal = refuses_change_of_year(session, school, current->year_id))
            return *refusal;
        const auto namesake = class_named(session, school, current->plan_id, school_class.name);
        if (namesake && *namesake != current->id)
            return existing_record("class", school_class.name, "/name");
        const int enrolled =
            most_at_once(periods_of_class(session, school, current->id), Period{Day{0}, {}});
        if (enrolled > school_class.capacity)
            return class_full(enrolled, school_class.capacity);
        SchoolClass changed = *current;
        changed.name = school_class.name;
        changed.capacity = school_class.capacity;
        changed.version = school_class.version + 1;
        if (update_class(session, school, changed) != 1)
            return stale_version(school_class.version, current->version);
        return keep(changes, 200, "class", "change", changed.id, changed);
    });
}

Result<std::string> Plans::classes(SchoolId school, std::int64_t year_id, const Page& page)
{
    const auto after = page.after_id();
    if (!after)
        return after.refusal();
    return record_.read([&](database::Session& session) -> Result<std::string> {
        return page_json(classes_after(session, school, year_id, *after, page.rows()), page,
                         [](const SchoolClass& last) { return std::to_string(last.id); });
    });
}

Result<std::string> Plans::school_class(SchoolId school, std::int64_t class_id)
{
    return record_.read([&](database::Session& session) -> Result<std::string> {
        const auto found = find_class(session, school, class_id);
        if (!found)
            return unknown_record("class", class_id);
        return json_of(*found);
    });
}

}  // namespace taqwim::school
