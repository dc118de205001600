// What everybody may have: the public keys of the schools, and the serials that do not stand any more. Who holds it can
// judge a document without a network, as of the moment at which the list was made. No name of a student is in it.
//
//   const PublicList list = read_public_list(session, now);         // at the server
//   write_public_list(json, list);                                  // GET /v1/document-list
//   const auto again = parse_public_list(file);                     // elsewhere
//   const Verdict verdict = judge(content, *again);
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "documents/signed_content.h"
#include "platform/database/session.h"
#include "regulations/frame/json_writer.h"

namespace taqwim::documents {

struct PublicKeyEntry {
    crypto::PublicKey key;
    std::string made_on;   // a day
    std::string end_kind;  // retired, lost, stolen; empty while it signs
    std::string ended_on;
};

struct EndedSerial {
    std::string serial;
    std::string day;
    std::string replaced_by;  // a serial; empty: revoked
};

struct PublicSchool {
    std::string school_id;
    std::string name_ar;
    std::string name_en;
    std::vector<PublicKeyEntry> keys;  // the first first
    std::vector<EndedSerial> ended;    // in the order of issue
};

struct PublicList {
    std::string as_of;  // the moment at which it was made
    std::vector<PublicSchool> schools;
};

[[nodiscard]] PublicList read_public_list(database::Session& session, Instant now);
void write_public_list(JsonWriter& json, const PublicList& list);
// Refuses what is no such list, as JSON is refused.
[[nodiscard]] Result<PublicList> parse_public_list(std::string_view text);

struct Verdict {
    Genuineness genuineness = Genuineness::key_unknown;
    // With this key anybody may have signed: the school's register alone decides.
    bool key_was_stolen = false;
    std::optional<EndedSerial> ended;
    std::string school_ar;  // whose key it is, by the list
    std::string school_en;

    // Genuine, not ended, and not signed with a stolen key.
    [[nodiscard]] bool stands() const
    {
        return genuineness == Genuineness::genuine && !key_was_stolen && !ended;
    }
};

[[nodiscard]] Verdict judge(const SignedContent& content, const PublicList& list);

}  // namespace taqwim::documents
