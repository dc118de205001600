#include "results/documents/follow_up_card/card_words.h"

#include "embedded/follow_up_card.h"

namespace taqwim::results {

const documents::WordList& card_words()
{
    static const documents::WordList read = [] {
        for (const EmbeddedFile& file : embedded_follow_up_card())
            if (file.path == "words.tsv")
                return documents::WordList(file.text, "follow_up_card/words.tsv");
        return documents::WordList("");
    }();
    return read;
}

}  // namespace taqwim::results
