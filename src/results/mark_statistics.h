// The marks of published results, counted by subject: means as exact fractions, the regulation's bands in its own words,
// how many passed, and how many marks lie in each tenth of the maximum. For the school by class and grade, several years
// side by side; for offices by school and grade, without names, small cells blanked (SR-3.7) and no school ranked (SR-3.6).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/exact.h"
#include "core/identity.h"
#include "core/instant.h"
#include "platform/database/session.h"
#include "regulations/frame/rule_set.h"
#include "results/statistics.h"

namespace taqwim::results {

using RuleSetList = std::vector<std::unique_ptr<RuleSet>>;

struct BandCount {
    std::string code;
    std::int64_t students = 0;
    std::optional<Exact> greatest =
        std::nullopt;  // mark in it, by which bands stand in their order
};

// One subject, or the year as a whole, of a class or a grade.
struct MarkRow {
    std::string regulation;
    std::string
        subject;  // the plan's code, else as the outcome names it; empty: the year as a whole
    std::string name_ar = {};
    std::string name_en = {};
    std::int64_t position = 0;  // in the plan
    std::int64_t term = 0;
    Exact maximum = 0;
    std::int64_t students = 0;
    std::int64_t marks = 0;  // of these, with a mark
    Exact sum = 0;           // of the marks
    bool is_sum_known = true;
    std::int64_t passed = 0;
    std::int64_t not_passed = 0;
    std::vector<BandCount> bands = {};  // the highest first
    std::array<std::int64_t, 10> tenths = {};

    // Exact; nothing without marks, or where the fractions together no longer fit.
    [[nodiscard]] std::optional<Exact> mean() const;
    // Its bands are levels of skills (PG-1.40).
    [[nodiscard]] bool is_judged_by_skills() const;
};

// Those of a class or of a grade, in the order of the plan, the year as a whole first.
using MarkRows = std::vector<MarkRow>;

struct MarkQuestion {
    bool is_by_grade = false;
    std::int64_t class_id = 0;  // 0: all classes
    std::string subject = {};   // empty: all; the plan's code
};

// By class, or by grade.
[[nodiscard]] std::map<std::int64_t, MarkRows> mark_rows(database::Session& session,
                                                         SchoolId school,
                                                         std::int64_t school_year_id,
                                                         const MarkQuestion& question, Instant now);

// {"items": [{"class_id" (by class), "name", "grade", "subjects": […]}]}
[[nodiscard]] std::string school_marks_json(database::Session& session, SchoolId school,
                                            std::int64_t school_year_id,
                                            const MarkQuestion& question,
                                            const RuleSetList& rule_sets, Instant now);

// {"items": [{"school_year_id", "name", …counts, "grades": [{"grade", …counts, "subjects": […]}]}]} of all years of the
// school, the first year first. Without a subject the year as a whole stands alone in "subjects".
[[nodiscard]] std::string school_years_json(database::Session& session, SchoolId school,
                                            const std::string& subject,
                                            const RuleSetList& rule_sets,
                                            const PromotionRules& rules, Instant now);

// {"items": [{"school_id", "grades": [{"grade", "subjects": […]}]}], "next"}: of each subject how many students, their mean
// and the bands, or where a regulation gives none how many passed. Refuses with record_unknown {directorate} and
// page_key_invalid.
[[nodiscard]] Result<std::string> directorate_marks_json(
    database::Session& session, std::int64_t directorate_id, const std::string& year,
    const std::string& subject, const school::Page& page, const RuleSetList& rule_sets,
    const PromotionRules& rules, std::int64_t least, Instant now);

}  // namespace taqwim::results
