// The notice on oral subjects from the record: each skill of the term's oral sheets, described as the regulation describes it.
#pragma once

#include <memory>
#include <vector>

#include "documents/paper_kinds.h"
#include "regulations/frame/rule_set.h"
#include "results/documents/oral_notice/oral_notice.h"
#include "results/publications.h"

namespace taqwim::results {

// Of the term that the order's part names. The record keeps one mark of a skill and term, so that a notice is that of the term's last
// period and is issued with the results alone (PG-4.6): it refuses as Publications::shown_version does. A teacher's advice is not in
// the record: its place is left to write in. Refuses with record_unknown, and with facts_incomplete where the student has no
// oral sheet in the term.
[[nodiscard]] Result<OralNotice> oral_notice_of(
    database::Session& session, const Publications& publications,
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets, const documents::PaperOrder& order);

}  // namespace taqwim::results
