#include "attendance/documents/attendance_papers.h"

#include <utility>

#include "attendance/documents/notice_source.h"
#include "attendance/documents/statement_source.h"

namespace taqwim::attendance {

namespace {

using database::Session;
using documents::Paper;
using documents::PaperKind;
using documents::PaperOrder;

// A paper whose data is a struct with `printed` and `content_of` beside it.
template <class Data>
Result<Paper> paper_of(Result<Data> data, print::Language language)
{
    if (!data)
        return data.refusal();
    Paper paper;
    paper.content = content_of(*data, language);
    paper.printed = [held = std::move(*data)](const documents::Issuer& issuer,
                                              const documents::Printing& printing) {
        return printed(held, issuer, printing);
    };
    return paper;
}

template <class Make>
auto sample_of(Make make)
{
    return [make](const documents::Issuer& issuer, const documents::Printing& printing) {
        return printed(make(), issuer, printing);
    };
}

const std::vector<print::Language> k_both = {print::Language::arabic, print::Language::english};

}  // namespace

void add_attendance_papers(documents::PaperKinds& kinds, const RuleSets& rule_sets)
{
    PaperKind notice;
    notice.name = "absence_notice";
    notice.form = "KW-22.6";
    notice.title_ar = notices_title(print::Language::arabic);
    notice.title_en = notices_title(print::Language::english);
    notice.regulations = {"kw_primary_2016"};
    notice.parts = {"oral_notice", "warning_1", "warning_2",       "warning_3",
                    "warning_4",   "referral",  "lateness_warning"};
    notice.languages = k_both;
    notice.fill = [&rule_sets](Session& session, const PaperOrder& order) {
        return paper_of(absence_notice_of(session, rule_sets, order), order.language);
    };
    notice.sample = sample_of([] { return sample_absence_notice(NoticeKind::warning_2); });
    kinds.add(std::move(notice));

    PaperKind form;
    form.name = "sick_leave_form";
    form.form = "KW-22.5";
    form.title_ar = content_of(SickLeaveForm{}, print::Language::arabic).title;
    form.title_en = content_of(SickLeaveForm{}, print::Language::english).title;
    form.regulations = {"kw_primary_2016"};
    form.parts = {"to_fill", "filled"};
    form.languages = k_both;
    form.fill = [&rule_sets](Session& session, const PaperOrder& order) {
        return paper_of(sick_leave_form_of(session, rule_sets, order), order.language);
    };
    form.sample = sample_of(sample_sick_leave_form);
    kinds.add(std::move(form));

    PaperKind statement;
    statement.name = "attendance_statement";
    statement.title_ar = content_of(AttendanceStatement{}, print::Language::arabic).title;
    statement.title_en = content_of(AttendanceStatement{}, print::Language::english).title;
    statement.languages = k_both;
    statement.is_attendance_statement = true;
    statement.fill = [&rule_sets](Session& session, const PaperOrder& order) {
        return paper_of(attendance_statement_of(session, rule_sets, order), order.language);
    };
    statement.sample = sample_of(sample_attendance_statement);
    statement.is_record = true;
    kinds.add(std::move(statement));
}

}  // namespace taqwim::attendance
