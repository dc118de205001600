#include "regulations/sa_1426/mastery_reports.h"

#include <algorithm>

namespace taqwim::sa_1426 {

namespace {

SubjectReport report_of_subject(const MasteryYear& year, std::size_t subject, Day day,
                                const MasteryRules& rules, Trace& trace)
{
    SubjectReport report;
    report.counts = mastered_of_studied_skills(year, subject, day, rules, trace);
    report.level = level_of_mastered_skills(
        report.counts, year.list->subjects[subject].code.c_str(), rules, trace);
    const std::vector<Skill>& skills = year.list->subjects[subject].skills;
    for (std::size_t i = 0; i < skills.size(); ++i) {
        SkillStanding standing = standing_of(year, skills[i], day);
        if (!standing.studied || standing.mastered)
            continue;
        auto step =
            trace.enter(rules.clauses.unmastered, "names_unmastered_skill", skills[i].code.c_str());
        step.value("missing_parts", Exact(static_cast<int>(standing.missing_parts.size())));
        if (!standing.unassessed_parts.empty())
            step.note("part_not_judged");
        report.unmastered.push_back({{subject, i},
                                     std::move(standing.missing_parts),
                                     std::move(standing.unassessed_parts)});
    }
    return report;
}

}  // namespace

Report cumulative_report(const MasteryYear& year, const ReportOccasion& occasion,
                         const MasteryRules& rules, Trace& trace)
{
    auto step = trace.enter(rules.clauses.report, "cumulative_report", nullptr, occasion.number);
    step.value("as_of", occasion.on);
    Report report;
    report.number = occasion.number;
    report.on = occasion.on;
    report.is_final_certificate = occasion.number == step.read(rules.reports_per_year);
    for (std::size_t subject = 0; subject < year.list->subjects.size(); ++subject) {
        report.subjects.push_back(report_of_subject(year, subject, occasion.on, rules, trace));
        for (const UnmasteredSkill& skill : report.subjects.back().unmastered)
            for (const std::size_t part : skill.unassessed_parts)
                if (std::find(occasion.confirmed_parts.begin(), occasion.confirmed_parts.end(),
                              part) == occasion.confirmed_parts.end())
                    report.unconfirmed_parts.push_back(part);
    }
    return report;
}

std::string card_text(const std::string& skill, const std::vector<std::string>& parts)
{
    // The Arabic comma, as the card is in Arabic.
    constexpr const char* k_comma = "\xD8\x8C ";
    std::string text = skill;
    for (std::size_t i = 0; i < parts.size(); ++i)
        text += (i == 0 ? ": " : k_comma) + parts[i];
    return text;
}

std::string card_text(const SkillList& list, const UnmasteredSkill& skill)
{
    std::vector<std::string> parts;
    for (const std::size_t part : skill.parts)
        if (!list.parts[part].text.empty())
            parts.push_back(list.parts[part].text);
    return card_text(skill_at(list, skill.place).text, parts);
}

}  // namespace taqwim::sa_1426
