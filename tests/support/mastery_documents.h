#pragma once

#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/refusal.h"
#include "regulations/sa_1426/document_kind.h"

namespace taqwim::tests {

// An invented student of grade 1 in 1427-1428, whose school year begins on 2006-09-09 and ends on 2007-06-13. In
// mathematics counting has three parts, in fiqh wudu is practised; courtesy has no lessons. All is mastered in the end.
[[nodiscard]] nlohmann::ordered_json mastery_year_document();

// What an answer makes of a document: its fields, or everything that is wrong.
struct MasteryReply {
    std::vector<Refusal> problems;
    nlohmann::ordered_json fields;
};
[[nodiscard]] MasteryReply ask_mastery_year(sa_1426::Answer& answer,
                                            const sa_1426::EditionRules& rules,
                                            const nlohmann::ordered_json& document);

}  // namespace taqwim::tests
