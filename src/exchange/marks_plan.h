// Marks from a file: which student a row is about, which cell of which sheet a column means, and whether the value may
// stand there. All of it in memory and without a database: what is read here is checked as what is typed.
//
//   const MarksPlan plan = plan_marks(tables, "marks.xlsx", directory, targets, act.today);
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/plan.h"
#include "exchange/student_directory.h"
#include "marks/entry_checks.h"
#include "marks/sheet_book.h"
#include "platform/tables/table.h"

namespace taqwim::exchange {

// A sheet into which the file may go.
struct TargetSheet {
    marks::SheetBook book;
    std::string subject_ar;
    std::string subject_en;
    std::string class_name;
    std::string grade_and_class;  // "4/1" where classes are named within their grade
    // What keeps the sheet from taking marks today: signed, sealed, outside its days.
    std::optional<Refusal> closed = std::nullopt;
};

struct MarksWrite {
    std::size_t item = 0;    // of the plan
    std::size_t target = 0;  // of the sheets
    marks::EntryRequest entry;
};

struct MarksPlan {
    Plan plan;
    std::vector<MarksWrite> writes;  // one for each item that is not the same already
};

// A column is found by a column's key or label, in both languages, with or without its maximum; before it may stand the
// subject or the sheet's title, which must stand there when the label alone is of several sheets of a class. The name of
// a sheet of the workbook narrows the columns down in the same way. A row goes into the sheets of the student's class.
// Rows without any mark are passed over, and so are the heading's repetitions.
//
// In a column of several dated measures a value is the measure of its day, or else the next one.
[[nodiscard]] MarksPlan plan_marks(std::span<const tables::Table> tables, std::string_view file,
                                   const StudentDirectory& directory,
                                   std::vector<TargetSheet> targets, Day today);

}  // namespace taqwim::exchange
