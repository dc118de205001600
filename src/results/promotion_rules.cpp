#include "results/promotion_rules.h"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "core/configuration_fault.h"
#include "embedded/results.h"
#include "regulations/frame/toml_file.h"

namespace taqwim::results {

namespace {

constexpr std::string_view k_undecided = "undecided";

constexpr std::array<std::pair<std::string_view, AfterDecision>, 6> k_steps = {{
    {"next_grade", AfterDecision::next_grade},
    {"same_grade", AfterDecision::same_grade},
    {"by_law", AfterDecision::by_law},
    {"named", AfterDecision::named},
    {"waits", AfterDecision::waits},
    {k_undecided, AfterDecision::waits},
}};

std::optional<AfterDecision> parse_step(std::string_view text)
{
    const auto* const found =
        std::ranges::find(k_steps, text, [](const auto& one) { return one.first; });
    return found == k_steps.end() ? std::nullopt : std::optional(found->second);
}

bool asks_for_reason(AfterDecision step)
{
    return step == AfterDecision::named || step == AfterDecision::waits;
}

}  // namespace

PromotionRules PromotionRules::read(const EmbeddedFile& embedded)
{
    PromotionRules rules;
    TomlFile file(embedded.path, embedded.text);
    for (const auto& [key, node] : file.table()) {
        const std::string regulation(key.str());
        for (const toml::table* entry : file.tables(file.table(), regulation, "")) {
            file.refuse_unknown_keys(*entry, regulation, {"decision", "step", "clause", "reason"});
            const auto decision = file.text(*entry, "decision", regulation, Need::required);
            const auto step_text = file.text(*entry, "step", regulation, Need::required);
            const auto clause = file.text(*entry, "clause", regulation, Need::required);
            const auto reason = file.text(*entry, "reason", regulation, Need::optional);
            if (!decision || !step_text || !clause)
                continue;
            const auto step = parse_step(*step_text);
            if (!step) {
                file.report(TomlFile::line_of(*entry, "step"), "\"" + *step_text + "\" is no step",
                            "take one of those that the head of the file lists");
                continue;
            }
            if (asks_for_reason(*step) != reason.has_value())
                file.report(TomlFile::line_of(*entry),
                            "\"" + *decision + "\" of " + regulation +
                                (reason ? " has a reason that nobody is told" : " has no reason"),
                            "give `reason` with `named`, `waits` and `undecided`, and only there");
            const bool is_new =
                rules.rules_
                    .try_emplace({regulation, *decision},
                                 PromotionRule{.step = *step,
                                               .clause = *clause,
                                               .reason = reason.value_or(""),
                                               .is_undecided = *step_text == k_undecided})
                    .second;
            if (!is_new)
                file.report(TomlFile::line_of(*entry, "decision"),
                            "\"" + *decision + "\" of " + regulation + " stands twice",
                            "remove one of the two");
        }
    }
    throw_if_any(file.take_problems());
    return rules;
}

PromotionRules PromotionRules::built_in()
{
    for (const EmbeddedFile& file : embedded_results())
        if (file.path == "promotion_decisions.toml")
            return read(file);
    throw std::logic_error("the program was built without promotion_decisions.toml");
}

const PromotionRule* PromotionRules::find(std::string_view regulation,
                                          std::string_view decision) const
{
    const auto found = rules_.find(std::pair<std::string, std::string>(regulation, decision));
    return found == rules_.end() ? nullptr : &found->second;
}

bool PromotionRules::is_open(std::string_view regulation, std::string_view decision) const
{
    const PromotionRule* const rule = find(regulation, decision);
    return rule == nullptr || rule->is_undecided;
}

}  // namespace taqwim::results
