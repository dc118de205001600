#include "committees/votes.h"

#include <algorithm>
#include <iterator>

#include "core/refusal_codes.h"

namespace taqwim::committees {

namespace {

constexpr std::string_view k_approved = "approved";
constexpr std::string_view k_refused = "refused";

// SR-5.3, PG-1.63  What the guidance committee's votes carry, by its regulation's own rule.
Result<std::string> carried_by_guidance(const Decision& decision,
                                        const std::optional<sa_1426::MasteryRules>& rules)
{
    if (!rules)
        return Refusal{RefusalCode::committee_not_due, {}, "", "SR-5.3"};
    Trace trace = Trace::off();
    const auto choice = sa_1426::decided_by_guidance_committee(session_of(decision), *rules, trace);
    if (!choice)
        return choice.refusal();
    return std::string(sa_1426::code(*choice));
}

// Where no text says more: the regulation's quorum if it has one, the chair, the majority, reasons.
Result<std::string> carried_by_majority(const Decision& decision,
                                        const std::optional<sa_1426::MasteryRules>& rules)
{
    if (rules) {
        const int needed = sa_1426::quorum_of(session_of(decision), *rules);
        if (decision.present < needed)
            return Refusal{
                RefusalCode::quorum_missing,
                {{"present", std::to_string(decision.present)}, {"needed", std::to_string(needed)}},
                "attendance",
                ""};
    }
    if (!decision.chair_present)
        return Refusal{RefusalCode::committee_chair_absent, {}, "attendance", ""};
    const auto votes_for = [&](std::string_view vote) {
        return std::ranges::count(decision.attendance, vote, &Attendance::vote);
    };
    if (decision.reasons.empty())
        return Refusal{RefusalCode::reason_missing, {{"field", "reasons"}}, "reasons", ""};
    const auto approved = votes_for(k_approved);
    const auto refused = votes_for(k_refused);
    if (approved != refused)
        return std::string(approved > refused ? k_approved : k_refused);
    if (approved > 0 && (decision.chair_vote == k_approved || decision.chair_vote == k_refused))
        return decision.chair_vote;
    return Refusal{RefusalCode::committee_undecided, {}, "attendance", ""};
}

}  // namespace

std::optional<sa_1426::MasteryRules> mastery_rules(const RuleSet* rules, Day day)
{
    if (rules == nullptr)
        return std::nullopt;
    const auto values = rules->parameters().on(day);
    if (!values || !values->has("mastery.quorum_share"))
        return std::nullopt;
    sa_1426::MasteryClauses clauses = sa_1426::k_regulation_clauses;
    if (rules->id() == "sa_guide")
        clauses.committee = "PG-1.63";
    return sa_1426::MasteryRules::read(*values, clauses);
}

sa_1426::CommitteeSession session_of(const Decision& decision)
{
    sa_1426::CommitteeSession session;
    session.members = static_cast<int>(decision.members);
    session.conflicted = static_cast<int>(decision.conflicted);
    session.present = static_cast<int>(decision.present);
    session.chair_present = decision.chair_present;
    for (const Attendance& one : decision.attendance)
        if (const auto choice = sa_1426::committee_choice_of(one.vote))
            ++session.votes[static_cast<std::size_t>(*choice)];
    session.chair_vote = sa_1426::committee_choice_of(decision.chair_vote);
    session.programme = decision.programme;
    session.reasons = decision.reasons;
    return session;
}

std::optional<Refusal> refuses_vote(const Decision& decision, std::string_view kind)
{
    const bool is_guidance = kind == "guidance";
    for (const Attendance& one : decision.attendance) {
        const bool is_known =
            one.vote.empty() || (is_guidance ? sa_1426::committee_choice_of(one.vote).has_value()
                                             : one.vote == k_approved || one.vote == k_refused);
        if (!is_known || (one.is_conflicted && !one.vote.empty()))
            return school::value_not_listed("vote", one.vote,
                                            is_guidance ? "PRIMARY_PROMOTED, PRIMARY_RETAINED, "
                                                          "PRIMARY_SUPPORT"
                                                        : "approved, refused");
    }
    return std::nullopt;
}

std::optional<Refusal> count_attendance(Decision& decision, const std::vector<Member>& all)
{
    std::vector<Member> voting;
    std::ranges::copy_if(all, std::back_inserter(voting), [&](const Member& member) {
        return member.votes() && member.days.contains(decision.decided_on);
    });
    decision.members = std::ssize(voting);
    decision.conflicted = 0;
    decision.present = 0;
    decision.chair_present = false;
    for (const Attendance& one : decision.attendance) {
        const auto member =
            std::ranges::find(voting, one.staff_member_id, &Member::staff_member_id);
        if (member == voting.end() || std::ranges::count(decision.attendance, one.staff_member_id,
                                                         &Attendance::staff_member_id) > 1)
            return school::unknown_record("staff_member", one.staff_member_id, "attendance");
        if (one.is_conflicted) {
            ++decision.conflicted;
            continue;
        }
        ++decision.present;
        decision.chair_present = decision.chair_present || member->presides();
    }
    std::ranges::sort(decision.attendance, {}, &Attendance::staff_member_id);
    return std::nullopt;
}

Result<std::string> carried_by_votes(const Decision& decision, std::string_view kind,
                                     const std::optional<sa_1426::MasteryRules>& rules)
{
    return kind == "guidance" ? carried_by_guidance(decision, rules)
                              : carried_by_majority(decision, rules);
}

}  // namespace taqwim::committees
