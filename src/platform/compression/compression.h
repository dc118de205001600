// Texts that are kept for years, small: zstd, whole in memory.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace taqwim {

[[nodiscard]] std::string compressed(std::string_view text);

// Nothing for bytes that are not whole, or whose text would be longer than `limit` bytes.
[[nodiscard]] std::optional<std::string> decompressed(std::string_view bytes,
                                                      std::size_t limit = std::size_t{64} * 1024 *
                                                                          1024);

}  // namespace taqwim
