#include "documents/signing_keys.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/refusal_codes.h"
#include "documents/key_store.h"
#include "platform/crypto/letter.h"
#include "platform/crypto/sealed.h"
#include "regulations/frame/json_writer.h"
#include "school/digest_column.h"
#include "school/keeping.h"

namespace taqwim::documents {

namespace {

using database::Session;
using namespace key_store;
using school::column_of;
using school::must_be_one;

// Makes the key of holders who have all joined.
void make_key(school::Changes& changes, SchoolId school, std::int64_t key, int needed,
              crypto::RandomSource& random)
{
    Session& session = changes.session();
    const std::vector<database::Row> holders =
        session.find_all("SELECT staff_member_id, number, address FROM document_key_holder "
                         "WHERE school_id = $1 AND document_key_id = $2 ORDER BY number",
                         school, key);
    const crypto::SigningKey signing_key = crypto::SigningKey::make(random);
    const crypto::MasterKey seal_key = crypto::MasterKey::make(random);
    const crypto::SecretBytes secret = signing_key.to_text();
    const crypto::Bytes sealed =
        crypto::seal(seal_key, secret.view(), place_of_key(school, key), random);
    must_be_one(session.execute(
        "UPDATE document_key SET made_at = $3, key_id = $4, public_key = $5, sealed_key = $6 "
        "WHERE school_id = $1 AND document_key_id = $2 AND made_at IS NULL",
        school, key, changes.act().at, signing_key.public_key().id(),
        column_of_bytes(signing_key.public_key().bytes), column_of_bytes(sealed)));

    const std::vector<crypto::KeyShare> shares =
        crypto::split(seal_key, needed, static_cast<int>(holders.size()), random);
    for (std::size_t i = 0; i < holders.size(); ++i) {
        const auto address =
            crypto::LetterAddress::from_bytes(bytes_in(holders[i].blob("address")));
        if (!address)
            throw std::logic_error("a column of addresses holds something else");
        must_be_one(session.execute(
            "UPDATE document_key_holder SET number = $4, share = $5, share_digest = $6 "
            "WHERE school_id = $1 AND document_key_id = $2 AND staff_member_id = $3",
            school, key, holders[i].integer("staff_member_id"), shares[i].number,
            column_of_bytes(crypto::seal_to(*address, shares[i].bytes.view())),
            column_of(shares[i].digest())));
    }
    changes.note("document_key.make", subject_of(key),
                 digest_of_event("make", key, 0, signing_key.public_key().to_text()));
}

}  // namespace

Result<school::Answer> SigningKeys::begin(const school::Act& act, SchoolId school,
                                          const NewKey& wanted)
{
    const auto count = static_cast<std::int64_t>(wanted.holders.size());
    if (count < 2 || count > crypto::k_most_shares)
        return Refusal{RefusalCode::value_out_of_range,
                       {{"field", "holders"},
                        {"value", std::to_string(count)},
                        {"minimum", "2"},
                        {"maximum", std::to_string(crypto::k_most_shares)}},
                       "/holders",
                       ""};
    if (wanted.needed < 2 || wanted.needed > count)
        return Refusal{RefusalCode::value_out_of_range,
                       {{"field", "needed"},
                        {"value", std::to_string(wanted.needed)},
                        {"minimum", "2"},
                        {"maximum", std::to_string(count)}},
                       "/needed",
                       ""};
    std::set<std::int64_t> seen;
    for (const std::int64_t holder : wanted.holders)
        if (!seen.insert(holder).second)
            return school::existing_record("key_holder", std::to_string(holder), "/holders");

    return record_.write(school, act, [&](school::Changes& changes) -> Result<school::Answer> {
        Session& session = changes.session();
        if (current_key(session, school, false))
            return Refusal{RefusalCode::document_key_begun, {}, "", ""};
        const std::int64_t id = changes.new_id();
        must_be_one(session.execute(
            "INSERT INTO document_key (school_id, document_key_id, needed, decision, begun_by, "
            "begun_at) VALUES ($1, $2, $3, $4, $5, $6)",
            school, id, wanted.needed, wanted.decision, act.account_id, act.at));
        crypto::FieldDigester fields("taqwim.document_key.begin.1");
        fields.number(id).number(wanted.needed).text(wanted.decision).list(wanted.holders.size());
        for (std::size_t i = 0; i < wanted.holders.size(); ++i) {
            if (!session.find_one("SELECT staff_member_id FROM staff_member WHERE school_id = $1 "
                                  "AND staff_member_id = $2",
                                  school, wanted.holders[i]))
                return school::unknown_record("staff_member", wanted.holders[i], "/holders");
            must_be_one(session.execute(
                "INSERT INTO document_key_holder (school_id, document_key_id, staff_member_id, "
                "number) VALUES ($1, $2, $3, $4)",
                school, id, wanted.holders[i], static_cast<std::int64_t>(i) + 1));
            fields.number(wanted.holders[i]);
        }
        changes.note("document_key.begin", subject_of(id), fields.finish());
        JsonWriter json;
        json.begin_object();
        json.key("document_key_id").text(std::to_string(id));
        json.end_object();
        return school::Answer{.status = 201, .body = std::string(json.str())};
    });
}

Result<school::Answer> SigningKeys::join(const school::Act& act, SchoolId school,
                                         const std::string& passphrase)
{
    if (const auto refusal = crypto::refuses_password(passphrase, "/passphrase"))
        return *refusal;
    // Before the write: argon2id takes long, and nobody is to wait for it.
    crypto::Bytes salt(crypto::k_password_salt_size);
    random_.fill(salt);
    const crypto::MasterKey lock = crypto::key_of_password(passphrase, salt, cost_).value();
    const crypto::OpeningKey opening = crypto::OpeningKey::make(random_);

    return record_.write(school, act, [&](school::Changes& changes) -> Result<school::Answer> {
        Session& session = changes.session();
        const auto key = current_key(session, school, false);
        if (!key)
            return Refusal{RefusalCode::document_key_missing, {}, "", ""};
        const std::int64_t id = key->integer("document_key_id");
        const auto holder =
            session.find_one("SELECT joined_at FROM document_key_holder WHERE school_id = $1 "
                             "AND document_key_id = $2 AND staff_member_id = $3",
                             school, id, act.person_id);
        if (!holder)
            return no_holder(act);
        if (const auto joined = holder->text_or_null("joined_at"))
            return Refusal{RefusalCode::signed_already, {{"day", joined->substr(0, 10)}}, "", ""};
        must_be_one(session.execute(
            "UPDATE document_key_holder SET joined_at = $4, salt = $5, address = $6, "
            "sealed_opening_key = $7 WHERE school_id = $1 AND document_key_id = $2 "
            "AND staff_member_id = $3",
            school, id, act.person_id, act.at, column_of_bytes(salt),
            column_of_bytes(opening.address().bytes),
            column_of_bytes(crypto::seal(lock, opening.bytes(),
                                         place_of_holder(school, id, act.person_id), random_))));
        changes.note(
            "document_key.join", subject_of(id),
            digest_of_event("join", id, act.person_id, crypto::text_of(opening.address().bytes)));
        const std::int64_t missing =
            session
                .find_one("SELECT COUNT(*) AS missing FROM document_key_holder WHERE school_id = "
                          "$1 AND document_key_id = $2 AND joined_at IS NULL",
                          school, id)
                ->integer("missing");
        if (missing == 0)
            make_key(changes, school, id, static_cast<int>(key->integer("needed")), random_);
        JsonWriter json;
        json.begin_object();
        json.key("document_key_id").text(std::to_string(id));
        json.key("missing").number(missing);
        json.end_object();
        return school::Answer{.status = 200, .body = std::string(json.str())};
    });
}

Result<school::Answer> SigningKeys::end(const school::Act& act, SchoolId school, std::int64_t key,
                                        const std::string& kind, const std::string& reason)
{
    if (kind != "retired" && kind != "lost" && kind != "stolen" && kind != "given_up")
        return school::value_not_listed("kind", kind, "retired, lost, stolen, given_up");
    auto answer =
        record_.write(school, act, [&](school::Changes& changes) -> Result<school::Answer> {
            Session& session = changes.session();
            const auto row = session.find_one(
                "SELECT made_at FROM document_key WHERE school_id = $1 AND document_key_id = $2",
                school, key);
            if (!row)
                return school::unknown_record("document_key", key);
            if (row->is_null("made_at") != (kind == "given_up"))
                return school::value_not_listed(
                    "kind", kind, row->is_null("made_at") ? "given_up" : "retired, lost, stolen");
            if (const auto ended = session.find_one("SELECT ended_at FROM document_key_end WHERE "
                                                    "school_id = $1 AND document_key_id = $2",
                                                    school, key))
                return Refusal{RefusalCode::document_ended,
                               {{"day", ended->text("ended_at").substr(0, 10)}},
                               "",
                               ""};
            must_be_one(session.execute(
                "INSERT INTO document_key_end (school_id, document_key_id, kind, reason, ended_by, "
                "ended_at) VALUES ($1, $2, $3, $4, $5, $6)",
                school, key, kind, reason, act.account_id, act.at));
            changes.note("document_key.end", subject_of(key),
                         digest_of_event(kind, key, act.person_id, reason));
            return school::Answer{.status = 200, .body = "{}"};
        });
    if (answer) {
        const std::lock_guard lock(mutex_);
        const auto desk = desks_.find(school.value);
        if (desk != desks_.end() && desk->second.key == key)
            desks_.erase(desk);
    }
    return answer;
}

std::vector<KeyShown> SigningKeys::keys(SchoolId school)
{
    return record_.read([&](Session& session) {
        std::vector<KeyShown> keys;
        for (const database::Row& row : session.find_all(
                 "SELECT k.document_key_id, k.needed, k.begun_at, k.made_at, k.key_id, "
                 "k.public_key, e.kind, e.ended_at, "
                 "(SELECT COUNT(*) FROM document_key_holder h WHERE h.school_id = k.school_id AND "
                 "h.document_key_id = k.document_key_id) AS holders, "
                 "(SELECT COUNT(*) FROM document_key_holder h WHERE h.school_id = k.school_id AND "
                 "h.document_key_id = k.document_key_id AND h.joined_at IS NOT NULL) AS joined "
                 "FROM document_key k LEFT JOIN document_key_end e ON e.school_id = k.school_id "
                 "AND e.document_key_id = k.document_key_id WHERE k.school_id = $1 "
                 "ORDER BY k.document_key_id",
                 school)) {
            KeyShown key{.id = row.integer("document_key_id"),
                         .key_id = row.text_or_null("key_id").value_or(""),
                         .public_key = std::nullopt,
                         .begun_at = row.text("begun_at"),
                         .made_at = row.text_or_null("made_at").value_or(""),
                         .end_kind = row.text_or_null("kind").value_or(""),
                         .ended_at = row.text_or_null("ended_at").value_or(""),
                         .needed = static_cast<int>(row.integer("needed")),
                         .holders = static_cast<int>(row.integer("holders")),
                         .joined = static_cast<int>(row.integer("joined"))};
            if (!key.key_id.empty())
                key.public_key = public_key_in(row);
            keys.push_back(std::move(key));
        }
        return keys;
    });
}

std::vector<KeyHolder> SigningKeys::holders(SchoolId school, std::int64_t key)
{
    return record_.read([&](Session& session) {
        std::vector<KeyHolder> holders;
        for (const database::Row& row : session.find_all(
                 "SELECT h.staff_member_id, h.joined_at, s.name_ar, s.name_en "
                 "FROM document_key_holder h JOIN staff_member s ON s.school_id = h.school_id "
                 "AND s.staff_member_id = h.staff_member_id WHERE h.school_id = $1 "
                 "AND h.document_key_id = $2 ORDER BY h.number",
                 school, key))
            holders.push_back({.staff_member_id = row.integer("staff_member_id"),
                               .name_ar = row.text("name_ar"),
                               .name_en = row.text("name_en"),
                               .joined_at = row.text_or_null("joined_at").value_or("")});
        return holders;
    });
}

}  // namespace taqwim::documents
