// The early grades of the guide (PG-1) where they go beyond the year by mastery of sa_1426: the class head's final
// opinion, the last weeks before a proposal not to promote, referral, and what may be written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/finding.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_1426/mastery_facts.h"
#include "regulations/sa_1426/mastery_rules.h"
#include "regulations/sa_guide/early_rules.h"

namespace taqwim::sa_guide {

// PG-1.60  The options of the final opinion: a moves, b moves with remarks, c does not move.
enum class Opinion : std::uint8_t { a, b, c };
[[nodiscard]] const char* code(Opinion opinion);
[[nodiscard]] std::optional<Opinion> opinion_of(std::string_view code);

// The options that agree with the minimum skills (`promotion`, of PG-1.58). None while it is undetermined.
[[nodiscard]] std::vector<Opinion> offered_opinions(Finding promotion, Trace& trace);

struct ClassHeadOpinion {
    Opinion option = Opinion::a;
    std::vector<std::string> remarks;  // of mastery.remarks
};
// Refuses an option that is not offered, and b without a remark.
[[nodiscard]] std::optional<Refusal> refuses_opinion(const ClassHeadOpinion& opinion,
                                                     Finding promotion, Trace& trace);
// The option under which the page is issued: after the committee promoted, b (D11).
[[nodiscard]] Opinion opinion_after_committee(Opinion opinion, sa_1426::CommitteeChoice decision);

// PG-1.56, PG-1.57  What was done for one missing minimum skill in the last weeks.
struct FinalEffort {
    std::string skill;  // its code
    int attempts = 0;   // judgements inside the last weeks
    int guardian_contacts = 0;
    int committee_contacts = 0;
};
// The first day of those weeks: they end with the last day of term 2.
[[nodiscard]] Day first_day_of_final_weeks(Day last_day, const EarlyRules& rules);
// Refuses a proposal not to promote while an attempt or a contact is missing.
[[nodiscard]] std::optional<Refusal> refuses_without_final_effort(const FinalEffort& effort,
                                                                  Trace& trace);

// PG-1.48  Support programmes need a referral.
[[nodiscard]] std::optional<Refusal> refuses_support_without_referral(
    sa_1426::CommitteeChoice decision, bool referred, Trace& trace);

// PG-1.61, PG-1.62  Whether a description holds a mark: a number beside a slash, a percent sign or a decimal point, or
// two numbers joined as "7 of 10". Gives the text of it.
[[nodiscard]] std::optional<std::string> mark_in_description(std::string_view text);

// PG-1.64  Grade 1 of a memorisation school trains recitation and is not judged in it (D19).
[[nodiscard]] std::optional<Refusal> refuses_recitation(int grade, const EarlyRules& rules,
                                                        Trace& trace);

}  // namespace taqwim::sa_guide
