// SR-3.7  No title or description that announces a student's achievement negatively stands in what he or his guardian reads.
//
// The list of terms is privacy.negative_terms of sa_1426, the only text with such a rule; it holds for the schools of every
// regulation, and a ministry changes it as it changes every value. How a term is found: term_list.h. Other words of the same
// root stay the writer's responsibility.
//
//   const auto labels = NegativeLabels::on(rule_sets, act.today);
//   for (const LabelFound& found : labels->found_in(text)) …
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "regulations/frame/rule_set.h"
#include "school/term_list.h"

namespace taqwim::school {

using LabelFound = TermFound;

// Safe to share between threads.
class NegativeLabels {
public:
    // Terms as TermList reads them.
    explicit NegativeLabels(const std::vector<std::string>& terms) : terms_(terms) {}
    // In force on the day. Refuses with day_not_covered; before the regulation's first day its first list holds.
    [[nodiscard]] static Result<NegativeLabels> on(
        const std::vector<std::unique_ptr<RuleSet>>& rule_sets, Day today);

    // In the order of the text, each term once.
    [[nodiscard]] std::vector<LabelFound> found_in(std::string_view text) const
    {
        return terms_.found_in(text);
    }
    // label_negative {value: the terms, allowed: what may be written instead} at the field; nothing for a text without.
    [[nodiscard]] std::optional<Refusal> refuses(std::string_view text, std::string field) const;

private:
    explicit NegativeLabels(TermList terms) : terms_(std::move(terms)) {}

    TermList terms_;
};

}  // namespace taqwim::school
