// KW-20.2, KW-22.6, KW-P5-E  What goes to the guardian and the authority because of absence and lateness: the note of
// the oral notice, the warnings, the referral. They differ in words and a few fields.
//
// The days, the deductions and what is due when are those of the attendance room; nothing is counted here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/mark.h"
#include "documents/printed_document.h"
#include "documents/signed_content.h"
#include "platform/print/document.h"

namespace taqwim::attendance {

enum class NoticeKind : std::uint8_t {
    oral_notice,
    warning_1,
    warning_2,
    warning_3,
    warning_4,  // always a registered letter (decision D18)
    referral,
    lateness_warning
};

// A day that counts, and what it counts as.
struct NoticeDay {
    enum class Cause : std::uint8_t {
        whole_day,
        missed_period,     // KW-22.4
        unapproved_leave,  // KW-21.2
        late_conversion,   // KW-20.3
        lateness
    };

    std::string weekday;
    std::string date;  // as people read it
    Cause cause = Cause::whole_day;
    std::optional<int> minutes = std::nullopt;  // of a lateness, where they were written down
};

// A step of the ladder: what happens at how many days, and what is then taken off.
struct LadderStep {
    NoticeKind kind = NoticeKind::oral_notice;
    int days = 0;
    std::optional<int> deducted_on = std::nullopt;  // the day that costs marks
    std::optional<Mark> marks_off = std::nullopt;   // all together, from every subject
};

// A notice that went out before, with what proves it: for a referral.
struct EarlierNotice {
    NoticeKind kind = NoticeKind::warning_1;
    std::string issued_on;
    std::string evidence;  // who signed, or the number of the postal receipt; empty: none yet
};

// How and with what outcome the guardian was told.
struct OralNotice {
    std::string due_on;
    std::string done_on;
    std::string by;
    std::string channel;  // telephone, meeting, visit; empty: not yet
    std::string outcome;
};

struct Receipt {
    std::string number;
    std::string posted_on;
    std::string received_on;
    std::string received_by;
};

struct AbsenceNotice {
    NoticeKind kind = NoticeKind::warning_1;
    std::string learner;
    std::string identity;  // civil number
    std::string grade_and_section;
    std::string school_year;
    int term = 1;
    std::string guardian;
    // For the authority alone.
    std::string birth_date;
    std::string nationality;
    std::string address;

    std::optional<int> count;  // days without accepted excuse, or latenesses without
    std::vector<NoticeDay> days;
    std::optional<Mark> deduction;  // taken off every subject so far
    std::vector<LadderStep> ladder;
    std::optional<int> excuse_limit_days;   // school days after the return (KW-22.5)
    std::optional<int> latenesses_per_day;  // KW-20.3
    bool is_registered_letter = false;      // offered before the fourth warning (decision D18)
    bool is_reissued = false;
    bool is_withdrawn = false;  // the absences behind it were excused later
    OralNotice oral;
    Receipt receipt;
    std::vector<EarlierNotice> earlier;
    std::string social_worker;
    std::string head_of_school;
};

[[nodiscard]] print::Document printed(const AbsenceNotice& notice, const documents::Issuer& issuer,
                                      const documents::Printing& printing);

// What is signed of it. Serial, day and school are the issue's.
[[nodiscard]] documents::DocumentContent content_of(const AbsenceNotice& notice,
                                                    print::Language language);

// What all of them together are called.
[[nodiscard]] std::string notices_title(print::Language language);

// Of one invented learner: his days grow with the kind.
[[nodiscard]] AbsenceNotice sample_absence_notice(NoticeKind kind);

}  // namespace taqwim::attendance
