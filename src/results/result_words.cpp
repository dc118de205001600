#include "results/result_words.h"

#include <string>
#include <vector>

#include "embedded/results.h"
#include "regulations/frame/messages.h"

namespace taqwim::results {

namespace {

Messages read(std::string_view language)
{
    std::vector<EmbeddedFile> files;
    for (const EmbeddedFile& file : embedded_results())
        if (file.path == "messages." + std::string(language) + ".toml")
            files.push_back(file);
    return Messages::read(language, files);
}

const Messages& words(Language language)
{
    static const Messages arabic = read("ar");
    static const Messages english = read("en");
    return language == Language::ar ? arabic : english;
}

}  // namespace

void write_worded(std::string_view key, std::string_view table, std::string_view code,
                  JsonWriter& json)
{
    const std::string word = std::string(table) + '.' + std::string(code);
    json.key(key).begin_object().key("code").text(code);
    json.key("ar").text(result_word(Language::ar, word));
    json.key("en").text(result_word(Language::en, word)).end_object();
}

std::string result_word(Language language, std::string_view word, const Arguments& arguments)
{
    return words(language).format(word, arguments);
}

bool has_result_word(std::string_view word)
{
    return words(Language::ar).has(word);
}

}  // namespace taqwim::results
