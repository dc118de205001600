#include "documents/shared_words.h"

#include <algorithm>
#include <string_view>

#include "embedded/documents.h"

namespace taqwim::documents {

const WordList& shared_words()
{
    static const WordList read(
        std::ranges::find(embedded_documents(), std::string_view("words.tsv"), &EmbeddedFile::path)
            ->text);
    return read;
}

}  // namespace taqwim::documents
