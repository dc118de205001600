// What the law makes of whole classes today: the facts of a class are read in one look at the record, then evaluated in
// a few threads. What comes out does not depend on how many they are. A student whose facts are refused is a row like
// any other. Nothing is stored.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/identity.h"
#include "core/refusal.h"
#include "platform/database/session.h"
#include "regulations/frame/rule_set.h"
#include "results/promotion_rules.h"
#include "results/year_facts.h"

namespace taqwim::results {

struct StudentFacts {
    std::int64_t student_id = 0;
    std::string number = {};
    std::string name_ar = {};
    Result<YearFacts>
        facts;  // a refusal: the record does not have what the regulation's form needs
};

struct ClassFacts {
    std::int64_t class_id = 0;
    std::string name = {};
    std::int64_t grade = 0;
    std::vector<StudentFacts> students = {};  // in the order of their names
};

// What remains to be assessed of a subject that stands in the way, and the least mark that is needed in it when the others
// are full; nothing: no mark in it suffices.
struct NeededPart {
    std::string part = {};  // as the regulation names it: "exam", "unit", "second_round"
    std::string term = {};  // "T1"; empty where there is none
    std::string maximum = {};
    std::optional<std::string> least = std::nullopt;
};

// Marks are exact texts.
struct SubjectInTheWay {
    std::string subject = {};  // as the regulation names it
    std::string term = {};     // of a course of one term
    std::optional<std::string> mark = std::nullopt;
    std::optional<std::string> shortfall = std::nullopt;
    bool can_still_pass = false;
    std::vector<NeededPart> remaining = {};
    std::optional<std::string> least_equal_share = std::nullopt;  // in each of several
};

struct EvaluatedStudent {
    std::int64_t student_id = 0;
    std::string number = {};
    std::string name_ar = {};
    std::string regulation = {};  // empty where the facts are incomplete
    std::string decision = {};    // of the last round; empty with a refusal
    std::string decision_ar = {};
    std::string decision_en = {};
    bool is_open = false;  // there is no decision yet
    // Subjects that stand in the way as of the last round, as the regulation names them; none where it judges by skills.
    std::vector<std::string> not_passed = {};
    // He does not go into the next grade as things stand, and what would change that, a sentence each.
    bool is_at_risk = false;
    std::vector<std::string> changes_ar = {};
    std::vector<std::string> changes_en = {};
    // The same as figures; empty where it is judged by skills.
    std::vector<SubjectInTheWay> in_the_way = {};
    std::optional<Refusal> refusal = std::nullopt;
};

struct EvaluatedClass {
    std::int64_t class_id = 0;
    std::string name = {};
    std::int64_t grade = 0;
    std::vector<EvaluatedStudent> students = {};
};

class BatchEvaluation {
public:
    // Facts and rule sets outlive this. `threads`: at most so many evaluate at once; at least one.
    BatchEvaluation(const FactsSource& facts,
                    const std::vector<std::unique_ptr<RuleSet>>& rule_sets, unsigned threads)
        : facts_(facts), rule_sets_(rule_sets), threads_(threads)
    {}

    // The class with those who are in it until the end of the year. Refuses with record_unknown {class}.
    [[nodiscard]] Result<ClassFacts> read(database::Session& session, SchoolId school,
                                          std::int64_t class_id) const;

    // In the order of the classes and students given. Needs no database.
    [[nodiscard]] std::vector<EvaluatedClass> evaluate(
        const std::vector<ClassFacts>& classes) const;

private:
    const FactsSource& facts_;
    const std::vector<std::unique_ptr<RuleSet>>& rule_sets_;
    PromotionRules rules_ = PromotionRules::built_in();
    unsigned threads_;
};

// A page of a year's classes in the order of their ids: at most `limit` of those after `after`, and one more when others
// follow.
[[nodiscard]] std::vector<std::int64_t> page_of_classes(database::Session& session, SchoolId school,
                                                        std::int64_t school_year_id,
                                                        std::int64_t after, std::int64_t limit);

}  // namespace taqwim::results
