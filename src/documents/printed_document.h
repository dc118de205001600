// What all printed documents have in common: whose paper it is, how it is printed, and how it is proved.
//
//   print::Document document = documents::begun(issuer, printing, {title, subject});
//   document.blocks.push_back(…);                       // what the document says
//   documents::add_proof(document, printing, words);    // the code that carries the signed content
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "platform/print/document.h"

namespace taqwim::documents {

// The head of a ministry's and a school's paper. Data of the installation, in the language of the document.
struct Issuer {
    std::vector<std::string> lines;                      // ministry, district, school; from the top
    std::string emblem;                                  // PNG or SVG; empty: none
    std::string name;                                    // who stands in the file as its author
    std::optional<print::Colour> accent = std::nullopt;  // none: ink
    std::string foot = {};  // a line at the end of each page's foot; empty: none
};

// How one copy is printed.
struct Printing {
    print::Language language = print::Language::arabic;
    print::DigitSet digits = print::DigitSet::arabic_indic;
    Instant created;  // when it was issued, or the draft made
    std::string day;  // the same as people read it, in the calendar of the document
    bool is_draft =
        true;  // bears the watermark; the issue takes it away, of a paper for work that all it says stands
    std::string serial;              // of the issue register; a draft has none
    std::string signed_content;      // what the QR code carries; a draft has none
    std::string how_to_verify = {};  // beside the code; empty: the words of this room
};

struct Titles {
    std::string title;    // «بطاقة متابعة المتعلم»
    std::string subject;  // whose: shown among the file's properties
    std::string form;     // the requirement that orders the form: KW-T-CARD
};

// A page with head and foot, the draft's watermark and the file's properties. Its blocks are still empty.
[[nodiscard]] print::Document begun(const Issuer& issuer, const Printing& printing,
                                    const Titles& titles);

// The QR code and beside it how to verify; nothing for a copy that is not signed.
void add_proof(print::Document& document, const Printing& printing);

}  // namespace taqwim::documents
