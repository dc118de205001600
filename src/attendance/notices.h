// Notices to guardians and authorities: what is due by the counts, what was sent, and what came back (KW-20.2, KW-22.6,
// KW-P5-E, SA1447-BAR).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "attendance/counts.h"
#include "school/record.h"

namespace taqwim::attendance {

struct Notice {
    std::int64_t id = 0;
    std::int64_t student_id = 0;
    std::int64_t year_id = 0;
    std::int64_t term = 1;
    std::string kind;                 // oral_notice, warning_1 …
    std::int64_t unexcused_days = 0;  // on the day it was issued
    std::int64_t latenesses = 0;
    Day issued_on{0};
};

// What became of a notice.
struct NoticeEvent {
    std::int64_t id = 0;
    std::int64_t notice_id = 0;
    std::string kind;  // acknowledged, posted, received, withdrawn
    Day day{0};
    std::optional<std::int64_t> guardian_id;  // who acknowledged
    std::string reference;                    // of a receipt; the reason of a withdrawal
};

struct KeptNotice {
    Notice notice;
    std::vector<NoticeEvent> events;  // by id

    [[nodiscard]] const NoticeEvent* find(std::string_view kind) const;
};

void describe(school::Fields& fields, const Notice& notice);
void describe(school::Fields& fields, const NoticeEvent& event);

class Notices {
public:
    // All of them outlive this.
    Notices(school::Record& record, const RuleSets& rule_sets)
        : record_(record), rule_sets_(rule_sets)
    {}

    // The counts of the student's year, what of it is due and was not sent, and what was sent with its receipts. A
    // notice whose absences were excused later is shown as no longer supported.
    [[nodiscard]] Result<std::string> of_student(SchoolId school, std::int64_t student_id,
                                                 std::int64_t year_id, Day today);

    // Everybody in the class today: his counts, what nobody has decided yet, what is due, and what his guardians have
    // not answered. Refuses with record_unknown {class}.
    [[nodiscard]] Result<std::string> of_class(SchoolId school, std::int64_t class_id, Day today);
    // The excuses and leaves of the school that nobody has decided yet, the oldest first; at most 200 of each.
    [[nodiscard]] Result<std::string> undecided(SchoolId school);

    // Refuses with record_unknown, year_sealed, notice_not_due, and record_exists: it was sent in this term and was not
    // withdrawn since.
    [[nodiscard]] Result<school::Answer> issue(SchoolId school, const school::Act& act,
                                               Notice notice);

    // A guardian of the student says that he knows. Refuses with record_unknown {notice, guardian}, days_reversed (before
    // it was issued), day_in_future, acknowledged_already.
    [[nodiscard]] Result<school::Answer> acknowledge(SchoolId school, const school::Act& act,
                                                     NoticeEvent event);
    // posted: the postal receipt of a registered letter; received: that of the authority; withdrawn: the absences behind
    // it were excused. Refuses with record_unknown {notice}, days_reversed, day_in_future, year_sealed, record_exists.
    [[nodiscard]] Result<school::Answer> add_event(SchoolId school, const school::Act& act,
                                                   NoticeEvent event);

private:
    [[nodiscard]] Result<school::Answer> store_event(SchoolId school, const school::Act& act,
                                                     NoticeEvent event);

    school::Record& record_;
    const RuleSets& rule_sets_;
};

// What is due by the counts and was not sent, or was withdrawn since.
struct OpenNotice {
    std::int64_t term = 1;
    DueNotice due;
    std::int64_t unexcused_days = 0;
    std::int64_t latenesses = 0;
};
[[nodiscard]] std::vector<OpenNotice> open_notices(const std::vector<TermCounts>& terms,
                                                   const std::vector<KeptNotice>& kept);

[[nodiscard]] std::vector<KeptNotice> notices_of(database::Session& session, SchoolId school,
                                                 std::int64_t student_id, std::int64_t year_id);

}  // namespace taqwim::attendance
