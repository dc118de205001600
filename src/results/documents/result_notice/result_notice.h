// F-04, F-39, F-62, PG-G.44  The notices of a result: second round, result withheld, second round not passed, congratulation.
//
// Each goes to one student and his guardian alone. A notice of a withheld result always carries the sentence that the Ministry is
// not bound, names the subjects of the second round and prints no mark.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "results/documents/paper_parts/printed_mark.h"
#include "results/documents/paper_parts/second_round.h"
#include "results/documents/paper_parts/student_head.h"

namespace taqwim::results {

enum class ResultNoticeKind : std::uint8_t {
    second_round,           // إشعار مواد الإكمال
    withheld_second_round,  // the same while the result is withheld: PG-G.44 (a), (b)
    withheld_passed,        // passed, withheld: PG-G.44 (c)
    not_passed,             // after the second round: the subjects that remain
    congratulation,         // بطاقة تهنئة: passed; half a page
};

struct NoticeSubject {
    BothLanguages name;
    SecondRoundScope scope = SecondRoundScope::whole;
    std::optional<Mark> available;  // what the examination is out of (SR-8.2)
    std::string when;  // day, date and time as people read them; empty: a line to write on
    BothLanguages where;
    bool is_oral = false;  // without coursework (PG-20.10)
    PrintedMark mark;      // of a notice after the second round
};

struct ResultNotice {
    ResultNoticeKind kind = ResultNoticeKind::second_round;
    PaperStudent student;
    std::vector<NoticeSubject> subjects;
    PaperOutcome outcome = PaperOutcome::none;  // of a notice after the second round
    std::string case_number;                    // of a withheld result
    bool are_fractions_raised = true;           // PG-16.C.11 is in force
    bool has_own_composition =
        false;  // SR-8.2 does not say how the mark is made: nothing is told of it
    std::string class_head;
    std::string head_of_school;
};

[[nodiscard]] print::Document printed(const ResultNotice& notice, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// What is signed: subjects and what of them is examined, then the result.
[[nodiscard]] documents::DocumentContent content_of(const ResultNotice& notice,
                                                    print::Language language);

// The name of both notices of a withheld result together, as lists of papers have it.
[[nodiscard]] std::string withheld_notice_title(print::Language language);

// An invented student with six subjects of every scope.
[[nodiscard]] ResultNotice sample_result_notice(ResultNoticeKind kind);

}  // namespace taqwim::results
