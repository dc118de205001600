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

}  // namespace

void write_worded(std::string_view key, std::string_view table, std::string_view code,
                  JsonWriter& json)
{
    static const Messages arabic = read("ar");
    static const Messages english = read("en");
    const std::string word = std::string(table) + '.' + std::string(code);
    json.key(key).begin_object().key("code").text(code);
    json.key("ar").text(arabic.format(word)).key("en").text(english.format(word)).end_object();
}

}  // namespace taqwim::results
