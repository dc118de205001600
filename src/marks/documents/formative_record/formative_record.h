// KW-T-10  The formative achievement record of one learner, subject and term: each general competency with its criteria,
// the days on which they were measured, and the levels.
//
// The level of a competency, the sum and the mark are the regulation's (KW-10.3, KW-10.4); nothing is computed here.
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

struct FormativeMeasure {
    enum class State : std::uint8_t {
        measured,
        deferred,  // absent with an excuse: assessed on his return (KW-15.A.E1)
        unexcused  // absent without: its points stand beside it (KW-15.A.U1)
    };

    Day day{0};
    State state = State::measured;
    std::optional<int> points;  // 0 to 4 (KW-9)
};

struct FormativeCriterion {
    std::string number;                      // "3.2"
    std::vector<FormativeMeasure> measures;  // by day
};

struct FormativeCompetency {
    int number = 1;
    std::string label;  // short, as technical supervision entered it
    std::vector<FormativeCriterion> criteria;
    std::optional<int> level;  // nothing while it was not measured
};

struct FormativeRecord {
    AchievementHead head;
    std::vector<FormativeCompetency> competencies;
    bool has_provisional_labels = false;  // the source names no competencies of the subject
    AchievementResult result;
    int criteria_on_sheet =
        5;  // kw.criteria.max_per_competency_on_form; more go on on a second sheet
};

// Four competencies and more stand across the page.
[[nodiscard]] print::Document printed(const FormativeRecord& record,
                                      const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// The records of a learner in all subjects of a term: one after the other, proved together.
struct FormativeRecords {
    std::vector<FormativeRecord> subjects;
};

[[nodiscard]] print::Document printed(const FormativeRecords& records,
                                      const documents::Issuer& issuer,
                                      const documents::Printing& printing);
[[nodiscard]] documents::DocumentContent content_of(const FormativeRecords& records,
                                                    print::Language language);

[[nodiscard]] documents::DocumentContent content_of(const FormativeRecord& record,
                                                    print::Language language);

// The worked record of the form, of an invented learner.
[[nodiscard]] FormativeRecord sample_formative_record();

}  // namespace taqwim::marks
