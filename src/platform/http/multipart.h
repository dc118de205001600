// The parts of a form with files (multipart/form-data, RFC 7578).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "platform/http/request.h"

namespace taqwim::http {

struct Part {
    std::string name;
    std::optional<std::string> file_name;  // UTF-8, without folders; never a path to write to
    std::string content_type;              // "text/plain" when not said
    std::string_view content;              // points into the body
};

// All parts in their order. Refuses media_type_unsupported, and request_malformed for a body that is not what its
// header says: no closing boundary, a part without a name, more than `most_parts`, names that are not UTF-8.
[[nodiscard]] Result<std::vector<Part>> read_multipart(std::string_view content_type,
                                                       std::string_view body,
                                                       std::size_t most_parts = 20);

// The parts of a request; they point into request.body.
[[nodiscard]] Result<std::vector<Part>> read_multipart(const Request& request,
                                                       std::size_t most_parts = 20);

// The one file of a form, under its field's name. Refuses field_missing beside the above.
[[nodiscard]] Result<Part> uploaded_file(const Request& request, std::string_view field);

}  // namespace taqwim::http
