#include "school/repeats.h"

#include <string>
#include <vector>

namespace taqwim::school {

Result<std::int64_t> forget_old_repeats(Record& record)
{
    const std::string before =
        record.now().plus_seconds(-k_repeats_kept_days * 24 * 60 * 60).to_text();
    const std::vector<std::int64_t> schools = record.read([&](database::Session& session) {
        std::vector<std::int64_t> found;
        for (const database::Row& row : session.find_all(
                 "SELECT DISTINCT school_id FROM request_key WHERE at < $1 ORDER BY school_id",
                 before))
            found.push_back(row.integer("school_id"));
        return found;
    });
    std::int64_t forgotten = 0;
    for (const std::int64_t school : schools) {
        const auto rows = record.database().write(
            SchoolId{school}, [&](database::Session& session) -> Result<std::int64_t> {
                return session.execute("DELETE FROM request_key WHERE school_id = $1 AND at < $2",
                                       school, before);
            });
        if (!rows)
            return rows.refusal();
        forgotten += *rows;
    }
    return forgotten;
}

}  // namespace taqwim::school
