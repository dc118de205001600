// The kinds about where a student stands: risk of failure, coverage of goals, the mean of the class, balance of terms.

#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/after_the_result_rules.h"
#include "regulations/sa_1426/article_02_progress.h"
#include "regulations/sa_1426/followup_kinds.h"
#include "regulations/sa_1426/question_input.h"
#include "regulations/sa_1426/rules_part.h"

namespace taqwim::sa_1426 {

namespace {

constexpr NumberRange k_any_count = {0, 1000};
constexpr int k_shown_places = 2;

// Both terms of a course: [64, 56].
std::optional<TermBalance> read_balance(QuestionInput& question, std::string_view field,
                                        const AfterTheResultRules& rules, Trace& trace)
{
    const auto list = question.array_if(field);
    if (!list)
        return std::nullopt;
    std::vector<int> terms;
    for (const JsonValue value : *list) {
        const auto number = question.number_of(value, k_any_count);
        if (!number || !number->is_whole())
            question.refuse({RefusalCode::field_wrong_type,
                             {{"expected", "whole_number"}},
                             value.pointer(),
                             {}});
        terms.push_back(number ? static_cast<int>(number->numerator()) : 0);
    }
    if (terms.size() != k_terms.size())
        question.refuse(RefusalCode::value_out_of_range, field,
                        {{"value", std::to_string(terms.size())},
                         {"minimum", std::to_string(k_terms.size())},
                         {"maximum", std::to_string(k_terms.size())}},
                        "SR-4.3");
    if (question.refusal())
        return std::nullopt;
    const auto balance = balance_of_terms(terms[0], terms[1], rules, trace);
    if (balance)
        return *balance;
    Refusal refusal = balance.refusal();
    refusal.field = question.pointer(field);
    question.refuse(std::move(refusal));
    return std::nullopt;
}

void write_balance(JsonWriter& out, std::string_view key, const std::optional<TermBalance>& balance)
{
    if (!balance)
        return;
    out.key(key).begin_object();
    out.key("share").exact(balance->share);
    out.key("shown").text((balance->share * Exact(100)).shown(k_shown_places));
    out.key("balanced").boolean(balance->balanced);
    out.end_object();
}

}  // namespace

std::optional<Refusal> risk_of_failure_kind(const JsonValue& input, const EditionRules& rules,
                                            Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"min", "parts"});
    const auto minimum = question.mark_if("min");
    std::vector<YearPart> parts;
    if (const auto list = question.array("parts"))
        for (const JsonValue value : *list) {
            QuestionInput part(value, {"mark", "of"});
            const YearPart read = {.mark = part.mark_if("mark"), .of = part.mark("of")};
            if (read.mark && *read.mark > read.of)
                part.refuse(RefusalCode::mark_over_maximum, "mark",
                            {{"mark", read.mark->to_text()}, {"maximum", read.of.to_text()}},
                            "SR-6.5");
            if (part.refusal())
                question.refuse(*part.refusal());
            parts.push_back(read);
        }
    if (question.refusal())
        return question.refusal();
    const Risk risk = risk_of_failure(minimum, parts, part_of<AfterTheResultRules>(rules), trace);
    out.key("status").text(code(risk.status));
    if (risk.status == RiskStatus::no_minimum)
        return std::nullopt;
    out.key("need").mark(risk.needed);
    out.key("avail").mark(risk.available);
    out.key("ratio");
    risk.available.value.is_zero() ? out.null() : out.exact((risk.needed / risk.available).value);
    return std::nullopt;
}

std::optional<Refusal> goal_coverage_kind(const JsonValue& input, const EditionRules& rules,
                                          Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"goals", "taught", "mastered"});
    GoalCoverage coverage;
    if (const auto list = question.array_if("goals")) {
        std::vector<Goal> goals;
        for (const JsonValue value : *list) {
            QuestionInput goal(value, {"taught", "mark", "of"});
            goals.push_back({.taught = goal.yes_if("taught", true),
                             .mark = goal.mark_if("mark").value_or(Mark(0)),
                             .of = goal.mark_if("of").value_or(Mark(0))});
            if (goals.back().mark > goals.back().of)
                goal.refuse(RefusalCode::mark_over_maximum, "mark",
                            {{"mark", goals.back().mark.to_text()},
                             {"maximum", goals.back().of.to_text()}});
            if (goal.refusal())
                question.refuse(*goal.refusal());
        }
        if (question.refusal())
            return question.refusal();
        coverage = goal_coverage(goals, part_of<AfterTheResultRules>(rules), trace);
    } else {
        coverage.taught = question.whole("taught", k_any_count);
        coverage.mastered = question.whole("mastered", {0, Exact(coverage.taught)});
        if (question.refusal())
            return question.refusal();
        coverage.percent = goal_percent(coverage.mastered, coverage.taught, trace);
    }
    out.key("taught").number(coverage.taught);
    out.key("mastered").number(coverage.mastered);
    out.key("percent");
    coverage.percent ? out.exact(*coverage.percent) : out.null();
    out.key("shown");
    coverage.percent ? out.text(coverage.percent->shown(k_shown_places)) : out.null();
    return std::nullopt;
}

std::optional<Refusal> class_mean_kind(const JsonValue& input, const EditionRules& rules,
                                       Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"marks", "own"});
    std::vector<Mark> sitters;
    // Who was absent has no mark and is not in the mean.
    if (const auto list = question.array("marks"))
        for (const JsonValue value : *list)
            if (const auto number = question.number_of(value))
                sitters.emplace_back(*number);
    const auto own = question.mark_if("own");
    if (question.refusal())
        return question.refusal();
    const ClassMean mean = class_mean(sitters, own, part_of<AfterTheResultRules>(rules), trace);
    out.key("n").number(mean.sitters);
    out.key("shown").boolean(mean.shown);
    if (!mean.shown)
        return std::nullopt;
    out.key("mean").exact(mean.mean);
    out.key("variance").exact(mean.variance);
    out.key("deviation").text(mean.deviation.shown(k_shown_places));
    if (mean.difference)
        out.key("difference").exact(*mean.difference);
    if (own) {
        out.key("score");
        mean.score ? out.text(mean.score->shown(k_shown_places)) : out.null();
    }
    return std::nullopt;
}

std::optional<Refusal> balance_of_terms_kind(const JsonValue& input, const EditionRules& rules,
                                             Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"periods", "content", "reason"});
    const auto& after = part_of<AfterTheResultRules>(rules);
    question.array("periods");
    const auto periods = read_balance(question, "periods", after, trace);
    const auto content = read_balance(question, "content", after, trace);
    const bool has_reason = !question.text_if("reason").value_or(std::string_view()).empty();
    if (question.refusal())
        return question.refusal();
    write_balance(out, "periods", periods);
    write_balance(out, "content", content);
    const bool balanced = (!periods || periods->balanced) && (!content || content->balanced);
    out.key("status").text(balanced ? "ACCEPTED"
                                    : (has_reason ? "ACCEPTED_WITH_REASON" : "REASON_REQUIRED"));
    return std::nullopt;
}

}  // namespace taqwim::sa_1426
