// Conduct: offences of the school's list with what was done about them, marks earned back, marks for distinguished
// behaviour (SR-13.5, SA1447-M10), and the label that a teacher gives a subject and term (KW-T-BEH).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "attendance/excuses.h"
#include "attendance/ledger.h"
#include "core/mark.h"

namespace taqwim::attendance {

// A line of the list that the ministry gives out. Of one code the newest stands.
struct Offence {
    std::int64_t id = 0;
    std::string code;
    std::string name_ar;
    std::string name_en;
    std::int64_t degree = 1;
    bool is_listed = true;  // false: taken off the list
};

struct ConductEntry {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::int64_t year_id = 0;
    Day day{0};
    std::string
        kind;  // offence, recovered, distinguished, description (SA1447-CONDUCT), withdrawal
    std::string offence;  // its code
    std::int64_t degree = 0;
    std::optional<std::string> mark;  // earned
    std::string action;  // what was done; the words of a description; the reason of a withdrawal
    std::optional<std::int64_t> withdraws;
};

// Decision D47: a label, not a number; it decides nothing.
struct BehaviourGrade {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::int64_t year_id = 0;
    std::int64_t term = 1;
    std::string subject;
    std::string grade;  // excellent, very_good, good, acceptable, unacceptable
};

void describe(school::Fields& fields, const Offence& offence);
void describe(school::Fields& fields, const ConductEntry& entry);
void describe(school::Fields& fields, const BehaviourGrade& grade);

class Conduct {
public:
    // All of them outlive this.
    Conduct(school::Record& record, const RuleSets& rule_sets)
        : record_(record), rule_sets_(rule_sets)
    {}

    [[nodiscard]] Result<school::Answer> list_offence(SchoolId school, const school::Act& act,
                                                      Offence offence);
    // The list as it stands.
    [[nodiscard]] Result<std::string> offences(SchoolId school);

    // Refuses with day_in_future, day_not_of_school (outside any year), year_sealed, not_enrolled, conduct_unlisted,
    // value_not_a_number and mark_negative (a mark), value_not_listed (words where behaviour has a mark), record_unknown {conduct_entry} (a withdrawal of an entry that does
    // not stand), not_permitted (SA1447-COUNSELLOR: the counsellor records no deduction).
    [[nodiscard]] Result<school::Answer> record(SchoolId school, const school::Act& act,
                                                ConductEntry entry);
    // Refuses with record_unknown {school_year}, not_enrolled, year_sealed.
    [[nodiscard]] Result<school::Answer> grade(SchoolId school, const school::Act& act,
                                               BehaviourGrade grade);

    // The entries that stand, the labels, and, where the regulation has a mark of behaviour, its ledger of each term.
    [[nodiscard]] Result<std::string> of_student(SchoolId school, std::int64_t student_id,
                                                 std::int64_t year_id);

private:
    school::Record& record_;
    const RuleSets& rule_sets_;
};

// Those that stand, by day and id.
[[nodiscard]] std::vector<ConductEntry> standing_conduct(database::Session& session,
                                                         SchoolId school, std::int64_t student_id,
                                                         std::int64_t year_id);
// The newest of each term and subject.
[[nodiscard]] std::vector<BehaviourGrade> grades_of(database::Session& session, SchoolId school,
                                                    std::int64_t student_id, std::int64_t year_id);

}  // namespace taqwim::attendance
