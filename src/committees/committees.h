// Committees, the cases before them, and their decisions as signed facts (SR-5.3, PG-1.63, KW-16, KW-31). A decision is
// never changed: a newer one stands in its place and says why. Sessions and the work on cases come later.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regulations/frame/json_writer.h"
#include "regulations/frame/rule_set.h"
#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::committees {

struct Committee {
    std::int64_t id = 0;
    std::string kind;  // guidance, special_cases, other
    std::string name_ar;
    std::string name_en;
    std::string decision;
};

struct Member {
    std::int64_t id = 0;
    std::int64_t committee_id = 0;
    std::int64_t staff_member_id = 0;
    std::string role;  // chair, vice_chair, member; secretary: no vote
    school::Period days;
    std::string decision;
    std::int64_t version = 1;

    [[nodiscard]] bool presides() const { return role == "chair" || role == "vice_chair"; }
    [[nodiscard]] bool votes() const { return role != "secretary"; }
};

struct Case {
    std::int64_t id = 0;
    std::int64_t committee_id = 0;
    std::int64_t student_id = 0;
    std::int64_t year_id = 0;
    std::string kind;    // guidance, exceptional, promotion, extension, affiliation, excuse …
    std::string fact;    // what it was opened from
    std::string type;    // of an exceptional case (KW-16.0)
    std::string person;  // student, parent
    std::optional<Day> first_day;
    std::optional<Day> last_day;
    Day opened_on{0};
    std::vector<std::string> documents;  // their numbers
};

struct Attendance {
    std::int64_t staff_member_id = 0;
    bool is_conflicted = false;  // a relative of the student: neither counted nor voting
    std::string vote;            // empty: abstained
};

struct Decision {
    std::int64_t id = 0;
    std::int64_t case_id = 0;
    std::string decision;  // what the votes carried
    std::int64_t members = 0;
    std::int64_t conflicted = 0;
    std::int64_t present = 0;
    bool chair_present = false;
    std::string chair_vote;
    std::string programme;
    std::string reasons;
    std::string changed_because;
    Day decided_on{0};
    std::vector<Attendance> attendance;  // by member of staff
};

struct Approval {
    std::int64_t id = 0;
    std::int64_t case_id = 0;
    std::string level;      // educational_district, ministry_committee
    std::string judgement;  // approved, refused
    std::string reference;
    Day decided_on{0};
};

void describe(school::Fields& fields, const Committee& committee);
void describe(school::Fields& fields, const Member& member);
void describe(school::Fields& fields, const Case& one);
void describe(school::Fields& fields, const Decision& decision);
void describe(school::Fields& fields, const Approval& approval);

// The newest word of a level; "undecided" without one.
[[nodiscard]] std::string judgement_of(const std::vector<Approval>& approvals,
                                       std::string_view level);

using RuleSets = std::vector<std::unique_ptr<RuleSet>>;

class Committees {
public:
    // All of them outlive this.
    Committees(school::Record& record, const RuleSets& rule_sets)
        : record_(record), rule_sets_(rule_sets)
    {}

    // Refuses with record_exists {committee}.
    [[nodiscard]] Result<school::Answer> add(SchoolId school, const school::Act& act,
                                             Committee committee);
    // Refuses with record_unknown {committee, staff_member}, days_reversed, days_overlap (a member already), record_exists
    // (a chair on those days already).
    [[nodiscard]] Result<school::Answer> add_member(SchoolId school, const school::Act& act,
                                                    Member member);
    // Refuses with record_unknown, version_stale, days_reversed.
    [[nodiscard]] Result<school::Answer> end_member(SchoolId school, const school::Act& act,
                                                    std::int64_t member_id, std::int64_t version,
                                                    Day last_day);
    // Refuses with record_unknown {committee, student, school_year}, not_enrolled, year_sealed, record_exists (a case of
    // that kind is open for the student in the year), and for exceptional cases exceptional_type_unknown,
    // exceptional_person_not_allowed, exceptional_without_document, days_reversed.
    [[nodiscard]] Result<school::Answer> open(SchoolId school, const school::Act& act, Case one);

    // The votes decide. Refuses with record_unknown {case} (also of a committee that a member who asks does not sit
    // on), year_sealed, day_in_future, days_reversed (before the case was
    // opened), record_unknown {staff_member} (no voting member on that day, or named twice), value_not_listed (a vote),
    // decision_exists (a decision stands and no reason is given for another), and as the student's regulation does:
    // quorum_missing, committee_chair_absent, committee_undecided, reason_missing, decision_required.
    [[nodiscard]] Result<school::Answer> decide(SchoolId school, const school::Act& act,
                                                Decision decision);
    // By who sat and was in no conflict, for himself (act.person_id). Refuses with record_unknown {decision,
    // staff_member}, signed_already, decision_exists (a newer one stands).
    [[nodiscard]] Result<school::Answer> sign(SchoolId school, const school::Act& act,
                                              std::int64_t decision_id);
    // Refuses with record_unknown {case}, committee_not_due (no case that asks for it), year_sealed, day_in_future, and
    // approval_missing: the ministry's committee comes after the district (KW-16.1).
    [[nodiscard]] Result<school::Answer> approve(SchoolId school, const school::Act& act,
                                                 Approval approval);

    [[nodiscard]] Result<std::string> committees(SchoolId school);
    // The cases of a student with decisions, signatures and approvals; who asks as a member of a committee is shown
    // those of his committees alone (OM-82). committee_without_case when there is none.
    [[nodiscard]] Result<std::string> cases_of(SchoolId school, std::int64_t student_id,
                                               const school::Act& act);

private:
    school::Record& record_;
    const RuleSets& rule_sets_;
};

// The facts of results. Both write one member of an object that the caller has begun, or nothing without a case.
// "committee" of docs/mastery-year.md: the session of the guidance committee, by its newest decision.
void write_committee_facts(JsonWriter& json, database::Session& session, StudentId student,
                           std::int64_t year_id);
// "exceptional" of docs/student-year.md.
void write_exceptional_facts(JsonWriter& json, database::Session& session, StudentId student,
                             std::int64_t year_id);

}  // namespace taqwim::committees
