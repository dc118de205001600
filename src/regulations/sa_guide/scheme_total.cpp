#include "regulations/sa_guide/scheme_total.h"

#include "core/refusal_codes.h"

#include <algorithm>

namespace taqwim::sa_guide {

namespace {

// The components that a mark may be entered for.
void collect_entries(const std::vector<Component>& components, std::string& list)
{
    for (const Component& component : components) {
        if (component.is_leaf() || component.may_be_entered_whole)
            list += (list.empty() ? "" : ", ") + component.id;
        collect_entries(component.parts, list);
    }
}

bool is_within(const Component& component, std::string_view id)
{
    return component.id == id ||
           std::any_of(component.parts.begin(), component.parts.end(),
                       [&](const Component& part) { return is_within(part, id); });
}

// Whether some scheme has this component as work of the term, before its end.
bool is_term_work(std::string_view id, const SchemesOnDay& schemes)
{
    for (const MarkScheme* const scheme : schemes.all())
        if (!scheme->continuous)
            for (const Component& component : scheme->components)
                if ((component.id == "participation" || component.id == "midterm") &&
                    is_within(component, id))
                    return true;
    return false;
}

bool is_practical(std::string_view id, const SchemesOnDay& schemes)
{
    return std::any_of(schemes.all().begin(), schemes.all().end(), [&](const MarkScheme* scheme) {
        const Component* const component = scheme->find(id);
        return component != nullptr && component->kind == "practical";
    });
}

Refusal unknown_component(const MarkScheme& scheme, const std::string& id,
                          const SchemesOnDay& schemes)
{
    if (!scheme.has_term_work()) {
        if (is_practical(id, schemes))
            return {RefusalCode::no_practical_exam,
                    {{"component", id}, {"scheme", scheme.code}},
                    id,
                    "PG-5.computer.4"};
        if (is_term_work(id, schemes))
            return {RefusalCode::no_term_work,
                    {{"component", id}, {"scheme", scheme.code}},
                    id,
                    scheme.clause};
    }
    if (scheme.continuous && (id == "participation" || id == "homework"))
        return {RefusalCode::no_participation_in_oral_subject, {{"component", id}}, id, "PG-4.5"};
    std::string allowed;
    collect_entries(scheme.components, allowed);
    return {RefusalCode::component_unknown,
            {{"component", id}, {"scheme", scheme.code}, {"allowed", allowed}},
            id,
            scheme.clause};
}

Mark maximum_of(const MarkScheme& scheme, const Component& component, const Splits& splits)
{
    for (const auto& [whole, shares] : splits) {
        const Component* const divided = scheme.find(whole);
        for (std::size_t part = 0; divided != nullptr && part < divided->parts.size(); ++part)
            if (&divided->parts[part] == &component)
                return shares[part];
    }
    return component.maximum;
}

std::optional<Refusal> refuses_split(const MarkScheme& scheme, const std::string& id,
                                     const std::vector<Mark>& shares)
{
    const Component* const component = scheme.find(id);
    if (component == nullptr || !component->may_be_entered_whole)
        return Refusal{RefusalCode::component_not_divided,
                       {{"component", id}, {"scheme", scheme.code}},
                       id,
                       scheme.clause};
    Mark sum(0);
    for (const Mark& share : shares) {
        if (share <= Mark(0))
            return Refusal{RefusalCode::split_does_not_add_up,
                           {{"component", id},
                            {"sum", share.to_text()},
                            {"maximum", component->maximum.to_text()}},
                           id,
                           scheme.clause};
        sum += share;
    }
    if (shares.size() != component->parts.size() || sum != component->maximum)
        return Refusal{
            RefusalCode::split_does_not_add_up,
            {{"component", id}, {"sum", sum.to_text()}, {"maximum", component->maximum.to_text()}},
            id,
            scheme.clause};
    return std::nullopt;
}

class Totals {
public:
    Totals(const MarkScheme& scheme, const EnteredMarks& marks, SchemeTotal& total, Trace& trace)
        : scheme_(scheme), marks_(marks), total_(total), trace_(trace)
    {}

