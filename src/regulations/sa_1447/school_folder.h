// A school as a folder of CSV files under the distribution of 1447 (docs/saudi-school-folder.md): one row a fact. Every
// student becomes the document of docs/saudi-1447-year.md, so his facts are read and checked in one place; what is refused
// in it is told by file, row and column.
#pragma once

#include <span>
#include <string_view>

#include "regulations/frame/folder_table.h"
#include "regulations/frame/folder_words.h"
#include "regulations/frame/school_table.h"
#include "regulations/sa_1426/school_folder.h"

namespace taqwim::sa_1447 {

// A student with a problem is refused and the others go on; a problem that may have hidden facts of anybody refuses all.
[[nodiscard]] sa_1426::SchoolFolder read_school_folder(std::span<const SchoolTable> tables,
                                                       std::string_view regulation);

// The files that a folder may have, their columns and the words that may stand in their place.
[[nodiscard]] const FolderForm& folder_form();
[[nodiscard]] const FolderWords& folder_words();

}  // namespace taqwim::sa_1447
