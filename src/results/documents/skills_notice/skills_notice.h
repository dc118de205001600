// PG-24.W.1, F-54  What a student of the early grades takes along who goes on abroad after the first term: each skill that
// he has mastered, subject by subject. No level, no mark and nothing that is missing stands on it.
#pragma once

#include <string>
#include <vector>

#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "results/documents/paper_parts/student_head.h"

namespace taqwim::results {

struct MasteredSkill {
    std::string code;  // of the list, as it is signed
    std::string text;
};

struct MasteredSubject {
    BothLanguages name;
    std::vector<MasteredSkill> skills;  // none: said so
    std::string teacher;
};

struct SkillsNotice {
    PaperStudent student;
    std::string until;  // the day up to which was judged
    std::vector<MasteredSubject> subjects;
    std::string class_head;
    std::string head_of_school;
};

[[nodiscard]] print::Document printed(const SkillsNotice& notice, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// What is signed: the codes of each subject's skills.
[[nodiscard]] documents::DocumentContent content_of(const SkillsNotice& notice,
                                                    print::Language language);

// An invented student; of one subject nothing is mastered.
[[nodiscard]] SkillsNotice sample_skills_notice();

}  // namespace taqwim::results
