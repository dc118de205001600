#include "results/documents/honours/honours.h"

#include <utility>

#include "embedded/honours.h"
#include "results/documents/paper_parts/paper_blocks.h"

namespace taqwim::results {

namespace {

const documents::WordList& own_words()
{
    static const documents::WordList read(text_of(embedded_honours(), "words.tsv"),
                                          "honours/words.tsv");
    return read;
}

bool may_be_issued(const Honours& honours)
{
    return !honours.decision.empty() && !honours.decided_on.empty() &&
           !honours.consented_on.empty();
}

}  // namespace

print::Document printed(const Honours& honours, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    const Words words(own_words(), printing.language, honours.student.gender);
    documents::Printing used = printing;
    used.is_draft = printing.is_draft || !may_be_issued(honours);
    print::Document document = documents::begun(
        issuer, used, {words.own("title"), honours.student.name.in(printing.language), "SR-3.7"});
    document.page = print::Page::a4_landscape();
    std::vector<print::Block>& blocks = document.blocks;
    const auto add = [&](std::string text, double size,
                         print::Weight weight = print::Weight::regular) {
        blocks.emplace_back(print::Paragraph{
            std::move(text), {.size = size, .weight = weight, .align = print::Align::middle}});
    };
    constexpr double k_title = 26;
    constexpr double k_name = 22;
    constexpr double k_text = 16;
    add(words.own("title"), k_title, print::Weight::bold);
    blocks.emplace_back(print::Space{4});
    add(words.own("gives", honours.giver.in(printing.language)), k_text);
    add(honours.student.name.in(printing.language), k_name, print::Weight::bold);
    add(words.own("in_grade", honours.student.grade.in(printing.language)) + " " +
            words.own("in_year", honours.student.school_year),
        k_text);
    add(words.own("for_what", honours.for_what.in(printing.language)), k_text);
    blocks.emplace_back(print::Space{3});
    blocks.emplace_back(print::Fields{
        {{words.own("decision"),
          honours.decision.empty() ? "" : print::as_written(honours.decision)},
         {words.own("decided_on"), honours.decided_on},
         {words.own("consent"),
          honours.consented_on.empty() ? words.own("consent_awaited") : honours.consented_on}},
        3});
    blocks.emplace_back(print::Space{3});
    blocks.emplace_back(print::Signatures{
        {{words.common("head"), honours.head_of_school, "", "head"},
         {words.common("education_director"), honours.director, "", "education_director"}},
        words.common("stamp")});
    add_proof_below(document, used);
    return document;
}

documents::DocumentContent content_of(const Honours& honours, print::Language language)
{
    const Words words(own_words(), language, honours.student.gender);
    documents::DocumentContent content;
    content.kind = "honours";
    content.title = words.own("title");
    content.student = honours.student.name.in(language);
    content.school_year = honours.student.school_year;
    content.lines = {{words.common("grade"), honours.student.grade.in(language)},
                     {words.common("result"), honours.for_what.in(language)},
                     {words.own("decision"), honours.decision}};
    return content;
}

BothLanguages ministry_as_giver()
{
    return {own_words().at("ministry", print::Language::arabic),
            own_words().at("ministry", print::Language::english)};
}

}  // namespace taqwim::results
