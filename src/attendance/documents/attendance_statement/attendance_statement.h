// KW-20 to KW-22, SR-11, SA1447-M11  A student's attendance of a year: what was counted in each term and in the year, and
// the days themselves.
//
// Everything is as the attendance room counted it; nothing is added up here. A regulation that does not count something
// leaves it out, and its row is not printed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/mark.h"
#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "platform/print/document.h"

namespace taqwim::attendance {

struct StatementCounts {
    std::optional<int> school_days;
    std::optional<int> absent_excused;
    std::optional<int> absent_unexcused;
    std::optional<int> converted_days;  // of the unexcused: latenesses (KW-20.3)
    std::optional<int> missed_periods;  // of days that were not missed whole
    std::optional<int> late_excused;
    std::optional<int> late_unexcused;
    std::optional<Mark> deduction;  // from every subject of the term (KW-22.7)
    std::optional<Mark> mark;       // of attendance (SA1447-M11)
};

struct StatementTerm {
    std::string name;
    StatementCounts counts;
};

struct StatementDay {
    enum class Kind : std::uint8_t {
        absent_excused,
        absent_unexcused,
        late_excused,
        late_unexcused
    };

    std::string weekday;
    std::string date;  // as people read it
    Kind kind = Kind::absent_unexcused;
    std::string note;  // the number of the excuse's paper, of the letter of an activity
};

struct AttendanceStatement {
    std::string student;
    std::string identity;
    std::string grade_and_section;
    std::string school_year;
    std::string attended_from;
    std::string attended_to;  // empty: still at the school
    std::vector<StatementTerm> terms;
    StatementCounts year;
    std::vector<StatementDay> days;
    std::string prepared_by;
    std::string head_of_school;
};

[[nodiscard]] print::Document printed(const AttendanceStatement& statement,
                                      const documents::Issuer& issuer,
                                      const documents::Printing& printing);

[[nodiscard]] documents::DocumentContent content_of(const AttendanceStatement& statement,
                                                    print::Language language);

// «الفصل الأول»
[[nodiscard]] std::string term_name(int term, print::Language language);

// Two terms of an invented student with as many days as fill two pages.
[[nodiscard]] AttendanceStatement sample_attendance_statement();

}  // namespace taqwim::attendance
