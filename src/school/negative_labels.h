// SR-3.7  No title or description that announces a student's achievement negatively stands in what he or his guardian reads.
//
// The list of terms is privacy.negative_terms of sa_1426, the only text with such a rule; it holds for the schools of every
// regulation, and a ministry changes it as it changes every value. A word is a hit as a whole word alone, however it is
// written: without diacritics and tatweel, with one alef, yeh, waw and heh, with the prefixes و ف ب ك ل ال before it and the
// endings ه ين ون ات behind it. Other words of the same root stay the writer's responsibility.
//
//   const auto labels = NegativeLabels::on(rule_sets, act.today);
//   for (const LabelFound& found : labels->found_in(text)) …
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::school {

struct LabelFound {
    std::string term;     // as the list has it
    std::string neutral;  // what may be written instead; empty: the list names nothing

    friend bool operator==(const LabelFound&, const LabelFound&) = default;
};

// Safe to share between threads.
class NegativeLabels {
public:
    // Each "term" or "term=neutral_words", with _ for a blank; a term may be of several words.
    explicit NegativeLabels(const std::vector<std::string>& terms);
    // In force on the day. Refuses with day_not_covered; before the regulation's first day its first list holds.
    [[nodiscard]] static Result<NegativeLabels> on(
        const std::vector<std::unique_ptr<RuleSet>>& rule_sets, Day today);

    // In the order of the text, each term once.
    [[nodiscard]] std::vector<LabelFound> found_in(std::string_view text) const;
    // label_negative {value: the terms, allowed: what may be written instead} at the field; nothing for a text without.
    [[nodiscard]] std::optional<Refusal> refuses(std::string_view text, std::string field) const;

private:
    struct Term {
        LabelFound shown;
        std::vector<std::string> words;  // folded
    };
    std::vector<Term> terms_;
};

}  // namespace taqwim::school
