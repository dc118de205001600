// sample.tsv as a notice. The file is ours and stands in the program, so a line that does not fit is left as it is.

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "attendance/documents/absence_notice/absence_notice.h"
#include "documents/document_folder.h"
#include "embedded/absence_notice.h"

namespace taqwim::attendance {

namespace {

using Cause = NoticeDay::Cause;

NoticeKind kind_of(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, NoticeKind>, 6> kinds = {
        {{"oral_notice", NoticeKind::oral_notice},
         {"warning_1", NoticeKind::warning_1},
         {"warning_2", NoticeKind::warning_2},
         {"warning_3", NoticeKind::warning_3},
         {"warning_4", NoticeKind::warning_4},
         {"referral", NoticeKind::referral}}};
    for (const auto& [name, kind] : kinds)
        if (name == text)
            return kind;
    return NoticeKind::lateness_warning;
}

Cause cause_of(std::string_view text)
{
    if (text == "missed_period")
        return Cause::missed_period;
    if (text == "unapproved_leave")
        return Cause::unapproved_leave;
    return text == "late_conversion" ? Cause::late_conversion : Cause::whole_day;
}

// A line of the learner and his school.
void read_head(const documents::SampleLine& line, AbsenceNotice& notice)
{
    const std::array<std::pair<std::string_view, std::string*>, 10> texts = {
        {{"learner", &notice.learner},
         {"identity", &notice.identity},
         {"grade", &notice.grade_and_section},
         {"school_year", &notice.school_year},
         {"guardian", &notice.guardian},
         {"birth_date", &notice.birth_date},
         {"nationality", &notice.nationality},
         {"address", &notice.address},
         {"social_worker", &notice.social_worker},
         {"head", &notice.head_of_school}}};
    for (const auto& [key, text] : texts)
        if (line.is(key))
            *text = line.text(1);
}

}  // namespace

AbsenceNotice sample_absence_notice(NoticeKind kind)
{
    AbsenceNotice notice;
    notice.kind = kind;
    const bool is_of_lateness = kind == NoticeKind::lateness_warning;
    std::size_t days = 0;
    for (const documents::SampleLine& line : documents::sample_lines(embedded_absence_notice())) {
        read_head(line, notice);
        if (line.is("excuse_limit"))
            notice.excuse_limit_days = line.count(1);
        else if (line.is("per_day"))
            notice.latenesses_per_day = line.count(1);
        else if (line.is("step") && !is_of_lateness)
            notice.ladder.push_back(
                {kind_of(line.text(1)), line.count(2).value_or(0), line.count(3), line.mark(4)});
        else if (line.is("deduction") && kind_of(line.text(1)) == kind)
            notice.deduction = line.mark(2);
        else if (line.is("earlier") && kind == NoticeKind::referral)
            notice.earlier.push_back({kind_of(line.text(1)), line.text(2), line.text(3)});
        else if (line.is("oral") && kind == NoticeKind::oral_notice)
            notice.oral = {line.text(1), line.text(2), line.text(3), line.text(4), line.text(5)};
        else if (line.is("day") && days > 0 && notice.days.size() < days)
            notice.days.push_back({line.text(1), line.text(2), cause_of(line.text(3))});
        else if (line.is("late") && is_of_lateness)
            notice.days.push_back({line.text(1), line.text(2), Cause::lateness, line.count(3)});
        if (!notice.ladder.empty() && notice.ladder.back().kind == kind)
            days = static_cast<std::size_t>(notice.ladder.back().days);
    }
    notice.count = static_cast<int>(notice.days.size());
    return notice;
}

}  // namespace taqwim::attendance
