#include "documents/printed_document.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "documents/word_list.h"
#include "embedded/documents.h"

namespace taqwim::documents {

namespace {

const WordList& words()
{
    static const WordList read(
        std::ranges::find(embedded_documents(), std::string_view("words.tsv"), &EmbeddedFile::path)
            ->text);
    return read;
}

}  // namespace

print::Document begun(const Issuer& issuer, const Printing& printing, const Titles& titles)
{
    constexpr double k_emblem_height = 16;
    print::Document document;
    document.title = titles.title;
    document.author = issuer.name;
    document.subject = titles.subject;
    if (!titles.form.empty())
        document.keywords.push_back(titles.form);
    document.language = printing.language;
    document.digits = printing.digits;
    document.created = printing.created;
    if (printing.is_draft)
        document.watermark = print::draft_words(printing.language);

    document.header.start = issuer.lines;
    if (!issuer.emblem.empty())
        document.header.picture = print::Picture{.bytes = issuer.emblem, .height = k_emblem_height};
    if (!printing.day.empty())
        document.header.end.push_back(words().with("issued_on", printing.language, printing.day));
    document.header.ruled = true;
    if (!printing.serial.empty())
        document.footer.start.push_back(
            words().with("serial", printing.language, print::as_written(printing.serial)));
    document.footer.middle.push_back(print::page_of_pages(printing.language));
    document.footer.ruled = true;
    return document;
}

void add_proof(print::Document& document, const Printing& printing)
{
    if (printing.signed_content.empty())
        return;
    constexpr double k_side = 30;  // what a phone needs for signed content
    print::SideBySide beside;
    beside.sides.push_back(
        {{print::QrCode{printing.signed_content, k_side, print::as_written(printing.serial)}}, 1});
    beside.sides.push_back(
        {{print::Space{6}, print::Paragraph{words().at("how_to_verify", printing.language),
                                            {.size = 10, .tone = print::Tone::quiet}}},
         3});
    document.blocks.emplace_back(std::move(beside));
}

}  // namespace taqwim::documents
