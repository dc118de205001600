#include "embedded/result_notice.h"
#include "results/documents/paper_parts/sample_lines.h"
#include "results/documents/result_notice/result_notice.h"

namespace taqwim::results {

ResultNotice sample_result_notice(ResultNoticeKind kind)
{
    ResultNotice notice;
    notice.kind = kind;
    if (kind == ResultNoticeKind::not_passed)
        notice.outcome = PaperOutcome::repeats;
    for (const SampleLine& line : sample_lines(text_of(embedded_result_notice(), "sample.tsv"))) {
        if (reads_student(notice.student, line))
            continue;
        if (line.kind() == "subject")
            notice.subjects.push_back({line.both(1), line.scope(2), line.mark(3), line.text(4),
                                       line.both(5), line.at(6) == "oral", line.printed(7)});
        else if (line.kind() == "case")
            notice.case_number = line.text(1);
        else if (line.kind() == "signs") {
            notice.class_head = line.text(1);
            notice.head_of_school = line.text(2);
        }
    }
    return notice;
}

}  // namespace taqwim::results
