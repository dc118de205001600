#include "platform/print/printer.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/refusal_codes.h"
#include "platform/print/block_setter.h"
#include "platform/print/drawing.h"
#include "platform/print/finishing.h"
#include "platform/print/pages.h"
#include "platform/print/prepared_text.h"
#include "platform/print/typesetter.h"

namespace taqwim::print {

struct Printer::Workshop {
    Typesetter typesetter;

    explicit Workshop(const std::vector<std::string>& font_folders) : typesetter(font_folders) {}

    [[nodiscard]] Result<Printed> print(std::span<const Document> documents, bool is_set);
};

namespace {

// What goes into the file without being set in type.
std::optional<Refusal> refusal_of_properties(const Document& document, const std::string& place,
                                             std::set<std::string>& attached)
{
    const auto not_text = [&](const std::string& text,
                              const std::string& field) -> std::optional<Refusal> {
        if (is_printable_utf8(text))
            return std::nullopt;
        return Refusal{RefusalCode::text_not_utf8, {}, place + field, ""};
    };
    for (const auto& [text, field] : {std::pair(&document.title, "/title"),
                                      {&document.author, "/author"},
                                      {&document.subject, "/subject"}})
        if (auto refusal = not_text(*text, field))
            return refusal;
    for (const std::string& keyword : document.keywords)
        if (auto refusal = not_text(keyword, "/keywords"))
            return refusal;
    for (std::size_t i = 0; i < document.attachments.size(); ++i) {
        const Attachment& attachment = document.attachments[i];
        const std::string field = "/attachments/" + std::to_string(i) + "/name";
        if (auto refusal = not_text(attachment.name, field))
            return refusal;
        if (auto refusal = not_text(attachment.description, field))
            return refusal;
        if (attachment.name.empty())
            return Refusal{RefusalCode::text_empty, {{"field", "name"}}, place + field, ""};
        if (!attached.insert(attachment.name).second)
            return Refusal{
                RefusalCode::file_exists, {{"file", attachment.name}}, place + field, ""};
    }
    return std::nullopt;
}

}  // namespace

Result<Printed> Printer::Workshop::print(std::span<const Document> documents, bool is_set)
{
    if (documents.empty())
        return Refusal{RefusalCode::field_missing, {{"field", "documents"}}, "", ""};
    std::vector<DrawnPage> pages;
    std::vector<OutlineEntry> outline;
    std::vector<const Attachment*> attachments;
    std::set<std::string> attached;
    std::set<std::string> unknown;
    std::set<std::string> broken;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const Document& document = documents[i];
        const std::string place = is_set ? '/' + std::to_string(i) : std::string();
        if (auto refusal = refusal_of_properties(document, place, attached))
            return *std::move(refusal);
        BlockSetter setter(typesetter, document, place);
        if (is_set)
            outline.push_back({document.title, static_cast<int>(pages.size()) + 1});
        for (DrawnPage& page : paged(setter, document))
            pages.push_back(std::move(page));
        if (setter.refusal())
            return *setter.refusal();
        unknown.insert(setter.unknown_characters().begin(), setter.unknown_characters().end());
        broken.insert(setter.broken_words().begin(), setter.broken_words().end());
        for (const Attachment& attachment : document.attachments)
            attachments.push_back(&attachment);
    }

    const std::string drawn = drawn_pdf(documents.front(), pages, outline);
    Printed printed;
    printed.pdf = finished_pdf(drawn, documents.front(), attachments);
    printed.pages = static_cast<int>(pages.size());
    printed.unknown_characters.assign(unknown.begin(), unknown.end());
    printed.broken_words.assign(broken.begin(), broken.end());
    return printed;
}

Result<PagePicture> Printer::picture(const Document& document, int page, int width)
{
    std::set<std::string> attached;
    if (auto refusal = refusal_of_properties(document, "", attached))
        return *std::move(refusal);
    BlockSetter setter(workshop_->typesetter, document, "");
    const std::vector<DrawnPage> pages = paged(setter, document);
    if (setter.refusal())
        return *setter.refusal();
    constexpr int k_widest = 2000;
    const int count = static_cast<int>(pages.size());
    const auto index = static_cast<std::size_t>(std::clamp(page, 1, count) - 1);
    return PagePicture{drawn_png(pages[index], std::clamp(width, 1, k_widest)), count};
}

Printer::Printer(const std::vector<std::string>& font_folders)
    : workshop_(std::make_unique<Workshop>(font_folders))
{}

Printer::~Printer() = default;
Printer::Printer(Printer&&) noexcept = default;
Printer& Printer::operator=(Printer&&) noexcept = default;

Result<Printed> Printer::print(const Document& document)
{
    return workshop_->print({&document, 1}, false);
}

Result<Printed> Printer::print(std::span<const Document> documents)
{
    return workshop_->print(documents, true);
}

}  // namespace taqwim::print
