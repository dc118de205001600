#include "access/access_log.h"
#include "access/columns.h"

#include <array>
#include <string_view>

namespace taqwim::access::access_log_store {

namespace {

constexpr std::array<std::string_view, 9> k_columns = {
    "school_id",  "access_log_id", "account_id", "role",       "action",
    "student_id", "subject",       "at",         "was_refused"};

std::vector<database::Value> values_of(SchoolId school, const std::vector<AccessEntry>& entries)
{
    std::vector<database::Value> values;
    values.reserve(k_columns.size() * entries.size());
    for (const AccessEntry& entry : entries) {
        values.emplace_back(school);
        values.emplace_back(entry.access_log_id);
        values.emplace_back(entry.account_id);
        values.emplace_back(entry.role);
        values.emplace_back(entry.action);
        values.emplace_back(entry.student_id);
        values.emplace_back(entry.subject);
        values.emplace_back(entry.at);
        values.emplace_back(entry.was_refused);
    }
    return values;
}

}  // namespace

void insert(database::Session& session, SchoolId school, const std::vector<AccessEntry>& entries)
{
    session.insert_values("access_log", k_columns, values_of(school, entries));
}

void insert_missing(database::Session& session, SchoolId school,
                    const std::vector<AccessEntry>& entries)
{
    for (const AccessEntry& entry : entries)
        session.execute_with(
            "INSERT INTO access_log (school_id, access_log_id, account_id, role, action, "
            "student_id, subject, at, was_refused) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
            "ON CONFLICT DO NOTHING",
            values_of(school, {entry}));
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
