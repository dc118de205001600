#include "app/commands.h"
#include "app/named_regulation.h"
#include "app/output_file.h"
#include "app/student_year_file.h"
#include "core/refusal_codes.h"

namespace taqwim::app {

const RuleSet* Context::rule_set() const
{
    std::vector<std::string> ids;
    std::string wanted = request.regulation;
    if (wanted.empty() && rule_sets.size() > 1)
        for (const std::string& input : request.inputs)
            if (const auto named = regulation_named_by(input, console)) {
                wanted = *named;
                break;
            }
    for (const auto& one : rule_sets) {
        if (one->id() == wanted)
            return one.get();
        ids.emplace_back(one->id());
    }
    if (!wanted.empty()) {
        tell(Refusal{RefusalCode::regulation_unknown,
                     {{"regulation", words.given(wanted)}, {"allowed", words.list(ids)}},
                     "",
                     ""});
        return nullptr;
    }
    // The one that has the clause asked for, else the first.
    for (const auto& one : rule_sets)
        if (one->clauses().find(request.clause) != nullptr)
            return one.get();
    return rule_sets.empty() ? nullptr : rule_sets.front().get();
}

bool Context::refuses_output() const
{
    if (!request.output || !is_among_inputs(*request.output, request.inputs))
        return false;
    tell("wrong_use.output_is_input", {{"output", words.given(request.output->string())}});
    return true;
}

std::optional<ParametersOnDay> Context::parameters_of(const RuleSet& rule_set) const
{
    const Day first = rule_set.first_covered_year().first_day();
    const Day last = rule_set.last_covered_year().last_day();
    const Day day = request.on.value_or(first);
    if (day < first || last < day) {
        tell(Refusal{
            RefusalCode::day_not_covered,
            {{"day", day.to_text()}, {"first_day", first.to_text()}, {"last_day", last.to_text()}},
            "",
            ""});
        return std::nullopt;
    }
    const Result<ParametersOnDay> parameters = rule_set.parameters().on(day);
    if (!parameters) {
        tell(parameters.refusal());
        return std::nullopt;
    }
    return *parameters;
}

std::string input_name(const Words& words, const std::string& input)
{
    return kind_of(input) == InputKind::standard_input ? words.plain("input.standard") : input;
}

std::string_view title_in(Language language, const Clause& clause)
{
    return language == Language::ar ? clause.title_ar : clause.title_en;
}

std::string_view label_in(Language language, const ParameterInfo& parameter)
{
    return language == Language::ar ? parameter.label_ar : parameter.label_en;
}

}  // namespace taqwim::app
