#include "tests/support/kw_primary_2016_rules.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "regulations/frame/parameter_book.h"
#include "tests/support/project_files.h"

namespace taqwim::tests {

const kw_primary_2016::Rules& kw_rules()
{
    struct Kept {
        ParameterBook book;
        kw_primary_2016::Rules rules;
    };
    static const Kept kept = [] {
        const std::string folder = "src/regulations/kw_primary_2016/parameters";
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(project_path(folder)))
            if (entry.path().extension() == ".toml")
                names.insert(entry.path().filename().string());
        std::vector<std::string> paths;
        std::vector<std::string> texts;
        for (const std::string& name : names) {
            paths.push_back("parameters/" + name);
            texts.push_back(read_project_file(folder + "/" + name));
        }
        std::vector<EmbeddedFile> files;
        for (std::size_t i = 0; i < paths.size(); ++i)
            files.push_back({paths[i], texts[i]});
        ParameterBook book = ParameterBook::read(files);
        kw_primary_2016::Rules rules =
            kw_primary_2016::Rules::read(*book.on(k_kw_school_year.first_day()));
        return Kept{std::move(book), std::move(rules)};
    }();
    return kept.rules;
}

std::span<const kw_primary_2016::LevelSymbol> kw_level_symbols()
{
    static const std::vector<kw_primary_2016::LevelSymbol> symbols = {
        {"م", 4},     {"ج.ج", 3},     {"ج", 2},   {"ل", 1},     {"غ.ل", 0},
        {"ممتاز", 4}, {"جيد جداً", 3}, {"جيد", 2}, {"مقبول", 1}, {"غير مقبول", 0}};
    return symbols;
}

}  // namespace taqwim::tests
