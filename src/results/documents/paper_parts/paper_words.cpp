#include "results/documents/paper_parts/paper_words.h"

#include <algorithm>

#include "embedded/paper_parts.h"

namespace taqwim::results {

const std::string& BothLanguages::in(print::Language language) const
{
    return language == print::Language::english && !english.empty() ? english : arabic;
}

std::string_view text_of(std::span<const EmbeddedFile> files, std::string_view path)
{
    const auto found = std::ranges::find(files, path, &EmbeddedFile::path);
    return found == files.end() ? std::string_view() : found->text;
}

const documents::WordList& paper_words()
{
    static const documents::WordList read(text_of(embedded_paper_parts(), "words.tsv"),
                                          "paper_parts/words.tsv");
    return read;
}

std::string Words::own(std::string_view key, std::string_view value) const
{
    return own_.with(key_of(own_, key), language_, value);
}

std::string Words::key_of(const documents::WordList& list, std::string_view key) const
{
    std::string of_a_girl = std::string(key) + "_f";
    return gender_ == Gender::feminine && list.has(of_a_girl) ? of_a_girl : std::string(key);
}

}  // namespace taqwim::results
