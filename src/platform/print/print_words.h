// print_words.txt, read once.
#pragma once

#include <string_view>

#include "platform/print/document.h"

namespace taqwim::print {

// Empty when the file has none.
[[nodiscard]] std::string_view words_for(std::string_view purpose, Language language);

}  // namespace taqwim::print
