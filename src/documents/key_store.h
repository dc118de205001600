// What making keys (signing_keys.cpp) and opening them (opened_keys.cpp) share: the tables of keys, and to what a sealed
// secret belongs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/refusal.h"
#include "platform/crypto/signature.h"
#include "school/digest_column.h"
#include "school/record.h"

namespace taqwim::documents::key_store {

[[nodiscard]] crypto::Bytes bytes_in(const database::Bytes& column);
[[nodiscard]] database::Bytes column_of_bytes(crypto::ByteView bytes);
[[nodiscard]] std::string subject_of(std::int64_t key);
// What a sealed secret belongs to: moved to another key or holder it does not open.
[[nodiscard]] std::string place_of_key(SchoolId school, std::int64_t key);
[[nodiscard]] std::string place_of_holder(SchoolId school, std::int64_t key, std::int64_t holder);
[[nodiscard]] crypto::Digest digest_of_event(std::string_view event, std::int64_t key,
                                             std::int64_t person, std::string_view words);
// The key that is begun and not made, of which there is one at most; or the newest that is made and not ended.
[[nodiscard]] std::optional<database::Row> current_key(database::Session& session, SchoolId school,
                                                       bool is_made);
[[nodiscard]] Refusal no_holder(const school::Act& act);
[[nodiscard]] crypto::PublicKey public_key_in(const database::Row& row);

}  // namespace taqwim::documents::key_store
