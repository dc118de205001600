#include "regulations/sa_guide/rule_set.h"

#include <utility>
#include <vector>

#include "regulations/sa_1426/saudi_rule_set.h"
#include "regulations/sa_guide/assessment_kinds.h"
#include "regulations/sa_guide/data_files.h"
#include "regulations/sa_guide/documents_kinds.h"
#include "regulations/sa_guide/early_kinds.h"
#include "regulations/sa_guide/guide_rules.h"
#include "regulations/sa_guide/guide_year_answer.h"
#include "regulations/sa_guide/operations_kinds.h"

namespace taqwim::sa_guide {

namespace {

std::vector<sa_1426::DocumentKind> kinds()
{
    std::vector<sa_1426::DocumentKind> all = {{"", make_guide_year_answer}};
    for (const auto& part :
         {early_kinds(), assessment_kinds(), operations_kinds(), documents_kinds()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace

std::unique_ptr<RuleSet> make_rule_set(const InstallationFolder& installation)
{
    sa_1426::Edition edition;
    edition.id = "sa_guide";
    edition.clauses = clause_files();
    edition.parameters = parameter_files();
    edition.messages_ar = message_files("ar");
    edition.messages_en = message_files("en");
    edition.kinds = kinds();
    edition.read_rules = [schemes =
                              SchemeSource::of(installation)](const ParametersOnDay& parameters) {
        return GuideRules::read(parameters, schemes);
    };
    edition.deciding_clauses = {"SR-7.2", "SR-8.5", "PG-1.58", "PG-1.63"};
    edition.read_folder = sa_1426::read_school_folder;
    return sa_1426::make_saudi_rule_set(std::move(edition), installation);
}

}  // namespace taqwim::sa_guide
