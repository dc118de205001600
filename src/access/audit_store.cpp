#include "access/audit_store.h"

#include <limits>
#include <stdexcept>

#include "access/columns.h"
#include "school/digest_column.h"

namespace taqwim::access {

using school::column_of;

std::vector<crypto::PublicKey> published_keys(database::Session& session)
{
    std::vector<crypto::PublicKey> keys;
    for (const database::Row& row :
         session.find_all("SELECT public_key FROM signing_key ORDER BY created_at, signing_key_id"))
        if (const auto key = crypto::PublicKey::from_bytes(
                crypto::bytes_of(school::text_in(row.blob("public_key")))))
            keys.push_back(*key);
    return keys;
}

// Instants are kept as texts that sort as the moments do.
constexpr std::string_view k_after_all_instants = "~";

std::vector<AuditEntry> audit_entries(database::Session& session, SchoolId school,
                                      std::int64_t after, std::int64_t limit,
                                      const AuditFilter& filter)
{
    std::string sql =
        "SELECT e.sequence, e.account_id, a.display_name, e.role, e.action, e.subject, e.at, "
        "e.digest FROM audit_entry e LEFT JOIN account a ON a.account_id = e.account_id "
        "WHERE e.school_id = $1 AND e.at >= $3 AND e.at < $4 AND (e.account_id = $5 OR $5 = 0) "
        "AND (e.subject = $6 OR $6 = '') AND e.sequence ";
    sql += filter.newest_first ? "< $2 ORDER BY e.sequence DESC LIMIT $7"
                               : "> $2 ORDER BY e.sequence LIMIT $7";
    if (filter.newest_first && after == 0)
        after = std::numeric_limits<std::int64_t>::max();
    std::vector<AuditEntry> entries;
    for (const database::Row& row : session.find_all(
             sql, school, after, filter.from ? filter.from->to_text() : std::string(),
             filter.until ? filter.until->to_text() : std::string(k_after_all_instants),
             filter.account_id, filter.subject, limit)) {
        AuditEntry entry;
        entry.sequence = row.integer("sequence");
        entry.account_id = row.integer("account_id");
        entry.display_name = row.text_or_null("display_name").value_or("");
        entry.role = row.text("role");
        entry.action = row.text("action");
        entry.subject = row.text("subject");
        entry.at = instant_in(row, "at");
        entry.digest = school::digest_in(row, "digest");
        entries.push_back(std::move(entry));
    }
    return entries;
}

namespace audit_store {

void for_each_entry(
    database::Session& session, SchoolId school,
    const std::function<void(const crypto::ChainEntry&, const crypto::Digest&)>& reader)
{
    session.for_each(
        "SELECT sequence, account_id, role, action, subject, at, content_digest, previous, digest "
        "FROM audit_entry WHERE school_id = $1 ORDER BY sequence",
        [&](const database::Row& row) {
            crypto::ChainEntry entry;
            entry.sequence = row.integer("sequence");
            entry.actor = row.integer("account_id");
            entry.role = row.text("role");
            entry.at = instant_in(row, "at");
            entry.subject = row.text("action") + ' ' + row.text("subject");
            entry.content = school::digest_in(row, "content_digest");
            entry.previous = school::digest_in(row, "previous");
            reader(entry, school::digest_in(row, "digest"));
        },
        school);
}

std::optional<StoredHead> find_head(database::Session& session, SchoolId school)
{
    const auto row =
        session.find_one("SELECT sequence, digest FROM audit_head WHERE school_id = $1", school);
    if (!row)
        return std::nullopt;
    return StoredHead{row->integer("sequence"), school::digest_in(*row, "digest")};
}

std::vector<SchoolId> chains(database::Session& session)
{
    std::vector<SchoolId> schools;
    for (const database::Row& row :
         session.find_all("SELECT school_id FROM audit_head UNION SELECT DISTINCT school_id "
                          "FROM audit_entry ORDER BY school_id"))
        schools.push_back(SchoolId{row.integer("school_id")});
    return schools;
}

void insert_signed_head(database::Session& session, SchoolId school, const crypto::SignedHead& head,
                        std::string_view given_with)
{
    // The same head given out twice within a millisecond is one head.
    session.execute(
        "INSERT INTO signed_head (school_id, sequence, digest, at, signing_key_id, signature, "
        "given_with) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        school, head.sequence, column_of(head.digest), head.at, head.key_id,
        column_of(crypto::text_of(head.signature.bytes)), given_with);
}

bool insert_key(database::Session& session, const crypto::PublicKey& key, Instant now)
{
    return session.execute("INSERT INTO signing_key (signing_key_id, public_key, created_at) "
                           "VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                           key.id(), column_of(crypto::text_of(key.bytes)), now) == 1;
}

void retire_keys_but(database::Session& session, const std::string& id, Instant now)
{
    session.execute("UPDATE signing_key SET retired_at = $1 WHERE signing_key_id <> $2 "
                    "AND retired_at IS NULL",
                    now, id);
}

}  // namespace audit_store
}  // namespace taqwim::access
