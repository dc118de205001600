#include "results/documents/result_papers.h"

#include <utility>

#include "results/documents/achievement_source.h"
#include "results/documents/class_sheet_source.h"
#include "results/documents/follow_up_card/card_words.h"
#include "results/documents/follow_up_card/follow_up_card.h"
#include "results/documents/follow_up_card_source.h"
#include "results/documents/follow_up_register_source.h"
#include "results/documents/guide_papers.h"
#include "results/documents/honours_source.h"
#include "results/documents/paper_of_data.h"
#include "results/documents/saudi_papers.h"
#include "results/documents/second_attempt_source.h"
#include "results/documents/year_on_paper.h"

namespace taqwim::results {

namespace {

using database::Session;
using documents::Paper;
using documents::PaperKind;
using documents::PaperOrder;

std::string title_in(const documents::WordList& words, print::Language language)
{
    return words.at("title", language);
}

// Fills in a paper that is drawn from a student's year: `fill` makes the data of one.
template <class Fill>
auto of_year(const Publications& publications,
             const std::vector<std::unique_ptr<RuleSet>>& rule_sets, Fill fill)
{
    return [&publications, &rule_sets, fill](Session& session,
                                             const PaperOrder& order) -> Result<Paper> {
        const auto year = year_on_paper(session, publications, order);
        if (!year)
            return year.refusal();
        auto data = fill(session, rule_sets, order, *year);
        if (!data)
            return data.refusal();
        return paper_of(std::move(*data), order.language);
    };
}

}  // namespace

void add_result_papers(documents::PaperKinds& kinds, const Publications& publications,
                       const std::vector<std::unique_ptr<RuleSet>>& rule_sets)
{
    kinds.add({.name = "follow_up_card",
               .form = "KW-T-CARD",
               .title_ar = title_in(card_words(), print::Language::arabic),
               .title_en = title_in(card_words(), print::Language::english),
               .about = PaperKind::About::student,
               .regulations = {"kw_primary_2016"},
               .parts = {},
               .is_issued = true,
               .languages = {print::Language::arabic},
               .fill = of_year(publications, rule_sets, follow_up_card_of),
               .sample = sample_of(sample_follow_up_card)});
    kinds.add({.name = "class_result_sheet",
               .form = "KW-27",
               .title_ar = content_of(ClassResultSheet{}, print::Language::arabic).title,
               .title_en = content_of(ClassResultSheet{}, print::Language::english).title,
               .about = PaperKind::About::school_class,
               .regulations = {"kw_primary_2016"},
               .parts = {"term_1", "term_2", "year"},
               .is_issued = true,
               .languages = {print::Language::arabic, print::Language::english},
               .fill = [&](Session& session, const PaperOrder& order) -> Result<Paper> {
                   auto sheet = class_result_sheet_of(session, publications, rule_sets, order);
                   if (!sheet)
                       return sheet.refusal();
                   return paper_of(std::move(*sheet), order.language);
               },
               .sample = sample_of(sample_class_result_sheet)});
    kinds.add({.name = "formative_record",
               .form = "KW-T-10",
               .title_ar = content_of(marks::FormativeRecord{}, print::Language::arabic).title,
               .title_en = content_of(marks::FormativeRecord{}, print::Language::english).title,
               .about = PaperKind::About::student,
               .regulations = {"kw_primary_2016"},
               .parts = {"term_1", "term_2"},
               .is_issued = true,
               .languages = {print::Language::arabic, print::Language::english},
               .fill = of_year(publications, rule_sets, formative_records_of),
               .sample = sample_of(marks::sample_formative_record),
               .is_record = true});
    kinds.add({.name = "final_record",
               .form = "KW-T-11b",
               .title_ar = content_of(marks::FinalRecord{}, print::Language::arabic).title,
               .title_en = content_of(marks::FinalRecord{}, print::Language::english).title,
               .about = PaperKind::About::student,
               .regulations = {"kw_primary_2016"},
               .parts = {"term_1", "term_2"},
               .is_issued = true,
               .languages = {print::Language::arabic, print::Language::english},
               .fill = of_year(publications, rule_sets, final_records_of),
               .sample = sample_of(marks::sample_final_record),
               .is_record = true});
    kinds.add(
        {.name = "placement_notice",
         .form = "KW-18.2",
         .title_ar = placement_notice_title(print::Language::arabic),
         .title_en = placement_notice_title(print::Language::english),
         .about = PaperKind::About::student,
         .regulations = {"kw_primary_2016"},
         .parts = {},
         .is_issued = true,
         .languages = {print::Language::arabic, print::Language::english},
         .fill = of_year(publications, rule_sets, placement_notice_of),
         .sample = sample_of([] { return sample_placement_notice(SecondAttempt::placement); })});
    kinds.add(
        {.name = "placement_list",
         .form = "KW-18",
         .title_ar = placement_list_title(print::Language::arabic),
         .title_en = placement_list_title(print::Language::english),
         .about = PaperKind::About::school_class,
         .regulations = {"kw_primary_2016"},
         .parts = {},
         .is_issued = false,
         .languages = {print::Language::arabic, print::Language::english},
         .fill = [&](Session& session, const PaperOrder& order) -> Result<Paper> {
             auto list = placement_list_of(session, publications, order);
             if (!list)
                 return list.refusal();
             return paper_of(std::move(*list), order.language);
         },
         .sample = sample_of([] { return sample_placement_list(SecondAttempt::placement); })});
    add_follow_up_registers(kinds);
    add_saudi_papers(kinds, publications, rule_sets);
    add_guide_papers(kinds, publications, rule_sets);
    add_honours_paper(kinds);
}

}  // namespace taqwim::results
