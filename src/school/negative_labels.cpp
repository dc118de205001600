#include "school/negative_labels.h"

#include <utility>

#include "core/refusal_codes.h"

namespace taqwim::school {

Result<NegativeLabels> NegativeLabels::on(const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
                                          Day today)
{
    auto terms = TermList::in_force(rule_sets, "privacy.negative_terms", today);
    if (!terms)
        return terms.refusal();
    return NegativeLabels(std::move(*terms));
}

std::optional<Refusal> NegativeLabels::refuses(std::string_view text, std::string field) const
{
    const std::vector<LabelFound> found = found_in(text);
    if (found.empty())
        return std::nullopt;
    std::string terms;
    std::string neutral;
    const auto add = [](std::string& to, const std::string& one) {
        if (!one.empty())
            to.append(to.empty() ? "" : " / ").append(one);
    };
    for (const LabelFound& one : found) {
        add(terms, one.term);
        add(neutral, one.neutral);
    }
    Refusal refusal{RefusalCode::label_negative, {{"value", terms}}, std::move(field), "SR-3.7"};
    if (!neutral.empty())
        refusal.arguments.emplace_back("allowed", neutral);
    return refusal;
}

}  // namespace taqwim::school