    // The mark of a component; its value goes into the step of what it is a part of.
    std::optional<Mark> mark_of(const Component& component, TraceStep& above)
    {
        if (component.is_leaf() && component.clause.empty()) {
            const auto mark = entered(component);
            if (mark)
                above.value("component", *mark, component.id.c_str());
            else
                miss(component, above);
            return mark;
        }
        const std::string& clause = component.clause.empty() ? scheme_.clause : component.clause;
        auto step = trace_.enter(clause.c_str(), "component_mark", component.id.c_str());
        step.value("maximum", component.maximum);
        const auto mark = component_mark(component, step);
        if (mark)
            step.result("mark", *mark);
        else
            step.conclude(Finding::undetermined);
        return mark;
    }

private:
    std::optional<Mark> component_mark(const Component& component, TraceStep& step)
    {
        if (const auto whole = entered(component))
            return whole;
        if (component.is_leaf()) {
            miss(component, step);
            return std::nullopt;
        }
        // 1. Every part has its mark.
        Mark sum(0);
        Mark sum_of_maxima(0);
        bool complete = true;
        for (const Component& part : component.parts) {
            const auto mark = mark_of(part, step);
            complete &= mark.has_value();
            if (mark)
                sum += *mark;
            sum_of_maxima += part.maximum;
        }
        if (!complete)
            return std::nullopt;
        // 2. The parts are added up; two periods have their mean (PG-4.4); a paper is brought to its due mark
        //    (PG-5.english.4). Nothing is rounded.
        if (component.combination == Combination::mean)
            return sum / static_cast<int>(component.parts.size());
        if (component.combination == Combination::scaled)
            return due_mark(sum, sum_of_maxima, component.maximum);
        return sum;
    }

    [[nodiscard]] std::optional<Mark> entered(const Component& component) const
    {
        const auto mark = marks_.find(component.id);
        return mark == marks_.end() ? std::nullopt : std::optional(mark->second);
    }

    void miss(const Component& leaf, TraceStep& step)
    {
        step.missing("component", leaf.id.c_str());
        total_.missing.push_back(&leaf);
    }

