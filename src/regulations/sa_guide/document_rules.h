// The parameters of documents that were issued before (PG-24), in force on a day.
#pragma once

#include <cstdint>

#include "core/parameter.h"
#include "regulations/frame/parameter_book.h"

namespace taqwim::sa_guide {

// In which calendar a month is counted from a day.
enum class MonthCalendar : std::uint8_t { gregorian, hijri };

// Years are the first Hijri year of a school year: 1395 is 1395-1396.
struct DocumentRules {
    Parameter<int> loss_advert_months;             // documents.loss_advert_months
    Parameter<MonthCalendar> month_calendar;       // documents.month_calendar
    Parameter<int> authority_grade;                // documents.authority_grade
    Parameter<int> authority_primary_before;       // documents.authority_primary_before
    Parameter<int> authority_intermediate_before;  // documents.authority_intermediate_before
    Parameter<int> name_least_parts;               // documents.name_least_parts
    Parameter<int> name_grace_months;              // documents.name_grace_months
    Parameter<int> attachments_from_grade;         // documents.attachments_from_grade
    Parameter<int> amended_primary_before;         // documents.amended_primary_before
    Parameter<int> amended_intermediate_before;    // documents.amended_intermediate_before
    Parameter<int> copied_transfer_before;         // documents.copied_transfer_before

    virtual ~DocumentRules() = default;
    [[nodiscard]] static DocumentRules read(const ParametersOnDay& parameters);
};

}  // namespace taqwim::sa_guide
