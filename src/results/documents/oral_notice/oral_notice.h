// PG-4.10  What the guardian is told of oral subjects: in words alone, skill by skill.
//
// No mark and no number stands in it, nor beside it. The words come from the results (PG-4.10's shares of the skill's maximum);
// nothing is worked out here. English is no oral subject (PG-4.6).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "results/documents/paper_parts/student_head.h"

namespace taqwim::results {

enum class OralDescription : std::uint8_t {
    not_assessed,
    mastered,        // متقن
    capable,         // متمكن
    needs_practice,  // بحاجة إلى مزيد من التدريب
    needs_remedy,    // بحاجة إلى معالجة
};

struct OralSkill {
    BothLanguages name;  // as the list has it (PG-4.11)
    OralDescription description = OralDescription::not_assessed;
};

struct OralSubject {
    BothLanguages name;
    std::vector<OralSkill> skills;
    std::string advice;  // without numbers: refused where it is entered; empty: a place to write in
    std::string teacher;
};

struct OralNotice {
    PaperStudent student;
    BothLanguages period;  // «الأولى – الفصل الدراسي الأول»
    std::vector<OralSubject> subjects;
    std::string class_head;
    std::string head_of_school;
};

[[nodiscard]] print::Document printed(const OralNotice& notice, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// What is signed: each skill and its words.
[[nodiscard]] documents::DocumentContent content_of(const OralNotice& notice,
                                                    print::Language language);

// «الأخيرة – الفصل الدراسي الأول».
[[nodiscard]] BothLanguages term_period(int term);

// An invented student with every description.
[[nodiscard]] OralNotice sample_oral_notice();

}  // namespace taqwim::results
