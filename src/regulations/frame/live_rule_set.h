// A regulation whose values can change while the program runs: what a ministry approves is in force for every evaluation
// that begins from then on, in every room that holds this rule set.
//
//   LiveRuleSet live(built_in);
//   live.take(approved);                        // the built-in values with these over them
//   const RuleSet& rules = in_force(live);      // one immutable rule set, for work that must not see two
//
// Every rule set that was in force stays: who took an evaluator, a clause or a parameter from one goes on with it.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "regulations/frame/rule_set.h"

namespace taqwim {

// Safe to share between threads.
class LiveRuleSet final : public RuleSet {
public:
    // The built-in rule set outlives this.
    explicit LiveRuleSet(const RuleSet& built_in) : built_in_(built_in), now_(&built_in) {}

    // These values over the built-in ones, in the place of those taken before. Throws ConfigurationFault when one of them
    // is no value of its parameter or does not go with the others; then all stays as it was.
    void take(std::span<const ParameterOverride> values);
    [[nodiscard]] const RuleSet& built_in() const { return built_in_; }
    [[nodiscard]] const RuleSet& now() const { return *now_.load(std::memory_order_acquire); }

    [[nodiscard]] std::string_view id() const override { return now().id(); }
    [[nodiscard]] std::string title(Language language) const override
    {
        return now().title(language);
    }
    [[nodiscard]] SchoolYear first_covered_year() const override
    {
        return now().first_covered_year();
    }
    [[nodiscard]] SchoolYear last_covered_year() const override
    {
        return now().last_covered_year();
    }
    [[nodiscard]] std::string year_name(SchoolYear year) const override
    {
        return now().year_name(year);
    }
    [[nodiscard]] const ClauseRegister& clauses() const override { return now().clauses(); }
    [[nodiscard]] const ParameterBook& parameters() const override { return now().parameters(); }
    [[nodiscard]] const Messages& messages(Language language) const override
    {
        return now().messages(language);
    }
    [[nodiscard]] std::unique_ptr<Evaluator> evaluator(
        const EvaluateOptions& options) const override
    {
        return now().evaluator(options);
    }
    [[nodiscard]] std::vector<std::string> csv_header(Language language) const override
    {
        return now().csv_header(language);
    }
    [[nodiscard]] std::unique_ptr<School> read_school(
        std::span<const SchoolTable> tables) const override
    {
        return now().read_school(tables);
    }
    [[nodiscard]] std::string_view schema_file() const override { return now().schema_file(); }
    [[nodiscard]] std::unique_ptr<RuleSet> with_values(
        std::span<const ParameterOverride> values) const override
    {
        return now().with_values(values);
    }
    [[nodiscard]] std::vector<std::string_view> deciding_clauses() const override
    {
        return now().deciding_clauses();
    }
    [[nodiscard]] std::optional<std::string> find_item(std::string_view text) const override
    {
        return now().find_item(text);
    }

private:
    const RuleSet& built_in_;
    std::atomic<const RuleSet*> now_;
    std::mutex mutex_;  // of what follows
    std::vector<ParameterOverride> values_;
    std::vector<std::unique_ptr<const RuleSet>> kept_;
};

// The rule set that stands behind a live one at this moment; any other is its own.
[[nodiscard]] const RuleSet& in_force(const RuleSet& rule_set);

}  // namespace taqwim
