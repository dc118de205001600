// Works out the plan of a move to the next year from what the record has. Nothing is stored.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "results/evaluation.h"
#include "results/promotion.h"
#include "results/promotion_store.h"
#include "school/schools.h"
#include "school/years.h"

namespace taqwim::results {

// The two years of a move.
struct TwoYears {
    school::TeachingYear from;
    school::TeachingYear to;
};
// Refuses with record_unknown {school_year} and value_not_listed: another year than the one that follows.
[[nodiscard]] Result<TwoYears> years_of_move(database::Session& session, SchoolId school,
                                             std::int64_t from_year_id,
                                             std::optional<std::int64_t> to_year_id);

class PromotionPlanner {
public:
    // All of them outlive this. `anew`: a student who is planned as if nothing of the new year stood for him.
    PromotionPlanner(database::Session& session, SchoolId school, const TwoYears& years,
                     const PromotionRules& rules,
                     const std::vector<std::unique_ptr<RuleSet>>& rule_sets, const school::Act& act,
                     std::optional<std::int64_t> anew = std::nullopt);

    [[nodiscard]] Result<PromotionPlan> plan(const PromotionChoices& choices);

    // Where the law asks for more than the decision: what it says of a student with this decision.
    [[nodiscard]] Result<struct AfterTheResult> ask_law(const YearStudent& student,
                                                        const PublishedDecision& decision,
                                                        const std::optional<Grade12Wish>& wish);

private:
    [[nodiscard]] std::optional<Refusal> take(const PromotionChoices& choices);
    [[nodiscard]] PlannedMove move_of(const YearStudent& student);
    void decide(PlannedMove& move, const YearStudent& student, const PublishedDecision& decision);
    void decide_by_law(PlannedMove& move, const YearStudent& student,
                       const PublishedDecision& decision);
    void decide_by_name(PlannedMove& move, const YearStudent& student, const PromotionRule& rule);
    void find_class(PlannedMove& move, const YearStudent& student);
    void find_seat(PlannedMove& move);
    [[nodiscard]] const YearClass* find(std::int64_t class_id) const;
    [[nodiscard]] const PromotionChoices::OfStudent* named(std::int64_t student_id) const;
    [[nodiscard]] crypto::Digest digest_of(const PromotionPlan& plan) const;

    database::Session& session_;
    SchoolId school_id_;
    const TwoYears& years_;
    const PromotionRules& rules_;
    const school::Act& act_;
    std::optional<std::int64_t> anew_;
    school::School school_;
    YearEvaluation evaluation_;

    std::vector<YearStudent> students_;
    std::vector<YearClass> classes_;
    std::map<std::int64_t, ClassSeats> seats_;
    std::map<std::int64_t, PublishedDecision> decisions_;
    std::set<std::int64_t> withheld_;
    std::set<std::int64_t> with_open_corrections_;
    std::map<std::int64_t, std::vector<school::Enrolment>> of_new_year_;
    std::map<std::int64_t, MovedStudent> moved_;
    PromotionChoices choices_;
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t>
        named_classes_;  // by old class and grade
    Day from_{0};
};

}  // namespace taqwim::results
