#include "app/server/holders_key.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/refusal_codes.h"
#include "platform/crypto/random.h"

using namespace taqwim;
using namespace taqwim::app;

namespace {

constexpr crypto::PasswordCost k_cheap = {8 * 1024, 1};
const Instant k_now = *Instant::parse("2026-11-23T06:00:00Z");

std::string passphrase_of(int number)
{
    return "nine brown camels no. " + std::to_string(number);
}

std::vector<NewHolder> holders(std::vector<std::string> labels)
{
    std::vector<NewHolder> made;
    for (std::string& label : labels) {
        const std::string words = passphrase_of(static_cast<int>(made.size()) + 1);
        made.push_back({std::move(label), crypto::SecretBytes(crypto::bytes_of(words))});
    }
    return made;
}

const std::vector<std::string> k_three = {"مدير المدرسة", "الوكيل", "سجلّ الطلاب"};

HoldersKey made_of(const std::vector<std::string>& labels, int needed, std::uint64_t seed = 1)
{
    crypto::SeededRandom random(seed);
    auto made = HoldersKey::make(holders(labels), needed, k_now, k_cheap, random);
    REQUIRE(made);
    return std::move(*made);
}

// The shares of the holders with these numbers, each opened with its own passphrase.
std::vector<crypto::KeyShare> shares_of(const HoldersKey& key, const std::vector<int>& numbers)
{
    std::vector<crypto::KeyShare> shares;
    for (const int number : numbers) {
        auto share = key.open_share(key.holders().at(static_cast<std::size_t>(number - 1)),
                                    passphrase_of(number));
        REQUIRE(share);
        shares.push_back(std::move(*share));
    }
    return shares;
}

template <class T>
std::string code_of(const Result<T>& result)
{
    return std::string(result ? "" : to_text(result.refusal().code));
}

std::string argument(const Refusal& refusal, std::string_view name)
{
    for (const auto& [key, value] : refusal.arguments)
        if (key == name)
            return value;
    return "";
}

}  // namespace

TEST_CASE("backup key: fewer holders than are needed open nothing, just as many and more do")
{
    const HoldersKey key = made_of({"a b", "c d", "e f", "g h", "i j"}, 3);
    for (const std::vector<int>& enough :
         {std::vector{1, 2, 3}, {5, 3, 1}, {2, 4, 5}, {1, 2, 3, 4}, {5, 4, 3, 2, 1}}) {
        const auto opened = key.open(shares_of(key, enough));
        REQUIRE(opened);
        CHECK(opened->address() == key.address());
    }
    for (const std::vector<int>& few : {std::vector<int>{}, {1}, {4, 2}, {3, 3, 3}}) {
        const auto opened = key.open(shares_of(key, few));
        REQUIRE(code_of(opened) == "backup_shares_missing");
        CHECK(argument(opened.refusal(), "expected") == "3");
        CHECK(argument(opened.refusal(), "value") ==
              std::to_string(few.size() == 3 ? 1 : few.size()));
    }
}

TEST_CASE("backup key: a share opens with its own holder's passphrase alone")
{
    const HoldersKey key = made_of(k_three, 2);
    CHECK(key.open_share(key.holders()[0], passphrase_of(1)));
    CHECK_FALSE(key.open_share(key.holders()[0], passphrase_of(2)));
    CHECK_FALSE(key.open_share(key.holders()[0], "nine brown camels no. 1 "));
    CHECK_FALSE(key.open_share(key.holders()[0], ""));
    // Digits as an Arabic keyboard has them are the same passphrase: crypto/password.h.
    CHECK(key.open_share(key.holders()[0], "nine brown camels no. ١"));
}

TEST_CASE("backup key: shares of another document are of no use, not even of the same key")
{
    const HoldersKey first = made_of(k_three, 2, 1);
    const HoldersKey other = made_of(k_three, 2, 2);
    CHECK(first.address() != other.address());
    std::vector<crypto::KeyShare> mixed = shares_of(first, {1});
    mixed.push_back(std::move(shares_of(other, {2}).front()));
    const auto refused = first.open(mixed);
    REQUIRE(code_of(refused) == "backup_shares_missing");
    CHECK(argument(refused.refusal(), "value") == "1");

    const auto opened = first.open(shares_of(first, {1, 3}));
    REQUIRE(opened);
    crypto::SeededRandom random(3);
    const auto anew = HoldersKey::share_anew(*opened, holders(k_three), 2, k_now, k_cheap, random);
    REQUIRE(anew);
    CHECK(anew->address() == first.address());
    CHECK(anew->id() == first.id());
    CHECK(anew->id() != other.id());
    CHECK(anew->open(shares_of(*anew, {2, 3})));
    std::vector<crypto::KeyShare> of_both = shares_of(*anew, {1});
    of_both.push_back(std::move(shares_of(first, {2}).front()));
    CHECK(code_of(anew->open(of_both)) == "backup_shares_missing");
    // The same label, number and passphrase, and yet another place.
    CHECK_FALSE(anew->open_share(first.holders()[0], passphrase_of(1)));
    // Who kept the old document and enough of its passphrases still opens.
    CHECK(first.open(shares_of(first, {1, 2})));
}

