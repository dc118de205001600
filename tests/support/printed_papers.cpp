#include "tests/support/printed_papers.h"

#include <algorithm>
#include <variant>

#include <doctest/doctest.h>

#include "platform/print/printer.h"
#include "tests/support/read_pdf.h"

namespace taqwim::tests {

namespace {

void add_tables(const std::vector<print::Block>& blocks, std::vector<const print::Table*>& tables)
{
    for (const print::Block& block : blocks)
        if (const auto* table = std::get_if<print::Table>(&block.content))
            tables.push_back(table);
        else if (const auto* together = std::get_if<print::Together>(&block.content))
            add_tables(together->blocks, tables);
        else if (const auto* beside = std::get_if<print::SideBySide>(&block.content))
            for (const print::Side& side : beside->sides)
                add_tables(side.blocks, tables);
}

}  // namespace

documents::Issuer kuwaiti_issuer()
{
    documents::Issuer issuer;
    issuer.lines = {"وزارة التربية", "منطقة العاصمة التعليمية", "مدرسة الأمل الابتدائية للبنين"};
    issuer.name = "مدرسة الأمل الابتدائية للبنين";
    return issuer;
}

documents::Printing draft_printing(print::DigitSet digits)
{
    documents::Printing printing;
    printing.digits = digits;
    printing.created = *Instant::parse("2026-06-18T07:30:00Z");
    printing.day = "١٨ يونيو ٢٠٢٦ م";
    return printing;
}

documents::Printing issued_printing()
{
    constexpr std::size_t k_usual_length = 280;
    documents::Printing printing = draft_printing(print::DigitSet::western);
    printing.is_draft = false;
    printing.serial = "KW-2026-000123";
    printing.signed_content = "TQ1:" + std::string(k_usual_length, 'X');
    return printing;
}

documents::Printing english_printing()
{
    documents::Printing printing = draft_printing(print::DigitSet::western);
    printing.language = print::Language::english;
    printing.day = "18 June 2026";
    return printing;
}

bool PrintedPaper::says(std::string_view part) const
{
    return text.find(comparable(part)) != std::string::npos;
}

int PrintedPaper::times(std::string_view part) const
{
    const std::string sought = comparable(part);
    int found = 0;
    for (std::size_t at = text.find(sought); at != std::string::npos;
         at = text.find(sought, at + sought.size()))
        ++found;
    return found;
}

PrintedPaper paper_of(const print::Document& document)
{
    print::Printer printer;
    const auto result = printer.print(document);
    REQUIRE(result);
    CHECK(result->unknown_characters.empty());
    PrintedPaper paper;
    paper.pdf = result->pdf;
    paper.pages = static_cast<std::size_t>(result->pages);
    paper.text = text_of_pdf(paper.pdf);
    std::ranges::replace(paper.text, '\n', ' ');
    return paper;
}

bool has_row(const print::Document& document, const std::vector<std::string>& cells)
{
    std::vector<const print::Table*> tables;
    add_tables(document.blocks, tables);
    return std::ranges::any_of(tables, [&](const print::Table* table) {
        return std::ranges::any_of(table->rows, [&](const print::Row& row) {
            return std::ranges::equal(row.cells, cells, {}, &print::Cell::text);
        });
    });
}

}  // namespace taqwim::tests
