// Documents as PDF.
//
// A Printer holds the fonts and the texts it has set already, and works for one thread at a time: keep one for each thread
// that prints, and hand it whole sets. What it gives depends on the documents alone, never on what it printed before.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/refusal.h"
#include "platform/print/document.h"

namespace taqwim::print {

struct Printed {
    std::string pdf;
    int pages = 0;
    // Characters that the fonts do not have; each prints as a box with its number.
    std::vector<std::string> unknown_characters;
    // Words that are wider than their strip, and so stand in two lines.
    std::vector<std::string> broken_words;
};

// A page as screens show it.
struct PagePicture {
    std::string png;
    int pages = 0;  // of the document
};

class Printer {
public:
    // Throws ConfigurationFault when the fonts are not installed. The folders are looked through first, then the
    // system's own.
    explicit Printer(const std::vector<std::string>& font_folders = {});
    ~Printer();
    Printer(Printer&&) noexcept;
    Printer& operator=(Printer&&) noexcept;

    // Refuses, naming the field ("/blocks/3/rows/2/cells/1"), what cannot be printed: text that is no UTF-8, a picture
    // that is none, a row or picture larger than a page, cells beyond the columns.
    [[nodiscard]] Result<Printed> print(const Document& document);

    // One file: each document begins on a new page, counts its own pages and has its place in the file's outline. The
    // first gives the title, language and moment. The field of a refusal begins with the document: "/2/blocks/3".
    [[nodiscard]] Result<Printed> print(std::span<const Document> documents);

    // One page of the document, from 1; beyond the last the last. `width`: in pixels, 1 to 2,000. Refuses as `print` does.
    [[nodiscard]] Result<PagePicture> picture(const Document& document, int page, int width);

private:
    struct Workshop;
    std::unique_ptr<Workshop> workshop_;
};

}  // namespace taqwim::print
