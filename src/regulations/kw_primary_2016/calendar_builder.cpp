#include "regulations/kw_primary_2016/calendar_builder.h"

#include <algorithm>

#include "core/refusal_codes.h"
#include "regulations/frame/typed_words.h"
#include "regulations/frame/value_reading.h"

namespace taqwim::kw_primary_2016 {

namespace {

// In the order of CalendarBuilder::Name.
constexpr std::array<std::string_view, 13> k_day_names = {"year_start",
                                                          "holiday_start",
                                                          "holiday_end",
                                                          "year_end",
                                                          "last_two_months_start",
                                                          "first_placement",
                                                          "first_performance",
                                                          "second_round",
                                                          "next_second_term_start",
                                                          "make_up_window_start",
                                                          "make_up_window_end",
                                                          "make_up_window_5_start",
                                                          "make_up_window_5_end"};

constexpr std::array<std::string_view, 7> k_weekday_names = {
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};

std::string name_text(std::size_t name)
{
    return std::string(k_day_names[name]);
}

}  // namespace

bool are_equal(const SchoolCalendar& a, const SchoolCalendar& b)
{
    return a.decision == b.decision && a.year_start == b.year_start &&
           a.holiday_start == b.holiday_start && a.holiday_end == b.holiday_end &&
           a.year_end == b.year_end && a.school_weekdays == b.school_weekdays &&
           a.public_holidays == b.public_holidays &&
           a.last_two_months_start == b.last_two_months_start &&
           a.first_placement == b.first_placement && a.first_performance == b.first_performance &&
           a.second_round == b.second_round &&
           a.next_second_term_start == b.next_second_term_start &&
           a.make_up_window_start == b.make_up_window_start &&
           a.make_up_window_end == b.make_up_window_end;
}

CalendarBuilder::CalendarBuilder(const Rules& rules, SchoolYear year, ProblemList& problems)
    : rules_(rules), year_(year), problems_(problems), problems_before_(problems.size())
{
    static_assert(k_day_names.size() == k_names);
    static_assert(static_cast<std::size_t>(Name::make_up_window_5_end) + 1 == k_names);
}

std::span<const std::string_view> CalendarBuilder::day_names()
{
    return k_day_names;
}

void CalendarBuilder::decision(std::string_view text, const Where&)
{
    decision_ = text;
}

void CalendarBuilder::day(std::string_view name, std::string_view text, const Where& where)
{
    const auto found = std::find(k_day_names.begin(), k_day_names.end(), name);
    if (found == k_day_names.end())
        return;
    NamedDay& named = days_[static_cast<std::size_t>(found - k_day_names.begin())];
    named.where = where;
    named.day = read_day(text, where, problems_);
    named.refused = !text.empty() && !named.day;
}

void CalendarBuilder::school_weekday(std::string_view name, const Where& where)
{
    if (name.empty())
        return;
    const auto found = std::find(k_weekday_names.begin(), k_weekday_names.end(), name);
    if (found == k_weekday_names.end()) {
        problems_.add(RefusalCode::value_not_listed, where,
                      {{"value", shown_value(name)}, {"allowed", offered(name, k_weekday_names)}},
                      "KW-2");
        return;
    }
    weekdays_[static_cast<std::size_t>(found - k_weekday_names.begin())] = true;
    weekdays_given_ = true;
}

void CalendarBuilder::public_holiday(std::string_view text, const Where& where)
{
    constexpr std::size_t k_most = 366;
    const auto holiday = read_day(text, where, problems_);
    if (!holiday)
        return;
    if (!year_.contains(*holiday)) {
        problems_.add(RefusalCode::day_outside_year, where,
                      {{"day", holiday->to_text()},
                       {"school_year", year_.to_text()},
                       {"first_day", year_.first_day().to_text()},
                       {"last_day", year_.last_day().to_text()}},
                      "KW-2");
        return;
    }
    if (public_holidays_.size() < k_most)
        public_holidays_.push_back(*holiday);
}

// Both days are there.
void CalendarBuilder::refuse_order(Name name, Name other, const char* clause)
{
    problems_.add(RefusalCode::calendar_inconsistent, *at(name).where,
                  {{"field", name_text(static_cast<std::size_t>(name))},
                   {"day", at(name).day->to_text()},
                   {"other_field", name_text(static_cast<std::size_t>(other))},
                   {"other_day", at(other).day->to_text()}},
                  clause);
}

void CalendarBuilder::expect_in(SchoolYear year, Name name, const char* clause)
{
    const NamedDay& named = at(name);
    if (named.day && !year.contains(*named.day))
        problems_.add(RefusalCode::day_outside_year, *named.where,
                      {{"day", named.day->to_text()},
                       {"school_year", year.to_text()},
                       {"first_day", year.first_day().to_text()},
                       {"last_day", year.last_day().to_text()}},
                      clause);
}

void CalendarBuilder::check_order()
{
    enum class Order : std::uint8_t { after, not_before, not_after };
    struct OrderedDays {
        Name name;
        Order order;
        Name other;
        const char* clause;
    };
    static constexpr std::array<OrderedDays, 10> orders = {{
        // Both terms have days, and the holiday lies between them.
        {Name::holiday_start, Order::after, Name::year_start, "KW-2"},
        {Name::holiday_end, Order::not_before, Name::holiday_start, "KW-2"},
        {Name::year_end, Order::after, Name::holiday_end, "KW-2"},
        {Name::last_two_months_start, Order::after, Name::holiday_end, "KW-4.4"},
        {Name::last_two_months_start, Order::not_after, Name::year_end, "KW-4.4"},
        // The placement assessment follows term 2; on its last day it is not before its end.
        {Name::first_placement, Order::not_before, Name::year_end, "KW-2"},
        {Name::first_performance, Order::after, Name::holiday_end, "KW-2"},
        {Name::second_round, Order::after, Name::first_performance, "KW-2"},
        {Name::second_round, Order::after, Name::holiday_end, "KW-2"},
        {Name::make_up_window_start, Order::after, Name::holiday_end, "KW-15.B.E1"},
    }};
    expect_in(year_, Name::year_start, "KW-2");
    expect_in(year_, Name::year_end, "KW-2");
    expect_in(SchoolYear{year_.first + 1}, Name::next_second_term_start, "KW-15.B.E4");
    for (const OrderedDays& one : orders) {
        const auto& day = at(one.name).day;
        const auto& other = at(one.other).day;
        if (!day || !other)
            continue;
        const bool holds = one.order == Order::after        ? *day > *other
                           : one.order == Order::not_before ? *day >= *other
                                                            : *day <= *other;
        if (!holds)
            refuse_order(one.name, one.other, one.clause);
    }
}

CalendarBuilder::Window CalendarBuilder::checked_window(Name start, Name end, const Where& whole)
{
    Window window{.start = at(start).day, .end = at(end).day};
    if (!window.start && !window.end)
        return {};
    if (!window.start || !window.end) {
        const auto missing = static_cast<std::size_t>(window.start ? end : start);
        problems_.add(RefusalCode::calendar_day_missing, whole.field(k_day_names[missing]),
                      {{"field", name_text(missing)}}, "KW-15.B.E1");
        return {};
    }
    if (*window.end < *window.start) {
        refuse_order(end, start, "KW-15.B.E1");
        return {};
    }
    // Both days count: a window of 7 days ends 6 days after its first.
    const int length = *window.end - *window.start + 1;
    if (length > rules_.make_up_window_most_days.value)
        problems_.add(RefusalCode::make_up_window_too_long, *at(end).where,
                      {{"value", std::to_string(length)},
                       {"limit", std::to_string(rules_.make_up_window_most_days.value)}},
                      "KW-15.B.E1");
    return window;
}

// A window that touches the day of the assessment is not before it (decision D26).
bool CalendarBuilder::ends_before(const Window& window, Name assessment) const
{
    return !window.end || !at(assessment).day || *window.end < *at(assessment).day;
}

std::optional<SchoolCalendars> CalendarBuilder::finish(const Where& whole, std::optional<int> grade)
{
    if (decision_.empty())
        problems_.add(RefusalCode::field_missing, whole.field("decision"), {{"field", "decision"}},
                      "KW-2");
    bool complete = true;
    for (const Name name :
         {Name::year_start, Name::holiday_start, Name::holiday_end, Name::year_end}) {
        if (at(name).day)
            continue;
        complete = false;
        if (!at(name).refused)
            problems_.add(RefusalCode::calendar_day_missing,
                          whole.field(k_day_names[static_cast<std::size_t>(name)]),
                          {{"field", name_text(static_cast<std::size_t>(name))}}, "KW-2");
    }
    if (!complete)
        return std::nullopt;
    check_order();

    Window window = checked_window(Name::make_up_window_start, Name::make_up_window_end, whole);
    Window window_5 =
        checked_window(Name::make_up_window_5_start, Name::make_up_window_5_end, whole);
    const bool own_window_5 = window_5.end.has_value();
    if (own_window_5 && !ends_before(window_5, Name::first_performance))
        refuse_order(Name::make_up_window_5_end, Name::first_performance, "KW-15.C.E1");
    const bool fits_placement = ends_before(window, Name::first_placement);
    const bool fits_performance = ends_before(window, Name::first_performance);
    const bool for_grade_5 = grade ? *grade == k_grades : false;
    if (for_grade_5 && !own_window_5 && !fits_performance)
        refuse_order(Name::make_up_window_end, Name::first_performance, "KW-15.C.E1");
    if (!for_grade_5 && !fits_placement && (grade || own_window_5 || !fits_performance))
        refuse_order(Name::make_up_window_end, Name::first_placement, "KW-15.B.E1");
    if (!own_window_5 && fits_performance)
        window_5 = window;
    if (!fits_placement)
        window = {};

    if (problems_.size() != problems_before_)
        return std::nullopt;

    SchoolCalendar calendar;
    calendar.decision = decision_;
    calendar.year_start = *at(Name::year_start).day;
    calendar.holiday_start = *at(Name::holiday_start).day;
    calendar.holiday_end = *at(Name::holiday_end).day;
    calendar.year_end = *at(Name::year_end).day;
    calendar.school_weekdays = weekdays_given_ ? weekdays_ : rules_.school_weekdays;
    std::sort(public_holidays_.begin(), public_holidays_.end());
    public_holidays_.erase(std::unique(public_holidays_.begin(), public_holidays_.end()),
                           public_holidays_.end());
    calendar.public_holidays = public_holidays_;
    calendar.last_two_months_start = at(Name::last_two_months_start).day;
    calendar.first_placement = at(Name::first_placement).day;
    calendar.first_performance = at(Name::first_performance).day;
    calendar.second_round = at(Name::second_round).day;
    calendar.next_second_term_start = at(Name::next_second_term_start).day;
    calendar.make_up_window_start = window.start;
    calendar.make_up_window_end = window.end;

    SchoolCalendars calendars;
    calendars.grades_1_to_4 = std::make_shared<const SchoolCalendar>(calendar);
    if (window_5.end == window.end && window_5.start == window.start) {
        calendars.grade_5 = calendars.grades_1_to_4;
    } else {
        calendar.make_up_window_start = window_5.start;
        calendar.make_up_window_end = window_5.end;
        calendars.grade_5 = std::make_shared<const SchoolCalendar>(std::move(calendar));
    }
    return calendars;
}

}  // namespace taqwim::kw_primary_2016
