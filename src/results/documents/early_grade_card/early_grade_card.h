// PG-1.50 to PG-1.61  The early grades' card: what a student has mastered, told in words, four times a year.
//
// A level is one of the digits 1 to 4; no percentage, no mark and no grade word stands on it (PG-1.37). All that is not mastered
// is named, minimum skills with ×, and never shortened (PG-1.52). Physical education and art have words alone (PG-1.61). The fourth
// report is the final certificate and bears the class head's opinion (PG-1.60).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "results/documents/paper_parts/student_head.h"

namespace taqwim::results {

struct UnmasteredSkill {
    BothLanguages name;  // a composite one with its parts: «حفظ السور: الفيل، قريش»
    bool is_minimum = false;  // ×
    bool is_not_assessed =
        false;  // studied, and the class head confirmed that nobody has judged it yet
};

// A subject described in words: one heading for each criterion.
struct DescribedSide {
    BothLanguages heading;  // empty: the text stands by itself
    std::string text;       // empty: a place to write in
};

struct EarlyGradeSubject {
    BothLanguages name;
    std::optional<int> level;  // 1 to 4; empty: nothing studied yet, or described in words
    std::vector<UnmasteredSkill> not_mastered;
    std::vector<DescribedSide> described;  // physical education and art
    std::string teacher;  // who signed his row; empty: not yet, and the card stays a draft
};

enum class FinalOpinion : std::uint8_t {
    none,                   // not in the record: the options with lines to write on
    moves_up,               // (أ)
    moves_up_with_remarks,  // (ب), also after a committee's decision to promote
    does_not_move_up,       // (ت), with every minimum skill that is missing
};

// The class head's page of the fourth report.
struct OpinionPage {
    FinalOpinion opinion = FinalOpinion::none;
    BothLanguages next_grade;
    std::vector<std::string> remarks;  // of (ب)
    struct Missing {
        BothLanguages subject;
        std::vector<BothLanguages> skills;
    };
    std::vector<Missing> missing;    // of (ت), and of (ب) after a committee's decision
    std::string committee_decision;  // its number; empty: none
};

struct EarlyGradeCard {
    PaperStudent student;
    int report = 1;     // 1 to 4
    std::string until;  // the day up to which was judged
    std::vector<EarlyGradeSubject> subjects;
    std::string remarks;               // general
    OpinionPage opinion;               // of the fourth report
    std::optional<int> superseded_by;  // the number of a later report (PG-1.44)
    std::string class_head;
    std::string head_of_school;
};

// A row without its teacher's name keeps the draft's watermark, whatever `printing` says (PG-1.53).
[[nodiscard]] print::Document printed(const EarlyGradeCard& card, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// What is signed: each subject's level, then the opinion.
[[nodiscard]] documents::DocumentContent content_of(const EarlyGradeCard& card,
                                                    print::Language language);

// The words of the guide's causes for remarks (PG-1.60); a cause that has none here stands as its code.
[[nodiscard]] std::vector<std::string> remark_words(const std::vector<std::string>& codes,
                                                    print::Language language);

// An invented student's fourth report: every level, a subject not studied, long lists, a minimum skill missing.
[[nodiscard]] EarlyGradeCard sample_early_grade_card();

}  // namespace taqwim::results
