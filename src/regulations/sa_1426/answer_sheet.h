// The lines that answers of all kinds have in common: one record of the flat table, the row of what was refused, and
// how years are named.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/refusal.h"
#include "core/school_year.h"
#include "regulations/frame/messages.h"
#include "regulations/frame/rule_set.h"

namespace taqwim::sa_1426 {

// One record of the flat table; empty is what a kind of document does not have.
struct AnswerRecord {
    std::string id;
    std::string kind;  // in words
    std::string name;
    std::string grade;
    std::string section;
    std::string school_year;
    std::string student_kind;
    std::string decision;        // in words
    std::string first_decision;  // that of the first round
    std::string by;              // "7.2.b"
    std::string average;
    std::string general_grade;
    std::string not_passed;  // codes of subjects, joined with blanks
    std::string excused;
    std::string values;  // "QRN=90 TWH=83"
    std::string notes;
};

// The names of the columns, and the record in their order.
[[nodiscard]] std::vector<std::string> answer_columns(const Messages& words);
[[nodiscard]] std::vector<std::string> answer_cells(AnswerRecord record);

[[nodiscard]] SheetRow refused_row(const std::string& id, std::span<const Refusal> refusals,
                                   const Messages& words);
[[nodiscard]] std::vector<std::string> refused_record(const std::string& id,
                                                      std::span<const Refusal> refusals,
                                                      const Messages& words);

// "1426-1427 (2005-2006)".
[[nodiscard]] std::string saudi_year_name(SchoolYear year);

// The label of a code, or the code itself.
[[nodiscard]] std::string label_or_code(const Messages& words, std::string_view code);

// "7.2.b" as an article is cited to people, or as it is when the words have no such article.
[[nodiscard]] std::string article_words(const Messages& words, std::string_view by);

}  // namespace taqwim::sa_1426
