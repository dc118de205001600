#include "regulations/sa_guide/guide_year_answer.h"

#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <utility>

#include "regulations/sa_1426/question_input.h"
#include "regulations/sa_1426/rules_part.h"
#include "regulations/sa_1426/student_year_answer.h"
#include "regulations/sa_guide/assessment_rules.h"
#include "regulations/sa_guide/guide_year_document.h"
#include "regulations/sa_guide/kind_answers.h"

namespace taqwim::sa_guide {

namespace {

class GuideYearAnswer final : public sa_1426::Answer {
public:
    std::vector<Refusal> answer(const JsonValue& document, const sa_1426::RulesInForce& rules,
                                const EvaluateOptions& options, Trace& trace) override
    {
        terms_.clear();
        // Without the guide's own fields it is a year as sa_1426 reads it.
        if (!has_guide_fields(document))
            return year_->answer(document, rules, options, trace);
        const auto school_year = sa_1426::school_year_of(document);
        if (!school_year)
            return {school_year.refusal()};
        const auto in_force = rules.of(*school_year);
        if (!in_force)
            return {in_force.refusal()};
        std::vector<Refusal> problems = compute_components(
            document, sa_1426::part_of<AssessmentRules>(**in_force), terms_, trace);
        if (!problems.empty())
            return problems;
        writer_.clear();
        write_year_by_marks(document, terms_, writer_);
        written_ = writer_.str();
        const Result<JsonValue> by_marks = reader_.read(written_);
        if (!by_marks)
            return {by_marks.refusal()};
        return year_->answer(*by_marks, rules, options, trace);
    }

    [[nodiscard]] const sa_1426::EditionRules& rules() const override { return year_->rules(); }

    void write_json(JsonWriter& json) const override
    {
        year_->write_json(json);
        if (terms_.empty())
            return;
        json.key("components").begin_object();
        for (std::size_t i = 0; i < terms_.size(); ++i) {
            const ComponentTerm& term = terms_[i];
            if (i == 0 || terms_[i - 1].subject != term.subject)
                json.key(term.subject).begin_object();
            json.key(term.term).begin_object();
            json.key("scheme").text(term.scheme->code);
            json.key("status").text(to_text(term.scheme->status()));
            for (const SchemeTotal::Part& part : term.total.parts)
                write_mark_or_null(part.component->id, part.mark, json);
            write_term_mark(term.total.term_mark, json);
            json.key("missing").begin_array();
            for (const Component* const leaf : term.total.missing)
                json.text(leaf->id);
            json.end_array();
            json.end_object();
            if (i + 1 == terms_.size() || terms_[i + 1].subject != term.subject)
                json.end_object();
        }
        json.end_object();
    }

    [[nodiscard]] SheetRow row(const Messages& words) const override { return year_->row(words); }
    [[nodiscard]] std::vector<std::string> csv_record(const Messages& words) const override
    {
        return year_->csv_record(words);
    }
    [[nodiscard]] Explanation explanation(const Messages& words) const override
    {
        return year_->explanation(words);
    }
    [[nodiscard]] std::string decision_words(const Messages& words) const override
    {
        return year_->decision_words(words);
    }
    [[nodiscard]] std::vector<RoundDecision> decisions(const Messages& words) const override
    {
        return year_->decisions(words);
    }

private:
    static bool has_guide_fields(const JsonValue& document)
    {
        return std::any_of(k_guide_fields.begin(), k_guide_fields.end(),
                           [&](std::string_view field) { return document.find(field); });
    }

    std::unique_ptr<sa_1426::Answer> year_ = sa_1426::make_student_year_answer();
    // The trace names subjects of these; they stay in place until the next document.
    std::deque<ComponentTerm> terms_;
    JsonWriter writer_;
    std::string written_;
    JsonReader reader_;
};

}  // namespace

std::unique_ptr<sa_1426::Answer> make_guide_year_answer()
{
    return std::make_unique<GuideYearAnswer>();
}

}  // namespace taqwim::sa_guide
