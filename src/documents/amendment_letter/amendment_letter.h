// F-48 of the Saudi catalogue  The directorate's letter on an amendment (PG-24.P.3): to a school that the student attended,
// with what stood before and after, the decision, what the school is to do, and the notice that it fills in and returns; or
// as a copy to the section of examinations or the authority. A paper for work: it is signed by hand.
#pragma once

#include <string>

#include "documents/paper_kinds.h"
#include "documents/printed_document.h"
#include "platform/print/document.h"

namespace taqwim::documents {

struct AmendmentLetterPaper {
    std::string kind = {};       // as in AmendmentLetter
    std::string addressee = {};  // of a school
    std::string heir = {};    // the directorate that keeps its records; empty: the school is open
    std::string years = {};   // separated by ", "; empty: not known
    std::string number = {};  // of the letter; empty: to be written
    std::string day = {};
    std::string decision_number = {};
    std::string decision_day = {};
    std::string name_before = {};
    std::string name_after = {};
    std::string birth_before = {};  // days as tables have them; empty: not recorded
    std::string birth_after = {};   // empty: it was not amended
    bool is_girl = false;
};

// `issuer` as issuer_of gives it: the line of the school is left out, for the directorate writes.
[[nodiscard]] print::Document printed(const AmendmentLetterPaper& letter, const Issuer& issuer,
                                      const Printing& printing);

[[nodiscard]] AmendmentLetterPaper sample_amendment_letter();

// The kind "amendment_letter": of one letter (record_id) of a request (within_id).
void add_amendment_letter(PaperKinds& kinds);

}  // namespace taqwim::documents
