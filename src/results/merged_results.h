// When two records of a student become one, what was published for either is the student's: nothing of it is moved, as
// published results never change; they are found by both (school::records_of). What servers keep in memory is
// looked up anew. Honours go with him: his guardians answer for the record that is kept.
#pragma once

#include "school/merges.h"

namespace taqwim::results {

class ResultsOfMerged final : public school::MergeParticipant {
public:
    [[nodiscard]] std::string_view name() const override { return "results"; }
    [[nodiscard]] Result<std::string> move(school::Changes& changes, SchoolId school,
                                           std::int64_t from, std::int64_t to) override;
    [[nodiscard]] std::optional<Refusal> move_back(school::Changes& changes, SchoolId school,
                                                   std::int64_t from, std::int64_t to,
                                                   JsonValue moved) override;
};

}  // namespace taqwim::results
