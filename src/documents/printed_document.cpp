#include "documents/printed_document.h"

#include <utility>

#include "documents/shared_words.h"

namespace taqwim::documents {

namespace {

// Each line of the day on a line of its own, the first with its label.
void add_day(std::vector<std::string>& lines, const Printing& printing)
{
    const std::size_t end = printing.day.find('\n');
    lines.push_back(
        shared_words().with("issued_on", printing.language, printing.day.substr(0, end)));
    if (end != std::string::npos)
        lines.push_back(printing.day.substr(end + 1));
}

std::string how_to_verify(const Printing& printing)
{
    return printing.how_to_verify.empty() ? shared_words().at("how_to_verify", printing.language)
                                          : printing.how_to_verify;
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
        add_day(document.header.end, printing);
    document.header.ruled = true;
    if (!printing.serial.empty())
        document.footer.start.push_back(
            shared_words().with("serial", printing.language, print::as_written(printing.serial)));
    document.footer.middle.push_back(print::page_of_pages(printing.language));
    if (!issuer.foot.empty())
        document.footer.end.push_back(issuer.foot);
    document.footer.ruled = true;
    document.accent = issuer.accent;
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
        {{print::Space{6},
          print::Paragraph{how_to_verify(printing), {.size = 10, .tone = print::Tone::quiet}}},
         3});
    document.blocks.emplace_back(std::move(beside));
}

}  // namespace taqwim::documents
