// PG-G.14, PG-G.23, PG-G.30, PG-G.35: what holds for a student on the day of an examination. Times are seconds since
// midnight of the school's own clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_guide/assessment_rules.h"

namespace taqwim::sa_guide {

// A time of day to the second.
struct ClockTime {
    int seconds = 0;

    // Reads "07:30:00" and "07:30".
    [[nodiscard]] static std::optional<ClockTime> parse(std::string_view text);
    [[nodiscard]] std::string to_text() const;

    friend auto operator<=>(const ClockTime&, const ClockTime&) = default;
};

// PG-G.30  Ten minutes late is in, a second more is out (D30).
enum class Arrival : std::uint8_t { on_time, chair_may_accept, refused };
[[nodiscard]] const char* code(Arrival arrival);
struct LateArrival {
    int late_seconds = 0;  // negative when early
    Arrival arrival = Arrival::on_time;
};
[[nodiscard]] LateArrival late_arrival(ClockTime start, ClockTime arrival,
                                       const AssessmentRules& rules, Trace& trace);

// PG-G.35  No paper is taken before half of the answering time, also of who came late (D31).
struct HandIn {
    Exact earliest;  // in seconds, exact
    bool accepted = false;
};
[[nodiscard]] HandIn hand_in(ClockTime start, int minutes, ClockTime at,
                             const AssessmentRules& rules, Trace& trace);
// The first whole second that is not before it.
[[nodiscard]] ClockTime clock_time_from(const Exact& seconds);

// PG-G.14  At most two subjects on one day; two papers of one subject count once (D33).
struct DayOfExams {
    std::string window;
    std::vector<std::string> subjects;  // one for each paper
    bool has_decision = false;          // of the competent education authority
};
struct DayLimit {
    int count = 0;
    int most = 0;
    bool is_limited_window = true;  // in the windows for the absent the count is a warning only
    bool accepted = false;
};
[[nodiscard]] DayLimit day_limit(const DayOfExams& day, const AssessmentRules& rules, Trace& trace);

// PG-G.23, PG-G.24  A helper who writes for a student who cannot use his hands.
struct ScribeRequest {
    int student_grade = 0;
    std::optional<int> helper_grade;  // the highest completed grade of who attends no school
    bool medical_report = false;
    bool seen_by_chair = false;  // when time was too short for a report
    bool pledge = false;
};
// Refuses a helper who is not of a lower level (scribe_not_lower) or of an unknown one (field_missing), and a request
// without verification (scribe_not_verified) or without the student's pledge (pledge_missing).
[[nodiscard]] std::optional<Refusal> refuses_scribe(const ScribeRequest& request,
                                                    const AssessmentRules& rules, Trace& trace);

}  // namespace taqwim::sa_guide
