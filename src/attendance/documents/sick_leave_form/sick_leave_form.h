// KW-22.5  The sick-leave form that the school gives out: a medical excuse is accepted on it alone. It is printed for the
// doctor to fill in, and again with what came back. What it says of an illness is kept nowhere: that line is always
// written by hand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "platform/print/document.h"

namespace taqwim::attendance {

struct SickLeaveForm {
    enum class Certifier : std::uint8_t {
        none,
        health_centre,
        government_hospital,
        private_hospital
    };
    enum class Decision : std::uint8_t { none, accepted, refused };

    std::string number;
    std::string learner;
    std::string identity;  // civil number
    std::string grade_and_section;
    std::string school_year;
    std::string guardian;
    std::string given_on;           // by the administration
    std::optional<int> limit_days;  // school days after the return in which it may be handed in

    // What came back. Empty: a line to write on.
    std::string first_day;
    std::string last_day;
    Certifier certifier = Certifier::none;
    std::string certifier_name;
    bool is_certified_by_school_health = false;  // what a private hospital needs
    std::string returned_on;
    std::string last_day_to_submit;
    std::string submitted_on;
    Decision decision = Decision::none;
    std::string reason;
    std::string decided_by;
    std::string decided_on;
    std::string head_of_school;
};

[[nodiscard]] print::Document printed(const SickLeaveForm& form, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

[[nodiscard]] documents::DocumentContent content_of(const SickLeaveForm& form,
                                                    print::Language language);

// Filled in, of an invented learner.
[[nodiscard]] SickLeaveForm sample_sick_leave_form();
// The same as it goes out.
[[nodiscard]] SickLeaveForm sample_blank_sick_leave_form();

}  // namespace taqwim::attendance
