// Guardians: who answers for a child, from when to when. One guardian may have several children, a child several
// guardians.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::school {

struct Guardian {
    std::int64_t id = 0;
    std::string name_ar;
    std::string name_en;
    std::optional<std::string> identity_number;
    // Given with a change, not kept: the number stands so on the paper, though its check digit does not fit.
    bool is_number_confirmed = false;
    std::optional<std::string> telephone;
    std::int64_t version = 1;
    std::string sort_key;  // given by the store; the page key of lists by name
};

struct Guardianship {
    std::int64_t id = 0;
    std::int64_t guardian_id = 0;
    std::int64_t student_id = 0;
    std::string relation;  // father, mother, brother … other
    Period days;
};

void describe(Fields& fields, const Guardian& guardian);
void describe(Fields& fields, const Guardianship& guardianship);

class Guardians {
public:
    explicit Guardians(Record& record) : record_(record) {}

    // Refuses with identity_number_invalid, identity_taken.
    [[nodiscard]] Result<Answer> add(SchoolId school, const Act& act, Guardian guardian);
    [[nodiscard]] Result<Answer> change(SchoolId school, const Act& act, Guardian guardian);
    // Refuses with record_unknown, days_reversed, days_overlap: the two belong together on a day already.
    [[nodiscard]] Result<Answer> add_guardianship(SchoolId school, const Act& act,
                                                  Guardianship guardianship);
    // Refuses with days_overlap when it has ended already.
    [[nodiscard]] Result<Answer> end_guardianship(SchoolId school, const Act& act, std::int64_t id,
                                                  Day last_day);

    [[nodiscard]] Result<std::string> guardians(SchoolId school, const std::string& query,
                                                const Page& page);
    // With the guardian's children.
    [[nodiscard]] Result<std::string> guardian(SchoolId school, std::int64_t id);

private:
    Record& record_;
};

// The same within a write that does more: imports. Stored and noted.
[[nodiscard]] Result<Guardian> add_guardian_within(Changes& changes, SchoolId school,
                                                   const Guardian& guardian);
[[nodiscard]] Result<Guardian> change_guardian_within(Changes& changes, SchoolId school,
                                                      const Guardian& guardian);
[[nodiscard]] Result<Guardianship> add_guardianship_within(Changes& changes, SchoolId school,
                                                           const Guardianship& guardianship);

}  // namespace taqwim::school
