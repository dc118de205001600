// The general grades as they are printed. They are official terms, so they stand with the parameters and not with the words of
// a language; the codes are those of grades.names.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/parameter.h"
#include "regulations/frame/parameter_book.h"

namespace taqwim::sa_1426 {

class GeneralGradeLabels {
public:
    // <topic>.general_grade_<code> for every code of grades.names.
    [[nodiscard]] static GeneralGradeLabels read(const ParametersOnDay& parameters,
                                                 const std::string& topic);

    // Null for a code that is no general grade, and for no code.
    [[nodiscard]] const std::string* of(const char* code) const;

private:
    std::vector<std::pair<std::string, Parameter<std::string>>> labels_;
};

}  // namespace taqwim::sa_1426
