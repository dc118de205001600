// KW-12, KW-13, KW-14, KW-27  The results of a class in one sheet: of a term or of the year, all students by all
// subjects, with total, percentage, grade, decision and remarks.
//
// Subjects whose mark has parts (coursework and examinations, or the terms of a year) show them before it. Subjects that
// do not fit beside each other go on in a further table, with the names again; the totals stand in the last.
//
// The marks are those that the results give; nothing is computed here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/mark.h"
#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "platform/print/document.h"

namespace taqwim::results {

// What stands in the place of a mark.
enum class SheetMark : std::uint8_t {
    given,
    incomplete,  // «—»: something is missing still
    not_due,     // nothing: the term or year has not ended
    exempt,
    carried_over,  // KW-15.A.E3
    absent_excused,
    absent_unexcused,
    withheld,
    cancelled
};

struct SheetSubject {
    std::string name;
    std::vector<std::string> parts;  // «أعمال السنة», «الفصل الأول»; none: the mark alone
    std::optional<Mark> maximum;
    std::optional<Mark> minimum;  // a subject without one cannot keep anybody back
};

struct SheetCell {
    SheetMark state = SheetMark::not_due;
    std::optional<Mark> mark;
    std::vector<std::optional<Mark>> parts;  // as the subject's
    std::string verbal_grade;                // its letters: «ج.ج»
    bool is_raised = false;                  // KW-17
    bool is_below_minimum = false;           // printed strongly
};

struct SheetStudent {
    std::string name;
    std::vector<SheetCell> cells;  // as the subjects
    SheetMark total_state = SheetMark::not_due;
    std::optional<Mark> total;    // the notional one where a subject is exempt (KW-27)
    std::optional<Mark> maximum;  // the total of the maxima
    bool is_notional = false;
    std::string percentage;    // "73.57%"
    std::string verbal_grade;  // the general one
    std::string decision;
    std::string remark;
};

// How many have a decision: «ينقل إلى الصف التالي: 27».
struct SheetCount {
    std::string label;
    int count = 0;
};

struct ClassResultSheet {
    std::optional<int> term;  // nothing: of the year
    std::string grade;
    std::string section;
    std::string school_year;
    std::vector<SheetSubject> subjects;
    std::vector<SheetStudent> students;
    std::vector<SheetCount> counts;
    bool is_final = false;  // else stamped «غير نهائي»
    std::string class_head;
    std::string reviewer;
    std::string head_of_school;
};

// Across the page; the heads are repeated.
[[nodiscard]] print::Document printed(const ClassResultSheet& sheet,
                                      const documents::Issuer& issuer,
                                      const documents::Printing& printing);

[[nodiscard]] documents::DocumentContent content_of(const ClassResultSheet& sheet,
                                                    print::Language language);

// The year of an invented class of a Kuwaiti grade 4: the longest names, exemptions, something missing, raised marks.
[[nodiscard]] ClassResultSheet sample_class_result_sheet();

}  // namespace taqwim::results
