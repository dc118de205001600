// The table of merges, and the rows of this room that a merge moves.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "platform/database/session.h"
#include "school/merges.h"

namespace taqwim::school {

[[nodiscard]] std::optional<StudentMerge> find_merge(database::Session& session, SchoolId school,
                                                     std::int64_t id);
// By id.
[[nodiscard]] std::vector<StudentMerge> merges_after(database::Session& session, SchoolId school,
                                                     std::int64_t after, std::int64_t rows);
void insert_merge(database::Session& session, SchoolId school, const StudentMerge& merge);
// The number of changed rows: 0 when it was undone before.
[[nodiscard]] std::int64_t undo_merge(database::Session& session, SchoolId school,
                                      const StudentMerge& merge);

// The student's own record first, then those that were merged into it: what was published or issued for one record of a
// child is the child's.
[[nodiscard]] std::vector<std::int64_t> records_of(database::Session& session, StudentId student);

// The kinds of rows that belong to a student in this room.
enum class StudentRow : std::uint8_t {
    identity_paper,
    guardianship,
    enrolment,
    transfer,
    exemption,
};

// By id.
[[nodiscard]] std::vector<std::int64_t> rows_of_student(database::Session& session, SchoolId school,
                                                        StudentRow kind, std::int64_t student_id);
// The number of changed rows: 0 when it does not belong to `from`.
[[nodiscard]] std::int64_t give_row(database::Session& session, SchoolId school, StudentRow kind,
                                    std::int64_t row_id, std::int64_t from, std::int64_t to);
// Takes back the end that a merge gave an enrolment. The number of changed rows.
[[nodiscard]] std::int64_t reopen_enrolment(database::Session& session, SchoolId school,
                                            std::int64_t enrolment_id);

}  // namespace taqwim::school
