// The tables of study plans and classes.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "platform/database/session.h"
#include "school/plans.h"

namespace taqwim::school {

[[nodiscard]] std::optional<StudyPlan> find_plan(database::Session& session, SchoolId school,
                                                 std::int64_t plan_id);
// By grade and track.
[[nodiscard]] std::vector<StudyPlan> plans_of(database::Session& session, SchoolId school,
                                              std::int64_t year_id);
void insert_plan(database::Session& session, SchoolId school, const StudyPlan& plan);
// `version` is the new one. With its subjects, when a row was changed.
[[nodiscard]] std::int64_t update_plan(database::Session& session, SchoolId school,
                                       const StudyPlan& plan);

[[nodiscard]] std::optional<SchoolClass> find_class(database::Session& session, SchoolId school,
                                                    std::int64_t class_id);
[[nodiscard]] std::optional<std::int64_t> class_named(database::Session& session, SchoolId school,
                                                      std::int64_t plan_id, std::string_view name);
// By id.
[[nodiscard]] std::vector<SchoolClass> classes_after(database::Session& session, SchoolId school,
                                                     std::int64_t year_id, std::int64_t after,
                                                     std::int64_t rows);
void insert_class(database::Session& session, SchoolId school, const SchoolClass& school_class);
[[nodiscard]] std::int64_t update_class(database::Session& session, SchoolId school,
                                        const SchoolClass& school_class);

}  // namespace taqwim::school
