#include "regulations/sa_1426/facts.h"

namespace taqwim::sa_1426 {

const char* code(Term term)
{
    static constexpr std::array names = {"t1", "t2"};
    return names[index(term)];
}

const char* code(StudentKind kind)
{
    static constexpr std::array names = {"regular", "affiliated", "affiliated_annual"};
    return names[static_cast<std::size_t>(kind)];
}

const char* code(Sitting sitting)
{
    static constexpr std::array names = {"not_entered", "sat", "unexcused", "excused_pending",
                                         "cancelled"};
    return names[static_cast<std::size_t>(sitting)];
}

const char* code(Stage stage)
{
    static constexpr std::array names = {"primary", "intermediate", "secondary"};
    return names[static_cast<std::size_t>(stage)];
}

}  // namespace taqwim::sa_1426
