// Why a student was away: excuses with the limit for handing them in (KW-22.5, SR-11.1, SA1447-EXCUSES), leave during
// the day (KW-21), official activities (KW-25).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "regulations/frame/rule_set.h"
#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::attendance {

// A paper for days of absence. What it says of an illness is kept nowhere: its number is enough.
struct Excuse {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::int64_t year_id = 0;
    Day first_day{0};
    Day last_day{0};
    std::string kind = "non_medical";  // medical, non_medical
    std::string document;              // its number
    bool on_school_form = false;       // the sick-leave form that the school gives out
    std::string certifier = "none";    // none, health_centre, government_hospital, private_hospital
    bool school_health_certified = false;
    Day submitted_on{0};
    std::int64_t recorded_by = 0;  // the account
};

struct ExcuseDecision {
    std::int64_t id = 0;
    std::int64_t excuse_id = 0;
    std::string judgement;     // accepted, refused
    bool after_limit = false;  // the head accepts it although it came late
    std::string reason;
};

// KW-21.1
struct Leave {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::int64_t year_id = 0;
    Day day{0};
    std::int64_t first_period = 1;  // the first that he misses
    std::string ground;             // medical_appointment, emergency, government_visit
    std::int64_t requested_by = 0;  // a guardian
    std::string document;
};

struct LeaveDecision {
    std::int64_t id = 0;
    std::int64_t leave_id = 0;
    std::string decision;  // approved, refused, left_without_approval
    std::string reason;
    std::optional<std::int64_t> collected_by;  // a guardian
};

// KW-25
struct OfficialActivity {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::int64_t year_id = 0;
    std::string letter;
    Day first_day{0};
    Day last_day{0};
    bool is_withdrawn = false;
};

void describe(school::Fields& fields, const Excuse& excuse);
void describe(school::Fields& fields, const ExcuseDecision& decision);
void describe(school::Fields& fields, const Leave& leave);
void describe(school::Fields& fields, const LeaveDecision& decision);
void describe(school::Fields& fields, const OfficialActivity& activity);

using RuleSets = std::vector<std::unique_ptr<RuleSet>>;

class Excuses {
public:
    // All of them outlive this.
    Excuses(school::Record& record, const RuleSets& rule_sets)
        : record_(record), rule_sets_(rule_sets)
    {}

    // Recorded also when it comes late: that it was handed in is a fact. Refuses with days_reversed, day_in_future
    // (handed in later than today), day_not_of_school, year_sealed, excuse_covers_nothing, and with
    // excuse_of_unapproved_leave (KW-21.2).
    [[nodiscard]] Result<school::Answer> submit(SchoolId school, const school::Act& act,
                                                Excuse excuse);
    // The newest decision stands. Refuses with record_unknown, year_sealed, same_person (who handed it in does not
    // decide), reason_missing, and excuse_late: after the limit of the student's regulation only the head accepts it,
    // and only when he says that he knows.
    [[nodiscard]] Result<school::Answer> decide(SchoolId school, const school::Act& act,
                                                ExcuseDecision decision);

    // Refuses with record_unknown {guardian} (no guardian of the student on that day), day_not_of_school, day_in_future,
    // year_sealed, not_enrolled.
    [[nodiscard]] Result<school::Answer> request_leave(SchoolId school, const school::Act& act,
                                                       Leave leave);
    // The newest decision stands. Refuses with record_unknown {leave, guardian}, year_sealed, field_missing (who took
    // the student along, where he was let go).
    [[nodiscard]] Result<school::Answer> decide_leave(SchoolId school, const school::Act& act,
                                                      LeaveDecision decision);

    // The newest row of one letter and student stands. Refuses with activity_without_letter, days_reversed,
    // day_not_of_school, year_sealed, not_enrolled.
    [[nodiscard]] Result<school::Answer> record_activity(SchoolId school, const school::Act& act,
                                                         OfficialActivity activity);

private:
    school::Record& record_;
    const RuleSets& rule_sets_;
};

// The regulation of that name, or nothing.
[[nodiscard]] const RuleSet* find_rule_set(const RuleSets& rule_sets, std::string_view id);

// How many school days after the return an excuse may be handed in; nothing where the regulation sets no limit.
[[nodiscard]] std::optional<int> excuse_limit_days(const RuleSet& rules, Day day);
// The clause that sets it.
[[nodiscard]] std::string excuse_limit_clause(const RuleSet& rules, Day day);

// The last day for handing in an excuse: so many school days after the day of return, which is not counted. The return
// is the first school day after `last_day` on which he was not away the whole day. Nothing while he is not back.
// Both lists are in order.
[[nodiscard]] std::optional<Day> last_day_to_submit(Day last_day, int limit_days,
                                                    const std::vector<Day>& school_days,
                                                    const std::vector<Day>& whole_days_away);

}  // namespace taqwim::attendance
