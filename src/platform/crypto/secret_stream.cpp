#include "platform/crypto/secret_stream.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/crypto/sodium_ready.h"

namespace taqwim::crypto {

namespace {

constexpr std::string_view k_magic = "TAQWIMSS";
// Files with a letter are of version 2, which programs that know no letters refuse; the others stay of version 1.
constexpr std::uint8_t k_version = 1;
constexpr std::uint8_t k_version_of_letters = 2;
constexpr std::size_t k_chunk_size = std::size_t{64} * 1024;
constexpr std::size_t k_proof_size = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t k_stream_header_size = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t k_key_size = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr std::size_t k_salt_size = crypto_pwhash_SALTBYTES;

// magic, version, kind of key, passes, memory, salt, header of the stream; in version 2 address and letter
constexpr std::size_t k_kind_at = k_magic.size() + 1;
constexpr std::size_t k_passes_at = k_kind_at + 1;
constexpr std::size_t k_memory_at = k_passes_at + 4;
constexpr std::size_t k_salt_at = k_memory_at + 8;
constexpr std::size_t k_stream_header_at = k_salt_at + k_salt_size;
constexpr std::size_t k_header_size = k_stream_header_at + k_stream_header_size;
constexpr std::size_t k_letter_at = k_header_size + LetterAddress::k_size;
constexpr std::size_t k_letter_size = k_key_size + crypto_box_SEALBYTES;
constexpr std::size_t k_header_size_with_letter = k_letter_at + k_letter_size;
static_assert(k_stream_address_end == k_letter_at);

constexpr std::uint8_t k_kind_key = 0;
constexpr std::uint8_t k_kind_passphrase = 1;
constexpr std::uint8_t k_kind_letter = 2;

// What a reader is willing to spend on a file that it does not trust yet.
constexpr std::uint64_t k_most_memory = std::uint64_t{1} << 30U;
constexpr std::uint64_t k_most_passes = 16;

void put(std::span<std::uint8_t> place, std::uint64_t value)
{
    for (std::size_t i = 0; i < place.size(); ++i)
        place[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

std::uint64_t number_at(ByteView place)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < place.size(); ++i)
        value |= std::uint64_t{place[i]} << (8 * i);
    return value;
}

// The stream's own key, made of the secret and the file's salt: no two files share one. Nothing when the machine cannot.
SecretBytes derived_key(StreamKeyKind kind, ByteView secret, const PasswordCost& cost,
                        ByteView salt)
{
    SecretBytes key(k_key_size);
    if (kind == StreamKeyKind::passphrase) {
        if (crypto_pwhash(key.writable().data(), key.size(), text_of(secret).data(), secret.size(),
                          salt.data(), cost.passes, cost.memory_bytes,
                          crypto_pwhash_ALG_ARGON2ID13) != 0)
            throw CryptoFault(
                "argon2id cannot be computed: not enough memory, or a cost out of range");
        return key;
    }
    crypto_generichash(key.writable().data(), key.size(), salt.data(), salt.size(), secret.data(),
                       secret.size());
    return key;
}

std::size_t header_size_of(StreamKeyKind kind)
{
    return kind == StreamKeyKind::letter ? k_header_size_with_letter : k_header_size;
}

std::uint8_t version_of(StreamKeyKind kind)
{
    return kind == StreamKeyKind::letter ? k_version_of_letters : k_version;
}

std::uint8_t byte_of(StreamKeyKind kind)
{
    switch (kind) {
    case StreamKeyKind::key: return k_kind_key;
    case StreamKeyKind::passphrase: return k_kind_passphrase;
    case StreamKeyKind::letter: break;
    }
    return k_kind_letter;
}

}  // namespace

std::optional<StreamKeyKind> stream_key_kind(ByteView beginning)
{
    static_assert(k_stream_kind_size == k_kind_at + 1);
    if (beginning.size() < k_stream_kind_size ||
        text_of(beginning.first(k_magic.size())) != k_magic)
        return std::nullopt;
    for (const StreamKeyKind kind :
         {StreamKeyKind::key, StreamKeyKind::passphrase, StreamKeyKind::letter})
        if (beginning[k_magic.size()] == version_of(kind) && beginning[k_kind_at] == byte_of(kind))
            return kind;
    return std::nullopt;
}

bool is_later_stream(ByteView beginning)
{
    return beginning.size() > k_magic.size() &&
           text_of(beginning.first(k_magic.size())) == k_magic &&
           beginning[k_magic.size()] > k_version_of_letters;
}

std::optional<LetterAddress> stream_address(ByteView beginning)
{
    if (stream_key_kind(beginning) != StreamKeyKind::letter ||
        beginning.size() < k_stream_address_end)
        return std::nullopt;
    return LetterAddress::from_bytes(beginning.subspan(k_header_size, LetterAddress::k_size));
}

StreamKey StreamKey::from_passphrase(std::string_view passphrase, const PasswordCost& cost)
{
    StreamKey key;
    key.kind_ = StreamKeyKind::passphrase;
    key.cost_ = cost;
    key.secret_ = SecretBytes(bytes_of(passphrase));
    return key;
}

StreamKey StreamKey::from_key(const MasterKey& master)
{
    StreamKey key;
    key.secret_ = SecretBytes(master.bytes());
    return key;
}

StreamKey StreamKey::sealed_to(const LetterAddress& address)
{
    make_sodium_ready();
    StreamKey key;
    key.kind_ = StreamKeyKind::letter;
    key.secret_ = SecretBytes(k_key_size);
    randombytes_buf(key.secret_.writable().data(), key.secret_.size());
    key.address_ = address;
    key.letter_ = seal_to(address, key.secret_.view());
    return key;
}

StreamKey StreamKey::from_opening_key(const OpeningKey& opening_key)
{
    StreamKey key = sealed_to(opening_key.address());
    key.opening_key_ = OpeningKey::from_bytes(opening_key.bytes());
    return key;
}

SecretBytes StreamKey::secret_of(ByteView beginning) const
{
    if (kind_ != StreamKeyKind::letter)
        return SecretBytes(secret_.view());
    const ByteView letter = beginning.subspan(k_letter_at, k_letter_size);
    if (std::ranges::equal(letter, letter_))
        return SecretBytes(secret_.view());
    auto opened = opening_key_ ? opening_key_->open(letter) : std::nullopt;
    return opened ? std::move(*opened) : SecretBytes();
}

struct SecretStreamWriter::State {
    ByteSink sink;
    crypto_secretstream_xchacha20poly1305_state stream{};
    // Proved by the first chunk; empty afterwards.
    Bytes header;
    Bytes plain;
    Bytes closed;
    bool is_finished = false;

