// What the rules of kw_primary_2016 make of a student's year. One Outcome can be used again for the next student:
// clear() keeps its memory.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/mark.h"
#include "regulations/kw_primary_2016/facts.h"
#include "regulations/kw_primary_2016/rules.h"

namespace taqwim::kw_primary_2016 {

enum class Decision : std::uint8_t {
    incomplete,
    promoted,
    passed_stage,
    placement,
    second_round,
    repeat,
    pending_exceptional,
};
[[nodiscard]] const char* code(Decision decision);

// Why a student repeats (KW-DECIDE, R1 to R8).
enum class RepeatReason : std::uint8_t { none, r1, r2, r3, r4, r5, r6, r7, r8 };
[[nodiscard]] const char* code(RepeatReason reason);

// Documents and acts that absence and lateness call for (KW-20.2, KW-22.6), in the order they come due.
enum class Document : std::uint8_t {
    oral_notice,
    warning_1,
    warning_2,
    warning_3,
    warning_4_registered_letter,
    referral,                             // a compulsory student (الملزم)
    referral_if_compulsory,               // whether he is compulsory is not known
    request_to_assistant_undersecretary,  // not compulsory: Article 31
    lateness_warning,
};
[[nodiscard]] const char* code(Document document);

// How far a part of a mark is known.
enum class PartState : std::uint8_t {
    missing,      // a fact is not there
    provisional,  // it may still be made up: the limit is not past
    known,
    awaiting_second_chance  // an excused unit never made up: the placement or second round takes its place
};

struct CompetencyOutcome {
    int sum = 0;    // of all recorded levels
    int count = 0;  // how many; 0 with `entered` false means none was recorded
    std::int8_t level = -1;
    bool excluded = false;
    bool entered = false;  // the school entered the level itself (KW-10.2)
};

enum class TermStatus : std::uint8_t { not_taught, exempt, incomplete, computed, carried };

struct SubjectTermOutcome {
    TermStatus status = TermStatus::not_taught;
    PartState formative_state = PartState::missing;
    PartState summative_state = PartState::missing;
    VerbalGrade grade = VerbalGrade::unacceptable;
    std::uint8_t competencies = 0;
    std::uint8_t units = 0;
    bool all_competencies_excluded =
        false;                          // nothing of the subject could be measured, signed off: D25
    bool missed_exceptionally = false;  // a unit missed under Article 16 and never made up
    std::uint32_t first_competency = 0;  // into Outcome::competencies
    std::uint32_t first_unit = 0;        // into Outcome::unit_points
    Mark formative;                      // known when formative_state is known
    Mark summative;                      // known when summative_state is known
    Mark gross;                          // these two when status is computed
    Mark net;
};

// A total over the counted subjects of a term or a year (KW-8, KW-12.2, KW-12.3).
struct Total {
    bool known = false;
    Mark actual;    // sum of the marks
    Mark notional;  // the notional total of a student exempt from counted subjects, else the same
    Mark maximum;   // of all counted subjects of the grade
    Exact percentage;
    VerbalGrade grade = VerbalGrade::unacceptable;
};

// Whether the student was absent for the whole term, and of which class (KW-5.2).
enum class WholeTermAbsence : std::uint8_t { no, unexcused, excused, exceptional, unknown };
[[nodiscard]] const char* code(WholeTermAbsence absence);

struct TermOutcome {
    bool absence_given = false;  // no counts and no ledger: counted as no absence
    int unexcused_full_days = 0;
    int missed_period_days = 0;
    int unapproved_leave_days = 0;
    int lateness_unaccepted = 0;
    int converted_days = 0;
    int unexcused_days = 0;  // U
    int excused_days = 0;    // E, intermittent
    Mark deduction_unexcused;
    Mark deduction_excused;
    Mark deduction;
    bool oral_notice_due_known = false;
    std::optional<int> attended_days;
    std::vector<Document> documents;
    WholeTermAbsence whole_absence = WholeTermAbsence::no;
    Total total;
};

enum class RaiseRule : std::uint8_t { none, clause_17_1, clause_17_2 };
enum class PerformanceState : std::uint8_t {
    not_due,
    missing,
    attended,
    absent_unexcused,
    awaiting_second_round
};

// What a second chance of a subject stands for; it decides how its result is computed (KW-18.5, KW-19.7).
enum class SecondChance : std::uint8_t {
    none,
    failing,            // 18.5 a, 19.7 a
    missed_units,       // 18.5 b, 19.7 b
    performance_only,   // 19.7 c
    whole_second_term,  // 18.5 c, 19.7 d
    both_terms,         // 18.5 d, 19.7 e
};
[[nodiscard]] const char* code(SecondChance chance);

struct SubjectYearOutcome {
    bool taught = false;
    bool counted = false;
    bool exempt = false;
    bool has_mean = false;
    bool has_year_mark = false;
    bool failing_as_obtained = false;
    bool failing_after_raise = false;
    bool barred_by_performance =
        false;  // unexcused absence from it: not passed whatever the mark (decision D30)
    RaiseRule raised = RaiseRule::none;
    PerformanceState performance_state = PerformanceState::not_due;
    SecondChance second_chance = SecondChance::none;
    VerbalGrade grade = VerbalGrade::unacceptable;
    Mark mean;         // Y
    Mark performance;  // P
    Mark year_mark;    // Z
    Mark after_raise;
};

struct SecondChanceOutcome {
    bool sat = false;
    bool passed = false;
    bool has_test_mark = false;
    bool has_recorded = false;
    bool has_formative_mean = false;
    Mark formative_mean;  // Fm, grade 5
    Mark test_mark;       // Z2 of grade 5; the placement mark of grades 1 to 4
    Mark recorded;        // the year mark that now stands
    VerbalGrade grade = VerbalGrade::unacceptable;
};

struct MissingFact {
    const char* name;  // "unit_score", "competency_level", "performance_mark", …
    Subject subject;
    std::uint8_t term;    // 1, 2, or 0 for the year
    std::uint8_t number;  // competency or unit, 0 when none
    bool counted;         // stands in the way of the decision
};

struct Outcome {
    std::array<std::array<SubjectTermOutcome, 2>, k_subjects> subject_terms{};
    std::vector<CompetencyOutcome> competencies;
    std::vector<std::int8_t> unit_points;  // -1 when a unit has none
    std::array<TermOutcome, 2> terms{};
    std::array<SubjectYearOutcome, k_subjects> subjects{};
    Total year_total;
    std::vector<MissingFact> missing;

