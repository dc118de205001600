// Asking the simple kinds of the Saudi rule sets as a document asks them: an input, the fields that come out.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1426/document_kind.h"

namespace taqwim::tests {

struct SaudiAnswer {
    std::optional<Refusal> refusal;
    nlohmann::json fields;  // null when refused
    TraceRecording trace;
};

// With a trace, and once more without: both must say the same, or std::runtime_error is thrown.
[[nodiscard]] SaudiAnswer ask(sa_1426::SimpleRule rule, const nlohmann::json& input,
                              const sa_1426::EditionRules& rules);

// How often the recording has a step of this clause and rule.
[[nodiscard]] int steps_of(const TraceRecording& trace, const std::string& clause,
                           const std::string& rule);

// The parameters of these files, by their paths from the project's root, with values of the test's own: TOML texts by topic.
[[nodiscard]] ParameterBook parameter_book_of(std::span<const std::filesystem::path> files,
                                              std::span<const ParameterOverride> overrides = {});

// All *.toml of a folder of the project, by name.
[[nodiscard]] std::vector<std::filesystem::path> parameter_files_of(
    const std::filesystem::path& folder);

}  // namespace taqwim::tests
