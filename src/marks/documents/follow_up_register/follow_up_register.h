// KW-T-FOLLOW, PG-1.55  The teacher's follow-up register of a class, a sheet for each subject: each measure that was taken,
// by months; or, in the Saudi early grades, the view that the teacher chooses: the notes on what each student has not mastered
// yet, a table of students and skills, a page for each student, a copy of the list of skills for each. It shows what was
// entered and judges nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "documents/printed_document.h"
#include "platform/print/document.h"

namespace taqwim::marks {

enum class FollowUpForm : std::uint8_t { measures, notes, matrix, pages, lists };

struct FollowUpMeasure {
    std::string month;  // «أكتوبر ٢٠٢٦»: measures of one stand beneath it
    std::string day;
    std::string learner;
    std::string criterion;
    std::string level;       // empty: missed, or still to come
    std::string method;      // the tool, or empty
    std::string attendance;  // on that day; empty: no roll was taken
    std::string note;
};

struct FollowUpSkill {
    std::string code;
    std::string text;
    bool is_minimum = false;
};

enum class FollowUpState : std::uint8_t { not_taught, not_judged, mastered, not_mastered };

struct FollowUpStudent {
    std::string name;
    std::vector<FollowUpState> states;  // one a skill of his subject
};

struct FollowUpSubject {
    std::string name;
    std::string teacher;
    std::vector<FollowUpMeasure> measures;  // by day
    std::vector<FollowUpSkill> skills;
    std::vector<FollowUpStudent> students;  // by name
};

struct FollowUpRegister {
    FollowUpForm form = FollowUpForm::measures;
    std::string grade_and_section;
    std::string school_year;
    std::string term;   // of measures
    std::string until;  // of skills: the day of the register
    std::vector<FollowUpSubject> subjects;
    std::string head_of_school;
};

// What each form is called.
[[nodiscard]] std::string title_of(FollowUpForm form, print::Language language);
// «حاضر», «غائب», «متأخر» for present, absent, late; empty for anything else.
[[nodiscard]] std::string attendance_words(std::string_view status, print::Language language);

[[nodiscard]] print::Document printed(const FollowUpRegister& entries,
                                      const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// An invented class.
[[nodiscard]] FollowUpRegister sample_follow_up_register(FollowUpForm form);

}  // namespace taqwim::marks
