// What was published, counted: by class for the school, which sees its names anyway, and by school and grade for offices,
// without names and with small cells blanked (SR-3.7). No school is ranked (SR-3.6).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/exact.h"
#include "core/identity.h"
#include "core/instant.h"
#include "platform/database/session.h"
#include "regulations/frame/json_writer.h"
#include "results/promotion_rules.h"
#include "school/keeping.h"

namespace taqwim::results {

enum class ResultKind : std::uint8_t { passed, second_chance, not_passed, named, open };
inline constexpr std::array<std::string_view, 5> k_result_kinds = {"passed", "second_chance",
                                                                   "not_passed", "named", "open"};

// How many results of each kind; none: blanked.
struct CountedRow {
    std::array<std::optional<std::int64_t>, k_result_kinds.size()> cells = {};
    std::optional<std::int64_t> total = std::nullopt;

    [[nodiscard]] static CountedRow of(const std::array<std::int64_t, 5>& counts);
    // Of all results; none where one of the two numbers is blanked, or there is no result.
    [[nodiscard]] std::optional<Exact> pass_share() const;
};

// The row as it may leave the school: blanking.h, who passed first.
[[nodiscard]] CountedRow blanked(const CountedRow& row, std::int64_t least);

// How many results of each kind a school's year has by class, as is visible at the moment.
using KindCounts = std::array<std::int64_t, k_result_kinds.size()>;
[[nodiscard]] std::map<std::int64_t, KindCounts> counts_by_class(database::Session& session,
                                                                 SchoolId school,
                                                                 std::int64_t school_year_id,
                                                                 const PromotionRules& rules,
                                                                 Instant now);

// The same by grade; grades without results are left out.
[[nodiscard]] std::map<std::int64_t, KindCounts> counts_by_grade(database::Session& session,
                                                                 SchoolId school,
                                                                 std::int64_t school_year_id,
                                                                 const PromotionRules& rules,
                                                                 Instant now);

// Of all grades.
[[nodiscard]] KindCounts together(const std::map<std::int64_t, KindCounts>& by_grade);

// What comes after the columns of a query of $1's results in the year $2: each student's newest version `v` that anybody
// can see at the moment $3.
inline constexpr std::string_view k_from_shown_versions =
    "FROM (SELECT r.student_id, MAX(r.version) AS version FROM result_version r "
    "JOIN publication p ON p.school_id = r.school_id AND p.publication_id = r.publication_id "
    "LEFT JOIN publication_withdrawal w "
    "ON w.school_id = p.school_id AND w.publication_id = p.publication_id "
    "JOIN student s ON s.school_id = r.school_id AND s.student_id = r.student_id "
    "WHERE r.school_id = $1 AND r.school_year_id = $2 AND p.visible_from <= $3 "
    "AND w.publication_id IS NULL AND s.merged_into IS NULL GROUP BY r.student_id) shown "
    "JOIN result_version v ON v.school_id = $1 AND v.school_year_id = $2 "
    "AND v.student_id = shown.student_id AND v.version = shown.version ";

// A year's classes with their grades, by grade and name.
struct GradedClass {
    std::int64_t class_id = 0;
    std::string name = {};
    std::int64_t grade = 0;
    std::int64_t study_plan_id = 0;
};
[[nodiscard]] std::vector<GradedClass> classes_with_grades(database::Session& session,
                                                           SchoolId school,
                                                           std::int64_t school_year_id);

// The members "passed" … "total", "pass_share" of an object that the caller has begun.
void write_counts(const CountedRow& row, JsonWriter& json);

// The schools of a page of a directorate that have a year of the name, and one more when others follow.
struct SchoolYearId {
    SchoolId school;
    std::int64_t school_year_id = 0;
};
// Refuses with record_unknown {directorate} and page_key_invalid.
[[nodiscard]] Result<std::vector<SchoolYearId>> schools_of_directorate(database::Session& session,
                                                                       std::int64_t directorate_id,
                                                                       const std::string& year,
                                                                       const school::Page& page);

// {"items": [{"class_id", "name", "grade", …counts}]} of a school's year, as is visible at the moment.
[[nodiscard]] std::string school_statistics_json(database::Session& session, SchoolId school,
                                                 std::int64_t school_year_id,
                                                 const PromotionRules& rules, Instant now);

// {"items": [{"school_id", "grades": [{"grade", …counts}]}], "next"} of a directorate's schools, blanked. `year` is the
// name of the school year. Refuses with record_unknown {directorate} and page_key_invalid.
[[nodiscard]] Result<std::string> directorate_statistics_json(
    database::Session& session, std::int64_t directorate_id, const std::string& year,
    const school::Page& page, const PromotionRules& rules, std::int64_t least, Instant now);

}  // namespace taqwim::results
