#include "access/access_log.h"
#include "access/columns.h"

#include <span>
#include <string>

namespace taqwim::access::access_log_store {

namespace {

constexpr std::size_t k_columns = 9;
constexpr std::size_t k_rows_at_once = 50;

// "INSERT … VALUES ($1, …, $9), ($10, …" for so many rows. A group that is written again after a fault may hold what was
// stored before it.
std::string insertion_of(std::size_t rows)
{
    std::string sql = "INSERT INTO access_log (school_id, access_log_id, account_id, role, action, "
                      "student_id, subject, at, was_refused) VALUES ";
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < k_columns; ++column)
            sql.append(column > 0 ? ", $"
                       : row == 0 ? "($"
                                  : ", ($")
                .append(std::to_string(row * k_columns + column + 1));
        sql += ')';
    }
    return sql + " ON CONFLICT DO NOTHING";
}

}  // namespace

void insert(database::Session& session, SchoolId school, const std::vector<AccessEntry>& entries)
{
    static const std::string of_many = insertion_of(k_rows_at_once);
    static const std::string of_one = insertion_of(1);
    std::vector<database::Value> values;
    values.reserve(k_columns * k_rows_at_once);
    for (std::size_t first = 0; first < entries.size();) {
        const bool are_many = entries.size() - first >= k_rows_at_once;
        const std::size_t count = are_many ? k_rows_at_once : 1;
        values.clear();
        for (const AccessEntry& entry : std::span(entries).subspan(first, count)) {
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
        session.execute_with(are_many ? of_many : of_one, values);
        first += count;
    }
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
