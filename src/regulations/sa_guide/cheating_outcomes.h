// PG-12.CH.B  What the incidents of one student in one session of examinations lead to. Nobody's guilt is decided here: what
// comes in was recorded by those who saw it, and minutes say whether the school's management approved.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/refusal.h"
#include "core/trace.h"
#include "regulations/sa_guide/operations_rules.h"

namespace taqwim::sa_guide {

enum class Session : std::uint8_t {
    mid_term_1,
    mid_term_2,
    term_1,
    term_2,
    second_round,
    make_up_term_1,
    make_up_term_2,
    make_up_second_round
};
[[nodiscard]] constexpr bool is_second_round(Session session)
{
    return session == Session::second_round || session == Session::make_up_second_round;
}
[[nodiscard]] constexpr bool is_mid_term(Session session)
{
    return session == Session::mid_term_1 || session == Session::mid_term_2;
}

enum class IncidentKind : std::uint8_t {
    attempt,
    helped,
    disorder,
    proven,     // by any means, also while marking
    insult,     // in the answer paper
    collective  // papers alike
};

// The minutes of a cancellation or of a group's papers. An oral warning has none.
enum class Minutes : std::uint8_t { approved, rejected, missing };

struct Incident {
    IncidentKind kind = IncidentKind::attempt;
    std::string subject;
    Minutes minutes = Minutes::approved;
    int papers = 0;  // of a collective case
};

enum class IncidentOutcome : std::uint8_t { not_counted, warned, cancelled, withheld };

// What a cancelled exam leaves: it counts as not sat, and coursework is kept.
enum class CancellationEffect : std::uint8_t {
    none,
    mid_term_mark_zero,  // the rest of the coursework stands
    second_round,        // not passed in this round, and the term is examined again in any case
    year_failed          // no further chance
};
[[nodiscard]] const char* code(CancellationEffect effect);

enum class Authority : std::uint8_t { none, directorate, general_administration_of_examinations };
[[nodiscard]] const char* code(Authority authority);

struct CheatingOutcome {
    std::vector<IncidentOutcome> incidents;       // in their order
    std::vector<std::string> cancelled_subjects;  // each once, by name
    CancellationEffect effect = CancellationEffect::none;
    bool centre_is_notified = false;
    Authority referred_to = Authority::none;  // the session's result is withheld until it decides
};

struct SessionRecord {
    Session session = Session::term_1;
    std::optional<int> grade;  // needed for collective cases
    std::span<const Incident> incidents;
};

// Refuses a cancellation without minutes (the warning before it stands), and a collective case without a grade or with
// fewer papers than make one. `field` of a refusal is the incident's place: "/0".
[[nodiscard]] Result<CheatingOutcome> cheating_outcome(const SessionRecord& record,
                                                       const CheatingRules& rules, Trace& trace);

}  // namespace taqwim::sa_guide
