// sample.tsv as a sheet. The file is ours and stands in the program, so a line that does not fit is left as it is.

#include <array>
#include <string_view>
#include <utility>

#include "documents/document_folder.h"
#include "embedded/class_result_sheet.h"
#include "results/documents/class_result_sheet/class_result_sheet.h"

namespace taqwim::results {

namespace {

SheetMark state_of(std::string_view text)
{
    if (text == "given")
        return SheetMark::given;
    if (text == "exempt")
        return SheetMark::exempt;
    return text == "absent_unexcused" ? SheetMark::absent_unexcused : SheetMark::incomplete;
}

void read_student(const documents::SampleLine& line, std::vector<SheetStudent>& students)
{
    if (line.is("student")) {
        SheetStudent student;
        student.name = line.text(1);
        student.decision = line.text(2);
        student.remark = line.text(3);
        students.push_back(std::move(student));
    } else if (line.is("cell")) {
        SheetCell cell;
        cell.state = state_of(line.text(1));
        cell.mark = line.mark(2);
        cell.verbal_grade = line.text(3);
        cell.is_raised = line.text(4) == "raised";
        cell.is_below_minimum = line.text(4) == "below";
        students.back().cells.push_back(std::move(cell));
    } else if (line.is("total")) {
        SheetStudent& student = students.back();
        student.total_state = state_of(line.text(1));
        student.total = line.mark(2);
        student.maximum = line.mark(3);
        student.percentage = line.text(4);
        student.verbal_grade = line.text(5);
        student.is_notional = line.text(6) == "notional";
    }
}

}  // namespace

ClassResultSheet sample_class_result_sheet()
{
    ClassResultSheet sheet;
    const std::array<std::pair<std::string_view, std::string*>, 6> texts = {
        {{"grade", &sheet.grade},
         {"section", &sheet.section},
         {"school_year", &sheet.school_year},
         {"class_head", &sheet.class_head},
         {"reviewer", &sheet.reviewer},
         {"head", &sheet.head_of_school}}};
    for (const documents::SampleLine& line :
         documents::sample_lines(embedded_class_result_sheet())) {
        for (const auto& [key, text] : texts)
            if (line.is(key))
                *text = line.text(1);
        read_student(line, sheet.students);
        if (line.is("subject"))
            sheet.subjects.push_back({line.text(1), {}, line.mark(2), line.mark(3)});
        if (line.is("count"))
            sheet.counts.push_back({line.text(1), line.count(2).value_or(0)});
    }
    return sheet;
}

}  // namespace taqwim::results
