// What a Saudi rule set can be asked. A document without `kind` is a student's year; every other kind is a question with
// its `input`: the level of a skill list, a term of Qur'an, a cumulative average, a make-up window …
//
//   {"id": "EX-01", "kind": "early_level", "input": {"studied": 6, "mastered": 4}}
//   {"id": "EX-01", "regulation": "sa_guide", "kind": "early_level", "percent": "200/3", "level": 2, …}
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "core/school_year.h"
#include "core/trace.h"
#include "regulations/frame/json_value.h"
#include "regulations/frame/json_writer.h"
#include "regulations/frame/rule_set.h"
#include "regulations/sa_1426/rules.h"

namespace taqwim::sa_1426 {

// The rules of the edition in the school year that a document names, or those in force last.
struct RulesInForce {
    std::function<Result<const EditionRules*>(std::optional<SchoolYear>)> of;
};

// Reads one kind of document, evaluates it and keeps the answer until the next. One per evaluator.
class Answer {
public:
    virtual ~Answer() = default;
    // Everything that is wrong with the document; empty when it was answered.
    [[nodiscard]] virtual std::vector<Refusal> answer(const JsonValue& document,
                                                      const RulesInForce& rules,
                                                      const EvaluateOptions& options,
                                                      Trace& trace) = 0;
    // The rules that the last answer was computed under.
    [[nodiscard]] virtual const EditionRules& rules() const = 0;
    // The fields after id, regulation and kind.
    virtual void write_json(JsonWriter& json) const = 0;
    [[nodiscard]] virtual SheetRow row(const Messages& words) const = 0;
    [[nodiscard]] virtual std::vector<std::string> csv_record(const Messages& words) const = 0;
    // Title, decision, facts and changes in words; the reasons come from the trace.
    [[nodiscard]] virtual Explanation explanation(const Messages& words) const = 0;
    // What the decision is called on the student's papers; empty where the question has none.
    [[nodiscard]] virtual std::string decision_words(const Messages& /*words*/) const { return {}; }
    // As Evaluator::decisions; without rounds the one of row().
    [[nodiscard]] virtual std::vector<RoundDecision> decisions(const Messages& words) const
    {
        const SheetRow one = row(words);
        return {{"final", one.decision, one.decision_words}};
    }
};

struct DocumentKind {
    std::string_view name;  // "" for a student's year
    std::unique_ptr<Answer> (*make)();
};

// A kind that is one pure function of its input. It writes its fields into an object that is already open, or refuses.
using SimpleRule = std::optional<Refusal> (*)(const JsonValue& input, const EditionRules& rules,
                                              Trace& trace, JsonWriter& out);
[[nodiscard]] std::unique_ptr<Answer> make_simple_answer(SimpleRule rule);

// The "school_year" that a document names, in Gregorian or Hijri years; none when it names none.
[[nodiscard]] Result<std::optional<SchoolYear>> school_year_of(const JsonValue& document);

// To list a simple kind: {"early_level", simple<early_level_kind>}.
template <SimpleRule rule>
std::unique_ptr<Answer> simple()
{
    return make_simple_answer(rule);
}

}  // namespace taqwim::sa_1426
