// The backup key as its holders keep it: one document, of which nothing is secret in the open.
//
//   const auto made = HoldersKey::make(holders, 2, now, cost, random);     // 2 of them open it
//   const StreamKey nightly = StreamKey::sealed_to(made->address());        // needs nobody
//   const auto share = made->open_share(made->holders()[0], passphrase);    // a holder's own
//   const auto key = made->open(shares);                                    // what opens backups
//
// A pair of keys: backups are sealed to the public half, and the private half is split so that any `needed` holders give it
// back and fewer know nothing. Each share lies sealed under its holder's passphrase (argon2id) and is bound to this document:
// in another it does not open. The same private half can be split anew among others; earlier backups then open with the new
// document, and an earlier document still opens them for whoever has it and enough of its passphrases.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/refusal.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/letter.h"
#include "platform/crypto/password.h"
#include "platform/crypto/random.h"
#include "platform/crypto/shares.h"

namespace taqwim::app {

inline constexpr int k_fewest_holders = 2;
inline constexpr int k_most_holders = 20;
inline constexpr std::size_t k_most_of_a_label = 200;  // bytes

// What a share is sealed at. The document may be copied, and then nobody counts wrong passphrases.
inline constexpr crypto::PasswordCost k_cost_of_a_share = {std::size_t{256} * 1024 * 1024, 3};

// Who is to hold a share. His passphrase is good by crypto::refuses_password.
struct NewHolder {
    std::string label;  // a name or an office
    crypto::SecretBytes passphrase;
};

struct BackupKeyHolder {
    std::uint8_t number = 0;  // from 1 on
    std::string label;
    crypto::Bytes salt;
    crypto::PasswordCost cost;
    crypto::Bytes sealed_share;
    crypto::Digest share_digest;
};

// The label as it is kept, without blanks at its ends. Nothing for one that is empty, too long, a number alone, not UTF-8, or
// has signs in it that steer a terminal.
[[nodiscard]] std::optional<std::string> holder_label(std::string_view typed);

class HoldersKey {
public:
    // Refuses with value_out_of_range (/holders: 2 to 20; /needed: 2 to the number of holders), value_not_listed for a
    // label that is none, record_exists for one that stands twice, and what refuses_password refuses. Takes as long as argon2id
    // does for each holder.
    [[nodiscard]] static Result<HoldersKey> make(std::span<const NewHolder> holders, int needed,
                                                 Instant now, const crypto::PasswordCost& cost,
                                                 crypto::RandomSource& random);
    // The same key in new hands. Refuses as make does.
    [[nodiscard]] static Result<HoldersKey> share_anew(const crypto::OpeningKey& key,
                                                       std::span<const NewHolder> holders,
                                                       int needed, Instant now,
                                                       const crypto::PasswordCost& cost,
                                                       crypto::RandomSource& random);

    // Reads what to_text wrote. Refuses with backup_damaged, whose place is "key_document" when a bit of it was changed or
    // it is none, and "newer_key_document" when a newer program wrote it. `file` names it there.
    [[nodiscard]] static Result<HoldersKey> parse(std::string_view text, std::string_view file);
    // JSON, with a digest over all of it.
    [[nodiscard]] std::string to_text() const;

    // The public half.
    [[nodiscard]] const crypto::LetterAddress& address() const { return address_; }
    // Which key it is: 16 hexadecimal digits. The same in every document of one key.
    [[nodiscard]] std::string id() const;
    [[nodiscard]] Instant made_at() const { return made_at_; }
    [[nodiscard]] int needed() const { return needed_; }
    [[nodiscard]] const std::vector<BackupKeyHolder>& holders() const { return holders_; }
    // By label, or by number in whichever digits. Null when there is none.
    [[nodiscard]] const BackupKeyHolder* find(std::string_view typed) const;

    // Nothing when the passphrase is another, or the share is not of this document.
    [[nodiscard]] std::optional<crypto::KeyShare> open_share(const BackupKeyHolder& holder,
                                                             std::string_view passphrase) const;
    // The private half. Refuses with backup_shares_missing when fewer than `needed` shares of different holders of this
    // document are among these: shares of another are not counted.
    [[nodiscard]] Result<crypto::OpeningKey> open(std::span<const crypto::KeyShare> shares) const;

    // One holder's share under another passphrase. The share must be what open_share gave. Refuses with what
    // refuses_password refuses.
    [[nodiscard]] std::optional<Refusal> change_passphrase(const crypto::KeyShare& share,
                                                           std::string_view passphrase,
                                                           const crypto::PasswordCost& cost,
                                                           crypto::RandomSource& random);

private:
    HoldersKey() = default;

    [[nodiscard]] crypto::Digest digest() const;
    [[nodiscard]] std::string place_of(const BackupKeyHolder& holder) const;
    void seal_share(BackupKeyHolder& holder, const crypto::KeyShare& share,
                    std::string_view passphrase, const crypto::PasswordCost& cost,
                    crypto::RandomSource& random);

    crypto::LetterAddress address_;
    crypto::Bytes
        document_;  // chance, so that shares of two documents of one key cannot be exchanged
    Instant made_at_;
    int needed_ = 0;
    std::vector<BackupKeyHolder> holders_;
};

}  // namespace taqwim::app
