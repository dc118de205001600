// What the guide adds to the rules of a year by marks: mark schemes, oral subjects, memorisation schools, dictation, late
// admission, affiliation in failed subjects, the day of an examination, its transfer. The edition's rules inherit from
// AssessmentRules; a kind of document asks for it with part_of.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/mark.h"
#include "core/parameter.h"
#include "core/refusal.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/sa_guide/mark_scheme.h"

namespace taqwim::sa_guide {

// Whether oral subjects are assessed continuously, or as the other subjects (rulings 9 and 14 of the catalogue).
enum class OralArrangement : std::uint8_t { continuous, exam };

// PG-4.10  A skill has this description from this share of its maximum on.
struct Descriptor {
    Share from;
    std::string code;  // "capable"
};

struct OralSubjectRules {
    Parameter<int> first_grade;                       // oral.first_grade
    Parameter<OralArrangement> arrangement;           // oral.arrangement
    Parameter<std::vector<int>> class_sizes;          // oral.class_sizes
    std::vector<Parameter<std::vector<int>>> counts;  // oral.counts_1 … by weekly periods
    Parameter<std::vector<Descriptor>> descriptors;   // oral.descriptor_from, oral.descriptors
    Parameter<int> notice_due_days;                   // oral.notice_due_days
};

// PG-4.4
struct QuranRules {
    Parameter<int> weeks_per_period;
    Parameter<int> daily_per_week;
    Parameter<int> weekly_per_week;
    Parameter<int> divisor;
    Parameter<int> periods;
    Parameter<Mark> deduction_maximum;
    Parameter<int> final_review_least_days;
    Parameter<Mark> daily_maximum;
    Parameter<Mark> weekly_maximum;
    Parameter<Mark> review_maximum;
    Parameter<Mark> final_review_maximum;
    Parameter<Mark> recitation_maximum;
    Parameter<std::vector<int>> review_weeks;
    Parameter<int> final_review_week;
    Parameter<int> first_recitation_grade;
};

struct DictationRules {
    Parameter<Mark> deduction_per_wrong_word;
    Parameter<std::vector<int>> grades;
    Parameter<std::vector<int>> words;
    Parameter<int> items;
};

struct LateAdmissionRules {
    Parameter<int> sufficient_days;
    Parameter<Mark> midterm;
    Parameter<Mark> participation;
    Parameter<Mark> exam;
    Parameter<Mark> exam_alone;
};

struct AffiliationRules {
    Parameter<AffiliatePapers> papers;      // affiliation.entry_mode
    Parameter<OralArrangement> night_oral;  // affiliation.night_oral
    Parameter<int> exam_centre_grade;       // affiliation.exam_centre_grade
    Parameter<std::vector<std::string>> exam_centre_windows;
    Parameter<Mark> english_paper;                   // english.affiliate_paper
    Parameter<Mark> english_term_mark;               // english.affiliate_term_mark
    Parameter<std::vector<int>> repeat_only_grades;  // article_9.…
    Parameter<std::vector<int>> conditional_grades;
    Parameter<std::vector<int>> choice_grades;
    Parameter<int> choice_days;
    Parameter<int> least_failures;
    Parameter<int> intermediate_age;
    Parameter<int> secondary_age;
};

struct ExaminationDayRules {
    Parameter<int> most_subjects;
    Parameter<std::vector<std::string>> limited_windows;
    Parameter<int> late_minutes;
    Parameter<Share> hand_in_share;
    Parameter<int> scribe_grade_gap;
};

struct TransferRules {
    Parameter<int> lead_days;
    Parameter<int> collect_days;
    Parameter<int> send_days;
};

struct AssessmentRules {
    virtual ~AssessmentRules() = default;

    Parameter<Exact> entry_step;  // marks.entry_step
    OralSubjectRules oral_subjects;
    QuranRules quran;
    DictationRules dictation;
    LateAdmissionRules late_admission;
    AffiliationRules affiliation;
    ExaminationDayRules examination_day;
    TransferRules transfer;
    std::shared_ptr<const SchemeBook> scheme_book;
    SchemesOnDay schemes;  // in force on the day of the parameters

    // Reads and checks: marks of the memorisation schools that add up to a term (D14), lists of the same length, bands
    // that fall to 0. Throws ConfigurationFault with all that is wrong.
    [[nodiscard]] static AssessmentRules read(const ParametersOnDay& parameters,
                                              std::shared_ptr<const SchemeBook> schemes);

    // The scheme of a subject for a student, as find() of the schemes has it, under the ministry's choice for oral
    // subjects.
    [[nodiscard]] Result<const MarkScheme*> scheme_for(SchemeQuery query) const;
};

}  // namespace taqwim::sa_guide
