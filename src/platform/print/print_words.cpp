#include "platform/print/print_words.h"

#include <map>
#include <string>
#include <utility>

#include "embedded/print.h"

namespace taqwim::print {

namespace {

using Words = std::map<std::pair<std::string_view, std::string_view>, std::string_view>;

std::string_view taken_until(std::string_view& text, char end)
{
    const std::size_t length = std::min(text.find(end), text.size());
    const std::string_view taken = text.substr(0, length);
    text.remove_prefix(std::min(length + 1, text.size()));
    return taken;
}

const Words& words()
{
    static const Words read = [] {
        Words made;
        std::string_view text = embedded_print().front().text;
        while (!text.empty()) {
            std::string_view line = taken_until(text, '\n');
            if (line.empty() || line.front() == '#')
                continue;
            const std::string_view purpose = taken_until(line, ' ');
            const std::string_view language = taken_until(line, ' ');
            made.emplace(std::pair(purpose, language), line);
        }
        return made;
    }();
    return read;
}

}  // namespace

std::string_view words_for(std::string_view purpose, Language language)
{
    const auto found = words().find({purpose, language == Language::arabic ? "ar" : "en"});
    return found == words().end() ? std::string_view() : found->second;
}

std::string page_of_pages(Language language)
{
    return std::string(words_for("page_of_pages", language));
}

std::string draft_words(Language language)
{
    return std::string(words_for("draft", language));
}

}  // namespace taqwim::print
