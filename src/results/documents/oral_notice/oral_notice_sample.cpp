#include "embedded/oral_notice.h"
#include "results/documents/oral_notice/oral_notice.h"
#include "results/documents/paper_parts/sample_lines.h"

namespace taqwim::results {

namespace {

OralDescription description_of(std::string_view text)
{
    if (text == "mastered")
        return OralDescription::mastered;
    if (text == "capable")
        return OralDescription::capable;
    if (text == "needs_practice")
        return OralDescription::needs_practice;
    return text == "needs_remedy" ? OralDescription::needs_remedy : OralDescription::not_assessed;
}

}  // namespace

OralNotice sample_oral_notice()
{
    OralNotice notice;
    for (const SampleLine& line : sample_lines(text_of(embedded_oral_notice(), "sample.tsv"))) {
        if (line.kind() == "period")
            notice.period = line.both(1);
        else if (line.kind() == "subject")
            notice.subjects.push_back({line.both(1), {}, line.text(2), line.text(3)});
        else if (line.kind() == "skill")
            notice.subjects.back().skills.push_back({line.both(1), description_of(line.at(2))});
        else if (line.kind() == "signs") {
            notice.class_head = line.text(1);
            notice.head_of_school = line.text(2);
        } else
            (void)reads_student(notice.student, line);
    }
    return notice;
}

}  // namespace taqwim::results
