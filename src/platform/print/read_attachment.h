// Reads a file that is attached to a PDF, ours or anybody's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace taqwim::print {

// The bytes of the attachment of that name. Nothing when the text is no PDF that can be read, has no such attachment, or
// the attachment is larger than `most` bytes.
[[nodiscard]] std::optional<std::string> attachment_in(std::string_view pdf,
                                                       const std::string& name, std::size_t most);

}  // namespace taqwim::print
