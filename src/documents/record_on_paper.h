// What papers take from the school's record, whatever room they are of: who the student is, who answers for him, who holds
// an office, and days as their tables have them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/day.h"
#include "core/refusal.h"
#include "documents/paper_kinds.h"
#include "platform/database/session.h"

namespace taqwim::documents {

struct StudentOnPaper {
    std::string name;      // in the language of the paper, where the record has it, else in Arabic
    std::string identity;  // the number of his national identity or residence; empty: none recorded
    std::string nationality;  // nationality_on_paper
    std::string birth_date;   // as tables have days
    std::string grade;        // «الرابع»
    std::string section;
    std::string school_year;
    std::string country;
    std::string guardian;  // who answers for him on the day of the paper; of several the first

    [[nodiscard]] std::string grade_and_section() const
    {
        return section.empty() ? grade : grade + " / " + section;
    }
};

// Of the order's student in its year. Refuses with record_unknown.
[[nodiscard]] Result<StudentOnPaper> student_on_paper(database::Session& session,
                                                      const PaperOrder& order);

// Who was appointed to the office last and holds it on the day of the paper; empty: nobody.
[[nodiscard]] std::string holder_on_paper(database::Session& session, const PaperOrder& order,
                                          std::string_view role);

// The same of the order's class.
[[nodiscard]] std::string class_holder_on_paper(database::Session& session, const PaperOrder& order,
                                                std::string_view role);

// The number of the student's national identity or residence; empty: none recorded.
[[nodiscard]] std::string identity_on_paper(database::Session& session, SchoolId school,
                                            std::int64_t student_id);

// «أردنية», where we have the word, else the code; `code` is of ISO 3166, `sex` male or female.
[[nodiscard]] std::string nationality_on_paper(std::string_view code, std::string_view sex,
                                               print::Language language);

// «22/11/2026», in the country's own calendar.
[[nodiscard]] std::string short_day(Day day, std::string_view country);
// «أكتوبر ٢٠٢٦», of the Gregorian calendar.
[[nodiscard]] std::string month_on_paper(Day day, print::Language language);
[[nodiscard]] std::string weekday_on_paper(Day day, print::Language language);

}  // namespace taqwim::documents
