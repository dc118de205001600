// The Saudi papers of results that the record fills in: certificate, notices, transcript, lists.
#pragma once

#include <memory>
#include <vector>

#include "documents/paper_kinds.h"
#include "regulations/frame/rule_set.h"
#include "results/publications.h"

namespace taqwim::results {

// All of them outlive the kinds.
void add_saudi_papers(documents::PaperKinds& kinds, const Publications& publications,
                      const std::vector<std::unique_ptr<RuleSet>>& rule_sets);

}  // namespace taqwim::results
