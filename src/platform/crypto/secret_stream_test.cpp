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
