// Article 12: averages weighted by weekly periods, of one year or of several, and the general grade of an average.
//
//   PeriodSum sum;
//   sum.add(Mark(78), 5);                                   // a final mark and its weekly periods, subject by subject
//   const auto average = average_of_year(sum, rules, trace);  // nothing when no subject has periods
//   const char* grade = general_grade(average->rounded, rules, trace);
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/exact.h"
#include "core/mark.h"
#include "core/trace.h"
#include "regulations/sa_1426/rules.h"

namespace taqwim::sa_1426 {

// Final marks times weekly periods, added up, and the periods.
struct PeriodSum {
    Exact products;
    std::int64_t periods = 0;

    // A subject without periods adds nothing.
    void add(const Mark& final_mark, int weekly_periods);
};

struct PeriodSumOfGrade {
    int grade = 0;
    PeriodSum sum;
};

// Exact, and rounded once to the decimals that the parameters give, a tie going up (decision D15).
struct Average {
    Exact exact;
    Exact rounded;
};

// SR-12.2 within one year, as decision D16 has it for every grade. Nothing without periods.
[[nodiscard]] std::optional<Average> average_of_year(const PeriodSum& sum, const Rules& rules,
                                                     Trace& trace);

// SR-12.2 over the years so far, from the first grade that counts on; earlier grades are left out. The years are pooled,
// or weighted where the Ministry set weights: then a year that is not there yet leaves its weight to the others.
// Nothing without periods. Give each grade once.
[[nodiscard]] std::optional<Average> cumulative_average(std::span<const PeriodSumOfGrade> years,
                                                        const Rules& rules, Trace& trace);

// SR-12.1  The grade of a rounded average, by its code ("excellent"), so that what is printed agrees; null when there are
// no bands. For passing students only. The code lives as long as the rules.
[[nodiscard]] const char* general_grade(const Exact& rounded_average, const Rules& rules,
                                        Trace& trace);

}  // namespace taqwim::sa_1426
