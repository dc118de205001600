#include "regulations/sa_guide/examination_day.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/day.h"
#include "core/refusal_codes.h"

namespace taqwim::sa_guide {

namespace {

constexpr int k_seconds_a_minute = 60;
constexpr int k_minutes_an_hour = 60;
constexpr int k_hours_a_day = 24;

std::string two_digits(int number)
{
    return date_text::padded(number, 2);
}

std::optional<int> two_digit_number(std::string_view text)
{
    if (text.size() != 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return std::nullopt;
    return (text[0] - '0') * 10 + (text[1] - '0');
}

}  // namespace

std::optional<ClockTime> ClockTime::parse(std::string_view text)
{
    static constexpr std::size_t k_short = 5;  // hh:mm
    static constexpr std::size_t k_long = 8;   // hh:mm:ss
    if ((text.size() != k_short && text.size() != k_long) || text[2] != ':' ||
        (text.size() == k_long && text[k_short] != ':'))
        return std::nullopt;
    const auto hour = two_digit_number(text.substr(0, 2));
    const auto minute = two_digit_number(text.substr(3, 2));
    const auto second =
        text.size() == k_long ? two_digit_number(text.substr(k_short + 1)) : std::optional(0);
    if (!hour || !minute || !second || *hour >= k_hours_a_day || *minute >= k_minutes_an_hour ||
        *second >= k_seconds_a_minute)
        return std::nullopt;
    return ClockTime{(*hour * k_minutes_an_hour + *minute) * k_seconds_a_minute + *second};
}

std::string ClockTime::to_text() const
{
    const int minutes = seconds / k_seconds_a_minute;
    return two_digits(minutes / k_minutes_an_hour) + ':' + two_digits(minutes % k_minutes_an_hour) +
           ':' + two_digits(seconds % k_seconds_a_minute);
}

const char* code(Arrival arrival)
{
    switch (arrival) {
    case Arrival::on_time: return "on_time";
    case Arrival::chair_may_accept: return "chair_may_accept";
    case Arrival::refused: return "refused";
    }
    return "refused";
}

LateArrival late_arrival(ClockTime start, ClockTime arrival, const AssessmentRules& rules,
                         Trace& trace)
{
    auto step = trace.enter("PG-G.30", "late_arrival");
    LateArrival result;
    result.late_seconds = arrival.seconds - start.seconds;
    const int most = step.read(rules.examination_day.late_minutes) * k_seconds_a_minute;
    if (step.at_most("late_seconds", Exact(result.late_seconds), Exact(0)))
        result.arrival = Arrival::on_time;
    else if (step.at_most("late_seconds", Exact(result.late_seconds), Exact(most)))
        result.arrival = Arrival::chair_may_accept;
    else
        result.arrival = Arrival::refused;
    step.result_text("arrival", code(result.arrival));
    return result;
}

HandIn hand_in(ClockTime start, int minutes, ClockTime at, const AssessmentRules& rules,
               Trace& trace)
{
    auto step = trace.enter("PG-G.35", "hand_in");
    const Share share = step.read(rules.examination_day.hand_in_share);
    step.value("minutes", Exact(minutes));
    HandIn result;
    result.earliest =
        Exact(start.seconds) + Exact(minutes) * Exact(k_seconds_a_minute) * share.value;
    result.accepted =
        step.conclude(step.at_least("seconds_passed", Exact(at.seconds - start.seconds),
                                    result.earliest - Exact(start.seconds)));
    return result;
}

ClockTime clock_time_from(const Exact& seconds)
{
    const auto whole = static_cast<int>(seconds.numerator() / seconds.denominator());
    return ClockTime{seconds.is_whole() ? whole : whole + 1};
}

DayLimit day_limit(const DayOfExams& day, const AssessmentRules& rules, Trace& trace)
{
    auto step = trace.enter("PG-G.14", "day_limit");
    DayLimit result;
    // 1. Distinct subjects, not papers (D33).
    result.count =
        static_cast<int>(std::set<std::string>(day.subjects.begin(), day.subjects.end()).size());
    result.most = step.read(rules.examination_day.most_subjects);
    const auto& windows = step.read(rules.examination_day.limited_windows);
    result.is_limited_window =
        step.is_so("is_limited_window",
                   std::find(windows.begin(), windows.end(), day.window) != windows.end());
    // 2. More only by decision of the competent education authority.
    const bool within = step.at_most("subjects", Exact(result.count), Exact(result.most));
    result.accepted = step.conclude(within || !result.is_limited_window ||
                                    step.is_so("has_decision", day.has_decision));
    return result;
}

std::optional<Refusal> refuses_scribe(const ScribeRequest& request, const AssessmentRules& rules,
                                      Trace& trace)
{
    auto step = trace.enter("PG-G.23", "scribe_is_allowed");
    const auto refuse = [&](Refusal refusal) {
        step.conclude(Finding::not_met);
        return std::optional(std::move(refusal));
    };
    // 1. The helper is below the student in level: in a lower grade (D32).
    if (!request.helper_grade) {
        step.missing("helper_grade");
        return Refusal{
            RefusalCode::field_missing, {{"field", "helper_grade"}}, "helper_grade", "PG-G.23"};
    }
    const int gap = step.read(rules.examination_day.scribe_grade_gap);
    if (!step.at_most("helper_grade", Exact(*request.helper_grade),
                      Exact(request.student_grade - gap)))
        return refuse({RefusalCode::scribe_not_lower,
                       {{"grade", std::to_string(request.student_grade)},
                        {"value", std::to_string(*request.helper_grade)}},
                       "helper_grade",
                       "PG-G.23"});
    // 2. A medical report verifies the case, or the chair has seen it.
    const bool verified = step.is_so("medical_report", request.medical_report) ||
                          step.is_so("seen_by_chair", request.seen_by_chair);
    if (!verified)
        return refuse({RefusalCode::scribe_not_verified, {}, "medical_report", "PG-G.23"});
    // 3. The student has signed the pledge.
    auto pledge = trace.enter("PG-G.24", "pledge_is_signed");
    if (!pledge.conclude(pledge.is_so("pledge", request.pledge)))
        return refuse({RefusalCode::pledge_missing, {}, "pledge", "PG-G.24"});
    step.conclude(Finding::met);
    return std::nullopt;
}

}  // namespace taqwim::sa_guide
