// Encrypted files of any length, written and read piece by piece: backups.
//
//   SecretStreamWriter writer(sink, StreamKey::from_passphrase(words));
//   writer.write(bytes); … writer.finish();
//
//   auto reader = SecretStreamReader::open(source, key, "school.backup");
//   while (const auto count = reader->read(buffer); count && *count > 0) …
//
// The content is cut into chunks of 64 KiB, each of which carries its own proof and hangs on the one before
// (libsodium's secretstream, XChaCha20-Poly1305): what was changed, exchanged, left out, repeated or cut off at the end
// is refused. What a reader gave out before the fault is genuine, but not the whole: use it after the end was reached.
//
// The file begins with "TAQWIMSS", the version, how the key is derived and its salt; a file for holders then has their
// address and a letter to it that carries the file's own key. All of that is proved by the first chunk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/refusal.h"
#include "platform/crypto/bytes.h"
#include "platform/crypto/letter.h"
#include "platform/crypto/password.h"
#include "platform/crypto/sealed.h"

namespace taqwim::crypto {

// Takes bytes and keeps them, or throws.
using ByteSink = std::function<void(ByteView)>;
// Fills the front of the buffer and says with how many bytes; 0 at the end. Throws when it cannot read.
using ByteSource = std::function<std::size_t(std::span<std::uint8_t>)>;

// How an encrypted file wants to be opened.
enum class StreamKeyKind : std::uint8_t { key, passphrase, letter };

// How many bytes of a file stream_key_kind looks at, and stream_address.
inline constexpr std::size_t k_stream_kind_size = 10;
inline constexpr std::size_t k_stream_address_end = 62 + LetterAddress::k_size;

// What the beginning of a file says, before anything of it is proved. Nothing for a file of another kind or version.
[[nodiscard]] std::optional<StreamKeyKind> stream_key_kind(ByteView beginning);

// Whether the file is of a version that this program does not know, because a later one wrote it.
[[nodiscard]] bool is_later_stream(ByteView beginning);

// To whom the file's key was sealed, as its beginning says before it is proved. Nothing for every other file.
[[nodiscard]] std::optional<LetterAddress> stream_address(ByteView beginning);

// A passphrase, a key of 32 bytes, or a key of chance that is sealed to somebody's address.
class StreamKey {
public:
    // At the given cost (argon2id); the file tells it to the reader, who accepts up to 1 GiB and 16 passes.
    [[nodiscard]] static StreamKey from_passphrase(std::string_view passphrase,
                                                   const PasswordCost& cost = {});
    [[nodiscard]] static StreamKey from_key(const MasterKey& key);
    // A new key of chance for one file, which the owner of the address alone opens again. While this object lives it also
    // reads what was written with it, so that the file can be looked at once more; another object of the same address does not.
    [[nodiscard]] static StreamKey sealed_to(const LetterAddress& address);
    // Reads every file that was sealed to the key's address, and writes as sealed_to does.
    [[nodiscard]] static StreamKey from_opening_key(const OpeningKey& key);

    [[nodiscard]] StreamKeyKind kind() const { return kind_; }

private:
    friend class SecretStreamWriter;
    friend class SecretStreamReader;

    // The key that this beginning was written with. Nothing when it cannot be found with this one.
    [[nodiscard]] SecretBytes secret_of(ByteView beginning) const;

    StreamKeyKind kind_ = StreamKeyKind::key;
    PasswordCost cost_;
    SecretBytes secret_;  // of a letter: what it carries
    LetterAddress address_;
    Bytes letter_;
    std::optional<OpeningKey> opening_key_;
};

class SecretStreamWriter {
public:
    // Writes the beginning of the file at once.
    SecretStreamWriter(ByteSink sink, const StreamKey& key);
    SecretStreamWriter(SecretStreamWriter&&) noexcept;
    SecretStreamWriter& operator=(SecretStreamWriter&&) noexcept;
    ~SecretStreamWriter();

    void write(ByteView bytes);
    // The end. A file without it is refused; nothing can be written after it.
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

class SecretStreamReader {
public:
    // `file` names it in refusals. Refuses with backup_damaged, which names the byte where the fault begins: it is no such
    // file, of a version that is not known, or its key is another.
    [[nodiscard]] static Result<SecretStreamReader> open(ByteSource source, const StreamKey& key,
                                                         std::string_view file);
    SecretStreamReader(SecretStreamReader&&) noexcept;
    SecretStreamReader& operator=(SecretStreamReader&&) noexcept;
    ~SecretStreamReader();

    // Fills the buffer from the front. 0 once the end was reached and proved, and only then. Refuses with backup_damaged,
    // from then on every time.
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> buffer);

private:
    struct State;
    explicit SecretStreamReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace taqwim::crypto
