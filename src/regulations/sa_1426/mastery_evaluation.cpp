#include "regulations/sa_1426/mastery_evaluation.h"

#include "core/refusal_codes.h"

namespace taqwim::sa_1426 {

const char* MasteryOutcome::code() const
{
    switch (outcome) {
    case PrimaryOutcome::provisional: return "PROVISIONAL";
    case PrimaryOutcome::blocked: return "BLOCKED";
    case PrimaryOutcome::promoted: return sa_1426::code(CommitteeChoice::promote);
    case PrimaryOutcome::pending_committee: return "PENDING_COMMITTEE";
    case PrimaryOutcome::decided: return sa_1426::code(*decision);
    }
    return "PROVISIONAL";
}

namespace {

void issue_reports(const MasteryYear& year, const MasteryRules& rules, MasteryOutcome& outcome,
                   Trace& trace)
{
    for (const ReportOccasion& occasion : year.reports) {
        outcome.reports.push_back(cumulative_report(year, occasion, rules, trace));
        // PG-1.44: it includes all that came before it.
        if (outcome.reports.size() > 1)
            outcome.reports[outcome.reports.size() - 2].superseded_by = occasion.number;
    }
    Trace nothing = Trace::off();
    ReportOccasion today;
    today.on = year.day();
    outcome.standing = cumulative_report(year, today, rules, nothing);
}

// PG-1.34: at the end a minimum skill means all the parts that the list has, not those that were taught.
std::optional<MissingSkill> missing_of(const MasteryYear& year, const SkillPlace& place, Day day)
{
    MissingSkill missing;
    missing.place = place;
    const Skill& skill = skill_at(*year.list, place);
    for (std::size_t part = skill.first_part; part < skill.first_part + skill.parts; ++part) {
        const PartRecord& record = year.records[part];
        const Judgement* const judgement = record.standing_on(day);
        if (!record.is_taught_on(day))
            missing.untaught_parts.push_back(part);
        else if (judgement == nullptr)
            missing.unjudged_parts.push_back(part);
        else if (judgement->state == Mastery::not_mastered)
            missing.unmastered_parts.push_back(part);
    }
    if (missing.untaught_parts.empty() && missing.unjudged_parts.empty() &&
        missing.unmastered_parts.empty())
        return std::nullopt;
    return missing;
}

void count_minimum_skills(const MasteryYear& year, MasteryOutcome& outcome)
{
    for (std::size_t subject = 0; subject < year.list->subjects.size(); ++subject) {
        const std::vector<Skill>& skills = year.list->subjects[subject].skills;
        for (std::size_t i = 0; i < skills.size(); ++i) {
            if (!skills[i].is_minimum)
                continue;
            ++outcome.minimum.total;
            auto missing = missing_of(year, {subject, i}, year.day());
            if (!missing)
                ++outcome.minimum.mastered;
            else if (!missing->untaught_parts.empty())
                ++outcome.minimum.not_taught;
            else if (!missing->unjudged_parts.empty())
                ++outcome.minimum.unjudged;
            if (missing)
                outcome.missing_minimum.push_back(*std::move(missing));
        }
    }
}

std::optional<Refusal> decide(const MasteryYear& year, const MasteryRules& rules,
                              MasteryOutcome& outcome, Trace& trace)
{
    // 1. Until the last day of term 2 every state may still change.
    {
        auto step = trace.enter(rules.clauses.final_day, "year_is_over");
        if (!step.conclude(step.not_before("as_of", year.day(), year.last_day))) {
            if (year.committee)
                return Refusal{RefusalCode::final_decision_too_early,
                               {{"day", year.day().to_text()}, {"limit", year.last_day.to_text()}},
                               "/committee",
                               rules.clauses.final_day};
            return std::nullopt;
        }
    }
    // 2. The minimum skills promote.
    outcome.promotion = promoted_by_minimum_skills(outcome.minimum, rules, trace);
    outcome.by = "5.1";
    if (outcome.promotion == Finding::undetermined) {
        outcome.outcome = PrimaryOutcome::blocked;
        outcome.error = outcome.minimum.not_taught > 0 ? RefusalCode::minimum_skill_untaught
                                                       : RefusalCode::minimum_skill_unjudged;
        if (year.committee)
            return Refusal{*outcome.error, {}, "/committee", rules.clauses.promotion};
        return std::nullopt;
    }
    if (outcome.promotion == Finding::met) {
        outcome.outcome = PrimaryOutcome::promoted;
        if (year.committee)
            return Refusal{
                RefusalCode::committee_not_due, {}, "/committee", rules.clauses.committee};
        return std::nullopt;
    }
    // 3. Else the guidance committee decides; nobody stays back without it.
    outcome.by = "5.3";
    outcome.outcome = PrimaryOutcome::pending_committee;
    if (!year.committee)
        return std::nullopt;
    const auto decided = decided_by_guidance_committee(*year.committee, rules, trace);
    if (!decided)
        return decided.refusal();
    outcome.decision = *decided;
    outcome.outcome = PrimaryOutcome::decided;
    return std::nullopt;
}

}  // namespace

std::optional<Refusal> evaluate_mastery(const MasteryYear& year, const MasteryRules& rules,
                                        MasteryOutcome& outcome, Trace& trace)
{
    outcome = {};
    issue_reports(year, rules, outcome, trace);
    count_minimum_skills(year, outcome);
    if (auto refusal = decide(year, rules, outcome, trace))
        return refusal;
    if (year.is_over()) {
        std::vector<int> published;
        for (const ReportOccasion& occasion : year.reports)
            published.push_back(occasion.number);
        // Who joined later begins with the next report.
        const int first = year.enrolled_on && !published.empty() ? published.front() : 1;
        outcome.missing_summaries = missing_summaries(published, first, rules, trace);
    }
    return std::nullopt;
}

}  // namespace taqwim::sa_1426
