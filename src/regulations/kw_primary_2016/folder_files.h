// The files of a school's folder, their columns, and the words that may stand in their place.
#pragma once

#include "regulations/frame/folder_table.h"
#include "regulations/frame/folder_words.h"

namespace taqwim::kw_primary_2016 {

[[nodiscard]] const FolderForm& folder_form();
[[nodiscard]] const FolderWords& folder_words();

}  // namespace taqwim::kw_primary_2016
