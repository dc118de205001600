#include "access/access_log.h"
#include "access/columns.h"
#include "school/digest_column.h"

#include <array>
#include <string>
#include <string_view>

namespace taqwim::access::access_log_store {

namespace {

constexpr std::array<std::string_view, 13> k_columns = {
    "school_id",      "access_log_id", "account_id", "role",   "action",        "student_id",
    "directorate_id", "subject",       "purpose",    "filter", "answer_digest", "at",
    "was_refused"};

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
        values.emplace_back(entry.directorate_id);
        values.emplace_back(entry.subject);
        values.emplace_back(entry.purpose);
        values.emplace_back(entry.filter);
        entry.answer_digest ? values.emplace_back(school::column_of(*entry.answer_digest))
                            : values.emplace_back(nullptr);
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
            "student_id, directorate_id, subject, purpose, filter, answer_digest, at, was_refused) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) "
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
    seen.entry.directorate_id = row.integer_or_null("directorate_id");
    seen.entry.subject = row.text("subject");
    seen.entry.purpose = row.text("purpose");
    seen.entry.filter = row.text("filter");
    if (!row.is_null("answer_digest"))
        seen.entry.answer_digest = school::digest_in(row, "answer_digest");
    seen.entry.at = instant_in(row, "at");
    seen.entry.was_refused = row.boolean("was_refused");
    seen.display_name = row.text_or_null("display_name").value_or("");
    return seen;
}

// Every column that seen_in reads, of the log with who looked; the condition follows.
constexpr std::string_view k_select =
    "SELECT l.school_id, l.access_log_id, l.account_id, l.role, l.action, l.student_id, "
    "l.directorate_id, l.subject, l.purpose, l.filter, l.answer_digest, l.at, l.was_refused, "
    "a.display_name FROM access_log l LEFT JOIN account a ON a.account_id = l.account_id WHERE ";

std::vector<SeenEntry> seen(const std::vector<database::Row>& rows)
{
    std::vector<SeenEntry> all;
    all.reserve(rows.size());
    for (const database::Row& row : rows)
        all.push_back(seen_in(row));
    return all;
}

}  // namespace

std::vector<SeenEntry> list(database::Session& session, SchoolId school,
                            std::optional<std::int64_t> student_id, std::int64_t before,
                            std::int64_t limit)
{
    static const std::string of_student =
        std::string(k_select) + "l.school_id = $1 AND l.student_id = $2 AND l.access_log_id < $3 "
                                "ORDER BY l.access_log_id DESC LIMIT $4";
    static const std::string of_school = std::string(k_select) +
                                         "l.school_id = $1 AND l.access_log_id < $2 "
                                         "ORDER BY l.access_log_id DESC LIMIT $3";
    return seen(student_id ? session.find_all(of_student, school, *student_id, before, limit)
                           : session.find_all(of_school, school, before, limit));
}

std::vector<SeenEntry> list_of_directorate(database::Session& session, std::int64_t directorate_id,
                                           std::int64_t before, std::int64_t limit)
{
    static const std::string of_directorate =
        std::string(k_select) +
        "l.school_id = 0 AND l.directorate_id = $1 AND l.access_log_id < $2 "
        "ORDER BY l.access_log_id DESC LIMIT $3";
    return seen(session.find_all(of_directorate, directorate_id, before, limit));
}

}  // namespace taqwim::access::access_log_store
