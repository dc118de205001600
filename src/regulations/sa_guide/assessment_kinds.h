// The questions about marks, oral subjects, affiliation and the day of an examination, as documents of the rule set
// (sa_1426/document_kind.h). Each is a pure rule of this folder, asked by the name that the catalogue's examples give it.
//
//   {"kind": "scheme_total", "input": {"scheme": "SA-PE", "leaf_marks": {"active": "1.5", …}}}
//   {"kind": "late_arrival", "input": {"start": "07:30:00", "arrival": "07:40:00"}}
//
// The edition's rules inherit from sa_1426::Rules and from AssessmentRules.
#pragma once

#include <vector>

#include "regulations/sa_1426/document_kind.h"

namespace taqwim::sa_guide {

// All of the following.
[[nodiscard]] std::vector<sa_1426::DocumentKind> assessment_kinds();

// scheme_kinds.cpp: scheme_total, scheme_choice, affiliated_english, test_dictation
void append_scheme_kinds(std::vector<sa_1426::DocumentKind>& kinds);
// oral_kinds.cpp: oral_skill_averages, oral_assessment_count, oral_notice, skill_description
void append_oral_kinds(std::vector<sa_1426::DocumentKind>& kinds);
// quran_kinds.cpp: quran_daily_mark, quran_quality, quran_term
void append_quran_kinds(std::vector<sa_1426::DocumentKind>& kinds);
// student_kinds.cpp: late_admission_case, failed_student_options, exam_transfer
void append_student_kinds(std::vector<sa_1426::DocumentKind>& kinds);
// affiliation_kinds.cpp: exam_school (PG-6.4), marking_body (PG-6.5), affiliation_choice (PG-6.7.8), affiliation_subjects
// (PG-6.7.9), enrolment (PG-G.18), transfer_request (PG-10.B.1), result_collection (PG-10.B.5, PG-10.B.6)
void append_affiliation_kinds(std::vector<sa_1426::DocumentKind>& kinds);
// examination_day_kinds.cpp: late_arrival, hand_in, exam_day_limit, scribe
void append_examination_day_kinds(std::vector<sa_1426::DocumentKind>& kinds);

}  // namespace taqwim::sa_guide
