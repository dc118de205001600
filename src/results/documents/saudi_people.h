// People of a Saudi year as its papers name them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "documents/paper_kinds.h"
#include "platform/database/session.h"
#include "results/documents/paper_parts/student_head.h"

namespace taqwim::results {

// A class with the year it belongs to.
struct PaperClass {
    std::int64_t grade = 0;
    BothLanguages grade_name;  // «الثاني المتوسط»
    std::string section;
    std::string school_year;
    std::string first_day;  // of the year
    std::string last_day;
    std::string regulation;
    Gender gender = Gender::masculine;  // of the school's students
};

// Of the order's class in its year. Refuses with record_unknown.
[[nodiscard]] Result<PaperClass> paper_class_of(database::Session& session,
                                                const documents::PaperOrder& order);

// The order's student in that class: names, identity, nationality, birth, school. The student must be there.
[[nodiscard]] PaperStudent paper_student_of(database::Session& session,
                                            const documents::PaperOrder& order,
                                            const PaperClass& in);

// The same for a paper that needs no more than who he is: without nationality and birth.
[[nodiscard]] PaperStudent named_student_of(database::Session& session,
                                            const documents::PaperOrder& order,
                                            const PaperClass& in);

// Who teaches the subject in the order's class on the day of the paper, in its language; empty: nobody.
[[nodiscard]] std::string teacher_on_paper(database::Session& session,
                                           const documents::PaperOrder& order,
                                           std::string_view subject);

// The name of a member of staff in the language of the paper; empty: there is none of that number.
[[nodiscard]] std::string staff_on_paper(database::Session& session,
                                         const documents::PaperOrder& order,
                                         std::int64_t staff_member_id);

// «١٢ رجب ١٤٣٣ هـ، الموافق ٢ يونيو ٢٠١٢ م».
[[nodiscard]] std::string day_in_line(Day day, print::Language language);

}  // namespace taqwim::results
