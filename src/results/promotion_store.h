// What the move to the next year reads, a year at a time, and the tables that it fills.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/instant.h"
#include "platform/database/session.h"
#include "school/enrolments.h"

namespace taqwim::results {

// A student of a year, by his last enrolment in it.
struct YearStudent {
    std::int64_t student_id = 0;
    std::string number;
    std::string name_ar;
    std::optional<Day> birth_day;
    school::Enrolment enrolment;
    std::string class_name;
    std::int64_t grade = 0;
    std::string track;
    std::string regulation;
};

// By grade, class, name and id.
[[nodiscard]] std::vector<YearStudent> students_of_year(database::Session& session, SchoolId school,
                                                        std::int64_t year_id);

struct YearClass {
    std::int64_t class_id = 0;
    std::string name;
    std::int64_t grade = 0;
    std::string track;
    std::int64_t capacity = 0;
};
// By grade, track, name and id.
[[nodiscard]] std::vector<YearClass> classes_of_year(database::Session& session, SchoolId school,
                                                     std::int64_t year_id);

struct PublishedDecision {
    std::int64_t result_version_id = 0;
    std::string regulation;
    std::string decision;
};
// The newest version that is to be seen at the moment, of every student of the year.
[[nodiscard]] std::map<std::int64_t, PublishedDecision> published_decisions(
    database::Session& session, SchoolId school, std::int64_t year_id, Instant now);
// Outcome and reasons of a version: JSON.
[[nodiscard]] std::string shown_of_version(database::Session& session, SchoolId school,
                                           std::int64_t result_version_id);
[[nodiscard]] std::set<std::int64_t> withheld_students(database::Session& session, SchoolId school,
                                                       std::int64_t year_id);
// With a request for another result, or for another mark, that nobody has decided.
[[nodiscard]] std::set<std::int64_t> students_with_open_corrections(database::Session& session,
                                                                    SchoolId school,
                                                                    std::int64_t year_id);
// The enrolments of a year by student; each in the order of its first days.
[[nodiscard]] std::map<std::int64_t, std::vector<school::Enrolment>> enrolments_of_year(
    database::Session& session, SchoolId school, std::int64_t year_id);
// Years in which a decision to repeat this grade was published, this one included.
[[nodiscard]] std::int64_t failures_in_grade(database::Session& session, StudentId student,
                                             std::int64_t grade, std::string_view decision);
// approved, refused; empty when nothing was decided.
[[nodiscard]] std::string extension_decision(database::Session& session, StudentId student,
                                             std::int64_t year_id);
// Whether an authority above the school approved what was decided on the student's staying.
[[nodiscard]] bool is_leaving_approved(database::Session& session, StudentId student,
                                       std::int64_t year_id);
// Whether anything was recorded of the student in the year: a mark, attendance, conduct, a case, a result.
[[nodiscard]] bool has_records_in_year(database::Session& session, StudentId student,
                                       std::int64_t year_id);

// The same of one class, from a day on: marks in its sheets, its rolls.
[[nodiscard]] bool has_records_in_class(database::Session& session, StudentId student,
                                        std::int64_t class_id, Day since);

struct Promotion {
    std::int64_t id = 0;
    std::int64_t from_year_id = 0;
    std::int64_t to_year_id = 0;
    std::string kind;  // year, student
    std::int64_t students = 0;
    std::string moved_at;
    std::optional<std::string> undone_at;
    std::optional<std::string> undone_reason;
};
[[nodiscard]] std::optional<Promotion> find_promotion(database::Session& session, SchoolId school,
                                                      std::int64_t id);
// The newest first.
[[nodiscard]] std::vector<Promotion> promotions_from(database::Session& session, SchoolId school,
                                                     std::int64_t from_year_id);

struct MovedStudent {
    std::int64_t promotion_id = 0;
    std::int64_t student_id = 0;
    std::int64_t result_version_id = 0;
    std::string step;
    std::string decision;
    std::string clause;
    std::string reference;
    std::int64_t old_enrolment_id = 0;
    std::string old_ended_reason;  // empty: it was open
    std::optional<std::int64_t> new_enrolment_id;
    std::string replaced;                                 // "", ended, withdrawn
    std::optional<school::Enrolment> replaced_enrolment;  // as it was before this move
    std::string moved_at;
};
[[nodiscard]] std::vector<MovedStudent> students_of_promotion(database::Session& session,
                                                              SchoolId school,
                                                              std::int64_t promotion_id);
// The newest move of each student out of the year that was not undone.
[[nodiscard]] std::map<std::int64_t, MovedStudent> standing_moves(database::Session& session,
                                                                  SchoolId school,
                                                                  std::int64_t from_year_id);

struct Grade12Wish {
    std::string choice;
    Day chosen_on{0};
};
// The newest.
[[nodiscard]] std::optional<Grade12Wish> grade_12_wish(database::Session& session,
                                                       StudentId student, std::int64_t new_year_id);

}  // namespace taqwim::results
