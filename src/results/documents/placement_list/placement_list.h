// KW-18, KW-19  Who is assessed again, in what and when; with the marks and results once they are there.
//
// The marks are those of the results; nothing is computed here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/mark.h"
#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "platform/print/document.h"
#include "results/documents/second_attempt/second_attempt.h"

namespace taqwim::results {

struct ListSubject {
    enum class State : std::uint8_t {
        due,     // the places of mark and result are left open
        marked,  // the mark of the assessment and what was recorded of it
        absent
    };

    std::string name;
    std::optional<Mark> year_mark;  // before; nothing where the year could not be judged
    AttemptScope scope = AttemptScope::term_2;
    std::string date;  // as people read it; empty: not set
    State state = State::due;
    std::optional<Mark> mark;
    std::optional<Mark> recorded;
};

struct ListLearner {
    std::string name;
    std::string section;
    std::vector<ListSubject> subjects;
    std::string result;  // after all of them: «ينقل إلى الصف التالي»
};

struct Approval {
    std::string number;
    std::string date;
};

struct PlacementList {
    SecondAttempt attempt = SecondAttempt::placement;
    std::string grade;
    std::string school_year;
    std::string first_day;  // of the assessments (Decision No. 1); empty: not set
    std::vector<ListLearner> learners;
    bool needs_committee = false;  // somebody is assessed in both terms (KW-18.4, KW-19.6)
    bool needs_district = false;   // somebody is an exceptional case (KW-16.1)
    Approval committee;
    Approval district;
    std::string head_of_control;
    std::string head_of_school;
};

[[nodiscard]] print::Document printed(const PlacementList& list, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

[[nodiscard]] documents::DocumentContent content_of(const PlacementList& list,
                                                    print::Language language);

// «كشف المتعلمين لتحديد المستوى أو الدور الثاني»: of both attempts.
[[nodiscard]] std::string placement_list_title(print::Language language);

// Invented learners of a grade, before the assessments.
[[nodiscard]] PlacementList sample_placement_list(SecondAttempt attempt);

}  // namespace taqwim::results
