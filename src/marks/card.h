// What people write on the card of a student who is judged by skills, beside the judgements and the remarks of the periodic
// reports (mastery.h): the class head's final opinion, the words of the subjects that have no digit, what was tried in the
// last weeks, and a referral. Of Kuwaiti students the teacher's note of each subject and term (KW-T-REPORT), which he signs
// (report_notes.h).
//
// Nothing is changed or taken away: the newest row of its place stands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "platform/database/session.h"
#include "regulations/frame/json_writer.h"
#include "school/negative_labels.h"
#include "school/record.h"

namespace taqwim::marks {

// Whose card: a student in a class.
struct CardPlace {
    std::int64_t class_id = 0;
    std::int64_t student_id = 0;
};

// PG-1.60
struct CardOpinion {
    std::string option;                // a moves, b moves with remarks, c does not move
    std::vector<std::string> remarks;  // of the guide's list: stuttering …
    std::string text;                  // in the class head's own words
    std::string written_at = {};
};
// Refuses with record_unknown {class, sheet: not judged by skills}, not_enrolled, year_sealed, value_not_listed (option,
// remark), opinion_without_remark, final_decision_too_early (PG-1.34), description_has_number (PG-1.37) and label_negative
// (SR-3.7). Whether the option agrees with the skills the regulation says, when the year is evaluated.
[[nodiscard]] std::optional<Refusal> write_opinion(school::Changes& changes, SchoolId school,
                                                   const CardPlace& place,
                                                   const CardOpinion& opinion,
                                                   const std::vector<std::string>& known_remarks,
                                                   const school::NegativeLabels& labels);

// PG-1.61, PG-1.62, KW-T-REPORT
struct CardDescription {
    int number = 0;  // of the periodic report; of a Kuwaiti card the term
    std::string subject;
    std::string heading;  // of several in one subject: participation, effectiveness
    std::string text;
    std::string written_at = {};
};
// Refuses with record_unknown {class, result: no such report}, not_enrolled, year_sealed, subject_not_in_plan, text_empty,
// value_out_of_range (a term), and description_has_number and label_negative where words alone are asked for.
[[nodiscard]] std::optional<Refusal> write_description(school::Changes& changes, SchoolId school,
                                                       const CardPlace& place,
                                                       const CardDescription& description,
                                                       const school::NegativeLabels& labels);

// PG-1.56, PG-1.57: somebody was spoken to about a skill that is missing.
struct FinalContact {
    std::string skill;
    std::string with;  // guardian, committee
    Day day{0};
    std::string note;
};
// Refuses with record_unknown, not_enrolled, year_sealed, value_not_listed, judgement_unknown (no minimum skill of the
// class's lists), day_in_future and day_outside_year.
[[nodiscard]] std::optional<Refusal> note_contact(school::Changes& changes, SchoolId school,
                                                  const CardPlace& place,
                                                  const FinalContact& contact);

// PG-1.48: to a programme of special education or support.
struct SupportReferral {
    std::string difficulty;
    std::string evidence;
    std::string referred_to;  // guidance_committee, special_education
    Day day{0};
};
// Refuses as note_contact does, and with field_missing.
[[nodiscard]] std::optional<Refusal> refer_student(school::Changes& changes, SchoolId school,
                                                   const CardPlace& place,
                                                   const SupportReferral& referral);

// What stands on the card: of descriptions the newest of each report, subject and heading; contacts and referrals all.
struct CardContent {
    std::optional<CardOpinion> opinion;
    std::vector<CardDescription> descriptions;
    std::vector<FinalContact> contacts;
    std::vector<SupportReferral> referrals;
};
// Of the student in all classes of the year.
[[nodiscard]] CardContent card_of(database::Session& session, StudentId student,
                                  std::int64_t school_year_id);
void write_card(const CardContent& card, JsonWriter& json);

}  // namespace taqwim::marks
