#include "documents/signed_content.h"

#include <doctest/doctest.h>

#include <array>

#include "core/refusal_codes.h"
#include "documents/base45.h"

using namespace taqwim;
using namespace taqwim::documents;

namespace {

DocumentContent a_certificate()
{
    return {.serial = "731-2026-000014",
            .kind = "certificate",
            .title = "شهادة",          // source-check: allow what a document says
            .school = "مدرسة المثال",  // source-check: allow what a document says
            .student =
                "نورة بنت عبد الرحمن بن سالم المثال",  // source-check: allow what a document says
            .school_year = "1447",
            .issued_on = *Day::parse("2026-06-11"),
            .lines = {{"الرياضيات", "88.5"},
                      {"القرار", "ناجحة"}},  // source-check: allow what a document says
            .replaces = ""};
}

crypto::SigningKey a_key(std::uint64_t seed)
{
    crypto::SeededRandom random(seed);
    return crypto::SigningKey::make(random);
}

}  // namespace

TEST_CASE("documents: base45 is that of RFC 9285")
{
    // The examples of the RFC, part 4.3.
    CHECK(to_base45(crypto::bytes_of("AB")) == "BB8");
    CHECK(to_base45(crypto::bytes_of("Hello!!")) == "%69 VD92EX0");
    CHECK(to_base45(crypto::bytes_of("base-45")) == "UJCLQE7W581");
    CHECK(to_base45(crypto::bytes_of("ietf!")) == "QED8WEX0");
    CHECK(to_base45({}).empty());
    const auto back = from_base45("QED8WEX0");
    REQUIRE(back.has_value());
    CHECK(crypto::text_of(*back) == "ietf!");

    CHECK_FALSE(from_base45("B").has_value());
    CHECK_FALSE(from_base45("BB8B").has_value());
    CHECK_FALSE(from_base45("bb8").has_value());
    CHECK_FALSE(from_base45("BB_").has_value());
    // FGW is 65535, GGW is 65536; U5 is 255, V5 is 256.
    CHECK(from_base45("FGW").has_value());
    CHECK_FALSE(from_base45("GGW").has_value());
    CHECK(from_base45("U5").has_value());
    CHECK_FALSE(from_base45("V5").has_value());
}

TEST_CASE("documents: a content has one text, which is read back as it was")
{
    const DocumentContent content = a_certificate();
    const std::string text = canonical_text(content);
    CHECK(text.starts_with(R"({"v":"1","serial":"731-2026-000014","kind":"certificate",)"));
    CHECK(text.ends_with(R"("replaces":""})"));
    const auto read = parse_content(text);
    REQUIRE(read);
    CHECK(*read == content);
    CHECK(canonical_text(*read) == text);
}

