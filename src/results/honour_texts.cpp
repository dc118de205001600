#include "results/honour_texts.h"

#include <utility>

#include "core/refusal_codes.h"

namespace taqwim::results {

HonourTexts::HonourTexts(school::NegativeLabels labels, school::TermList ranks)
    : labels_(std::move(labels)), ranks_(std::move(ranks))
{}

Result<HonourTexts> HonourTexts::on(const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
                                    Day today)
{
    auto labels = school::NegativeLabels::on(rule_sets, today);
    if (!labels)
        return labels.refusal();
    auto ranks = school::TermList::in_force(rule_sets, "privacy.rank_terms", today);
    if (!ranks)
        return ranks.refusal();
    return HonourTexts(std::move(*labels), std::move(*ranks));
}

std::optional<Refusal> HonourTexts::refuses(std::string_view text, std::string field) const
{
    if (auto label = labels_.refuses(text, field))
        return label;
    std::string words;
    for (const school::TermFound& found : ranks_.found_in(text))
        words.append(words.empty() ? "" : " / ").append(found.term);
    if (words.empty())
        return std::nullopt;
    return Refusal{RefusalCode::honour_rank_named, {{"value", words}}, std::move(field), "SR-3.7"};
}

}  // namespace taqwim::results
