#include "regulations/sa_1426/fraction_raise.h"

#include <algorithm>

namespace taqwim::sa_1426 {

Mark raised_to_whole(const Mark& mark)
{
    if (mark.value.is_whole())
        return mark;
    const std::int64_t nearest = mark.value.nearest(Ties::away_from_zero);
    return Mark(Exact(Exact(nearest) < mark.value ? nearest + 1 : nearest));
}

RaisedTerm raised_term_mark(const Mark& raw, const Mark* share, const char* term,
                            const Rules& rules, Trace& trace)
{
    auto step = trace.enter("PG-16.C.11", "fraction_raise", term);
    step.value("raw", raw);
    const FractionRaise raise = step.read(rules.fraction_raise);
    // 1. Without a minimum there is nothing that raising could make the term reach.
    if (share == nullptr)
        return {.mark = step.result("mark", raw), .reached = true};
    // 2. A term that reaches its share keeps its fraction; exactly the share is enough.
    if (step.at_least("term_mark", raw, *share))
        return {.mark = step.result("mark", raw), .reached = true};
    // 3. A fraction is raised if that makes the term reach its share.
    if (raise == FractionRaise::guide) {
        const Mark whole = raised_to_whole(raw);
        if (step.at_least("raised", whole, *share))
            return {.mark = step.result("mark", whole), .reached = true};
    }
    return {.mark = step.result("mark", raw), .reached = false};
}

RaisedFinal raised_final_mark(const FinalSum& sum, const Rules& rules, Trace& trace)
{
    auto step = trace.enter("PG-16.C.11", "fraction_raise", "year");
    step.value("raw", sum.raw);
    if (step.read(rules.fraction_raise) == FractionRaise::none)
        return {.mark = step.result("mark", sum.raw)};
    // 1. After the parts are added up, any fraction is raised; never above the subject's maximum.
    const Mark whole = std::min(raised_to_whole(sum.raw), rules.subject_maximum.value);
    // 2. Who reached the share of every term cannot be left below the minimum: there would be no term to be examined in
    //    (SR-8.1).
    if (sum.minimum != nullptr && whole < *sum.minimum && sum.all_terms_reached) {
        step.at_least("raised", whole, *sum.minimum);
        step.is_so("all_terms_reached", sum.all_terms_reached);
        return {.mark = step.result("mark", *sum.minimum), .lifted_to_minimum = true};
    }
    return {.mark = step.result("mark", whole)};
}

}  // namespace taqwim::sa_1426
