#include "tests/support/room_migrations.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <limits>
#include <string>
#include <utility>

#include "tests/support/project_files.h"

namespace taqwim::tests {

std::vector<database::Migration> migrations_up_to(int last)
{
    std::vector<std::pair<std::string, std::string>> texts;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(project_path("src"))) {
        const std::filesystem::path& path = entry.path();
        if (path.extension() == ".sql" && path.parent_path().filename() == "migrations" &&
            std::stoi(path.filename().string().substr(0, 4)) <= last)
            texts.emplace_back("migrations/" + path.filename().string(), read_project_file(path));
    }
    std::vector<EmbeddedFile> files;
    files.reserve(texts.size());
    for (const auto& [path, text] : texts)
        files.push_back({path, text});
    return database::read_migrations(files);
}

std::vector<database::Migration> all_migrations()
{
    return migrations_up_to(std::numeric_limits<int>::max());
}

std::vector<database::Migration> migrations_of_rooms(
    const std::vector<std::span<const EmbeddedFile>>& rooms)
{
    std::vector<EmbeddedFile> found;
    for (const auto& room : rooms)
        std::ranges::copy_if(room, std::back_inserter(found), [](const EmbeddedFile& file) {
            return file.path.starts_with("migrations/") && file.path.ends_with(".sql");
        });
    std::ranges::sort(found, {}, &EmbeddedFile::path);
    std::vector<database::Migration> all;
    for (const EmbeddedFile& file : found) {
        const std::string path(file.path);
        const std::size_t name = std::string("migrations/0000_").size();
        all.push_back({.version = static_cast<int>(all.size()) + 1,
                       .name = path.substr(name, path.size() - name - std::string(".sql").size()),
                       .path = path,
                       .text = std::string(file.text)});
    }
    return all;
}

}  // namespace taqwim::tests
