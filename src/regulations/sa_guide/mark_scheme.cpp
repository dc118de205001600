#include "regulations/sa_guide/mark_scheme.h"

#include "core/refusal_codes.h"

#include <algorithm>

namespace taqwim::sa_guide {

namespace {

bool has(const std::vector<std::string>& list, std::string_view value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

std::string joined(const std::vector<std::string>& list)
{
    std::string text;
    for (const std::string& one : list)
        text += (text.empty() ? "" : ", ") + one;
    return text;
}

const Component* find_in(const std::vector<Component>& components, std::string_view id)
{
    for (const Component& component : components) {
        if (component.id == id)
            return &component;
        if (const Component* const part = find_in(component.parts, id))
            return part;
    }
    return nullptr;
}

bool any_assumed(const std::vector<Component>& components)
{
    return std::any_of(components.begin(), components.end(), [](const Component& component) {
        return component.status == ParameterStatus::assumed || any_assumed(component.parts);
    });
}

}  // namespace

const Component* MarkScheme::find(std::string_view component) const
{
    return find_in(components, component);
}

bool MarkScheme::has_term_work() const
{
    return continuous || find("participation") != nullptr || find("midterm") != nullptr;
}

ParameterStatus MarkScheme::status() const
{
    return any_assumed(components) ? ParameterStatus::assumed : ParameterStatus::enacted;
}

std::vector<const MarkScheme*> SchemesOnDay::matches(const SchemeQuery& query) const
{
    std::vector<const MarkScheme*> own;
    std::vector<const MarkScheme*> general;
    for (const MarkScheme* const scheme : schemes_) {
        if (!has(scheme->grades, query.grade) || !has(scheme->terms, query.term) ||
            !has(scheme->student_types, query.student_type) ||
            !has(scheme->school_types, query.school_type))
            continue;
        if (scheme->is_general())
            general.push_back(scheme);
        else if (has(scheme->subjects, query.subject))
            own.push_back(scheme);
    }
    return own.empty() ? general : own;
}

Result<const MarkScheme*> SchemesOnDay::find(const SchemeQuery& query) const
{
    const auto& students = book_->students_;
    const auto type =
        std::find_if(students.begin(), students.end(), [&](const StudentsOfType& one) {
            return one.student_type == query.student_type;
        });
    if (type == students.end()) {
        std::vector<std::string> allowed;
        for (const StudentsOfType& one : students)
            allowed.push_back(one.student_type);
        return Refusal{RefusalCode::value_not_listed,
                       {{"value", std::string(query.student_type)}, {"allowed", joined(allowed)}},
                       "student_type",
                       "PG-G.12"};
    }
    const auto contradiction = [&](const char* field, std::string_view value) {
        return Refusal{RefusalCode::facts_contradict,
                       {{"field", field},
                        {"value", std::string(value)},
                        {"other_field", "student_type"},
                        {"other_value", std::string(query.student_type)}},
                       field,
                       "PG-G.12"};
    };
    if (!has(type->school_types, query.school_type))
        return contradiction("school_type", query.school_type);
    if (!has(type->grades, query.grade))
        return contradiction("grade", query.grade);
    if (!has(type->terms, query.term))
        return contradiction("term", query.term);
    // Exactly one: the book was refused at start otherwise.
    return matches(query).front();
}

const MarkScheme* SchemesOnDay::find(std::string_view code) const
{
    for (const MarkScheme* const scheme : schemes_)
        if (scheme->code == code)
            return scheme;
    return nullptr;
}

SchemesOnDay SchemeBook::on(Day day, AffiliatePapers papers) const
{
    SchemesOnDay in_force;
    in_force.book_ = this;
    for (const MarkScheme& scheme : schemes_) {
        if (scheme.from > day)
            continue;
        if (scheme.has_scaled_form && scheme.is_scaled_form != (papers == AffiliatePapers::scaled))
            continue;
        const auto earlier =
            std::find_if(in_force.schemes_.begin(), in_force.schemes_.end(),
                         [&](const MarkScheme* one) { return one->code == scheme.code; });
        if (earlier == in_force.schemes_.end())
            in_force.schemes_.push_back(&scheme);
        else if ((*earlier)->from < scheme.from)
            *earlier = &scheme;
    }
    return in_force;
}

const Rubric* SchemeBook::find_rubric(std::string_view scheme, std::string_view component,
                                      std::string_view grade) const
{
    for (const Rubric& rubric : rubrics_)
        if (grade.empty() || has(rubric.grades, grade))
            for (const Rubric::Leaf& leaf : rubric.leaves)
                if (leaf.scheme == scheme && leaf.component == component)
                    return &rubric;
    return nullptr;
}

std::string_view SchemeBook::subject_of(std::string_view plan_code) const
{
    for (const SchemeSubject& subject : subjects_)
        if (subject.code == plan_code || has(subject.plan_codes, plan_code))
            return subject.code;
    return "*";
}

bool SchemeBook::is_oral(std::string_view subject, std::string_view grade) const
{
    for (const SchemeSubject& one : subjects_)
        if (one.code == subject)
            return has(one.oral_grades, grade);
    return false;
}

}  // namespace taqwim::sa_guide
