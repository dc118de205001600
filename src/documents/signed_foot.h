// The end of a page across: what proves a document stands beside its signatures there, not beneath them, where there is
// no room.
#pragma once

#include <vector>

#include "documents/printed_document.h"
#include "platform/print/document.h"

namespace taqwim::documents {

// The last blocks of a document, kept together: `before` and the signatures, and beside both the QR code of a copy that is
// signed. No add_proof after it.
void add_signed_foot(print::Document& document, std::vector<print::Block> before,
                     print::Signatures signatures, const Printing& printing);

}  // namespace taqwim::documents
