// What holds for the marks of one student in a year alone, by a decision:
//
//   exam_only_term       admitted late, he is examined in a term without coursework (PG-9.2)
//   minimum_mark         another minimum mark in a subject, or none (SR-6.5)
//   excluded_competency  a competency that could not be measured in a term is left out of his mean, signed off by the head
//                        of department (KW-15.A.E1, D25)
//
// Nothing is changed: a newer row for the same place stands, also to end it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity.h"
#include "core/refusal.h"
#include "marks/mark_sheet.h"
#include "platform/database/session.h"
#include "regulations/frame/json_writer.h"
#include "school/record.h"

namespace taqwim::marks {

// How sheets call a student in a term that he is examined in without coursework.
inline constexpr std::string_view k_exam_only = "exam_only";

struct Provision {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::int64_t school_year_id = 0;
    std::string kind;
    std::string subject;   // empty of a term
    int term = 0;          // 0 of a minimum mark
    std::string item;      // the number of a competency
    std::string value;     // a minimum mark: "40", or "none"
    std::string decision;  // number and day
    bool is_in_force = true;
};

// Stores it and gives it with its id. Refuses with year_sealed, record_unknown {school_year}, not_enrolled,
// value_not_listed (a kind that the regulation of his class does not know), subject_not_in_plan, value_out_of_range (term,
// mark, competency), value_not_a_number, field_missing, record_unknown {decision} (nothing stands that could end), and
// facts_contradict where coursework of the term was entered already.
[[nodiscard]] Result<Provision> provide(school::Changes& changes, SchoolId school,
                                        const Provision& provision);

// Those that stand, by kind, subject, term and item.
[[nodiscard]] std::vector<Provision> provisions_of(database::Session& session, StudentId student,
                                                   std::int64_t school_year_id);

// Who is examined without coursework in the term of the sheet.
[[nodiscard]] std::set<std::int64_t> exam_only_students(database::Session& session,
                                                        const MarkSheet& sheet);
// Of each student the competencies that are left out in a subject and term.
[[nodiscard]] std::map<std::int64_t, std::set<std::string>> excluded_competencies(
    database::Session& session, const MarkSheet& sheet);

// The kind of enrolment under which a sheet takes the student's marks in its term.
[[nodiscard]] std::string enrolment_in_sheet(const std::string& kind, bool is_exam_only);

void write_provision(const Provision& provision, JsonWriter& json);

}  // namespace taqwim::marks
