#include "documents/key_store.h"

#include <stdexcept>
#include <utility>

#include "school/keeping.h"

namespace taqwim::documents::key_store {

using database::Session;
using school::column_of;

crypto::Bytes bytes_in(const database::Bytes& column)
{
    const crypto::ByteView bytes = crypto::bytes_of(school::text_in(column));
    return {bytes.begin(), bytes.end()};
}

database::Bytes column_of_bytes(crypto::ByteView bytes)
{
    return column_of(crypto::text_of(bytes));
}

std::string subject_of(std::int64_t key)
{
    return "document_key " + std::to_string(key);
}

std::string place_of_key(SchoolId school, std::int64_t key)
{
    return "document_key:" + school.to_text() + ':' + std::to_string(key);
}
std::string place_of_holder(SchoolId school, std::int64_t key, std::int64_t holder)
{
    return place_of_key(school, key) + ":holder:" + std::to_string(holder);
}

crypto::Digest digest_of_event(std::string_view event, std::int64_t key, std::int64_t person,
                               std::string_view words)
{
    crypto::FieldDigester fields("taqwim.document_key.1");
    fields.text(event).number(key).number(person).text(words);
    return fields.finish();
}

std::optional<database::Row> current_key(Session& session, SchoolId school, bool is_made)
{
    std::optional<database::Row> found;
    for (database::Row& row : session.find_all(
             "SELECT k.document_key_id, k.needed, k.made_at, k.public_key, k.sealed_key "
             "FROM document_key k WHERE k.school_id = $1 AND NOT EXISTS (SELECT 1 FROM "
             "document_key_end e WHERE e.school_id = k.school_id "
             "AND e.document_key_id = k.document_key_id) ORDER BY k.document_key_id",
             school))
        if (row.is_null("made_at") != is_made)
            found = std::move(row);
    return found;
}

Refusal no_holder(const school::Act& act)
{
    return school::unknown_record("key_holder", act.person_id);
}

crypto::PublicKey public_key_in(const database::Row& row)
{
    const auto key = crypto::PublicKey::from_bytes(bytes_in(row.blob("public_key")));
    if (!key)
        throw std::logic_error("a column of public keys holds something else");
    return *key;
}

}  // namespace taqwim::documents::key_store
