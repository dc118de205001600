#include "school/transfers_store.h"

namespace taqwim::school {

std::vector<Transfer> transfers_of(database::Session& session, SchoolId school,
                                   std::int64_t student_id)
{
    std::vector<Transfer> found;
    for (const auto& row : session.find_all(
             "SELECT transfer_id, student_id, direction, other_school, day, decision, carried "
             "FROM transfer WHERE school_id = $1 AND student_id = $2 ORDER BY day, transfer_id",
             school, student_id))
        found.push_back({.id = row.integer("transfer_id"),
                         .student_id = row.integer("student_id"),
                         .direction = row.text("direction"),
                         .other_school = row.text("other_school"),
                         .day = day_in(row, "day"),
                         .decision = row.text("decision"),
                         .carried = row.text("carried")});
    return found;
}

void insert_transfer(database::Session& session, SchoolId school, const Transfer& transfer)
{
    must_be_one(session.execute(
        "INSERT INTO transfer (school_id, transfer_id, student_id, direction, other_school, day, "
        "decision, carried) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        school, transfer.id, transfer.student_id, transfer.direction, transfer.other_school,
        transfer.day, transfer.decision, transfer.carried));
}

}  // namespace taqwim::school
