#include <doctest/doctest.h>

#include <string>

#include "core/refusal_codes.h"
#include "platform/crypto/bytes.h"
#include "platform/crypto/password.h"

using namespace taqwim::crypto;
using taqwim::Refusal;
using taqwim::RefusalCode;

namespace {

// The least that argon2id can do: the tests are about what is matched, not about its cost.
constexpr PasswordCost k_cheap = {8 * 1024, 1};

std::string code_of(std::string_view password)
{
    const auto refusal = refuses_password(password);
    if (!refusal)
        return "";
    CHECK(refusal->field == "/password");
    for (const auto& [name, value] : refusal->arguments)
        CHECK(value.find(password) == std::string::npos);
    return std::string(to_text(refusal->code));
}

std::string repeated(std::string_view text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

}  // namespace

TEST_CASE("password: twelve letters are enough, eleven are not, Arabic ones count one each")
{
    CHECK(code_of("mint 47 roof") == "");
    CHECK(code_of("mint 47 roo") == "password_too_short");
    CHECK(code_of("قمر فوق جبل٧") == "");
    CHECK(code_of("قمر فوق جبل") == "password_too_short");
    CHECK(code_of("\xF0\x9F\x8C\x99 mint roof 4") == "");
    CHECK(code_of("\xF0\x9F\x8C\x99 mint roof") == "password_too_short");
}

TEST_CASE("password: 128 letters are allowed, 129 are not")
{
    const std::string base =
        repeated("قمر فوق جبل ", 11).substr(0);  // 132 letters of which spaces are one byte
    std::string letters;
    // 128 code points: "مق" and so on, without a period of up to four letters.
    for (int i = 0; i < 64; ++i)
        letters += std::string("م") + static_cast<char>('a' + i % 26);
    CHECK(code_of(letters) == "");
    CHECK(code_of(letters + "x") == "password_too_long");
    CHECK(code_of(repeated("قمر فوق جبل ", 11)) == "password_too_long");
    CHECK(code_of(std::string(1 << 20, 'x')) == "password_too_long");
}

TEST_CASE("password: what everybody tries first is refused, with digits and signs around it too")
{
    for (const std::string common :
         {"password1234", "Password@2026", "P@ssw0rd!!!!", "administrator", "1234password1234",
          "qwertyuiop12", "1q2w3e4r5t6y", "iloveyouforever", "passwordpassword", "mohammed1985!",
          "كلمة المرور", "كلمةُ المُرورِ", "كلمه المرور ١٢", "بسم الله الرحمن الرحيم", "عبدالله١٩٨٥!",
          "مدير المدرسة", "ضصثقفغعهخحجد", "وزارة التعليم"})
        CHECK_MESSAGE(code_of(common + "!!") == "password_too_common", common);
    for (const std::string pattern :
         {"123456789012", "١٢٣٤٥٦٧٨٩٠١٢", "098765432109", "aaaaaaaaaaaa", "abcabcabcabc",
          "1212121212121", "abcdefghijkl", "zyxwvutsrqpo", "اااااااااااا", "20262026202620"})
        CHECK_MESSAGE(code_of(pattern) == "password_too_common", pattern);
    for (const std::string fine :
         {"correct horse battery", "passwordless mint", "قمر فوق جبل عال", "847362918475"})
        CHECK_MESSAGE(code_of(fine) == "", fine);
}

TEST_CASE("password: what is not UTF-8 is refused and matches nothing")
{
    CHECK(code_of("\xC3\x28 mint roof 47") == "field_wrong_type");
    CHECK_THROWS_AS(static_cast<void>(hash_password("\xC3\x28", k_cheap)), CryptoFault);
    CHECK_FALSE(password_matches(hash_password("mint 47 roof", k_cheap), "\xC3\x28"));
}

TEST_CASE("password: the kept text matches its password alone, and is another one each time")
{
    const std::string kept = hash_password("قمر فوق جبل عال", k_cheap);
    CHECK(kept.starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
    CHECK(kept != hash_password("قمر فوق جبل عال", k_cheap));
    CHECK(password_matches(kept, "قمر فوق جبل عال"));
    CHECK_FALSE(password_matches(kept, "قمر فوق جبل عالي"));
    CHECK_FALSE(password_matches(kept, ""));
    for (std::size_t i = kept.size() - 20; i < kept.size() - 1; ++i) {
        std::string changed = kept;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        CHECK_FALSE(password_matches(changed, "قمر فوق جبل عال"));
    }
    for (const std::string& wrong : {std::string(), std::string("plain"), std::string(500, '$'),
                                     kept.substr(0, kept.size() - 1), kept + '\0'})
        CHECK_FALSE(password_matches(wrong, "قمر فوق جبل عال"));
}

TEST_CASE("password: a text of libsodium's own tests matches")
{
    CHECK(password_matches(
        "$argon2id$v=19$m=256,t=3,p=1$MDEyMzQ1Njc$G5ajKFCoUzaXRLdz7UJb5wGkb2Xt+X5/GQjUYtS2+TE",
        "password"));
}

TEST_CASE("password: the same keys on another keyboard are the same password")
{
    // Digits of three kinds, a blank of another width, and an alef with its hamza as two characters.
    const std::string kept = hash_password("أمل 2026 نافذة", k_cheap);
    CHECK(password_matches(kept, "أمل ٢٠٢٦ نافذة"));
    CHECK(password_matches(kept, "أمل ۲۰۲۶ نافذة"));
    CHECK(password_matches(kept, "أمل\xC2\xA0"
                                 "2026 نافذة"));
    CHECK(password_matches(kept, "ا\xD9\x94مل 2026 نافذة"));
    CHECK_FALSE(password_matches(kept, "امل 2026 نافذة"));
}

TEST_CASE("password: a text of another cost is made anew")
{
    const std::string kept = hash_password("mint 47 roof", k_cheap);
    CHECK_FALSE(needs_rehash(kept, k_cheap));
    CHECK(needs_rehash(kept, {k_cheap.memory_bytes, 2}));
    CHECK(needs_rehash(kept, {k_cheap.memory_bytes * 2, 1}));
    CHECK(needs_rehash("plain", k_cheap));
    CHECK_THROWS_AS(static_cast<void>(hash_password("mint 47 roof", {1, 1})), CryptoFault);
    spend_time_of_matching("mint 47 roof", k_cheap);
    spend_time_of_matching("\xC3\x28", k_cheap);
}

TEST_CASE("password: a key is of the password's one form, its salt and its cost")
{
    constexpr PasswordCost cheap{.memory_bytes = 8192, .passes = 1};
    constexpr PasswordCost dearer{.memory_bytes = 16'384, .passes = 1};
    const Bytes salt(k_password_salt_size, 7);
    const Bytes other_salt(k_password_salt_size, 8);
    const auto hex = [](const std::optional<MasterKey>& key) {
        return to_hex(key.value().bytes());
    };
    const std::string key = hex(key_of_password("green lantern 12", salt, cheap));
    CHECK(key.size() == 64);
    // The digits of an Arabic keyboard are the same keys.
    CHECK(hex(key_of_password("green lantern \u0661\u0662", salt, cheap)) == key);
    CHECK(hex(key_of_password("green lantern 13", salt, cheap)) != key);
    CHECK(hex(key_of_password("green lantern 12", other_salt, cheap)) != key);
    CHECK(hex(key_of_password("green lantern 12", salt, dearer)) != key);
    CHECK_FALSE(key_of_password("\xFF", salt, cheap).has_value());
    CHECK_FALSE(key_of_password("green lantern 12", Bytes(15), cheap).has_value());
}
