// Opening a key by the holders that it needs, and closing it: the second half of signing_keys.h.

#include <utility>

#include "core/refusal_codes.h"
#include "documents/key_store.h"
#include "documents/signing_keys.h"
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

constexpr std::int64_t k_milliseconds_a_minute = 60'000;

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

KeyState SigningKeys::state(SchoolId school)
{
    const std::int64_t key = record_.read([&](Session& session) {
        const auto row = current_key(session, school, true);
        return row ? row->integer("document_key_id") : 0;
    });
    KeyState state{.key = key, .given_by = {}, .is_open = false};
    const std::lock_guard lock(mutex_);
    const auto desk = desks_.find(school.value);
    if (desk == desks_.end() || desk->second.key != key)
        return state;
    state.is_open = desk->second.open != nullptr;
    for (const auto& [person, given] : desk->second.given)
        state.given_by.push_back(person);
    return state;
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
