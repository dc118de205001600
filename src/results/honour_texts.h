// SR-3.7  What may be written of an honour: no label, no rank, nobody else. The words are privacy.negative_terms and
// privacy.rank_terms of sa_1426, which hold for the schools of every regulation.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "regulations/frame/rule_set.h"
#include "school/negative_labels.h"
#include "school/term_list.h"

namespace taqwim::results {

class HonourTexts {
public:
    // In force on the day. Refuses with day_not_covered.
    [[nodiscard]] static Result<HonourTexts> on(
        const std::vector<std::unique_ptr<RuleSet>>& rule_sets, Day today);

    // label_negative, or honour_rank_named {value: the words} at the field.
    [[nodiscard]] std::optional<Refusal> refuses(std::string_view text, std::string field) const;

private:
    HonourTexts(school::NegativeLabels labels, school::TermList ranks);

    school::NegativeLabels labels_;
    school::TermList ranks_;
};

}  // namespace taqwim::results
