#include "regulations/sa_guide/guide_rules.h"

#include "regulations/frame/digest.h"
#include "regulations/sa_guide/data_files.h"

namespace taqwim::sa_guide {

namespace {

// Read and checked once; every school year's rules share it.
std::shared_ptr<const SchemeBook> shared_scheme_book()
{
    static const auto book = std::make_shared<const SchemeBook>(SchemeBook::read(scheme_file()));
    return book;
}

}  // namespace

std::unique_ptr<const GuideRules> GuideRules::read(const ParametersOnDay& parameters)
{
    auto rules = std::make_unique<GuideRules>();
    static_cast<sa_1426::Rules&>(*rules) = sa_1426::Rules::read(parameters);
    static_cast<sa_1426::MasteryRules&>(*rules) =
        sa_1426::MasteryRules::read(parameters, k_guide_clauses);
    static_cast<EarlyRules&>(*rules) = EarlyRules::read(parameters);
    static_cast<OperationsRules&>(*rules) = OperationsRules::read(parameters);
    static_cast<AssessmentRules&>(*rules) = AssessmentRules::read(parameters, shared_scheme_book());
    // A result rests on the schemes as on the parameters.
    rules->digest = sha256_hex(rules->digest + scheme_file_digest());
    return rules;
}

}  // namespace taqwim::sa_guide
