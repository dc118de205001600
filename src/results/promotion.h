// The move to the next year by the published decisions. First the plan: what would become of each student, and why not;
// then the same plan is carried out in one write, and can be undone until the new year is sealed. Whoever was left waiting
// is moved by a later run, and one student whose published decision changed by a step of his own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/day.h"
#include "core/identity.h"
#include "core/refusal.h"
#include "platform/crypto/digest.h"
#include "regulations/frame/rule_set.h"
#include "results/promotion_rules.h"
#include "school/record.h"

namespace taqwim::results {

// What the head names where the class is not clear by itself.
struct PromotionChoices {
    // Everybody of a class who goes into the grade of `to_class_id`, which is that of the class itself or the next.
    struct OfClass {
        std::int64_t from_class_id = 0;
        std::int64_t to_class_id = 0;
    };
    // One student. `reference`: number and day of the decision, where the regulation leaves his next year to one.
    struct OfStudent {
        std::int64_t student_id = 0;
        std::int64_t to_class_id = 0;
        std::string reference = {};
    };
    std::vector<OfClass> classes = {};
    std::vector<OfStudent> students = {};
    // From when the new enrolments hold; none: the first day of the new year.
    std::optional<Day> from = std::nullopt;
};

enum class MoveState : std::uint8_t {
    moves,
    waits,            // he cannot be moved; `reason` says why
    left,             // he left or was transferred within the year
    moved,            // by an earlier run, and nothing has changed since
    to_be_moved_anew  // moved, and then another decision was published
};
[[nodiscard]] std::string_view to_text(MoveState state);

// One student of the old year.
struct PlannedMove {
    std::int64_t student_id = 0;
    std::string number = {};
    std::string name_ar = {};
    std::int64_t from_class_id = 0;
    std::string from_class = {};
    std::int64_t grade = 0;
    std::int64_t enrolment_id = 0;  // the last of the old year
    MoveState state = MoveState::waits;
    std::string reason = {};                        // a word of [promotion.reason]; with `waits`
    std::optional<Refusal> refusal = std::nullopt;  // where a rule refused
    // Of the newest result that is published and to be seen.
    std::int64_t result_version_id = 0;  // 0: none
    std::string regulation = {};
    std::string decision = {};
    std::string clause = {};
    std::string reference = {};
    // What comes of it.
    std::string step = {};  // promoted, repeats, graduated, affiliated; empty while that is open
    std::int64_t to_grade = 0;
    std::int64_t to_class_id = 0;
    std::string to_class = {};
    std::string kind = {};  // of the new enrolment
};

struct ClassSeats {
    std::int64_t class_id = 0;
    std::string name;
    std::int64_t grade = 0;
    std::string track;
    std::int64_t capacity = 0;
    std::int64_t taken = 0;   // without this move
    std::int64_t coming = 0;  // by this move
};

struct PromotionPlan {
    std::int64_t from_year_id = 0;
    std::int64_t to_year_id = 0;
    Day from{0};
    std::vector<PlannedMove> students;  // by grade, class and name
    std::vector<ClassSeats> classes;    // of the new year
    crypto::Digest digest;              // of everything that carrying it out depends on
};

[[nodiscard]] std::string json_of(const PromotionPlan& plan);

class Promotions {
public:
    // The rule sets outlive this.
    explicit Promotions(const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
        : rule_sets_(rule_sets), rules_(PromotionRules::built_in())
    {}

    // With nothing stored. `to_year_id` none: the year that follows. Refuses with record_unknown {school_year, class,
    // student}, value_not_listed (a year that does not follow, a class of another grade), day_outside_year.
    [[nodiscard]] Result<PromotionPlan> plan(database::Session& session, SchoolId school,
                                             std::int64_t from_year_id,
                                             std::optional<std::int64_t> to_year_id,
                                             const PromotionChoices& choices,
                                             const school::Act& act) const;

    // Moves everybody whom the plan moves. `shown`: the digest of the plan that was looked at. Refuses as plan does, with
    // version_stale (the plan is another by now), value_out_of_range (nobody is to be moved), year_sealed.
    [[nodiscard]] Result<school::Answer> run(school::Changes& changes, SchoolId school,
                                             std::int64_t from_year_id,
                                             std::optional<std::int64_t> to_year_id,
                                             const PromotionChoices& choices,
                                             const crypto::Digest& shown) const;

    // One student: whose decision came later, though he is enrolled in the new year by hand, or who is to be moved anew.
    // What he is enrolled in then ends on the day before `from`, or is taken away where it has not begun. Refuses as run
    // does, with promotion_done when nothing is different, record_in_use {enrolment} when something was recorded of him
    // in the new year before `from`, facts_incomplete with the reason why he waits.
    [[nodiscard]] Result<school::Answer> run_one(school::Changes& changes, SchoolId school,
                                                 std::int64_t from_year_id,
                                                 std::optional<std::int64_t> to_year_id,
                                                 const PromotionChoices::OfStudent& student,
                                                 std::optional<Day> from) const;

    // Everything is as it was before, but for the versions of the enrolments. Refuses with record_unknown {promotion},
    // decided_already (undone before), year_sealed, record_in_use {promotion} (a later move of one of its students stands on it) and
    // record_in_use {enrolment} (something was recorded under a new enrolment).
    [[nodiscard]] Result<school::Answer> undo(school::Changes& changes, SchoolId school,
                                              std::int64_t promotion_id,
                                              const std::string& reason) const;

    // All moves out of a year, the newest first, as JSON.
    [[nodiscard]] Result<std::string> promotions(database::Session& session, SchoolId school,
                                                 std::int64_t from_year_id) const;

    // SR-9.3: how a student of the third secondary goes on. Refuses with record_unknown {school_year, student},
    // not_enrolled (none of grade 12 in the year before), choice_late, year_sealed, day_in_future.
    [[nodiscard]] Result<school::Answer> choose(school::Changes& changes, StudentId student,
                                                std::int64_t new_year_id, const std::string& choice,
                                                Day chosen_on, const std::string& document) const;

private:
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets_;
    PromotionRules rules_;
};

}  // namespace taqwim::results
