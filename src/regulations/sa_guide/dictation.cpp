#include "regulations/sa_guide/dictation.h"

#include "core/refusal_codes.h"

#include <algorithm>

namespace taqwim::sa_guide {

Result<Mark> test_dictation_mark(const Mark& maximum, int wrong_words, int grade,
                                 const AssessmentRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-5.dictation.2", "test_dictation_mark");
    const std::vector<int>& grades = step.read(rules.dictation.grades);
    const auto row = std::find(grades.begin(), grades.end(), grade);
    if (row == grades.end())
        return Refusal{
            RefusalCode::grade_not_covered,
            {{"grade", std::to_string(grade)}, {"allowed", rules.dictation.grades.info->value}},
            "grade",
            "PG-5.dictation.2"};
    const int words =
        step.read(rules.dictation.words)[static_cast<std::size_t>(row - grades.begin())];
    if (!step.at_most("wrong_words", Exact(wrong_words), Exact(words)))
        return Refusal{RefusalCode::value_out_of_range,
                       {{"value", std::to_string(wrong_words)},
                        {"minimum", "0"},
                        {"maximum", std::to_string(words)}},
                       "wrong_words",
                       "PG-5.dictation.2"};
    const Mark taken = step.read(rules.dictation.deduction_per_wrong_word) * wrong_words;
    step.value("maximum", maximum);
    step.value("taken", taken);
    return step.result("mark", taken > maximum ? Mark(0) : maximum - taken);
}

}  // namespace taqwim::sa_guide
