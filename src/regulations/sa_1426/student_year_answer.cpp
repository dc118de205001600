#include "regulations/sa_1426/student_year_answer.h"

#include <deque>
#include <utility>

#include "core/refusal_codes.h"
#include "regulations/frame/refusal_json.h"
#include "regulations/sa_1426/answer_sheet.h"
#include "regulations/sa_1426/evaluation.h"
#include "regulations/sa_1426/outcome_json.h"
#include "regulations/sa_1426/results_sheet.h"
#include "regulations/sa_1426/student_year_json.h"

namespace taqwim::sa_1426 {

namespace {

class StudentYearAnswer final : public Answer {
public:
    std::vector<Refusal> answer(const JsonValue& document, const RulesInForce& rules,
                                const EvaluateOptions& options, Trace& trace) override
    {
        StudentYearReading reading =
            read_student_year(document, {.rules = rules, .last_plan = &last_plan_});
        if (!reading.facts)
            return std::move(reading.problems);
        year_ = std::move(*reading.facts);
        policy_ = std::move(reading.policy);
        rules_ = reading.rules;
        if (year_.id.empty())
            year_.id = document_id(document, 0);
        auto refusal = evaluate(year_, *rules_, outcome_, trace);
        // Each turn takes the mark of one subject away.
        while (refusal && options.leave_aside_papers_not_due && leave_aside(*refusal))
            refusal = evaluate(year_, *rules_, outcome_, trace);
        if (refusal)
            return {std::move(*refusal)};
        has_changes_ = options.what_would_change;
        changes_ = has_changes_ ? what_would_change(year_, outcome_, *rules_) : WhatWouldChange{};
        return {};
    }

    [[nodiscard]] const EditionRules& rules() const override { return *rules_; }

    void write_json(JsonWriter& json) const override
    {
        write_outcome(year_, outcome_, *rules_, json);
        if (policy_) {
            json.key("policy_given").begin_array();
            for (const ParameterInfo& info : policy_->given)
                json.text(info.name);
            json.end_array();
        }
        if (has_changes_) {
            json.key("what_would_change");
            write_what_would_change(year_, outcome_, changes_, json);
        }
    }

    [[nodiscard]] SheetRow row(const Messages& words) const override
    {
        return sheet_row(source(words));
    }
    [[nodiscard]] std::vector<std::string> csv_record(const Messages& words) const override
    {
        return sa_1426::csv_record(source(words));
    }
    [[nodiscard]] Explanation explanation(const Messages& words) const override
    {
        return sa_1426::explanation(source(words), changes_);
    }
    [[nodiscard]] std::string decision_words(const Messages& words) const override
    {
        return label_or_code(words, code(outcome_.last().decision));
    }
    // As a study of other parameters counts them: by the clause that passed the year, else by the decision.
    [[nodiscard]] std::vector<RoundDecision> decisions(const Messages& words) const override
    {
        const auto of = [&](const char* name, const Round& round) {
            const bool is_passed = round.decision == Decision::passed;
            const std::string label = label_or_code(words, code(round.decision));
            return RoundDecision{name, is_passed ? round.by : code(round.decision),
                                 is_passed ? label + " (" + article_words(words, round.by) + ')'
                                           : label};
        };
        return {of("first", outcome_.first), of("final", outcome_.last())};
    }

private:
    // Forgets the second-round mark of the subject that was refused because it is not due.
    bool leave_aside(const Refusal& refusal)
    {
        constexpr std::string_view k_place = "/second_round/";
        if (refusal.code != RefusalCode::second_round_not_due ||
            !std::string_view(refusal.field).starts_with(k_place))
            return false;
        const auto subject =
            year_.plan->find(std::string_view(refusal.field).substr(k_place.size()));
        if (!subject ||
            year_.subjects[*subject].second_round.state == SecondRound::State::not_given)
            return false;
        year_.subjects[*subject].second_round = {};
        return true;
    }

    [[nodiscard]] SheetSource source(const Messages& words) const
    {
        static const std::deque<ParameterInfo> none;
        return {year_, outcome_, *rules_, words, policy_ ? policy_->given : none};
    }

    StudentYear year_;
    Outcome outcome_;
    bool has_changes_ = false;
    WhatWouldChange changes_;
    const Rules* rules_ = nullptr;
    std::unique_ptr<const GivenPolicy> policy_;
    std::shared_ptr<const Plan> last_plan_;
};

}  // namespace

std::unique_ptr<Answer> make_student_year_answer()
{
    return std::make_unique<StudentYearAnswer>();
}

}  // namespace taqwim::sa_1426
