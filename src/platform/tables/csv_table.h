// CSV as portals and spreadsheets export it: in any of the encodings that stand for Arabic, with title rows above the
// heading and rows of any width. (csv.h reads the files that Taqwim itself describes, and is strict about them.)
#pragma once

#include <string>
#include <string_view>

#include "platform/tables/table.h"

namespace taqwim::tables {

// The text in UTF-8 without a byte-order mark: from UTF-8, UTF-16 (either order, with and without a mark) and
// Windows-1256. Refuses with file_encoding when it is none of them.
[[nodiscard]] Result<std::string> as_utf8(std::string_view file, std::string_view bytes);

// Every cell with a value is a text, without blanks and direction marks at its ends. The separator (comma, semicolon or
// tab) is the one that stands most evenly in the first rows. Refuses as read_tables says.
[[nodiscard]] Result<Table> read_csv_table(std::string_view file, std::string_view bytes,
                                           const TableLimits& limits = {});

}  // namespace taqwim::tables
