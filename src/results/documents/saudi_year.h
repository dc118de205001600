// A Saudi student's year by marks (sa_1426, sa_guide, sa_1447) as its papers need it: subjects with terms, rounds and final marks,
// what is examined again, and the decision. Every number is the outcome's; a total is the sum of the marks that stand.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "documents/paper_kinds.h"
#include "regulations/frame/rule_set.h"
#include "results/documents/certificate/certificate.h"
#include "results/documents/result_notice/result_notice.h"
#include "results/documents/year_on_paper.h"

namespace taqwim::results {

struct SaudiYear {
    PaperStudent student;
    std::vector<CertificateSubject> subjects;  // in the order of the plan
    PaperOutcome outcome = PaperOutcome::none;
    PrintedMark total;  // of the marks that stand; missing while one of them is; none under sa_1447
    std::optional<Mark> total_maximum;
    bool is_total_notional = false;  // a subject is exempt and in neither
    std::string average;
    BothLanguages general_grade;    // of a confirmed scale only (PG-13.4)
    std::optional<Mark> behaviour;  // of 100, where the regulation has a mark of it
    std::optional<Mark> attendance;
    std::optional<int> excused_days;  // of absence; nothing where nobody keeps the class's rolls
    std::optional<int> unexcused_days;
    std::vector<NoticeSubject> second_round;  // what is examined again (SR-8.1, SR-8.2)
    std::vector<NoticeSubject> not_passed;    // after the last round, with their marks
    std::vector<BothLanguages> remedial;      // SR-7.4
    bool is_second_round_held = false;
    bool has_own_composition = false;  // marks after a second sitting are not made as SR-8.2 says
    bool ends_stage = false;           // grades 6, 9 and 12
    BothLanguages next_grade;          // of who passed and has one
    BothLanguages rules;
    std::string class_head;
    std::string control_head;
    std::string head_of_school;
};

// Refuses with regulation_unknown, and with facts_incomplete for a year that is not by marks.
[[nodiscard]] Result<SaudiYear> saudi_year_of(
    database::Session& session, const std::vector<std::unique_ptr<RuleSet>>& rule_sets,
    const documents::PaperOrder& order, const YearOnPaper& year);

}  // namespace taqwim::results
