#include "embedded/subject_sheet.h"
#include "results/documents/paper_parts/sample_lines.h"
#include "results/documents/subject_sheet/subject_sheet.h"

namespace taqwim::results {

namespace {

SubjectSheetRow row_of(const SampleLine& line, std::size_t columns)
{
    constexpr std::size_t k_first_mark = 4;
    SubjectSheetRow row;
    row.name = line.text(1);
    row.sum_before = line.mark(2);
    row.notes = line.text(3);
    for (std::size_t i = 0; i < columns; ++i)
        row.marks.push_back(line.printed(k_first_mark + i));
    return row;
}

}  // namespace

SubjectSheet sample_subject_sheet()
{
    SubjectSheet sheet;
    for (const SampleLine& line : sample_lines(text_of(embedded_subject_sheet(), "sample.tsv"))) {
        if (line.kind() == "subject")
            sheet.subject = line.both(1);
        else if (line.kind() == "class") {
            sheet.grade = line.both(1);
            sheet.section = line.text(2);
            sheet.school_year = line.text(3);
            sheet.term = line.both(4);
            sheet.version = line.count(5).value_or(1);
        } else if (line.kind() == "column")
            sheet.columns.push_back({line.both(1), line.mark(2), line.at(3) == "sum"});
        else if (line.kind() == "row")
            sheet.rows.push_back(row_of(line, sheet.columns.size()));
        else if (line.kind() == "signs") {
            sheet.teacher = line.text(1);
            sheet.reviewer = line.text(2);
            sheet.third = line.text(3);
        }
    }
    return sheet;
}

}  // namespace taqwim::results
