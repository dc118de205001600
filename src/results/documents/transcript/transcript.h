// SR-9.4, F-08  Transcript of marks over years and schools, and the statement of study.
//
// It is issued from approved results only, each year with its school and the regulation that decided. Totals are those that the
// results give: notional where a subject is exempt (KW-27). Of a withheld result it says so and prints no mark of it.
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

enum class TranscriptKind : std::uint8_t {
    marks,   // كشف درجات: every subject of every year
    status,  // وثيقة حالة: the years and how each ended
};

struct TranscriptSubject {
    BothLanguages name;
    std::optional<Mark> maximum;
    std::optional<Mark> minimum;
    PrintedMark first_round;  // where a second round was sat
    PrintedMark mark;         // the one that stands
    BothLanguages grade_word;
};

struct TranscriptYear {
    std::string school_year;
    BothLanguages school;
    BothLanguages grade;
    std::vector<TranscriptSubject> subjects;
    PrintedMark total;
    std::optional<Mark> total_maximum;
    bool is_total_notional = false;
    std::string percentage;
    std::string average;
    BothLanguages general_grade;
    PaperOutcome outcome = PaperOutcome::none;
    BothLanguages decision;  // the words of a law that has its own; else those of `outcome`
    BothLanguages rule;      // by which clause, as asked for: «المادة ٧ (٢) أ»
    BothLanguages rules;     // the regulation and its edition
    std::optional<Mark> behaviour;
    std::optional<Mark> attendance;
    bool is_withheld = false;  // no mark, total, average or grade of the year is printed
};

struct Transcript {
    TranscriptKind kind = TranscriptKind::marks;
    PaperStudent student;               // its grade and year are those of today
    std::vector<TranscriptYear> years;  // the oldest first
    std::string cumulative_average;     // of the last two secondary grades (SR-12.2)
    int copy = 1;                       // from the second on it says so
    std::string registrar;
    std::string head_of_school;
};

[[nodiscard]] print::Document printed(const Transcript& transcript, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// What is signed: of each year total or average, then the decision.
[[nodiscard]] documents::DocumentContent content_of(const Transcript& transcript,
                                                    print::Language language);

// An invented student: three years in two schools, an exemption, a second round, a withheld year.
[[nodiscard]] Transcript sample_transcript();

}  // namespace taqwim::results
