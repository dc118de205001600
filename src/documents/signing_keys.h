// The keys that a school signs its documents with. A key is made by n appointed holders, each with a passphrase of his
// own, and lies sealed so that k of them open it together and fewer cannot: not with the whole database, nor with the
// installation's keys. Opened, it stays in this process until it is closed or the server stops.
//
//   begin → join by each holder, the last of whom makes the key → open by k of them → signing → close, or the server's end
//
// A key that was lost or retired signs nothing more; what it signed stays genuine, for its public half is never forgotten.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/crypto/password.h"
#include "platform/crypto/random.h"
#include "platform/crypto/shares.h"
#include "platform/crypto/signature.h"
#include "school/record.h"

namespace taqwim::documents {

struct NewKey {
    std::vector<std::int64_t> holders;  // members of staff, two or more
    int needed = 2;                     // how many of them open it
    std::string decision;               // number and day of the decision that names them
};

// Who holds a share of a key, or is to.
struct KeyHolder {
    std::int64_t staff_member_id = 0;
    std::string name_ar;
    std::string name_en;
    std::string joined_at;  // empty: not yet
};

// How far a school's key is open.
struct KeyState {
    std::int64_t key = 0;                // the made key that stands; 0: none
    std::vector<std::int64_t> given_by;  // whose shares wait for others
    bool is_open = false;
};

// A key as everybody may know it.
struct KeyShown {
    std::int64_t id = 0;
    std::string key_id;  // empty: not made yet
    std::optional<crypto::PublicKey> public_key;
    std::string begun_at;
    std::string made_at;
    std::string end_kind;  // "", or retired, lost, stolen, given_up
    std::string ended_at;
    int needed = 0;
    int holders = 0;
    int joined = 0;
};

// The key of a school, open for as long as this is held.
class OpenKey {
public:
    OpenKey(std::int64_t id, crypto::SigningKey key) : id_(id), key_(std::move(key)) {}

    [[nodiscard]] std::int64_t id() const { return id_; }
    [[nodiscard]] const crypto::SigningKey& signing_key() const { return key_; }

private:
    std::int64_t id_;
    crypto::SigningKey key_;
};

// Safe to share between threads.
class SigningKeys {
public:
    SigningKeys(school::Record& record, crypto::RandomSource& random,
                crypto::PasswordCost cost = {})
        : record_(record), random_(random), cost_(cost)
    {}

    // Refuses with document_key_begun while another is not finished, value_out_of_range for `needed` (2 to the number of
    // holders, at most 255), record_exists for a holder who stands twice, record_unknown for one who is no member of staff.
    [[nodiscard]] Result<school::Answer> begin(const school::Act& act, SchoolId school,
                                               const NewKey& wanted);

    // The acting member of staff takes his place as a holder. The last of them makes the key, in the same write. Refuses with
    // record_unknown (no key is begun, or he is not among its holders), signed_already when he has joined, and what
    // crypto::refuses_password says. Takes as long as argon2id.
    [[nodiscard]] Result<school::Answer> join(const school::Act& act, SchoolId school,
                                              const std::string& passphrase);

    // The acting holder opens his share. With the last that is needed the key is open. A share that is given waits for the
    // others for k_share_minutes. Refuses with document_key_missing, record_unknown (he holds no share of it),
    // document_key_wrong, and account_locked after k_most_wrong wrong passphrases, for k_lock_minutes.
    [[nodiscard]] Result<school::Answer> open(const school::Act& act, SchoolId school,
                                              const std::string& passphrase);
    [[nodiscard]] Result<school::Answer> close(const school::Act& act, SchoolId school);

    // kind: retired, lost, stolen, given_up (a key that was begun and not made). Refuses with record_unknown and
    // document_ended.
    [[nodiscard]] Result<school::Answer> end(const school::Act& act, SchoolId school,
                                             std::int64_t key, const std::string& kind,
                                             const std::string& reason);

    // All keys that the school ever had, the first first.
    [[nodiscard]] std::vector<KeyShown> keys(SchoolId school);

    [[nodiscard]] std::vector<KeyHolder> holders(SchoolId school, std::int64_t key);
    [[nodiscard]] KeyState state(SchoolId school);

    // The key to sign with. Refuses with document_key_missing and document_key_closed.
    [[nodiscard]] Result<std::shared_ptr<const OpenKey>> opened(database::Session& session,
                                                                SchoolId school);

    static constexpr int k_share_minutes = 30;
    static constexpr int k_most_wrong = 5;
    static constexpr int k_lock_minutes = 15;

private:
    struct Given {
        crypto::KeyShare share;
        Instant at;
    };
    struct Wrong {
        int times = 0;
        Instant last;
    };
    struct Desk {
        std::int64_t key = 0;                 // that the shares are of
        std::map<std::int64_t, Given> given;  // by member of staff
        std::shared_ptr<const OpenKey> open;
    };
    using HolderOf = std::pair<std::int64_t, std::int64_t>;  // school, member of staff

    [[nodiscard]] std::optional<Refusal> refuses_trying(const HolderOf& holder, Instant now);
    void note_try(const HolderOf& holder, Instant now, bool was_right);

    school::Record& record_;
    crypto::RandomSource& random_;
    crypto::PasswordCost cost_;
    std::mutex mutex_;
    std::map<std::int64_t, Desk> desks_;  // by school
    std::map<HolderOf, Wrong> wrong_;
};

}  // namespace taqwim::documents
