#include "regulations/sa_1426/article_11_makeup.h"

#include "core/refusal_codes.h"

namespace taqwim::sa_1426 {

namespace {

std::string grades(int first, int last)
{
    return std::to_string(first) + "-" + std::to_string(last);
}

// A window of so many days from its first day on, which is counted.
MakeupWindow first_days(Day first, int days)
{
    return {.from = first, .to = first + (days - 1)};
}

}  // namespace

MakeupRules MakeupRules::read(const ParametersOnDay& parameters, const std::string& topic)
{
    return {.least_grade = parameters.count(topic + ".makeup_least_grade"),
            .term_1_days = parameters.count(topic + ".makeup_term_1_days"),
            .term_2_days = parameters.count(topic + ".makeup_term_2_days"),
            .term_2_most_grade = parameters.count(topic + ".makeup_term_2_most_grade"),
            .second_round_days = parameters.count(topic + ".makeup_second_round_days")};
}

Result<MakeupWindow> makeup_window(const MakeupRequest& request, const MakeupRules& rules,
                                   Trace& trace)
{
    auto step = trace.enter("SR-11.1", "makeup_window");
    // 1. Only where the end of a term is examined.
    const int least = step.read(rules.least_grade);
    const int most = step.read(rules.term_2_most_grade);
    if (request.grade && !step.at_least("grade", *request.grade, least))
        return Refusal{
            RefusalCode::grade_not_covered,
            {{"grade", std::to_string(*request.grade)}, {"allowed", grades(least, most + 1)}},
            {},
            "SR-11.1"};
    MakeupWindow window;
    switch (request.exam) {
    case MissedExam::first_term:
        // 2. The first days of the second term, its first day included.
        window = first_days(request.counted_from, step.read(rules.term_1_days));
        break;
    case MissedExam::second_term:
        // 3. Within days from the last exam, which is not counted; the last grade goes to the second round.
        if (request.grade && !step.at_most("grade", *request.grade, most))
            return Refusal{RefusalCode::make_up_not_for_grade,
                           {{"grade", std::to_string(*request.grade)}},
                           {},
                           "SR-11.1"};
        window = first_days(request.counted_from + 1, step.read(rules.term_2_days));
        break;
    case MissedExam::second_round:
        // 4. Not later than the first days of the new year.
        window = first_days(request.counted_from, step.read(rules.second_round_days));
        window.from.reset();
        if (request.last_exam)
            window.from = *request.last_exam + 1;
        break;
    }
    if (window.from)
        step.value("first_day", *window.from);
    step.value("last_day", window.to);
    return window;
}

std::optional<Refusal> makeup_day_refusal(const MakeupWindow& window, Day day, const char* clause)
{
    if (day > window.to)
        return Refusal{RefusalCode::make_up_after_limit,
                       {{"day", day.to_text()}, {"limit", window.to.to_text()}},
                       {},
                       clause};
    if (window.from && day < *window.from)
        return Refusal{RefusalCode::make_up_before_window,
                       {{"day", day.to_text()}, {"first_day", window.from->to_text()}},
                       {},
                       clause};
    return std::nullopt;
}

}  // namespace taqwim::sa_1426