    Decision decision_round_1 = Decision::incomplete;
    Decision decision = Decision::incomplete;  // after placement or second round
    const char* decision_clause = "";          // of decision_round_1
    const char* final_clause = "";
    RepeatReason repeat_reason = RepeatReason::none;
    SecondChance exceptional_scope = SecondChance::none;
    std::optional<Day> due_day;  // of a pending exceptional case

    bool second_chance_taken = false;
    std::array<SecondChanceOutcome, k_subjects> second_chances{};
    Total second_total;

    Known moves_to_mens_school = Known::unknown;
    bool age_to_be_checked = false;  // the birth date that KW-32 needs is missing
    Known compulsory = Known::unknown;

    void clear();
    [[nodiscard]] SubjectTermOutcome& at(Subject subject, Term term)
    {
        return subject_terms[index(subject)][index(term)];
    }
    [[nodiscard]] const SubjectTermOutcome& at(Subject subject, Term term) const
    {
        return subject_terms[index(subject)][index(term)];
    }
    [[nodiscard]] SubjectYearOutcome& at(Subject subject) { return subjects[index(subject)]; }
    [[nodiscard]] const SubjectYearOutcome& at(Subject subject) const
    {
        return subjects[index(subject)];
    }
    [[nodiscard]] TermOutcome& at(Term term) { return terms[index(term)]; }
    [[nodiscard]] const TermOutcome& at(Term term) const { return terms[index(term)]; }
};

}  // namespace taqwim::kw_primary_2016
