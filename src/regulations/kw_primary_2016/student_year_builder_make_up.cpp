// Making up what was missed: until when, and what may not be made up (Article 15).

#include "core/refusal_codes.h"
#include "regulations/kw_primary_2016/student_year_builder.h"

#include <algorithm>

#include "regulations/frame/value_reading.h"
#include "regulations/kw_primary_2016/article_15_absence.h"

namespace taqwim::kw_primary_2016 {

bool StudentYearBuilder::was_official_activity(Day day) const
{
    return attendance_ &&
           std::any_of(
               attendance_->activities.begin(), attendance_->activities.end(),
               [&](const OfficialActivity& one) { return one.from <= day && day <= one.to; });
}

// Whether the ledger says for certain that the day was missed without an excuse. An excuse that
// still waits to be judged is left to the rules.
bool StudentYearBuilder::was_unexcused(Day day) const
{
    if (!attendance_ || (year_.newcomer && year_.enrolled_on && day < *year_.enrolled_on))
        return false;
    const auto on_day = [&](const auto& one) { return one.day == day; };
    const auto leave = std::find_if(attendance_->leaves.begin(), attendance_->leaves.end(), on_day);
    if (leave != attendance_->leaves.end())
        return !leave->approved;
    const bool is_absent =
        std::any_of(attendance_->absences.begin(), attendance_->absences.end(), on_day);
    const bool has_excuse = std::any_of(
        attendance_->excuses.begin(), attendance_->excuses.end(), [&](const Excuse& one) {
            return one.judgement != Judgement::refused && one.from <= day && day <= one.to;
        });
    return is_absent && !has_excuse && !was_official_activity(day);
}

// The last day on which the item may be made up (KW-15.A.E2, KW-15.B.E1, KW-15.C.E1; decisions D25,
// D26, D37).
StudentYearBuilder::MakeUpLimit StudentYearBuilder::make_up_limit(const MakeUp& item) const
{
    if (!year_.calendar)
        return {.missing_day = "holiday_end"};
    const SchoolCalendar& calendar = *year_.calendar;

    // 1. Term 1: the end of the first week of term 2.
    if (item.term == Term::first)
        return {.last = end_of_first_week(calendar.second_term_start(), *rules_)};

    // 2. Term 2, missed in the last two months: in the window, else before the assessment that follows it. A unit of
    //    grade 5 has that limit whenever it was missed.
    const bool is_grade_5 = year_.grade == k_grades;
    const auto start = last_two_months_start(year_, *rules_);
    const bool is_inside = start && item.missed_on >= *start;
    if (!is_inside && !(is_grade_5 && item.is_unit))
        return {.last = calendar.year_end};
    if (is_inside && calendar.make_up_window_end)
        return {.last = *calendar.make_up_window_end};
    const auto& assessment = is_grade_5 ? calendar.first_performance : calendar.first_placement;
    if (assessment)
        return {.last = *assessment - 1};
    // The placement assessment never lies before the end of term 2.
    if (!is_grade_5 && item.made_up_on <= calendar.year_end)
        return {.last = calendar.year_end};
    return {.missing_day = is_grade_5 ? "first_performance" : "first_placement"};
}

std::optional<MakeUp> StudentYearBuilder::checked_make_up(MakeUp item, std::string_view on,
                                                          std::string_view missed_on,
                                                          std::string_view activities,
                                                          const Where& where)
{
    const char* const clause =
        item.term == Term::first  ? (item.is_unit ? "KW-15.A.E2" : "KW-15.A.E1")
        : year_.grade == k_grades ? (item.is_unit ? "KW-15.C.E2" : "KW-15.C.E1")
                                  : (item.is_unit ? "KW-15.B.E2" : "KW-15.B.E1");
    for (const auto& [text, field] : {std::pair(on, "on"), std::pair(missed_on, "missed_on")})
        if (text.empty())
            refuse(RefusalCode::field_missing, where.field(field), {{"field", field}}, clause);
    const auto missed = day_of_term(item.term, missed_on, where.field("missed_on"));
    const Where at = where.field("on");
    const auto made_up = read_day(on, at, problems_);
    const auto practised = read_day(activities, where.field("activities_practised_on"), problems_);
    if (!missed || !made_up || (!practised && !activities.empty()))
        return std::nullopt;
    item.missed_on = *missed;
    item.made_up_on = *made_up;
    item.activities_practised_on = practised;

    // 1. Only what was missed with an excuse is made up.
    if (was_unexcused(*missed)) {
        refuse(RefusalCode::make_up_of_unexcused, where.field("missed_on"),
               {{"subject", code(item.subject)}, {"day", missed->to_text()}}, "KW-15.A.U2");
        return std::nullopt;
    }

    // 2. After the absence. Only for an official activity may the assessment come before it
    //    (KW-25).
    if (*made_up < *missed && !was_official_activity(*missed)) {
        refuse(RefusalCode::facts_contradict, at,
               {{"field", "on"},
                {"value", made_up->to_text()},
                {"other_field", "missed_on"},
                {"other_value", missed->to_text()}},
               clause);
        return std::nullopt;
    }

    // 3. Within the limit, and not in the holiday.
    const MakeUpLimit limit = make_up_limit(item);
    if (limit.missing_day != nullptr) {
        refuse(RefusalCode::calendar_day_missing, at, {{"field", limit.missing_day}}, clause);
        return std::nullopt;
    }
    const SchoolCalendar& calendar = *year_.calendar;
    if (*made_up > *limit.last) {
        refuse(RefusalCode::make_up_after_limit, at,
               {{"subject", code(item.subject)},
                {"day", made_up->to_text()},
                {"limit", limit.last->to_text()}},
               clause);
        return std::nullopt;
    }
    if (*made_up >= calendar.holiday_start && *made_up <= calendar.holiday_end) {
        refuse(RefusalCode::day_in_holiday, at, {{"day", made_up->to_text()}}, "KW-2");
        return std::nullopt;
    }
    if (*made_up < calendar.term_start(item.term)) {
        (void)is_in_term(item.term, *made_up, at);
        return std::nullopt;
    }

    // 4. After practising the activities of the competency, which only term 2 of grade 5 does not
    //    ask for.
    const bool must_practise =
        !item.is_unit && !(year_.grade == k_grades && item.term == Term::second);
    if ((must_practise && !practised) || (practised && *practised > *made_up)) {
        refuse(RefusalCode::activities_not_practised, where.field("activities_practised_on"),
               {{"subject", code(item.subject)},
                {"criterion", Criterion{item.number, item.criterion}.to_text()}},
               clause);
        return std::nullopt;
    }
    return item;
}

}  // namespace taqwim::kw_primary_2016
