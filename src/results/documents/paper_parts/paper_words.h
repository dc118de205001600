// The words of papers: in both languages, and of a boy or a girl (SR-1.2).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/embedded_file.h"
#include "documents/word_list.h"
#include "platform/print/document.h"

namespace taqwim::results {

// Of the words, not of anybody: ناجح or ناجحة, مدير or مديرة.
enum class Gender : std::uint8_t { masculine, feminine };

// A name that has two: a subject, a school, a grade word.
struct BothLanguages {
    std::string arabic;
    std::string english;  // empty: the Arabic one stands in English papers too

    [[nodiscard]] const std::string& in(print::Language language) const;
    [[nodiscard]] bool is_empty() const { return arabic.empty() && english.empty(); }

    friend bool operator==(const BothLanguages&, const BothLanguages&) = default;
};

// The text of a file built into the program; empty when there is none.
[[nodiscard]] std::string_view text_of(std::span<const EmbeddedFile> files, std::string_view path);

// words.tsv of this folder: what several papers print.
[[nodiscard]] const documents::WordList& paper_words();

// The words of one paper, then those of all, in one language and of one gender.
class Words {
public:
    Words(const documents::WordList& own, print::Language language,
          Gender gender = Gender::masculine)
        : own_(own), language_(language), gender_(gender)
    {}

    // Of the paper's own list. Keys that have a form in _f give that one of a girl.
    [[nodiscard]] std::string own(std::string_view key) const { return of(own_, key); }
    [[nodiscard]] std::string own(std::string_view key, std::string_view value) const;
    // Of the list of all papers.
    [[nodiscard]] std::string common(std::string_view key) const { return of(paper_words(), key); }

    // Between the items of a list.
    [[nodiscard]] std::string_view comma() const
    {
        return language_ == print::Language::arabic ? "، " : ", ";
    }

    [[nodiscard]] print::Language language() const { return language_; }

private:
    [[nodiscard]] std::string key_of(const documents::WordList& list, std::string_view key) const;
    [[nodiscard]] std::string of(const documents::WordList& list, std::string_view key) const
    {
        return list.at(key_of(list, key), language_);
    }

    const documents::WordList& own_;
    print::Language language_;
    Gender gender_;
};

}  // namespace taqwim::results
