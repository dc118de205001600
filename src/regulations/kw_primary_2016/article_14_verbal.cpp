#include "regulations/kw_primary_2016/article_14_verbal.h"

namespace taqwim::kw_primary_2016 {

VerbalGrade verbal_grade(const Exact& percentage, const Rules& rules, Trace& trace)
{
    auto step = trace.enter("KW-14", "verbal_grade");
    step.value("percentage", percentage);
    // The bands fall to zero, so those above the percentage are all that stand before its own.
    std::size_t above = 0;
    for (const GradeBand& band : rules.verbal_bands.value)
        above += percentage < band.from ? 1 : 0;
    const VerbalGrade grade = rules.verbal_bands.value[above].grade;
    step.result_text("grade", code(grade));
    return grade;
}

VerbalGrade verbal_grade(const Mark& mark, const Rules& rules, Trace& trace)
{
    // A maximum of 100, which is the text's own, makes the mark its own percentage.
    const Exact& maximum = rules.maximum_mark.value.value;
    return verbal_grade(maximum == Exact(100) ? mark.value : mark.value * Exact(100) / maximum,
                        rules, trace);
}

}  // namespace taqwim::kw_primary_2016
