// What an issued document says, in a form that is signed and that anyone can read: name, marks and decision themselves,
// not a number to look them up by. It stands in the document's QR code, is attached to its file, and is what a school's
// register keeps. Who has the school's public key can tell without a network whether it was issued so.
//
//   const std::string text = canonical_text(content);
//   const SignedContent signed_content = sign(text, key);
//   print_qr(qr_text(signed_content));                                   // "TQ1:…"
//   const auto read = read_qr(scanned);
//   const Genuineness found = check(*read, keys);
//
// The forms are fixed: documents of years ago must still verify. Another form is another version beside the old one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "platform/crypto/signature.h"

namespace taqwim::documents {

// One line of what the document says, as it is printed: "الرياضيات", "88.5".
struct ContentLine {
    std::string label;
    std::string value;

    friend bool operator==(const ContentLine&, const ContentLine&) = default;
};

struct DocumentContent {
    std::string serial;       // of the school's register: serial.h
    std::string kind;         // "certificate": the name of the document's folder
    std::string title;        // as printed
    std::string school;       // its name as printed
    std::string student;      // the name as printed
    std::string school_year;  // "1447", "2025/2026"
    Day issued_on;
    std::vector<ContentLine> lines;  // marks, then decision
    std::string replaces;  // the serial of the document in whose place it stands; else empty

    friend bool operator==(const DocumentContent&, const DocumentContent&) = default;
};

// Compact JSON with its names in one order: the same content gives the same text.
[[nodiscard]] std::string canonical_text(const DocumentContent& content);
// Refuses what is not a content of version 1, as JSON is refused: with its place.
[[nodiscard]] Result<DocumentContent> parse_content(std::string_view text);

struct SignedContent {
    std::string text;    // canonical
    std::string key_id;  // crypto::PublicKey::id
    crypto::Signature signature;

    friend bool operator==(const SignedContent&, const SignedContent&) = default;
};

[[nodiscard]] SignedContent sign(std::string text, const crypto::SigningKey& key);

enum class Genuineness : std::uint8_t {
    genuine,      // signed with this key, and nothing of it was changed
    changed,      // the key is known, the signature is not of this text
    key_unknown,  // signed with a key that is not among these
};

[[nodiscard]] Genuineness check(const SignedContent& content,
                                std::span<const crypto::PublicKey> keys);

// What the QR code holds: version, key, signature and the packed text in letters that QR codes pack best.
[[nodiscard]] std::string qr_text(const SignedContent& content);
// Nothing for a text that is not of that form, or is cut. Whether it is genuine, `check` says.
[[nodiscard]] std::optional<SignedContent> read_qr(std::string_view text);

// The name under which it is attached to the file.
inline constexpr const char* k_attachment_name = "taqwim-document.json";
// What is attached to the file: {"content": …, "key_id": …, "signature": …}.
[[nodiscard]] std::string attachment_text(const SignedContent& content);
[[nodiscard]] Result<SignedContent> read_attachment(std::string_view text);

}  // namespace taqwim::documents
