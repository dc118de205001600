// A school's paper for tests of printed documents, and what is read of the pages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "documents/printed_document.h"
#include "platform/print/document.h"

namespace taqwim::tests {

[[nodiscard]] documents::Issuer kuwaiti_issuer();
// A draft of 18 June 2026 in Arabic.
[[nodiscard]] documents::Printing draft_printing(
    print::DigitSet digits = print::DigitSet::arabic_indic);
// An issued copy in Western digits, with its serial and a signed content of the usual length.
[[nodiscard]] documents::Printing issued_printing();
// In English and Western digits.
[[nodiscard]] documents::Printing english_printing();

struct PrintedPaper {
    std::string pdf;
    std::string text;  // of all pages, blanks in the place of line ends
    std::size_t pages = 0;

    [[nodiscard]] bool says(std::string_view part) const;
    // How often.
    [[nodiscard]] int times(std::string_view part) const;
};

// Fails the running test when the document is refused or has a character that the typeface does not have.
[[nodiscard]] PrintedPaper paper_of(const print::Document& document);

// Whether a table of the document has this row: its cells as the layout wrote them. Poppler gives the cells of a table in an
// order of its own.
[[nodiscard]] bool has_row(const print::Document& document, const std::vector<std::string>& cells);

}  // namespace taqwim::tests
