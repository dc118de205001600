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
#include <string_view>
#include <vector>

#include "core/day.h"
#include "documents/signed_content.h"
#include "documents/signing_keys.h"
#include "school/record.h"

namespace taqwim::documents {

// A document to be issued. Serial and day of the content are set when it is.
struct Draft {
    std::optional<std::int64_t> student_id = std::nullopt;  // none: about the class
    std::optional<std::int64_t> class_id =
        std::nullopt;  // of that year; may be left out where there is a student
    std::int64_t school_year_id = 0;
    DocumentContent content;
    // The document in whose place it stands: of the same student and kind, and standing.
    std::optional<std::int64_t> replaces = std::nullopt;
    // How it was ordered, to order it again: part, "ar" or "en", "arabic_indic" or "western".
    std::string part = {};
    std::string language = "ar";
    std::string digits = "arabic_indic";
    // Of a kind that is about one entry of the record: which.
    std::optional<std::int64_t> entry_id = std::nullopt;
    // The version of the template that it is printed with (templates/); none: without one.
    std::optional<std::int64_t> template_version_id = std::nullopt;
    // The request that it answers (document_requests.h).
    std::optional<std::int64_t> request_id = std::nullopt;
};

// The file of a signed content, which it carries. The same content gives the same bytes.
using Printer = std::function<Result<std::string>(std::size_t index, const Draft& draft,
                                                  const SignedContent& content)>;

// Fills in the documents within the write that issues them, so that they say what stands at that moment.
using Drafter = std::function<Result<std::vector<Draft>>(database::Session&)>;

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
    std::optional<std::int64_t> student_id;
    std::optional<std::int64_t> class_id;
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
    std::string part;
    std::string
        language;  // empty, as digits are: not known of one issued before requests were kept
    std::string digits;
    std::optional<std::int64_t> template_version_id;
    std::string template_name;                    // empty: printed without one
    std::optional<std::int64_t> template_number;  // of the version among those of its template
    std::optional<std::int64_t> entry_id;
    // PG-24.RC.5: why it stands in another's place: lost, damaged, burnt, stolen, amendment; else empty.
    std::string because;

    [[nodiscard]] bool stands() const { return replaced_by.empty() && revoked_on.empty(); }
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
    // student, class or year of another school, a document to be replaced), document_ended (that one does not stand any more), and
    // what drafter and printer refuse. One to k_most_together.
    [[nodiscard]] Result<IssuedTogether> issue(const school::Act& act, SchoolId school,
                                               const Drafter& drafts, const Printer& print);
    [[nodiscard]] Result<IssuedTogether> issue(const school::Act& act, SchoolId school,
                                               std::span<const Draft> drafts, const Printer& print);

    // Why nothing can be issued at this moment: document_key_missing or document_key_closed.
    [[nodiscard]] std::optional<Refusal> refuses_issue(SchoolId school);

    // Refuses with record_unknown, reason_missing and document_ended.
    [[nodiscard]] Result<school::Answer> revoke(const school::Act& act, SchoolId school,
                                                const std::string& serial,
                                                const std::string& reason);

    [[nodiscard]] std::optional<RegisterEntry> find(SchoolId school, const std::string& serial);
    // In the order in which they were issued; also what was issued to a record that was merged into this one.
    [[nodiscard]] std::vector<RegisterEntry> of_student(SchoolId school, std::int64_t student);
    // Those of the class itself and of its students, as it was issued for that class.
    [[nodiscard]] std::vector<RegisterEntry> of_class(SchoolId school, std::int64_t class_id);

    // The same within a write that does more.
    [[nodiscard]] static std::optional<RegisterEntry> find_within(database::Session& session,
                                                                  SchoolId school,
                                                                  const std::string& serial);
    // All of a kind that were issued about that entry of the record, in the order in which they were issued.
    [[nodiscard]] static std::vector<RegisterEntry> of_entry(database::Session& session,
                                                             SchoolId school, std::string_view kind,
                                                             std::int64_t entry_id);
    // document_ended when it was replaced or revoked.
    [[nodiscard]] static std::optional<Refusal> refuses_ended(database::Session& session,
                                                              SchoolId school,
                                                              const RegisterEntry& entry);

    // The bytes that were given out. Throws std::logic_error for an entry of another register.
    [[nodiscard]] std::string file_of(SchoolId school, const RegisterEntry& entry);

    // Whether the content was issued, and whether it still stands.
    [[nodiscard]] Standing standing(SchoolId school, const SignedContent& content);

    static constexpr std::size_t k_most_together = 200;

private:
    school::Record& record_;
    SigningKeys& keys_;
};

}  // namespace taqwim::documents
