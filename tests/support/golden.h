#pragma once

#include <filesystem>
#include <string_view>

namespace taqwim::tests {

// Compares a text with its golden: the file that holds what the same input gave when somebody last looked at it.
// The path is from the project's root ("src/regulations/kw_primary_2016/golden/article_10.trace.json") and leads
// through a folder named golden. Any difference, a missing file too, fails the running test.
//
// Under TAQWIM_GOLDEN=record (tools/golden --record) the file is written instead. A golden is never written by hand.
void check_golden(const std::filesystem::path& path, std::string_view text);

}  // namespace taqwim::tests
