// Digests as a column of bytes keeps them.
#pragma once

#include <stdexcept>
#include <string_view>

#include "platform/crypto/digest.h"
#include "platform/database/row.h"

namespace taqwim::school {

[[nodiscard]] inline database::Bytes column_of(std::string_view bytes)
{
    const auto* first = reinterpret_cast<const std::byte*>(bytes.data());
    return {first, first + bytes.size()};
}

[[nodiscard]] inline database::Bytes column_of(const crypto::Digest& digest)
{
    return column_of(crypto::text_of(digest.bytes));
}

[[nodiscard]] inline std::string_view text_in(const database::Bytes& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The digest in a column that holds nothing else.
[[nodiscard]] inline crypto::Digest digest_in(const database::Row& row, std::string_view column)
{
    const auto digest = crypto::Digest::from_bytes(crypto::bytes_of(text_in(row.blob(column))));
    if (!digest)
        throw std::logic_error("a column of digests holds something else");
    return *digest;
}

}  // namespace taqwim::school
