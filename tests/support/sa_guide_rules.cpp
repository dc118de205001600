#include "tests/support/sa_guide_rules.h"

#include <deque>
#include <map>
#include <memory>

#include "regulations/frame/parameter_book.h"
#include "regulations/sa_guide/data_files.h"

namespace taqwim::tests {

namespace {

struct Kept {
    ParameterBook book;
    std::unique_ptr<const sa_guide::GuideRules> rules;
};

Kept keep(const std::vector<ParameterOverride>& overrides)
{
    ParameterBook book = ParameterBook::read(sa_guide::parameter_files(), overrides);
    auto rules = sa_guide::GuideRules::read(*book.on(k_sa_guide_school_year.first_day()));
    return {std::move(book), std::move(rules)};
}

}  // namespace

const sa_guide::GuideRules& sa_guide_rules()
{
    static const Kept kept = keep({});
    return *kept.rules;
}

const sa_guide::GuideRules& sa_guide_rules_with(
    const std::vector<std::pair<std::string, std::string>>& values)
{
    static std::deque<Kept> all;
    std::map<std::string, std::string> files;
    for (const auto& [name, value] : values) {
        const std::size_t point = name.find('.');
        files[name.substr(0, point)] += "[[" + name.substr(point + 1) +
                                        ".values]]\nfrom = 1999-09-01\nvalue = " + value +
                                        "\nstatus = \"assumed\"\n";
    }
    std::vector<ParameterOverride> overrides;
    for (const auto& [topic, text] : files)
        overrides.push_back({.path = "installation/" + topic + ".toml", .text = text});
    all.push_back(keep(overrides));
    return *all.back().rules;
}

}  // namespace taqwim::tests
