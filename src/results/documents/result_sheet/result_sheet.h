// F-35, F-37  A class's sheet of results: the draft مسودة and the clean sheet مبيضة.
//
// In the draft a subject that a student must complete, did not pass, was absent from or had cancelled bears a letter that is
// distinct without colour (PG-17.D.13). The foot of each page has the five who answer for it (PG-17.D.25); without all of them
// a clean sheet stays a draft. Rows follow the enrolment: nobody is ranked (SR-3.7).
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

enum class ResultSheetKind : std::uint8_t { draft, clean };
enum class ExaminationRound : std::uint8_t { first, second };

// The letter beside a mark of the draft.
enum class SheetSign : std::uint8_t { none, second_round, not_passed, absent, cancelled };

struct ResultSheetSubject {
    BothLanguages name;  // as short as its column: «الرياضيات»
    std::optional<Mark> minimum;
};

struct ResultSheetMark {
    PrintedMark mark;
    SheetSign sign = SheetSign::none;
};

struct ResultSheetRow {
    std::string name;
    std::vector<ResultSheetMark> marks;  // one a subject
    PrintedMark total;
    std::string average;
    PaperOutcome outcome = PaperOutcome::none;
    std::vector<BothLanguages> completes;  // subjects of the second round
    bool is_withheld = false;              // «ح», and no total
};

// Who answers for a page: names as signed; empty: not yet.
struct ResultSheetSigners {
    std::string dictated;
    std::string recorded;
    std::string reviewer;
    std::string control_head;
    std::string head_of_school;
    std::string day;

    [[nodiscard]] bool are_complete() const
    {
        return !dictated.empty() && !recorded.empty() && !reviewer.empty() &&
               !control_head.empty() && !head_of_school.empty() && !day.empty();
    }
};

struct ResultSheet {
    ResultSheetKind kind = ResultSheetKind::draft;
    ExaminationRound round = ExaminationRound::first;
    BothLanguages grade;
    std::string section;
    std::string school_year;
    std::vector<ResultSheetSubject> subjects;  // in the order of certificates
    std::vector<ResultSheetRow> rows;
    ResultSheetSigners signers;
};

// Landscape, the head and the five names on every page.
[[nodiscard]] print::Document printed(const ResultSheet& sheet, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// What is signed: class, round and how many rows; no student's mark.
[[nodiscard]] documents::DocumentContent content_of(const ResultSheet& sheet,
                                                    print::Language language);

// An invented class of thirty with twenty subjects and every sign.
[[nodiscard]] ResultSheet sample_result_sheet();

}  // namespace taqwim::results
