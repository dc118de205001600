#include "results/documents/guide_papers.h"

#include <utility>

#include "results/documents/early_card_source.h"
#include "results/documents/identity_source.h"
#include "results/documents/oral_source.h"
#include "results/documents/paper_of_data.h"
#include "results/documents/skills_source.h"
#include "results/documents/subject_sheet_source.h"

namespace taqwim::results {

namespace {

using database::Session;
using documents::Paper;
using documents::PaperKind;
using documents::PaperOrder;
using print::Language;

template <class Data>
PaperKind kind_of(const Data& like, const char* form, PaperKind::About about)
{
    PaperKind kind;
    kind.name = content_of(like, Language::arabic).kind;
    kind.form = form;
    kind.title_ar = content_of(like, Language::arabic).title;
    kind.title_en = content_of(like, Language::english).title;
    kind.about = about;
    kind.regulations = {"sa_1426", "sa_guide"};
    kind.is_issued = about == PaperKind::About::student;
    kind.languages = {Language::arabic, Language::english};
    return kind;
}

template <class Data>
Result<Paper> paper_of(Result<Data> data, Language language)
{
    if (!data)
        return data.refusal();
    return paper_of(std::move(*data), language);
}

}  // namespace

void add_guide_papers(documents::PaperKinds& kinds, const Publications& publications,
                      const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
{
    using About = PaperKind::About;
    PaperKind card = kind_of(EarlyGradeCard{}, "PG-1.50", About::student);
    card.parts = {"report_1", "report_2", "report_3", "report_4"};
    // The last one says what became of the year.
    card.term_notices = {"report_1", "report_2", "report_3"};
    card.fill = [&publications](Session& session, const PaperOrder& order) {
        return paper_of(early_grade_card_of(session, publications, order), order.language);
    };
    card.sample = sample_of(sample_early_grade_card);
    kinds.add(std::move(card));

    PaperKind skills = kind_of(SkillsNotice{}, "PG-24.W.1", About::student);
    skills.fill = [&publications](Session& session, const PaperOrder& order) {
        return paper_of(skills_notice_of(session, publications, order), order.language);
    };
    skills.sample = sample_of(sample_skills_notice);
    skills.is_record = true;
    kinds.add(std::move(skills));

    PaperKind notice = kind_of(OralNotice{}, "PG-4.10", About::student);
    notice.regulations = {"sa_guide"};
    notice.parts = {"term_1", "term_2"};
    notice.fill = [&publications, &rule_sets](Session& session, const PaperOrder& order) {
        return paper_of(oral_notice_of(session, publications, rule_sets, order), order.language);
    };
    notice.sample = sample_of(sample_oral_notice);
    kinds.add(std::move(notice));

    PaperKind sheets = kind_of(SubjectSheets{}, "PG-17.D.10", About::school_class);
    sheets.title_ar = sheets_title(Language::arabic);
    sheets.title_en = sheets_title(Language::english);
    sheets.regulations.emplace_back("sa_1447");
    sheets.parts = {"coursework_1", "coursework_2", "clean_1", "clean_2", "final"};
    sheets.fill = [&publications](Session& session, const PaperOrder& order) {
        return paper_of(subject_sheets_of(session, publications, order), order.language);
    };
    sheets.takes_subject = true;
    sheets.sample = sample_of(sample_subject_sheet);
    kinds.add(std::move(sheets));

    PaperKind identity = kind_of(IdentitySheet{}, "PG-7.2", About::school_class);
    identity.fill = [](Session& session, const PaperOrder& order) {
        return paper_of(identity_sheet_of(session, order), order.language);
    };
    identity.sample = sample_of(sample_identity_sheet);
    kinds.add(std::move(identity));
}

}  // namespace taqwim::results
