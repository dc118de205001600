// KW-18.2, KW-19  The notice to the guardian: in which subjects the learner is assessed again, what each covers and when.
#pragma once

#include <string>
#include <vector>

#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "platform/print/document.h"
#include "results/documents/second_attempt/second_attempt.h"

namespace taqwim::results {

struct AttemptSubject {
    std::string name;
    AttemptScope scope = AttemptScope::term_2;
    std::string weekday;
    std::string date;  // as people read it; empty: Decision No. 1 has not set it
    std::string hour;
};

struct PlacementNotice {
    SecondAttempt attempt = SecondAttempt::placement;
    std::string learner;
    std::string grade_and_section;
    std::string school_year;
    std::string guardian;
    std::vector<AttemptSubject> subjects;
    std::string first_day;  // of the assessments (Decision No. 1); empty: not set
    std::string last_day;   // of an exceptional case (KW-16.1)
    std::string head_of_school;
};

[[nodiscard]] print::Document printed(const PlacementNotice& notice,
                                      const documents::Issuer& issuer,
                                      const documents::Printing& printing);

[[nodiscard]] documents::DocumentContent content_of(const PlacementNotice& notice,
                                                    print::Language language);

// «إشعار بتحديد المستوى أو الدور الثاني»: of both attempts.
[[nodiscard]] std::string placement_notice_title(print::Language language);

// Of an invented learner; the subjects' scopes are those of the attempt.
[[nodiscard]] PlacementNotice sample_placement_notice(SecondAttempt attempt);

}  // namespace taqwim::results
