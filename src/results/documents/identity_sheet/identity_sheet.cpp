#include "results/documents/identity_sheet/identity_sheet.h"

#include <algorithm>
#include <utility>

#include "embedded/identity_sheet.h"
#include "results/documents/paper_parts/paper_blocks.h"

namespace taqwim::results {

namespace {

using print::Align;
using print::Cell;
using print::Row;
using print::Table;

const documents::WordList& own_words()
{
    static const documents::WordList read(text_of(embedded_identity_sheet(), "words.tsv"),
                                          "identity_sheet/words.tsv");
    return read;
}

class SheetPages {
public:
    SheetPages(const IdentitySheet& sheet, print::Language language)
        : sheet_(sheet), words_(own_words(), language, sheet.gender)
    {}

    [[nodiscard]] std::string title() const { return words_.own("title"); }

    [[nodiscard]] std::string class_name() const
    {
        return in(sheet_.grade) + (sheet_.section.empty() ? "" : " / " + sheet_.section);
    }

    void add_to(std::vector<print::Block>& blocks) const
    {
        blocks.emplace_back(print::Heading{title(), 1});
        blocks.emplace_back(print::Fields{{{words_.common("grade"), class_name()},
                                           {words_.common("school_year"), sheet_.school_year},
                                           {words_.own("students"), count()}},
                                          3});
        blocks.emplace_back(print::Space{2});
        blocks.emplace_back(table());
        blocks.emplace_back(small_print(words_.own("rule")));
        blocks.emplace_back(print::Space{3});
        blocks.emplace_back(
            print::Signatures{{{words_.common("reviewer"), sheet_.reviewer, "", "reviewer"},
                               {words_.own("auditor"), sheet_.auditor, "", "auditor"},
                               {words_.common("head"), sheet_.head_of_school, "", "head"}},
                              words_.common("stamp")});
    }

    [[nodiscard]] std::vector<documents::ContentLine> lines() const
    {
        return {{words_.common("grade"), class_name()}, {words_.own("students"), count()}};
    }

private:
    [[nodiscard]] const std::string& in(const BothLanguages& text) const
    {
        return text.in(words_.language());
    }

    [[nodiscard]] std::string count() const { return std::to_string(sheet_.rows.size()); }

    [[nodiscard]] Table table() const
    {
        constexpr double k_size = 9.5;
        Table table;
        table.text_size = k_size;
        table.columns = {{5, Align::middle},  {10, Align::middle}, {54}, {18},
                         {18, Align::middle}, {20, Align::middle}, {20}, {16},
                         {10, Align::middle}};
        table.head = {head_row({words_.common("number"), words_.common("seat"),
                                words_.common("name"), words_.own("kind"), words_.own("number"),
                                words_.common("born_on"), words_.common("born_in"),
                                words_.common("nationality"), words_.own("matched")},
                               k_size)};
        std::size_t number = 0;
        for (const IdentityRow& row : sheet_.rows)
            table.rows.push_back(Row{
                {Cell(std::to_string(++number)), row.seat, in(row.name),
                 words_.own(row.kind == IdentityKind::national_card ? "national_card" : "passport"),
                 row.number.empty() ? std::string() : print::as_written(row.number), row.born_on,
                 in(row.born_in), in(row.nationality),
                 row.is_matched ? words_.own("is_matched") : std::string()}});
        return table;
    }

    const IdentitySheet& sheet_;
    Words words_;
};

bool is_complete(const IdentitySheet& sheet)
{
    return sheet.is_matched_by_hand ||
           (std::ranges::all_of(sheet.rows, &IdentityRow::is_matched) && !sheet.reviewer.empty() &&
            !sheet.auditor.empty() && !sheet.head_of_school.empty());
}

}  // namespace

print::Document printed(const IdentitySheet& sheet, const documents::Issuer& issuer,
                        const documents::Printing& printing)
{
    documents::Printing used = printing;
    used.is_draft = printing.is_draft || !is_complete(sheet);
    const SheetPages pages(sheet, printing.language);
    print::Document document =
        documents::begun(issuer, used, {pages.title(), pages.class_name(), "PG-7.2"});
    document.page = print::Page::a4_landscape();
    pages.add_to(document.blocks);
    add_proof_below(document, used);
    return document;
}

documents::DocumentContent content_of(const IdentitySheet& sheet, print::Language language)
{
    const SheetPages pages(sheet, language);
    documents::DocumentContent content;
    content.kind = "identity_sheet";
    content.title = pages.title();
    content.school_year = sheet.school_year;
    content.lines = pages.lines();
    return content;
}

}  // namespace taqwim::results
