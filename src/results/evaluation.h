// A student's year under the regulation of his plan: facts in, and out what is stored and shown. The law decides; this
// room only hands it the facts and keeps what it said.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "regulations/frame/rule_set.h"
#include "results/result_marks.h"

namespace taqwim::results {

// What a regulation made of one student's facts.
struct Evaluated {
    std::string regulation;
    std::string parameters_digest;
    std::string decision;  // of the last round; "refused" when the facts were refused
    std::string decision_ar;
    std::string decision_en;
    std::string outcome;  // JSON, as `taqwim evaluate` writes it
    std::string reasons;  // JSON: {"ar": {…}, "en": {…}}, as `taqwim explain` writes them
    std::string trace;    // JSON
    std::vector<Refusal> refusals;       // of the facts
    std::vector<ResultMark> marks = {};  // as they are counted; with Depth::everything

    [[nodiscard]] bool is_refused() const { return !refusals.empty(); }
};

// How much is wanted: reasons and trace cost a hundred times the outcome.
enum class Depth : std::uint8_t { outcome, everything };

// Evaluates one student after another. Not to be shared between threads.
class YearEvaluation {
public:
    // The rule sets must outlive this.
    explicit YearEvaluation(const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
        : rule_sets_(rule_sets)
    {}

    // `facts` is a student-year as JSON. Refuses with regulation_unknown; facts that the regulation refuses are an
    // Evaluated with its refusals.
    [[nodiscard]] Result<Evaluated> evaluate(std::string_view regulation, const std::string& facts,
                                             Depth depth);

private:
    struct Kept {
        const RuleSet* rule_set;
        std::unique_ptr<Evaluator> quick;  // the outcome alone
        std::unique_ptr<Evaluator> told;   // with what would change it
        std::unique_ptr<Evaluator> whole;  // with its trace
    };
    [[nodiscard]] Kept* find(std::string_view regulation);

    const std::vector<std::unique_ptr<RuleSet>>& rule_sets_;
    std::vector<Kept> kept_;
    JsonReader reader_;
};

}  // namespace taqwim::results
