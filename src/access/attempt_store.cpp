#include "access/attempt_store.h"

#include <stdexcept>

#include "access/columns.h"
#include "school/digest_column.h"

namespace taqwim::access::attempt_store {

using school::column_of;

namespace {

constexpr std::string_view k_find =
    "SELECT failures, last_at, locked_until FROM sign_in_failure WHERE subject_digest = $1";

std::optional<Failures> failures_in(const std::optional<database::Row>& row)
{
    if (!row)
        return std::nullopt;
    return Failures{row->integer("failures"), instant_in(*row, "last_at"),
                    instant_or_null(*row, "locked_until")};
}

}  // namespace

std::optional<Failures> find(database::Session& session, const crypto::Digest& key)
{
    return failures_in(session.find_one(k_find, column_of(key)));
}

std::optional<Failures> find_for_update(database::Session& session, const crypto::Digest& key)
{
    return failures_in(session.find_one_for_update(k_find, column_of(key)));
}

void store(database::Session& session, const crypto::Digest& key, const Failures& failures,
           bool is_there)
{
    const std::int64_t rows =
        is_there ? session.execute("UPDATE sign_in_failure SET failures = $1, last_at = $2, "
                                   "locked_until = $3 WHERE subject_digest = $4",
                                   failures.count, failures.last_at, failures.locked_until,
                                   column_of(key))
                 : session.execute("INSERT INTO sign_in_failure (failures, last_at, locked_until, "
                                   "subject_digest) VALUES ($1, $2, $3, $4)",
                                   failures.count, failures.last_at, failures.locked_until,
                                   column_of(key));
    if (rows != 1)
        throw std::logic_error("a count of wrong attempts is gone");
}

void remove(database::Session& session, const crypto::Digest& key)
{
    session.execute("DELETE FROM sign_in_failure WHERE subject_digest = $1", column_of(key));
}

void remove_before(database::Session& session, Instant moment)
{
    session.execute("DELETE FROM sign_in_failure WHERE last_at <= $1", moment);
}

}  // namespace taqwim::access::attempt_store
