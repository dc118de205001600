#include "app/words.h"

#include "embedded/app.h"
#include "embedded/core.h"

namespace taqwim::app {

namespace {

Messages read_messages(Language language)
{
    const std::string name = language == Language::ar ? "ar" : "en";
    const std::string ending = '.' + name + ".toml";
    std::vector<EmbeddedFile> files;
    for (const auto embedded : {embedded_core(), embedded_app()})
        for (const EmbeddedFile& file : embedded)
            if (file.path.ends_with(ending))
                files.push_back(file);
    return Messages::read(name, files);
}

}  // namespace

Words::Words(Language language, Digits digits)
    : language_(language),
      digits_(digits),
      messages_(read_messages(language)),
      direction_(direction_of(messages_))
{}

std::string Words::plain(std::string_view key, const Arguments& arguments) const
{
    return messages_.format(key, arguments);
}

std::string Words::line(std::string_view key, const Arguments& arguments) const
{
    return as_line(messages_.format(key, arguments));
}

std::string Words::as_line(std::string_view sentence) const
{
    return std::string(line_start(direction_)) +
           as_sentence(printable(sentence), direction_, digits_);
}

std::string Words::label(std::string_view kind, std::string_view value) const
{
    const std::string key = std::string(kind) + '.' + std::string(value);
    return messages_.has(key) ? messages_.format(key) : std::string(value);
}

std::string Words::list(const std::vector<std::string>& names) const
{
    std::string text;
    for (const std::string& name : names) {
        if (!text.empty())
            text += messages_.format("list.comma");
        text += name;
    }
    return text;
}

std::string Words::given(std::string_view text) const
{
    constexpr std::string_view k_first_strong = "\u2068";
    constexpr std::string_view k_end_isolate = "\u2069";
    std::string clean = printable(text);
    if (direction_ == Direction::left_to_right && !has_right_to_left_letter(clean))
        return clean;
    return std::string(k_first_strong) + clean + std::string(k_end_isolate);
}

}  // namespace taqwim::app
