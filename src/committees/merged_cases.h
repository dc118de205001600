// When two records of a student become one, his cases go to the kept one.
#pragma once

#include "school/merges.h"

namespace taqwim::committees {

class CasesOfMerged final : public school::MergeParticipant {
public:
    [[nodiscard]] std::string_view name() const override { return "committees"; }
    [[nodiscard]] Result<std::string> move(school::Changes& changes, SchoolId school,
                                           std::int64_t from, std::int64_t to) override;
    [[nodiscard]] std::optional<Refusal> move_back(school::Changes& changes, SchoolId school,
                                                   std::int64_t from, std::int64_t to,
                                                   JsonValue moved) override;
};

}  // namespace taqwim::committees
