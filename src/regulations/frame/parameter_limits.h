// Between which limits a parameter's values may lie, for who proposes a new one. What is wrong with a value is said by
// ParameterBook; this only tells what its file allows.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/embedded_file.h"

namespace taqwim {

struct ParameterLimits {
    std::string unit;
    // As the file writes them: "0%", "100".
    std::optional<std::string> minimum = std::nullopt;
    std::optional<std::string> maximum = std::nullopt;
    std::vector<std::string> allowed = {};  // of texts; empty: any
};

// By name. The files are those of which ParameterBook::read made a book.
[[nodiscard]] std::map<std::string, ParameterLimits, std::less<>> parameter_limits(
    std::span<const EmbeddedFile> files);

}  // namespace taqwim
