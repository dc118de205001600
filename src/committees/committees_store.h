// The tables of committees.
#pragma once

#include <optional>
#include <vector>

#include "committees/committees.h"
#include "platform/crypto/digest.h"

namespace taqwim::committees {

void insert_committee(school::Changes& changes, SchoolId school, const Committee& committee);
[[nodiscard]] std::vector<Committee> committees_of(database::Session& session, SchoolId school);
void insert_member(school::Changes& changes, SchoolId school, const Member& member);
[[nodiscard]] std::vector<Member> members_of(database::Session& session, SchoolId school,
                                             std::int64_t committee_id);
[[nodiscard]] std::optional<Member> find_member(database::Session& session, SchoolId school,
                                                std::int64_t id);
// The number of changed rows; `version` is the new one.
[[nodiscard]] std::int64_t end_member_row(database::Session& session, SchoolId school,
                                          const Member& member);
[[nodiscard]] bool has_staff_member(database::Session& session, SchoolId school, std::int64_t id);

void insert_case(school::Changes& changes, SchoolId school, const Case& one);
[[nodiscard]] std::optional<Case> find_case(database::Session& session, SchoolId school,
                                            std::int64_t id);
// By id.
[[nodiscard]] std::vector<Case> cases_of_student(database::Session& session, StudentId student);

struct SignedDecision {
    Decision decision;
    crypto::Digest digest;
    struct Signature {
        std::int64_t staff_member_id = 0;
        std::string signed_at;
    };
    std::vector<Signature> signatures;
};
void insert_decision(school::Changes& changes, SchoolId school, const Decision& decision,
                     const crypto::Digest& digest);
// The oldest first.
[[nodiscard]] std::vector<SignedDecision> decisions_of(database::Session& session, SchoolId school,
                                                       std::int64_t case_id);
// The case of a decision.
[[nodiscard]] std::optional<std::int64_t> case_of_decision(database::Session& session,
                                                           SchoolId school,
                                                           std::int64_t decision_id);
void insert_signature(school::Changes& changes, SchoolId school, std::int64_t decision_id,
                      std::int64_t staff_member_id, const crypto::Digest& digest);

void insert_approval(school::Changes& changes, SchoolId school, const Approval& approval);
// The newest of each level.
[[nodiscard]] std::vector<Approval> approvals_of(database::Session& session, SchoolId school,
                                                 std::int64_t case_id);

}  // namespace taqwim::committees
