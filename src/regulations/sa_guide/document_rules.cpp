#include "regulations/sa_guide/document_rules.h"

namespace taqwim::sa_guide {

namespace {

Parameter<MonthCalendar> calendar_in(const ParametersOnDay& parameters)
{
    // The file allows the two words alone.
    const auto word = parameters.text("documents.month_calendar");
    return {.value = word.value == "HIJRI" ? MonthCalendar::hijri : MonthCalendar::gregorian,
            .info = word.info};
}

}  // namespace

DocumentRules DocumentRules::read(const ParametersOnDay& parameters)
{
    DocumentRules rules;
    rules.loss_advert_months = parameters.count("documents.loss_advert_months");
    rules.month_calendar = calendar_in(parameters);
    rules.authority_grade = parameters.count("documents.authority_grade");
    rules.authority_primary_before = parameters.count("documents.authority_primary_before");
    rules.authority_intermediate_before =
        parameters.count("documents.authority_intermediate_before");
    rules.name_least_parts = parameters.count("documents.name_least_parts");
    rules.name_grace_months = parameters.count("documents.name_grace_months");
    rules.attachments_from_grade = parameters.count("documents.attachments_from_grade");
    rules.amended_primary_before = parameters.count("documents.amended_primary_before");
    rules.amended_intermediate_before = parameters.count("documents.amended_intermediate_before");
    rules.copied_transfer_before = parameters.count("documents.copied_transfer_before");
    return rules;
}

}  // namespace taqwim::sa_guide
