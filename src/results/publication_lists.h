// What a school sees of its publications: how far they are, what each class's results are before and after, what would
// be different, and who has acknowledged them. All as JSON of the API.
#pragma once

#include <cstdint>
#include <string>

#include "results/publications.h"

namespace taqwim::results {

// {"classes": […]}: each class of a year with its students, its publication that stands, how many results of it are
// withheld and how many guardians acknowledged.
[[nodiscard]] std::string year_progress_json(database::Session& session, SchoolId school,
                                             std::int64_t school_year_id, Instant now);

// {"classes": [{"class_id", "name", "open_points"}]}: of every class that is not published.
[[nodiscard]] Result<std::string> year_checklist_json(database::Session& session,
                                                      const Publications& publications,
                                                      SchoolId school, std::int64_t school_year_id);

// {"open_points": […]} of one class.
[[nodiscard]] std::string checklist_json(const std::vector<OpenPoint>& points);

// {"publications": […]}: every publication of a year, the newest first, withdrawn ones too.
[[nodiscard]] std::string publications_json(database::Session& session, SchoolId school,
                                            std::int64_t school_year_id);

// {"students": […]}: what was published of each student of a class, and what the law makes of the record today. Refuses
// with record_unknown.
[[nodiscard]] Result<std::string> class_results_json(database::Session& session,
                                                     const Publications& publications,
                                                     SchoolId school, std::int64_t class_id,
                                                     Instant now);

// {"students": […]}: for whom publishing anew would show something else, and what. Refuses with record_unknown.
[[nodiscard]] Result<std::string> class_differences_json(database::Session& session,
                                                         const Publications& publications,
                                                         SchoolId school, std::int64_t class_id);

// {"students": […]}: who is to be told of a class's results, and who acknowledged what is shown now. Refuses with
// record_unknown.
[[nodiscard]] Result<std::string> class_notices_json(database::Session& session, SchoolId school,
                                                     std::int64_t class_id, Instant now, Day today);

// {"differences": […]} between two versions of a student's year. Refuses with record_unknown.
[[nodiscard]] Result<std::string> version_differences_json(database::Session& session,
                                                           StudentId student,
                                                           std::int64_t school_year_id,
                                                           std::int64_t from, std::int64_t to);

}  // namespace taqwim::results
