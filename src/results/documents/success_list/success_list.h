// F-37, F-40  The list of successful students, and that of second-round students with their subjects.
//
// It goes into the file of results and is shown to nobody else: results are told one by one (SR-3.7, D19). Nobody is ranked, and
// nothing on it says by which paragraph somebody passed. Withheld results are on neither list (PG-G.44).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "results/documents/paper_parts/second_round.h"
#include "results/documents/paper_parts/student_head.h"

namespace taqwim::results {

enum class SuccessListKind : std::uint8_t { successful, second_round };

struct ListedSubject {
    BothLanguages name;
    SecondRoundScope scope = SecondRoundScope::whole;
};

struct ListedStudent {
    std::string name;
    std::string section;
    std::string seat;  // of the examinations; empty for all: the column is left out
    std::vector<ListedSubject> subjects;  // of the second round
};

struct SuccessList {
    SuccessListKind kind = SuccessListKind::successful;
    Gender gender = Gender::masculine;
    BothLanguages grade;
    std::string school_year;
    std::vector<ListedStudent> students;  // by section and name
    std::string marks_committee;
    std::string control_head;
    std::string head_of_school;
};

[[nodiscard]] print::Document printed(const SuccessList& list, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// What is signed: grade and how many; no student.
[[nodiscard]] documents::DocumentContent content_of(const SuccessList& list,
                                                    print::Language language);

// An invented grade's second-round students; as a list of the successful the same names without subjects.
[[nodiscard]] SuccessList sample_success_list(SuccessListKind kind);

}  // namespace taqwim::results
