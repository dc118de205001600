// The times of a school day: when assembly, periods and breaks begin and end (KW-P5-D). A school keeps its own for a year;
// where it has none and follows the Kuwaiti rules, theirs stand.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/refusal.h"
#include "school/record.h"
#include "school/route.h"

namespace taqwim::school {

struct BellSlot {
    std::string kind;         // assembly, lesson, development, activity, break
    std::int64_t period = 0;  // of a lesson its number; of the others 0
    std::string starts;       // "07:30"
    std::string ends;

    friend bool operator==(const BellSlot&, const BellSlot&) = default;
};

// The first thing that is wrong with a day: value_not_listed (a kind), value_out_of_range (a time that is none, a slot
// that ends before it begins or begins before the one before has ended, a period out of its order, too many slots),
// field_missing (no slot).
[[nodiscard]] std::optional<Refusal> refuses_slots(const std::vector<BellSlot>& slots);

class BellTimes {
public:
    explicit BellTimes(Record& record) : record_(record) {}

    // The whole day of a year's school days; version 0 where the school has none of its own yet. Refuses as
    // refuses_slots does, with record_unknown, year_sealed and version_stale.
    [[nodiscard]] Result<Answer> set(SchoolId school, const Act& act, std::int64_t year_id,
                                     std::int64_t version, const std::vector<BellSlot>& slots);
    // {"version", "source": "school" | "regulation" | "none", "clause", "slots": […]}. Refuses with record_unknown.
    [[nodiscard]] Result<std::string> times(SchoolId school, std::int64_t year_id);

private:
    Record& record_;
};

// `times` outlives the routes.
[[nodiscard]] std::vector<Route> bell_times_routes(BellTimes& times);

}  // namespace taqwim::school
