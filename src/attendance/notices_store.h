// The tables of notices.
#pragma once

#include <optional>

#include "attendance/notices.h"

namespace taqwim::attendance {

void insert_notice(school::Changes& changes, SchoolId school, const Notice& notice);
void insert_notice_event(school::Changes& changes, SchoolId school, const NoticeEvent& event);
[[nodiscard]] std::optional<KeptNotice> find_notice(database::Session& session, SchoolId school,
                                                    std::int64_t id);

}  // namespace taqwim::attendance