TEST_CASE("backup key: new hands may be more or fewer, and what was sealed before opens")
{
    const HoldersKey first = made_of(k_three, 2);
    const crypto::Bytes letter =
        crypto::seal_to(first.address(), crypto::bytes_of("a backup's key"));
    const auto opened = first.open(shares_of(first, {2, 3}));
    REQUIRE(opened);
    crypto::SeededRandom random(4);
    const auto anew = HoldersKey::share_anew(*opened, holders({"v v", "w w", "x x", "y y"}), 4,
                                             k_now, k_cheap, random);
    REQUIRE(anew);
    CHECK(anew->needed() == 4);
    CHECK(code_of(anew->open(shares_of(*anew, {1, 2, 3}))) == "backup_shares_missing");
    const auto key = anew->open(shares_of(*anew, {1, 2, 3, 4}));
    REQUIRE(key);
    const auto content = key->open(letter);
    REQUIRE(content);
    CHECK(content->text() == "a backup's key");
}

TEST_CASE("backup key: the document is read as it was written and holds no secret")
{
    const HoldersKey key = made_of(k_three, 2);
    const std::string text = key.to_text();
    const auto read = HoldersKey::parse(text, "school.key.json");
    REQUIRE(read);
    CHECK(read->to_text() == text);
    CHECK(read->id() == key.id());
    CHECK(read->made_at() == k_now);
    CHECK(read->holders().at(2).label == k_three[2]);
    CHECK(read->open(shares_of(*read, {1, 2})));
    const auto opened = key.open(shares_of(key, {1, 2}));
    REQUIRE(opened);
    CHECK(text.find(crypto::to_base64url(opened->bytes())) == std::string::npos);
    for (const crypto::KeyShare& share : shares_of(key, {1, 2, 3}))
        CHECK(text.find(crypto::to_base64url(share.bytes.view())) == std::string::npos);
    CHECK(text.find("camels") == std::string::npos);
    // Blanks between its parts, as a mail program may change them, say nothing.
    std::string with_other_ends;
    for (const char letter : text)
        with_other_ends.append(letter == '\n' ? "\r\n" : std::string(1, letter));
    CHECK(HoldersKey::parse(with_other_ends, "school.key.json"));
}

TEST_CASE("backup key: a changed bit anywhere in the document is found")
{
    const std::string text = made_of(k_three, 2).to_text();
    for (std::size_t i = 0; i < text.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            std::string changed = text;
            changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
            const auto read = HoldersKey::parse(changed, "school.key.json");
            REQUIRE_MESSAGE(code_of(read) == "backup_damaged", i << ' ' << bit);
            REQUIRE(argument(read.refusal(), "file") == "school.key.json");
        }
}

TEST_CASE(
    "backup key: a document that is cut, empty, of another kind or of a newer program is refused")
{
    const std::string text = made_of(k_three, 2).to_text();
    const auto place = [](const std::string& changed) {
        const auto read = HoldersKey::parse(changed, "k");
        REQUIRE(code_of(read) == "backup_damaged");
        return argument(read.refusal(), "place");
    };
    CHECK(place("") == "key_document");
    CHECK(place("{}") == "key_document");
    CHECK(place("[]") == "key_document");
    CHECK(place(text.substr(0, text.size() / 2)) == "key_document");
    CHECK(place(text + text) == "key_document");
    const auto with = [&](std::string_view old, std::string_view other) {
        std::string changed = text;
        const std::size_t at = changed.find(old);
        REQUIRE(at != std::string::npos);
        return changed.replace(at, old.size(), other);
    };
    CHECK(place(with("\"version\": 1", "\"version\": 2")) == "newer_key_document");
    CHECK(place(with("\"version\": 1", "\"version\": 0")) == "key_document");
    CHECK(place(with("\"needed\": 2", "\"needed\": 3")) == "key_document");
    CHECK(place(with("\"needed\": 2", "\"needed\": 1")) == "key_document");
    CHECK(place(with("الوكيل", "الوكيلة")) == "key_document");
    CHECK(place(with("\"passes\": 1", "\"passes\": 4000000000")) == "key_document");
    CHECK(place(with("\"digest\"", "\"more\": 1, \"digest\"")) == "key_document");
}

