// The papers of the head teacher's guide that stand beside results: the early grades' card, the notice on oral subjects, the
// sheets of subjects, and the data of secondary students.
#pragma once

#include <memory>
#include <vector>

#include "documents/paper_kinds.h"
#include "regulations/frame/rule_set.h"
#include "results/publications.h"

namespace taqwim::results {

// All of them outlive `kinds`.
void add_guide_papers(documents::PaperKinds& kinds, const Publications& publications,
                      const std::vector<std::unique_ptr<RuleSet>>& rule_sets);

}  // namespace taqwim::results
