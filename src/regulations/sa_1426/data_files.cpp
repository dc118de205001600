#include "regulations/sa_1426/data_files.h"

#include <string>

#include "embedded/sa_1426.h"

namespace taqwim::sa_1426 {

namespace {

template <class Is>
std::vector<EmbeddedFile> files_that(const Is& is)
{
    std::vector<EmbeddedFile> files;
    for (const EmbeddedFile& file : embedded_sa_1426())
        if (is(file.path))
            files.push_back(file);
    return files;
}

}  // namespace

std::vector<EmbeddedFile> clause_files()
{
    return files_that([](std::string_view path) { return path == "clauses.toml"; });
}

std::vector<EmbeddedFile> parameter_files()
{
    return files_that([](std::string_view path) { return path.starts_with("parameters/"); });
}

std::vector<EmbeddedFile> shared_message_files(std::string_view language)
{
    const std::string ending = '.' + std::string(language) + ".toml";
    return files_that([&](std::string_view path) {
        return path == "messages.saudi" + ending || path == "messages.mastery" + ending ||
               path == "reasons" + ending || path == "reasons.mastery" + ending;
    });
}

std::vector<EmbeddedFile> message_files(std::string_view language)
{
    const std::string ending = '.' + std::string(language) + ".toml";
    std::vector<EmbeddedFile> files = shared_message_files(language);
    for (const EmbeddedFile& file : files_that([&](std::string_view path) {
             return path == "messages" + ending || path == "reasons.after_the_result" + ending;
         }))
        files.push_back(file);
    return files;
}

}  // namespace taqwim::sa_1426
