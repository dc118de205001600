#include "embedded/skills_notice.h"
#include "results/documents/paper_parts/sample_lines.h"
#include "results/documents/skills_notice/skills_notice.h"

namespace taqwim::results {

SkillsNotice sample_skills_notice()
{
    SkillsNotice notice;
    for (const SampleLine& line : sample_lines(text_of(embedded_skills_notice(), "sample.tsv"))) {
        if (line.kind() == "until")
            notice.until = line.text(1);
        else if (line.kind() == "subject")
            notice.subjects.push_back({line.both(1), {}, line.text(2)});
        else if (line.kind() == "skill")
            notice.subjects.back().skills.push_back({line.text(1), line.text(2)});
        else if (line.kind() == "signs") {
            notice.class_head = line.text(1);
            notice.head_of_school = line.text(2);
        } else
            (void)reads_student(notice.student, line);
    }
    return notice;
}

}  // namespace taqwim::results
