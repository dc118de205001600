// The papers of this room, for the desk (documents/paper_kinds.h).
#pragma once

#include <memory>
#include <vector>

#include "documents/paper_kinds.h"
#include "regulations/frame/rule_set.h"
#include "results/publications.h"

namespace taqwim::results {

// All of them outlive the kinds.
void add_result_papers(documents::PaperKinds& kinds, const Publications& publications,
                       const std::vector<std::unique_ptr<RuleSet>>& rule_sets);

}  // namespace taqwim::results
