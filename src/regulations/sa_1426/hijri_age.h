// Ages as the Saudi rules count them: completed Hijri years.
#pragma once

#include "core/hijri.h"

namespace taqwim::sa_1426 {

// From the day of birth to this day; negative when the birth is later.
[[nodiscard]] constexpr int years_of_months(int months)
{
    constexpr int k_months_of_a_year = 12;
    return months >= 0 ? months / k_months_of_a_year
                       : -((k_months_of_a_year - 1 - months) / k_months_of_a_year);
}

[[nodiscard]] inline int completed_hijri_years(const HijriDate& birth, const HijriDate& on)
{
    return years_of_months(hijri_months_between(birth, on));
}

}  // namespace taqwim::sa_1426
