#include "regulations/sa_1426/mastery_facts.h"

#include <array>

namespace taqwim::sa_1426 {

namespace {

template <class T, std::size_t N>
std::optional<T> find_code(std::string_view text, const std::array<T, N>& all)
{
    for (const T value : all)
        if (text == code(value))
            return value;
    return std::nullopt;
}

}  // namespace

const char* code(Mastery state)
{
    return state == Mastery::mastered ? "mastered" : "not_mastered";
}

std::optional<Mastery> mastery_of(std::string_view code)
{
    return find_code(code, std::array{Mastery::not_mastered, Mastery::mastered});
}

const char* code(SkillKind kind)
{
    switch (kind) {
    case SkillKind::oneshot: return "oneshot";
    case SkillKind::cumulative: return "cumulative";
    case SkillKind::continuous: return "continuous";
    }
    return "oneshot";
}

std::optional<SkillKind> skill_kind_of(std::string_view code)
{
    return find_code(code,
                     std::array{SkillKind::oneshot, SkillKind::cumulative, SkillKind::continuous});
}

const char* code(SkillCriterion criterion)
{
    switch (criterion) {
    case SkillCriterion::none: return "none";
    case SkillCriterion::future_learning: return "future_learning";
    case SkillCriterion::religion_personality: return "religion_personality";
    }
    return "none";
}

std::optional<SkillCriterion> skill_criterion_of(std::string_view code)
{
    return find_code(code, std::array{SkillCriterion::none, SkillCriterion::future_learning,
                                      SkillCriterion::religion_personality});
}

const char* code(CommitteeChoice choice)
{
    switch (choice) {
    case CommitteeChoice::promote: return "PRIMARY_PROMOTED";
    case CommitteeChoice::retain: return "PRIMARY_RETAINED";
    case CommitteeChoice::support: return "PRIMARY_SUPPORT";
    }
    return "PRIMARY_RETAINED";
}

std::optional<CommitteeChoice> committee_choice_of(std::string_view code)
{
    return find_code(code, std::array{CommitteeChoice::promote, CommitteeChoice::retain,
                                      CommitteeChoice::support});
}

const Judgement* PartRecord::standing_on(Day day) const
{
    const Judgement* standing = nullptr;
    for (const Judgement& judgement : judgements)
        if (judgement.on <= day)
            standing = &judgement;
    return standing;
}

}  // namespace taqwim::sa_1426
