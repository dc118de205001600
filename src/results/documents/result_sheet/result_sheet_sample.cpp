#include "embedded/result_sheet.h"
#include "results/documents/paper_parts/sample_lines.h"
#include "results/documents/result_sheet/result_sheet.h"

namespace taqwim::results {

namespace {

// "47 second_round", "absent", "12 absent": a mark, its letter, or both.
ResultSheetMark mark_of(std::string_view text)
{
    ResultSheetMark mark;
    const std::size_t blank = text.find(' ');
    const std::string_view number = text.substr(0, blank);
    const std::string_view sign = blank == std::string_view::npos ? number : text.substr(blank + 1);
    if (const auto exact = Exact::parse(number))
        mark.mark = given(Mark(*exact));
    else if (number == "exempt")
        mark.mark.state = MarkState::exempt;
    if (sign == "second_round")
        mark.sign = SheetSign::second_round;
    else if (sign == "not_passed")
        mark.sign = SheetSign::not_passed;
    else if (sign == "absent")
        mark.sign = SheetSign::absent;
    else if (sign == "cancelled")
        mark.sign = SheetSign::cancelled;
    return mark;
}

ResultSheetRow row_of(const SampleLine& line, const ResultSheet& sheet)
{
    constexpr std::size_t k_first_mark = 5;
    ResultSheetRow row;
    row.name = line.text(1);
    row.is_withheld = line.at(2) == "withheld";
    row.outcome = line.at(2) == "passed" ? PaperOutcome::passed : PaperOutcome::second_round;
    row.total = line.printed(3);
    row.average = line.text(4);
    for (std::size_t i = 0; i < sheet.subjects.size(); ++i) {
        row.marks.push_back(mark_of(line.at(k_first_mark + i)));
        if (row.marks.back().sign != SheetSign::none)
            row.completes.push_back(sheet.subjects[i].name);
    }
    return row;
}

}  // namespace

ResultSheet sample_result_sheet()
{
    ResultSheet sheet;
    for (const SampleLine& line : sample_lines(text_of(embedded_result_sheet(), "sample.tsv"))) {
        if (line.kind() == "class") {
            sheet.grade = line.both(1);
            sheet.section = line.text(2);
            sheet.school_year = line.text(3);
        } else if (line.kind() == "subject")
            sheet.subjects.push_back({line.both(1), line.mark(2)});
        else if (line.kind() == "row")
            sheet.rows.push_back(row_of(line, sheet));
        else if (line.kind() == "signs")
            sheet.signers = {line.text(1), line.text(2), line.text(3),
                             line.text(4), line.text(5), line.text(6)};
    }
    return sheet;
}

}  // namespace taqwim::results
