// What tests of Saudi papers share: whose paper, how it is printed, and its text without regard to where lines end.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <variant>
#include <vector>

#include "core/instant.h"
#include "documents/printed_document.h"
#include "platform/print/printer.h"
#include "tests/support/read_pdf.h"

namespace taqwim::tests {

inline documents::Issuer saudi_issuer()
{
    documents::Issuer issuer;
    issuer.lines = {"المملكة العربية السعودية", "وزارة التربية والتعليم",
                    "إدارة التربية والتعليم بمحافظة الدرعية",
                    "متوسطة الإمام محمد بن سعود لتحفيظ القرآن الكريم"};
    issuer.name = issuer.lines.back();
    return issuer;
}

inline documents::Issuer saudi_issuer_in_english()
{
    documents::Issuer issuer;
    issuer.lines = {"Kingdom of Saudi Arabia", "Ministry of Education",
                    "Directorate of Education, Diriyah",
                    "Imam Mohammed bin Saud Intermediate School"};
    issuer.name = issuer.lines.back();
    return issuer;
}

// A draft in Arabic-Indic digits.
inline documents::Printing arabic_draft()
{
    documents::Printing printing;
    printing.created = *Instant::parse("2026-06-25T07:30:00Z");
    printing.day = "١٠ محرم ١٤٤٨ هـ";
    return printing;
}

// Issued and signed, in Western digits.
inline documents::Printing arabic_issue()
{
    documents::Printing printing = arabic_draft();
    printing.digits = print::DigitSet::western;
    printing.is_draft = false;
    printing.serial = "SA-1447-000123-45";
    printing.signed_content = "TQ1." + std::string(420, 'x');
    return printing;
}

inline documents::Printing english_issue()
{
    documents::Printing printing = arabic_issue();
    printing.language = print::Language::english;
    printing.day = "25 June 2026";
    return printing;
}

// The document's PDF; no character may be unknown, and it has so many pages.
inline std::string pdf_of(const print::Document& document, int pages = 1)
{
    print::Printer printer;
    const auto result = printer.print(document);
    REQUIRE(result);
    CHECK(result->unknown_characters.empty());
    CHECK(result->pages == pages);
    return result->pdf;
}

// The text with blanks for line ends: to look for a phrase that may stand on two lines.
inline std::string read_flat(const print::Document& document, int pages = 1)
{
    std::string text = text_of_pdf(pdf_of(document, pages));
    for (char& one : text)
        if (one == '\n')
            one = ' ';
    return text;
}

inline bool has(const std::string& text, const std::string& part)
{
    return text.find(comparable(part)) != std::string::npos;
}

namespace saudi_paper {

inline void collect_rows(const std::vector<print::Block>& blocks, std::vector<std::string>& rows)
{
    for (const print::Block& block : blocks) {
        if (const auto* table = std::get_if<print::Table>(&block.content)) {
            for (const std::vector<print::Row>* part : {&table->head, &table->rows})
                for (const print::Row& row : *part) {
                    std::string text;
                    for (const print::Cell& cell : row.cells)
                        text += (text.empty() ? "" : "|") + (cell.text.empty() ? "-" : cell.text);
                    rows.push_back(text);
                }
        } else if (const auto* beside = std::get_if<print::SideBySide>(&block.content)) {
            for (const print::Side& side : beside->sides)
                collect_rows(side.blocks, rows);
        } else if (const auto* together = std::get_if<print::Together>(&block.content)) {
            collect_rows(together->blocks, rows);
        }
    }
}

}  // namespace saudi_paper

// Every row of every table, heads too: "1|التوحيد|100|-|92", an empty cell as "-". Digits as they were given.
inline std::vector<std::string> rows_of(const print::Document& document)
{
    std::vector<std::string> rows;
    saudi_paper::collect_rows(document.blocks, rows);
    return rows;
}

inline bool has_row(const print::Document& document, const std::string& row)
{
    for (const std::string& one : rows_of(document))
        if (one == row)
            return true;
    return false;
}

}  // namespace taqwim::tests
