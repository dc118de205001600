// The kind about the cumulative average of the last secondary grades.

#include <algorithm>
#include <string>
#include <vector>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/after_the_result_rules.h"
#include "regulations/sa_1426/article_12_average.h"
#include "regulations/sa_1426/followup_kinds.h"
#include "regulations/sa_1426/question_input.h"
#include "regulations/sa_1426/rules_part.h"

namespace taqwim::sa_1426 {

namespace {

constexpr NumberRange k_grades = {1, 12};
// A plan gives no subject more periods a week.
constexpr NumberRange k_weekly_periods = {0, 60};
constexpr NumberRange k_all_periods = {0, 100000};
constexpr NumberRange k_any_sum = {0, 10000000};

// With its decimals where they end, as marks are written, otherwise as a fraction.
std::string written(const Exact& number)
{
    constexpr int k_most_decimals = 6;
    for (int places = 0; places <= k_most_decimals; ++places)
        if (number.rounded(places, Ties::away_from_zero) == number)
            return number.shown(places);
    return number.to_text();
}

void add_subject(PeriodSum& sum, const JsonValue& value, QuestionInput& question)
{
    QuestionInput subject(value, {"code", "final", "periods", "in_average"});
    const Mark final_mark(subject.number("final", {0, 100}));
    const int periods = subject.whole("periods", k_weekly_periods);
    const bool counts = subject.yes_if("in_average", true);
    if (subject.refusal())
        question.refuse(*subject.refusal());
    else if (counts)
        sum.add(final_mark, periods);
}

// The years that were passed, each grade once: of a repeated grade the attempt that passed counts.
std::vector<PeriodSumOfGrade> read_years(QuestionInput& question)
{
    std::vector<PeriodSumOfGrade> years;
    const auto list = question.array("years");
    if (!list)
        return years;
    for (const JsonValue value : *list) {
        QuestionInput year(value, {"grade", "passed", "subjects"});
        PeriodSumOfGrade sum;
        sum.grade = year.whole("grade", k_grades);
        const bool passed = year.yes_if("passed", true);
        if (const auto subjects = year.array("subjects"))
            for (const JsonValue subject : *subjects)
                add_subject(sum.sum, subject, year);
        const bool again =
            std::any_of(years.begin(), years.end(), [&sum](const PeriodSumOfGrade& earlier) {
                return earlier.grade == sum.grade;
            });
        if (passed && again)
            year.refuse(RefusalCode::given_twice, "grade", {{"other", list->pointer()}}, "SR-12.2");
        if (year.refusal())
            question.refuse(*year.refusal());
        if (passed)
            years.push_back(sum);
    }
    return years;
}

// The Ministry's weights as the document states them: {"11": "0.4", "12": "0.6"}, together one.
void read_weights(QuestionInput& question, Rules& rules)
{
    const auto given = question.object_if("year_weights");
    if (!given)
        return;
    const int first = rules.average_from_grade.value;
    const int last = static_cast<int>(k_grades.high.numerator());
    std::vector<Exact> weights(static_cast<std::size_t>(last - first + 1));
    Exact sum;
    for (const JsonValue value : *given) {
        const auto grade = Exact::parse(value.key());
        const auto weight = question.number_of(value, {0, 1});
        if (!grade || !grade->is_whole() || *grade < Exact(first) || *grade > Exact(last)) {
            question.refuse({RefusalCode::value_out_of_range,
                             {{"value", std::string(value.key())},
                              {"minimum", std::to_string(first)},
                              {"maximum", std::to_string(last)}},
                             value.pointer(),
                             "SR-12.2"});
            return;
        }
        weights[static_cast<std::size_t>(grade->numerator() - first)] = weight.value_or(Exact(0));
        sum += weight.value_or(Exact(0));
    }
    if (sum != Exact(1))
        question.refuse(RefusalCode::marks_do_not_add_up, "year_weights",
                        {{"sum", written(sum)}, {"needed", "1"}}, "SR-12.2");
    rules.average_year_weights.value = std::move(weights);
}

void write_sum(JsonWriter& out, const PeriodSum& sum)
{
    out.key("sum").text(written(sum.products));
    out.key("periods").text(std::to_string(sum.periods));
}

}  // namespace

std::optional<Refusal> cumulative_average_kind(const JsonValue& input, const EditionRules& rules,
                                               Trace& trace, JsonWriter& out)
{
    QuestionInput question(input, {"years", "year_weights", "sum", "periods"});
    // A copy, as the document may bring weights of its own.
    Rules mark_rules = part_of<Rules>(rules);
    std::vector<PeriodSumOfGrade> years;
    PeriodSum given;
    const bool sums_given = question.has("sum");
    if (sums_given) {
        given.products = question.number("sum", k_any_sum);
        given.periods = question.whole("periods", k_all_periods);
    } else {
        years = read_years(question);
        read_weights(question, mark_rules);
    }
    if (question.refusal())
        return question.refusal();
    const auto average = sums_given ? average_of_year(given, mark_rules, trace)
                                    : cumulative_average(years, mark_rules, trace);
    if (!average)
        return Refusal{RefusalCode::average_without_periods,
                       {},
                       question.pointer(sums_given ? "periods" : "years"),
                       "SR-12.2"};

    const int from_grade = mark_rules.average_from_grade.value;
    if (!sums_given) {
        given = {};
        out.key("years").begin_array();
        for (const PeriodSumOfGrade& year : years) {
            if (year.grade < from_grade || year.sum.periods == 0)
                continue;
            given.products += year.sum.products;
            given.periods += year.sum.periods;
            out.begin_object();
            out.key("grade").number(year.grade);
            write_sum(out, year.sum);
            out.end_object();
        }
        out.end_array();
    }
    // Weighted years are not one sum over one number of periods.
    if (mark_rules.average_year_weights.value.empty())
        write_sum(out, given);
    out.key("exact").text(written(average->exact));
    out.key("rounded").text(average->rounded.shown(mark_rules.average_decimals.value));
    const char* grade = general_grade(average->rounded, mark_rules, trace);
    if (const std::string* label =
            part_of<AfterTheResultRules>(rules).general_grade_labels.of(grade))
        out.key("general_grade").text(*label);
    out.key("general_grade_confirmed").boolean(mark_rules.grade_bands_confirmed.value);
    return std::nullopt;
}

}  // namespace taqwim::sa_1426
