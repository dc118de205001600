#include "regulations/sa_1426/outcome.h"

namespace taqwim::sa_1426 {

const char* code(Decision decision)
{
    static constexpr std::array names = {"INCOMPLETE",   "PENDING", "PASSED",
                                         "SECOND_ROUND", "REPEAT",  "NOT_PASSED"};
    return names[static_cast<std::size_t>(decision)];
}

const char* code(Scope scope)
{
    static constexpr std::array names = {"", "T1", "T2", "FULL"};
    return names[static_cast<std::size_t>(scope)];
}

void Outcome::clear()
{
    subjects.clear();
    first = {};
    second = {};
    missing.clear();
    has_average = false;
    average_exact = {};
    average = {};
    general_grade = nullptr;
}

}  // namespace taqwim::sa_1426
