#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/crypto/secret_stream.h"

using namespace taqwim::crypto;
using taqwim::RefusalCode;
using taqwim::Result;

namespace {

constexpr std::size_t k_chunk = std::size_t{64} * 1024;
constexpr std::size_t k_proof = 17;
constexpr std::size_t k_header = 8 + 1 + 1 + 4 + 8 + 16 + 24;
constexpr std::size_t k_letter = 32 + 32 + 48;
constexpr PasswordCost k_cheap = {8 * 1024, 1};

Bytes content_of(std::size_t size)
{
    Bytes bytes(size);
    SeededRandom random(size);
    random.fill(bytes);
    return bytes;
}

// Written in pieces of a size that fits nothing.
Bytes written(ByteView content, const StreamKey& key)
{
    Bytes file;
    SecretStreamWriter writer(
        [&](ByteView bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); }, key);
    while (!content.empty()) {
        const std::size_t count = std::min<std::size_t>(content.size(), 10'007);
        writer.write(content.first(count));
        content = content.subspan(count);
    }
    writer.finish();
    return file;
}

struct Reading {
    Bytes content;
    bool is_whole = false;
    std::string code;
    std::string file;
};

Reading read_back(ByteView file, const StreamKey& key)
{
    Reading reading;
    const auto refused = [&](const taqwim::Refusal& refusal) {
        reading.code = to_text(refusal.code);
        reading.file = refusal.arguments.at(0).second;
    };
    // Gives a few bytes at a time, as a pipe may.
    auto reader = SecretStreamReader::open(
        [rest = file](std::span<std::uint8_t> place) mutable {
            const std::size_t count =
                std::min({rest.size(), place.size(), static_cast<std::size_t>(30'011)});
            std::copy_n(rest.begin(), count, place.begin());
            rest = rest.subspan(count);
            return count;
        },
        key, "school.backup");
    if (!reader) {
        refused(reader.refusal());
        return reading;
    }
    Bytes buffer(7'001);
    while (true) {
        const Result<std::size_t> count = reader->read(buffer);
        if (!count) {
            refused(count.refusal());
            CHECK_FALSE(reader->read(buffer));
            return reading;
        }
        if (*count == 0)
            break;
        reading.content.insert(reading.content.end(), buffer.begin(),
                               buffer.begin() + static_cast<std::ptrdiff_t>(*count));
    }
    reading.is_whole = true;
    return reading;
}

bool is_damaged(ByteView file, const StreamKey& key)
{
    const Reading reading = read_back(file, key);
    if (!reading.is_whole) {
        CHECK(reading.code == "backup_damaged");
        CHECK(reading.file == "school.backup");
    }
    return !reading.is_whole;
}

StreamKey some_key(std::uint64_t seed = 11)
{
    SeededRandom random(seed);
    return StreamKey::from_key(MasterKey::make(random));
}

}  // namespace

TEST_CASE("secret_stream: contents of every length come back as they were")
{
    const StreamKey key = some_key();
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, k_chunk - 1, k_chunk,
                                   k_chunk + 1, 2 * k_chunk, 3 * k_chunk + 77}) {
        const Bytes content = content_of(size);
        const Bytes file = written(content, key);
        const std::size_t chunks = std::max<std::size_t>(1, (size + k_chunk - 1) / k_chunk);
        CHECK(file.size() == k_header + size + chunks * k_proof);
        const Reading reading = read_back(file, key);
        CHECK(reading.is_whole);
        CHECK(reading.content == content);
    }
}

TEST_CASE("secret_stream: a passphrase opens what it closed, and nothing else does")
{
    const StreamKey words = StreamKey::from_passphrase("قمر فوق جبل عال", k_cheap);
    const Bytes file = written(content_of(100), words);
    // The reader takes the cost from the file.
    CHECK(read_back(file, StreamKey::from_passphrase("قمر فوق جبل عال")).is_whole);
    CHECK(is_damaged(file, StreamKey::from_passphrase("قمر فوق جبل")));
    CHECK(is_damaged(file, some_key()));
    const Bytes by_key = written(content_of(100), some_key());
    CHECK(is_damaged(by_key, some_key(12)));
    CHECK(is_damaged(by_key, words));
    CHECK(by_key != written(content_of(100), some_key()));
}

TEST_CASE("secret_stream: what is sealed to an address is opened by its owner, and by who has just "
          "written it")
{
    SeededRandom random(5);
    const OpeningKey own = OpeningKey::make(random);
    const OpeningKey other = OpeningKey::make(random);
    const StreamKey sealed = StreamKey::sealed_to(own.address());
    for (const std::size_t size : {std::size_t{0}, std::size_t{100}, k_chunk, 2 * k_chunk + 1}) {
        const Bytes content = content_of(size);
        const Bytes file = written(content, sealed);
        const std::size_t chunks = std::max<std::size_t>(1, (size + k_chunk - 1) / k_chunk);
        CHECK(file.size() == k_header + k_letter + size + chunks * k_proof);
        CHECK(read_back(file, StreamKey::from_opening_key(own)).content == content);
        CHECK(read_back(file, sealed).content == content);
        // Nothing that stands on the machine which makes backups opens one of another time.
        CHECK(is_damaged(file, StreamKey::sealed_to(own.address())));
        CHECK(is_damaged(file, StreamKey::from_opening_key(other)));
        CHECK(is_damaged(file, some_key()));
        CHECK(is_damaged(file, StreamKey::from_passphrase("nine brown camels at noon", k_cheap)));
    }
    const Bytes by_owner = written(content_of(7), StreamKey::from_opening_key(own));
    CHECK(read_back(by_owner, StreamKey::from_opening_key(own)).is_whole);
    CHECK(is_damaged(written(content_of(7), some_key()), StreamKey::from_opening_key(own)));
}

TEST_CASE("secret_stream: the beginning tells the kind, and for whom it is")
{
    SeededRandom random(5);
    const OpeningKey own = OpeningKey::make(random);
    const Bytes letter = written(content_of(9), StreamKey::sealed_to(own.address()));
    const Bytes key = written(content_of(9), some_key());
    const Bytes words = written(content_of(9), StreamKey::from_passphrase("قمر فوق جبل", k_cheap));
    CHECK(stream_key_kind(letter) == StreamKeyKind::letter);
    CHECK(stream_key_kind(key) == StreamKeyKind::key);
    CHECK(stream_key_kind(words) == StreamKeyKind::passphrase);
    CHECK(stream_address(letter) == own.address());
    CHECK_FALSE(stream_address(ByteView(letter).first(k_stream_address_end - 1)));
    CHECK_FALSE(stream_address(key));
    // Programs that know no letters read version 1 alone; they refuse at the first byte that differs.
    CHECK(letter[8] == 2);
    CHECK(key[8] == 1);
    CHECK(words[8] == 1);
    for (const std::uint8_t version : {std::uint8_t{0}, std::uint8_t{1}, std::uint8_t{3}}) {
        Bytes changed = letter;
        changed[8] = version;
        CHECK_FALSE(stream_key_kind(changed));
        changed = key;
        changed[8] = static_cast<std::uint8_t>(version == 1 ? 2 : version);
        CHECK_FALSE(stream_key_kind(changed));
    }
    CHECK_FALSE(stream_key_kind(ByteView(letter).first(k_stream_kind_size - 1)));
    Bytes later = letter;
    later[8] = 3;
    CHECK(is_later_stream(later));
    CHECK_FALSE(is_later_stream(letter));
    CHECK_FALSE(is_later_stream(key));
    CHECK_FALSE(is_later_stream(ByteView(later).first(8)));
    later[0] = 'X';
    CHECK_FALSE(is_later_stream(later));
}

TEST_CASE("secret_stream: files that were written before there were letters open as ever")
{
    // Written by the program of 2026-11-22, byte for byte.
    const auto by_key = from_hex(
        "54415157494d53530100000000000000000000000000e7474ec3e99056dd2cd161e20d95c806328982f77d95de"
        "78f1763d830824a84a2e99ef52a59c2cd1d0db731a0130cd8873fe45b4dc784676cc8e928f176128f9833ddb70"
        "97886a9978e6369d24864a686dbab76f");
    const auto by_words = from_hex(
        "54415157494d53530101010000000020000000000000ef4f3aaef39605d74eadb886f08727abd0f42922a4c933"
        "8f41fe6255db0da9da9412dceda6598e1c34ab3e2c5cdf63d3423a859edccab9dcb17e7ca7b73120e5709e72db"
        "f3511f2c8b18468bd5cd815603b69c43");
    REQUIRE(by_key);
    REQUIRE(by_words);
    const Reading key =
        read_back(*by_key, StreamKey::from_key(*MasterKey::from_bytes(Bytes(32, 7))));
    CHECK(key.is_whole);
    CHECK(text_of(key.content) == "written by an older program");
    const Reading words =
        read_back(*by_words, StreamKey::from_passphrase("nine brown camels at noon"));
    CHECK(words.is_whole);
    CHECK(text_of(words.content) == "written by an older program");
}

TEST_CASE("secret_stream: a changed bit anywhere is found")
{
    const StreamKey key = some_key();
    const Bytes file = written(content_of(300), key);
    for (std::size_t i = 0; i < file.size(); ++i) {
        Bytes changed = file;
        changed[i] ^= 0x01;
        CHECK_MESSAGE(is_damaged(changed, key), i);
    }
    // With a passphrase the passes and the memory count too; what they would cost is bounded.
    const StreamKey words = StreamKey::from_passphrase("قمر فوق جبل عال", k_cheap);
    const Bytes by_words = written(content_of(10), words);
    for (std::size_t i = 0; i < k_header; ++i) {
        Bytes changed = by_words;
        changed[i] ^= 0x01;
        CHECK_MESSAGE(is_damaged(changed, words), i);
    }
    // So with a letter: address and letter are proved too, also for who has the file's key already.
    SeededRandom random(5);
    const OpeningKey own = OpeningKey::make(random);
    const StreamKey sealed = StreamKey::sealed_to(own.address());
    const Bytes by_letter = written(content_of(10), sealed);
    for (std::size_t i = 0; i < by_letter.size(); ++i) {
        Bytes changed = by_letter;
        changed[i] ^= 0x01;
        CHECK_MESSAGE(is_damaged(changed, StreamKey::from_opening_key(own)), i);
        CHECK_MESSAGE(is_damaged(changed, sealed), i);
    }
    Bytes greedy = by_words;
    std::fill(greedy.begin() + 10, greedy.begin() + 22, 0xFF);
    CHECK(is_damaged(greedy, words));
}

TEST_CASE("secret_stream: a file that was cut off is found, wherever it was cut")
{
    const StreamKey key = some_key();
    const Bytes file = written(content_of(2 * k_chunk + 100), key);
    const std::size_t whole_chunk = k_chunk + k_proof;
    for (const std::size_t size :
         {std::size_t{0}, k_header - 1, k_header, k_header + 5, k_header + whole_chunk - 1,
          k_header + whole_chunk, k_header + whole_chunk + 20, k_header + 2 * whole_chunk,
          file.size() - 1})
        CHECK_MESSAGE(is_damaged(ByteView(file).first(size), key), size);

    Bytes unfinished;
    {
        SecretStreamWriter writer(
            [&](ByteView bytes) {
                unfinished.insert(unfinished.end(), bytes.begin(), bytes.end());
            },
            key);
        writer.write(content_of(k_chunk + 1));
    }
    CHECK(is_damaged(unfinished, key));
}

TEST_CASE("secret_stream: chunks that were exchanged, repeated, left out or added are found")
{
    const StreamKey key = some_key();
    const Bytes file = written(content_of(3 * k_chunk), key);
    const auto part = [&](std::size_t chunk) {
        const auto from =
            file.begin() + static_cast<std::ptrdiff_t>(k_header + chunk * (k_chunk + k_proof));
        return Bytes(from, from + static_cast<std::ptrdiff_t>(k_chunk + k_proof));
    };
    const auto assembled = [&](std::initializer_list<std::size_t> chunks) {
        Bytes all(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(k_header));
        for (const std::size_t chunk : chunks) {
            const Bytes one = part(chunk);
            all.insert(all.end(), one.begin(), one.end());
        }
        return all;
    };
    CHECK(assembled({0, 1, 2}) == file);
    CHECK(is_damaged(assembled({1, 0, 2}), key));
    CHECK(is_damaged(assembled({0, 0, 1, 2}), key));
    CHECK(is_damaged(assembled({0, 2}), key));
    CHECK(is_damaged(assembled({2}), key));
    CHECK(is_damaged(assembled({0, 1, 2, 2}), key));
    Bytes longer = file;
    longer.push_back(0);
    CHECK(is_damaged(longer, key));
}

TEST_CASE("secret_stream: nothing is written after the end")
{
    Bytes file;
    SecretStreamWriter writer(
        [&](ByteView bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); }, some_key());
    writer.write(bytes_of("x"));
    writer.finish();
    const std::size_t size = file.size();
    writer.finish();
    CHECK(file.size() == size);
    CHECK_THROWS_AS(writer.write(bytes_of("y")), CryptoFault);
}
