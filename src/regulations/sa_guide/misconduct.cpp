#include "regulations/sa_guide/misconduct.h"

#include "core/refusal_codes.h"

namespace taqwim::sa_guide {

namespace {

// The day on which so many years are complete. Who was born on the 30th completes them, in a month of 29 days, with the
// 1st of the next: nobody is made older than the days that have passed.
std::optional<Day> birthday(HijriDate birth, int years)
{
    HijriDate date = {birth.year + years, birth.month, birth.day};
    if (const auto day = from_hijri(date))
        return day;
    --date.day;
    const auto before = from_hijri(date);
    return before ? std::optional(*before + 1) : std::nullopt;
}

}  // namespace

Result<MisconductCase> misconduct_case(const MisconductFacts& facts, const CheatingRules& rules,
                                       Trace& trace)
{
    auto step = trace.enter("PG-12.D.3", "is_past_the_age_of_misconduct");
    const int age = step.read(rules.misconduct_age);
    const auto act = from_hijri(facts.act);
    const auto at_age = facts.birth ? birthday(*facts.birth, age) : std::nullopt;
    if (!at_age || !act) {
        step.missing("birth_hijri");
        return Refusal{RefusalCode::birth_date_missing, {}, "/birth_hijri", "PG-12.D.3"};
    }
    // Past the age is after that birthday; the birthday itself is not.
    step.value("birthday", *at_age);
    const bool past = !step.not_after("act", *act, *at_age);
    if (past && facts.ban_years) {
        const int least = step.read(rules.ban_least_years);
        const int most = step.read(rules.ban_most_years);
        if (*facts.ban_years < least || *facts.ban_years > most)
            return Refusal{RefusalCode::value_out_of_range,
                           {{"value", std::to_string(*facts.ban_years)},
                            {"minimum", std::to_string(least)},
                            {"maximum", std::to_string(most)}},
                           "/ban_years",
                           "PG-12.D.3"};
        step.value("ban_years", Exact(*facts.ban_years));
    }
    step.conclude(past);
    return past ? MisconductCase::past_the_age : MisconductCase::up_to_the_age;
}

std::optional<Refusal> staff_case_refusal(const StaffCase& staff, Trace& trace)
{
    auto step = trace.enter("PG-12.D.3", "disciplines_before_referral");
    if (!step.is_so("criminal", staff.criminal) || !step.is_so("separable", staff.separable) ||
        !staff.referred_on) {
        step.conclude(true);
        return std::nullopt;
    }
    // On one day is early enough: the text orders the two, and a day has no hours here.
    if (staff.disciplined_on &&
        step.not_before("referred_on", *staff.referred_on, *staff.disciplined_on)) {
        step.conclude(true);
        return std::nullopt;
    }
    step.conclude(false);
    return Refusal{RefusalCode::referral_before_discipline,
                   {{"day", staff.referred_on->to_text()}},
                   "/referred_on",
                   "PG-12.D.3"};
}

}  // namespace taqwim::sa_guide
