// The regulations as anybody reads them: editions, clauses with their parameters on a line of time, where each is
// applied, worked cases, and what became of every clause. JSON of the API (docs/api/regulations.yaml).
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "core/refusal.h"
#include "policy/parameters_in_force.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/parameter_limits.h"

namespace taqwim::policy {

// Safe to share between threads.
class Catalogue {
public:
    // The rule sets outlive this.
    explicit Catalogue(const RuleSets& rule_sets);
    ~Catalogue();

    [[nodiscard]] std::string editions_json() const;
    // These refuse with regulation_unknown, and clause_json with clause_unknown.
    [[nodiscard]] Result<std::string> edition_json(std::string_view regulation) const;
    [[nodiscard]] Result<std::string> clause_json(std::string_view regulation,
                                                  std::string_view clause) const;
    [[nodiscard]] Result<std::string> parameters_json(std::string_view regulation) const;
    [[nodiscard]] Result<std::string> coverage_json(std::string_view regulation) const;

    // Evaluates a document, such as a worked case with other facts: outcome, reasons and trace. What the regulation
    // refuses of the facts is the refusal.
    [[nodiscard]] Result<std::string> evaluation_json(std::string_view regulation,
                                                      const std::string& document) const;

private:
    struct Edition;
    [[nodiscard]] Result<const Edition*> edition(std::string_view regulation) const;

    const RuleSets& rule_sets_;
    JsonDocument worked_;
    JsonDocument tests_;
    std::vector<std::unique_ptr<Edition>> editions_;
};

}  // namespace taqwim::policy
