// words.tsv, read once.
#pragma once

#include "documents/word_list.h"

namespace taqwim::results {

[[nodiscard]] const documents::WordList& card_words();

}  // namespace taqwim::results
