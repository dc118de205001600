// Signatures under a sheet: the teacher's, then a second reader's, each under a digest of exactly what stood there.
//
// From the teacher's signature on the sheet changes by corrections alone. A correction does not touch the signature: it
// still says what was signed, and the sheet has to be signed anew as it stands now. A signature whose content cannot be
// found again in the ledger is broken.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity.h"
#include "core/refusal.h"
#include "marks/mark_sheet.h"
#include "marks/sheet_store.h"
#include "platform/crypto/digest.h"
#include "platform/database/session.h"
#include "school/record.h"

namespace taqwim::marks {

enum class SignatureKind : std::uint8_t { teacher, reviewer };
[[nodiscard]] std::string_view to_text(SignatureKind kind);

enum class SignatureState : std::uint8_t {
    intact,     // the sheet stands as it was signed
    corrected,  // as signed, and then changed by decided corrections: to be signed anew
    withdrawn,
    broken  // what was signed cannot be found again, or was changed without a correction
};
[[nodiscard]] std::string_view to_text(SignatureState state);

struct Signature {
    std::int64_t id = 0;
    SignatureKind kind = SignatureKind::teacher;
    std::int64_t sheet_version = 0;
    crypto::Digest digest;
    std::int64_t cells = 0;
    std::int64_t signed_by = 0;
    std::int64_t signed_person = 0;
    std::string signed_as;
    std::string signed_at;
    std::optional<std::string> withdrawn_at = std::nullopt;
    std::string withdrawn_reason = {};
    SignatureState state = SignatureState::intact;  // set by verified_signatures alone
};

// A cell without which the sheet cannot be signed.
struct MissingCell {
    std::int64_t student_id = 0;
    std::string column;       // of a group its first column
    bool is_awaited = false;  // "not yet" stands in it
};

// How far a sheet is.
struct Completeness {
    std::int64_t needed = 0;  // cells, and groups of which one cell is enough
    std::vector<MissingCell> missing;
};

// In the order of the sheet. Students who have left the class and those exempt lack nothing (PG-16.B.1).
[[nodiscard]] Completeness completeness_of(database::Session& session, const MarkSheet& sheet,
                                           Day today);

// What of it is missing.
[[nodiscard]] std::vector<MissingCell> missing_cells(database::Session& session,
                                                     const MarkSheet& sheet, Day today);

// What a signature is put under: the sheet, its columns, and its cells as they stood at that version.
[[nodiscard]] crypto::Digest digest_of_sheet(database::Session& session, const MarkSheet& sheet,
                                             std::int64_t sheet_version, std::int64_t& cells);

// Signs what the signer saw at `seen_version`; gives the signature's id. Refuses with record_unknown, year_sealed,
// sheet_changed, sheet_incomplete {value: cells that are missing}, signed_already; the reviewer also with
// sheet_not_signed and same_person (PG-16.B.5, PG-G.42).
[[nodiscard]] Result<std::int64_t> sign_sheet(school::Changes& changes, SheetId sheet,
                                              SignatureKind kind, std::int64_t seen_version);

// Takes all standing signatures away, so that marks can be typed again; before publication alone. Refuses with
// record_unknown, year_sealed, reason_missing, sheet_not_signed, published_already.
[[nodiscard]] std::optional<Refusal> withdraw_signatures(school::Changes& changes, SheetId sheet,
                                                         const std::string& reason);

// From the first to the last; their state is not looked at.
[[nodiscard]] std::vector<Signature> signatures_of_sheet(database::Session& session, SheetId sheet);
// The same with what the ledger says of each.
[[nodiscard]] std::vector<Signature> verified_signatures(database::Session& session,
                                                         const MarkSheet& sheet);

}  // namespace taqwim::marks
