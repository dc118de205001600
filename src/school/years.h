// The years of a school: their terms, the weekdays on which it teaches, days that are not as their weekday says, and the
// dated points that regulations ask for (KW-2, KW-18.2, SR-4.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/instant.h"
#include "school/keeping.h"
#include "school/record.h"

namespace taqwim::school {

struct Term {
    std::int64_t number = 1;  // 1 to 3
    Day first_day{0};
    Day last_day{0};
};

struct TeachingYear {
    std::int64_t id = 0;
    std::string name;  // as the regulation counts it: "2026-2027", "1448"
    Day first_day{0};
    Day last_day{0};
    std::optional<Instant> sealed_at;  // from then on nothing of the year changes
    std::int64_t version = 1;
    std::vector<Term> terms;        // by number
    std::vector<Weekday> weekdays;  // from Sunday on
};

// A day that is not as its weekday says.
struct CalendarDay {
    Day day{0};
    std::string kind;  // holiday, school_day; in a change also ordinary: as its weekday says
    std::string label;
};

// A dated point by the name that the regulation gives it: first_placement, second_round …
struct CalendarPoint {
    std::string name;
    std::optional<Day> day;  // in a change: none takes the point away
};

struct Calendar {
    TeachingYear year;
    std::vector<CalendarDay> days;
    std::vector<CalendarPoint> points;
};

void describe(Fields& fields, const TeachingYear& year);
void describe(Fields& fields, const Calendar& calendar);

// "sunday" … "saturday".
[[nodiscard]] std::string_view to_text(Weekday weekday);
[[nodiscard]] std::optional<Weekday> parse_weekday(std::string_view text);

// What is wrong with a year by itself: school_year_unreadable (its name), days_reversed, calendar_inconsistent (the name
// is of another year than the days), day_outside_year, days_overlap (terms), value_out_of_range (no term, no weekday).
[[nodiscard]] std::optional<Refusal> refuses_year(const TeachingYear& year);

class Years {
public:
    explicit Years(Record& record) : record_(record) {}

    // Refuses as refuses_year does, with record_exists (name) and days_overlap (another year of the school).
    [[nodiscard]] Result<Answer> add(SchoolId school, const Act& act, TeachingYear year);
    // States the year anew, with all its terms and weekdays. Refuses with year_sealed, version_stale, and
    // day_outside_year when a day of the calendar would stand outside.
    [[nodiscard]] Result<Answer> change(SchoolId school, const Act& act, TeachingYear year);
    // Sets days and points; those that are not named stay.
    [[nodiscard]] Result<Answer> change_calendar(SchoolId school, const Act& act,
                                                 Calendar calendar);
    // Afterwards nothing of the year changes any more.
    [[nodiscard]] Result<Answer> seal(SchoolId school, const Act& act, std::int64_t year_id,
                                      std::int64_t version);

    [[nodiscard]] Result<std::string> years(SchoolId school);
    [[nodiscard]] Result<std::string> calendar(SchoolId school, std::int64_t year_id);

private:
    Record& record_;
};

}  // namespace taqwim::school
