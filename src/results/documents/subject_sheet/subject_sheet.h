// F-32, F-34, F-02  A class's sheet of one subject: coursework, clean marks, final marks.
//
// The rows are those of the enrolment, in its order; columns and marks are those of the sheet as it stands. An amended sum says
// what it was before (PG-16.B.9). It stays a draft until all who must sign have signed (PG-16.B.2, PG-17.D.10).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "results/documents/paper_parts/printed_mark.h"

namespace taqwim::results {

enum class SubjectSheetKind : std::uint8_t {
    coursework,   // كشف أعمال السنة: the parts of a term's coursework
    clean_marks,  // كشف مبيضات الدرجات: coursework, examination, sum
    final_marks,  // كشف الدرجة النهائية: both terms, the final mark and what it means
};

struct SheetColumn {
    BothLanguages label;
    std::optional<Mark> maximum;
    bool is_sum = false;  // printed bold
};

struct SubjectSheetRow {
    std::string name;
    std::vector<PrintedMark> marks;  // one a column
    std::optional<Mark> sum_before;  // an amendment: what the sum was
    std::string notes;  // «جُبر الكسر», the clause that a final mark rests on
};

struct SubjectSheet {
    SubjectSheetKind kind = SubjectSheetKind::coursework;
    BothLanguages subject;
    BothLanguages grade;
    std::string section;
    std::string school_year;
    BothLanguages term;           // empty: of the year
    std::optional<Mark> minimum;  // of the last sum: decides how its figure is shown
    int version = 1;              // a print after an amendment is a new version (PG-16.C.15)
    std::vector<SheetColumn> columns;
    std::vector<SubjectSheetRow> rows;
    std::string teacher;   // who signed; empty: not yet
    std::string reviewer;  // never the teacher
    std::string
        third;  // the matcher of coursework, the entry of clean marks, the head of final marks
    // He signs on the printed sheet: his empty place does not make it a draft.
    bool is_third_by_hand = false;
};

// All sheets of a class of one kind, each on pages of its own.
struct SubjectSheets {
    std::vector<SubjectSheet> sheets;
};

[[nodiscard]] print::Document printed(const SubjectSheet& sheet, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// What is signed: subject, class and how many rows; no student's mark.
[[nodiscard]] documents::DocumentContent content_of(const SubjectSheet& sheet,
                                                    print::Language language);

// A draft while one of them is. What is signed: class and subjects.
[[nodiscard]] print::Document printed(const SubjectSheets& sheets, const documents::Issuer& issuer,
                                      const documents::Printing& printing);
[[nodiscard]] documents::DocumentContent content_of(const SubjectSheets& sheets,
                                                    print::Language language);

// «كشوف المواد»: of all kinds together.
[[nodiscard]] std::string sheets_title(print::Language language);

// The labels of columns that are not the sheet's own.
enum class SheetSum : std::uint8_t { coursework, exam, term, term_1, term_2, final_mark };
[[nodiscard]] BothLanguages label_of(SheetSum sum);

// «معفى من المادة», of a row without marks.
[[nodiscard]] std::string exempt_note(print::Language language);

// An invented class of thirty: long names, an absent one, a missing mark, an amendment.
[[nodiscard]] SubjectSheet sample_subject_sheet();

}  // namespace taqwim::results
