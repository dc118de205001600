// What stands in a document's folder beside its layout, as it is built into the program: its words and its sample.
//
//   const documents::WordList& notice_words()
//   {
//       static const documents::WordList read = documents::words_in(embedded_absence_notice(), "absence_notice");
//       return read;
//   }
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/embedded_file.h"
#include "core/mark.h"
#include "documents/word_list.h"

namespace taqwim::documents {

// words.tsv. Throws ConfigurationFault as WordList does, and when the folder has none.
[[nodiscard]] WordList words_in(std::span<const EmbeddedFile> files, std::string_view folder);

// A line of sample.tsv: what it is, then its fields. A field that is not there is empty.
class SampleLine {
public:
    explicit SampleLine(std::span<const std::string_view> fields)
        : fields_(fields.begin(), fields.end())
    {}

    [[nodiscard]] bool is(std::string_view key) const { return fields_.front() == key; }
    [[nodiscard]] std::size_t size() const { return fields_.size(); }
    [[nodiscard]] std::string text(std::size_t field) const;
    // Nothing for a text that is no mark or no number.
    [[nodiscard]] std::optional<Mark> mark(std::size_t field) const;
    [[nodiscard]] std::optional<int> count(std::size_t field) const;

private:
    std::vector<std::string_view> fields_;  // of the file, which stands in the program
};

// The lines of sample.tsv, in order, without its remarks.
[[nodiscard]] std::vector<SampleLine> sample_lines(std::span<const EmbeddedFile> files);

}  // namespace taqwim::documents
