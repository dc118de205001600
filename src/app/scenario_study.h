// What a scenario would change: the decisions of student-years under the law in force and under other values, counted,
// with the students whose decision moves. Ids alone, never names (SR-X.3).
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "app/words.h"
#include "regulations/frame/json_writer.h"
#include "regulations/frame/rule_set.h"
#include "regulations/frame/scenario.h"

namespace taqwim::app {

class ScenarioStudy {
public:
    ScenarioStudy(const Scenario& scenario, const RuleSet& in_force, const RuleSet& changed,
                  Language language)
        : scenario_(scenario), in_force_(in_force), changed_(changed), language_(language)
    {}

    // One student-year under both.
    void add(const Evaluator& in_force, const Evaluator& changed);

    void write(const Words& words, std::ostream& output) const;
    void write(JsonWriter& json) const;

private:
    struct Count {
        std::string words;
        std::size_t in_force = 0;
        std::size_t changed = 0;
    };
    struct Move {
        std::string id;
        std::string from;
        std::string to;
        std::string from_words;
        std::string to_words;
        std::string reason;  // of the decision under the scenario, in words
    };
    struct Round {
        std::string name;
        std::vector<std::string> order;  // of the codes, as they came first
        std::map<std::string, Count> counts;
        std::vector<Move> moves;
    };

    Round& round(const std::string& name);
    static Count& count_of(Round& round, const RoundDecision& decision);
    [[nodiscard]] std::map<std::pair<std::string, std::string>, std::vector<const Move*>> moves_of(
        const Round& round) const;
    [[nodiscard]] std::string digest(const RuleSet& rule_set) const;

    const Scenario& scenario_;
    const RuleSet& in_force_;
    const RuleSet& changed_;
    Language language_;
    std::vector<Round> rounds_;
    std::size_t student_years_ = 0;
};

}  // namespace taqwim::app
