#include "results/documents/result_papers.h"

#include <utility>

#include "results/documents/follow_up_card/card_words.h"
#include "results/documents/follow_up_card/follow_up_card.h"
#include "results/documents/follow_up_card_source.h"
#include "results/documents/year_on_paper.h"

namespace taqwim::results {

namespace {

using database::Session;
using documents::Paper;
using documents::PaperKind;
using documents::PaperOrder;

// A paper whose data is a struct with `printed` and `content_of` beside it.
template <class Data>
Paper paper_of(Data data, print::Language language)
{
    auto content = content_of(data, language);
    return {.content = std::move(content),
            .printed = [data = std::move(data)](const documents::Issuer& issuer,
                                                const documents::Printing& printing) {
                return printed(data, issuer, printing);
            }};
}

std::string title_in(const documents::WordList& words, print::Language language)
{
    return words.at("title", language);
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
               .fill = [&](Session& session, const PaperOrder& order) -> Result<Paper> {
                   const auto year = year_on_paper(session, publications, order);
                   if (!year)
                       return year.refusal();
                   auto card = follow_up_card_of(session, rule_sets, order, *year);
                   if (!card)
                       return card.refusal();
                   return paper_of(std::move(*card), order.language);
               }});
}

}  // namespace taqwim::results
