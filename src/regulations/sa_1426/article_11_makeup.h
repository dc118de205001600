// Article 11: re-examining a student who was absent with an accepted excuse. The text leaves the controls to the Ministry;
// the windows are those of the guide (PG-19.R).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/day.h"
#include "core/parameter.h"
#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/frame/parameter_book.h"

namespace taqwim::sa_1426 {

// The same parameters in every edition; `topic` is the file that holds them.
struct MakeupRules {
    Parameter<int> least_grade;        // <topic>.makeup_least_grade
    Parameter<int> term_1_days;        // <topic>.makeup_term_1_days
    Parameter<int> term_2_days;        // <topic>.makeup_term_2_days
    Parameter<int> term_2_most_grade;  // <topic>.makeup_term_2_most_grade
    Parameter<int> second_round_days;  // <topic>.makeup_second_round_days

    [[nodiscard]] static MakeupRules read(const ParametersOnDay& parameters,
                                          const std::string& topic);
};

// The exam that was missed.
enum class MissedExam : std::uint8_t { first_term, second_term, second_round };

// The days on which a make-up may be sat, both included. The window of the second round opens on the day after its last
// exam; when that day is not given only its end is known.
struct MakeupWindow {
    std::optional<Day> from;
    Day to{};
};

// What a window is counted from.
struct MakeupRequest {
    MissedExam exam = MissedExam::first_term;
    std::optional<int> grade;  // needed for the second term, where the highest grade has no make-up
    // First day of term 2, last exam of the second term, or first day of the new year.
    Day counted_from{};
    std::optional<Day> last_exam;  // of the second round
};

// SR-11.1  The window, or the refusal of a grade that has none: below the first grade with exams, and grade 12 in the
// second term, which goes to the second round at once.
[[nodiscard]] Result<MakeupWindow> makeup_window(const MakeupRequest& request,
                                                 const MakeupRules& rules, Trace& trace);

// Nobody is examined outside the window for any reason.
[[nodiscard]] std::optional<Refusal> makeup_day_refusal(const MakeupWindow& window, Day day,
                                                        const char* clause);

}  // namespace taqwim::sa_1426
