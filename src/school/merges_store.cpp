#include "school/merges_store.h"

#include <algorithm>
#include <array>

namespace taqwim::school {

namespace {

// Statements are literals: one pair for each kind of row.
struct RowStatements {
    std::string_view find;
    std::string_view give;
};

constexpr std::array k_row_statements = {
    RowStatements{"SELECT identity_paper_id AS row_id FROM identity_paper "
                  "WHERE school_id = $1 AND student_id = $2 ORDER BY identity_paper_id",
                  "UPDATE identity_paper SET student_id = $1 "
                  "WHERE school_id = $2 AND identity_paper_id = $3 AND student_id = $4"},
    RowStatements{"SELECT guardianship_id AS row_id FROM guardianship "
                  "WHERE school_id = $1 AND student_id = $2 ORDER BY guardianship_id",
                  "UPDATE guardianship SET student_id = $1 "
                  "WHERE school_id = $2 AND guardianship_id = $3 AND student_id = $4"},
    RowStatements{"SELECT enrolment_id AS row_id FROM enrolment "
                  "WHERE school_id = $1 AND student_id = $2 ORDER BY enrolment_id",
                  "UPDATE enrolment SET student_id = $1, version = version + 1 "
                  "WHERE school_id = $2 AND enrolment_id = $3 AND student_id = $4"},
    RowStatements{"SELECT transfer_id AS row_id FROM transfer "
                  "WHERE school_id = $1 AND student_id = $2 ORDER BY transfer_id",
                  "UPDATE transfer SET student_id = $1 "
                  "WHERE school_id = $2 AND transfer_id = $3 AND student_id = $4"},
    RowStatements{"SELECT exemption_id AS row_id FROM exemption "
                  "WHERE school_id = $1 AND student_id = $2 ORDER BY exemption_id",
                  "UPDATE exemption SET student_id = $1 "
                  "WHERE school_id = $2 AND exemption_id = $3 AND student_id = $4"},
};

StudentMerge merge_in(const database::Row& row)
{
    return {.id = row.integer("student_merge_id"),
            .kept_id = row.integer("kept_id"),
            .merged_id = row.integer("merged_id"),
            .reason = row.text("reason"),
            .moved = row.text("moved"),
            .merged_at = Instant::parse(row.text("merged_at")).value(),
            .merged_by = row.integer("merged_by"),
            .undone_at =
                row.is_null("undone_at") ? std::nullopt : Instant::parse(row.text("undone_at")),
            .undone_by = row.integer_or_null("undone_by")};
}

}  // namespace

std::optional<StudentMerge> find_merge(database::Session& session, SchoolId school, std::int64_t id)
{
    const auto row = session.find_one(
        "SELECT student_merge_id, kept_id, merged_id, reason, moved, merged_at, merged_by, "
        "undone_at, undone_by FROM student_merge WHERE school_id = $1 AND student_merge_id = $2",
        school, id);
    return row ? std::optional(merge_in(*row)) : std::nullopt;
}

std::vector<StudentMerge> merges_after(database::Session& session, SchoolId school,
                                       std::int64_t after, std::int64_t rows)
{
    std::vector<StudentMerge> found;
    for (const auto& row : session.find_all(
             "SELECT student_merge_id, kept_id, merged_id, reason, moved, merged_at, merged_by, "
             "undone_at, undone_by FROM student_merge "
             "WHERE school_id = $1 AND student_merge_id > $2 ORDER BY student_merge_id LIMIT $3",
             school, after, rows))
        found.push_back(merge_in(row));
    return found;
}

void insert_merge(database::Session& session, SchoolId school, const StudentMerge& merge)
{
    must_be_one(session.execute(
        "INSERT INTO student_merge (school_id, student_merge_id, kept_id, merged_id, reason, "
        "moved, merged_at, merged_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        school, merge.id, merge.kept_id, merge.merged_id, merge.reason, merge.moved,
        merge.merged_at, merge.merged_by));
}

std::int64_t undo_merge(database::Session& session, SchoolId school, const StudentMerge& merge)
{
    return session.execute("UPDATE student_merge SET undone_at = $1, undone_by = $2 "
                           "WHERE school_id = $3 AND student_merge_id = $4 AND undone_at IS NULL",
                           merge.undone_at, merge.undone_by, school, merge.id);
}

std::vector<std::int64_t> rows_of_student(database::Session& session, SchoolId school,
                                          StudentRow kind, std::int64_t student_id)
{
    std::vector<std::int64_t> ids;
    for (const auto& row : session.find_all(
             k_row_statements.at(static_cast<std::size_t>(kind)).find, school, student_id))
        ids.push_back(row.integer("row_id"));
    return ids;
}

std::int64_t give_row(database::Session& session, SchoolId school, StudentRow kind,
                      std::int64_t row_id, std::int64_t from, std::int64_t to)
{
    return session.execute(k_row_statements.at(static_cast<std::size_t>(kind)).give, to, school,
                           row_id, from);
}

std::int64_t reopen_enrolment(database::Session& session, SchoolId school,
                              std::int64_t enrolment_id)
{
    return session.execute(
        "UPDATE enrolment SET last_day = NULL, ended_reason = NULL, version = version + 1 "
        "WHERE school_id = $1 AND enrolment_id = $2 AND ended_reason = 'merged'",
        school, enrolment_id);
}

std::vector<std::int64_t> records_of(database::Session& session, StudentId student)
{
    std::vector<std::int64_t> records = {student.value};
    // Merges are few, and a merged record may itself have kept another.
    for (std::size_t next = 0; next < records.size(); ++next)
        for (const database::Row& row :
             session.find_all("SELECT merged_id FROM student_merge WHERE school_id = $1 "
                              "AND kept_id = $2 AND undone_at IS NULL ORDER BY merged_id",
                              student.school, records[next]))
            if (std::ranges::find(records, row.integer("merged_id")) == records.end())
                records.push_back(row.integer("merged_id"));
    return records;
}

}  // namespace taqwim::school
