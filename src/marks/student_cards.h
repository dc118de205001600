// What is written about one student beside his marks: his card (card.h) and what holds for him alone (provisions.h), as the
// school uses them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/refusal.h"
#include "marks/card.h"
#include "marks/provisions.h"
#include "marks/report_notes.h"
#include "marks/sheet_view.h"
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

    // Refused notes are told with this from now on; before anything is answered.
    void tell_refusals_with(RefusalWriter write_refusal)
    {
        write_refusal_ = std::move(write_refusal);
    }

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

    // KW-T-REPORT  The notes of a class in a subject and term. Each is answered for itself with 200, also when none was
    // accepted: {"accepted", "notes": [{"student_id", "accepted": true, "version"} | {…, "accepted": false, "refused"}]}.
    [[nodiscard]] Result<std::string> report_notes(SchoolId school, const ReportPlace& place,
                                                   Day today);
    [[nodiscard]] Result<school::Answer> save_notes(const school::Act& act, SchoolId school,
                                                    const ReportPlace& place,
                                                    const std::vector<NoteRequest>& notes);
    [[nodiscard]] Result<school::Answer> sign_notes(const school::Act& act, SchoolId school,
                                                    const ReportPlace& place,
                                                    const std::vector<NoteRequest>& notes);

    [[nodiscard]] Result<school::Answer> provide(const school::Act& act, SchoolId school,
                                                 const Provision& provision);
    // {"provisions": […]}: those that stand. Refuses with record_unknown {school_year}.
    [[nodiscard]] Result<std::string> provisions(StudentId student, std::int64_t school_year_id);

private:
    // PG-1.60  The guide's list of causes, which holds for cards of either rule set.
    [[nodiscard]] std::vector<std::string> known_remarks() const;
    [[nodiscard]] Result<school::NegativeLabels> labels_on(Day today) const
    {
        return school::NegativeLabels::on(rule_sets_, today);
    }
    // Does the same with each note; gives the version that stands.
    using NoteWork =
        std::function<Result<std::int64_t>(school::Changes& changes, const NoteRequest& note)>;
    [[nodiscard]] Result<school::Answer> with_each(const school::Act& act, SchoolId school,
                                                   const std::vector<NoteRequest>& notes,
                                                   const NoteWork& work);

    school::Record& record_;
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets_;
    RefusalWriter write_refusal_ = write_bare_refusal;
};

// `cards` lives as long as the routes.
[[nodiscard]] std::vector<school::Route> student_cards_routes(StudentCards& cards);
[[nodiscard]] std::vector<school::Route> report_notes_routes(StudentCards& cards);

}  // namespace taqwim::marks
