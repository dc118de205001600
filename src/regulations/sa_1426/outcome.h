// What the rules make of a student's year by marks. One Outcome can be used again: clear() keeps its memory.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/mark.h"
#include "regulations/sa_1426/facts.h"
#include "regulations/sa_1426/rules.h"

namespace taqwim::sa_1426 {

enum class Decision : std::uint8_t {
    incomplete,    // a fact is missing: no decision
    pending,       // an excused make-up is still open (SR-11.1)
    passed,        // by 7.2.a, 7.2.b, 7.2.c or 10.6
    second_round,  // in the subjects not passed (SR-8.0)
    repeat,        // regular, after the second round (SR-9.1)
    not_passed     // affiliated, after the second round (SR-10.6)
};
[[nodiscard]] const char* code(Decision decision);  // "PASSED", "SECOND_ROUND", …

// SR-8.1  What a second-round exam covers.
enum class Scope : std::uint8_t { none, first_term, second_term, full };
[[nodiscard]] const char* code(Scope scope);  // "T1", "T2", "FULL"

// The marks allotted to a subject for this student (SR-6.5, SR-4.4, SR-10.5, PG-9.2).
struct Allotment {
    std::array<Mark, 2> coursework;
    std::array<Mark, 2> exam;
    [[nodiscard]] Mark of(Term term) const { return coursework[index(term)] + exam[index(term)]; }
};

struct SubjectOutcome {
    Allotment allotment;
    bool has_minimum = false;
    Mark minimum;

    // First round.
    bool complete = false;          // every due part is entered or an absence stands in its place
    bool pending = false;           // an excused make-up is open
    std::array<bool, 2> due{};      // the term has an exam, or an oral term, for this student
    std::array<bool, 2> sat{};      // SR-7.1
    std::array<bool, 2> entered{};  // every part of the term is there, or an absence in its place
    std::array<Mark, 2> term_raw;   // coursework + exam, as obtained
    std::array<Mark, 2> term_mark;  // after the fraction rule
    std::array<bool, 2> term_reached{};  // reached its share of the minimum (SR-8.1)
    std::array<Mark, 2> term_share;      // what it had to reach; 0 without a minimum
    Mark raw;
    Mark final_mark;
    bool lifted_to_minimum =
        false;             // PG-16.C.11, last sentence: both terms reached, so the minimum
    bool passed = false;   // SR-7.1
    bool excused = false;  // SR-7.2b, SR-7.2c

    // Second round.
    Scope scope = Scope::none;
    Mark second_maximum;
    bool second_sat = false;
    Mark second_raw;
    Mark second_final;  // the final mark that stands after the second round
    bool second_passed = false;
    bool second_excused = false;
};

struct Round {
    bool held = false;
    Decision decision = Decision::incomplete;
    const char* by =
        "";  // "7.2.a", "7.2.b", "7.2.c", "10.6", "8", "10.7", "9.1", "11", "10.7", "13.2"
    SubjectSet not_passed;
    SubjectSet excused;  // their remedial programmes: SR-7.4
};

// A fact that is not there.
struct MissingFact {
    const char* name;  // "coursework", "exam", "second_round_mark"
    std::size_t subject;
    Term term = Term::first;
};

struct Outcome {
    std::vector<SubjectOutcome> subjects;  // in the order of the plan
    Round first;
    Round second;  // held when all due second-round results are there
    std::vector<MissingFact> missing;
    // SR-12.1  Weighted by periods within the year, for who passed; rounded once.
    bool has_average = false;
    Exact average_exact;
    Exact average;                        // rounded
    const char* general_grade = nullptr;  // its code; null when the bands give none

    [[nodiscard]] const Round& last() const { return second.held ? second : first; }
    void clear();
};

}  // namespace taqwim::sa_1426
