// What the decisions of the regulations mean for the next year: the table of promotion_decisions.toml.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/embedded_file.h"

namespace taqwim::results {

enum class AfterDecision : std::uint8_t { next_grade, same_grade, by_law, named, waits };

struct PromotionRule {
    AfterDecision step = AfterDecision::waits;
    std::string clause;
    std::string reason;         // of `named` and `waits`
    bool is_undecided = false;  // it waits because there is no decision yet
};

class PromotionRules {
public:
    // Throws ConfigurationFault with everything that is wrong in the file: an unknown step, a decision that stands
    // twice, a reason that is missing or out of place.
    [[nodiscard]] static PromotionRules read(const EmbeddedFile& file);
    // The program's own.
    [[nodiscard]] static PromotionRules built_in();

    // Null for a decision that the table does not know.
    [[nodiscard]] const PromotionRule* find(std::string_view regulation,
                                            std::string_view decision) const;
    // There is no decision yet, or none that the table knows: such a result is not published. What a regulation leaves to
    // the head for good is not open in this sense; nothing in the record could close it.
    [[nodiscard]] bool is_open(std::string_view regulation, std::string_view decision) const;
    [[nodiscard]] std::size_t size() const { return rules_.size(); }

private:
    std::map<std::pair<std::string, std::string>, PromotionRule, std::less<>> rules_;
};

}  // namespace taqwim::results
