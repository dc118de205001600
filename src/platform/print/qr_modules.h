// The dark and light squares of a QR code.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"

namespace taqwim::print {

struct QrModules {
    std::size_t side = 0;    // squares in a row
    std::vector<bool> dark;  // row by row

    [[nodiscard]] bool is_dark(std::size_t row, std::size_t column) const
    {
        return dark[row * side + column];
    }
};

// With medium error correction, as printed codes are folded and stamped. Refuses no content and more than 2,300 bytes.
[[nodiscard]] Result<QrModules> qr_modules(std::string_view content, const std::string& field);

}  // namespace taqwim::print
