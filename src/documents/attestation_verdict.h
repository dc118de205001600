// PG-24.T, PG-24.TR: what the guide says to a document that is to be attested or whose translation is to be signed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "documents/attestations.h"

namespace taqwim::documents {

// What the guide says to what is asked for.
struct AttestationVerdict {
    std::string outcome;
    std::string signer;       // of what is to be signed
    std::string refused_for;  // of what is refused
    std::string clause;
};

// What is asked for, with the document found in the record.
struct AskedDocument {
    AttestationAsked asked;
    std::optional<std::int64_t> document_id;
    std::int64_t student_id = 0;
    std::string title;
    std::string number;
    PaperKind::Attested kind = PaperKind::Attested::school_document;
    std::string language;
};

// The document, and what cannot even be entered. Refuses with value_not_listed (what the guide lets nobody attest or sign, a
// translation of what was issued in Arabic alone), field_missing, record_unknown and document_ended.
[[nodiscard]] Result<AskedDocument> find_asked(database::Session& session, SchoolId school,
                                               const AttestationAsked& asked,
                                               const PaperKinds& kinds);

[[nodiscard]] AttestationVerdict verdict_of(const AskedDocument& asked);

// Whether the register of documents numbers what came from there.
[[nodiscard]] bool is_of_register(std::string_view source);

}  // namespace taqwim::documents
