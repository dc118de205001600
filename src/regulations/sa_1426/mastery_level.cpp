#include "regulations/sa_1426/mastery_level.h"

namespace taqwim::sa_1426 {

SkillStanding standing_of(const MasteryYear& year, const Skill& skill, Day day)
{
    SkillStanding standing;
    for (std::size_t i = 0; i < skill.parts; ++i) {
        const std::size_t part = skill.first_part + i;
        const PartRecord& record = year.records[part];
        if (!record.is_taught_on(day))
            continue;
        standing.studied = true;
        const Judgement* const judgement = record.standing_on(day);
        if (judgement == nullptr)
            standing.unassessed_parts.push_back(part);
        if (judgement == nullptr || judgement->state == Mastery::not_mastered)
            standing.missing_parts.push_back(part);
    }
    // D4: there is no third group, so an unassessed part leaves the skill unmastered.
    standing.mastered = standing.studied && standing.missing_parts.empty();
    return standing;
}

SkillCounts mastered_of_studied_skills(const MasteryYear& year, std::size_t subject, Day day,
                                       const MasteryRules& rules, Trace& trace)
{
    const SkillSubject& listed = year.list->subjects[subject];
    auto step =
        trace.enter(rules.clauses.counting, "mastered_of_studied_skills", listed.code.c_str());
    step.value("as_of", day);
    SkillCounts counts;
    for (const Skill& skill : listed.skills) {
        const SkillStanding standing = standing_of(year, skill, day);
        counts.studied += standing.studied ? 1 : 0;
        counts.mastered += standing.mastered ? 1 : 0;
    }
    step.value("studied", Exact(counts.studied));
    step.result("mastered", counts.mastered);
    return counts;
}

std::optional<Exact> percentage_of(const SkillCounts& counts)
{
    if (counts.studied == 0)
        return std::nullopt;
    return Exact(100) * Exact::ratio(counts.mastered, counts.studied);
}

std::optional<int> level_of_mastered_skills(const SkillCounts& counts, const char* subject,
                                            const MasteryRules& rules, Trace& trace)
{
    auto step = trace.enter(rules.clauses.level, "level_of_mastered_skills", subject);
    step.value("studied", Exact(counts.studied));
    step.value("mastered", Exact(counts.mastered));
    // 1. The share of the studied skills, not of all that the list has. Nothing studied: no level (D9).
    const std::optional<Exact> percentage = percentage_of(counts);
    if (!percentage) {
        step.note("nothing_studied");
        return std::nullopt;
    }
    // 2. The first band whose lower bound is reached, without rounding: 99.33 lacks a skill and is level 2 (D3).
    for (const LevelBand& band : step.read(rules.level_bands))
        if (step.at_least("percentage", *percentage, band.from))
            return step.result("level", band.level);
    return std::nullopt;
}

}  // namespace taqwim::sa_1426
