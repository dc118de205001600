// Workbooks (xlsx), in.
//
// What stands in the cells is taken as the file has it: texts (plain, shared, with runs of their own look), numbers by
// their digits and never through floating point, the values that formulas had when the file was saved, yes and no, what
// is shown instead of a value (#N/A). A number that its format shows as a day is that day. Cells that a merged one covers
// carry its content and say so. Hidden sheets are passed over, hidden rows and columns are not.
#pragma once

#include <string_view>
#include <vector>

#include "platform/tables/table.h"

namespace taqwim::tables {

// By its first bytes: a workbook, or what is taken for one and refused by read_workbook with a clear word, as an old .xls
// and a workbook with a password are.
[[nodiscard]] bool looks_like_workbook(std::string_view bytes);

// All sheets that are shown, in their order; those without a value have no rows. Refuses with file_not_workbook and
// input_too_large.
[[nodiscard]] Result<std::vector<Table>> read_workbook(std::string_view file,
                                                       std::string_view bytes,
                                                       const TableLimits& limits = {});

}  // namespace taqwim::tables
