// KW-20.2, KW-22.6  A notice from the record: as it was sent, or as it is due.
#pragma once

#include "attendance/documents/absence_notice/absence_notice.h"
#include "attendance/excuses.h"
#include "documents/paper_kinds.h"

namespace taqwim::attendance {

// "oral_notice", "warning_1" … "warning_4", "referral", "lateness_warning".
[[nodiscard]] NoticeKind notice_kind(std::string_view part);

// Of the last term in which it was sent, else of the one in which it is due. Refuses with notice_not_due, as the counts do,
// and with record_unknown.
[[nodiscard]] Result<AbsenceNotice> absence_notice_of(database::Session& session,
                                                      const RuleSets& rule_sets,
                                                      const documents::PaperOrder& order);

}  // namespace taqwim::attendance