TEST_CASE("backup key: who tells other labels or numbers in the document opens no share by it")
{
    // The digest can be made anew by anybody; what the shares are sealed to cannot.
    const HoldersKey key = made_of(k_three, 2);
    BackupKeyHolder renamed = key.holders()[0];
    renamed.label = "somebody else";
    CHECK_FALSE(key.open_share(renamed, passphrase_of(1)));
    BackupKeyHolder moved = key.holders()[0];
    moved.number = 2;
    CHECK_FALSE(key.open_share(moved, passphrase_of(1)));
}

TEST_CASE("backup key: a holder changes his passphrase alone")
{
    HoldersKey key = made_of(k_three, 2);
    crypto::SeededRandom random(9);
    const auto own = shares_of(key, {2});
    const auto weak = key.change_passphrase(own.front(), "short", k_cheap, random);
    REQUIRE(weak);
    CHECK(to_text(weak->code) == "password_too_short");
    CHECK(key.open_share(key.holders()[1], passphrase_of(2)));
    CHECK_FALSE(key.change_passphrase(own.front(), "forty yellow boats", k_cheap, random));
    const auto read = HoldersKey::parse(key.to_text(), "k");
    REQUIRE(read);
    CHECK_FALSE(read->open_share(read->holders()[1], passphrase_of(2)));
    std::vector<crypto::KeyShare> shares = shares_of(*read, {3});
    auto changed = read->open_share(read->holders()[1], "forty yellow boats");
    REQUIRE(changed);
    shares.push_back(std::move(*changed));
    CHECK(read->open(shares));
}

TEST_CASE("backup key: numbers of holders, labels and passphrases that cannot be are refused")
{
    crypto::SeededRandom random(1);
    const auto made = [&](const std::vector<std::string>& labels, int needed) {
        return code_of(HoldersKey::make(holders(labels), needed, k_now, k_cheap, random));
    };
    CHECK(made({"a", "b"}, 2).empty());
    CHECK(made({"a"}, 2) == "value_out_of_range");
    CHECK(made({"a", "b"}, 1) == "value_out_of_range");
    CHECK(made({"a", "b"}, 3) == "value_out_of_range");
    std::vector<std::string> many;
    for (int i = 0; i < k_most_holders; ++i)
        many.push_back("holder " + std::to_string(i));
    CHECK(made(many, k_most_holders).empty());
    many.emplace_back("one more");
    CHECK(made(many, 2) == "value_out_of_range");
    CHECK(made({"a", "b", "a"}, 2) == "record_exists");
    CHECK(made({"a", " a\t"}, 2) == "record_exists");
    CHECK(made({"a", "12"}, 2) == "field_wrong_type");
    CHECK(made({"a", "١٢"}, 2) == "field_wrong_type");
    CHECK(made({"a", "\x1B[2J"}, 2) == "field_wrong_type");
    CHECK(made({"a", "\xD8"}, 2) == "field_wrong_type");
    CHECK(made({"a", ""}, 2) == "field_wrong_type");
    CHECK(made({"a", std::string(k_most_of_a_label, 'x')}, 2).empty());
    CHECK(made({"a", std::string(k_most_of_a_label + 1, 'x')}, 2) == "field_wrong_type");
    std::vector<NewHolder> weak = holders({"a", "b"});
    weak[1].passphrase = crypto::SecretBytes(crypto::bytes_of("password1234"));
    CHECK_FALSE(HoldersKey::make(weak, 2, k_now, k_cheap, random));
}

TEST_CASE("backup key: a holder is found by label or number")
{
    const HoldersKey key = made_of(k_three, 2);
    CHECK(key.find("الوكيل") == &key.holders()[1]);
    CHECK(key.find(" الوكيل ") == &key.holders()[1]);
    CHECK(key.find("3") == &key.holders()[2]);
    CHECK(key.find("٣") == &key.holders()[2]);
    CHECK(key.find("4") == nullptr);
    CHECK(key.find("0") == nullptr);
    CHECK(key.find("") == nullptr);
    CHECK(key.find("الوكيلة") == nullptr);
}
