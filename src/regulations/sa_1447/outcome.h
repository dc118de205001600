// What the rules make of a student's year under the distribution of 1447. Where the profile has no rule, the outcome says
// which one it would take and computes the rest.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/mark.h"
#include "regulations/sa_1447/facts.h"
#include "regulations/sa_1447/rules.h"

namespace taqwim::sa_1447 {

// What is said of a course of the secondary stage. Of other grades the profile has no pass mark.
enum class Verdict : std::uint8_t {
    not_judged,
    undetermined,  // a fact is missing
    passed,
    second_sitting,  // due
    stumbled,        // not passed in the second sitting either
    left_open        // by the profile
};
[[nodiscard]] const char* code(Verdict verdict);

enum class Decision : std::uint8_t {
    incomplete,      // a fact is missing
    second_sitting,  // courses of the secondary stage have their second sitting still before them
    passed,          // all courses
    promoted_with_stumbled,  // at least half of the courses
    repeat,                  // less than half
    left_open                // the profile has no rule: see Outcome::left_open
};
[[nodiscard]] const char* code(Decision decision);

struct PeriodOutcome {
    std::optional<Mark> mark;
    // What was got within the period and in the exam at its end: each where the model has it and all of it is there.
    std::optional<Mark> coursework;
    std::optional<Mark> exam;
    std::optional<Mark> kept;  // what a second sitting would keep
    bool missed_without_excuse = false;
    bool too_few_entries = false;
};

struct CourseOutcome {
    std::vector<PeriodOutcome> periods;
    std::optional<Mark> first;   // the mark of the first sitting
    std::optional<Mark> second;  // with the second sitting
    std::optional<Mark> mark;    // the one that stands
    const char* band = nullptr;  // its word
    Verdict verdict = Verdict::not_judged;
    bool below_final_exam_minimum = false;
    int standards_judged = 0;
    int standards_met = 0;
};

// The ledger of behaviour or attendance in a term: opening, deduction, restoration, mark.
struct LedgerOutcome {
    bool is_known = false;
    Mark opening;
    Mark deducted;
    Mark restored;
    Mark distinguished;  // of behaviour
    Mark mark;
    int unexcused_days = 0;  // of attendance, after the accepted excuses
};

// A fact that is not there.
struct MissingFact {
    const char* name = "";  // "performance", "alternative_exam", "behaviour"
    const CourseFacts* course = nullptr;
    int period = 0;
};

// A question that the profile has no rule for.
struct LeftOpen {
    const char* rule = "";  // its code: "promotion_grades_3_9"
    const char* clause = "";
    const CourseFacts* course = nullptr;
};

struct Outcome {
    std::vector<CourseOutcome> courses;  // in the order of the facts
    std::array<LedgerOutcome, k_terms> behaviour;
    std::array<LedgerOutcome, k_terms> attendance;
    std::optional<Mark> behaviour_mark;   // of the year
    std::optional<Mark> attendance_mark;  // of the year
    int unexcused_days = 0;
    bool is_barred = false;
    std::array<std::optional<Exact>, k_terms> term_average;  // of the secondary stage
    std::optional<Exact> average;                            // exact
    Exact average_shown;                                     // rounded once
    const char* general_grade = nullptr;
    Decision decision = Decision::incomplete;
    int courses_counted = 0;
    int courses_passed = 0;
    std::vector<MissingFact> missing;
    std::vector<LeftOpen> left_open;

    void clear() { *this = Outcome{}; }
};

}  // namespace taqwim::sa_1447