    const MarkScheme& scheme_;
    const EnteredMarks& marks_;
    SchemeTotal& total_;
    Trace& trace_;
};

}  // namespace

std::optional<Mark> SchemeTotal::mark_of(std::string_view component) const
{
    for (const Part& part : parts)
        if (part.component->id == component)
            return part.mark;
    return std::nullopt;
}

Mark due_mark(const Mark& mark, const Mark& paper, const Mark& due)
{
    return mark * (due / paper);
}

std::optional<Refusal> refuses_marks(const MarkScheme& scheme, const EnteredMarks& marks,
                                     const Splits& splits, const AssessmentRules& rules)
{
    for (const auto& [id, shares] : splits)
        if (auto refusal = refuses_split(scheme, id, shares))
            return refusal;
    for (const auto& [id, mark] : marks) {
        const Component* const component = scheme.find(id);
        if (component == nullptr || !(component->is_leaf() || component->may_be_entered_whole))
            return unknown_component(scheme, id, rules.schemes);
        for (const Component& part : component->parts)
            if (marks.contains(part.id))
                return Refusal{RefusalCode::given_twice,
                               {{"field", part.id}, {"other", id}},
                               part.id,
                               scheme.clause};
        const Mark maximum = maximum_of(scheme, *component, splits);
        if (mark < Mark(0))
            return Refusal{RefusalCode::mark_negative,
                           {{"subject", id}, {"mark", mark.to_text()}},
                           id,
                           scheme.clause};
        if (mark > maximum)
            return Refusal{
                RefusalCode::mark_over_maximum,
                {{"subject", id}, {"mark", mark.to_text()}, {"maximum", maximum.to_text()}},
                id,
                scheme.clause};
        // An average of oral assessments may be any fraction; what is entered for an exam keeps its step.
        const Exact& step = rules.entry_step.value;
        if (!scheme.continuous && !(mark.value / step).is_whole())
            return Refusal{
                RefusalCode::mark_off_step,
                {{"subject", id}, {"mark", mark.to_text()}, {"step", rules.entry_step.info->value}},
                id,
                scheme.clause};
    }
    return std::nullopt;
}

Result<Mark> rubric_mark(const Rubric& rubric, const EnteredMarks& items, Trace& trace)
{
    auto step = trace.enter(rubric.clause.c_str(), "rubric_mark", rubric.code.c_str());
    std::string allowed;
    for (const Rubric::Item& item : rubric.items)
        allowed += (allowed.empty() ? "" : ", ") + item.id;
    for (const auto& [id, mark] : items)
        if (std::none_of(rubric.items.begin(), rubric.items.end(),
                         [&id = id](const Rubric::Item& item) { return item.id == id; }))
            return Refusal{RefusalCode::component_unknown,
                           {{"component", id}, {"scheme", rubric.code}, {"allowed", allowed}},
                           id,
                           rubric.clause};
    Mark sum(0);
    for (const Rubric::Item& item : rubric.items) {
        const auto mark = items.find(item.id);
        if (mark == items.end())
            return Refusal{
                RefusalCode::field_missing, {{"field", item.id}}, item.id, rubric.clause};
        if (mark->second < Mark(0) || mark->second > item.maximum)
            return Refusal{RefusalCode::mark_over_maximum,
                           {{"subject", item.id},
                            {"mark", mark->second.to_text()},
                            {"maximum", item.maximum.to_text()}},
                           item.id,
                           rubric.clause};
        step.value("component", mark->second, item.id.c_str());
        sum += mark->second;
    }
    return step.result("mark", sum);
}

std::optional<Refusal> refuses_skills(const MarkScheme& scheme,
                                      const std::vector<ChosenSkill>& skills)
{
    for (const ChosenSkill& one : skills) {
        const Component* const component = scheme.find(one.component);
        if (component == nullptr || component->kind != "skill")
            return Refusal{RefusalCode::component_unknown,
                           {{"component", one.component}, {"scheme", scheme.code}},
                           one.component,
                           scheme.clause};
        if (!one.taught)
            return Refusal{RefusalCode::skill_not_taught,
                           {{"component", one.component}},
                           one.component,
                           scheme.clause};
        // Two skills of one component: "mid.drawing.1" and "mid.drawing.2".
        const auto group = [](const std::string& id) { return id.substr(0, id.rfind('.')); };
        for (const ChosenSkill& other : skills)
            if (&other != &one && other.skill == one.skill &&
                group(other.component) == group(one.component) && scheme.find(group(one.component)))
                return Refusal{RefusalCode::skill_chosen_twice,
                               {{"component", group(one.component)}, {"skill", one.skill}},
                               one.component,
                               scheme.clause};
    }
    return std::nullopt;
}

SchemeTotal scheme_total(const MarkScheme& scheme, const EnteredMarks& marks, Trace& trace)
{
    auto step = trace.enter(scheme.clause.c_str(), "scheme_total", scheme.code.c_str());
    if (scheme.status() == ParameterStatus::assumed)
        step.note("assumed_scheme");
    SchemeTotal total;
    Totals totals(scheme, marks, total, trace);
    Mark sum(0);
    bool complete = true;
    for (const Component& component : scheme.components) {
        const auto mark = totals.mark_of(component, step);
        total.parts.push_back({.component = &component, .mark = mark});
        complete &= mark.has_value();
        if (mark)
            sum += *mark;
    }
    step.value("maximum", scheme.maximum);
    if (complete)
        total.term_mark = step.result("term_mark", sum);
    else
        step.conclude(Finding::undetermined);
    return total;
}

}  // namespace taqwim::sa_guide
