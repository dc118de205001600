// Several PDFs as one, for printing: their pages one after the other. Attachments stay with the single files.
#pragma once

#include <span>
#include <string>

namespace taqwim::print {

// The files are ours. None of them gives an empty text; the same files give the same bytes.
[[nodiscard]] std::string joined_files(std::span<const std::string> pdfs);

}  // namespace taqwim::print
