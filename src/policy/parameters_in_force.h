// The rule sets of a running installation: those of the program, with the values that were approved here over them.
//
//   ParametersInForce in_force(built_in);
//   database.read([&](database::Session& s) { in_force.take(s); });   // at the start, and after an approval
//   in_force.follow(database);                                        // what other servers of the database approve
//
// Rooms hold `rule_sets()`; an evaluation that has begun goes on with the values that it began with.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "platform/database/database.h"
#include "policy/proposals.h"
#include "regulations/frame/live_rule_set.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::policy {

using RuleSets = std::vector<std::unique_ptr<RuleSet>>;

// Approved values as a parameter file of an installation would have them, a file for each topic. Of two values of one
// parameter and day the later in the list stands.
[[nodiscard]] std::vector<ParameterOverride> overrides_of(
    const std::vector<ParameterValue>& values);

// The rule sets with the values that are approved in this database, for programs that look once. Throws
// ConfigurationFault.
[[nodiscard]] RuleSets with_approved_values(const RuleSets& built_in, database::Session& session);

// Safe to share between threads.
class ParametersInForce {
public:
    // The built-in rule sets outlive this.
    explicit ParametersInForce(const RuleSets& built_in);
    ~ParametersInForce();
    ParametersInForce(const ParametersInForce&) = delete;
    ParametersInForce& operator=(const ParametersInForce&) = delete;

    // In the order of the built-in ones.
    [[nodiscard]] const RuleSets& rule_sets() const { return rule_sets_; }
    // Null for an id that is none.
    [[nodiscard]] const LiveRuleSet* find(std::string_view id) const;

    // Reads what is approved, when something was approved since. Throws ConfigurationFault when the values do not go
    // with the installation's own files.
    void take(database::Session& session);

    // Looks every `period` for what was approved elsewhere. Once; the database outlives this.
    void follow(database::Database& database, std::chrono::milliseconds period);

private:
    void look(database::Database& database);

    RuleSets rule_sets_;
    std::vector<LiveRuleSet*> live_;
    std::mutex taking_;
    std::int64_t approvals_ = 0;  // that are taken into account
    std::mutex waiting_;
    std::condition_variable stopping_;
    bool is_stopping_ = false;
    std::thread follower_;
};

}  // namespace taqwim::policy
