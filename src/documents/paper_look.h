// How a template in force makes papers look: their head, their colour, a few phrases, the titles and order of those who
// sign. What a paper says of marks, decisions and people is never among it.
//
//   const auto look = find(session, order, kind);      // templates/templates_in_force.h
//   put_on(*look, issuer, printing);
//   print::Document document = paper.printed(issuer, printing);
//   put_on(*look, document);
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "documents/paper_kinds.h"
#include "documents/printed_document.h"
#include "platform/database/session.h"
#include "platform/print/document.h"

namespace taqwim::documents {

// A box to sign in: one that the paper has, by its place, or one more for a hand, whose place is empty.
struct SignatureBox {
    std::string place;
    std::string title;
};

// In the language of the paper; what is empty stays as it is without a template.
struct PaperLook {
    std::int64_t version_id = 0;
    std::string state;
    std::string ministry;
    std::string directorate;
    std::string department;  // a line of its own beneath the directorate
    std::string emblem;      // PNG or SVG
    std::optional<print::Colour> accent;
    std::string closing;  // above those who sign
    std::string foot;
    std::string how_to_verify;
    // Those named stand first, in this order and under these titles; the paper's others follow as they are: none is lost.
    std::vector<SignatureBox> signatures;
};

// Nothing where no template is in force for the paper at the moment of the order.
using LookFinder = std::function<std::optional<PaperLook>(database::Session&, const PaperOrder&,
                                                          const PaperKind&)>;

// `issuer` as issuer_of gives it: country, ministry, directorate, school.
void put_on(const PaperLook& look, Issuer& issuer, Printing& printing);
void put_on(const PaperLook& look, print::Document& document);

// The boxes of a paper in their order, each place once.
[[nodiscard]] std::vector<SignatureBox> signature_boxes(const print::Document& document);
// How many stand beside each other where most do.
[[nodiscard]] std::size_t most_boxes(const print::Document& document);

}  // namespace taqwim::documents
