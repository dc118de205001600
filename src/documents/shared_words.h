// words.tsv of this room, read once: what all papers print.
#pragma once

#include "documents/word_list.h"

namespace taqwim::documents {

[[nodiscard]] const WordList& shared_words();

}  // namespace taqwim::documents