TEST_CASE("documents: a content that is none is refused with its place")
{
    const std::string text = canonical_text(a_certificate());
    const auto refused = [&](std::string_view from, std::string_view to) {
        std::string changed = text;
        changed.replace(changed.find(from), from.size(), to);
        const auto read = parse_content(changed);
        REQUIRE_FALSE(read);
        return read.refusal();
    };
    CHECK(refused(R"("v":"1")", R"("v":"2")").code == RefusalCode::value_not_listed);
    CHECK(refused(R"("v":"1",)", "").code == RefusalCode::field_missing);
    CHECK(refused(R"("v":"1")", R"("v":1)").field == "/v");
    CHECK(refused("2026-06-11", "2026-06-31").field == "/issued_on");
    CHECK(refused(R"(,"88.5"])", "]").field == "/lines/0");
    CHECK(refused(R"("replaces")", R"("remark")").code == RefusalCode::field_unknown);
    CHECK_FALSE(parse_content("[]"));
    CHECK_FALSE(parse_content(text + "x"));
    CHECK_FALSE(parse_content(std::string(20'000, ' ') + text));
}

TEST_CASE("documents: what is signed is genuine with its key alone, and no byte of it can change")
{
    const crypto::SigningKey key = a_key(1);
    const crypto::SigningKey other = a_key(2);
    const std::array both{other.public_key(), key.public_key()};
    const SignedContent content = sign(canonical_text(a_certificate()), key);
    CHECK(check(content, both) == Genuineness::genuine);
    CHECK(check(content, std::array{other.public_key()}) == Genuineness::key_unknown);
    CHECK(check(content, {}) == Genuineness::key_unknown);

    for (std::size_t i = 0; i < content.text.size(); ++i) {
        SignedContent changed = content;
        changed.text[i] = static_cast<char>(changed.text[i] ^ 1);
        CHECK(check(changed, both) == Genuineness::changed);
    }
    SignedContent of_other = content;
    of_other.key_id = other.public_key().id();
    CHECK(check(of_other, both) == Genuineness::changed);
    // What the key signs elsewhere, a head of the audit chain say, is no document.
    SignedContent bare = content;
    bare.signature = key.sign(crypto::bytes_of(content.text));
    CHECK(check(bare, both) == Genuineness::changed);
}

TEST_CASE("documents: a QR code carries the content itself, and a cut or foreign one is none")
{
    const crypto::SigningKey key = a_key(3);
    const SignedContent content = sign(canonical_text(a_certificate()), key);
    const std::string qr = qr_text(content);
    CHECK(qr.starts_with("TQ1:"));
    const auto read = read_qr(qr);
    REQUIRE(read.has_value());
    CHECK(*read == content);
    CHECK(check(*read, std::array{key.public_key()}) == Genuineness::genuine);

    for (std::size_t length = 0; length < qr.size(); ++length)
        if (const auto cut = read_qr(std::string_view(qr).substr(0, length)))
            CHECK(check(*cut, std::array{key.public_key()}) != Genuineness::genuine);
    CHECK_FALSE(read_qr("TQ2:" + qr.substr(4)).has_value());
    CHECK_FALSE(read_qr("https://example.org").has_value());
    CHECK_FALSE(read_qr("TQ1:").has_value());
}

TEST_CASE("documents: a QR code with any letter changed is never genuine as another content")
{
    const crypto::SigningKey key = a_key(4);
    const SignedContent content = sign(canonical_text(a_certificate()), key);
    const std::string qr = qr_text(content);
    for (std::size_t i = 4; i < qr.size(); ++i) {
        std::string changed = qr;
        changed[i] = changed[i] == '0' ? '1' : '0';
        const auto read = read_qr(changed);
        // A letter of the packing's head that nobody reads may leave the content as it is.
        if (read && read->text != content.text)
            CHECK(check(*read, std::array{key.public_key()}) != Genuineness::genuine);
    }
}

TEST_CASE("documents: the attachment holds the same, and what is none is refused")
{
    const SignedContent content = sign(canonical_text(a_certificate()), a_key(5));
    const auto read = read_attachment(attachment_text(content));
    REQUIRE(read);
    CHECK(*read == content);
    CHECK(read_attachment(R"({"content":"{}","key_id":"00","signature":"AA"})").refusal().code ==
          RefusalCode::signature_wrong);
    CHECK(read_attachment(R"({"content":"{}","key_id":"00"})").refusal().code ==
          RefusalCode::field_missing);
    CHECK_FALSE(read_attachment("{}"));
}

TEST_CASE("documents: a full certificate of twenty subjects and long names fits one QR code")
{
    DocumentContent content = a_certificate();
    content.lines.clear();
    for (int subject = 0; subject < 20; ++subject)
        content.lines.push_back({"المهارات الحياتية والأسرية " + std::to_string(subject),
                                 "99.75"});  // source-check: allow what a document says
    // The largest QR code of level M holds 3,391 letters of this alphabet (ISO/IEC 18004, table 7).
    CHECK(qr_text(sign(canonical_text(content), a_key(6))).size() <= 3391);
}
