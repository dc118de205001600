// A Saudi school as a folder of CSV files (docs/saudi-school-folder.md): one row a fact, one student a row of
// students.csv. Every student becomes the document that docs/saudi-student-year.md or docs/mastery-year.md describes, so
// his facts are read and checked in one place; what is refused in it is told by file, row and column.
//
// A student with a problem is refused and the others go on. A problem that may have hidden facts of anybody (a file that
// cannot be read, an unknown file or column) refuses all of them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "regulations/frame/document_draft.h"
#include "regulations/frame/folder_table.h"
#include "regulations/frame/folder_words.h"
#include "regulations/frame/school_table.h"

namespace taqwim::sa_1426 {

struct FolderStudent {
    std::string id;
    std::uint32_t row = 0;           // in students.csv
    std::string document;            // JSON
    DocumentDraft draft;             // where each of its values stood
    std::optional<Refusal> refusal;  // by a problem that stands with a file, not with his own facts
};

struct SchoolFolder {
    std::string name;                     // of the school
    std::vector<FolderStudent> students;  // in the order of students.csv
    std::vector<Refusal>
        problems;  // of the files; those of documents are found when they are evaluated
};

// `regulation` is the rule set that reads the folder; school.csv may name it and no other.
[[nodiscard]] SchoolFolder read_school_folder(std::span<const SchoolTable> tables,
                                              std::string_view regulation);

// The files that a folder may have, their columns and the words that may stand in their place.
[[nodiscard]] const FolderForm& folder_form();
[[nodiscard]] const FolderWords& folder_words();

}  // namespace taqwim::sa_1426
