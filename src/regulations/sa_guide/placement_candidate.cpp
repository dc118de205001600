#include "regulations/sa_guide/placement_candidate.h"

#include <algorithm>
#include <array>

#include "core/refusal_codes.h"
#include "regulations/sa_1426/mastery_fields.h"

namespace taqwim::sa_guide {

namespace {

// The guide has a paragraph for each grade; a ministry's further grades stand under the first.
const char* clause_of(std::size_t target)
{
    constexpr std::array clauses = {"PG-2.2", "PG-2.3", "PG-2.4"};
    return target < clauses.size() ? clauses[target] : clauses.front();
}

}  // namespace

Result<PlacementAge> may_sit_placement_test(int target_grade, const HijriDate& birth,
                                            const HijriDate& reference, const EarlyRules& rules,
                                            Trace& trace)
{
    constexpr int k_months_in_year = 12;
    const std::vector<int>& targets = rules.target_grades.value;
    const auto target = static_cast<std::size_t>(
        std::find(targets.begin(), targets.end(), target_grade) - targets.begin());
    if (target == targets.size()) {
        std::vector<std::string> allowed;
        for (const int grade : targets)
            allowed.push_back(std::to_string(grade));
        return Refusal{
            RefusalCode::grade_not_covered,
            {{"grade", std::to_string(target_grade)}, {"allowed", sa_1426::joined(allowed)}},
            "/target_grade",
            clause_of(0)};
    }
    auto step = trace.enter(clause_of(target), "may_sit_placement_test", nullptr, target_grade);
    step.read(rules.target_grades);
    PlacementAge age;
    age.age_required = step.read(rules.ages)[target];
    age.tolerance_months = step.read(rules.tolerance_months);
    age.exam_on_grade = target_grade - 1;
    // The first day on which he is old enough, short by the tolerated months: it counts.
    const auto& table = UmmAlQuraTable::built_in();
    const auto first =
        table.plus_months(birth, age.age_required * k_months_in_year - age.tolerance_months);
    const auto first_day = first ? table.from_hijri(*first) : std::nullopt;
    const auto reference_day = table.from_hijri(reference);
    if (!first_day || !reference_day)
        return Refusal{RefusalCode::value_not_a_date,
                       {{"value", (reference_day ? birth : reference).to_text()}},
                       reference_day ? "/birth_hijri" : "/reference_hijri",
                       clause_of(target)};
    age.eligible = step.not_before("reference_day", *reference_day, *first_day);
    step.conclude(age.eligible);
    return age;
}

std::optional<Refusal> refuses_placement_papers(const PlacementPapers& papers,
                                                const EarlyRules& rules, Trace& trace)
{
    // 1. The pledge of attendance, for the grades that the text names (D13).
    {
        auto step = trace.enter("PG-2.5", "attendance_is_pledged");
        const std::vector<int>& grades = step.read(rules.pledge_grades);
        const bool due =
            std::find(grades.begin(), grades.end(), papers.target_grade) != grades.end();
        if (!step.conclude(!due || step.is_so("pledged", papers.pledged)))
            return Refusal{RefusalCode::pledge_missing,
                           {{"grade", std::to_string(papers.target_grade)}},
                           "/pledge",
                           "PG-2.5"};
    }
    // 2. The statement of somebody who may give it; the embassy's of the country where the guardian works.
    {
        auto step = trace.enter("PG-2.7", "proof_is_accepted");
        const bool abroad = papers.category == "posted_abroad";
        const std::vector<std::string>& issuers =
            step.read(abroad ? rules.posted_abroad_issuers : rules.nomad_issuers);
        const bool listed =
            std::find(issuers.begin(), issuers.end(), papers.issuer) != issuers.end();
        const bool of_country =
            !abroad || (!papers.country.empty() && papers.country == papers.work_country);
        const bool accepted =
            step.is_so("issuer_listed", listed) && step.is_so("of_country_of_work", of_country);
        if (!step.conclude(accepted))
            return Refusal{RefusalCode::placement_proof_missing,
                           {{"allowed", sa_1426::joined(issuers)}},
                           "/proof",
                           "PG-2.7"};
    }
    // 3. The directorate answered.
    auto step = trace.enter("PG-2.8", "test_is_coordinated");
    if (!step.conclude(step.is_so("directorate_answered", papers.directorate_answered)))
        return Refusal{
            RefusalCode::directorate_not_coordinated, {}, "/directorate_answered", "PG-2.8"};
    return std::nullopt;
}

Finding passes_placement_test(int minimum_total, int minimum_mastered, int not_tested, Trace& trace)
{
    auto step = trace.enter("PG-2.6", "passes_placement_test");
    if (!step.equals("not_tested", Exact(not_tested), Exact(0)))
        return step.missing("minimum_skill_tested");
    return step.conclude(step.at_least("mastered", Exact(minimum_mastered), Exact(minimum_total)))
               ? Finding::met
               : Finding::not_met;
}

}  // namespace taqwim::sa_guide
