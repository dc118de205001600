// Marks that come along with a student: from another school's package (KW-24), or from the class that he left within the
// year. They are entered into the sheets of the class that he is in now, as carried; nothing that stands there is
// overwritten, and where they came from stays as it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity.h"
#include "core/refusal.h"
#include "marks/sheet_view.h"
#include "regulations/frame/json_value.h"
#include "school/record.h"
#include "school/transfers.h"

namespace taqwim::marks {

// What is carried of one cell.
struct CarriedCell {
    std::string subject;
    int term = 0;
    std::string part;
    std::string maximum;  // out of how much; empty for judgements
    EntryRequest entry;   // without student and version
};

// The marks of the student in the year, as a package has them:
// {"sheets": [{"subject", "term", "part", "scheme", "cells": [{"column", "occurrence", "maximum", "value" or "status",
//              "assessed_on", "missed_on", "practised_on", "tool", "note"}]}]}
class CarriedMarks final : public school::CarriedSection {
public:
    [[nodiscard]] std::string_view name() const override { return "marks"; }
    [[nodiscard]] std::string collect(database::Session& session, SchoolId school,
                                      std::int64_t student_id, std::int64_t year_id) override;
};

// The cells of such a section. What cannot be read is left out: a package of another program may hold other things.
[[nodiscard]] std::vector<CarriedCell> carried_cells_in(JsonValue section);

// Both give {"accepted", "standing", "refused", "sheets": [{"subject", "term", "part", "sheet_id", "entries": [{"column",
// "occurrence", "value" or "status", "outcome": "accepted" | "standing" | "refused", "refused"}]}]}. "standing": the
// same value stands there already. A cell whose sheet is missing, signed, of another maximum or filled otherwise is
// refused alone. Refused as a whole with record_unknown and not_enrolled.

[[nodiscard]] Result<std::string> carry_from_transfer(school::Changes& changes, StudentId student,
                                                      std::int64_t transfer_id,
                                                      const RefusalWriter& write_refusal);
// From the sheets of a class of the same year that he was in before.
[[nodiscard]] Result<std::string> carry_from_class(school::Changes& changes, StudentId student,
                                                   std::int64_t class_id,
                                                   const RefusalWriter& write_refusal);

}  // namespace taqwim::marks
