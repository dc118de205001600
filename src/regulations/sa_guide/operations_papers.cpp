// The kinds about the oral second round and the papers that are kept.

#include <vector>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/question_input.h"
#include "regulations/sa_1426/rules_part.h"
#include "regulations/sa_guide/operations_kinds.h"
#include "regulations/sa_guide/oral_second_round.h"
#include "regulations/sa_guide/retention.h"
#include "regulations/sa_guide/top_and_bottom.h"

namespace taqwim::sa_guide {

using sa_1426::part_of;
using sa_1426::QuestionInput;
using sa_1426::Scope;

namespace {

constexpr sa_1426::NumberRange k_any_count = {0, 1000};

Refusal in_document(Refusal refusal, const JsonValue& input)
{
    refusal.field = input.pointer() + refusal.field;
    return refusal;
}

void write_mark(JsonWriter& out, std::string_view key, const Mark& mark)
{
    if (mark.value.is_whole())
        out.key(key).number(mark.value.reduced().numerator());
    else
        out.key(key).mark(mark);
}

// Two values of a list, or none when the field is not there.
std::array<Mark, 2> read_pair(QuestionInput& question, std::string_view field)
{
    std::array<Mark, 2> pair;
    const auto list = question.array_if(field);
    if (!list)
        return pair;
    std::size_t place = 0;
    for (const JsonValue value : *list) {
        const auto number = question.number_of(value);
        if (place < pair.size() && number)
            pair[place] = Mark(*number);
        ++place;
    }
    if (place != pair.size())
        question.refuse(RefusalCode::value_out_of_range, field,
                        {{"value", std::to_string(place)}, {"minimum", "2"}, {"maximum", "2"}});
    return pair;
}

void write_totals(JsonWriter& out, std::string_view key, const std::vector<std::size_t>& students,
                  const std::vector<std::optional<Mark>>& totals)
{
    out.key(key).begin_array();
    for (const std::size_t student : students) {
        const Exact& total = totals[student]->value;
        if (total.is_whole())
            out.number(total.reduced().numerator());
        else
            out.exact(total);
    }
    out.end_array();
}

}  // namespace

std::optional<Refusal> oral_kind(const JsonValue& input, const sa_1426::EditionRules& rules,
                                 Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"marks", "subject_teacher", "groups", "min_questions", "scope"});
    std::vector<Mark> marks;
    if (const auto list = question.array("marks"))
        for (const JsonValue value : *list) {
            const auto number = question.number_of(value);
            // Others' marks stay hidden until all are signed, so a mark that is not there is no mark of 0.
            if (!number)
                question.refuse({RefusalCode::field_missing, {}, value.pointer(), "PG-20.14"});
            marks.emplace_back(number.value_or(Exact(0)));
        }
    OralPanel panel;
    panel.marks = marks;
    panel.has_subject_teacher = question.yes_if("subject_teacher", false);
    panel.groups = question.whole("groups", k_any_count);
    panel.fewest_questions = question.whole("min_questions", k_any_count);
    panel.scope = question.choice<Scope>(
        "scope", {{"T1", Scope::first_term}, {"T2", Scope::second_term}, {"FULL", Scope::full}});
    if (question.refusal())
        return question.refusal();
    const OralRules& oral = part_of<OperationsRules>(rules).oral;
    const auto mean = panel_mean(panel, oral, trace);
    if (!mean)
        return in_document(mean.refusal(), input);
    out.key("average").mark(*mean);
    Trace silent = Trace::off();
    write_mark(out, "max", oral_maximum(panel.scope, oral, silent));
    return std::nullopt;
}

