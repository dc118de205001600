// The school's register of issued documents: each with its serial, what it says as it is signed, and its file's digest.
// Nothing in it is changed or deleted; a document ends by another in its place or by being revoked.
//
//   const auto issued = register.issue(act, school, drafts, print);    // signed, numbered, printed and entered, or none
//   const auto entry = register.find(school, serial);
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/day.h"
#include "documents/signed_content.h"
#include "documents/signing_keys.h"
#include "school/record.h"

namespace taqwim::documents {

// A document to be issued. Serial, day and school of the content are set when it is.
struct Draft {
    std::int64_t student_id = 0;
    std::int64_t school_year_id = 0;
    DocumentContent content;
    // The document in whose place it stands: of the same student and kind, and standing.
    std::optional<std::int64_t> replaces = std::nullopt;
};

// The file of a signed content, which it carries. The same content gives the same bytes.
using Printer =
    std::function<Result<std::string>(const Draft& draft, const SignedContent& content)>;

struct Issued {
    std::int64_t document_id = 0;
    std::string serial;
    std::string file;
};

struct IssuedTogether {
    school::Answer answer;          // the serials, as a client is told
    std::vector<Issued> documents;  // none for a repeat: nothing is printed twice
};

struct RegisterEntry {
    std::int64_t document_id = 0;
    std::string serial;
    std::string kind;
    std::int64_t student_id = 0;
    std::int64_t school_year_id = 0;
    SignedContent content;
    crypto::Digest file_digest;
    Day issued_on;
    std::string issued_as;           // the role
    std::int64_t issued_person = 0;  // the member of staff
    std::string replaces;            // a serial; else empty
    std::string replaced_by;         // a serial; else empty
    std::string revoked_on;          // a day; else empty
    std::string reason;              // of being revoked
};

// What can be said of a content that somebody shows.
struct Standing {
    Genuineness genuineness = Genuineness::key_unknown;
    bool is_registered = false;  // the register has this very content under its serial
    std::optional<RegisterEntry> entry;
};

// Safe to share between threads.
class Register {
public:
    Register(school::Record& record, SigningKeys& keys) : record_(record), keys_(keys) {}

    // All of them in one write, in their order. Refuses with document_key_missing and document_key_closed, record_unknown (a
    // student or year of another school, a document to be replaced), document_ended (that one does not stand any more), and
    // what the printer refuses. At most k_most_together.
    [[nodiscard]] Result<IssuedTogether> issue(const school::Act& act, SchoolId school,
                                               std::span<const Draft> drafts, const Printer& print);

    // Refuses with record_unknown, reason_missing and document_ended.
    [[nodiscard]] Result<school::Answer> revoke(const school::Act& act, SchoolId school,
                                                const std::string& serial,
                                                const std::string& reason);

    [[nodiscard]] std::optional<RegisterEntry> find(SchoolId school, const std::string& serial);
    [[nodiscard]] std::vector<RegisterEntry> of_student(SchoolId school, std::int64_t student);

    // Whether the content was issued, and whether it still stands.
    [[nodiscard]] Standing standing(SchoolId school, const SignedContent& content);

    static constexpr std::size_t k_most_together = 200;

private:
    school::Record& record_;
    SigningKeys& keys_;
};

}  // namespace taqwim::documents
