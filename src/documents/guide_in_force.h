// PG-24  The Saudi guide's rules of documents, where they bind a school.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "platform/database/session.h"
#include "regulations/frame/rule_set.h"
#include "regulations/sa_guide/document_rules.h"

namespace taqwim::documents {

// Those in force on the day; none in a country whose documents have no such rules.
[[nodiscard]] std::optional<sa_guide::DocumentRules> guide_in_force(
    database::Session& session, SchoolId school, Day day,
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets);

}  // namespace taqwim::documents
