// Student-years out of the record: what --school, --year, --class and --student choose from the database that the settings
// name. It is only read, also beside a running server, and nothing is written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/commands.h"
#include "core/refusal.h"
#include "results/year_facts.h"

namespace taqwim::app {

struct RecordYear {
    std::int64_t student_id = 0;
    std::string student_number;
    std::string regulation;  // of the class's plan
    Result<results::YearFacts> facts;
};

// In the order of grades, classes and names; or why there are none, which was told.
struct RecordYears {
    std::vector<RecordYear> years = {};
    // The law as the server of this database applies it: with the values that were approved there.
    RuleSets rule_sets = {};
    ExitCode code = ExitCode::all_well;
};

// Whether the command line asks for the record.
[[nodiscard]] bool asks_record(const Request& request);

// Says what is wrong: settings, a database that cannot be read, a school, year, class or student that is not there; what
// there is instead is listed.
[[nodiscard]] RecordYears read_record_years(const Context& context);

}  // namespace taqwim::app
