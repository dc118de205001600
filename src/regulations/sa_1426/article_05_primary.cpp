#include "regulations/sa_1426/article_05_primary.h"

#include "core/refusal_codes.h"

#include <algorithm>
#include <array>

namespace taqwim::sa_1426 {

namespace {

constexpr std::array k_choices = {CommitteeChoice::promote, CommitteeChoice::retain,
                                  CommitteeChoice::support};

int votes_of(const CommitteeSession& session)
{
    int votes = 0;
    for (const CommitteeChoice choice : k_choices)
        votes += session.votes_for(choice);
    return votes;
}

// What most of the votes are for; in a tie the vote of who presides. Nothing when that does not settle it.
std::optional<CommitteeChoice> carried_by_votes(const CommitteeSession& session)
{
    int most = 0;
    for (const CommitteeChoice choice : k_choices)
        most = std::max(most, session.votes_for(choice));
    if (most == 0)
        return std::nullopt;
    std::optional<CommitteeChoice> carried;
    bool tied = false;
    for (const CommitteeChoice choice : k_choices) {
        if (session.votes_for(choice) != most)
            continue;
        tied = carried.has_value();
        if (!carried)
            carried = choice;
    }
    if (!tied)
        return carried;
    if (session.chair_vote && session.votes_for(*session.chair_vote) == most)
        return session.chair_vote;
    return std::nullopt;
}

}  // namespace

Finding promoted_by_minimum_skills(const MinimumSkills& skills, const MasteryRules& rules,
                                   Trace& trace)
{
    auto step = trace.enter(rules.clauses.promotion, "promoted_by_minimum_skills");
    step.value("minimum_skills", Exact(skills.total));
    step.value("mastered", Exact(skills.mastered));
    // 1. What was not taught or not judged is the school's affair: it neither passes nor fails him.
    if (!step.equals("not_taught", Exact(skills.not_taught), Exact(0)))
        return step.missing("minimum_skill_taught");
    if (!step.equals("unjudged", Exact(skills.unjudged), Exact(0)))
        return step.missing("minimum_skill_judged");
    // 2. All of them; other skills and the level never matter (PG-1.38).
    return step.conclude(step.at_least("mastered", Exact(skills.mastered), Exact(skills.total)))
               ? Finding::met
               : Finding::not_met;
}

int quorum_of(const CommitteeSession& session, const MasteryRules& rules)
{
    const Exact limit =
        Exact(session.members - session.conflicted) * rules.quorum_share.value.value;
    int needed = 0;
    while (Exact(needed) <= limit)
        ++needed;
    return needed;
}

Result<CommitteeChoice> decided_by_guidance_committee(const CommitteeSession& session,
                                                      const MasteryRules& rules, Trace& trace)
{
    const char* const clause = rules.clauses.committee;
    auto step = trace.enter(clause, "decided_by_guidance_committee");
    // 1. More than half of the members who may vote are there, and the chair or his deputy among them.
    const Exact voting(session.members - session.conflicted);
    step.value("voting_members", voting);
    if (!step.above("present", Exact(session.present),
                    voting * step.read(rules.quorum_share).value))
        return Refusal{RefusalCode::quorum_missing,
                       {{"present", std::to_string(session.present)},
                        {"needed", std::to_string(quorum_of(session, rules))}},
                       "/committee/present",
                       clause};
    if (!step.is_so("chair_present", session.chair_present))
        return Refusal{RefusalCode::committee_chair_absent, {}, "/committee/chair_present", clause};
    // 2. Exactly one decision, with its reasons.
    if (votes_of(session) > session.present)
        return Refusal{RefusalCode::facts_contradict,
                       {{"field", "votes"},
                        {"value", std::to_string(votes_of(session))},
                        {"other_field", "present"},
                        {"other_value", std::to_string(session.present)}},
                       "/committee/votes",
                       clause};
    const std::optional<CommitteeChoice> choice = carried_by_votes(session);
    if (!choice)
        return Refusal{RefusalCode::committee_undecided, {}, "/committee/votes", clause};
    if (!step.is_so("reasons_written", !session.reasons.empty()))
        return Refusal{RefusalCode::reason_missing, {}, "/committee/reasons", clause};
    // 3. Support programmes: which one, since enrolment in it rests on this decision (SR-1.10).
    if (*choice == CommitteeChoice::support &&
        !step.is_so("programme_named", !session.programme.empty()))
        return Refusal{RefusalCode::decision_required,
                       {{"decision", "support_programme"}},
                       "/committee/programme",
                       clause};
    step.value("votes", Exact(session.votes_for(*choice)));
    step.result_text("decision", code(*choice));
    return *choice;
}

std::vector<int> missing_summaries(std::span<const int> published, int first,
                                   const MasteryRules& rules, Trace& trace)
{
    auto step = trace.enter(rules.clauses.report, "missing_summaries");
    std::vector<int> missing;
    for (int period = first; period <= step.read(rules.reports_per_year); ++period)
        if (std::find(published.begin(), published.end(), period) == published.end())
            missing.push_back(period);
    step.conclude(missing.empty());
    return missing;
}

std::optional<Refusal> refuses_exam_mark(int grade, const std::string& field,
                                         const MasteryRules& rules, Trace& trace)
{
    auto step = trace.enter(rules.clauses.exam_mark, "refuses_exam_mark");
    step.value("grade", Exact(grade));
    step.read(rules.grades);
    if (!step.conclude(rules.covers(grade)))
        return std::nullopt;
    return Refusal{RefusalCode::exam_mark_by_mastery,
                   {{"grade", std::to_string(grade)}},
                   field,
                   rules.clauses.exam_mark};
}

}  // namespace taqwim::sa_1426
