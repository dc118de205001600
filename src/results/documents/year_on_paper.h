// A student's year as papers of results need it: who and where he was, his subjects, and what the regulation made of the
// year. A paper that is issued is made of what is published and not withheld; a draft of what is published, or else of
// the marks as they stand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "documents/paper_kinds.h"
#include "regulations/frame/json_value.h"
#include "results/publications.h"
#include "school/plans.h"

namespace taqwim::results {

struct YearOnPaper {
    std::string student;  // the name in the language of the paper, else in Arabic
    std::string student_number;
    std::int64_t grade = 0;
    std::string section;
    std::string school_year;  // as the regulation counts it
    std::string first_day;
    std::string regulation;
    bool is_published = false;
    std::vector<school::PlanSubject> subjects;  // in the order of the plan
    JsonDocument outcome;
    std::string decision;  // in words; empty while there is none
    std::string decision_code;
    std::string head_of_school;  // who was appointed head on the day of the paper; empty: nobody
};

// Whether a paper reads what was approved also while it is withheld; only the notices of a withheld result do (PG-G.44).
enum class WithheldYear : std::uint8_t { is_refused, is_read };

// Refuses with record_unknown, and of an issue with result_not_published and result_withheld.
[[nodiscard]] Result<YearOnPaper> year_on_paper(database::Session& session,
                                                const Publications& publications,
                                                const documents::PaperOrder& order,
                                                WithheldYear withheld = WithheldYear::is_refused);

}  // namespace taqwim::results
