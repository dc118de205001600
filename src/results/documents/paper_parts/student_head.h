// Whose paper it is, and how a year ended: the lines that certificates, transcripts, notices and cards share.
#pragma once

#include <cstdint>
#include <string>

#include "platform/print/document.h"
#include "results/documents/paper_parts/paper_words.h"

namespace taqwim::results {

struct PaperStudent {
    BothLanguages name;    // four or five parts (PG-24.N.1)
    std::string identity;  // of the identity card or passport; empty: the line is left out
    BothLanguages nationality;
    std::string born_on;  // as people read it, in the calendars of the paper
    BothLanguages grade;
    std::string section;
    std::string school_year;
    BothLanguages school;
    Gender gender = Gender::masculine;
};

// Name and school over the whole width, between them identity, grade and year; an English paper names the student in Arabic too. What is empty
// is left out: a paper has no line that nobody fills in.
[[nodiscard]] print::Fields student_head(const PaperStudent& student, const Words& words);

// How a year ended. The words are those of SR section 0 and no others (SR-3.7).
enum class PaperOutcome : std::uint8_t {
    none,  // not decided: nothing is printed
    passed,
    second_round,
    pending,
    repeats,
    not_passed,
    promoted_by_decision,
    promoted_with_stumbled,  // sa_1447: with courses that are still to be passed
    moves_up,
    stays,
    to_support,
    withheld,
};

[[nodiscard]] std::string outcome_text(PaperOutcome outcome, const Words& words);

}  // namespace taqwim::results
