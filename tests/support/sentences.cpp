#include "tests/support/sentences.h"

#include <algorithm>
#include <filesystem>

#include "regulations/frame/parameter_book.h"
#include "tests/support/project_files.h"

namespace taqwim::tests {

namespace {

// The texts of files, and the files as the program would have them embedded.
struct Files {
    std::vector<std::string> paths;
    std::vector<std::string> texts;
    std::vector<EmbeddedFile> embedded;

    Files(std::vector<std::string> names, const std::string& folder) : paths(std::move(names))
    {
        for (const std::string& path : paths)
            texts.push_back(read_project_file(folder + path));
        for (std::size_t i = 0; i < paths.size(); ++i)
            embedded.push_back({paths[i], texts[i]});
    }
};

}  // namespace

Messages messages_of(const std::string& language, const std::vector<std::string>& paths)
{
    const Files files(paths, "");
    return Messages::read(language, files.embedded);
}

Names sentence_arguments(const TraceNames& traced, const std::string& folder)
{
    Names known = traced.steps();
    known.insert({"item", "number", "clause", "missing", "note"});
    const Names steps = known;
    for (const std::string& step : steps)
        for (const char* const ending : {"_limit", "_holds", "_before", "_code"})
            known.insert(step + ending);
    std::vector<std::string> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator(project_path(folder + "parameters")))
        paths.push_back("parameters/" + entry.path().filename().string());
    const Files files(std::move(paths), folder);
    for (std::string name : ParameterBook::read(files.embedded).names()) {
        std::ranges::replace(name, '.', '_');
        known.insert(name);
    }
    return known;
}

}  // namespace taqwim::tests
