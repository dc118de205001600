#include "access/access_log.h"
#include "access/columns.h"

namespace taqwim::access::access_log_store {

void insert(database::Session& session, SchoolId school, const std::vector<AccessEntry>& entries)
{
    for (const AccessEntry& entry : entries)
        // A group that is written again after a fault may hold what was stored before it.
        session.execute(
            "INSERT INTO access_log (school_id, access_log_id, account_id, role, action, "
            "student_id, subject, at, was_refused) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
            "ON CONFLICT DO NOTHING",
            school, entry.access_log_id, entry.account_id, entry.role, entry.action,
            entry.student_id, entry.subject, entry.at, entry.was_refused);
}

namespace {

SeenEntry seen_in(const database::Row& row)
{
    SeenEntry seen;
    seen.entry.school = SchoolId{row.integer("school_id")};
    seen.entry.access_log_id = row.integer("access_log_id");
    seen.entry.account_id = row.integer("account_id");
    seen.entry.role = row.text("role");
    seen.entry.action = row.text("action");
    seen.entry.student_id = row.integer_or_null("student_id");
    seen.entry.subject = row.text("subject");
    seen.entry.at = instant_in(row, "at");
    seen.entry.was_refused = row.boolean("was_refused");
    seen.display_name = row.text_or_null("display_name").value_or("");
    return seen;
}

}  // namespace

std::vector<SeenEntry> list(database::Session& session, SchoolId school,
                            std::optional<std::int64_t> student_id, std::int64_t before,
                            std::int64_t limit)
{
    const auto rows =
        student_id ? session.find_all(
                         "SELECT l.school_id, l.access_log_id, l.account_id, l.role, l.action, "
                         "l.student_id, l.subject, l.at, l.was_refused, a.display_name "
                         "FROM access_log l LEFT JOIN account a ON a.account_id = l.account_id "
                         "WHERE l.school_id = $1 AND l.student_id = $2 AND l.access_log_id < $3 "
                         "ORDER BY l.access_log_id DESC LIMIT $4",
                         school, *student_id, before, limit)
                   : session.find_all(
                         "SELECT l.school_id, l.access_log_id, l.account_id, l.role, l.action, "
                         "l.student_id, l.subject, l.at, l.was_refused, a.display_name "
                         "FROM access_log l LEFT JOIN account a ON a.account_id = l.account_id "
                         "WHERE l.school_id = $1 AND l.access_log_id < $2 "
                         "ORDER BY l.access_log_id DESC LIMIT $3",
                         school, before, limit);
    std::vector<SeenEntry> all;
    all.reserve(rows.size());
    for (const database::Row& row : rows)
        all.push_back(seen_in(row));
    return all;
}

}  // namespace taqwim::access::access_log_store
