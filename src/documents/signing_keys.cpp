#include "documents/signing_keys.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/crypto/letter.h"
#include "platform/crypto/sealed.h"
#include "regulations/frame/json_writer.h"
#include "school/digest_column.h"
#include "school/keeping.h"

namespace taqwim::documents {

namespace {

using database::Session;
using school::column_of;
using school::must_be_one;

constexpr std::int64_t k_milliseconds_a_minute = 60'000;

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

// What a sealed secret belongs to: moved to another key or holder it does not open.
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

// The key that is begun and not made, of which there is one at most; or the newest that is made and not ended.
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

std::string state_view(int opened, int needed, bool is_open)
{
    JsonWriter json;
    json.begin_object();
    json.key("opened_by").number(opened);
    json.key("needed").number(needed);
    json.key("is_open").boolean(is_open);
    json.end_object();
    return std::string(json.str());
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

Result<school::Answer> SigningKeys::open(const school::Act& act, SchoolId school,
                                         const std::string& passphrase)
{
    struct Found {
        std::int64_t key = 0;
        int needed = 0;
        crypto::PublicKey public_key;
        crypto::Bytes sealed_key;
        std::uint8_t number = 0;
        crypto::Bytes salt;
        crypto::Bytes sealed_opening_key;
        crypto::Bytes share;
        crypto::Digest share_digest;
    };
    const auto found = record_.read([&](Session& session) -> Result<Found> {
        const auto key = current_key(session, school, true);
        if (!key)
            return Refusal{RefusalCode::document_key_missing, {}, "", ""};
        const auto holder =
            session.find_one("SELECT number, salt, sealed_opening_key, share, share_digest FROM "
                             "document_key_holder WHERE school_id = $1 AND document_key_id = $2 "
                             "AND staff_member_id = $3",
                             school, key->integer("document_key_id"), act.person_id);
        if (!holder)
            return no_holder(act);
        return Found{.key = key->integer("document_key_id"),
                     .needed = static_cast<int>(key->integer("needed")),
                     .public_key = public_key_in(*key),
                     .sealed_key = bytes_in(key->blob("sealed_key")),
                     .number = static_cast<std::uint8_t>(holder->integer("number")),
                     .salt = bytes_in(holder->blob("salt")),
                     .sealed_opening_key = bytes_in(holder->blob("sealed_opening_key")),
                     .share = bytes_in(holder->blob("share")),
                     .share_digest = school::digest_in(*holder, "share_digest")};
    });
    if (!found)
        return found.refusal();
    const HolderOf holder(school.value, act.person_id);
    if (const auto refusal = refuses_trying(holder, act.at))
        return *refusal;

    const auto share = [&]() -> std::optional<crypto::KeyShare> {
        const auto lock = crypto::key_of_password(passphrase, found->salt, cost_);
        if (!lock)
            return std::nullopt;
        const auto own = crypto::open_sealed(*lock, found->sealed_opening_key,
                                             place_of_holder(school, found->key, act.person_id));
        const auto opening = own ? crypto::OpeningKey::from_bytes(own->view()) : std::nullopt;
        auto bytes = opening ? opening->open(found->share) : std::nullopt;
        if (!bytes)
            return std::nullopt;
        crypto::KeyShare one{.number = found->number, .bytes = std::move(*bytes)};
        return one.digest() == found->share_digest ? std::optional(std::move(one)) : std::nullopt;
    }();
    note_try(holder, act.at, share.has_value());
    if (!share)
        return Refusal{RefusalCode::document_key_wrong, {}, "/passphrase", ""};

    // Nothing is opened that is not written down.
    auto answer = record_.write(school, act, [&](school::Changes& changes) {
        changes.note("document_key.open", subject_of(found->key),
                     digest_of_event("open", found->key, act.person_id, ""));
        return Result<school::Answer>(school::Answer{.status = 200, .body = "{}"});
    });
    if (!answer)
        return answer;

    const std::lock_guard lock(mutex_);
    Desk& desk = desks_[school.value];
    if (desk.key != found->key)
        desk = Desk{.key = found->key, .given = {}, .open = nullptr};
    std::erase_if(desk.given, [&](const auto& one) {
        return one.second.at.plus_seconds(std::int64_t{60} * k_share_minutes) < act.at;
    });
    // An open key needs no more shares: none is kept.
    if (!desk.open)
        desk.given.insert_or_assign(
            act.person_id, Given{.share = {share->number, crypto::SecretBytes(share->bytes.view())},
                                 .at = act.at});
    const int opened = static_cast<int>(desk.given.size());
    if (!desk.open && opened >= found->needed) {
        std::vector<const crypto::KeyShare*> shares;
        for (const auto& [person, given] : desk.given)
            if (static_cast<int>(shares.size()) < found->needed)
                shares.push_back(&given.share);
        const auto seal_key = crypto::join(shares);
        const auto secret = seal_key ? crypto::open_sealed(*seal_key, found->sealed_key,
                                                           place_of_key(school, found->key))
                                     : std::nullopt;
        auto signing_key = secret ? crypto::SigningKey::parse(secret->text()) : std::nullopt;
        if (!signing_key || signing_key->public_key() != found->public_key)
            throw std::logic_error("shares that are right by their digests do not open their key");
        desk.open = std::make_shared<const OpenKey>(found->key, std::move(*signing_key));
        desk.given.clear();
    }
    answer->body =
        state_view(desk.open ? found->needed : opened, found->needed, desk.open != nullptr);
    return answer;
}

Result<school::Answer> SigningKeys::close(const school::Act& act, SchoolId school)
{
    auto answer =
        record_.write(school, act, [&](school::Changes& changes) -> Result<school::Answer> {
            const auto key = current_key(changes.session(), school, true);
            if (!key)
                return Refusal{RefusalCode::document_key_missing, {}, "", ""};
            const std::int64_t id = key->integer("document_key_id");
            changes.note("document_key.close", subject_of(id),
                         digest_of_event("close", id, act.person_id, ""));
            return school::Answer{
                .status = 200,
                .body = state_view(0, static_cast<int>(key->integer("needed")), false)};
        });
    if (answer) {
        const std::lock_guard lock(mutex_);
        desks_.erase(school.value);
    }
    return answer;
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

Result<std::shared_ptr<const OpenKey>> SigningKeys::opened(Session& session, SchoolId school)
{
    const auto key = current_key(session, school, true);
    if (!key)
        return Refusal{RefusalCode::document_key_missing, {}, "", ""};
    const std::lock_guard lock(mutex_);
    const auto desk = desks_.find(school.value);
    const bool is_of_this =
        desk != desks_.end() && desk->second.key == key->integer("document_key_id");
    if (is_of_this && desk->second.open)
        return desk->second.open;
    return Refusal{RefusalCode::document_key_closed,
                   {{"value", std::to_string(is_of_this ? desk->second.given.size() : 0)},
                    {"expected", std::to_string(key->integer("needed"))}},
                   "",
                   ""};
}

std::optional<Refusal> SigningKeys::refuses_trying(const HolderOf& holder, Instant now)
{
    const std::lock_guard lock(mutex_);
    const auto wrong = wrong_.find(holder);
    if (wrong == wrong_.end() || wrong->second.times < k_most_wrong)
        return std::nullopt;
    const Instant until = wrong->second.last.plus_seconds(std::int64_t{60} * k_lock_minutes);
    if (now >= until) {
        wrong_.erase(wrong);
        return std::nullopt;
    }
    const std::int64_t left =
        (until.milliseconds - now.milliseconds + k_milliseconds_a_minute - 1) /
        k_milliseconds_a_minute;
    return Refusal{RefusalCode::account_locked, {{"minutes", std::to_string(left)}}, "", ""};
}

void SigningKeys::note_try(const HolderOf& holder, Instant now, bool was_right)
{
    const std::lock_guard lock(mutex_);
    if (was_right) {
        wrong_.erase(holder);
        return;
    }
    Wrong& wrong = wrong_[holder];
    ++wrong.times;
    wrong.last = now;
}

}  // namespace taqwim::documents
