// Exemptions from subjects, by their grounds (KW-26.1, KW-26.2, KW-27). They end; they are never deleted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::school {

struct Exemption {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::int64_t year_id = 0;
    std::string subject;
    std::string ground;    // non_muslim, medical
    std::string document;  // number and day of the paper that proves it; never its content
    Day first_day{0};
    std::optional<Day> ended_on;  // the last day on which it held
};

void describe(Fields& fields, const Exemption& exemption);

class Exemptions {
public:
    explicit Exemptions(Record& record) : record_(record) {}

    // From all of `subjects` on one ground; `exemption` says the rest. non_muslim: of a student who is recorded as not
    // Muslim, from all Islamic subjects of the plan together (KW-26.1); medical: under kw_primary_2016 from physical
    // education alone (KW-26.2). Refuses with not_enrolled, subject_not_in_plan, exemption_not_listed,
    // exemption_not_together, facts_incomplete (religion not recorded), record_exists, day_outside_year, year_sealed.
    [[nodiscard]] Result<Answer> exempt(SchoolId school, const Act& act, Exemption exemption,
                                        std::vector<std::string> subjects);
    // What was exempted together ends together. Refuses with record_exists {exemption} when it has ended.
    [[nodiscard]] Result<Answer> end(SchoolId school, const Act& act, std::int64_t id,
                                     Day last_day);
    [[nodiscard]] Result<std::string> exemptions(SchoolId school, std::int64_t student_id);

private:
    Record& record_;
};

// Those of a student that hold on the day.
[[nodiscard]] std::vector<Exemption> exemptions_on(database::Session& session, SchoolId school,
                                                   std::int64_t student_id, Day day);

}  // namespace taqwim::school
