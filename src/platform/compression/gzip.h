// Texts as clients of HTTP take them: gzip, which every browser reads.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace taqwim {

// Made once and sent often, so as small as gzip makes it. The same text gives the same bytes.
[[nodiscard]] std::string gzipped(std::string_view text);

// Nothing for bytes that are not one whole text, or whose text would be longer than `limit` bytes.
[[nodiscard]] std::optional<std::string> gunzipped(std::string_view bytes,
                                                   std::size_t limit = std::size_t{64} * 1024 *
                                                                       1024);

}  // namespace taqwim
