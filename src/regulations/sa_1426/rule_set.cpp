#include "regulations/sa_1426/rule_set.h"

#include <utility>

#include "regulations/sa_1426/after_the_result_rules.h"
#include "regulations/sa_1426/data_files.h"
#include "regulations/sa_1426/followup_kinds.h"
#include "regulations/sa_1426/mastery_kinds.h"
#include "regulations/sa_1426/mastery_rules.h"
#include "regulations/sa_1426/rules.h"
#include "regulations/sa_1426/saudi_rule_set.h"
#include "regulations/sa_1426/school_folder.h"
#include "regulations/sa_1426/student_year_answer.h"

namespace taqwim::sa_1426 {

namespace {

// Marks from grade 7 on, mastery of skills before, and what follows the result of both.
struct RegulationRules final : Rules, MasteryRules, AfterTheResultRules {
    explicit RegulationRules(const ParametersOnDay& parameters)
        : Rules(Rules::read(parameters)),
          MasteryRules(MasteryRules::read(parameters, k_regulation_clauses)),
          AfterTheResultRules(AfterTheResultRules::read(parameters))
    {}
};

std::unique_ptr<const EditionRules> read_rules(const ParametersOnDay& parameters)
{
    return std::make_unique<const RegulationRules>(parameters);
}

std::vector<DocumentKind> kinds()
{
    std::vector<DocumentKind> kinds = {{"", make_student_year_answer}};
    for (const auto& of_part : {mastery_kinds(), followup_kinds()})
        kinds.insert(kinds.end(), of_part.begin(), of_part.end());
    return kinds;
}

}  // namespace

std::unique_ptr<RuleSet> make_rule_set(const InstallationFolder& installation)
{
    Edition edition;
    edition.id = "sa_1426";
    edition.clauses = clause_files();
    edition.parameters = parameter_files();
    edition.messages_ar = message_files("ar");
    edition.messages_en = message_files("en");
    edition.kinds = kinds();
    edition.read_rules = read_rules;
    edition.read_folder = read_school_folder;
    edition.deciding_clauses = {"SR-7.2", "SR-8.5", "SR-5.1", "SR-5.3"};
    return make_saudi_rule_set(std::move(edition), installation);
}

}  // namespace taqwim::sa_1426
