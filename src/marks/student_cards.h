// What is written about one student beside his marks: his card (card.h) and what holds for him alone (provisions.h), as the
// school uses them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/refusal.h"
#include "marks/card.h"
#include "marks/provisions.h"
#include "regulations/frame/rule_set.h"
#include "school/record.h"
#include "school/route.h"

namespace taqwim::marks {

// Safe to share between threads.
class StudentCards {
public:
    // Both outlive this.
    StudentCards(school::Record& record, const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
        : record_(record), rule_sets_(rule_sets)
    {}

    [[nodiscard]] Result<school::Answer> opine(const school::Act& act, SchoolId school,
                                               const CardPlace& place, const CardOpinion& opinion);
    [[nodiscard]] Result<school::Answer> describe(const school::Act& act, SchoolId school,
                                                  const CardPlace& place,
                                                  const CardDescription& description);
    [[nodiscard]] Result<school::Answer> contact(const school::Act& act, SchoolId school,
                                                 const CardPlace& place,
                                                 const FinalContact& contact);
    [[nodiscard]] Result<school::Answer> refer(const school::Act& act, SchoolId school,
                                               const CardPlace& place,
                                               const SupportReferral& referral);
    // Refuses with record_unknown {class} and not_enrolled.
    [[nodiscard]] Result<std::string> card(SchoolId school, const CardPlace& place);

    [[nodiscard]] Result<school::Answer> provide(const school::Act& act, SchoolId school,
                                                 const Provision& provision);
    // {"provisions": […]}: those that stand. Refuses with record_unknown {school_year}.
    [[nodiscard]] Result<std::string> provisions(StudentId student, std::int64_t school_year_id);

private:
    // PG-1.60  The guide's list of causes, which holds for cards of either rule set.
    [[nodiscard]] std::vector<std::string> known_remarks() const;

    school::Record& record_;
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets_;
};

// `cards` lives as long as the routes.
[[nodiscard]] std::vector<school::Route> student_cards_routes(StudentCards& cards);

}  // namespace taqwim::marks
