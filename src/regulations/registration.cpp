#include "regulations/registration.h"

#include "regulations/kw_primary_2016/rule_set.h"
#include "regulations/sa_1426/rule_set.h"
#include "regulations/sa_1447/rule_set.h"
#include "regulations/sa_guide/rule_set.h"

namespace taqwim {

std::vector<std::unique_ptr<RuleSet>> all_rule_sets(const InstallationFolder& installation)
{
    std::vector<std::unique_ptr<RuleSet>> all;
    all.push_back(kw_primary_2016::make_rule_set(installation));
    all.push_back(sa_1426::make_rule_set(installation));
    all.push_back(sa_guide::make_rule_set(installation));
    all.push_back(sa_1447::make_rule_set(installation));
    return all;
}

const RuleSet* find_rule_set(const std::vector<std::unique_ptr<RuleSet>>& all, std::string_view id)
{
    for (const auto& one : all)
        if (one->id() == id)
            return one.get();
    return nullptr;
}

}  // namespace taqwim
