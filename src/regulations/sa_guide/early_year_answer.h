// "mastery_year" under the guide: the year by mastery with the class head's final opinion, the last weeks before a
// proposal not to promote, the referral to support programmes, and the descriptions of physical education and art.
//
//   "opinion": {"option": "b", "remarks": ["stuttering"]}, "referral": true,
//   "final_effort": [{"skill": "F1-01", "guardian_contacts": ["2007-05-20"], "committee_contacts": ["2007-05-21"]}],
//   "descriptions": [{"report": 1, "subject": "art", "heading": "participation", "text": "…"}]
#pragma once

#include <memory>

#include "regulations/sa_1426/document_kind.h"

namespace taqwim::sa_guide {

[[nodiscard]] std::unique_ptr<sa_1426::Answer> make_early_year_answer();

}  // namespace taqwim::sa_guide
