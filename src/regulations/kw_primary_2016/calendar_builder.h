// Takes the dates of Decision No. 1 one by one and makes a checked calendar of them (KW-2).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "regulations/frame/fact_place.h"
#include "regulations/frame/problem_list.h"
#include "regulations/kw_primary_2016/facts.h"
#include "regulations/kw_primary_2016/rules.h"

namespace taqwim::kw_primary_2016 {

// The calendar of a school. The make-up window of the last two months ends before the placement
// assessment in grades 1 to 4 and before the performance-standard assessment in grade 5
// (KW-15.B.E1, KW-15.C.E1), so that grade 5 may have another one; all other dates are the same.
struct SchoolCalendars {
    std::shared_ptr<const SchoolCalendar> grades_1_to_4;
    std::shared_ptr<const SchoolCalendar> grade_5;

    [[nodiscard]] const std::shared_ptr<const SchoolCalendar>& of(int grade) const
    {
        return grade == k_grades ? grade_5 : grades_1_to_4;
    }
};

[[nodiscard]] bool are_equal(const SchoolCalendar& a, const SchoolCalendar& b);

class CalendarBuilder {
public:
    CalendarBuilder(const Rules& rules, SchoolYear year, ProblemList& problems);

    // The names that set() knows: "year_start", "make_up_window_5_end", …
    [[nodiscard]] static std::span<const std::string_view> day_names();

    void decision(std::string_view text, const Where& where);
    // A day by its name. The name must be one of day_names().
    void day(std::string_view name, std::string_view text, const Where& where);
    void school_weekday(std::string_view name, const Where& where);
    void public_holiday(std::string_view text, const Where& where);

    // Checks the days against one another. Nothing when any was refused. `whole` is where a missing
    // day would stand. With a grade the make-up window must be right for that grade; without one it
    // is the window of the grades it fits.
    [[nodiscard]] std::optional<SchoolCalendars> finish(const Where& whole,
                                                        std::optional<int> grade = std::nullopt);

private:
    enum class Name : std::uint8_t {
        year_start,
        holiday_start,
        holiday_end,
        year_end,
        last_two_months_start,
        first_placement,
        first_performance,
        second_round,
        next_second_term_start,
        make_up_window_start,
        make_up_window_end,
        make_up_window_5_start,
        make_up_window_5_end,
    };
    static constexpr std::size_t k_names = 13;
    struct NamedDay {
        std::optional<Day> day;
        std::optional<Where> where;
        bool refused = false;  // it was there and could not be read
    };
    struct Window {
        std::optional<Day> start;
        std::optional<Day> end;
    };

    [[nodiscard]] const NamedDay& at(Name name) const
    {
        return days_[static_cast<std::size_t>(name)];
    }
    void refuse_order(Name name, Name other, const char* clause);
    void expect_in(SchoolYear year, Name name, const char* clause);
    void check_order();
    [[nodiscard]] Window checked_window(Name start, Name end, const Where& whole);
    [[nodiscard]] bool ends_before(const Window& window, Name assessment) const;

    const Rules& rules_;
    SchoolYear year_;
    ProblemList& problems_;
    std::size_t problems_before_;  // how many there were before the calendar
    std::string decision_;
    std::array<NamedDay, k_names> days_{};  // by Name
    std::array<bool, 7> weekdays_{};
    bool weekdays_given_ = false;
    std::vector<Day> public_holidays_;
};

}  // namespace taqwim::kw_primary_2016