std::optional<Refusal> oral_year_kind(const JsonValue& input, const sa_1426::EditionRules& rules,
                                      Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"quran", "terms", "sat", "min", "kept", "kept_max", "r2"});
    const bool is_quran = question.yes_if("quran", false);
    OralYear year;
    question.array("terms");
    year.terms = read_pair(question, "terms");
    if (const auto sat = question.array_if("sat")) {
        std::size_t place = 0;
        for (const JsonValue value : *sat)
            if (place < year.sat.size())
                year.sat[place++] = value.truth();
    }
    if (!is_quran)
        year.minimum = question.mark("min");
    year.kept = read_pair(question, "kept");
    year.kept_maximum = read_pair(question, "kept_max");
    year.second_round = question.mark_if("r2");
    const OralRules& oral = part_of<OperationsRules>(rules).oral;
    for (const Mark& term : year.terms)
        if (term > oral.term_maximum.value)
            question.refuse(
                RefusalCode::mark_over_maximum, "terms",
                {{"mark", term.to_text()}, {"maximum", oral.term_maximum.value.to_text()}},
                "PG-20.10");
    for (std::size_t term = 0; term < year.kept.size(); ++term)
        if (year.kept[term] > year.kept_maximum[term] ||
            year.kept_maximum[term] > oral.term_maximum.value)
            question.refuse(RefusalCode::mark_over_maximum, "kept",
                            {{"mark", year.kept[term].to_text()},
                             {"maximum", year.kept_maximum[term].to_text()}},
                            "PG-20.11");
    if (question.refusal())
        return question.refusal();
    const auto result = is_quran ? quran_year(year, oral, trace) : oral_year(year, oral, trace);
    if (!result)
        return in_document(result.refusal(), input);
    const bool passed = result->scope == Scope::none;
    out.key("passed").boolean(passed);
    if (!passed) {
        out.key("scope").text(sa_1426::code(result->scope));
        write_mark(out, "r2_max", result->second_round_maximum);
    }
    if (result->final_mark)
        write_mark(out, "final", *result->final_mark);
    return std::nullopt;
}

std::optional<Refusal> computing_second_round_kind(const JsonValue& input,
                                                   const sa_1426::EditionRules& rules, Trace& trace,
                                                   JsonWriter& out)
{
    QuestionInput question(input, {"grade", "scope", "practical"});
    const OralRules& oral = part_of<OperationsRules>(rules).oral;
    const int grade = question.whole("grade", {oral.least_grade.value, 12});
    const auto scope = question.choice<Scope>(
        "scope", {{"T1", Scope::first_term}, {"T2", Scope::second_term}, {"FULL", Scope::full}});
    // Examined in writing alone, the student has no practical mark.
    if (question.mark_if("practical") && grade == oral.computer_grade.value)
        question.refuse(RefusalCode::no_practical_exam, "practical", {{"component", "practical"}},
                        "PG-20.13");
    if (question.refusal())
        return question.refusal();
    const Mark& term_exam =
        part_of<sa_1426::Rules>(rules).regular[scope == Scope::second_term ? 1 : 0].exam.value;
    write_mark(out, "max", computing_second_round_maximum(grade, scope, term_exam, oral, trace));
    return std::nullopt;
}

std::optional<Refusal> top_bottom_kind(const JsonValue& input, const sa_1426::EditionRules& rules,
                                       Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"totals"});
    std::vector<std::optional<Mark>> totals;
    if (const auto list = question.array("totals"))
        for (const JsonValue value : *list) {
            const auto number = question.number_of(value);
            totals.push_back(number ? std::optional(Mark(*number)) : std::nullopt);
        }
    if (question.refusal())
        return question.refusal();
    const KeptPapers kept = kept_papers(totals, part_of<OperationsRules>(rules).retention, trace);
    write_totals(out, "top", kept.top, totals);
    write_totals(out, "bottom", kept.bottom, totals);
    return std::nullopt;
}

std::optional<Refusal> retention_kind(const JsonValue& input, const sa_1426::EditionRules& rules,
                                      Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"kind", "next_t1_first_exam", "next_t2_first_exam",
                                   "second_year_end", "day", "hold"});
    const auto kind = question.choice<KeptKind>("kind", {{"G1_11", KeptKind::answer_papers},
                                                         {"G12", KeptKind::answer_papers_grade_12},
                                                         {"SUPPORT", KeptKind::supporting_papers}});
    static constexpr std::array<const char*, 3> fields = {"next_t1_first_exam",
                                                          "next_t2_first_exam", "second_year_end"};
    const Day until = question.day(fields[static_cast<std::size_t>(kind)]);
    const auto day = question.day_if("day");
    const bool on_hold = question.yes_if("hold", false);
    if (question.refusal())
        return question.refusal();
    const RetentionPeriod period =
        retention_period(kind, until, part_of<OperationsRules>(rules).retention, trace);
    if (day || on_hold)
        if (auto refusal = disposal_refusal(period, day.value_or(period.earliest), on_hold, trace))
            return in_document(*std::move(refusal), input);
    out.key("earliest").text(period.earliest.to_text());
    if (period.latest)
        out.key("latest").text(period.latest->to_text());
    return std::nullopt;
}

}  // namespace taqwim::sa_guide
