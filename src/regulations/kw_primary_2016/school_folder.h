// A school as a folder of CSV files (docs/school-folder.md): one row a fact, one student a row of
// students.csv.
//
// This room knows no file system and no CSV library: the caller cuts the files into cells
// (platform/tables/csv.h) and hands them over as FolderTable. Everything is read in one pass, and
// all that is wrong is reported with its file, row and column ("units.csv:14:score"; column names
// as the file has them).
//
// A student with a problem is refused and the others go on. A problem that may have hidden facts of
// anybody (a file that cannot be read, an unknown file or column, a calendar that contradicts
// itself) refuses all of them: facts that were lost must not turn into marks.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/refusal.h"
#include "core/school_year.h"
#include "regulations/frame/folder_words.h"
#include "regulations/frame/school_table.h"
#include "regulations/kw_primary_2016/calendar_builder.h"
#include "regulations/kw_primary_2016/facts.h"
#include "regulations/kw_primary_2016/rules.h"
#include "regulations/kw_primary_2016/student_year_builder.h"

namespace taqwim::kw_primary_2016 {

// One file, cut into cells; its name may be any of the names of folder_words.txt.
using FolderTable = SchoolTable;

struct FolderContext {
    std::function<Result<const Rules*>(SchoolYear)> rules_of;
    std::span<const LevelSymbol> symbols;
    std::optional<SchoolYear> default_school_year;
    SchoolCalendars calendars;  // when the folder has no calendar.csv
    const FolderWords* words = nullptr;
};

struct FolderStudent {
    std::string id;
    std::string name;
    int grade = 0;  // 0 when it could not be read
    std::string section;
    std::uint32_t row = 0;  // in students.csv
    Result<StudentYear> facts;
};

struct SchoolFolder {
    std::string name;  // of the school
    std::optional<SchoolYear> school_year;
    std::vector<FolderStudent> students;  // in the order of students.csv
    std::vector<Refusal> problems;        // all, in the order of the files and their rows
};

[[nodiscard]] SchoolFolder read_school_folder(std::span<const FolderTable> tables,
                                              const FolderContext& context);

// The files that a folder may have, in the order in which they are read, without ".csv".
[[nodiscard]] std::span<const std::string_view> folder_file_names();
// The columns of one of them; those that must be there come first.
[[nodiscard]] std::span<const std::string_view> folder_columns(std::string_view file);

}  // namespace taqwim::kw_primary_2016
