#include "regulations/sa_guide/guide_rules.h"

#include "regulations/frame/digest.h"
#include "regulations/frame/installation_files.h"
#include "regulations/sa_guide/data_files.h"

namespace taqwim::sa_guide {

const SchemeSource& SchemeSource::built_in()
{
    static const SchemeSource source = {
        std::make_shared<const SchemeBook>(SchemeBook::read(scheme_file())),
        sha256_hex(scheme_file().text)};
    return source;
}

SchemeSource SchemeSource::of(const InstallationFolder& installation)
{
    const auto own = installation_file(installation, "schemes/sa_guide/mark_schemes.json");
    if (!own)
        return built_in();
    return {std::make_shared<const SchemeBook>(SchemeBook::read({own->path, own->text})),
            sha256_hex(own->text)};
}

std::unique_ptr<const GuideRules> GuideRules::read(const ParametersOnDay& parameters,
                                                   const SchemeSource& schemes)
{
    auto rules = std::make_unique<GuideRules>();
    static_cast<sa_1426::Rules&>(*rules) = sa_1426::Rules::read(parameters);
    static_cast<sa_1426::MasteryRules&>(*rules) =
        sa_1426::MasteryRules::read(parameters, k_guide_clauses);
    static_cast<EarlyRules&>(*rules) = EarlyRules::read(parameters);
    static_cast<OperationsRules&>(*rules) = OperationsRules::read(parameters);
    static_cast<DocumentRules&>(*rules) = DocumentRules::read(parameters);
    static_cast<AssessmentRules&>(*rules) = AssessmentRules::read(parameters, schemes.book);
    // A result rests on the schemes as on the parameters.
    rules->digest = sha256_hex(rules->digest + schemes.digest);
    return rules;
}

}  // namespace taqwim::sa_guide