    ~State()
    {
        wipe(plain);
        sodium_memzero(&stream, sizeof stream);
    }

    void write_chunk(ByteView chunk, std::uint8_t tag)
    {
        closed.resize(chunk.size() + k_proof_size);
        crypto_secretstream_xchacha20poly1305_push(&stream, closed.data(), nullptr, chunk.data(),
                                                   chunk.size(), header.data(), header.size(), tag);
        header.clear();
        sink(closed);
    }
};

SecretStreamWriter::SecretStreamWriter(ByteSink sink, const StreamKey& key)
    : state_(std::make_unique<State>())
{
    make_sodium_ready();
    state_->sink = std::move(sink);
    Bytes header(header_size_of(key.kind_));
    const std::span<std::uint8_t> place(header);
    std::copy(k_magic.begin(), k_magic.end(), header.begin());
    header[k_magic.size()] = version_of(key.kind_);
    header[k_kind_at] = byte_of(key.kind_);
    if (key.kind_ == StreamKeyKind::passphrase) {
        put(place.subspan(k_passes_at, 4), key.cost_.passes);
        put(place.subspan(k_memory_at, 8), key.cost_.memory_bytes);
    }
    if (key.kind_ == StreamKeyKind::letter) {
        std::ranges::copy(key.address_.bytes, place.subspan(k_header_size).begin());
        std::ranges::copy(key.letter_, place.subspan(k_letter_at).begin());
    }
    const auto salt = place.subspan(k_salt_at, k_salt_size);
    randombytes_buf(salt.data(), salt.size());
    const SecretBytes stream_key = derived_key(key.kind_, key.secret_.view(), key.cost_, salt);
    crypto_secretstream_xchacha20poly1305_init_push(
        &state_->stream, place.subspan(k_stream_header_at).data(), stream_key.view().data());
    state_->header = header;
    state_->plain.reserve(k_chunk_size);
    state_->sink(header);
}

SecretStreamWriter::SecretStreamWriter(SecretStreamWriter&&) noexcept = default;
SecretStreamWriter& SecretStreamWriter::operator=(SecretStreamWriter&&) noexcept = default;
SecretStreamWriter::~SecretStreamWriter() = default;

void SecretStreamWriter::write(ByteView bytes)
{
    if (state_->is_finished)
        throw CryptoFault("nothing can be written after the end of an encrypted file");
    // A full chunk goes out only when more follows it: the last one must say that it is the last.
    while (!bytes.empty()) {
        if (state_->plain.size() == k_chunk_size) {
            state_->write_chunk(state_->plain, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
            state_->plain.clear();
        }
        const std::size_t taken = std::min(bytes.size(), k_chunk_size - state_->plain.size());
        state_->plain.insert(state_->plain.end(), bytes.begin(),
                             bytes.begin() + static_cast<std::ptrdiff_t>(taken));
        bytes = bytes.subspan(taken);
    }
}

void SecretStreamWriter::finish()
{
    if (state_->is_finished)
        return;
    state_->write_chunk(state_->plain, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
    state_->is_finished = true;
}

struct SecretStreamReader::State {
    ByteSource source;
    std::string file;
    crypto_secretstream_xchacha20poly1305_state stream{};
    Bytes header;
    Bytes closed = Bytes(k_chunk_size + k_proof_size);
    Bytes plain = Bytes(k_chunk_size);
    std::size_t from = 0;  // what of the plain chunk was not given out yet
    std::size_t to = 0;
    std::uint64_t position = 0;  // of the chunk that is read
    std::uint64_t next = k_header_size;
    bool is_ended = false;
    bool is_damaged = false;

    ~State()
    {
        wipe(plain);
        sodium_memzero(&stream, sizeof stream);
    }

    // Fewer than asked for only at the end of the source.
    std::size_t fill(std::span<std::uint8_t> place) const
    {
        std::size_t filled = 0;
        while (filled < place.size()) {
            const std::size_t count = source(place.subspan(filled));
            if (count == 0)
                break;
            filled += count;
        }
        return filled;
    }

    [[nodiscard]] Refusal damaged() const
    {
        return {RefusalCode::backup_damaged,
                {{"file", file}, {"place", std::to_string(position)}},
                file,
                ""};
    }

    // Opens the next chunk. False when it is not the one that was written here.
    bool read_chunk()
    {
        position = next;
        const std::size_t size = fill(closed);
        next += size;
        if (size < k_proof_size)
            return false;
        unsigned char tag = 0;
        unsigned long long length = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(&stream, plain.data(), &length, &tag,
                                                       closed.data(), size, header.data(),
                                                       header.size()) != 0)
            return false;
        header.clear();
        from = 0;
        to = static_cast<std::size_t>(length);
        is_ended = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
        // Nothing stands after the last chunk, and only the last may be short.
        std::array<std::uint8_t, 1> beyond{};
        return is_ended ? fill(beyond) == 0 : to == k_chunk_size;
    }
};

SecretStreamReader::SecretStreamReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
SecretStreamReader::SecretStreamReader(SecretStreamReader&&) noexcept = default;
SecretStreamReader& SecretStreamReader::operator=(SecretStreamReader&&) noexcept = default;
SecretStreamReader::~SecretStreamReader() = default;

Result<SecretStreamReader> SecretStreamReader::open(ByteSource source, const StreamKey& key,
                                                    std::string_view file)
{
    make_sodium_ready();
    auto state = std::make_unique<State>();
    state->source = std::move(source);
    state->file = file;
    Bytes header(header_size_of(key.kind_));
    if (state->fill(header) != header.size())
        return state->damaged();
    const ByteView place(header);
    if (stream_key_kind(place) != key.kind_)
        return state->damaged();
    PasswordCost cost;
    if (key.kind_ == StreamKeyKind::passphrase) {
        const std::uint64_t passes = number_at(place.subspan(k_passes_at, 4));
        const std::uint64_t memory = number_at(place.subspan(k_memory_at, 8));
        if (passes < crypto_pwhash_OPSLIMIT_MIN || passes > k_most_passes ||
            memory < crypto_pwhash_MEMLIMIT_MIN || memory > k_most_memory)
            return state->damaged();
        cost = {static_cast<std::size_t>(memory), static_cast<std::uint32_t>(passes)};
    }
    const SecretBytes secret = key.secret_of(place);
    if (secret.size() == 0)
        return state->damaged();
    const SecretBytes stream_key =
        derived_key(key.kind_, secret.view(), cost, place.subspan(k_salt_at, k_salt_size));
    if (crypto_secretstream_xchacha20poly1305_init_pull(&state->stream,
                                                        place.subspan(k_stream_header_at).data(),
                                                        stream_key.view().data()) != 0)
        return state->damaged();
    state->next = header.size();
    state->header = std::move(header);
    // The first chunk tells at once whether the key is right.
    if (!state->read_chunk())
        return state->damaged();
    return SecretStreamReader(std::move(state));
}

Result<std::size_t> SecretStreamReader::read(std::span<std::uint8_t> buffer)
{
    State& state = *state_;
    std::size_t given = 0;
    while (given < buffer.size()) {
        if (state.is_damaged)
            return state.damaged();
        if (state.from == state.to) {
            if (state.is_ended)
                break;
            if (!state.read_chunk()) {
                state.is_damaged = true;
                return state.damaged();
            }
            continue;
        }
        const std::size_t count = std::min(buffer.size() - given, state.to - state.from);
        std::copy_n(state.plain.begin() + static_cast<std::ptrdiff_t>(state.from), count,
                    buffer.begin() + static_cast<std::ptrdiff_t>(given));
        state.from += count;
        given += count;
    }
    return given;
}

}  // namespace taqwim::crypto
