// KW-T-11b  The final achievement record of one learner, subject and term: each unit with its criteria, the day of its
// assessment, the level and the points.
//
// Points and mark are the regulation's (KW-T-11a, KW-11.2); nothing is computed here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "marks/documents/achievement/achievement.h"
#include "platform/print/document.h"

namespace taqwim::marks {

struct FinalUnit {
    enum class State : std::uint8_t {
        assessed,
        not_due,   // nothing is printed: the place is filled in later
        deferred,  // absent with an excuse (KW-15.A.E2)
        unexcused  // absent without: zero points (KW-15.A.U2)
    };

    std::string number;                 // as technical supervision gave it
    std::string title;                  // may be empty
    std::vector<std::string> criteria;  // "1.1": of any number
    std::optional<Day> day;
    State state = State::not_due;
    std::optional<int> points;  // 0 to 4
};

struct FinalRecord {
    AchievementHead head;
    std::vector<FinalUnit> units;
    AchievementResult result;
};

// Three units beside each other; more go on beneath.
[[nodiscard]] print::Document printed(const FinalRecord& record, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// The records of a learner in all subjects of a term: one after the other, proved together.
struct FinalRecords {
    std::vector<FinalRecord> subjects;
};

[[nodiscard]] print::Document printed(const FinalRecords& records, const documents::Issuer& issuer,
                                      const documents::Printing& printing);
[[nodiscard]] documents::DocumentContent content_of(const FinalRecords& records,
                                                    print::Language language);

[[nodiscard]] documents::DocumentContent content_of(const FinalRecord& record,
                                                    print::Language language);

// The worked record of the form, of an invented learner.
[[nodiscard]] FinalRecord sample_final_record();

}  // namespace taqwim::marks
