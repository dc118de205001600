// A scenario: other values of some parameters in one school year, to be held against the law in force (SR-X.3). It is a
// file of its own, never an edited parameter:
//
//   title.ar    = "…"
//   title.en    = "Tolerance down to 60 %"
//   regulation  = "sa_1426"
//   school_year = "1426-1427"
//
//   [[change]]
//   parameter = "passing.b_floor_share"
//   value     = "60%"
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/school_year.h"
#include "regulations/frame/parameter_book.h"

namespace taqwim {

struct ScenarioChange {
    std::string parameter;
    std::vector<std::string> values;  // one, or the entries of a list
    bool is_list = false;
    std::size_t line = 0;

    [[nodiscard]] std::string value_text() const;  // a list's entries joined with a blank
};

struct Scenario {
    std::string path;
    std::string title_ar;
    std::string title_en;  // the Arabic title when none is given
    std::string regulation;
    SchoolYear school_year{};
    std::vector<ScenarioChange> changes;  // at least one

    // Throws ConfigurationFault with every problem of the file.
    [[nodiscard]] static Scenario read(std::string_view path, std::string_view text);

    // The changes as values of the book, from the first day of the school year on. Throws ConfigurationFault for a
    // parameter that the book does not have.
    [[nodiscard]] std::vector<ParameterOverride> overrides(const ParameterBook& book) const;
};

}  // namespace taqwim
