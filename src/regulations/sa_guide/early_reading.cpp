#include "regulations/sa_guide/early_reading.h"

#include <algorithm>

namespace taqwim::sa_guide {

using sa_1426::CommitteeChoice;
using sa_1426::FieldReader;

std::optional<ClassHeadOpinion> read_opinion(const JsonValue& input, const EarlyRules& rules,
                                             FieldReader& reader)
{
    const auto object = FieldReader::given(input, "opinion");
    if (!object || !reader.is_object(*object, {"option", "remarks"}))
        return std::nullopt;
    ClassHeadOpinion opinion;
    reader.needed_text(*object, "option");
    opinion.option = reader.choice(*object, "option", opinion_of, "a, b, c").value_or(Opinion::a);
    opinion.remarks = reader.texts(*object, "remarks");
    for (const std::string& remark : opinion.remarks)
        if (std::find(rules.remarks.value.begin(), rules.remarks.value.end(), remark) ==
            rules.remarks.value.end())
            reader.not_listed(*object, "remarks", remark, sa_1426::joined(rules.remarks.value));
    return opinion;
}

std::vector<FinalEffort> read_final_efforts(const JsonValue& input, FieldReader& reader)
{
    std::vector<FinalEffort> efforts;
    if (const auto list = reader.list(input, "final_effort"))
        for (const JsonValue object : *list) {
            if (!reader.is_object(object,
                                  {"skill", "attempts", "guardian_contacts", "committee_contacts"}))
                continue;
            FinalEffort effort;
            effort.skill = reader.needed_text(object, "skill");
            effort.attempts = reader.whole(object, "attempts").value_or(0);
            effort.guardian_contacts = reader.whole(object, "guardian_contacts").value_or(0);
            effort.committee_contacts = reader.whole(object, "committee_contacts").value_or(0);
            efforts.push_back(std::move(effort));
        }
    return efforts;
}

std::optional<Refusal> refuses_without_final_efforts(const std::vector<std::string>& skills,
                                                     const std::vector<FinalEffort>& efforts,
                                                     Trace& trace)
{
    for (const std::string& skill : skills) {
        const auto made = std::find_if(efforts.begin(), efforts.end(),
                                       [&](const FinalEffort& one) { return one.skill == skill; });
        FinalEffort none;
        none.skill = skill;
        if (auto refusal =
                refuses_without_final_effort(made == efforts.end() ? none : *made, trace))
            return refusal;
    }
    return std::nullopt;
}

Refusal at(const JsonValue& input, Refusal refusal)
{
    refusal.field = input.pointer() + refusal.field;
    return refusal;
}

const char* committee_word(CommitteeChoice choice)
{
    switch (choice) {
    case CommitteeChoice::promote: return "promote";
    case CommitteeChoice::retain: return "retain";
    case CommitteeChoice::support: return "refer_support";
    }
    return "retain";
}

}  // namespace taqwim::sa_guide
