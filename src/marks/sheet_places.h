// Where a sheet stands: its school's directorate, its class and its subject. None of it ever changes, so what was found
// once is kept, and a request that names a sheet asks the database nothing before it may be answered.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "marks/mark_sheet.h"
#include "platform/database/session.h"
#include "platform/http/request.h"
#include "school/route.h"

namespace taqwim::marks {

// Safe to share between threads.
class SheetPlaces {
public:
    // What a request to "/v1/schools/{school_id}/mark-sheets/{sheet_id}…" is about, with the student where the path names
    // one; his being in the class is not looked at. Refuses with id_malformed and record_unknown.
    [[nodiscard]] Result<school::Target> target(database::Session& session,
                                                const http::Request& request);

private:
    struct Place {
        std::optional<std::int64_t> directorate_id;
        std::int64_t class_id = 0;
        std::string subject;
    };

    [[nodiscard]] std::optional<Place> known(SheetId sheet);
    void keep(SheetId sheet, const Place& place);

    std::mutex mutex_;
    std::map<std::pair<std::int64_t, std::int64_t>, Place> places_;  // by school and sheet
};

}  // namespace taqwim::marks
