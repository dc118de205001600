// Pieces brought onto pages, with their headers and footers.
#pragma once

#include <vector>

#include "platform/print/block_setter.h"
#include "platform/print/drawing.h"

namespace taqwim::print {

// What is refused is remembered by the setter.
[[nodiscard]] std::vector<DrawnPage> paged(BlockSetter& setter, const Document& document);

}  // namespace taqwim::print
