// What of a subject is examined again (SR-8.1).
#pragma once

#include <cstdint>
#include <string>

#include "results/documents/paper_parts/paper_words.h"

namespace taqwim::results {

enum class SecondRoundScope : std::uint8_t { term_1, term_2, whole };

[[nodiscard]] inline std::string scope_text(SecondRoundScope scope, const Words& words)
{
    switch (scope) {
    case SecondRoundScope::term_1: return words.common("scope_term_1");
    case SecondRoundScope::term_2: return words.common("scope_term_2");
    case SecondRoundScope::whole: break;
    }
    return words.common("scope_whole");
}

}  // namespace taqwim::results
