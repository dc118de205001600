// The tables of students and their identity papers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/database/session.h"
#include "school/names.h"
#include "school/students.h"

namespace taqwim::school {

[[nodiscard]] std::optional<Student> find_student(database::Session& session, SchoolId school,
                                                  std::int64_t id);
// A student whose record stands for itself: record_unknown for one that was merged into another.
[[nodiscard]] std::optional<Refusal> refuses_student(database::Session& session, SchoolId school,
                                                     std::int64_t id, std::string field = {});
[[nodiscard]] std::optional<std::int64_t> student_numbered(database::Session& session,
                                                           SchoolId school,
                                                           std::string_view number);
// By name. Merged records are left out.
[[nodiscard]] std::vector<Student> students_after(database::Session& session, SchoolId school,
                                                  const StudentSearch& search,
                                                  const NamePlace& after, std::int64_t rows);
// Boys of grades 4 and 5 on that day; by name.
[[nodiscard]] std::vector<Student> older_boys(database::Session& session, SchoolId school,
                                              std::int64_t year_id);
void insert_student(database::Session& session, SchoolId school, const Student& student);
[[nodiscard]] std::int64_t update_student(database::Session& session, SchoolId school,
                                          const Student& student);
// Sets or takes away the record that stands for this one. The number of changed rows.
[[nodiscard]] std::int64_t set_merged_into(database::Session& session, SchoolId school,
                                           std::int64_t student_id,
                                           std::optional<std::int64_t> kept_id);

[[nodiscard]] std::vector<IdentityPaper> papers_of(database::Session& session, SchoolId school,
                                                   std::int64_t student_id);
[[nodiscard]] bool is_paper_known(database::Session& session, SchoolId school,
                                  const IdentityPaper& paper);
void insert_paper(database::Session& session, SchoolId school, const IdentityPaper& paper);

}  // namespace taqwim::school
