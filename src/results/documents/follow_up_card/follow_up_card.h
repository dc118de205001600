// KW-T-CARD, KW-T-REPORT  The Kuwaiti learner's follow-up card and its report page.
//
// The marks are those that the results give, net of deductions; nothing is computed here, not even a total.
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
enum class CardMark : std::uint8_t {
    given,        // the mark
    incomplete,   // «—»: something is missing still
    not_due,      // nothing: the term or year has not ended
    exempt,       // «معفى»
    carried_over  // «مُرحّلة»: term 2 stands for both terms (KW-15.A.E3)
};

struct CardTerm {
    CardMark state = CardMark::not_due;
    std::optional<Mark> mark;
    std::string verbal_grade;  // its letters: «ج.ج»
    std::string behaviour;     // empty: the teacher gave none
};

struct CardSubject {
    std::string name;
    std::optional<Mark> maximum;  // practical subjects print neither
    std::optional<Mark> minimum;
    CardTerm terms[2];
    CardTerm year;
    bool is_raised = false;  // to 40 by KW-17: printed with a footnote
    bool is_counted = true;  // before the total's row; the others follow it
};

// The row of the total: a percentage, beneath it the total of the maxima.
struct CardTotal {
    CardMark state = CardMark::not_due;
    std::optional<Mark> total;  // the notional one where a subject is exempt (KW-27)
    std::optional<Mark> maximum;
    std::string percentage;  // "73.57%"
    std::string verbal_grade;
};

struct CardAttendance {
    std::optional<int> absent_days[2];
    std::optional<int> late_days[2];
    std::optional<int> absent_in_year;
    std::optional<int> late_in_year;
};

struct ReportRow {
    std::string subject;
    std::vector<std::string> competencies;  // short labels, as technical supervision entered them
    std::string remark;
    std::string signed_by;       // empty: not yet, and the page stays a draft
    std::string signed_on = {};  // as tables have days
    bool is_exempt = false;      // nobody teaches him this subject, so nobody signs
};

struct FollowUpCard {
    std::string learner;
    std::string grade_and_section;
    std::string school_year;
    std::vector<CardSubject> subjects;
    CardTotal term_totals[2];
    CardTotal year_total;
    std::string decision;   // of the year's end; empty before it
    bool is_final = false;  // else stamped «غير نهائي»
    CardAttendance attendance;
    std::vector<ReportRow> report;
    int report_term = 0;  // of which the report is; 0: it says nothing of it
    std::string head_of_school;
};

// The card, and the report on a second page where there is one. Unsigned rows of the report keep the draft's watermark, whatever `printing` says.
[[nodiscard]] print::Document printed(const FollowUpCard& card, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// What is signed: each subject's mark of the year, or of the term while the year has none, the total and the decision.
[[nodiscard]] documents::DocumentContent content_of(const FollowUpCard& card,
                                                    print::Language language);

// A card of an invented learner, filled to the brim: the longest names, an exemption, a raised mark, something missing.
[[nodiscard]] FollowUpCard sample_follow_up_card();

}  // namespace taqwim::results
