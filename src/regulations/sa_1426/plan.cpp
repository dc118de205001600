#include "regulations/sa_1426/plan.h"

#include <array>

namespace taqwim::sa_1426 {

namespace {

constexpr std::array<const char*, k_subject_groups> k_group_codes = {"ISLAMIC", "ARABIC", "OTHER"};

}  // namespace

const char* code(SubjectGroup group)
{
    return k_group_codes[static_cast<std::size_t>(group)];
}

std::optional<SubjectGroup> subject_group_of(std::string_view code)
{
    for (std::size_t group = 0; group < k_subject_groups; ++group)
        if (code == k_group_codes[group])
            return static_cast<SubjectGroup>(group);
    return std::nullopt;
}

std::optional<std::size_t> Plan::find(std::string_view code) const
{
    for (std::size_t subject = 0; subject < subjects.size(); ++subject)
        if (subjects[subject].code == code)
            return subject;
    return std::nullopt;
}

}  // namespace taqwim::sa_1426
