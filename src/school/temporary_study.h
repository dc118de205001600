// Children of staff on a mission and of holidaymakers who learn at another school for a while (PG-10.A). At home the
// guardian asks, the head decides and fills in his part of the statement form; the student stays enrolled, with his seat and
// his file (PG-10.A.3). The school that has him as a guest (enrolment of the kind `temporary`) keeps the form's number and
// sends his result back under seal; at home it is recorded only when what was opened is what had been sent (PG-10.A.4).
//
//   home   requested, approved or refused, received, opened, closed
//   host   admitted, result_sent, closed
//
// Each step is a row; nothing is changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/refusal.h"
#include "school/keeping.h"
#include "school/record.h"
#include "school/route.h"

namespace taqwim::school {

struct TemporaryStudy {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::string side;                         // home, host
    std::string other_school;                 // where he goes, or where he comes from
    std::string place;                        // the directorate of that school
    std::string reason;                       // mission, holiday
    std::optional<std::int64_t> guardian_id;  // who asked; of the home side
    Day first_day{0};
    Day last_day{0};
    std::string form;  // number of the statement form; at home it comes with the approval
};

struct TemporaryStudyStep {
    std::int64_t id = 0;
    std::int64_t study_id = 0;
    std::string kind;
    std::string reference;  // of the form, the letter or the seal
    std::string digest;     // of what lies under the seal; empty where there is none
    std::string signed_by;  // who signed for the envelope
    Day day{0};
};

void describe(Fields& fields, const TemporaryStudy& study);
void describe(Fields& fields, const TemporaryStudyStep& step);

class TemporaryStudies {
public:
    explicit TemporaryStudies(Record& record) : record_(record) {}

    // Refuses with value_not_listed (side, reason), days_reversed, not_enrolled (on the first day, of a guest as temporary),
    // record_unknown {student, guardian: not his on that day}, field_missing (guardian_id at home, form of a guest),
    // days_overlap and year_sealed.
    [[nodiscard]] Result<Answer> begin(SchoolId school, const Act& act, TemporaryStudy study);
    // Refuses with record_unknown {enrolment: no such study}, value_not_listed (a step that does not come next, and a
    // digest that is not the one received), field_missing (reference, digest, signed_by), day_in_future.
    [[nodiscard]] Result<Answer> take_step(SchoolId school, const Act& act,
                                           TemporaryStudyStep step);
    // Those of a student with their steps.
    [[nodiscard]] Result<std::string> of_student(SchoolId school, std::int64_t student_id);

private:
    Record& record_;
};

// `studies` outlives the routes.
[[nodiscard]] std::vector<Route> temporary_study_routes(TemporaryStudies& studies);

}  // namespace taqwim::school
