// A size as refusals name it: "32 MiB".
#pragma once

#include <cstddef>
#include <string>

namespace taqwim::tables {

[[nodiscard]] inline std::string size_text(std::size_t bytes)
{
    constexpr std::size_t k_mebibyte = std::size_t{1024} * 1024;
    return bytes > 0 && bytes % k_mebibyte == 0 ? std::to_string(bytes / k_mebibyte) + " MiB"
                                                : std::to_string(bytes) + " B";
}

}  // namespace taqwim::tables
