#include "results/evaluation.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "regulations/frame/explanation_json.h"
#include "regulations/frame/live_rule_set.h"
#include "regulations/frame/trace_json.h"
#include "regulations/frame/trace_text.h"

namespace taqwim::results {

namespace {

// The text of one field of an outcome; empty when it has none.
std::string text_field(const std::string& outcome, std::string_view name)
{
    const auto document = JsonDocument::parse(outcome);
    const auto field = document ? document->root().find(name) : std::nullopt;
    return field ? std::string(field->text()) : "";
}

// The reasons in both languages.
std::string reasons_of(const RuleSet& rule_set, Evaluator& evaluator)
{
    JsonWriter json;
    json.begin_object();
    for (const auto& [language, name] :
         {std::pair{Language::ar, "ar"}, std::pair{Language::en, "en"}}) {
        const Explanation explanation = evaluator.explanation(language);
        const ReasonFilter filter{.item = {},
                                  .kin = {},
                                  .first = rule_set.deciding_clauses(),
                                  .names = explanation.item_names};
        json.key(name).begin_object();
        write_explanation(explanation,
                          reason_lines(evaluator.trace(), rule_set.messages(language),
                                       clause_lookup(rule_set.clauses(), name), filter),
                          rule_set.messages(language), json);
        json.end_object();
    }
    json.end_object();
    return std::string(json.str());
}

}  // namespace

YearEvaluation::Kept* YearEvaluation::find(std::string_view regulation)
{
    const auto kept =
        std::ranges::find(kept_, regulation, [](const Kept& one) { return one.rule_set->id(); });
    if (kept != kept_.end())
        return &*kept;
    const auto found =
        std::ranges::find(rule_sets_, regulation, [](const auto& one) { return one->id(); });
    if (found == rule_sets_.end())
        return nullptr;
    // One rule set for all of the work, whatever is approved meanwhile.
    const RuleSet& rules = in_force(**found);
    kept_.push_back({.rule_set = &rules,
                     .quick = rules.evaluator({.trace = false, .what_would_change = false}),
                     .told = rules.evaluator({.trace = false, .what_would_change = true}),
                     .whole = rules.evaluator({.trace = true, .what_would_change = true})});
    return &kept_.back();
}

Result<Evaluated> YearEvaluation::evaluate(std::string_view regulation, const std::string& facts,
                                           Depth depth)
{
    Kept* const kept = find(regulation);
    if (kept == nullptr) {
        std::string allowed;
        for (const auto& one : rule_sets_)
            allowed.append(allowed.empty() ? "" : ", ").append(one->id());
        return Refusal{RefusalCode::regulation_unknown,
                       {{"regulation", std::string(regulation)}, {"allowed", allowed}},
                       "regulation",
                       ""};
    }
    Evaluated evaluated;
    evaluated.regulation = regulation;

    Evaluator& evaluator = depth == Depth::outcome ? *kept->quick : *kept->told;
    const Result<JsonValue> document = reader_.read(facts);
    if (document)
        evaluator.evaluate(*document, 1);
    else
        evaluator.refuse(document.refusal(), 1);
    evaluated.refusals.assign(evaluator.refusals().begin(), evaluator.refusals().end());
    evaluated.decision = "refused";
    if (!evaluated.is_refused()) {
        const auto arabic = evaluator.decisions(Language::ar);
        const auto english = evaluator.decisions(Language::en);
        if (!arabic.empty()) {
            evaluated.decision = arabic.back().code;
            evaluated.decision_ar = arabic.back().words;
            evaluated.decision_en = english.back().words;
        }
    }
    JsonWriter json;
    evaluator.write_json(json);
    evaluated.outcome = json.str();
    evaluated.parameters_digest = text_field(evaluated.outcome, "parameters_digest");
    if (depth == Depth::everything && !evaluated.is_refused()) {
        // The same rules, recorded.
        kept->whole->evaluate(*document, 1);
        evaluated.reasons = reasons_of(*kept->rule_set, *kept->whole);
        evaluated.trace = trace_json_text(kept->whole->trace());
        evaluated.marks = result_marks(*kept->rule_set, evaluated.outcome);
    }
    return evaluated;
}

}  // namespace taqwim::results
