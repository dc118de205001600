// A paper that is a table, as a workbook: what stands on the paper, made for a spreadsheet. An unsigned working copy, and its
// head says so.
//
//   const auto file = workbook_of(documents);  // those that would be printed
//
// - Each table is a sheet; what one paper sets beside itself on several pages stands side by side again.
// - Above it: issuer, title, whose it is, the day; that it is a draft, while it is one; that nobody signed it. Below: the
//   paper's notes. Signatures, codes and the serial stay on paper.
// - A mark, a count and a percentage are numbers; whatever stands as_written() and whatever begins with a zero is text. What
//   stands beneath or behind a mark (its word, its sign) has a column of its own.
// - A cell over several rows stands in each of them, so that rows can be sorted.
#pragma once

#include <span>
#include <string>

#include "core/refusal.h"
#include "platform/print/document.h"

namespace taqwim::documents {

// Refuses with paper_without_table when one of them has no table.
[[nodiscard]] Result<std::string> workbook_of(std::span<const print::Document> documents);

}  // namespace taqwim::documents
