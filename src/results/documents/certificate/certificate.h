// F-03, F-38 of the Saudi catalogues  A student's result of a term or a year: notice, card of marks, certificate.
//
// The marks, total, average and decision are those that the results give; nothing is computed here, not even a total. A pass
// is printed as ناجح and the marks as they are; by which paragraph, and a remedial programme, only the guardian's copy says
// (SR-3.7, D27). No rank stands on it. While a result is withheld no mark of it is printed (PG-G.44).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "results/documents/paper_parts/printed_mark.h"
#include "results/documents/paper_parts/student_head.h"

namespace taqwim::results {

enum class CertificateKind : std::uint8_t {
    first_term,   // the term's marks alone, before the year has its own
    notice,       // of the year, for who passed
    card,         // the same as the school keeps and hands out
    certificate,  // of the last grade of a stage
};

struct CertificateSubject {
    BothLanguages name;
    std::optional<Mark> maximum;
    std::optional<Mark> minimum;  // empty: passed by sitting both examinations (PG-G.22)
    PrintedMark terms[2];
    bool is_term_raised[2] = {false, false};  // PG-16.C.11: printed with a footnote
    PrintedMark first_round;  // where a second round was sat: both marks are printed (SR-8.3)
    PrintedMark final;        // the mark that stands
};

struct Certificate {
    CertificateKind kind = CertificateKind::notice;
    PaperStudent student;
    std::vector<CertificateSubject> subjects;  // in the order of certificates (PG-17.D.12)

    PrintedMark total;
    std::optional<Mark> total_maximum;
    bool is_total_notional = false;  // a subject is exempt and left out of both numbers
    std::string percentage;          // "88.20%"; empty: no total
    std::string average;             // weighted by periods (SR-12.2); empty: none
    BothLanguages general_grade;     // of who passed, and only under a confirmed scale (PG-13.4)
    std::string bands;               // which version of the scale

    PaperOutcome outcome = PaperOutcome::none;
    BothLanguages next_grade;           // where he moves up
    std::optional<Mark> behaviour;      // of 100, in no average (SR-13.5)
    std::optional<Mark> attendance;     // of 100
    std::optional<int> excused_days;    // of absence
    std::optional<int> unexcused_days;  // of absence
    BothLanguages rules;                // the regulation that decided

    bool is_for_guardian = false;
    std::vector<BothLanguages> remedial_subjects;  // SR-7.4; printed on the guardian's copy alone
    bool is_copy = false;                          // a reprint says so (PG-23.1)

    std::string class_head;
    std::string control_head;
    std::string head_of_school;
};

[[nodiscard]] print::Document printed(const Certificate& certificate,
                                      const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// What is signed: each subject's mark, total and percentage, then the decision. Serial, day and school are the register's.
[[nodiscard]] documents::DocumentContent content_of(const Certificate& certificate,
                                                    print::Language language);

// An invented student with twenty subjects, a raised term, an exemption, an examination not sat and a second round.
[[nodiscard]] Certificate sample_certificate();

// The name of all its kinds together, as lists of papers have it; each page has its own.
[[nodiscard]] std::string certificates_title(print::Language language);

}  // namespace taqwim::results
