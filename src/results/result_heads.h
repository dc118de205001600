// The signed head of the school's audit chain that leaves the building with every publication and corrected result, and
// is kept with it: `taqwim audit` held against it finds a chain that was written anew or cut short.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "results/results_services.h"

namespace taqwim::results {

enum class HeadAbout : std::uint8_t { publication, correction };

// The head that was given out with each of these, one for all of those that have none yet; given now when there is
// none. Nothing when it could not be stored: it is then given with the next answer.
[[nodiscard]] std::optional<std::string> give_head_with(const ResultsServices& services,
                                                        SchoolId school, HeadAbout about,
                                                        std::span<const std::int64_t> ids);

// The answer with "signed_head" and "public_key", as the two lines of a file for `taqwim audit`.
[[nodiscard]] std::string with_head(const std::string& answer,
                                    const std::optional<std::string>& head,
                                    const ResultsServices& services);

}  // namespace taqwim::results
