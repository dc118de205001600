#include "core/refusal_codes.h"
#include "regulations/sa_1426/rules_part.h"
#include "regulations/sa_guide/assessment_kinds.h"
#include "regulations/sa_guide/kind_answers.h"
#include "regulations/sa_guide/quran_memorisation.h"

namespace taqwim::sa_guide {

namespace {

using sa_1426::EditionRules;
using sa_1426::QuestionInput;

constexpr int k_most_slots = 1000;

std::optional<Refusal> quran_daily_mark_kind(const JsonValue& input, const EditionRules& edition,
                                             Trace& trace, JsonWriter& out)
{
    const auto& rules = sa_1426::part_of<AssessmentRules>(edition);
    QuestionInput question(input, {"raw", "max", "conduct_deduction"});
    const Mark raw = question.mark("raw");
    const Mark maximum = question.mark_if("max").value_or(rules.quran.daily_maximum.value);
    const Mark deduction = question.mark_if("conduct_deduction").value_or(Mark(0));
    if (question.refusal())
        return question.refusal();
    const auto net = mark_net_of_conduct(raw, maximum, deduction, rules, trace);
    if (!net)
        return placed(net.refusal(), question);
    out.key("net").mark(*net);
    return std::nullopt;
}

std::optional<Refusal> quran_quality_kind(const JsonValue& input, const EditionRules& edition,
                                          Trace& trace, JsonWriter& out)
{
    const auto& rules = sa_1426::part_of<AssessmentRules>(edition);
    QuestionInput question(
        input, {"daily_sum", "daily_count", "weekly_sum", "weekly_count", "lost_slots", "pending"});
    PeriodSlots slots;
    slots.daily_sum = question.mark("daily_sum");
    slots.daily_count = question.whole("daily_count", {0, k_most_slots});
    slots.weekly_sum = question.mark("weekly_sum");
    slots.weekly_count = question.whole("weekly_count", {0, k_most_slots});
    slots.pending = question.whole_if("pending", {0, k_most_slots}).value_or(0);
    if (const auto given = question.object_if("lost_slots")) {
        QuestionInput lost(*given, {"daily", "weekly", "reason"});
        slots.daily_lost = lost.whole_if("daily", {0, k_most_slots}).value_or(0);
        slots.weekly_lost = lost.whole_if("weekly", {0, k_most_slots}).value_or(0);
        lost.text("reason");
        if (lost.refusal())
            return lost.refusal();
    }
    if (question.refusal())
        return question.refusal();
    const auto quality = memorisation_quality(slots, rules, trace);
    if (!quality)
        return placed(quality.refusal(), question);
    out.key("quality").mark(quality->quality);
    out.key("shown").text(quality->quality.shown());
    out.key("max").mark(quality->maximum);
    return std::nullopt;
}

void read_marks(QuestionInput& question, std::string_view field, std::vector<Mark>& marks)
{
    const auto list = question.array(field);
    if (!list)
        return;
    for (const JsonValue one : *list)
        if (const auto number = question.number_of(one))
            marks.emplace_back(*number);
        else
            question.refuse(RefusalCode::field_missing, field, {{"field", std::string(field)}});
}

std::optional<Refusal> quran_term_kind(const JsonValue& input, const EditionRules& edition,
                                       Trace& trace, JsonWriter& out)
{
    const auto& rules = sa_1426::part_of<AssessmentRules>(edition);
    QuestionInput question(input, {"scheme", "grade", "quality", "review", "final_review_days",
                                   "recitation", "periods_due"});
    question.text_if("scheme");
    QuranTermFacts facts;
    facts.grade = question.whole_if("grade", {1, 12}).value_or(0);
    facts.periods_due =
        question.whole_if("periods_due", {1, rules.quran.periods.value}).value_or(0);
    read_marks(question, "quality", facts.quality);
    read_marks(question, "review", facts.review);
    read_marks(question, "final_review_days", facts.final_review_days);
    read_marks(question, "recitation", facts.recitation);
    if (question.refusal())
        return question.refusal();
    const auto term = quran_term(facts, rules, trace);
    if (!term)
        return placed(term.refusal(), question);
    out.key("period_marks").begin_array();
    for (const Mark& mark : term->period_marks)
        out.mark(mark);
    out.end_array();
    out.key("memorisation").mark(term->memorisation);
    out.key("recitation").mark(term->recitation);
    write_term_mark(term->term_mark, out);
    return std::nullopt;
}

}  // namespace

void append_quran_kinds(std::vector<sa_1426::DocumentKind>& kinds)
{
    kinds.push_back({"quran_daily_mark", sa_1426::simple<quran_daily_mark_kind>});
    kinds.push_back({"quran_quality", sa_1426::simple<quran_quality_kind>});
    kinds.push_back({"quran_term", sa_1426::simple<quran_term_kind>});
}

}  // namespace taqwim::sa_guide
