// What cairo leaves out of a PDF: its language, the direction of reading, the files attached to it. qpdf stays behind this header.
#pragma once

#include <string>
#include <vector>

#include "platform/print/document.h"

namespace taqwim::print {

[[nodiscard]] std::string finished_pdf(const std::string& drawn, const Document& properties,
                                       const std::vector<const Attachment*>& attachments);

}  // namespace taqwim::print
