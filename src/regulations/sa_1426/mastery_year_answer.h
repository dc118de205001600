// The kind "mastery_year": a whole early-grade or primary year of one student, read, evaluated and answered.
//
//   {"id": "E-201", "kind": "mastery_year", "school_year": "1427-1428", "input": {"grade": 1, "last_day": …, "subjects": …}}
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regulations/sa_1426/document_kind.h"
#include "regulations/sa_1426/mastery_evaluation.h"
#include "regulations/sa_1426/mastery_fields.h"

namespace taqwim::sa_1426 {

// An edition that asks more of the year derives from it: the four hooks are called in this order.
class MasteryYearAnswer : public Answer {
public:
    std::vector<Refusal> answer(const JsonValue& document, const RulesInForce& rules,
                                const EvaluateOptions& options, Trace& trace) override;
    [[nodiscard]] const EditionRules& rules() const override { return *rules_; }
    void write_json(JsonWriter& json) const override;
    [[nodiscard]] SheetRow row(const Messages& words) const override;
    [[nodiscard]] std::vector<std::string> csv_record(const Messages& words) const override;
    [[nodiscard]] Explanation explanation(const Messages& words) const override;
    [[nodiscard]] std::string decision_words(const Messages& words) const override;

protected:
    // Further fields of the input.
    [[nodiscard]] virtual std::vector<std::string_view> more_fields() const { return {}; }
    virtual void read_more(const JsonValue& /*input*/, const MasteryYear& /*year*/,
                           FieldReader& /*reader*/)
    {}
    [[nodiscard]] virtual std::optional<Refusal> evaluate_more(const MasteryYear& /*year*/,
                                                               const MasteryOutcome& /*outcome*/,
                                                               Trace& /*trace*/)
    {
        return std::nullopt;
    }
    virtual void write_more(JsonWriter& /*json*/) const {}

private:
    [[nodiscard]] std::string subject_name(std::size_t subject, const Messages& words) const;
    [[nodiscard]] std::vector<std::string> change_sentences(const Messages& words) const;

    MasteryYear year_;
    MasteryOutcome outcome_;
    const EditionRules* rules_ = nullptr;
};

[[nodiscard]] std::unique_ptr<Answer> make_mastery_year_answer();

}  // namespace taqwim::sa_1426
