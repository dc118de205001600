// The parameters of a year by mastery in force on a day, as typed fields. Each edition brings the values in its own
// parameters/mastery.toml under the same names; nothing here is a default.
#pragma once

#include <string>
#include <vector>

#include "core/exact.h"
#include "core/mark.h"
#include "core/parameter.h"
#include "regulations/frame/parameter_book.h"
#include "regulations/sa_1426/rules.h"

namespace taqwim::sa_1426 {

// A level is given from this percentage of the studied skills on (PG-1.40).
struct LevelBand {
    Exact from;
    int level = 0;
};

// Under which clause of its own text an edition does what both do (SR-V.2).
struct MasteryClauses {
    const char* counting;      // what is studied and mastered on a day
    const char* level;         // the digit of a subject
    const char* report;        // the periodic report
    const char* unmastered;    // the skills that it names
    const char* final_day;     // no judgement after it, no decision before it
    const char* judgement;     // two states and no third
    const char* evidence;      // a judgement rests on a tool
    const char* promotion;     // by the minimum skills
    const char* committee;     // its final decision
    const char* exam_mark;     // there is none
    const char* second_round;  // nor a second round
    const char* admission;     // no affiliation
};

// The clauses of the regulation itself.
inline constexpr MasteryClauses k_regulation_clauses = {
    .counting = "SR-4.3b",
    .level = "SR-5.2",
    .report = "SR-5.2",
    .unmastered = "SR-5.2",
    .final_day = "SR-5.1",
    .judgement = "SR-5.1",
    .evidence = "SR-5.1",
    .promotion = "SR-5.1",
    .committee = "SR-5.3",
    .exam_mark = "SR-4.3b",
    .second_round = "SR-8.0",
    .admission = "SR-10.2",
};

// An edition's rules hold these beside its others: struct EditionOfMine : Rules, MasteryRules.
struct MasteryRules {
    virtual ~MasteryRules() = default;

    MasteryClauses clauses = k_regulation_clauses;
    Parameter<std::vector<int>> grades;  // mastery.grades
    Parameter<std::vector<LevelBand>>
        level_bands;                            // mastery.level_from, mastery.levels: highest first
    Parameter<int> reports_per_year;            // mastery.reports_per_year
    Parameter<std::vector<std::string>> tools;  // mastery.tools
    Parameter<Share> quorum_share;              // mastery.quorum_share: more than this
    Parameter<bool> guardian_sees_minimum;      // mastery.guardian_sees_minimum

    [[nodiscard]] bool covers(int grade) const;

    // Throws ConfigurationFault with all that is wrong: bands that do not fall to 0, no report in the year.
    [[nodiscard]] static MasteryRules read(const ParametersOnDay& parameters,
                                           const MasteryClauses& clauses);
};

// The mastery rules of an edition, or null when it has none.
[[nodiscard]] const MasteryRules* mastery_rules_of(const EditionRules& rules);

}  // namespace taqwim::sa_1426
