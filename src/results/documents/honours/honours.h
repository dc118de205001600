// SR-3.7  A certificate of honour: by the Ministry's decision and with the guardian's consent, and in no other way.
//
// It names what was honoured, in words. No rank, no mark and no comparison stands on it, and there is no list of who has one. Without
// decision or consent it cannot leave the draft.
#pragma once

#include <string>

#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "results/documents/paper_parts/student_head.h"

namespace taqwim::results {

struct Honours {
    PaperStudent student;
    BothLanguages giver;       // who decided: «الوزارة», or the directorate's name
    BothLanguages for_what;    // of the decision: «تفوقه في العلوم»
    std::string decision;      // its number
    std::string decided_on;    // its day, as people read it
    std::string consented_on;  // the day of the guardian's consent; empty: none yet
    std::string head_of_school;
    std::string director;  // of education
};

[[nodiscard]] print::Document printed(const Honours& honours, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// What is signed: what was honoured, and by which decision.
[[nodiscard]] documents::DocumentContent content_of(const Honours& honours,
                                                    print::Language language);

// The Ministry, as certificates name it.
[[nodiscard]] BothLanguages ministry_as_giver();

[[nodiscard]] Honours sample_honours();

}  // namespace taqwim::results
